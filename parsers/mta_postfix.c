/*
 * Postfix, from 2.0 to 3.12: which daemon wrote the line, and who reads it.
 *
 * The program is instance/service/daemon, "postfix/smtpd", "postfix/submission/smtpd",
 * "mta-in/lmtp", as syslog_name has it; the daemon is its last part. Below that, what
 * follows the queue id decides. The pieces: postfix_smtpd (sessions, client=), _reject,
 * _cleanup (content), _queue (qmgr, pickup, bounce, postsuper), _delivery, _other.
 *
 * Blind to: daemons that are renamed in master.cf's command; a syslog_name without '/'.
 */
#include "parsers/postfix.h"

enum daemon {
    NOT_POSTFIX,
    NOT_KNOWN,
    AGENT,       /* hands mail on or gives it up */
    LOCAL_AGENT, /* delivers here */
    SMTPD,
    CLEANUP,
    QMGR,
    PICKUP,
    BOUNCE,
    POSTSCREEN,
    POSTSUPER,
    QUIET, /* says nothing of mail */
};

/* The busy ones first. */
static const struct {
    slice name;
    enum daemon daemon;
} daemons[] = {
#define DAEMON(literal, daemon)                  \
    {                                            \
        { literal, sizeof(literal) - 1 }, daemon \
    }
    DAEMON("smtp", AGENT),
    DAEMON("qmgr", QMGR),
    DAEMON("smtpd", SMTPD),
    DAEMON("cleanup", CLEANUP),
    DAEMON("lmtp", LOCAL_AGENT),
    DAEMON("local", LOCAL_AGENT),
    DAEMON("pipe", LOCAL_AGENT),
    DAEMON("virtual", LOCAL_AGENT),
    DAEMON("bounce", BOUNCE),
    DAEMON("pickup", PICKUP),
    DAEMON("anvil", QUIET),
    DAEMON("postscreen", POSTSCREEN),
    DAEMON("dnsblog", QUIET),
    DAEMON("tlsproxy", QUIET),
    DAEMON("error", AGENT),
    DAEMON("retry", AGENT),
    DAEMON("discard", AGENT),
    DAEMON("scache", QUIET),
    DAEMON("master", QUIET),
    DAEMON("trivial-rewrite", QUIET),
    DAEMON("verify", QUIET),
    DAEMON("flush", QUIET),
    DAEMON("proxymap", QUIET),
    DAEMON("proxywrite", QUIET),
    DAEMON("tlsmgr", QUIET),
    DAEMON("defer", BOUNCE),
    DAEMON("trace", BOUNCE),
    DAEMON("nqmgr", QMGR),
    DAEMON("oqmgr", QMGR),
    DAEMON("qmqpd", SMTPD),
    DAEMON("spawn", QUIET),
    DAEMON("showq", QUIET),
    DAEMON("postsuper", POSTSUPER),
    DAEMON("postqueue", QUIET),
    DAEMON("postdrop", QUIET),
    DAEMON("postalias", QUIET),
    DAEMON("postmap", QUIET),
    DAEMON("postconf", QUIET),
    DAEMON("postcat", QUIET),
    DAEMON("postkick", QUIET),
    DAEMON("postlock", QUIET),
    DAEMON("postlog", QUIET),
    DAEMON("postlogd", QUIET),
    DAEMON("postmulti", QUIET),
    DAEMON("posttls-finger", QUIET),
    DAEMON("sendmail", QUIET),
    DAEMON("script", QUIET),
    DAEMON("postfix-script", QUIET),
    DAEMON("postfix-wrapper", QUIET),
    DAEMON("postmulti-script", QUIET),
    DAEMON("post-install", QUIET),
    DAEMON("postfix-tls-script", QUIET),
};

static enum daemon daemon_of(slice program)
{
    size_t slash = slice_rfind(program, '/');
    slice name = slice_skip(program, slash + 1);

    if (slash == program.n) /* the postfix command itself has no part behind it */
        return slice_eq(program, SLICE("postfix")) ? QUIET : NOT_POSTFIX;
    for (size_t i = 0; i < sizeof(daemons) / sizeof(daemons[0]); i++)
        if (slice_eq(name, daemons[i].name))
            return daemons[i].daemon;
    return slice_starts(program, SLICE("postfix")) ? NOT_KNOWN : NOT_POSTFIX;
}

static bool claims(slice program)
{
    return daemon_of(program) != NOT_POSTFIX;
}

static enum verdict read_message(enum daemon daemon, slice id, slice rest, struct facts *out)
{
    if (take(&rest, SLICE("to=<")))
        return read_delivery(id, rest, daemon == LOCAL_AGENT, out);
    switch (daemon) {
    case SMTPD:
        return read_smtpd(id, rest, out);
    case CLEANUP:
        return read_cleanup(id, rest, out);
    case QMGR:
        return read_qmgr(id, rest, out);
    case PICKUP:
        return read_pickup(id, rest, out);
    case BOUNCE:
        return read_bounce(id, rest, out);
    case POSTSCREEN:
        return read_postscreen(id, rest, out);
    case POSTSUPER:
        return read_postsuper(id, rest, out);
    default:
        return read_other(rest, out);
    }
}

static enum verdict parse(const struct line *ln, struct facts *out)
{
    enum daemon daemon = daemon_of(ln->program);
    slice rest = ln->message, id;

    if (daemon <= NOT_KNOWN)
        return ignored(out, why_not_known);
    if (take_queue_id(&rest, &id))
        return read_message(daemon, id, rest, out);
    return daemon == SMTPD ? read_session(rest, out) : read_other(rest, out);
}

const struct mta mta_postfix = {
    .name = "postfix",
    .claims = claims,
    .parse = parse,
};
