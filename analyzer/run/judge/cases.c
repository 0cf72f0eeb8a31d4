/* Rows of one pattern stand together and in order of time: each looks at the one before it. */
#include "analyzer/run/judge/cases.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

static bool is_alike(const struct sighting *a, const struct sighting *b)
{
    return a->pattern && a->pattern == b->pattern && slice_eq(a->account, b->account) &&
           slice_eq(a->detector, b->detector);
}

static bool is_closed(const struct case_row *row)
{
    return row->stands && row->seen.last <= row->stands->at;
}

static bool has_paused(usec last, usec next)
{
    return last != USEC_NONE && next != USEC_NONE &&
           next - last > (usec)STANDING_PAUSE * USEC_PER_SECOND;
}

static enum standing standing_of(const struct case_row *row, const struct case_row *before)
{
    if (row->stands)
        return is_closed(row) ? STANDING_CLOSED : STANDING_CAME_BACK;
    if (!before)
        return row->seen.oldest < row->seen.newest ? STANDING_GOING_ON : STANDING_NEW;
    return is_closed(before) || has_paused(before->seen.last, row->seen.first) ? STANDING_CAME_BACK
                                                                               : STANDING_GOING_ON;
}

static void take_decisions(struct case_row *row, const struct precedents *decided, struct arena *a)
{
    struct precedents one = precedents_of(decided, row->seen.account);
    size_t n = 0;

    for (size_t i = 0; i < one.n; i++)
        n += slice_eq(one.at[i]->finding, row->seen.id);
    row->past.decisions = n ? arena_new(a, n * sizeof(*row->past.decisions)) : NULL;
    row->past.n_decisions = 0;
    for (size_t i = 0; i < one.n; i++)
        if (slice_eq(one.at[i]->finding, row->seen.id))
            row->past.decisions[row->past.n_decisions++] = one.at[i];
    row->stands = n ? row->past.decisions[n - 1] : NULL;
}

static usec since_of(const struct case_row *row, const struct case_row *before)
{
    if (!before || row->past.standing == STANDING_NEW)
        return row->seen.first;
    if (row->past.standing == STANDING_GOING_ON)
        return before->past.standing == STANDING_GOING_ON ? before->past.since : before->seen.first;
    return row->past.standing == STANDING_CAME_BACK && !row->stands ? before->seen.last
                                                                    : row->seen.first;
}

void cases_derive(struct case_row *rows, size_t n, const struct precedents *decided, usec ended,
                  struct arena *a)
{
    for (size_t i = 0; i < n; i++) {
        bool follows = i > 0 && is_alike(&rows[i - 1].seen, &rows[i].seen);
        const struct case_row *before = follows ? &rows[i - 1] : NULL;

        take_decisions(&rows[i], decided, a);
        rows[i].past.standing = standing_of(&rows[i], before);
        rows[i].past.since = since_of(&rows[i], before);
    }
    for (size_t i = 0; i < n; i++)
        if (rows[i].past.standing != STANDING_CLOSED && has_paused(rows[i].seen.last, ended))
            rows[i].past.standing = STANDING_QUIET;
}

static usec newest_end(struct store *s)
{
    sqlite3_stmt *st = store_statement(s, "SELECT max(ended) FROM generation WHERE ended > 0");
    usec ended = store_step(s, st) ? store_int(st, 0) : 0;

    (void)sqlite3_finalize(st);
    return ended > 0 ? ended : USEC_NONE;
}

static bool is_seen(const struct sightings *seen, slice id)
{
    for (size_t i = 0; i < seen->n; i++)
        if (slice_eq(seen->at[i].id, id))
            return true;
    return false;
}

static struct sighting known_from(const struct decision *d)
{
    return (struct sighting){ .id = d->finding,
                              .account = d->account,
                              .detector = d->detector,
                              .pattern = d->pattern,
                              .first = USEC_NONE,
                              .last = USEC_NONE };
}

/* Those of which no sighting is left; the newest decision of each stands for it. */
static size_t add_unseen(struct case_row *rows, size_t n, const struct sightings *seen,
                         const struct precedents *one)
{
    for (size_t i = 0; i < one->n; i++)
        if (precedents_on(one, one->at[i]->finding) == one->at[i] &&
            !is_seen(seen, one->at[i]->finding))
            rows[n++].seen = known_from(one->at[i]);
    return n;
}

static int by_pattern(const void *x, const void *y)
{
    return sightings_order(&((const struct case_row *)x)->seen,
                           &((const struct case_row *)y)->seen);
}

/* The sightings of one account, or of several, that stand next to each other. */
static struct sightings of_account(const struct sightings *all, size_t from)
{
    size_t to = from;

    while (to < all->n && slice_eq(all->at[to].account, all->at[from].account))
        to++;
    return (struct sightings){ all->at + from, to - from };
}

static struct sightings seen_of(const struct sightings *all, slice account)
{
    size_t from = 0, to = all->n;

    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (slice_cmp(all->at[middle].account, account) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == all->n || !slice_eq(all->at[from].account, account))
        return (struct sightings){ NULL, 0 };
    return of_account(all, from);
}

void cases_read(struct store *s, struct arena *a, const struct precedents *decided,
                enum sightings_of which, struct cases *all)
{
    struct sightings seen;

    sightings_read(s, a, NULL, which, &seen);
    all->at = arena_new(a, (seen.n + decided->n + 1) * sizeof(*all->at));
    for (all->n = 0; all->n < seen.n; all->n++)
        all->at[all->n].seen = seen.at[all->n];
    for (size_t from = 0, to; from < decided->n; from = to) {
        struct precedents one = precedents_of(decided, decided->at[from]->account);
        struct sightings own = seen_of(&seen, decided->at[from]->account);

        to = from + one.n;
        all->n = add_unseen(all->at, all->n, &own, &one);
    }
    qsort(all->at, all->n, sizeof(*all->at), by_pattern);
    cases_derive(all->at, all->n, decided, newest_end(s), a);
}

bool cases_day_is_released(struct store *s, const struct precedents *decided, slice account,
                           usec from, usec to)
{
    struct precedents one = precedents_of(decided, account);
    sqlite3_stmt *st = store_statement(s, "SELECT DISTINCT id FROM sighting WHERE gone IS NULL "
                                          "AND NOT " SIGHTING_RESTRICTED
                                          " AND account = ? AND first < ? AND last >= ?");
    bool is_released = true;
    size_t n = 0;

    store_bind_text(st, 1, account);
    store_bind_int(st, 2, to);
    store_bind_int(st, 3, from);
    for (; store_step(s, st); n++) {
        const struct decision *d = precedents_on(&one, store_bytes(st, 0));

        is_released = is_released && d && decision_clears(d);
    }
    (void)sqlite3_finalize(st);
    return n > 0 && is_released;
}
