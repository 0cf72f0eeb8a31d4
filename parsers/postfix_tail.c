/*
 * What stands behind a reply that smtpd, postscreen or cleanup's milters log:
 *
 *   ; from=<a> to=<b> proto=ESMTP helo=<c>[ sasl_method=PLAIN sasl_username=u[ sasl_sender=s]]
 *   ; from=<a> to=<b> proto=ESMTP helo=<c>[ sasl_username=<u>]
 *   ; from=<a>, to=<b>, proto=ESMTP, helo=<c>
 *
 * The first is smtpd's, with the login since 3.10 (unverified); the second is of milters and
 * before-queue filters, with the login since 3.2; the third is postscreen's. Each field may
 * be missing. Seen on 3.7.11; wording compared with the sources of 2.10 to 3.12.
 *
 * Reply and addresses are the client's words and may imitate all of this. So the fields are
 * believed only when the line can be read to its very end from one place alone. HELO cannot
 * help there: smtpd makes blanks and <>()\";@ in it to '?', postscreen takes one word of it.
 *
 * Blind to: the fields of lines that can be read in two ways, or so long that syslog may have
 * cut them (why those were refused may be imitated, too); a login that holds angle brackets.
 */
#include "parsers/postfix.h"

/* Old syslog daemons cut at 1,024 bytes with the line's head. */
enum { LINE_MAX_SURE = 900 };

static bool is_tail(slice s)
{
    return slice_starts(s, SLICE("; from=<")) || slice_starts(s, SLICE("; to=<")) ||
           slice_starts(s, SLICE("; proto="));
}

static void skip_separator(slice *s)
{
    if (!take(s, SLICE(", ")))
        (void)take(s, SLICE(" "));
}

/* A word that ends in '>', behind "helo=<". */
static bool take_helo(slice *s)
{
    size_t n = slice_find(*s, ' ');

    if (!slice_ends(slice_head(*s, n), SLICE(">")))
        return false;
    *s = slice_skip(*s, n);
    return true;
}

static bool has_any(slice s, const char *set)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] && strchr(set, s.p[i]))
            return true;
    return false;
}

/* All that is left is a login, or nothing. */
static bool take_login(slice s, struct tail *t)
{
    if (take(&s, SLICE(" sasl_username=<")) && slice_ends(s, SLICE(">"))) {
        t->login = slice_head(s, s.n - 1);
        return !has_any(t->login, "<> ");
    }
    if (!take(&s, SLICE(" sasl_method=")))
        return s.n == 0;
    t->method = slice_head(s, slice_find(s, ' '));
    s = slice_skip(s, t->method.n);
    if (!take(&s, SLICE(" sasl_username=")))
        return s.n == 0;
    t->login = slice_head(s, slice_find_str(s, SLICE(" sasl_sender=")));
    s = slice_skip(s, t->login.n + 1);
    return !has_any(t->login, "<>") && !has_any(s, " ");
}

static bool take_fields(slice s, struct tail *t)
{
    *t = (struct tail){ 0 };
    if (take(&s, SLICE("from=<")) && !take_address(&s, &t->sender))
        return false;
    skip_separator(&s);
    if (take(&s, SLICE("to=<")) && !take_address(&s, &t->recipient))
        return false;
    skip_separator(&s);
    if (take(&s, SLICE("proto=")))
        s = slice_skip(s, slice_find(s, ' '));
    if (take(&s, SLICE(" helo=<")) && !take_helo(&s))
        return false;
    return take_login(s, t);
}

struct tail find_tail(slice s)
{
    struct tail only = { 0 }, t;
    size_t first = s.n;
    unsigned ways = 0;

    for (size_t at = 0; at < s.n; at++) {
        at += slice_find(slice_skip(s, at), ';');
        if (!is_tail(slice_skip(s, at)))
            continue;
        if (first == s.n)
            first = at;
        if (s.n > LINE_MAX_SURE)
            break;
        if (take_fields(slice_skip(s, at + 2), &t) && ways++ == 0) {
            only = t;
            only.at = at;
        }
    }
    only.is_sure = ways == 1;
    return only.is_sure ? only : (struct tail){ .at = first };
}
