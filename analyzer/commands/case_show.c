/* One case as somebody reads it who has to decide. */
#include <getopt.h>
#include <unistd.h>

#include "analyzer/commands/case.h"
#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "reports/text_parts.h"

enum { COLUMN = 12, OTHERS_MAX = 20 };

static void write_time(struct out *o, const char *what, usec when)
{
    char text[32];

    if (when != USEC_NONE)
        text_labelled(o, what, slice_str(clock_utc_text(when, text)));
}

static void write_state(struct out *o, const struct case_row *row)
{
    char text[32];

    text_padded(o, SLICE("State"), COLUMN);
    out_text(o, slice_str(standing_words[row->past.standing]));
    if (row->past.standing == STANDING_GOING_ON && row->past.since != USEC_NONE) {
        out_lit(o, " since ");
        out_text(o, slice_str(clock_utc_text(row->past.since, text)));
    }
    out_lit(o, "\n");
}

static void write_what(struct out *o, const struct case_row *row)
{
    const struct sighting *s = &row->seen;

    text_labelled(o, "Finding", s->id);
    write_state(o, row);
    text_labelled(o, "Account", s->account);
    text_labelled(o, "Detector", s->detector);
    if (s->headline.n == 0) {
        text_labelled(o, "", SLICE("Of its sightings none is kept any more."));
        return;
    }
    text_labelled(o, "Policy", s->clause);
    text_labelled(o, "Concerns", s->anchor);
    text_labelled(o, "What", s->headline);
    text_labelled(o, "Recommended", s->action);
    text_labelled(o, "Account's", s->account_action);
    text_labelled(o, "Certainty", s->certainty);
    write_time(o, "First", s->first);
    write_time(o, "Last", s->last);
    text_labelled(o, "Numbers", s->numbers);
}

static void write_decisions(struct out *o, const struct case_row *row)
{
    if (row->past.n_decisions == 0)
        out_lit(o, "\nNobody decided about it yet.\n");
    else
        out_lit(o, "\nDecisions\n");
    for (size_t i = 0; i < row->past.n_decisions; i++) {
        text_pad(o, 2);
        case_write_decision(o, row->past.decisions[i], 4);
    }
}

static void write_other(struct out *o, const struct case_row *row)
{
    out_lit(o, "  ");
    text_padded(o, row->seen.id, 18);
    text_padded(o, slice_str(standing_words[row->past.standing]), 9);
    text_wrapped(o, row->seen.headline.n ? row->seen.headline : row->seen.detector, 4);
    if (!row->stands)
        return;
    text_pad(o, 4);
    case_write_decision(o, row->stands, 4);
}

static void write_others(struct out *o, const struct case_book *b, const struct case_row *row)
{
    size_t n = 0;

    for (size_t i = 0; i < b->cases.n; i++) {
        const struct case_row *other = &b->cases.at[i];

        if (other == row || !slice_eq(other->seen.account, row->seen.account))
            continue;
        if (n == 0)
            out_lit(o, "\nOther cases of this account\n");
        if (n++ < OTHERS_MAX)
            write_other(o, other);
    }
    if (n <= OTHERS_MAX)
        return;
    out_lit(o, "  and ");
    out_int(o, (int64_t)(n - OTHERS_MAX));
    out_lit(o, " more: mailproctor case list --all --account NAME\n");
}

void case_write_history(struct out *o, const struct case_book *b, const struct case_row *row)
{
    write_decisions(o, row);
    write_others(o, b, row);
}

static bool take_options(int argc, char **argv, enum sightings_of *which)
{
    static const struct option options[] = { { "restricted", no_argument, NULL, 1 }, { 0 } };
    int option;

    *which = SIGHTINGS_GENERAL;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == '?')
            return run_usage_error(
                "case", "show: wrong option, or without its value: ", errors_option(argv));
        *which = SIGHTINGS_RESTRICTED;
    }
    return argc - optind == 2 || run_usage_error("case", "show: a STATE and an ID are needed", "");
}

int case_show(int argc, char **argv)
{
    struct out out = { .fd = STDOUT_FILENO };
    const struct case_row *row;
    enum sightings_of which;
    struct case_book b;

    if (!take_options(argc, argv, &which) || !case_open(&b, argv[optind], STORE_LOOK, which))
        return EXIT_UNUSABLE;
    row = case_find(&b, argv[optind + 1]);
    if (row) {
        write_what(&out, row);
        case_write_history(&out, &b, row);
    }
    case_close(&b);
    if (!row)
        return EXIT_UNUSABLE;
    return run_close_output(&out) ? EXIT_DONE : EXIT_UNUSABLE;
}
