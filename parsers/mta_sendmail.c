/*
 * Sendmail, from 8.11 to 8.18: what kind of line it is.
 *
 *   [QID: ]words          QID: 14 characters or more, the last six a pid; NOQUEUE: none
 *
 * Seen on real servers: 8.15.2, 8.17.1 and 8.18.1 of Debian 11 to 13, LogLevel 9 to 14, with SMTP
 * AUTH, TLS, milters (8.17.1), the submission queue (MSP) and queue runs; older forms are of
 * published logs. The program is what -L names: sm-mta, sm-msp-queue, sendmail and the like. Every
 * process writes under an id, be it of no message: what a client does before MAIL has one. The
 * pieces: sendmail_from, _to, _link, _ruleset, _milter, _session, _other, and _text.
 *
 * Blind to: logs of a server built with a small SYSLOG_BUFSIZE, which breaks a line in pieces;
 * a -L name that begins otherwise; the subject and the header From, which no LogLevel prints.
 */
#include "parsers/sendmail.h"

enum { SENDMAIL = 1 };

static const slice programs[] = {
    WORDS("sendmail"),          WORDS("sendmail-mta"), WORDS("sendmail-msp"),
    WORDS("sendmail-client"),   WORDS("sendmail-cl"),  WORDS("sendmail.sendmail"),
    WORDS("sendmail-sendmail"), WORDS("newaliases"),
};

static unsigned claims(slice program)
{
    for (size_t i = 0; i < COUNT_OF(programs); i++)
        if (slice_eq(program, programs[i]))
            return SENDMAIL;
    return slice_starts(program, SLICE("sm-")) && !slice_eq(program, SLICE("sm-notify")) ? SENDMAIL
                                                                                         : 0;
}

static bool is_milter(slice *s)
{
    return take(s, SLICE("Milter: ")) || take(s, SLICE("milter="));
}

static enum verdict read_rest(slice id, slice rest, struct facts *out)
{
    enum verdict verdict = read_refused(rest, out);

    if (verdict == VERDICT_FOREIGN)
        verdict = read_sendmail_session(id, rest, out);
    return verdict == VERDICT_FOREIGN ? read_sendmail_other(rest, out) : verdict;
}

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    slice rest = ln->message, id = { 0 };
    enum verdict verdict;

    (void)program;
    (void)(take_sendmail_id(&rest, &id) || take(&rest, SLICE("NOQUEUE: ")));
    if (take(&rest, SLICE("to=")))
        return read_to(id, rest, out);
    if (take(&rest, SLICE("from=")))
        return read_from(id, rest, out);
    if (take(&rest, SLICE("ruleset=")))
        return read_ruleset(id, rest, out);
    if (is_milter(&rest))
        return read_milter(id, rest, out);
    verdict = id.n ? read_link(id, rest, out) : VERDICT_FOREIGN;
    return verdict == VERDICT_FOREIGN ? read_rest(id, rest, out) : verdict;
}

const struct mta mta_sendmail = {
    .name = "sendmail",
    .ends_silently = true,
    .claims = claims,
    .parse = parse,
};
