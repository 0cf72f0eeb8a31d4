/*
 * explain: one finding with all that it rests on, from a report that was written, or from logs,
 * which are analysed for it. `show` is another name for it.
 */
#include "analyzer/commands/explain.h"

#include <stdio.h>
#include <unistd.h>

#include "analyzer/commands/case.h"
#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"

struct explain {
    const char *finding;
};

static const char help[] =
    "usage: mailproctor explain [--state FILE] FINDING [FOLDER]\n"
    "       mailproctor explain [-c SITE] [--state FILE] [OPTION...] FINDING INPUT...\n\n"
    "Tells all about one finding: the clause and the rule with its limits, why, what speaks\n"
    "against it, its numbers, the account's sum as a table, what is usual for it, each line\n"
    "that it cites, and what the logs cannot show. FINDING is an id, a beginning of it that no\n"
    "other one has, or an account: if there are several findings of it, they are named.\n\n"
    "FOLDER is one that analyze wrote reports into (without it: the one you are in). From INPUT,\n"
    "logs as for analyze, the finding is found anew.\n\n" RUN_HELP_SITE
    "      --state FILE      what people decided by now, and the account's other cases; with\n"
    "                        INPUT: what is remembered from run to run as well\n"
    "      --no-state        as without --state\n" RUN_HELP_AS_OF RUN_HELP_UNTIL RUN_HELP_JOBS
    "  -q, --quiet           no progress\n"
    "  -h, --help            this text\n\n"
    "Exit status: 0 done; 2 wrong usage, no such finding, or no report; 3 part of the input\n"
    "could not be read.\n";

static const struct option options[] = { RUN_OPTIONS_STATE, { 0 } };

static bool take(void *own, int option, const char *value)
{
    (void)own;
    (void)option;
    return run_usage_error("explain", "wrong option: ", value ? value : "");
}

static bool tell(const struct err *err)
{
    return errors_tell("mailproctor explain: %s", err->text);
}

/* False: the state cannot be used, which was told. That it does not know the finding is no error:
   it may be of a run without a state. */
static bool write_history(struct out *o, const char *state, slice id)
{
    struct case_book b;

    if (!state)
        return true;
    if (!case_open(&b, state, STORE_LOOK, SIGHTINGS_GENERAL))
        return false;
    explain_heading(o, TELL_BY_NOW);
    for (size_t i = 0; i < b.cases.n; i++)
        if (slice_eq(b.cases.at[i].seen.id, id)) {
            case_write_history(o, &b, &b.cases.at[i]);
            case_close(&b);
            return true;
        }
    text_said(o, TELL_NOT_IN_STATE);
    case_close(&b);
    return true;
}

static int explain(const struct stored *s, const char *id, const char *state)
{
    struct out out = { .fd = STDOUT_FILENO };
    slice zone = stored_text(s->run, "time_zone");
    struct err err;
    const json_t *f = stored_find(s, slice_str(id), &err);
    bool ok;

    if (!f) {
        (void)tell(&err);
        return EXIT_UNUSABLE;
    }
    if (zone.n)
        (void)clock_set_zone(zone.p);
    explain_write(&out, s, f);
    ok = write_history(&out, state, stored_text(f, "finding_info.uid"));
    return run_close_output(&out) && ok ? EXIT_DONE : EXIT_UNUSABLE;
}

static int from_folder(const struct explain *x, const char *folder, const char *state)
{
    struct stored s;
    struct err err;
    int status;

    if (!stored_open(&s, folder, &err)) {
        (void)tell(&err);
        return EXIT_UNUSABLE;
    }
    status = explain(&s, x->finding, state);
    stored_close(&s);
    return status;
}

static bool answer(void *own, const struct run_asked *asked, int *status)
{
    struct explain *x = own;
    const char *folder = asked->n == 2 ? asked->operands[1] : ".";

    if (asked->n == 0) {
        *status = EXIT_UNUSABLE;
        return !run_usage_error("explain", "no FINDING is given", "");
    }
    x->finding = asked->operands[0];
    if (asked->n > 2 || !stored_is_report(folder)) {
        if (asked->n > 1)
            return false;
        *status = EXIT_UNUSABLE;
        return !run_usage_error("explain", "here is no report; name its folder, or logs", "");
    }
    *status = from_folder(x, folder, asked->state);
    return true;
}

static const struct report *report_of(const char *name)
{
    size_t i = 0;

    while (strcmp(reports[i]->name, name) != 0)
        i++;
    return reports[i];
}

/* As it would be in the file. The buffer goes on as the caller's. */
static struct buf as_written(const char *name, const struct result *r)
{
    struct out out = { .fd = -1 };

    report_of(name)->write(&out, r);
    return out.buf;
}

static int report(void *own, const struct run_end *end, const struct result *r)
{
    const struct explain *x = own;
    struct stored s = { 0 };
    struct err err;
    int status = EXIT_UNUSABLE;

    (void)end;
    s.findings_text = as_written("findings.ndjson", r);
    s.run_text = as_written("run.json", r);
    if (stored_parse(&s, &err))
        status = explain(&s, x->finding, NULL);
    else
        (void)tell(&err);
    stored_close(&s);
    return status;
}

int command_explain(int argc, char **argv)
{
    static const struct run_command command = {
        .name = "explain",
        .help = help,
        .letters = "",
        .options = options,
        .only_looks = true,
        .has_subject = true,
        .answer = answer,
        .take = take,
        .report = report,
    };
    struct explain own = { 0 };

    return run_command(&command, &own, argc, argv);
}
