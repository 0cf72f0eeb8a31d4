/*
 * Postfix, from 2.0 to 3.12: which daemon wrote the line, and who reads it.
 *
 * The program is instance/service/daemon, "postfix/smtpd", "postfix/submission/smtpd",
 * "mta-in/lmtp", as syslog_name has it; the daemon is its last part. Below that, what
 * follows the queue id decides. The pieces: postfix_smtpd (client=), _session, _warning (failed
 * logins, limits), _screen (postscreen, anvil), _reject with _tail and _reason, _cleanup
 * (content), _queue (qmgr, pickup, bounce, postsuper), _delivery, _try, _other, _any (the name was
 * cut at its slash), and _id.
 *
 * Blind to: daemons that are renamed in master.cf's command; where names are cut, an instance whose
 * syslog_name does not begin with "postfix-", which postmulti asks for.
 */
#include "parsers/postfix.h"

enum daemon {
    NOT_POSTFIX, /* 0, as claims() has it */
    NOT_KNOWN,
    AGENT,       /* hands mail on or gives it up */
    LOCAL_AGENT, /* delivers here */
    PIPE,        /* the same, to a program */
    DISCARDER,   /* throws it away */
    SMTPD,
    CLEANUP,
    QMGR,
    PICKUP,
    BOUNCE,
    POSTSCREEN,
    POSTSUPER,
    ANVIL,
    QUIET, /* says nothing of mail */
    ANY,   /* cut off: it may be each of these */
};

static const struct {
    slice name;
    enum daemon daemon;
} daemons[] = {
    { WORDS("smtp"), AGENT },
    { WORDS("qmgr"), QMGR },
    { WORDS("smtpd"), SMTPD },
    { WORDS("cleanup"), CLEANUP },
    { WORDS("lmtp"), LOCAL_AGENT },
    { WORDS("local"), LOCAL_AGENT },
    { WORDS("pipe"), PIPE },
    { WORDS("virtual"), LOCAL_AGENT },
    { WORDS("bounce"), BOUNCE },
    { WORDS("pickup"), PICKUP },
    { WORDS("anvil"), ANVIL },
    { WORDS("postscreen"), POSTSCREEN },
    { WORDS("dnsblog"), QUIET },
    { WORDS("tlsproxy"), QUIET },
    { WORDS("error"), AGENT },
    { WORDS("retry"), AGENT },
    { WORDS("discard"), DISCARDER },
    { WORDS("scache"), QUIET },
    { WORDS("master"), QUIET },
    { WORDS("trivial-rewrite"), QUIET },
    { WORDS("verify"), QUIET },
    { WORDS("flush"), QUIET },
    { WORDS("proxymap"), QUIET },
    { WORDS("proxywrite"), QUIET },
    { WORDS("tlsmgr"), QUIET },
    { WORDS("defer"), BOUNCE },
    { WORDS("trace"), BOUNCE },
    { WORDS("nqmgr"), QMGR },
    { WORDS("oqmgr"), QMGR },
    { WORDS("qmqpd"), SMTPD },
    { WORDS("spawn"), QUIET },
    { WORDS("showq"), QUIET },
    { WORDS("postsuper"), POSTSUPER },
    { WORDS("postqueue"), QUIET },
    { WORDS("postdrop"), QUIET },
    { WORDS("postalias"), QUIET },
    { WORDS("postmap"), QUIET },
    { WORDS("postconf"), QUIET },
    { WORDS("postcat"), QUIET },
    { WORDS("postkick"), QUIET },
    { WORDS("postlock"), QUIET },
    { WORDS("postlog"), QUIET },
    { WORDS("postlogd"), QUIET },
    { WORDS("postmulti"), QUIET },
    { WORDS("posttls-finger"), QUIET },
    { WORDS("sendmail"), QUIET },
    { WORDS("script"), QUIET },
    { WORDS("postfix-script"), QUIET },
    { WORDS("postfix-wrapper"), QUIET },
    { WORDS("postmulti-script"), QUIET },
    { WORDS("post-install"), QUIET },
    { WORDS("postfix-tls-script"), QUIET },
};

/* Whose daemons' names a syslog daemon cut. postmulti has it that an instance's name begins so;
   so do others' programs, of which two are known. */
static bool is_instance(slice program)
{
    if (slice_starts(program, SLICE("postfix-policyd")) ||
        slice_starts(program, SLICE("postfix-mta-sts")))
        return false;
    return slice_eq(program, SLICE("postfix")) || slice_starts(program, SLICE("postfix-"));
}

static enum daemon daemon_of(slice program)
{
    size_t slash = slice_rfind(program, '/');
    slice name = slice_skip(program, slash + 1);

    if (slash == program.n)
        return is_instance(program) ? ANY : NOT_POSTFIX;
    for (size_t i = 0; i < COUNT_OF(daemons); i++)
        if (slice_eq(name, daemons[i].name))
            return daemons[i].daemon;
    return slice_starts(program, SLICE("postfix")) ? NOT_KNOWN : NOT_POSTFIX;
}

static unsigned claims(slice program)
{
    return daemon_of(program);
}

/* A relay without an address is a mailbox's or a program's; discard and error have none. */
static bool is_local_relay(const struct fact *f)
{
    return f->relay.ip.n == 0 && !slice_eq(f->relay.name, SLICE("none"));
}

/* Nobody but discard sends to no relay. */
static bool is_nowhere(enum daemon daemon, const struct fact *f)
{
    return daemon == ANY && slice_eq(f->relay.name, SLICE("none"));
}

/* What the line itself does not say. */
static void add_agent(enum daemon daemon, struct fact *f)
{
    f->is_piped = daemon == PIPE;
    f->is_local = daemon == LOCAL_AGENT || daemon == PIPE || (daemon == ANY && is_local_relay(f));
    if (f->status == STATUS_SENT && (daemon == DISCARDER || is_nowhere(daemon, f)))
        f->status = STATUS_DISCARDED;
}

static enum verdict read_message(enum daemon daemon, slice id, slice rest, struct facts *out)
{
    if (take(&rest, SLICE("to=<"))) {
        enum verdict verdict = read_delivery(id, rest, out);

        if (verdict == VERDICT_PARSED)
            add_agent(daemon, &out->at[0]);
        return verdict;
    }
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
    case AGENT:
    case LOCAL_AGENT:
    case PIPE:
    case DISCARDER:
        return read_agent(id, rest, out);
    case ANY:
        return read_any(id, rest, out);
    default:
        return read_other(rest, out);
    }
}

static enum verdict read_without_id(enum daemon daemon, slice rest, struct facts *out)
{
    switch (daemon) {
    case SMTPD:
        return read_session(rest, out);
    case CLEANUP:
        return read_unaccepted(rest, out);
    case POSTSCREEN:
        return read_screening(rest, out);
    case ANVIL:
        return read_anvil(rest, out);
    case AGENT:
    case LOCAL_AGENT:
    case PIPE:
    case DISCARDER:
        return read_try(slice_of(NULL, 0), rest, out);
    case ANY:
        return read_any_without_id(rest, out);
    default:
        return read_tls(rest, out);
    }
}

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    slice rest = ln->message, id;

    if (program <= NOT_KNOWN)
        return ignored(out, why_not_known);
    if (take_queue_id(&rest, &id))
        return read_message((enum daemon)program, id, rest, out);
    return read_without_id((enum daemon)program, rest, out);
}

const struct mta mta_postfix = {
    .name = "postfix",
    .has_daemons = true,
    .claims = claims,
    .parse = parse,
};
