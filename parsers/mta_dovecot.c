/*
 * Dovecot: logins, mail that its submission service hands on, what Sieve makes of mail.
 *
 *   dovecot: SERVICE[(USER)][<PID>][<SESSION>]: [LEVEL: ]text
 *
 * Seen on 2.3.19 (Debian 12). Older: "SERVICE(PID, USER): SESSION: text" and a level in front
 * of the service; 2.4 differs in the words of logins only (both unverified). The pieces:
 * dovecot_login, dovecot_auth, dovecot_submission, dovecot_sieve.
 *
 * It is a companion: queue ids and Message-IDs in it are of a mail server's messages.
 *
 * Blind to: Dovecot's own log files, which name no host; what is done within a mailbox.
 */
#include "parsers/dovecot.h"

enum { DOVECOT = 1 };

static unsigned claims(slice program)
{
    return slice_eq(program, SLICE("dovecot")) || slice_starts(program, SLICE("dovecot/")) ? DOVECOT
                                                                                           : 0;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

static bool take_level(slice *s)
{
    static const slice levels[] = { WORDS("Info: "),  WORDS("Warning: "), WORDS("Error: "),
                                    WORDS("Fatal: "), WORDS("Panic: "),   WORDS("Debug: ") };

    for (size_t i = 0; i < COUNT_OF(levels); i++)
        if (take(s, levels[i]))
            return true;
    return false;
}

static bool take_angled(slice *s, slice *out)
{
    slice rest = *s;

    if (!take(&rest, SLICE("<")))
        return false;
    *out = slice_head(rest, slice_find(rest, '>'));
    if (out->n == rest.n || slice_find(*out, ' ') < out->n)
        return false;
    *s = slice_skip(rest, out->n + 1);
    return true;
}

/* Behind a user's closing parenthesis. */
static bool take_end_of_head(slice *s, slice *session)
{
    slice rest = *s, pid;

    *session = slice_of(NULL, 0);
    if (take_angled(&rest, &pid))
        (void)take_angled(&rest, session);
    if (!take(&rest, SLICE(": ")))
        return false;
    *s = rest;
    return true;
}

/* A name may hold parentheses: it ends where the rest of the head follows. */
static bool take_user(slice *s, struct dovecot_head *head)
{
    for (size_t at = slice_find(*s, ')'); at < s->n;
         at += 1 + slice_find(slice_skip(*s, at + 1), ')')) {
        slice rest = slice_skip(*s, at + 1);

        if (!take_end_of_head(&rest, &head->session))
            continue;
        head->user = slice_head(*s, at);
        *s = rest;
        return true;
    }
    return false;
}

static bool take_head(slice *s, struct dovecot_head *head)
{
    size_t n = 0;

    while (n < s->n && is_name_byte(s->p[n]))
        n++;
    head->service = slice_head(*s, n);
    *s = slice_skip(*s, n);
    return n > 0 &&
           (take(s, SLICE("(")) ? take_user(s, head) : take_end_of_head(s, &head->session));
}

static bool is_delivery(slice service)
{
    return slice_eq(service, SLICE("lmtp")) || slice_eq(service, SLICE("lda")) ||
           slice_eq(service, SLICE("deliver")) || slice_eq(service, SLICE("imap"));
}

static enum verdict read_service(const struct dovecot_head *head, slice s, struct facts *out)
{
    if (slice_ends(head->service, SLICE("-login")))
        return read_dovecot_login(head, s, out);
    if (slice_eq(head->service, SLICE("auth")) || slice_eq(head->service, SLICE("auth-worker")))
        return read_dovecot_auth(s, out);
    if (slice_eq(head->service, SLICE("submission")))
        return read_dovecot_submission(head, s, out);
    if (is_delivery(head->service))
        return read_dovecot_sieve(head, s, out);
    return ignored(out, "of a mailbox or a service");
}

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    struct dovecot_head head = { 0 };
    slice rest = ln->message;

    (void)program;
    (void)take_level(&rest);
    if (!take_head(&rest, &head))
        return ignored(out, "of a mailbox or a service");
    if (slice_starts(rest, SLICE("Debug: ")))
        return ignored(out, "for debugging");
    (void)take_level(&rest);
    return read_service(&head, rest, out);
}

const struct mta mta_dovecot = {
    .name = "dovecot",
    .is_companion = true,
    .claims = claims,
    .parse = parse,
};
