/*
 * The last run of digits that is a date counts. Rotation happens on the day of the name in
 * the morning, or with dateyesterday one day later: the end is that of the day after.
 */
#include "analyzer/run/input/rotation.h"

#include "analyzer/base/buf.h"

enum { NUMBER_DIGITS = 4, EPOCH_DIGITS = 10, PART_DIGITS = 6 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_of(slice s)
{
    size_t n = 0;

    while (n < s.n && is_digit(s.p[n]))
        n++;
    return n;
}

static int number_of(slice digits)
{
    int value = 0;

    for (size_t i = 0; i < digits.n; i++)
        value = value * 10 + (digits.p[i] - '0');
    return value;
}

static bool is_year(int year)
{
    return year >= 1990 && year < 2100;
}

static bool end_of(struct civil *c, usec *ends)
{
    if (!is_year(c->year) || !clock_is_date(c))
        return false;
    *ends = clock_next_day(clock_next_day(clock_from_local(c)));
    return true;
}

/* YYYYMMDD, with hours, minutes and seconds or without; or seconds since 1970. */
static bool read_run(slice digits, usec *ends)
{
    struct civil c = { 0 };
    uint64_t epoch;

    if (digits.n < 8 || digits.n > 14 || digits.n % 2)
        return false;
    c.year = number_of(slice_head(digits, 4));
    c.month = number_of(slice_head(slice_skip(digits, 4), 2));
    c.day = number_of(slice_head(slice_skip(digits, 6), 2));
    if (end_of(&c, ends))
        return true;
    if (digits.n != EPOCH_DIGITS || !slice_u64(digits, &epoch))
        return false;
    *ends = (usec)epoch * USEC_PER_SECOND;
    return is_year(clock_to_utc(*ends).year);
}

/* YYYY-MM-DD with any mark between; ten bytes. */
static bool read_marked(slice s, usec *ends)
{
    struct civil c = { 0 };

    if (s.n < 10 || is_digit(s.p[4]) || s.p[7] != s.p[4] || digits_of(slice_skip(s, 5)) != 2 ||
        digits_of(slice_skip(s, 8)) != 2)
        return false;
    c.year = number_of(slice_head(s, 4));
    c.month = number_of(slice_head(slice_skip(s, 5), 2));
    c.day = number_of(slice_head(slice_skip(s, 8), 2));
    return end_of(&c, ends);
}

struct dated { /* where the date stands */
    size_t at, n;
    usec ends;
};

static bool find_date(slice name, struct dated *out)
{
    bool found = false;

    for (size_t i = 0; i < name.n;) {
        slice rest = slice_skip(name, i);
        size_t n = digits_of(rest);
        usec ends = USEC_NONE;

        if (n == 4 && read_marked(rest, &ends))
            n = 10;
        else if (n == 0 || !read_run(slice_head(rest, n), &ends))
            ends = USEC_NONE;
        if (ends != USEC_NONE) {
            out->n = found ? i + n - out->at : n;
            out->at = found ? out->at : i;
            out->ends = ends;
            found = true;
        }
        i += n ? n : 1;
    }
    return found;
}

static slice without_packing(slice name)
{
    static const char *const endings[] = { ".gz", ".zst", ".xz", ".bz2" };

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (slice_ends(name, slice_str(endings[i])))
            return slice_head(name, name.n - strlen(endings[i]));
    return name;
}

static slice without_marks(slice s)
{
    while (s.n && strchr("-._", s.p[s.n - 1]))
        s.n--;
    return s;
}

static bool take_number(slice *name, int *rank)
{
    size_t dot = slice_rfind(*name, '.');
    slice digits = slice_skip(*name, dot + 1);

    if (digits.n == 0 || digits.n > NUMBER_DIGITS || digits_of(digits) != digits.n)
        return false;
    *rank = number_of(digits);
    *name = slice_head(*name, dot);
    return true;
}

/* "-14" behind a date: the hour, or the how manieth of that day. */
static slice without_part_of_day(slice name)
{
    size_t n;

    while (name.n > 1 && strchr("-._T", name.p[0]) && (n = digits_of(slice_skip(name, 1))) &&
           n <= PART_DIGITS)
        name = slice_skip(name, n + 1);
    return name;
}

struct rotation rotation_of(const char *path, struct arena *arena)
{
    slice whole = slice_str(path);
    size_t slash = slice_rfind(whole, '/');
    slice folder = slice_head(whole, slash < whole.n ? slash + 1 : 0);
    slice name = without_packing(slice_skip(whole, folder.n));
    struct rotation r = { .rank = ROTATION_CURRENT, .ends = USEC_NONE };
    struct dated date;
    struct buf set = { 0 };

    buf_add(&set, folder);
    if (find_date(name, &date)) {
        r.rank = ROTATION_DATED;
        r.ends = date.ends;
        buf_add(&set, without_marks(slice_head(name, date.at)));
        name = without_part_of_day(slice_skip(name, date.at + date.n));
    } else {
        (void)take_number(&name, &r.rank);
    }
    buf_add(&set, name);
    r.set = arena_keep(arena, buf_slice(&set));
    buf_free(&set);
    return r;
}
