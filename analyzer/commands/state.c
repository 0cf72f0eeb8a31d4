/* state - what a state file remembers: shown, checked, taken back */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/run/state_back.h"
#include "analyzer/run/state_check.h"

static const char help[] =
    "usage: mailproctor state dump FILE\n"
    "       mailproctor state check FILE\n"
    "       mailproctor state generations FILE\n"
    "       mailproctor state back FILE --to N\n\n"
    "dump         prints what analyze --state FILE remembers: what was read, and the closed\n"
    "             days. The same history gives the same text, in however many runs it was read.\n"
    "check        tells all that is wrong with the file and its key, and touches neither.\n"
    "generations  lists what can be taken off again: what each run read that taught something.\n"
    "back         takes off all generations above N; their runs can then be repeated.\n\n"
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

static const struct verb verbs[] = {
    { "dump", dump },
    { "check", check },
    { "generations", generations },
    { "back", back },
};

enum { VERBS = sizeof(verbs) / sizeof(*verbs) };

int command_state(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(help, stdout);
        return EXIT_DONE;
    }
    for (size_t i = 0; argc > 2 && i < VERBS; i++)
        if (strcmp(argv[1], verbs[i].name) == 0)
            return verbs[i].run(argv[2], argc - 3, argv + 3);
    return usage_error();
}
