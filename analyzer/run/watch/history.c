/*
 * Days are few and come nearly in order: the newest are looked at first. Packed, each has the
 * number of its numbers before them: an earlier version leaves out those that it does not know,
 * a later one finds those that were not written yet to be 0.
 */
#include "analyzer/run/watch/history.h"

#include "analyzer/base/mem.h"

#define DAYS           SLICE("whole_days")
#define DAYS_SINCE     SLICE("days_since")
#define CONTACTS       SLICE("whole_recipients")
#define CONTACTS_SINCE SLICE("recipients_since")
#define GROUPS         SLICE("groups")
#define WRITERS        SLICE("writers")

/* What earlier versions wrote, in one piece: days of five numbers, and then of as many as are
   said; contacts with longer hashes. */
#define FIRST_DAYS   SLICE("days")
#define OLD_DAYS     SLICE("daily")
#define OLD_CONTACTS SLICE("contacts")

enum { NUMBERS = 9, FIRST_NUMBERS = 5, SINCE_LEAST = 256 /* bytes that are worth no whole */ };

/* In the order in which they are packed; new ones come last. */
static void pack_numbers(const struct history_day *d, struct buf *out)
{
    pack_number(out, d->messages);
    pack_number(out, d->recipients);
    pack_number(out, d->external);
    pack_number(out, d->distinct);
    pack_number(out, d->met);
    pack_number(out, d->bytes);
    pack_number(out, d->bounced);
    pack_number(out, d->hours);
    pack_number(out, d->marks);
}

static uint32_t unpack_count(struct unpack *u, uint64_t *left)
{
    uint64_t n = *left ? unpack_number(u) : 0;

    *left -= *left > 0;
    return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

/* `left`: how many there are; what this version does not know is passed over. */
static void unpack_numbers(struct history_day *d, struct unpack *u, uint64_t left)
{
    d->messages = unpack_count(u, &left);
    d->recipients = unpack_count(u, &left);
    d->external = unpack_count(u, &left);
    d->distinct = unpack_count(u, &left);
    d->met = unpack_count(u, &left);
    d->bytes = left ? unpack_number(u) : 0;
    left -= left > 0;
    d->bounced = unpack_count(u, &left);
    d->hours = unpack_count(u, &left);
    d->marks = unpack_count(u, &left);
    while (left-- && !u->is_torn)
        (void)unpack_number(u);
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
    uint64_t gone;
    size_t at;

    if (known || day < oldest)
        return known;
    gone = history_forget(h, oldest);
    if (h->contacts.passed)
        h->contacts.passed->days += gone;
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
    h->days[at] = (struct history_day){ .day = (int32_t)day };
    h->n_days++;
    return &h->days[at];
}

/* The same, to be changed. */
static struct history_day *change_day(struct history *h, int64_t day)
{
    struct history_day *sums = day_of(h, day);

    if (sums)
        sums->is_since = true;
    return sums;
}

void history_message(struct history *h, int64_t day, int hour, uint64_t bytes)
{
    struct history_day *sums = change_day(h, day);

    if (!sums)
        return;
    sums->messages++;
    sums->bytes += bytes;
    sums->hours |= UINT32_C(1) << hour;
}

static struct history_day *change_known_day(struct history *h, int64_t day)
{
    struct history_day *sums = find_day(h, day);

    if (sums)
        sums->is_since = true;
    return sums;
}

const struct history_day *history_find(const struct history *h, int64_t day)
{
    return find_day((struct history *)(uintptr_t)h, day);
}

void history_bounced(struct history *h, int64_t day, uint64_t recipients)
{
    struct history_day *sums = change_known_day(h, day);

    if (sums)
        sums->bounced += (uint32_t)recipients;
}

void history_mark(struct history *h, int64_t day, enum history_marks mark)
{
    struct history_day *sums = change_known_day(h, day);

    if (sums)
        sums->marks |= mark;
}

bool history_recipient(struct history *h, int64_t day, uint64_t who, bool is_external)
{
    struct met met = contacts_meet(&h->contacts, who, day);
    struct history_day *sums = change_day(h, day);

    if (sums) {
        sums->recipients++;
        sums->external += is_external;
        sums->distinct += !met.is_again;
        sums->met += met.is_new_today;
    }
    return met.is_known;
}

/* Those that have changed since, or all. */
static void pack_days(const struct history *h, bool is_whole, struct buf *out)
{
    int64_t before = 0;

    for (size_t i = 0; i < h->n_days; i++) {
        const struct history_day *d = &h->days[i];

        if (!is_whole && !d->is_since)
            continue;
        if (!before)
            pack_number(out, NUMBERS);
        pack_signed(out, d->day - before);
        pack_numbers(d, out);
        before = d->day;
    }
}

/* Days of the whole come in order, and first. */
static void put_day(struct history *h, const struct history_day *d)
{
    bool is_next = h->n_days == 0 || h->days[h->n_days - 1].day < d->day;
    struct history_day *there = is_next && h->n_days < HISTORY_DAYS && !h->contacts.kept_days
                                    ? &h->days[h->n_days++]
                                    : day_of(h, d->day);

    if (there)
        *there = *d;
}

static void unpack_days(struct history *h, slice bytes, uint64_t numbers, bool is_since)
{
    struct unpack u = { .rest = bytes };
    int64_t before = 0;

    if (!numbers)
        numbers = unpack_number(&u);
    while (u.rest.n) {
        struct history_day d = { .day = (int32_t)(before + unpack_date(&u)), .is_since = is_since };

        unpack_numbers(&d, &u, numbers);
        if (u.is_torn)
            break;
        if (!before && !is_since)
            h->whole_first = d.day;
        put_day(h, &d);
        before = d.day;
    }
    h->is_torn |= u.is_torn;
}

static void add_part(struct buf *out, slice name, struct buf *bytes)
{
    if (bytes->n)
        pack_part(out, name, buf_slice(bytes));
    buf_clear(bytes);
}

void history_pack_whole(const struct history *h, int64_t today, struct buf *out)
{
    struct buf part = { 0 };

    pack_days(h, true, &part);
    add_part(out, DAYS, &part);
    contacts_pack(&h->contacts, today, &part);
    add_part(out, CONTACTS, &part);
    buf_free(&part);
}

void history_pack_alone(const struct history *h, struct buf *out)
{
    struct buf part = { 0 };

    pack_days(h, true, &part);
    add_part(out, DAYS_SINCE, &part);
    contacts_pack(&h->contacts, 0, &part);
    add_part(out, CONTACTS_SINCE, &part);
    buf_free(&part);
}

bool history_pack_since(const struct history *h, struct buf *out)
{
    struct buf days = { 0 }, contacts = { 0 };
    bool is_little;

    pack_days(h, false, &days);
    contacts_pack_since(&h->contacts, &contacts);
    is_little = !h->wants_whole && days.n + contacts.n <= SINCE_LEAST + h->whole_n / 4;
    if (is_little) {
        add_part(out, DAYS_SINCE, &days);
        add_part(out, CONTACTS_SINCE, &contacts);
    }
    buf_free(&days);
    buf_free(&contacts);
    return is_little;
}

void history_pack_company(const struct history *h, struct buf *out)
{
    struct buf part = { 0 };

    groups_pack(&h->groups, &part);
    add_part(out, GROUPS, &part);
    writers_pack(&h->writers, &part);
    add_part(out, WRITERS, &part);
    buf_free(&part);
}

static bool unpack_old_days(struct history *h, slice name, slice bytes)
{
    if (slice_eq(name, FIRST_DAYS))
        unpack_days(h, bytes, FIRST_NUMBERS, false);
    else if (slice_eq(name, OLD_DAYS))
        unpack_days(h, bytes, 0, false);
    else
        return false;
    h->wants_whole = true;
    return true;
}

bool history_unpack_days(struct history *h, slice name, slice bytes)
{
    if (slice_eq(name, DAYS))
        unpack_days(h, bytes, 0, false);
    else if (slice_eq(name, DAYS_SINCE))
        unpack_days(h, bytes, 0, true);
    else
        return unpack_old_days(h, name, bytes);
    if (slice_eq(name, DAYS)) {
        h->whole_n += bytes.n;
        h->has_whole_days = bytes.n > 0;
    }
    return true;
}

static bool unpack_contacts(struct history *h, slice name, slice bytes)
{
    bool is_old = slice_eq(name, OLD_CONTACTS);

    if (slice_eq(name, CONTACTS_SINCE))
        h->is_torn |= !contacts_unpack_since(&h->contacts, bytes);
    else if (slice_eq(name, CONTACTS))
        h->is_torn |= !contacts_unpack(&h->contacts, bytes);
    else if (is_old)
        h->is_torn |= !contacts_unpack_old(&h->contacts, bytes);
    else
        return false;
    h->whole_n += slice_eq(name, CONTACTS) ? bytes.n : 0;
    h->wants_whole |= is_old;
    return true;
}

static bool unpack_company(struct history *h, slice name, slice bytes)
{
    if (slice_eq(name, GROUPS))
        h->is_torn |= !groups_unpack(&h->groups, bytes);
    else if (slice_eq(name, WRITERS))
        h->is_torn |= !writers_unpack(&h->writers, bytes);
    else
        return false;
    return true;
}

bool history_unpack_part(struct history *h, slice name, slice bytes)
{
    return unpack_company(h, name, bytes) || history_unpack_days(h, name, bytes) ||
           unpack_contacts(h, name, bytes);
}

int64_t history_oldest(const struct history *h)
{
    int64_t oldest = h->n_days ? h->days[0].day : INT64_MAX;

    if (h->has_whole_days && !h->wants_whole && h->whole_first < oldest)
        oldest = h->whole_first;
    for (size_t i = 0; i < h->groups.n; i++)
        if (h->groups.at[i].day < oldest)
            oldest = h->groups.at[i].day;
    return oldest;
}

uint64_t history_forget(struct history *h, int64_t before)
{
    size_t gone = 0;

    while (gone < h->n_days && h->days[gone].day < before)
        gone++;
    memmove(&h->days[0], &h->days[gone], (h->n_days - gone) * sizeof(h->days[0]));
    h->n_days -= gone;
    if (h->has_whole_days && h->whole_first < before) {
        h->wants_whole = true;
        gone += gone == 0;
    }
    return gone;
}

void history_free(struct history *h)
{
    contacts_free(&h->contacts);
    groups_free(&h->groups);
    writers_free(&h->writers);
    buf_free(&h->unknown);
    *h = (struct history){ 0 };
}
