/*
 * A program's name ends at '[', at ':' or at a blank: Postfix prints slashes in it, the
 * kernel prints no pid, and a message without a tag has no program at all.
 */
#include "parsers/syslog.h"

slice syslog_skip_priority(slice text)
{
    size_t i = 1;

    if (text.n < 3 || text.p[0] != '<')
        return text;
    while (i < text.n && i < 5 && text.p[i] >= '0' && text.p[i] <= '9')
        i++;
    return i > 1 && i < text.n && text.p[i] == '>' ? slice_skip(text, i + 1) : text;
}

static size_t end_of_name(slice s)
{
    static const bool ends[256] = { ['['] = true, [':'] = true, [' '] = true };
    size_t i = 0;

    while (i < s.n && !ends[(unsigned char)s.p[i]])
        i++;
    return i;
}

/* "[123]" off the front, when it is there. */
static bool take_pid(slice *s, uint32_t *pid)
{
    uint64_t value = 0;
    size_t i = 1;

    if (s->n == 0 || s->p[0] != '[')
        return true;
    for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9' && i < 12; i++)
        value = value * 10 + (uint64_t)(s->p[i] - '0');
    if (i == 1 || i >= s->n || s->p[i] != ']')
        return false;
    *pid = value <= UINT32_MAX ? (uint32_t)value : 0;
    *s = slice_skip(*s, i + 1);
    return true;
}

bool syslog_take_tail(slice rest, struct line *out)
{
    size_t n = slice_find(rest, ' ');

    out->host = slice_head(rest, n);
    rest = slice_skip(rest, n + 1);
    n = end_of_name(rest);
    out->program = slice_head(rest, n);
    rest = slice_skip(rest, n);
    out->pid = 0;
    if (out->host.n == 0 || out->program.n == 0 || !take_pid(&rest, &out->pid))
        return false;
    if (rest.n == 0 || rest.p[0] != ':')
        return false;
    rest = slice_skip(rest, 1);
    out->message = rest.n && rest.p[0] == ' ' ? slice_skip(rest, 1) : rest;
    return true;
}
