/* case - what was found on all days, and what people decided about it */
#include "analyzer/commands/case.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/commands/state_place.h"
#include "reports/text_parts.h"

enum { IDS_TOLD = 5 };

static const char help[] =
    "usage: mailproctor case list [--open | --all | --journal] [--account NAME] [--restricted]\n"
    "                             STATE\n"
    "       mailproctor case show [--restricted] STATE ID\n"
    "       mailproctor case decide STATE ID --verdict VERDICT [--action ACTION] --by NAME\n"
    "                               [--second NAME] --reason TEXT [--at TIME] [--restricted]\n"
    "       mailproctor case check STATE\n\n"
    "STATE is the file of analyze --state, ID a finding's or a beginning of it that no other\n"
    "one has. Times are UTC.\n\n"
    "  list     cases that nobody decided (--open, the default), or all of them; --journal:\n"
    "           every decision as one JSON object a line, with its digest\n"
    "  show     one case, what was decided about it, and its account's other cases\n"
    "  decide   writes a decision into the journal, which is never changed again\n"
    "  check    whether the journal is as it was written\n\n"
    "  --verdict VERDICT  confirmed  it is what it says\n"
    "                     benign     it happened, and is no breach of the policy\n"
    "                     withdrawn  it should not have been found, or not been decided so\n"
    "  --action ACTION    what was done: record notify contact throttle hold_mailing\n"
    "                     disable_sending disable_account; record takes disabling back\n"
    "  --by NAME          who decided; disable_account takes two: --second NAME\n"
    "  --reason TEXT      why, for others to read; never left out\n"
    "  --at TIME          when it was decided (2026-03-04 09:12); without it: now\n"
    "  --restricted       what is for the case handler alone (harassment), and nothing else;\n"
    "                     without it none of that is told\n\n"
    "Exit status: 0 done; 1 check: the journal was altered; 2 wrong usage, refused, or a state\n"
    "file that cannot be used.\n";

bool case_error(const char *before, slice text, const char *behind)
{
    struct out out = { .fd = STDERR_FILENO };
    struct err err;

    out_lit(&out, "mailproctor case: ");
    out_text(&out, slice_str(before));
    out_text(&out, text);
    out_text(&out, slice_str(behind));
    out_lit(&out, "\n");
    (void)out_close(&out, &err);
    return false;
}

static void tell_broken(const struct journal_state *j)
{
    if (j->broken)
        (void)errors_tell(
            "mailproctor case: entry %lld of the journal is not as it was written: %s; it and "
            "what stands behind it is left out",
            (long long)j->broken, j->why);
}

bool case_open(struct case_book *b, const char *path, enum store_use use, enum sightings_of which)
{
    struct precedents all;
    struct err err;

    *b = (struct case_book){ 0 };
    path = state_place(path, use);
    if (!path)
        return false;
    if (!store_open(&b->store, path, use, &err))
        return errors_because(&err);
    journal_read(&b->store, &b->arena, &b->decisions, &b->journal);
    precedents_init(&all, &b->decisions, &b->arena);
    b->precedents = precedents_part(&all, which == SIGHTINGS_RESTRICTED, &b->arena);
    cases_read(&b->store, &b->arena, &b->precedents, which, &b->cases);
    tell_broken(&b->journal);
    if (!store_failed(&b->store, &err))
        return true;
    case_close(b);
    return errors_because(&err);
}

void case_close(struct case_book *b)
{
    store_close(&b->store);
    arena_free(&b->arena);
}

static bool begins(slice id, slice wanted)
{
    return slice_starts(id, wanted) || slice_starts(slice_skip(id, 2), wanted);
}

static void tell_several(const struct case_book *b, slice id, size_t n)
{
    struct buf ids = { 0 };
    size_t told = 0;

    for (size_t i = 0; i < b->cases.n && told < IDS_TOLD; i++)
        if (begins(b->cases.at[i].seen.id, id))
            buf_addf(&ids, "%s" SLICE_FMT, told++ ? ", " : ": ", SLICE_ARG(b->cases.at[i].seen.id));
    if (n > told)
        buf_add(&ids, SLICE(" ..."));
    (void)case_error("give more of the id, several findings have it", buf_slice(&ids), "");
    buf_free(&ids);
}

const struct case_row *case_find(const struct case_book *b, const char *id)
{
    const struct case_row *found = NULL;
    size_t n = 0;

    for (size_t i = 0; i < b->cases.n; i++) {
        if (!begins(b->cases.at[i].seen.id, slice_str(id)))
            continue;
        found = &b->cases.at[i];
        n++;
    }
    if (n == 1)
        return found;
    if (n == 0)
        (void)case_error("there is no finding ", slice_str(id), "");
    else
        tell_several(b, slice_str(id), n);
    return NULL;
}

void case_write_decision(struct out *o, const struct decision *d, size_t indent)
{
    struct buf b = { 0 };
    char at[32];

    buf_addf(&b, "%s on %s by ", judgement_names[d->judgement], clock_utc_text(d->at, at));
    buf_add(&b, d->by);
    if (d->second.n) {
        buf_add(&b, SLICE(" and "));
        buf_add(&b, d->second);
    }
    if (d->action < ACTIONS)
        buf_addf(&b, ", action taken: %s", action_names[d->action]);
    buf_add(&b, SLICE(": "));
    buf_add(&b, d->reason);
    text_wrapped(o, buf_slice(&b), indent);
    buf_free(&b);
}

int case_check(int argc, char **argv)
{
    struct out out = { .fd = STDOUT_FILENO };
    struct journal_state state;
    struct case_book b;

    if (argc != 2) {
        (void)run_usage_error("case", "check: one STATE is needed", "");
        return EXIT_UNUSABLE;
    }
    if (!case_open(&b, argv[1], STORE_LOOK, SIGHTINGS_GENERAL))
        return EXIT_UNUSABLE;
    state = b.journal;
    case_close(&b);
    if (state.broken)
        return EXIT_FOUND;
    out_lit(&out, "The journal is as it was written: ");
    out_int(&out, state.entries);
    if (state.entries == 1)
        out_lit(&out, " entry");
    else
        out_lit(&out, " entries");
    if (state.emptied) {
        out_lit(&out, " (");
        out_int(&out, state.emptied);
        out_lit(&out, " of them emptied by a purge)");
    }
    out_lit(&out, ", the newest with digest ");
    out_text(&out, slice_str(state.newest));
    out_lit(&out, "\n");
    return run_close_output(&out) ? EXIT_DONE : EXIT_UNUSABLE;
}

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} parts[] = {
    { "list", case_list },
    { "show", case_show },
    { "decide", case_decide },
    { "check", case_check },
};

int command_case(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            fputs(help, stdout);
            return EXIT_DONE;
        }
    for (size_t i = 0; argc > 1 && i < sizeof(parts) / sizeof(*parts); i++)
        if (strcmp(argv[1], parts[i].name) == 0)
            return parts[i].run(argc - 1, argv + 1);
    fputs(help, stderr);
    return EXIT_UNUSABLE;
}
