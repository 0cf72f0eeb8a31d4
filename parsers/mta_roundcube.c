/*
 * Roundcube, by syslog (log_driver): who sent what, and who logged in.
 *
 *   roundcube: [<session> ]User alice [203.0.113.9]; Message <id@host> for a@b, c@d; 250: reply
 *   roundcube: [<session> ]User alice [203.0.113.9]; Message for a@b; 250: reply     (before 1.4)
 *   roundcube: [<session> ]Successful login for alice (ID: 7) from 203.0.113.9 in session s
 *
 * smtp_log and log_logins write them; the words are those of its sources, no server was run
 * (unverified). The reply is the mail server's and stands last; it may be missing. Recipients
 * are the user's choice and may imitate what follows them.
 *
 * It is a companion: the mail server has the message itself.
 *
 * Blind to: its own log files, which name no host; another syslog_id; logins that failed, which
 * the IMAP server counts.
 */
#include "parsers/next_id.h"
#include "parsers/text.h"

enum { ROUNDCUBE = 1 };

static unsigned claims(slice program)
{
    return slice_eq(program, SLICE("roundcube")) ? ROUNDCUBE : 0;
}

static void skip_session(slice *s)
{
    size_t end = slice_find(*s, '>');

    if (s->n && s->p[0] == '<' && end < s->n && slice_find(*s, ' ') == end + 1)
        *s = slice_skip(*s, end + 2);
}

/* "203.0.113.9", "203.0.113.9(X-Forwarded-For: ...)" */
static slice address_of(slice s)
{
    return slice_head(s, slice_find(s, '('));
}

static void read_message_id(slice s, struct fact *f)
{
    size_t end = slice_find(s, '>');

    if (s.n && s.p[0] == '<' && end < s.n)
        f->message_id = slice_head(s, end + 1);
}

static enum verdict read_sent(slice s, struct facts *out)
{
    static const slice words = WORDS("]; Message ");
    size_t at = slice_find_str(s, words), ip = slice_rfind(slice_head(s, at), '[');
    struct fact *f;

    if (at == s.n || ip == at || ip == 0 || s.p[ip - 1] != ' ')
        return malformed(out, "line of a message cut off or not readable");
    f = facts_add(out, FACT_SUBMITTED);
    f->login = slice_head(s, ip - 1);
    f->client.ip = address_of(slice_of(s.p + ip + 1, at - ip - 1));
    s = slice_skip(s, at + words.n);
    read_message_id(s, f);
    at = find_last(s, SLICE("; "));
    f->text = slice_skip(s, at + 2);
    find_next_id(f);
    return VERDICT_PARSED;
}

static enum verdict read_login(slice s, struct facts *out)
{
    static const slice words = WORDS(" in session ");
    size_t end = find_last(s, words), at = find_last(slice_head(s, end), SLICE(") from "));
    size_t id = find_last(slice_head(s, at), SLICE(" (ID: "));
    struct fact *f;

    if (end == s.n || at == end || id == at)
        return malformed(out, "login line cut off or not readable");
    f = facts_add(out, FACT_LOGIN);
    f->login = slice_head(s, id);
    f->client.ip = address_of(slice_of(s.p + at + 7, end - at - 7));
    f->session = slice_skip(s, end + words.n);
    f->stage = SLICE("webmail");
    return VERDICT_PARSED;
}

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    slice rest = ln->message;

    (void)program;
    skip_session(&rest);
    if (take(&rest, SLICE("User ")))
        return read_sent(rest, out);
    if (take(&rest, SLICE("Successful login for ")))
        return read_login(rest, out);
    if (slice_starts(rest, SLICE("Failed login for ")))
        return ignored(out, "a failed login that the IMAP server counts");
    return ignored(out, "of webmail itself");
}

const struct mta mta_roundcube = {
    .name = "roundcube",
    .is_companion = true,
    .claims = claims,
    .parse = parse,
};
