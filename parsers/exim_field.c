/* The words that Exim lines are made of. */
#include "parsers/exim.h"

enum { SHORT_ID = 16, LONG_ID = 23 };

bool exim_has_stamp(slice s)
{
    return has_shape(s, SLICE("dddd-dd-dd dd:dd:dd"));
}

bool exim_take_zone(slice *s, int64_t *east)
{
    slice digits = slice_skip(*s, 1);
    uint64_t clock;

    if (s->n == 0 || (s->p[0] != '+' && s->p[0] != '-') || !has_shape(digits, SLICE("dddd ")))
        return false;
    (void)take_number(&digits, &clock);
    *east = (int64_t)(clock / 100) * HOUR + (int64_t)(clock % 100) * MINUTE;
    *east = s->p[0] == '-' ? -*east : *east;
    *s = slice_skip(digits, 1);
    return true;
}

uint32_t exim_take_pid(slice *s)
{
    slice rest = *s;
    uint64_t pid;

    if (!take(&rest, SLICE("[")) || !take_number(&rest, &pid) || !take(&rest, SLICE("] ")))
        return 0;
    *s = rest;
    return small(pid);
}

static bool is_alnum(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Letters and digits, with hyphens at exactly these two places. */
static bool is_id(slice s, size_t n, size_t second)
{
    if (s.n < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (i == 6 || i == second ? s.p[i] != '-' : !is_alnum(s.p[i]))
            return false;
    return s.n == n || s.p[n] == ' ';
}

bool exim_take_id(slice *s, slice *id)
{
    size_t n = is_id(*s, SHORT_ID, 13) ? SHORT_ID : is_id(*s, LONG_ID, 18) ? LONG_ID : 0;

    *id = slice_head(*s, n);
    if (n == 0)
        return false;
    *s = slice_skip(*s, n + 1);
    return true;
}

/* Behind the opening quote; the closing one is eaten, too. */
static bool take_quoted(slice *s, slice *value)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->p[i] == '\\') {
            i++;
        } else if (s->p[i] == '"') {
            *value = slice_head(*s, i);
            *s = slice_skip(*s, i + 1);
            return true;
        }
    }
    return false;
}

static size_t name_length(slice s)
{
    size_t n = 0;

    while (n < s.n && n < 8 && (is_alnum(s.p[n]) || s.p[n] == '*'))
        n++;
    return n && n < s.n && s.p[n] == '=' ? n : 0;
}

/* Words alone between the fields: chunking, pipelining, fast open, per-recipient replies, ARC. */
static bool take_flag(slice *s)
{
    static const slice flags[] = {
        WORDS("K "),   WORDS("L "),   WORDS("L- "),   WORDS("L. "),   WORDS("L.- "), WORDS("L* "),
        WORDS("L*- "), WORDS("TFO "), WORDS("TFO* "), WORDS("PRDR "), WORDS("ARC "), WORDS("DS "),
    };

    if (s->n < 2 || s->p[1] == '=')
        return false;
    for (size_t i = 0; i < COUNT_OF(flags); i++)
        if (take(s, flags[i]))
            return true;
    return false;
}

void exim_skip_flags(slice *s)
{
    while (take_flag(s))
        continue;
}

bool exim_begins_field(slice s)
{
    return name_length(s) > 0 || take_flag(&s);
}

bool exim_take_field(slice *s, struct exim_field *out)
{
    size_t n = name_length(*s);
    slice rest;

    if (n == 0)
        return false;
    rest = slice_skip(*s, n + 1);
    out->name = slice_head(*s, n);
    if (take(&rest, SLICE("\""))) {
        if (!take_quoted(&rest, &out->value))
            return false;
    } else {
        out->value = slice_head(rest, slice_find(rest, ' '));
        rest = slice_skip(rest, out->value.n);
    }
    out->ends_fields = slice_ends(out->value, SLICE(":")) || slice_starts(rest, SLICE(": "));
    if (slice_ends(out->value, SLICE(":")))
        out->value = slice_head(out->value, out->value.n - 1);
    (void)take(&rest, SLICE(":"));
    (void)take(&rest, SLICE(" "));
    *s = rest;
    return true;
}

/* Where text begins that the client chose as well, or that is no part of the host. */
static size_t end_of_host(slice s)
{
    static const slice ends[] = { WORDS(" F=<"), WORDS(" id="), WORDS(" T=\""), WORDS("]: ") };

    for (size_t i = 0; i < COUNT_OF(ends); i++)
        s = slice_head(s, slice_find_str(s, ends[i]));
    return s.n;
}

/* "(helo) ", up to the bracket of the address. Where junk is accepted there, it may hold what looks
   like an address and more: then the last one is meant. */
static void skip_helo(slice *s)
{
    static const slice end = WORDS(") [");
    slice head;
    size_t n, last;

    if (s->n == 0 || s->p[0] != '(')
        return;
    head = slice_head(*s, end_of_host(*s));
    n = slice_find_str(*s, end);
    last = find_last(head, end);
    n = last < head.n && last > n ? last : n;
    *s = n < s->n ? slice_skip(*s, n + 2) : *s;
}

/* "*" behind the address: over a connection that was there. */
static void take_port(slice *s, struct peer *out)
{
    slice rest = *s;
    uint64_t port;

    if (take(&rest, SLICE(":")) && take_number(&rest, &port)) {
        out->port = port <= UINT16_MAX ? (uint16_t)port : 0;
        *s = rest;
    }
    (void)take(s, SLICE("*"));
}

bool exim_take_host(slice *s, struct peer *out)
{
    slice rest = *s;
    size_t end;

    if (rest.n && rest.p[0] != '(' && rest.p[0] != '[') {
        out->name = slice_head(rest, slice_find(rest, ' '));
        rest = slice_skip(rest, out->name.n + 1);
    }
    (void)take(&rest, SLICE("DS ")); /* found by DNSSEC */
    skip_helo(&rest);
    if (!take(&rest, SLICE("[")))
        return false;
    end = slice_find(rest, ']');
    if (end == rest.n)
        return false;
    out->ip = slice_head(rest, end);
    *s = slice_skip(rest, end + 1);
    take_port(s, out);
    return true;
}

/* What may follow an address: the one that was addressed, its parents, fields, why. */
static bool is_behind_address(slice s)
{
    return s.n == 0 || s.p[0] == '<' || s.p[0] == '(' || exim_begins_field(s) ||
           slice_starts(s, SLICE("routing ")) || slice_starts(s, SLICE("defer ("));
}

/* Behind the quoted words of its local part; quotes without an end hold all the rest. */
static size_t quoted(slice s)
{
    size_t n = quoted_length(s);

    return n == 0 && slice_starts(s, SLICE("\"")) ? s.n : n;
}

bool exim_take_address(slice *s, slice *out)
{
    size_t n = quoted(*s);

    n += slice_find(slice_skip(*s, n), ' ');
    if (n < s->n && s->p[n - (n > 0)] != ':' && !is_behind_address(slice_skip(*s, n + 1))) {
        size_t end = slice_find_str(*s, SLICE(" <"));

        n = end < s->n ? end : n;
    }
    *out = slice_head(*s, n);
    *s = slice_skip(*s, n + 1);
    return n > 0;
}
