#ifndef PARSERS_TEXT_H
#define PARSERS_TEXT_H

/*
 * text - the pieces that log lines of every server are made of
 *
 * Everything works on a slice of the line that is eaten from the left; what cannot be
 * eaten is left as it is.
 *
 * Not for: queue ids, whose form is each server's own.
 */

#include "parsers/parser.h"

/* A slice in a table: SLICE() is no constant. */
#define WORDS(literal)               \
    {                                \
        literal, sizeof(literal) - 1 \
    }

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Inlined at any price: with the literal's length known it is one or two comparisons. */
__attribute__((always_inline)) static inline bool take(slice *s, slice literal)
{
    if (!slice_starts(*s, literal))
        return false;
    *s = slice_skip(*s, literal.n);
    return true;
}

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether s begins so; each 'd' of the shape stands for a digit. */
static inline bool has_shape(slice s, slice shape)
{
    if (s.n < shape.n)
        return false;
    for (size_t i = 0; i < shape.n; i++)
        if (shape.p[i] == 'd' ? !is_digit(s.p[i]) : s.p[i] != shape.p[i])
            return false;
    return true;
}

static inline uint32_t small(uint64_t n)
{
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

static inline enum verdict ignored(struct facts *out, const char *why)
{
    out->n = 0;
    out->why = why;
    return VERDICT_IGNORED;
}

static inline enum verdict malformed(struct facts *out, const char *why)
{
    out->n = 0;
    out->why = why;
    return VERDICT_MALFORMED;
}

bool take_peer(slice *s, struct peer *out);       /* name[ip] or [ip], with or without :port */
bool take_address(slice *s, slice *out);          /* behind a '<', up to and with its '>' */
bool take_number(slice *s, uint64_t *out);        /* at least one digit; stops at UINT64_MAX */
bool take_until(slice *s, slice end, slice *out); /* what stands before `end`; eats both */
bool starts_any(slice s, const slice *words, size_t n); /* with one of these */
bool take_points(slice *s, int32_t *out);               /* "-1.50" of a filter, as thousandths */
size_t quoted_length(slice s);           /* behind the last quoted word of a local part; 0: none */
size_t find_last(slice s, slice needle); /* s.n when there is none */

/* "550 5.1.1 words" of another server: fills code and dsn, returns the words; s as it is where it
   does not begin with a code. */
slice take_reply_codes(slice s, struct fact *f);

/* What stands before the first ',', eaten with ", ". */
static inline bool take_field(slice *s, slice *out)
{
    size_t n = slice_find(*s, ',');

    if (n + 2 > s->n || s->p[n + 1] != ' ')
        return false;
    *out = slice_head(*s, n);
    *s = slice_skip(*s, n + 2);
    return true;
}

#endif
