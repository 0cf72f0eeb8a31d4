/* Days are few and come nearly in order: the newest are looked at first. */
#include "analyzer/run/history.h"

#include "analyzer/base/mem.h"

#define DAYS     SLICE("days")
#define CONTACTS SLICE("contacts")

/* The day's sums; NULL: it is older than all that there is room for. */
static struct history_day *day_of(struct history *h, int64_t day)
{
    size_t at = h->n_days;

    while (at > 0 && h->days[at - 1].day > day)
        at--;
    if (at > 0 && h->days[at - 1].day == day)
        return &h->days[at - 1];
    if (h->n_days == HISTORY_DAYS) {
        if (at == 0)
            return NULL;
        memmove(&h->days[0], &h->days[1], (HISTORY_DAYS - 1) * sizeof(h->days[0]));
        h->n_days--;
        at--;
    }
    memmove(&h->days[at + 1], &h->days[at], (h->n_days - at) * sizeof(h->days[0]));
    h->days[at] = (struct history_day){ .day = day };
    h->n_days++;
    return &h->days[at];
}

void history_message(struct history *h, int64_t day)
{
    struct history_day *sums = day_of(h, day);

    if (sums)
        sums->messages++;
}

bool history_recipient(struct history *h, int64_t day, uint64_t who, bool is_external)
{
    struct met met = contacts_meet(&h->contacts, who, day);
    struct history_day *sums = day_of(h, day);

    if (sums) {
        sums->recipients++;
        sums->external += is_external;
        sums->distinct += !met.is_again;
        sums->met += met.is_new_today;
    }
    return met.is_known;
}

static void pack_days(const struct history *h, struct buf *out)
{
    int64_t before = 0;

    for (size_t i = 0; i < h->n_days; i++) {
        const struct history_day *d = &h->days[i];

        pack_signed(out, d->day - before);
        pack_number(out, d->messages);
        pack_number(out, d->recipients);
        pack_number(out, d->external);
        pack_number(out, d->distinct);
        pack_number(out, d->met);
        before = d->day;
    }
}

static void unpack_days(struct history *h, slice bytes)
{
    struct unpack u = { .rest = bytes };
    int64_t before = 0;

    while (u.rest.n && h->n_days < HISTORY_DAYS) {
        struct history_day d = { .day = before + unpack_signed(&u) };

        d.messages = unpack_number(&u);
        d.recipients = unpack_number(&u);
        d.external = unpack_number(&u);
        d.distinct = unpack_number(&u);
        d.met = unpack_number(&u);
        if (u.is_torn)
            break;
        h->days[h->n_days++] = d;
        before = d.day;
    }
    h->is_torn |= u.is_torn || u.rest.n;
}

void history_pack(const struct history *h, int64_t today, struct buf *out)
{
    struct buf part = { 0 };

    pack_days(h, &part);
    if (part.n)
        pack_part(out, DAYS, buf_slice(&part));
    buf_clear(&part);
    contacts_pack(&h->contacts, today, &part);
    if (part.n)
        pack_part(out, CONTACTS, buf_slice(&part));
    buf_add(out, buf_slice(&h->unknown));
    buf_free(&part);
}

bool history_unpack_part(struct history *h, slice name, slice bytes)
{
    if (slice_eq(name, DAYS))
        unpack_days(h, bytes);
    else if (slice_eq(name, CONTACTS))
        h->is_torn |= !contacts_unpack(&h->contacts, bytes);
    else
        return false;
    return true;
}

void history_free(struct history *h)
{
    contacts_free(&h->contacts);
    buf_free(&h->unknown);
    *h = (struct history){ 0 };
}
