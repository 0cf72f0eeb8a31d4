/*
 * Queue ids of Postfix: short ones are 5 hex digits of microseconds and an inode in hex; long ones
 * (enable_long_queue_ids, 2.9) are digits and consonants, 10 for the time, 'z', an inode.
 * They begin with a digit until 2090, which no word does; shared logs carry ids that
 * were made up with vowels, so other letters pass.
 */
#include "analyzer/base/octets.h"
#include "parsers/postfix.h"

enum { ID_MIN = 5, LONG_ID_MIN = 10, ID_MAX = 24 };

/* How many letters and digits s begins with, looked for a little beyond an id's length. */
static size_t alnum_length(slice s)
{
    size_t most = s.n < ID_MAX + 1 ? s.n : ID_MAX + 1;
    size_t n = 0;

    for (; n + OCTETS <= s.n && n <= ID_MAX; n += OCTETS) {
        uint64_t ends = octets_not_alnum(octets_at(s.p + n));

        if (ends)
            return n + octets_first(ends);
    }
    while (n < most && octets_not_alnum(octets_each((unsigned char)s.p[n])) == 0)
        n++;
    return n;
}

static bool is_hex(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(s.p[i] >= '0' && s.p[i] <= '9') && !(s.p[i] >= 'A' && s.p[i] <= 'F'))
            return false;
    return true;
}

static bool is_long_id(slice s)
{
    return s.n >= LONG_ID_MIN && s.p[0] <= '9';
}

/* Length of the queue id that s begins with; 0: none. */
static size_t id_length(slice s)
{
    slice word = slice_head(s, alnum_length(s));

    if (word.n < ID_MIN || word.n > ID_MAX)
        return 0;
    return is_long_id(word) || is_hex(word) ? word.n : 0;
}

bool is_queue_id(slice s)
{
    return s.n > 0 && id_length(s) == s.n;
}

bool take_queue_id(slice *s, slice *id)
{
    size_t n = id_length(*s);

    if (n == 0) {
        *id = slice_of(NULL, 0);
        return take(s, SLICE("NOQUEUE: "));
    }
    if (n + 1 >= s->n || s->p[n] != ':' || s->p[n + 1] != ' ')
        return false;
    *id = slice_head(*s, n);
    *s = slice_skip(*s, n + 2);
    return true;
}
