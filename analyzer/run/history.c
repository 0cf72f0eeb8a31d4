/*
 * Days are few and come nearly in order: the newest are looked at first. Packed, each has the
 * number of its numbers before them: an earlier version leaves out those that it does not know,
 * a later one finds those that were not written yet to be 0.
 */
#include "analyzer/run/history.h"

#include "analyzer/base/mem.h"

#define DAYS     SLICE("daily")
#define OLD_DAYS SLICE("days") /* what version 1 wrote: five numbers each, and nothing else */
#define CONTACTS SLICE("contacts")

enum { NUMBERS = 9, OLD_NUMBERS = 5 };

/* In the order in which they are packed; new ones come last. */
static uint64_t *number_of(struct history_day *d, size_t i)
{
    uint64_t *const at[NUMBERS] = { &d->messages, &d->recipients, &d->external,
                                    &d->distinct, &d->met,        &d->bytes,
                                    &d->bounced,  &d->hours,      &d->marks };

    return at[i];
}

static struct history_day *find_day(struct history *h, int64_t day)
{
    for (size_t at = h->n_days; at > 0 && h->days[at - 1].day >= day; at--)
        if (h->days[at - 1].day == day)
            return &h->days[at - 1];
    return NULL;
}

/* The day's sums; NULL: it is older than all that there is room for, or that is kept. */
static struct history_day *day_of(struct history *h, int64_t day)
{
    struct history_day *known = find_day(h, day);
    int64_t newest =
        h->n_days && h->days[h->n_days - 1].day > day ? h->days[h->n_days - 1].day : day;
    int64_t oldest = newest - contacts_kept_days(&h->contacts);
    size_t at;

    if (known || day < oldest)
        return known;
    (void)history_forget(h, oldest);
    for (at = h->n_days; at > 0 && h->days[at - 1].day > day; at--)
        ;
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

void history_message(struct history *h, int64_t day, int hour, uint64_t bytes)
{
    struct history_day *sums = day_of(h, day);

    if (!sums)
        return;
    sums->messages++;
    sums->bytes += bytes;
    sums->hours |= UINT64_C(1) << hour;
}

const struct history_day *history_find(const struct history *h, int64_t day)
{
    return find_day((struct history *)(uintptr_t)h, day);
}

void history_bounced(struct history *h, int64_t day, uint64_t recipients)
{
    struct history_day *sums = find_day(h, day);

    if (sums)
        sums->bounced += recipients;
}

void history_mark(struct history *h, int64_t day, enum history_marks mark)
{
    struct history_day *sums = find_day(h, day);

    if (sums)
        sums->marks |= mark;
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

    if (h->n_days)
        pack_number(out, NUMBERS);
    for (size_t i = 0; i < h->n_days; i++) {
        struct history_day d = h->days[i];

        pack_signed(out, d.day - before);
        for (size_t k = 0; k < NUMBERS; k++)
            pack_number(out, *number_of(&d, k));
        before = d.day;
    }
}

static void unpack_days(struct history *h, slice bytes, bool is_old)
{
    struct unpack u = { .rest = bytes };
    uint64_t numbers = is_old ? OLD_NUMBERS : unpack_number(&u);
    int64_t before = 0;

    while (u.rest.n && h->n_days < HISTORY_DAYS) {
        struct history_day d = { .day = before + unpack_signed(&u) };

        for (uint64_t k = 0; k < numbers && !u.is_torn; k++) {
            uint64_t n = unpack_number(&u);

            if (k < NUMBERS)
                *number_of(&d, k) = n;
        }
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

bool history_unpack_days(struct history *h, slice name, slice bytes)
{
    if (slice_eq(name, DAYS))
        unpack_days(h, bytes, false);
    else if (slice_eq(name, OLD_DAYS))
        unpack_days(h, bytes, true);
    else
        return false;
    return true;
}

uint64_t history_forget(struct history *h, int64_t before)
{
    size_t gone = 0;

    while (gone < h->n_days && h->days[gone].day < before)
        gone++;
    memmove(&h->days[0], &h->days[gone], (h->n_days - gone) * sizeof(h->days[0]));
    h->n_days -= gone;
    return gone;
}

bool history_unpack_part(struct history *h, slice name, slice bytes)
{
    if (!slice_eq(name, CONTACTS))
        return history_unpack_days(h, name, bytes);
    h->is_torn |= !contacts_unpack(&h->contacts, bytes);
    return true;
}

void history_free(struct history *h)
{
    contacts_free(&h->contacts);
    buf_free(&h->unknown);
    *h = (struct history){ 0 };
}
