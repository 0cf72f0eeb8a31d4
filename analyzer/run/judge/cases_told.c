/*
 * What lies below the run's base, and what the run itself found in the place of what it takes off:
 * together they are what the state will know, so `case list` says the same afterwards.
 */
#include <stdlib.h>

#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"
#include "analyzer/run/judge/cases.h"
#include "analyzer/run/judge/flags.h"
#include "analyzer/run/state/journal.h"
#include "analyzer/run/state/state.h"

/* One account's cases, those of this run among them. */
struct telling {
    struct state *state;
    struct arena *arena;
    const struct precedents *decided;
    struct result *result;
    enum sightings_of which;
};

static const struct sighting *find_seen(const struct sightings *seen, slice id)
{
    for (size_t i = 0; i < seen->n; i++)
        if (slice_eq(seen->at[i].id, id))
            return &seen->at[i];
    return NULL;
}

static struct finding *find_found(const struct ruling *v, slice id)
{
    for (size_t i = 0; i < v->n_findings; i++)
        if (slice_eq(slice_str(v->findings[i].id), id))
            return &v->findings[i];
    return NULL;
}

/* Found now, and perhaps before. */
static struct sighting now(const struct telling *t, const struct finding *f,
                           const struct sightings *seen)
{
    const struct sighting *before = find_seen(seen, slice_str(f->id));
    struct sighting s = { .id = slice_str(f->id),
                          .account = f->account->name,
                          .detector = slice_str(f->detector),
                          .pattern = f->pattern,
                          .first = f->first == USEC_MAX ? USEC_NONE : f->first,
                          .last = f->last };

    s.oldest = s.newest = t->state->base + 1;
    if (before)
        s.oldest = before->oldest;
    if (before && before->first < s.first)
        s.first = before->first;
    return s;
}

static int by_pattern(const void *x, const void *y)
{
    return sightings_order(&((const struct case_row *)x)->seen,
                           &((const struct case_row *)y)->seen);
}

static struct cases cases_of(const struct telling *t, const struct ruling *v,
                             const struct sightings *seen)
{
    struct cases c = { arena_new(t->arena, (seen->n + v->n_findings) * sizeof(*c.at)), 0 };

    for (size_t i = 0; i < v->n_findings; i++)
        c.at[c.n++].seen = now(t, &v->findings[i], seen);
    for (size_t i = 0; i < seen->n; i++)
        if (!find_found(v, seen->at[i].id))
            c.at[c.n++].seen = seen->at[i];
    qsort(c.at, c.n, sizeof(*c.at), by_pattern);
    cases_derive(c.at, c.n, t->decided, USEC_NONE, t->arena);
    return c;
}

static struct earlier earlier_of(const struct case_row *row)
{
    return (struct earlier){ .id = row->seen.id,
                             .detector = row->seen.detector,
                             .headline = row->seen.headline,
                             .first = row->seen.first,
                             .last = row->seen.last,
                             .decision = row->stands };
}

static usec when_of(const struct earlier *e)
{
    return e->last != USEC_NONE ? e->last : e->decision ? e->decision->at : USEC_NONE;
}

static int newest_first(const void *x, const void *y)
{
    const struct earlier *a = x, *b = y;

    if (when_of(a) != when_of(b))
        return when_of(a) > when_of(b) ? -1 : 1;
    return slice_cmp(a->id, b->id);
}

/* Of which no sighting is left. */
static size_t add_decided(struct earlier *list, size_t n, const struct cases *c,
                          const struct precedents *one)
{
    for (size_t i = 0; i < one->n; i++) {
        const struct decision *d = one->at[i];
        bool is_seen = precedents_on(one, d->finding) != d;

        for (size_t k = 0; k < c->n && !is_seen; k++)
            is_seen = slice_eq(c->at[k].seen.id, d->finding);
        if (!is_seen)
            list[n++] = (struct earlier){ .id = d->finding,
                                          .detector = d->detector,
                                          .first = USEC_NONE,
                                          .last = USEC_NONE,
                                          .decision = d };
    }
    return n;
}

/* More were confirmed within the year than this run has found again. */
static bool is_repeated(const struct ruling *v)
{
    uint32_t again = 0;

    for (size_t i = 0; i < v->n_findings; i++) {
        const struct past *past = v->findings[i].past;

        again += past->n_decisions && !decision_clears(past->decisions[past->n_decisions - 1]);
    }
    return v->confirmed > again;
}

/* What is new and only on record asks for nothing, unless all together do. */
static bool is_decided(const struct ruling *v)
{
    bool has_closed = false;

    for (size_t i = 0; i < v->n_findings; i++) {
        const struct finding *f = &v->findings[i];
        bool is_closed = f->past->standing == STANDING_CLOSED;

        if (!is_closed && (f->action > ACTION_RECORD || v->by_sum > ACTION_RECORD))
            return false;
        has_closed = has_closed || is_closed;
    }
    return has_closed;
}

static void tell_account(const struct telling *t, struct ruling *v, const struct cases *c)
{
    struct precedents one = precedents_of(t->decided, v->account->name);
    struct account_past *past = arena_new(t->arena, sizeof(*past));
    struct earlier *list = arena_new(t->arena, (c->n + one.n + 1) * sizeof(*list));
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++)
        if (!find_found(v, c->at[i].seen.id))
            list[n++] = earlier_of(&c->at[i]);
    n = add_decided(list, n, c, &one);
    qsort(list, n, sizeof(*list), newest_first);
    past->earlier = list;
    past->is_repeated = is_repeated(v);
    past->is_decided = is_decided(v);
    past->n_earlier = n < EARLIER_MAX ? n : EARLIER_MAX;
    past->n_more = n - past->n_earlier;
    v->past = past;
}

static void tell_ruling(const struct telling *t, struct ruling *v, struct changes *changes)
{
    struct sightings seen;
    struct cases c;

    sightings_read(&t->state->store, t->arena, &v->account->name, t->which, &seen);
    c = cases_of(t, v, &seen);
    for (size_t i = 0; i < c.n; i++) {
        struct finding *f = find_found(v, c.at[i].seen.id);

        if (!f)
            continue;
        f->past = &c.at[i].past;
        changes->standings[f->past->standing]++;
    }
    tell_account(t, v, &c);
}

/* The same pattern has the same key; without one only the finding itself. */
static uint64_t key_of(const struct sighting *s)
{
    if (s->pattern == 0)
        return hash_slice(s->id);
    return hash_mix(hash_slice(s->account), hash_mix(hash_slice(s->detector), s->pattern));
}

static int by_number(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

    return (a > b) - (a < b);
}

static uint64_t *keys_found(const struct telling *t)
{
    const struct result *r = t->result;
    const struct sightings none = { 0 };
    uint64_t *keys = arena_new(t->arena, (r->n_findings + 1) * sizeof(*keys));

    for (size_t i = 0; i < r->n_findings; i++) {
        struct sighting s = now(t, &r->findings[i], &none);

        keys[i] = key_of(&s);
    }
    qsort(keys, r->n_findings, sizeof(*keys), by_number);
    return keys;
}

static uint64_t count_no_longer(const struct telling *t)
{
    uint64_t *keys = keys_found(t), n = 0;
    struct sightings before;

    sightings_of_generation(&t->state->store, t->arena, t->state->base, &before);
    for (size_t i = 0; i < before.n; i++) {
        const struct sighting *s = &before.at[i];
        struct precedents one = precedents_of(t->decided, s->account);
        const struct decision *d = precedents_on(&one, s->id);
        uint64_t key = key_of(s);

        if (d && s->last <= d->at)
            continue;
        n += !bsearch(&key, keys, t->result->n_findings, sizeof(*keys), by_number);
    }
    return n;
}

void cases_tell(struct state *s, const struct journal_state *journal,
                const struct precedents *decided, struct arena *a, struct result *r)
{
    struct telling t = { s, a, decided, r, SIGHTINGS_GENERAL };
    struct changes *changes = arena_new(a, sizeof(*changes));

    for (size_t i = 0; i < r->n_rulings; i++)
        tell_ruling(&t, &r->rulings[i], changes);
    changes->has_before = s->base > 0;
    changes->no_longer = count_no_longer(&t);
    changes->decisions = (uint64_t)journal->entries;
    memcpy(changes->journal, journal->newest, DIGEST_HEX);
    r->changes = changes;
}

void cases_tell_restricted(struct state *s, const struct precedents *decided, struct arena *a,
                           struct result *r)
{
    struct telling t = { s, a, decided, r, SIGHTINGS_RESTRICTED };
    struct changes unused = { 0 };

    for (size_t i = 0; i < r->restricted.n_rulings; i++)
        tell_ruling(&t, &r->restricted.rulings[i], &unused);
}

void cases_raise_flags(const struct journal_state *journal, struct flags *fs)
{
    if (journal->broken)
        flags_raise(fs, FLAG_JOURNAL,
                    "Entry %lld of the journal of decisions is not as it was written: %s. Neither "
                    "it nor what stands behind it is used here (mailproctor case check).",
                    (long long)journal->broken, journal->why);
}
