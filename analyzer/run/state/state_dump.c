/*
 * Nothing here tells in how many runs the state came about: numbers of generations, names of files
 * and what is provisional are left out.
 */
#include "analyzer/run/state/state_dump.h"

#include <stdio.h>

#include "analyzer/run/state/state_parts.h"
#include "analyzer/run/state/state_retention.h"

static void dump_hash(struct out *out, slice hash)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < 8 && i < hash.n; i++) {
        char pair[2] = { digits[(uint8_t)hash.p[i] >> 4], digits[(uint8_t)hash.p[i] & 15] };

        out_text(out, slice_of(pair, 2));
    }
}

static void dump_closed(struct state *s, struct out *out)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT ifnull(max(closed), 0) FROM generation");
    char text[32];

    if (store_step(&s->store, st) && store_int(st, 0)) {
        out_lit(out, "closed until ");
        out_text(out, slice_str(clock_utc_text(store_int(st, 0), text)));
        out_lit(out, "\n");
    }
    (void)sqlite3_finalize(st);
}

static void dump_inputs(struct state *s, struct out *out)
{
    sqlite3_stmt *st = store_statement(
        &s->store,
        "SELECT head, length, last FROM input AS i WHERE generation = (SELECT "
        "max(generation) FROM input WHERE number = i.number) ORDER BY head, length, last");

    while (store_step(&s->store, st)) {
        out_lit(out, "read ");
        dump_hash(out, store_bytes(st, 0));
        out_lit(out, " to byte ");
        out_int(out, store_int(st, 1));
        out_lit(out, ", line ");
        dump_hash(out, store_bytes(st, 2));
        out_lit(out, "\n");
    }
    (void)sqlite3_finalize(st);
}

void state_dump_date(struct out *out, int64_t day)
{
    char text[32];

    (void)clock_utc_text((usec)day * DAY * USEC_PER_SECOND, text);
    out_text(out, slice_of(text, 10));
}

static void dump_number(struct out *out, slice name, uint64_t n)
{
    out_lit(out, " ");
    out_text(out, name);
    out_lit(out, " ");
    out_int(out, (int64_t)n);
}

/* In which hours mail was accepted: "9 10 14". */
static void dump_hours(struct out *out, uint64_t hours)
{
    if (hours)
        out_lit(out, " hours");
    for (int hour = 0; hour < 24; hour++)
        if (hours >> hour & 1) {
            out_lit(out, " ");
            out_int(out, hour);
        }
}

static void dump_day(struct out *out, const struct history_day *d)
{
    out_lit(out, "  ");
    state_dump_date(out, d->day);
    dump_number(out, SLICE("messages"), d->messages);
    dump_number(out, SLICE("recipients"), d->recipients);
    dump_number(out, SLICE("external"), d->external);
    dump_number(out, SLICE("distinct"), d->distinct);
    dump_number(out, SLICE("new"), d->met);
    dump_number(out, SLICE("bytes"), d->bytes);
    dump_number(out, SLICE("bounced"), d->bounced);
    dump_hours(out, d->hours);
    if (d->marks & HISTORY_SUSPECT)
        out_lit(out, " suspect");
    if (d->marks & HISTORY_RELEASED)
        out_lit(out, " released");
    out_lit(out, "\n");
}

static void dump_days(struct out *out, const struct history *h, int64_t closed)
{
    for (size_t i = 0; i < h->n_days; i++)
        if (h->days[i].day < closed && h->days[i].day >= closed - HISTORY_DAYS)
            dump_day(out, &h->days[i]);
}

/* When mail was last sent on the open day, the closed day before is not remembered. */
static void dump_contact(struct out *out, const struct contact *c, int64_t closed)
{
    char who[17];

    (void)snprintf(who, sizeof(who), "%012llx", (unsigned long long)c->who);
    out_lit(out, "  to ");
    out_text(out, slice_str(who));
    out_lit(out, " from ");
    state_dump_date(out, c->first);
    if (c->last < closed) {
        out_lit(out, " until ");
        state_dump_date(out, c->last);
    }
    out_lit(out, "\n");
}

static void dump_contacts(struct out *out, slice packed, int64_t closed)
{
    struct contact one;
    size_t at = 0;

    while (contacts_next(packed, &at, &one))
        if (one.first < closed)
            dump_contact(out, &one, closed);
}

static void unpack_piece(struct history *h, slice piece)
{
    (void)record_unpack(h, piece); /* what is not whole, `state check` tells */
}

struct dump {
    struct out *out;
    int64_t closed; /* the first day that is not */
    int64_t oldest; /* that is kept */
};

/* What has passed may still be there for some days, and is not told. One that has nothing but the
 * open day is provisional as a whole. */
static void dump_account(void *context, const struct state_row *row, slice body)
{
    const struct dump *d = context;
    struct history h = { 0 };
    struct buf contacts = { 0 };

    unpack_piece(&h, body);
    unpack_piece(&h, row->rest);
    (void)history_forget(&h, d->oldest);
    (void)contacts_forget(&h.contacts, d->oldest);
    if (h.n_days && h.days[0].day < d->closed) {
        out_lit(d->out, "account ");
        out_text(d->out, row->name);
        out_lit(d->out, "\n");
        dump_days(d->out, &h, d->closed);
        contacts_pack(&h.contacts, 0, &contacts);
        dump_contacts(d->out, buf_slice(&contacts), d->closed);
    }
    buf_free(&contacts);
    history_free(&h);
    buf_free(&contacts);
}

static void dump_accounts(struct state *s, struct out *out)
{
    sqlite3_stmt *st =
        store_statement(&s->store, "SELECT ifnull(max(closed_day), 0) FROM generation");
    struct dump d = { .out = out, .closed = store_step(&s->store, st) ? store_int(st, 0) : 0 };

    (void)sqlite3_finalize(st);
    d.oldest = d.closed - state_kept_days(s);
    state_each_record(s, dump_account, &d);
}

bool state_dump(struct state *s, struct out *out, struct err *err)
{
    out_lit(out, "mailproctor state ");
    out_int(out, STORE_VERSION);
    out_lit(out, "\n");
    dump_closed(s, out);
    dump_inputs(s, out);
    state_dump_peers(s, out);
    dump_accounts(s, out);
    return !store_failed(&s->store, err);
}
