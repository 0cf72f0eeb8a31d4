/* state - what a state file remembers: shown, checked, taken back, purged */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/commands/state_place.h"
#include "analyzer/run/state_back.h"
#include "analyzer/run/state_check.h"
#include "analyzer/run/state_dump.h"
#include "analyzer/run/state_export.h"
#include "analyzer/run/state_purge.h"
#include "analyzer/site/dates.h"

static const char help[] =
    "usage: mailproctor state dump FILE\n"
    "       mailproctor state check FILE\n"
    "       mailproctor state generations FILE\n"
    "       mailproctor state back FILE --to N\n"
    "       mailproctor state purge FILE --account NAME [--decisions] | --before DATE\n"
    "       mailproctor state export FILE --account NAME\n\n"
    "dump         prints what analyze --state FILE remembers: what was read, and the closed\n"
    "             days. The same history gives the same text, in however many runs it was read.\n"
    "check        tells all that is wrong with the file and its key, and touches neither.\n"
    "generations  lists what can be taken off again: what each run read that taught something.\n"
    "back         takes off all generations above N; their runs can then be repeated.\n"
    "purge        throws away all that is remembered of an account, or of days before a date\n"
    "             (YYYY-MM-DD), in the kept generations as well; --decisions: also what was\n"
    "             decided about it and why, of which only that there was something stays.\n"
    "export       prints all that is remembered of an account, as JSON.\n\n"
    "FILE is that of analyze --state; `default` means the usual one there, too.\n"
    "Exit status: 0 done; 2 no state file, damaged, or of a newer version.\n";

/* A word behind `state`, and what it does with the file; the rest of the line is its own. */
struct verb {
    const char *name;
    int (*run)(const char *path, int argc, char **argv);
};

static int usage_error(void)
{
    fputs(help, stderr);
    return EXIT_UNUSABLE;
}

static int tell(const struct err *err)
{
    fprintf(stderr, "mailproctor: %s\n", err->text);
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
        return tell(&err);
    ok = write(&state, &out, &err);
    state_close(&state);
    if (!run_close_output(&out))
        return EXIT_UNUSABLE;
    return ok ? EXIT_DONE : tell(&err);
}

static int dump(const char *path, int argc, char **argv)
{
    (void)argv;
    return argc ? usage_error() : show(path, state_dump);
}

static int generations(const char *path, int argc, char **argv)
{
    (void)argv;
    return argc ? usage_error() : show(path, state_generations);
}

static int check(const char *path, int argc, char **argv)
{
    struct out out = { .fd = STDOUT_FILENO };
    bool is_whole;

    (void)argv;
    if (argc)
        return usage_error();
    is_whole = state_check(path, &out);
    return run_close_output(&out) && is_whole ? EXIT_DONE : EXIT_UNUSABLE;
}

static int back(const char *path, int argc, char **argv)
{
    struct state state;
    struct err err;
    uint64_t to;
    bool ok;

    if (argc != 2 || strcmp(argv[0], "--to") != 0 || !slice_u64(slice_str(argv[1]), &to) ||
        to > INT64_MAX)
        return usage_error();
    if (!state_open(&state, path, STORE_CHANGE, &err))
        return tell(&err);
    ok = state_back(&state, (int64_t)to, &err);
    state_close(&state);
    return ok ? EXIT_DONE : tell(&err);
}

/* The only option behind FILE, with its value; NULL: it is another one. */
static const char *value_of(const char *option, int argc, char **argv)
{
    return argc == 2 && strcmp(argv[0], option) == 0 && argv[1][0] ? argv[1] : NULL;
}

/* As the days of a record are counted: by their date alone. */
static bool read_day(const char *text, int64_t *day)
{
    usec when;

    if (!is_day(slice_str(text)) || !clock_set_zone("UTC") || !clock_parse(slice_str(text), &when))
        return false;
    *day = when / (DAY * USEC_PER_SECOND);
    return true;
}

static int purge(const char *path, int argc, char **argv)
{
    bool decisions = argc == 3 && strcmp(argv[2], "--decisions") == 0;
    struct purge what = { .account = slice_str(value_of("--account", argc - decisions, argv)),
                          .decisions = decisions };
    struct out out = { .fd = STDOUT_FILENO };
    struct state state;
    struct err err;
    bool ok;

    if (what.account.n == 0 && !read_day(value_of("--before", argc, argv), &what.before))
        return usage_error();
    if (!state_open(&state, path, STORE_CHANGE, &err))
        return tell(&err);
    ok = state_purge(&state, &what, &out, &err);
    state_close(&state);
    if (!run_close_output(&out))
        return EXIT_UNUSABLE;
    return ok ? EXIT_DONE : tell(&err);
}

static int export(const char *path, int argc, char **argv)
{
    slice account = slice_str(value_of("--account", argc, argv));
    struct out out = { .fd = STDOUT_FILENO };
    struct state state;
    uint64_t rows;
    struct err err;
    bool ok;

    if (account.n == 0)
        return usage_error();
    if (!state_open(&state, path, STORE_LOOK, &err))
        return tell(&err);
    ok = state_export(&state, account, &out, &rows, &err);
    state_close(&state);
    if (ok && rows == 0)
        fprintf(stderr, "mailproctor: nothing is remembered of this account; accounts are called "
                        "as in the reports\n");
    if (!run_close_output(&out))
        return EXIT_UNUSABLE;
    return ok ? EXIT_DONE : tell(&err);
}

static const struct verb verbs[] = {
    { "dump", dump }, { "check", check }, { "generations", generations },
    { "back", back }, { "purge", purge }, { "export", export },
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
    return usage_error();
}
