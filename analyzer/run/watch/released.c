/* Nearly nobody has suspect days, and of these nearly nobody was decided about: that comes first.
 */
#include "analyzer/run/watch/released.h"

#include "analyzer/run/judge/cases.h"
#include "analyzer/run/state/state.h"

static usec begin_of(int64_t day)
{
    struct civil date = clock_to_utc((usec)day * DAY * USEC_PER_SECOND);

    return clock_from_local(&date);
}

static bool has_suspects(const struct history *h)
{
    for (size_t i = 0; i < h->n_days; i++)
        if (h->days[i].marks & HISTORY_SUSPECT)
            return true;
    return false;
}

static void look_up(const struct watchers *w, slice account, struct history_day *d)
{
    bool is_released = cases_day_is_released(&w->state->store, w->mailings.accounts->precedents,
                                             account, begin_of(d->day), begin_of(d->day + 1));

    if (is_released == ((d->marks & HISTORY_RELEASED) != 0))
        return;
    d->marks ^= HISTORY_RELEASED;
    d->is_since = true;
}

void released_look_up(const struct watchers *w, slice account, struct history *h)
{
    const struct precedents *decided = w->mailings.accounts->precedents;

    if (!decided || !has_suspects(h) || precedents_of(decided, account).n == 0)
        return;
    for (size_t i = 0; i < h->n_days; i++)
        if (h->days[i].marks & HISTORY_SUSPECT)
            look_up(w, account, &h->days[i]);
}
