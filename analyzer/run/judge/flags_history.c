/* Who reads that nothing is unusual must know whether anything could have been. */
#include "analyzer/run/judge/flags.h"
#include "analyzer/run/state/state.h"
#include "analyzer/run/watch/day_close.h"

#define KNOWN "which recipients an account had mailed before (mass_mailing)"
#define USUAL \
    "an account's own rate, and what a day did to its peers (mass_mailing, comparison in reports)"

enum { DATE = 11 /* 2026-03-02 and its end */ };

static const char *date(int64_t day, char text[32])
{
    (void)clock_utc_text((usec)day * DAY * USEC_PER_SECOND, text);
    text[DATE - 1] = '\0';
    return text;
}

void flags_of_history(struct flags *fs, const struct day_close *d)
{
    char begins[32], next[32], usual[32];
    bool knows = state_looks_back(d->watchers->state);
    bool is_short = d->n_open && d->open[d->n_open - 1] < d->begins + USUAL_YOUNG;

    if (d->begins == DAY_NONE || (knows && !is_short))
        return;
    (void)date(d->begins, begins);
    (void)date(d->begins + 1, next);
    (void)date(d->begins + USUAL_YOUNG, usual);
    if (!knows && is_short)
        flags_raise(fs, FLAG_HISTORY,
                    "Days are remembered since %s only. Not active yet: " KNOWN ", from %s; " USUAL
                    ", from %s.",
                    begins, next, usual);
    else if (is_short)
        flags_raise(fs, FLAG_HISTORY,
                    "Days are remembered since %s only. Not active yet: " USUAL ", from %s.",
                    begins, usual);
    else
        flags_raise(fs, FLAG_HISTORY,
                    "This is the first run that is remembered. Not active yet: " KNOWN
                    ", from the next run on.");
}
