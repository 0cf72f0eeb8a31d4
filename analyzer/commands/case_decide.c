/* All that can be wrong is told before the state is opened, or before anything is written. */
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "analyzer/base/utf8.h"
#include "analyzer/commands/case.h"
#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"

enum { NAME_BYTES_MAX = 200, REASON_BYTES_MAX = 4000 };

enum { OPT_VERDICT = 1, OPT_ACTION, OPT_BY, OPT_SECOND, OPT_REASON, OPT_AT, OPT_RESTRICTED };

struct decide {
    struct decision decision;
    enum sightings_of which;
};

static const struct option options[] = {
    { "verdict", required_argument, NULL, OPT_VERDICT },
    { "action", required_argument, NULL, OPT_ACTION },
    { "by", required_argument, NULL, OPT_BY },
    { "second", required_argument, NULL, OPT_SECOND },
    { "reason", required_argument, NULL, OPT_REASON },
    { "at", required_argument, NULL, OPT_AT },
    { "restricted", no_argument, NULL, OPT_RESTRICTED },
    { 0 },
};

static bool refuse(const char *why)
{
    return case_error(why, slice_of(NULL, 0), "");
}

static bool take_at(struct decision *d, const char *value)
{
    if (!clock_set_zone("UTC"))
        return refuse("--at: the system knows no time zones (package tzdata)");
    if (!clock_parse(slice_str(value), &d->at) || d->at < 0)
        return case_error("--at: not a time (2026-03-04 09:12): ", slice_str(value), "");
    d->at -= d->at % USEC_PER_SECOND;
    return true;
}

static bool take_option(struct decision *d, int option, const char *value)
{
    switch (option) {
    case OPT_VERDICT:
        d->judgement = judgement_find(slice_str(value));
        return d->judgement < JUDGEMENTS ||
               case_error("--verdict: not one of confirmed, benign, withdrawn: ", slice_str(value),
                          "");
    case OPT_ACTION:
        d->action = action_find(value);
        return d->action < ACTIONS ||
               case_error("--action: there is no action ", slice_str(value), "");
    case OPT_BY:
        d->by = slice_trim(slice_str(value));
        return true;
    case OPT_SECOND:
        d->second = slice_trim(slice_str(value));
        return true;
    case OPT_REASON:
        d->reason = slice_trim(slice_str(value));
        return true;
    case OPT_AT:
        return take_at(d, value);
    default:
        return run_usage_error("case", "decide: wrong option, or without its value: ", value);
    }
}

static bool is_good_text(const char *option, slice text, size_t most)
{
    if (!utf8_is_text(text))
        return case_error(option, slice_of(NULL, 0), ": is no UTF-8");
    return text.n <= most || case_error(option, slice_of(NULL, 0), ": is too long");
}

static bool are_texts_good(const struct decision *d)
{
    return is_good_text("--by", d->by, NAME_BYTES_MAX) &&
           is_good_text("--second", d->second, NAME_BYTES_MAX) &&
           is_good_text("--reason", d->reason, REASON_BYTES_MAX);
}

/* Who may decide what: docs/cases.md. */
static bool is_allowed(const struct decision *d)
{
    bool is_known = d->action < ACTIONS;

    if (d->judgement == JUDGEMENTS)
        return refuse("--verdict is missing: confirmed, benign or withdrawn");
    if (d->by.n == 0)
        return refuse("--by is missing: who decided?");
    if (d->reason.n == 0)
        return refuse(is_known && d->action >= ACTION_DISABLE_SENDING
                          ? "--reason is missing: nobody is disabled without one"
                          : "--reason is missing: others have to understand the decision");
    if (d->second.n && slice_eq_nocase(d->by, d->second))
        return refuse("--second: is the same name as --by: two people are meant");
    if (d->action == ACTION_DISABLE_ACCOUNT && d->second.n == 0)
        return refuse("disable_account takes two people: --second is missing");
    if (decision_clears(d) && is_known && d->action > ACTION_CONTACT)
        return refuse("who is cleared is not held up: with this verdict --action is record, "
                      "notify or contact");
    return true;
}

static bool take_options(struct decide *d, int argc, char **argv)
{
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
        if (option == OPT_RESTRICTED)
            d->which = SIGHTINGS_RESTRICTED;
        else if (!take_option(&d->decision, option, option == '?' ? errors_option(argv) : optarg))
            return false;
    if (argc - optind != 2)
        return run_usage_error("case", "decide: a STATE and an ID are needed", "");
    return is_allowed(&d->decision) && are_texts_good(&d->decision);
}

static void write_done(struct out *o, const struct decision *d)
{
    out_text(o, d->finding);
    out_lit(o, ", ");
    out_text(o, d->account);
    out_lit(o, ":\n  ");
    case_write_decision(o, d, 2);
    out_lit(o, "Entry ");
    out_int(o, d->number);
    out_lit(o, " of the journal, digest ");
    out_text(o, slice_str(d->own));
    out_lit(o, "\n");
}

/* Exclusively from before the id is looked up until it is durable. */
static bool write_down(struct case_book *b, const char *id, struct decision *d)
{
    const struct case_row *row = case_find(b, id);
    struct err err;

    if (!row)
        return false;
    d->finding = row->seen.id;
    d->account = row->seen.account;
    d->detector = row->seen.detector;
    d->pattern = row->seen.pattern;
    journal_append(&b->store, d);
    if (!store_failed(&b->store, &err) && store_commit(&b->store, &err))
        return true;
    return errors_because(&err);
}

int case_decide(int argc, char **argv)
{
    struct decide own = { { .judgement = JUDGEMENTS, .action = ACTIONS, .at = USEC_NONE },
                          SIGHTINGS_GENERAL };
    struct decision *d = &own.decision;
    struct out out = { .fd = STDOUT_FILENO };
    struct case_book b;
    bool is_done;

    if (!take_options(&own, argc, argv) || !case_open(&b, argv[optind], STORE_CHANGE, own.which))
        return EXIT_UNUSABLE;
    d->entered = clock_now();
    d->entered -= d->entered % USEC_PER_SECOND;
    if (d->at == USEC_NONE)
        d->at = d->entered;
    if (d->at > d->entered)
        (void)case_error("note: --at is later than now", slice_of(NULL, 0), "");
    is_done = write_down(&b, argv[optind + 1], d);
    if (is_done)
        write_done(&out, d);
    case_close(&b);
    return is_done && run_close_output(&out) ? EXIT_DONE : EXIT_UNUSABLE;
}
