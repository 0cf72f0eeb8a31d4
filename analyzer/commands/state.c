/* state - what a state file remembers: shown and checked; the table of all that can be done with it
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/commands/state_place.h"
#include "analyzer/commands/state_verbs.h"
#include "analyzer/run/state/state_back.h"
#include "analyzer/run/state/state_check.h"
#include "analyzer/run/state/state_dump.h"

static const char help[] =
    "usage: mailproctor state dump FILE\n"
    "       mailproctor state check FILE\n"
    "       mailproctor state generations FILE\n"
    "       mailproctor state back FILE --to N\n"
    "       mailproctor state purge FILE --account NAME [--decisions] | --before DATE\n"
    "       mailproctor state export FILE --account NAME\n"
    "       mailproctor state name FILE PSEUDONYM [-c SITE]\n\n"
    "dump         prints what analyze --state FILE remembers: what was read, and the closed\n"
    "             days. The same history gives the same text, in however many runs it was read.\n"
    "check        tells all that is wrong with the file and its key, and touches neither.\n"
    "generations  lists what can be taken off again: what each run read that taught something.\n"
    "back         takes off all generations above N; their runs can then be repeated.\n"
    "purge        throws away all that is remembered of an account, or of days before a date\n"
    "             (YYYY-MM-DD), in the kept generations as well; --decisions: also what was\n"
    "             decided about it and why, of which only that there was something stays.\n"
    "export       prints all that is remembered of an account, as JSON.\n"
    "name         tells whom a pseudonym of analyze --redact stands for, of those that the state\n"
    "             or the site's files know.\n\n"
    "FILE is that of analyze --state; `default` means the usual one there, too.\n"
    "Exit status: 0 done; 1 name: nobody; 2 no state file, damaged, or of a newer version.\n";

/* A word behind `state`, and what it does with the file; the rest of the line is its own. */
struct verb {
    const char *name;
    int (*run)(const char *path, int argc, char **argv);
};

int state_verb_usage(void)
{
    fputs(help, stderr);
    return EXIT_UNUSABLE;
}

int state_verb_tell(const struct err *err)
{
    (void)errors_because(err);
    return EXIT_UNUSABLE;
}

/* What a verb writes of a state that is open; false: *err tells. */
typedef bool write_fn(struct state *s, struct out *out, struct err *err);

static int show(const char *path, write_fn *write)
{
    struct out out = { .fd = STDOUT_FILENO };
    struct state state;
    struct err err;
    bool ok;

    if (!state_open(&state, path, STORE_LOOK, &err))
        return state_verb_tell(&err);
    ok = write(&state, &out, &err);
    state_close(&state);
    if (!run_close_output(&out))
        return EXIT_UNUSABLE;
    return ok ? EXIT_DONE : state_verb_tell(&err);
}

static int dump(const char *path, int argc, char **argv)
{
    (void)argv;
    return argc ? state_verb_usage() : show(path, state_dump);
}

static int generations(const char *path, int argc, char **argv)
{
    (void)argv;
    return argc ? state_verb_usage() : show(path, state_generations);
}

static int check(const char *path, int argc, char **argv)
{
    struct out out = { .fd = STDOUT_FILENO };
    bool is_whole;

    (void)argv;
    if (argc)
        return state_verb_usage();
    is_whole = state_check(path, &out);
    return run_close_output(&out) && is_whole ? EXIT_DONE : EXIT_UNUSABLE;
}

static const struct verb verbs[] = {
    { "dump", dump },
    { "check", check },
    { "generations", generations },
    { "back", state_verb_back },
    { "purge", state_verb_purge },
    { "export", state_verb_export },
    { "name", state_verb_name },
};

enum { VERBS = sizeof(verbs) / sizeof(*verbs) };

int command_state(int argc, char **argv)
{
    const char *path;

    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(help, stdout);
        return EXIT_DONE;
    }
    for (size_t i = 0; argc > 2 && i < VERBS; i++) {
        if (strcmp(argv[1], verbs[i].name) != 0)
            continue;
        path = state_place(argv[2], STORE_LOOK);
        return path ? verbs[i].run(path, argc - 3, argv + 3) : EXIT_UNUSABLE;
    }
    return state_verb_usage();
}
