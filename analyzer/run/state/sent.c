/*
 * Records wait in one table of fixed size, and go to the state in order of the accounts' names, so
 * that what is written depends on nothing but the mail.
 */
#include "analyzer/run/state/sent.h"

#include <stdlib.h>

#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"
#include "analyzer/run/state/state.h"

enum { HASH_BYTES = 5, HASH_BITS = 8 * HASH_BYTES };

struct sent_row {
    slice account;
    size_t number; /* in order of time, as they came */
    struct sent_record record;
};

uint64_t sent_hash(const struct state *s, uint64_t hash)
{
    uint64_t keyed = s ? state_hash(s, hash) : hash;

    return keyed >> (64 - HASH_BITS);
}

static void pack_fixed(struct buf *out, uint64_t n, int bytes)
{
    char text[8];

    for (int i = 0; i < bytes; i++)
        text[i] = (char)(n >> 8 * i);
    buf_add(out, slice_of(text, (size_t)bytes));
}

static uint64_t next_fixed(slice *in, int bytes)
{
    uint64_t n = 0;

    for (int i = 0; i < bytes; i++)
        n |= (uint64_t)(uint8_t)in->p[i] << 8 * i;
    *in = slice_skip(*in, (size_t)bytes);
    return n;
}

void sent_pack(const struct sent_record *r, struct buf *out)
{
    pack_fixed(out, r->message, HASH_BYTES);
    pack_fixed(out, r->queue, HASH_BYTES);
    pack_fixed(out, r->recipient, HASH_BYTES);
    pack_fixed(out, r->domain, 4);
    pack_fixed(out, (uint64_t)(r->accepted / USEC_PER_SECOND), 4);
    pack_fixed(out, r->line.input, 4);
    pack_fixed(out, r->line.line, 4);
    pack_fixed(out, r->line.offset, 5);
    pack_fixed(out, r->marks, 1);
}

bool sent_next(slice *packed, struct sent_record *out)
{
    if (packed->n < SENT_SIZE)
        return false;
    out->message = next_fixed(packed, HASH_BYTES);
    out->queue = next_fixed(packed, HASH_BYTES);
    out->recipient = next_fixed(packed, HASH_BYTES);
    out->domain = (uint32_t)next_fixed(packed, 4);
    out->accepted = (usec)next_fixed(packed, 4) * USEC_PER_SECOND;
    out->line.input = (uint32_t)next_fixed(packed, 4);
    out->line.line = (uint32_t)next_fixed(packed, 4);
    out->line.offset = next_fixed(packed, 5);
    out->marks = (unsigned)next_fixed(packed, 1);
    return true;
}

static int by_account(const void *a, const void *b)
{
    const struct sent_row *x = a, *y = b;
    int order = slice_cmp(x->account, y->account);

    return order ? order : x->number < y->number ? -1 : 1;
}

static void write_account(struct sent *s, const struct sent_row *rows, size_t n, struct buf *packed)
{
    usec newest = USEC_NONE;

    buf_clear(packed);
    for (size_t i = 0; i < n; i++) {
        sent_pack(&rows[i].record, packed);
        newest = rows[i].record.accepted > newest ? rows[i].record.accepted : newest;
    }
    state_keep_sent(s->state, rows->account, newest, buf_slice(packed));
}

static void write_all(struct sent *s)
{
    struct buf packed = { 0 };

    if (s->n)
        qsort(s->rows, s->n, sizeof(*s->rows), by_account);
    for (size_t from = 0, to; from < s->n; from = to) {
        for (to = from; to < s->n && slice_eq(s->rows[to].account, s->rows[from].account); to++)
            ;
        write_account(s, &s->rows[from], to - from, &packed);
    }
    s->n = 0;
    buf_free(&packed);
}

/* One more recipient of the message in the same domain, told right behind the last. */
static bool is_same(const struct sent *s, const struct event *ev, const struct sent_record *r)
{
    const struct sent_row *last = s->n ? &s->rows[s->n - 1] : NULL;

    return last && last->record.message == r->message && last->record.domain == r->domain &&
           slice_eq(last->account, ev->account->name);
}

static struct sent_record record_of(const struct sent *s, const struct event *ev)
{
    const struct message *m = ev->message;
    struct sent_record r = { .domain = ev->recipient.domain_hash, .accepted = m->accepted };

    r.message = sent_hash(s->state, hash_slice(m->message_id));
    r.queue = m->first_queue_id ? sent_hash(s->state, m->first_queue_id) : 0;
    if (m->nrcpt == 1)
        r.recipient = sent_hash(s->state, ev->recipient.hash);
    r.line = m->accepted_line.at;
    r.line.input = state_input_number(s->state, r.line.input);
    return r;
}

void sent_add(struct sent *s, const struct event *ev, unsigned marks)
{
    struct sent_record r;

    if (s->is_closed || s->state->is_nothing_new ||
        !state_learns(s->state, ev->message, &ev->message->accepted_line.at))
        return;
    r = record_of(s, ev);
    if (r.line.input == 0 || is_same(s, ev, &r))
        return;
    r.marks = marks;
    if (!s->rows)
        s->rows = mem_new(SENT_MOST, sizeof(*s->rows));
    s->rows[s->n] = (struct sent_row){ ev->account->name, s->n, r };
    if (++s->n == SENT_MOST)
        write_all(s);
}

void sent_close(struct sent *s)
{
    write_all(s);
    mem_free(s->rows);
    s->rows = NULL;
    s->is_closed = true;
}
