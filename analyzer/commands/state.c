/* state - what a state file remembers, as text that can be compared */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"

static int usage(FILE *to, int status)
{
    fputs("usage: mailproctor state dump FILE\n\n"
          "Prints what analyze --state FILE remembers: what was read, and the closed days. The\n"
          "same history gives the same text, in however many runs it was read.\n"
          "Exit status: 0 done; 2 no state file, damaged, or of a newer version.\n",
          to);
    return status;
}

static int tell(const struct err *err)
{
    fprintf(stderr, "mailproctor: %s\n", err->text);
    return EXIT_UNUSABLE;
}

static int dump(const char *path)
{
    struct out out = { .fd = STDOUT_FILENO };
    struct state state;
    struct err err;
    bool ok;

    if (!state_open(&state, path, STORE_LOOK, &err))
        return tell(&err);
    ok = state_dump(&state, &out, &err);
    state_close(&state);
    if (!run_close_output(&out))
        return EXIT_UNUSABLE;
    return ok ? EXIT_DONE : tell(&err);
}

int command_state(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return usage(stdout, EXIT_DONE);
    if (argc != 3 || strcmp(argv[1], "dump") != 0)
        return usage(stderr, EXIT_UNUSABLE);
    return dump(argv[2]);
}
