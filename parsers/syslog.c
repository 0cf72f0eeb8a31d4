/*
 * A program's name ends at '[', at ':' or at a blank: Postfix prints slashes in it, the
 * kernel prints no pid, and a message without a tag has no program at all. What came in by
 * RFC 5424, rsyslog writes without the colon: "postfix/smtpd[9] message".
 */
#include "parsers/syslog.h"

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

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The top bit of each byte of `eight` that is `byte`; above one that is, others may be set. */
static uint64_t mark(uint64_t eight, unsigned char byte)
{
    uint64_t x = eight ^ EACH_BYTE(byte);

    return (x - EACH_BYTE(1)) & ~x & EACH_BYTE(0x80);
}

/* Eight bytes at a time: a program's name has about fifteen. */
static size_t end_of_name(slice s)
{
    static const bool ends[256] = { ['['] = true, [':'] = true, [' '] = true };
    size_t i = 0;

    for (uint64_t eight; i + sizeof(eight) <= s.n; i += sizeof(eight)) {
        memcpy(&eight, s.p + i, sizeof(eight));
        if (mark(eight, '[') | mark(eight, ':') | mark(eight, ' '))
            break;
    }
    while (i < s.n && !ends[(unsigned char)s.p[i]])
        i++;
    return i;
}

/* "[123]" off the front, when it is there. */
static bool take_pid(slice *s, uint32_t *pid)
{
    size_t most = s->n < 12 ? s->n : 12;
    uint64_t value = 0;
    size_t i = 1;

    if (s->n == 0 || s->p[0] != '[')
        return true;
    for (; i < most && s->p[i] >= '0' && s->p[i] <= '9'; i++)
        value = value * 10 + (uint64_t)(s->p[i] - '0');
    if (i == 1 || i >= s->n || s->p[i] != ']')
        return false;
    *pid = value <= UINT32_MAX ? (uint32_t)value : 0;
    *s = slice_skip(*s, i + 1);
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

    out->host = slice_head(rest, n);
    out->pid = 0;
    rest = slice_skip(rest, n + 1);
    n = end_of_name(rest);
    if (n == 4 && take_repeated(rest, out))
        return out->host.n > 0;
    out->program = slice_head(rest, n);
    rest = slice_skip(rest, n);
    if (out->host.n == 0 || out->program.n == 0 || !take_pid(&rest, &out->pid))
        return false;
    if (rest.n == 0 || (rest.p[0] != ':' && !(rest.p[-1] == ']' && rest.p[0] == ' ')))
        return false;
    rest = slice_skip(rest, rest.p[0] == ':');
    out->message = rest.n && rest.p[0] == ' ' ? slice_skip(rest, 1) : rest;
    return true;
}
