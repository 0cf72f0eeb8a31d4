/* state back, purge, export: what was learned is taken back, thrown away, handed out */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/commands/state_verbs.h"
#include "analyzer/run/state/state_back.h"
#include "analyzer/run/state/state_export.h"
#include "analyzer/run/state/state_purge.h"
#include "analyzer/site/dates.h"

int state_verb_back(const char *path, int argc, char **argv)
{
    struct state state;
    struct err err;
    uint64_t to;
    bool ok;

    if (argc != 2 || strcmp(argv[0], "--to") != 0 || !slice_u64(slice_str(argv[1]), &to) ||
        to > INT64_MAX)
        return state_verb_usage();
    if (!state_open(&state, path, STORE_CHANGE, &err))
        return state_verb_tell(&err);
    ok = state_back(&state, (int64_t)to, &err);
    state_close(&state);
    return ok ? EXIT_DONE : state_verb_tell(&err);
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

int state_verb_purge(const char *path, int argc, char **argv)
{
    bool decisions = argc == 3 && strcmp(argv[2], "--decisions") == 0;
    struct purge what = { .account = slice_str(value_of("--account", argc - decisions, argv)),
                          .decisions = decisions };
    struct out out = { .fd = STDOUT_FILENO };
    struct state state;
    struct err err;
    bool ok;

    if (what.account.n == 0 && !read_day(value_of("--before", argc, argv), &what.before))
        return state_verb_usage();
    if (!state_open(&state, path, STORE_CHANGE, &err))
        return state_verb_tell(&err);
    ok = state_purge(&state, &what, &out, &err);
    state_close(&state);
    if (!run_close_output(&out))
        return EXIT_UNUSABLE;
    return ok ? EXIT_DONE : state_verb_tell(&err);
}

int state_verb_export(const char *path, int argc, char **argv)
{
    slice account = slice_str(value_of("--account", argc, argv));
    struct out out = { .fd = STDOUT_FILENO };
    struct state state;
    uint64_t rows;
    struct err err;
    bool ok;

    if (account.n == 0)
        return state_verb_usage();
    if (!state_open(&state, path, STORE_LOOK, &err))
        return state_verb_tell(&err);
    ok = state_export(&state, account, &out, &rows, &err);
    state_close(&state);
    if (ok && rows == 0)
        (void)errors_tell("mailproctor: nothing is remembered of this account; accounts are called "
                          "as in the reports");
    if (!run_close_output(&out))
        return EXIT_UNUSABLE;
    return ok ? EXIT_DONE : state_verb_tell(&err);
}
