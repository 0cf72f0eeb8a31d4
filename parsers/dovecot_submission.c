/*
 * What Dovecot's submission service handed on for a user (2.3, seen on 2.3.19):
 *
 *   submission(user)<pid><session>: Successfully relayed message: from=<s>, size=n, id=t, nrcpt=n,
 *     reply=`250 2.0.0 Ok: 337 bytes queued as QID'
 *
 * The sender is the user's choice; the reply is the own mail server's and stands last.
 *
 * Blind to: what the mail server refused.
 */
#include "parsers/dovecot.h"

#include "parsers/next_id.h"

static bool is_quote(char c)
{
    return c == '`' || c == '\'' || c == '"';
}

static slice unquoted(slice s)
{
    if (s.n < 2 || !is_quote(s.p[0]) || !is_quote(s.p[s.n - 1]))
        return s;
    return slice_of(s.p + 1, s.n - 2);
}

enum verdict read_dovecot_submission(const struct dovecot_head *head, slice s, struct facts *out)
{
    static const slice words = WORDS(", reply=");
    struct fact *f;
    size_t at;

    if (!take(&s, SLICE("Successfully relayed message: ")))
        return ignored(out, "of a mailbox or a service");
    at = find_last(s, words);
    if (at == s.n || head->user.n == 0)
        return malformed(out, "submission line cut off or not readable");
    f = facts_add(out, FACT_SUBMITTED);
    f->login = head->user;
    f->session = head->session;
    f->text = unquoted(slice_skip(s, at + words.n));
    find_next_id(f);
    return VERDICT_PARSED;
}
