/* Each width is a multiple of the one before, so folding is exact. */
#include "analyzer/base/rhythm.h"

static const seconds widths[] = { MINUTE,   5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR,
                                  2 * HOUR, 6 * HOUR,   12 * HOUR,   DAY };

enum { NAMED = sizeof(widths) / sizeof(*widths) };

/* Beyond a day it doubles. */
static seconds width_of(uint32_t step)
{
    return step < NAMED ? widths[step] : (seconds)DAY << (step - NAMED + 1);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t part_of(const struct rhythm *r, usec when)
{
    return floor_div(floor_div(when, USEC_PER_SECOND), rhythm_width(r));
}

/* Number of the last part that counts something. */
static int64_t last_of(const struct rhythm *r)
{
    int64_t i = RHYTHM_PARTS - 1;

    while (i && r->counts[i] == 0)
        i--;
    return r->first + i;
}

static void add_to(struct rhythm *r, int64_t part, uint32_t n)
{
    uint32_t *count = &r->counts[part - r->first];

    *count = n > UINT32_MAX - *count ? UINT32_MAX : *count + n;
}

/* The same counts in parts of another width, the first of them `first`. */
static void rebuild(struct rhythm *r, uint32_t step, int64_t first)
{
    int64_t times = width_of(step) / rhythm_width(r);
    struct rhythm old = *r;

    *r = (struct rhythm){ .total = old.total, .first = first, .step = step };
    for (int64_t i = 0; i < RHYTHM_PARTS; i++)
        if (old.counts[i])
            add_to(r, floor_div(old.first + i, times), old.counts[i]);
}

static bool is_within(const struct rhythm *r, int64_t part)
{
    return part >= r->first && part < r->first + RHYTHM_PARTS;
}

/* With what is counted already. */
static bool fits(const struct rhythm *r, int64_t low, int64_t high)
{
    int64_t last = last_of(r);

    return (high > last ? high : last) - (low < r->first ? low : r->first) < RHYTHM_PARTS;
}

void rhythm_cover(struct rhythm *r, usec from, usec to)
{
    while (!fits(r, part_of(r, from), part_of(r, to))) {
        int64_t times = width_of(r->step + 1) / rhythm_width(r);

        rebuild(r, r->step + 1, floor_div(r->first, times));
    }
    if (part_of(r, from) < r->first)
        rebuild(r, r->step, part_of(r, from));
}

void rhythm_add(struct rhythm *r, usec when, uint32_t n)
{
    if (n == 0 || when == USEC_NONE)
        return;
    if (r->total == 0)
        r->first = part_of(r, when);
    else if (!is_within(r, part_of(r, when)))
        rhythm_cover(r, when, when);
    r->total += n;
    add_to(r, part_of(r, when), n);
}

seconds rhythm_width(const struct rhythm *r)
{
    return width_of(r->step);
}

usec rhythm_start(const struct rhythm *r)
{
    seconds start = r->first * rhythm_width(r), earliest = -(USEC_MAX / USEC_PER_SECOND);

    return (start < earliest ? earliest : start) * USEC_PER_SECOND;
}
