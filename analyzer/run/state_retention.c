/*
 * Days are the logs', never the clock's: the same logs lead to the same state whenever they are
 * read. What a generation throws away is counted with it, and comes back when it is taken off.
 */
#include "analyzer/run/state_retention.h"

#include "analyzer/run/sightings.h"
#include "analyzer/run/state_parts.h"

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

/* An account that is due, with a copy of its record. */
struct look {
    struct buf name, packed;
    int64_t due, today;
    struct forgotten sum;
};

static void look_at(struct state *s, struct look *l)
{
    struct history h = { 0 };
    struct buf left = { 0 };
    bool is_whole = record_unpack(&h, buf_slice(&l->packed));
    bool has_passed = record_is_dated(&h) || l->due;
    bool is_less = is_whole && has_passed && record_forget(&h, &s->keep, l->today, &l->sum);
    int64_t due = record_due(&h, record_is_open(&h), &s->keep, l->today);

    record_pack(&h, 0, &left);
    if (!is_whole)
        state_is_damaged(s);
    else if (is_less)
        state_replace(s, buf_slice(&l->name), buf_slice(&left), due);
    else
        put_off(s, buf_slice(&l->name), due);
    history_free(&h);
    buf_free(&left);
}

/* One after the other, as each is due on a later day when it has been looked at. */
static void look_at_due(struct state *s, struct look *l)
{
    sqlite3_stmt *st = store_statement(
        &s->store, "SELECT name, packed, due FROM account WHERE due <= ? ORDER BY due LIMIT 1");

    store_bind_int(st, 1, l->today);
    while (store_step(&s->store, st)) {
        buf_clear(&l->name);
        buf_clear(&l->packed);
        buf_add(&l->name, store_bytes(st, 0));
        buf_add(&l->packed, store_bytes(st, 1));
        l->due = store_int(st, 2);
        (void)sqlite3_reset(st);
        look_at(s, l);
    }
    (void)sqlite3_finalize(st);
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
    struct look l = { .today = today };

    take_terms(s);
    look_at_due(s, &l);
    count(s, SLICE("accounts"), l.sum.accounts);
    count(s, SLICE("days"), l.sum.days);
    count(s, SLICE("contacts"), l.sum.contacts);
    count(s, SLICE("open"), l.sum.open);
    count(s, SLICE("cases"), expire_cases(s, today));
    buf_free(&l.name);
    buf_free(&l.packed);
}
