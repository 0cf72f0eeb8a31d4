/* Few places for each account: who travels much loses what it used longest ago. */
#include "analyzer/run/watch/haunts.h"

/* Hours of a day are told apart only when so many days are known. */
enum { HOURS_TOLD = 10, STRAY_AFTER = 2 };

static uint64_t days_in_hour(const struct haunts *h, int hour)
{
    return h->hours >> (2 * ((hour + 24) % 24)) & 3;
}

/* Neither in it nor in those beside it. */
static bool is_odd_hour(const struct haunts *h, int hour)
{
    return h->days > HOURS_TOLD && days_in_hour(h, hour - 1) == 0 && days_in_hour(h, hour) == 0 &&
           days_in_hour(h, hour + 1) == 0;
}

/* The last day is over: its hours count for those to come. */
static void begin_day(struct haunts *h, uint16_t day)
{
    for (int hour = 0; hour < 24; hour++)
        if (h->today >> hour & 1 && days_in_hour(h, hour) < 3)
            h->hours += UINT64_C(1) << (2 * hour);
    h->today = 0;
    h->last = day;
    if (h->days < UINT16_MAX)
        h->days++;
}

static uint32_t before_this_day(const struct haunt *one, int64_t day)
{
    return (uint32_t)(one->days - (one->last == day));
}

static void tell_provider(const struct haunt *one, struct location *l, int64_t day)
{
    uint32_t days = before_this_day(one, day);

    if (one->wide == l->wide && days > l->wide_days)
        l->wide_days = days;
}

static void tell(const struct haunts *h, struct location *l, int64_t day)
{
    bool knows_country = false, has_others = false;

    for (size_t i = 0; i < HAUNTS_MAX; i++) {
        const struct haunt *one = &h->at[i];

        if (!one->near)
            continue;
        tell_provider(one, l, day);
        l->fresh += one->first >= day - 1;
        l->strays += one->days == 1 && one->last < day - STRAY_AFTER;
        if (before_this_day(one, day) == 0)
            continue;
        knows_country = knows_country || one->country == l->country;
        has_others = has_others || one->country;
    }
    l->is_new_country = l->country && has_others && !knows_country;
}

/* Its place, or the one that makes room for it. */
static struct haunt *find(struct haunts *h, uint32_t near)
{
    struct haunt *oldest = &h->at[0];

    for (size_t i = 0; i < HAUNTS_MAX; i++) {
        if (h->at[i].near == near)
            return &h->at[i];
        if (h->at[i].last < oldest->last)
            oldest = &h->at[i];
    }
    return oldest;
}

static void visit_line(struct haunts *h, struct location *l, uint16_t day)
{
    struct haunt *one = find(h, l->near);

    if (one->near != l->near)
        *one = (struct haunt){ l->near, l->wide, l->country, day, day, 1 };
    l->near_days = before_this_day(one, day);
    tell(h, l, day);
    if (one->last < day) {
        one->last = day;
        if (one->days < UINT16_MAX)
            one->days++;
    }
}

void haunts_visit(struct haunts *h, struct location *l, int64_t when, int hour)
{
    uint16_t day = when > 0 && when < UINT16_MAX ? (uint16_t)when : 1;

    if (h->last < day)
        begin_day(h, day);
    h->today |= 1U << hour;
    l->days = h->days - 1U;
    l->is_odd_hour = is_odd_hour(h, hour);
    if (l->whence == WHENCE_OUTSIDE)
        visit_line(h, l, day);
}

void haunts_look(const struct haunts *h, struct location *l, int64_t day)
{
    l->days = (uint32_t)(h->days - (h->last == day && h->days > 0));
    if (l->whence != WHENCE_OUTSIDE)
        return;
    for (size_t i = 0; i < HAUNTS_MAX; i++)
        if (h->at[i].near == l->near)
            l->near_days = before_this_day(&h->at[i], day);
    tell(h, l, day);
}

static void pack_haunt(const struct haunt *one, struct buf *out)
{
    pack_number(out, one->near);
    pack_number(out, one->wide);
    pack_number(out, one->country);
    pack_number(out, one->last);
    pack_number(out, (uint64_t)(one->last - one->first));
    pack_number(out, one->days);
}

void haunts_pack(const struct haunts *h, int64_t before, struct buf *out)
{
    if (h->days == 0 || h->last < before)
        return;
    pack_number(out, h->hours);
    pack_number(out, h->today);
    pack_number(out, h->days);
    pack_number(out, h->last);
    for (size_t i = 0; i < HAUNTS_MAX; i++)
        if (h->at[i].near && h->at[i].last >= before)
            pack_haunt(&h->at[i], out);
}

static uint16_t unpack_short(struct unpack *u)
{
    uint64_t n = unpack_number(u);

    u->is_torn = u->is_torn || n > UINT16_MAX;
    return (uint16_t)n;
}

static struct haunt unpack_haunt(struct unpack *u)
{
    struct haunt one = { .near = (uint32_t)unpack_number(u) };

    one.wide = (uint32_t)unpack_number(u);
    one.country = unpack_short(u);
    one.last = unpack_short(u);
    one.first = (uint16_t)(one.last - unpack_short(u));
    one.days = unpack_short(u);
    return one;
}

bool haunts_unpack(struct haunts *h, slice bytes)
{
    struct unpack u = { .rest = bytes };
    size_t n = 0;

    h->hours = unpack_number(&u);
    h->today = (uint32_t)unpack_number(&u) & 0xffffff;
    h->days = unpack_short(&u);
    h->last = unpack_short(&u);
    while (u.rest.n && !u.is_torn && n < HAUNTS_MAX) {
        struct haunt one = unpack_haunt(&u);

        if (!u.is_torn && one.near)
            h->at[n++] = one;
    }
    return !u.is_torn;
}
