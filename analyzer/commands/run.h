#ifndef COMMANDS_RUN_H
#define COMMANDS_RUN_H

/*
 * run - what the commands that read logs have in common: site, inputs, exit status
 *
 * A command is a table: the options that only it has, how it takes them, and what it
 * writes of the result. `own` is the command's struct for what it took.
 */

#include <getopt.h>

#include "analyzer/model/result.h"
#include "analyzer/run/state/state.h"
#include "analyzer/site/site.h"
#include "reports/out.h"

enum {
    OPT_UNTIL = 256,
    OPT_READ_SIZE,
    OPT_STATE,
    OPT_NO_STATE,
    OPT_AS_OF,
    OPT_OWN /* a command's own begin here */
};

/* For the help of a command. */
#define RUN_HELP_INPUT                                                                      \
    "INPUT is a log file, plain or packed with gzip, zstd, xz or bzip2 (told by content,\n" \
    "not by name), a folder of such files and folders, or - for standard input. Their\n"    \
    "order does not matter.\n\n"
#define RUN_HELP_SITE \
    "  -c, --site SITE       folder with policy.yaml, directory.csv, announcements.yaml\n"
#define RUN_HELP_UNTIL                                                                        \
    "      --until DATE      stamps that carry no year are not later than this; without it\n" \
    "                        the gzip header's time or the file's own decides\n"
#define RUN_HELP_JOBS                                                                           \
    "  -j, --jobs N          threads that read and parse (as many as processors, 8 at most);\n" \
    "                        the output is the same for every N\n"

/* Options that a command lists if it has a state; they are taken for it. */
#define RUN_OPTIONS_STATE                                \
    { "state", required_argument, NULL, OPT_STATE },     \
        { "as-of", required_argument, NULL, OPT_AS_OF }, \
    {                                                    \
        "no-state", no_argument, NULL, OPT_NO_STATE      \
    }

#define RUN_HELP_AS_OF                                                                          \
    "      --as-of TIME      on what was known then: the state of the last run whose log had\n" \
    "                        ended, and the decisions made until then; nothing is remembered\n"

struct run_end {
    bool is_quiet;
    struct state *state; /* NULL: the run has none; else the command's to commit */
    const struct site *site;
};

/* What stands behind the options, and --state. */
struct run_asked {
    const char *const *operands;
    size_t n;
    const char *state;
};

struct run_command {
    const char *name, *help;
    const char *letters;          /* short options, as for getopt(): "o:" */
    const struct option *options; /* long options; ends with a zeroed row */
    bool only_counts;             /* no detector runs, and it reports even if nothing was parsed */
    bool only_looks;              /* a state must exist, and stays as it is */
    bool has_subject;             /* the first operand is what it is about, and no INPUT */

    /* NULL, or what the command changes in the site's policy; false: it cannot, which was told. */
    bool (*amend)(void *own, struct site *site);

    /* NULL, or: whether it answers without reading a log; then *status is the exit status. The
       operands are as given, state is NULL where there is none. */
    bool (*answer)(void *own, const struct run_asked *asked, int *status);

    /* NULL, or what listens to the join. */
    struct trace *(*trace)(void *own);

    /* One of its own options; false: it is wrong, which was told. */
    bool (*take)(void *own, int option, const char *value);

    /* EXIT_DONE, EXIT_FOUND or EXIT_UNUSABLE. */
    int (*report)(void *own, const struct run_end *end, const struct result *r);
};

/* From the arguments to the exit status. */
int run_command(const struct run_command *command, void *own, int argc, char **argv);

/* Always false; says on standard error what is wrong with the arguments. */
bool run_usage_error(const char *command, const char *what, const char *value);

/* The end of what goes to standard output; false: it could not be written, which was told. */
bool run_close_output(struct out *o);

#endif
