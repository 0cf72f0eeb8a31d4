/* Lists in order of age keep it. */
#include "analyzer/run/state/carry_across.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/state/state_rows.h"
#include "analyzer/run/watch/campaigns.h"

/* Users of a network from which on they are many, and it does not matter which they are. */
enum { USERS_MOST = 16 };

static bool is_it(const void *value, const void *key)
{
    return *(void *const *)value == key;
}

size_t mentioned_find(struct mentioned *m, void *what)
{
    void *const *known;

    m->by_pointer.same = is_it;
    known = map_find(&m->by_pointer, hash_bytes(&what, sizeof(void *)), what);
    return known ? (size_t)(known - m->at) + 1 : 0;
}

/* Places move when the list grows: then all of them are found anew. */
void mentioned_add(struct mentioned *m, void *what)
{
    void **before = m->at;

    m->at = mem_grow(m->at, &m->cap, m->n + 1, sizeof(void *));
    m->at[m->n++] = what;
    m->by_pointer.same = is_it;
    if (m->at != before)
        map_free(&m->by_pointer);
    for (size_t i = m->at == before ? m->n - 1 : 0; i < m->n; i++)
        map_add(&m->by_pointer, hash_bytes(&m->at[i], sizeof(void *)), &m->at[i]);
}

static void mentioned_free(struct mentioned *m)
{
    map_free(&m->by_pointer);
    mem_free(m->at);
}

static void name_account(struct across *y, const struct account **who)
{
    slice name = *who ? (*who)->name : slice_of(NULL, 0);
    enum account_kind kind = *who ? (*who)->kind : KIND_UNKNOWN;

    carry_text(&y->c, &name);
    CARRY(&y->c, kind);
    if (carrier_loads(&y->c) && name.n && kind < ACCOUNT_KINDS)
        *who = accounts_restore(y->w->inbound.accounts, name, kind);
    if (*who)
        mentioned_add(&y->accounts, (void *)(uintptr_t)*who);
}

/* 0: NULL; 1: one that was not mentioned yet; else 1 more than its number. */
void carry_account(struct across *y, const struct account **who)
{
    size_t known = 0;

    if (!carrier_loads(&y->c) && *who)
        known = mentioned_find(&y->accounts, (void *)(uintptr_t)*who) + 1;
    known = (size_t)carry_unsigned(&y->c, known);
    if (carrier_loads(&y->c))
        *who = known > 1 && known - 2 < y->accounts.n ? y->accounts.at[known - 2] : NULL;
    if (known == 1)
        name_account(y, who);
}

static void save_crowd(struct across *y, const struct crowd *one, size_t most)
{
    struct distinct_slot *all = mem_new(one->members.used + 1, sizeof(*all));
    size_t n = distinct_sorted(&one->members, all), first = n > most ? n - most : 0;

    (void)carry_hash(&y->c, one->key);
    (void)carry_unsigned(&y->c, one->is_many);
    (void)carry_signed(&y->c, one->last);
    (void)carry_count(&y->c, n - first);
    for (size_t i = first; i < n; i++) {
        (void)carry_signed(&y->c, all[i].when);
        (void)carry_hash(&y->c, all[i].key);
    }
    mem_free(all);
}

static void load_crowd(struct across *y, struct crowds *crowds)
{
    uint64_t key = carry_hash(&y->c, 0);
    bool is_many = carry_unsigned(&y->c, 0);
    struct crowd *one = crowds_restore(crowds, key, is_many);
    size_t n;

    one->last = carry_signed(&y->c, 0);
    n = carry_count(&y->c, 0);
    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        seconds when = carry_signed(&y->c, 0);
        uint64_t who = carry_hash(&y->c, 0);

        if (when > 0 && when < USEC_MAX / USEC_PER_SECOND)
            (void)distinct_add(&one->members, who, when * USEC_PER_SECOND, INT32_MAX);
    }
}

static size_t count_since(const struct crowd_list *list, usec since)
{
    size_t n = 0;

    for (const struct crowd *one = list->oldest; one; one = one->newer)
        n += one->last >= since;
    return n;
}

void carry_crowds(struct across *y, struct crowds *crowds, size_t most, usec since)
{
    const struct crowd_list *lists[] = { &crowds->single, &crowds->many };

    for (size_t l = 0; l < 2; l++) {
        size_t n = carry_count(&y->c, carrier_loads(&y->c) ? 0 : count_since(lists[l], since));
        const struct crowd *next = lists[l]->oldest;

        for (size_t i = 0; carrier_loads(&y->c) && i < n && !y->c.in.is_torn; i++)
            load_crowd(y, crowds);
        for (; !carrier_loads(&y->c) && next; next = next->newer)
            if (next->last >= since)
                save_crowd(y, next, most);
    }
}

static usec days_before(usec when, seconds span)
{
    return when - span * USEC_PER_SECOND;
}

static void carry_networks(struct across *y)
{
    carry_crowds(y, &y->w->locations->users, USERS_MOST, days_before(y->w->day, LOCATION_SPAN));
}

static void carry_failed(struct across *y)
{
    struct distinct *failed = &y->w->inbound.failed;
    struct distinct_slot *all = mem_new(failed->used + 1, sizeof(*all));
    size_t n = carrier_loads(&y->c) ? 0 : distinct_sorted(failed, all);

    n = carry_count(&y->c, n);
    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        seconds when = carry_signed(&y->c, carrier_loads(&y->c) ? 0 : all[i].when);
        uint64_t address = carry_hash(&y->c, carrier_loads(&y->c) ? 0 : all[i].key);

        if (carrier_loads(&y->c) && when > 0 && when < USEC_MAX / USEC_PER_SECOND)
            (void)distinct_add(failed, address, when * USEC_PER_SECOND, FAILED_SPAN);
    }
    mem_free(all);
}

static int by_name(const void *a, const void *b)
{
    const struct account *const *x = a, *const *y = b;

    return slice_cmp((*x)->name, (*y)->name);
}

/* Each once. */
static size_t accounts_across(const struct watchers *w, const struct account **out)
{
    size_t n = 0, kept = 0;

    for (const struct evidence *e = w->evidence.first; e; e = e->next)
        if (e->is_open && e->detector->across)
            out[n++] = e->account;
    qsort(out, n, sizeof(*out), by_name);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || out[i] != out[i - 1])
            out[kept++] = out[i];
    return kept;
}

static size_t count_across(const struct watchers *w)
{
    size_t n = 0;

    for (const struct evidence *e = w->evidence.first; e; e = e->next)
        n += e->is_open && e->detector->across;
    return n;
}

/* Whose pieces a detector looks at together, so that they are there when it does. */
static void carry_awaited(struct across *y)
{
    size_t most = carrier_loads(&y->c) ? 0 : count_across(y->w), n = 0;
    const struct account **all = mem_new(most + 1, sizeof(*all));

    if (!carrier_loads(&y->c))
        n = accounts_across(y->w, all);
    n = carry_count(&y->c, n);
    if (carrier_loads(&y->c))
        y->w->awaited = arena_new(y->w->arena, (n + 1) * sizeof(*y->w->awaited));
    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        const struct account *who = carrier_loads(&y->c) ? NULL : all[i];

        carry_account(y, &who);
        if (carrier_loads(&y->c) && who)
            y->w->awaited[y->w->n_awaited++] = (struct account *)(uintptr_t)who;
    }
    mem_free(all);
}

static const struct part {
    const char *name;
    uint64_t version;
    void (*carry)(struct across *y);
} parts[] = {
    { "networks", 1, carry_networks },   { "campaigns", 1, carry_campaigns },
    { "incidents", 1, carry_incidents }, { "failed", 1, carry_failed },
    { "awaited", 1, carry_awaited },
};

enum { PARTS = sizeof(parts) / sizeof(*parts) };

static void across_free(struct across *y)
{
    mentioned_free(&y->accounts);
    mentioned_free(&y->lines);
}

void carry_across_load(const struct under_way *w)
{
    for (size_t i = 0; i < PARTS; i++) {
        struct across y = { .w = w->watchers };

        y.c = (struct carrier){ .in = { .rest = state_across(w->state, slice_str(parts[i].name)) },
                                .texts = w->lines->arena,
                                .state = w->state };
        if (y.c.in.rest.n && unpack_number(&y.c.in) == parts[i].version)
            parts[i].carry(&y);
        if (y.c.in.is_torn)
            (void)store_fail(&w->state->store,
                             "%s: what is known of several accounts together (%s) is damaged; "
                             "take the last run off (mailproctor state back) and repeat it",
                             w->state->store.path, parts[i].name);
        across_free(&y);
    }
}

void carry_across_save(const struct under_way *w)
{
    struct buf out = { 0 };

    for (size_t i = 0; i < PARTS; i++) {
        struct across y = { .w = w->watchers };

        buf_clear(&out);
        y.c = (struct carrier){ .out = &out, .texts = w->lines->arena, .state = w->state };
        pack_number(&out, parts[i].version);
        parts[i].carry(&y);
        state_keep_across(w->state, slice_str(parts[i].name), buf_slice(&out));
        across_free(&y);
    }
    buf_free(&out);
}
