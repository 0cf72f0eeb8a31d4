/*
 * A program's name ends at '[', at ':' or at a blank: Postfix prints slashes in it, the
 * kernel prints no pid, and a message without a tag has no program at all. What came in by
 * RFC 5424, rsyslog writes without the colon: "postfix/smtpd[9] message".
 */
#include "parsers/syslog.h"

#include "analyzer/base/octets.h"
#include "parsers/repeated.h"

slice syslog_skip_priority(slice text)
{
    size_t i = 1;

    if (text.n < 3 || text.p[0] != '<')
        return text;
    while (i < text.n && i < 5 && text.p[i] >= '0' && text.p[i] <= '9')
        i++;
    return i > 1 && i < text.n && text.p[i] == '>' ? slice_skip(text, i + 1) : text;
}

enum { PID_MAX = 12 }; /* with its bracket */

static size_t end_of_name(slice s)
{
    size_t i = 0;

    for (; i + OCTETS <= s.n; i += OCTETS) {
        uint64_t x = octets_at(s.p + i);
        uint64_t ends = octets_equal(x, '[') | octets_equal(x, ':') | octets_equal(x, ' ');

        if (ends)
            return i + octets_first(ends);
    }
    while (i < s.n && s.p[i] != '[' && s.p[i] != ':' && s.p[i] != ' ')
        i++;
    return i;
}

/* "[123]" off the front, when it is there. */
static bool take_pid(slice *s, uint32_t *pid)
{
    uint64_t value = 0;
    unsigned digit;
    size_t i = 1;

    if (s->n == 0 || s->p[0] != '[')
        return true;
    for (; i < s->n && (digit = (unsigned char)s->p[i] - (unsigned)'0') <= 9 && i < PID_MAX; i++)
        value = value * 10 + digit;
    if (i == 1 || i == s->n || s->p[i] != ']')
        return false;
    *pid = value <= UINT32_MAX ? (uint32_t)value : 0;
    *s = slice_of(s->p + i + 1, s->n - i - 1);
    return true;
}

/* "last message repeated 3 times" has no program. */
static bool take_repeated(slice rest, struct line *out)
{
    if (!repeated_last(rest))
        return false;
    out->program = slice_head(rest, 0);
    out->message = rest;
    return true;
}

bool syslog_take_tail(slice rest, struct line *out)
{
    size_t n = slice_find(rest, ' ');

    out->host = slice_of(rest.p, n);
    out->pid = 0;
    rest = slice_skip(rest, n + 1);
    n = end_of_name(rest);
    if (n == 4 && take_repeated(rest, out))
        return out->host.n > 0;
    out->program = slice_of(rest.p, n);
    rest = slice_of(rest.p + n, rest.n - n);
    if (out->host.n == 0 || out->program.n == 0 || !take_pid(&rest, &out->pid))
        return false;
    if (rest.n == 0 || (rest.p[0] != ':' && !(rest.p[-1] == ']' && rest.p[0] == ' ')))
        return false;
    n = rest.p[0] == ':';
    n += n < rest.n && rest.p[n] == ' ';
    out->message = slice_of(rest.p + n, rest.n - n);
    return true;
}
