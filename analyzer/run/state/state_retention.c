/*
 * Days are the logs', never the clock's: the same logs lead to the same state whenever they are
 * read. What a generation throws away is counted with it, and comes back when it is taken off.
 */
#include "analyzer/run/state/state_retention.h"

#include "analyzer/base/mem.h"
#include "analyzer/run/state/sightings.h"
#include "analyzer/run/state/state_parts.h"

void state_retain(struct state *s, const int64_t retention[RETENTIONS])
{
    for (int what = 0; what < RETENTIONS; what++)
        s->retention[what] = retention[what] / DAY;
    s->keep.baselines = s->retention[RETAIN_BASELINES];
    s->keep.detail = s->retention[RETAIN_DETAIL];
}

static void mark(struct state *s, slice name, int64_t days)
{
    sqlite3_stmt *st = store_statement(&s->store, "INSERT OR REPLACE INTO mark VALUES(?, ?)");

    store_bind_text(st, 1, name);
    store_bind_int(st, 2, days);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

static int64_t marked(struct state *s, slice name)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT value FROM mark WHERE name = ?");
    int64_t days = 0;

    store_bind_text(st, 1, name);
    if (store_step(&s->store, st))
        days = store_int(st, 0);
    (void)sqlite3_finalize(st);
    return days;
}

int64_t state_kept_days(struct state *s)
{
    int64_t days = marked(s, SLICE("baselines"));

    return days ? days : CONTACT_DAYS;
}

/* With other terms than those of the run before all have to be looked at. */
static void take_terms(struct state *s)
{
    if (marked(s, SLICE("baselines")) == s->keep.baselines &&
        marked(s, SLICE("detail")) == s->keep.detail)
        return;
    mark(s, SLICE("baselines"), s->keep.baselines);
    mark(s, SLICE("detail"), s->keep.detail);
    (void)store_do(&s->store, "UPDATE account SET due = 0");
}

static void put_off(struct state *s, slice name, int64_t due)
{
    sqlite3_stmt *st = store_statement(&s->store, "UPDATE account SET due = ? WHERE name = ?");

    store_bind_int(st, 1, due);
    store_bind_text(st, 2, name);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

/* What has to be looked at, and what that threw away. */
struct look {
    struct state *state;
    int64_t today;
    struct forgotten sum;
};

/* False: nothing was to be thrown away. */
static bool cut(struct look *l, const struct state_pieces *pieces, int64_t due, struct history *h)
{
    bool is_whole =
        (pieces->body.n == 0 || record_unpack(h, pieces->body)) && record_unpack(h, pieces->rest);
    bool has_passed = record_is_dated(h) || due;

    if (!is_whole)
        state_is_damaged(l->state);
    return is_whole && has_passed && record_forget(h, &l->state->keep, l->today, &l->sum);
}

static int64_t due_of(const struct look *l, const struct history *h)
{
    return record_due(h, record_is_open(h), &l->state->keep, l->today);
}

/* One that this run learned nothing of. */
static void look_at(struct look *l, slice name)
{
    const struct state_account *a = state_account(l->state, name);
    struct state_pieces pieces = { a->body, a->rest };
    struct history h = { 0 };
    struct record left;

    if (cut(l, &pieces, a->due, &h)) {
        record_pack(&h, 0, slice_of(NULL, 0), &left);
        state_keep_account(l->state, a, &left, due_of(l, &h));
        record_free(&left);
    } else {
        put_off(l->state, name, due_of(l, &h));
    }
    history_free(&h);
}

/* What it learned is not written yet. */
static void look_at_change(struct look *l, struct state_change *change)
{
    struct state_pieces pieces = { state_get_body(l->state, change->is.body), change->is.rest };
    struct history h = { 0 };
    struct record left;

    if (cut(l, &pieces, change->is.due, &h)) {
        record_pack(&h, 0, slice_of(NULL, 0), &left);
        state_change_again(l->state, change, &left, due_of(l, &h));
        record_free(&left);
    }
    history_free(&h);
}

static void look_at_changes(struct look *l)
{
    struct state_changes *c = &l->state->changes;

    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].is.rest.n && c->at[i].is.due <= l->today)
            look_at_change(l, &c->at[i]);
}

/* Those that this run has changed are looked at as it leaves them. */
static size_t list_due(struct look *l, struct arena *names, slice **list)
{
    sqlite3_stmt *st = store_statement(&l->state->store, "SELECT name FROM account WHERE due <= ?");
    size_t n = 0, cap = 0;

    store_bind_int(st, 1, l->today);
    while (store_step(&l->state->store, st)) {
        slice name = store_bytes(st, 0);

        if (state_find_change(l->state, name))
            continue;
        *list = mem_grow(*list, &cap, n + 1, sizeof(**list));
        (*list)[n++] = arena_keep(names, name);
    }
    (void)sqlite3_finalize(st);
    return n;
}

static void look_at_due(struct look *l)
{
    struct arena names = { 0 };
    slice *list = NULL;
    size_t n;

    state_sort_changes(l->state);
    look_at_changes(l);
    n = list_due(l, &names, &list);
    for (size_t i = 0; i < n; i++)
        look_at(l, list[i]);
    mem_free(list);
    arena_free(&names);
}

static void count(struct state *s, slice what, uint64_t n)
{
    sqlite3_stmt *st;

    if (n == 0)
        return;
    st = store_statement(&s->store, "INSERT INTO forgotten VALUES(?, ?, ?)");
    store_bind_int(st, 1, s->base + 1);
    store_bind_text(st, 2, what);
    store_bind_int(st, 3, (int64_t)n);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

static usec time_before(const struct state *s, enum retention what, int64_t today)
{
    return (today - s->retention[what]) * DAY * USEC_PER_SECOND;
}

static uint64_t expire_cases(struct state *s, int64_t today)
{
    struct sighting_terms before = { .confirmed = time_before(s, RETAIN_CONFIRMED, today),
                                     .withdrawn = time_before(s, RETAIN_WITHDRAWN, today),
                                     .others = time_before(s, RETAIN_FINDINGS, today) };

    return sightings_expire(&s->store, s->base + 1, &before);
}

void state_apply_retention(struct state *s, int64_t today)
{
    struct look l = { .state = s, .today = today, .sum = s->passed };

    take_terms(s);
    look_at_due(&l);
    count(s, SLICE("accounts"), l.sum.accounts);
    count(s, SLICE("days"), l.sum.days);
    count(s, SLICE("contacts"), l.sum.contacts);
    count(s, SLICE("open"), l.sum.open);
    count(s, SLICE("cases"), expire_cases(s, today));
}
