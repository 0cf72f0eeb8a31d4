/*
 * Few accounts write to many, so a handful of whole sets costs less than it would to explain an
 * estimate. What settled sets and one under way have in common is counted as it grows.
 */
#include "detectors/groups.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/base/packed.h"
#include "detectors/toolbox.h"

enum { LIKE_PER_CENT = 80 };

static size_t place_of(const struct group *s, uint64_t who)
{
    size_t low = 0, high = s->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (s->who[middle] < who)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has(const struct group *s, uint64_t who)
{
    size_t at = place_of(s, who);

    return at < s->n && s->who[at] == who;
}

static bool add(struct group *s, uint64_t who)
{
    size_t at = place_of(s, who);

    if (at < s->n && s->who[at] == who)
        return false;
    s->who = mem_grow(s->who, &s->cap, s->n + 1, sizeof(*s->who));
    memmove(&s->who[at + 1], &s->who[at], (s->n - at) * sizeof(*s->who));
    s->who[at] = who;
    s->n++;
    return true;
}

static uint32_t count_common(const struct group *a, const struct group *b)
{
    uint32_t n = 0;

    for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
        n += a->who[i] == b->who[k];
        if (a->who[i] < b->who[k])
            i++;
        else
            k++;
    }
    return n;
}

static void recount(struct groups *g)
{
    for (size_t i = 0; i < g->n; i++)
        for (size_t k = 0; k < g->n; k++)
            g->at[i].common[k] = count_common(&g->at[i], &g->at[k]);
}

static void drop(struct groups *g, size_t i)
{
    mem_free(g->at[i].who);
    memmove(&g->at[i], &g->at[i + 1], (g->n - i - 1) * sizeof(*g->at));
    g->n--;
}

/* Jaccard's index: what is in both, of what is in either. */
static bool are_alike(const struct group *a, const struct group *b)
{
    uint32_t common = count_common(a, b);

    return common * 100 >= LIKE_PER_CENT * (a->n + b->n - common);
}

/* A further use of a settled one, which has its people from now on; or a group of its own. */
static void settle(struct groups *g, size_t i)
{
    struct group *s = &g->at[i];

    s->mailing = 0;
    s->uses = 1;
    for (size_t k = 0; k < g->n; k++) {
        const struct group *other = &g->at[k];

        if (k == i || other->mailing || !are_alike(s, other))
            continue;
        s->uses = other->uses + (other->day != s->day);
        if (other->day > s->day)
            s->day = other->day;
        drop(g, k);
        return;
    }
}

static void settle_before(struct groups *g, int64_t day)
{
    size_t i = 0;

    while (i < g->n)
        if (g->at[i].mailing && g->at[i].day < day) {
            settle(g, i);
            i = 0; /* another one went */
        } else {
            i++;
        }
}

static void make_room(struct groups *g)
{
    size_t oldest = 0;

    if (g->n < GROUPS_MAX)
        return;
    for (size_t i = 1; i < g->n; i++)
        if (g->at[i].day < g->at[oldest].day ||
            (g->at[i].day == g->at[oldest].day && g->at[i].n < g->at[oldest].n))
            oldest = i;
    drop(g, oldest);
}

static struct group *find(struct groups *g, uint64_t mailing, int64_t day)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->at[i].mailing == mailing && g->at[i].day == day)
            return &g->at[i];
    return NULL;
}

static void fill(struct group *s, const struct distinct *recipients)
{
    struct distinct_slot *all = mem_new(recipients->used, sizeof(*all));
    size_t n = distinct_sorted(recipients, all);

    for (size_t i = 0; i < n; i++)
        (void)add(s, all[i].key);
    mem_free(all);
}

static struct group *begin(struct groups *g, uint64_t mailing, int64_t day,
                           const struct distinct *recipients)
{
    struct group *s;

    settle_before(g, day);
    make_room(g);
    g->at = mem_grow(g->at, &g->cap, g->n + 1, sizeof(*g->at));
    s = &g->at[g->n++];
    *s = (struct group){ .mailing = mailing, .day = day };
    fill(s, recipients);
    recount(g);
    return s;
}

static void add_one(struct groups *g, struct group *s, uint64_t who)
{
    size_t own = (size_t)(s - g->at);

    if (!add(s, who))
        return;
    for (size_t i = 0; i < g->n; i++) {
        bool is_common = i == own || has(&g->at[i], who);

        s->common[i] += is_common;
        if (i != own)
            g->at[i].common[own] += is_common;
    }
}

/* Days before that of `s`. */
static int64_t uses_before(const struct groups *g, const struct group *s)
{
    int64_t most = 0;

    for (size_t i = 0; i < g->n; i++) {
        const struct group *other = &g->at[i];
        int64_t uses = (int64_t)other->uses - (other->day >= s->day);

        if (!other->mailing && s->common[i] * 100 >= LIKE_PER_CENT * s->n && uses > most)
            most = uses;
    }
    return most;
}

int64_t groups_use(struct groups *g, const struct mailing *m, int64_t day, uint64_t who,
                   const struct distinct *recipients)
{
    struct group *s = find(g, m->number, day);
    bool is_full =
        s && s->n == GROUP_MOST && !has(s, who); /* a day's may be more than a window's */
    bool is_large = recipients->used > GROUP_MOST || is_full;

    if (is_large && s) {
        drop(g, (size_t)(s - g->at));
        recount(g);
    }
    if (recipients->used < GROUP_LEAST || is_large)
        return 0;
    if (s)
        add_one(g, s, who);
    else
        s = begin(g, m->number, day, recipients);
    return uses_before(g, s);
}

uint64_t groups_forget(struct groups *g, int64_t before)
{
    uint64_t gone = 0;

    for (size_t i = g->n; i > 0; i--)
        if (g->at[i - 1].day < before) {
            drop(g, i - 1);
            gone++;
        }
    if (gone)
        recount(g);
    return gone;
}

void groups_pack(const struct groups *g, struct buf *out)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct group *s = &g->at[i];
        uint64_t before = 0;

        pack_number(out, s->mailing);
        pack_signed(out, s->day);
        pack_number(out, s->uses);
        pack_number(out, s->n);
        for (size_t k = 0; k < s->n; before = s->who[k++])
            pack_number(out, s->who[k] - before);
    }
}

static bool unpack_one(struct groups *g, struct unpack *u)
{
    struct group *s;
    uint64_t n, before = 0;

    g->at = mem_grow(g->at, &g->cap, g->n + 1, sizeof(*g->at));
    s = &g->at[g->n++];
    *s = (struct group){ .mailing = unpack_number(u), .day = unpack_date(u) };
    s->uses = (uint32_t)unpack_number(u);
    n = unpack_number(u);
    if (n > GROUP_MOST || n > u->rest.n)
        return false;
    s->who = mem_grow(NULL, &s->cap, n, sizeof(*s->who));
    for (; s->n < n && !u->is_torn; s->n++) {
        s->who[s->n] = before + unpack_number(u);
        if (s->n && s->who[s->n] <= before)
            return false;
        before = s->who[s->n];
    }
    return !u->is_torn;
}

bool groups_unpack(struct groups *g, slice bytes)
{
    struct unpack u = { .rest = bytes };
    bool is_whole = true;

    while (is_whole && u.rest.n)
        is_whole = g->n < GROUPS_MAX && unpack_one(g, &u);
    recount(g);
    return is_whole;
}

void groups_free(struct groups *g)
{
    while (g->n)
        drop(g, g->n - 1);
    mem_free(g->at);
    *g = (struct groups){ 0 };
}
