/*
 * Nothing is guessed: a number that could be meant in two ways is refused with both
 * spellings. The largest value is far below 2^63, so that sums and products of limits
 * cannot overflow further down.
 */
#include "analyzer/site/units.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/base/clock.h"
#include "analyzer/base/log10.h"

#define VALUE_MAX    INT64_C(1000000000000000)
#define DURATION_MAX (INT64_C(36500) * DAY)

enum { SHOWN = 60, MILLI_DIGITS = 3 };

/* Of a chance: its text, the power of ten that fits 64 bits, its exponent, zeros in front. */
enum { CHANCE_BYTES = 31, POWER_MAX = 19, EXPONENT_MAX = 100000, ZEROS_MAX = 300 };

#define DIGITS_MAX UINT64_C(1000000000000000000)

struct scale {
    const char *name;
    int64_t factor;
};

/* Largest first, as unit_text() needs them. */
static const struct scale sizes[] = {
    { "GB", 1000000000 }, { "GiB", 1073741824 }, { "MB", 1000000 }, { "MiB", 1048576 },
    { "KB", 1000 },       { "KiB", 1024 },       { "B", 1 },        { 0 },
};

static const struct scale times[] = {
    { "d", DAY }, { "h", HOUR }, { "min", MINUTE }, { "s", 1 }, { 0 },
};

static bool refuse(struct err *why, slice text, const char *reason)
{
    return err_set(why, "'%.*s' %s", (int)slice_head(text, SHOWN).n, text.p, reason);
}

static bool is_digits(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

/* `text` is quoted when the number, a part of it, is wrong. */
static bool whole(slice number, slice text, int64_t *out, struct err *why)
{
    uint64_t value;

    if (number.n > 1 && number.p[0] == '-' && is_digits(slice_skip(number, 1)))
        return refuse(why, text, "is negative");
    if (!is_digits(number))
        return refuse(why, text, "is not a whole number");
    if (number.n > 1 && number.p[0] == '0')
        return refuse(why, text, "has a leading zero: write it without");
    if (!slice_u64(number, &value) || value > (uint64_t)VALUE_MAX)
        return refuse(why, text, "is too large");
    *out = (int64_t)value;
    return true;
}

static const struct scale *find_scale(const struct scale *scales, slice name)
{
    for (; scales->name; scales++)
        if (slice_eq(slice_str(scales->name), name))
            return scales;
    return NULL;
}

static bool no_unit(slice text, enum unit unit, struct err *why)
{
    slice shown = slice_head(text, SHOWN);
    char best[32], plain[32];
    int64_t value = 0;

    if (!whole(text, text, &value, why))
        return false;
    (void)snprintf(plain, sizeof(plain), "%" PRId64 " %s", value, unit == BYTES ? "B" : "s");
    if (strcmp(unit_text(value, unit, best), plain) != 0)
        return err_set(why, "'%.*s' has no unit: write %s or %s", (int)shown.n, shown.p, best,
                       plain);
    return err_set(why, "'%.*s' has no unit: write %s, or %" PRId64 " %s", (int)shown.n, shown.p,
                   plain, value, unit == BYTES ? "MB" : "h");
}

static bool unknown_unit(slice text, slice name, enum unit unit, struct err *why)
{
    slice shown = slice_head(text, SHOWN);

    name = slice_head(name, SHOWN);
    return err_set(why, "'%.*s' has an unknown unit '%.*s': %s", (int)shown.n, shown.p, (int)name.n,
                   name.p,
                   unit == BYTES ? "write B, KB, MB, GB, KiB, MiB or GiB" : "write s, min, h or d");
}

static size_t number_length(slice text)
{
    size_t i = 0;

    while (i < text.n && ((text.p[i] >= '0' && text.p[i] <= '9') || text.p[i] == '-' ||
                          text.p[i] == '.' || text.p[i] == ','))
        i++;
    return i;
}

static bool scaled(slice text, enum unit unit, int64_t *out, struct err *why)
{
    size_t n = number_length(text);
    slice name = slice_trim(slice_skip(text, n));
    const struct scale *scale = find_scale(unit == BYTES ? sizes : times, name);
    int64_t most = unit == BYTES ? VALUE_MAX : DURATION_MAX;
    int64_t value = 0;

    if (name.n == 0)
        return no_unit(text, unit, why);
    if (!whole(slice_head(text, n), text, &value, why))
        return false;
    if (!scale)
        return unknown_unit(text, name, unit, why);
    if (value > most / scale->factor)
        return refuse(why, text, "is too large");
    *out = value * scale->factor;
    return true;
}

static bool per_cent(slice text, int64_t *out, struct err *why)
{
    size_t n = number_length(text);
    slice sign = slice_trim(slice_skip(text, n));

    if (!whole(slice_head(text, n), text, out, why))
        return false;
    if (!slice_eq(sign, SLICE("%")))
        return err_set(why, "'%.*s' is not per cent: write %" PRId64 " %%",
                       (int)slice_head(text, SHOWN).n, text.p, *out);
    return true;
}

static bool thousandths(slice text, int64_t *out, struct err *why)
{
    size_t point = slice_find(text, '.');
    slice decimals = slice_skip(text, point + 1);
    int64_t value = 0;
    int64_t factor = 1000;

    if (point < text.n && !is_digits(decimals))
        return refuse(why, text, "is not a decimal number: write it like 4.0");
    if (decimals.n > MILLI_DIGITS)
        return refuse(why, text, "has more than three digits after the point");
    if (!whole(slice_head(text, point), text, &value, why))
        return false;
    if (value > VALUE_MAX / 1000)
        return refuse(why, text, "is too large");
    value *= factor;
    for (size_t i = 0; i < decimals.n; i++)
        value += (decimals.p[i] - '0') * (factor /= 10);
    *out = value;
    return true;
}

bool unit_parse(slice text, enum unit unit, int64_t *out, struct err *why)
{
    int64_t value = 0;
    bool is_good = false;

    switch (unit) {
    case COUNT:
        is_good = whole(text, text, &value, why);
        break;
    case SECONDS:
    case BYTES:
        is_good = scaled(text, unit, &value, why);
        break;
    case PER_CENT:
        is_good = per_cent(text, &value, why);
        break;
    case MILLI:
        is_good = thousandths(text, &value, why);
        break;
    }
    if (is_good)
        *out = value;
    return is_good;
}

static void scaled_text(int64_t value, const struct scale *scale, char *buf)
{
    while (scale->factor > 1 && (value == 0 || value % scale->factor != 0))
        scale++;
    (void)snprintf(buf, 32, "%" PRId64 " %s", value / scale->factor, scale->name);
}

static void thousandths_text(int64_t value, char *buf)
{
    int n = snprintf(buf, 32, "%" PRId64 ".%03d", value / 1000, (int)(value % 1000));

    while (n > 2 && buf[n - 1] == '0' && buf[n - 2] != '.')
        buf[--n] = '\0';
}

const char *unit_text(int64_t value, enum unit unit, char *buf)
{
    if (unit == BYTES || unit == SECONDS)
        scaled_text(value, unit == BYTES ? sizes : times, buf);
    else if (unit == MILLI)
        thousandths_text(value, buf);
    else
        (void)snprintf(buf, 32, "%" PRId64 "%s", value, unit == PER_CENT ? " %" : "");
    return buf;
}

static slice skip_digits(slice s)
{
    while (s.n && s.p[0] >= '0' && s.p[0] <= '9')
        s = slice_skip(s, 1);
    return s;
}

/* digits [. digits] [e [+-] digits] */
static bool is_scientific(slice s)
{
    slice rest = skip_digits(s);

    if (rest.p == s.p)
        return false;
    if (rest.n && rest.p[0] == '.')
        rest = skip_digits(slice_skip(rest, 1));
    if (rest.n == 0)
        return true;
    if (rest.p[0] != 'e' && rest.p[0] != 'E')
        return false;
    rest = slice_skip(rest, 1);
    if (rest.n && (rest.p[0] == '-' || rest.p[0] == '+'))
        rest = slice_skip(rest, 1);
    return is_digits(rest);
}

/* The digits of a number in front of its exponent, as many as fit, and where its point is. */
struct digits {
    uint64_t value;
    int64_t behind; /* digits of the value behind the point */
};

static void add_digits(struct digits *d, slice s, bool is_behind)
{
    for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++) {
        if (d->value >= DIGITS_MAX) {
            d->behind -= !is_behind;
            continue;
        }
        d->value = d->value * 10 + (uint64_t)(s.p[i] - '0');
        d->behind += is_behind;
    }
}

static int64_t exponent_of(slice s)
{
    bool is_negative = s.n && s.p[0] == '-';
    int64_t n = 0;

    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        s = slice_skip(s, 1);
    for (size_t i = 0; i < s.n && n < EXPONENT_MAX; i++)
        n = n * 10 + (s.p[i] - '0');
    return is_negative ? -n : n;
}

static struct digits digits_of(slice text)
{
    size_t e = slice_find(text, 'e') < text.n ? slice_find(text, 'e') : slice_find(text, 'E');
    slice number = slice_head(text, e);
    size_t point = slice_find(number, '.');
    struct digits d = { 0 };

    add_digits(&d, slice_head(number, point), false);
    add_digits(&d, slice_skip(number, point + 1), true);
    d.behind -= exponent_of(slice_skip(text, e + 1));
    return d;
}

/* 10 to the power of n, or 0 when that is more than there is room for. */
static uint64_t power_of_ten(int64_t n)
{
    uint64_t power = 1;

    if (n > POWER_MAX)
        return 0;
    while (n-- > 0)
        power *= 10;
    return power;
}

bool chance_parse(slice text, int32_t *odds, struct err *why)
{
    struct digits d;
    uint64_t one;

    if (text.n > CHANCE_BYTES || !is_scientific(text))
        return refuse(why, text, "is not a chance: write it like 2e-5");
    d = digits_of(text);
    one = power_of_ten(d.behind);
    if (d.value == 0 || d.behind <= 0 || (one && d.value >= one))
        return refuse(why, text, "is not a chance: it must be above 0 and below 1");
    if (d.behind > ZEROS_MAX)
        return refuse(why, text, "is not a chance that can be told from none");
    *odds = one ? log10_milli(d.value) - log10_milli(one - d.value)
                : log10_milli(d.value) - (int32_t)d.behind * 1000;
    return true;
}
