/*
 * The distance is the one of Damerau and Levenshtein in its simple form (a pair of
 * letters is swapped at most once), because swapped letters are what typing makes.
 */
#include "analyzer/site/spelling.h"

enum { WORD_MAX = 64, SLIPS_MAX = 3, HOST_MAX = 253, LABEL_MAX = 63, MAIL_MAX = 254 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* One row of the table: rows[0] is the new one, [1] and [2] those before it. */
static void fill_row(unsigned *const rows[3], slice a, slice b, size_t i)
{
    rows[0][0] = (unsigned)i;
    for (size_t j = 1; j <= b.n; j++) {
        bool same = lower(a.p[i - 1]) == lower(b.p[j - 1]);
        unsigned d = least(rows[1][j], rows[0][j - 1]) + 1;

        d = least(d, rows[1][j - 1] + !same);
        if (i > 1 && j > 1 && lower(a.p[i - 1]) == lower(b.p[j - 2]) &&
            lower(a.p[i - 2]) == lower(b.p[j - 1]))
            d = least(d, rows[2][j - 2] + 1);
        rows[0][j] = d;
    }
}

static unsigned distance(slice a, slice b)
{
    unsigned table[3][WORD_MAX + 1];

    for (unsigned j = 0; j <= b.n; j++)
        table[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        unsigned *rows[3] = { table[i % 3], table[(i + 2) % 3], table[(i + 1) % 3] };

        fill_row(rows, a, b, i);
    }
    return table[a.n % 3][b.n];
}

struct nearest nearest_to(slice word)
{
    unsigned slips = least((unsigned)(word.n < WORD_MAX ? word.n : WORD_MAX) / 3, SLIPS_MAX);

    return (struct nearest){ .word = word, .bound = (slips ? slips : 1) + 1 };
}

void nearest_try(struct nearest *n, slice candidate)
{
    size_t longer = n->word.n > candidate.n ? n->word.n : candidate.n;
    size_t shorter = n->word.n > candidate.n ? candidate.n : n->word.n;
    unsigned d;

    if (shorter == 0 || longer > WORD_MAX || longer - shorter >= n->bound)
        return;
    d = distance(n->word, candidate);
    if (d >= n->bound)
        return;
    n->bound = d;
    n->best = candidate;
}

static bool is_alnum(char c)
{
    c = lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_label(slice s)
{
    if (s.n == 0 || s.n > LABEL_MAX || s.p[0] == '-' || s.p[s.n - 1] == '-')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_alnum(s.p[i]) && s.p[i] != '-')
            return false;
    return true;
}

bool is_host_name(slice s)
{
    slice last = slice_skip(s, slice_rfind(s, '.') == s.n ? 0 : slice_rfind(s, '.') + 1);
    uint64_t number;

    if (s.n == 0 || s.n > HOST_MAX || slice_u64(last, &number))
        return false;
    for (slice rest = s; rest.p <= s.p + s.n;) {
        size_t dot = slice_find(rest, '.');

        if (!is_label(slice_head(rest, dot)))
            return false;
        if (dot == rest.n)
            break;
        rest = slice_skip(rest, dot + 1);
    }
    return true;
}

bool is_mail_address(slice s)
{
    size_t at = slice_rfind(s, '@');

    return s.n <= MAIL_MAX && at > 0 && at < s.n && !has_white(s) && is_one_line(s) &&
           slice_find(s, '@') == at && is_host_name(slice_skip(s, at + 1));
}

bool is_one_line(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
            return false;
    return true;
}

bool has_white(slice s)
{
    return slice_find(s, ' ') < s.n || slice_find(s, '\t') < s.n;
}

slice lower_keep(struct arena *a, slice s)
{
    char *copy = arena_new(a, s.n + 1);

    for (size_t i = 0; i < s.n; i++)
        copy[i] = lower(s.p[i]);
    return slice_of(copy, s.n);
}
