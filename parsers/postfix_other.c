/*
 * Lines that carry no fact, told apart by how they begin. What begins like the start
 * of a fact and stops there was cut off; what nobody knows is said to be so, because a
 * new version's wording must not vanish among the noise. Debug lines (smtpd -v) are
 * not known.
 */
#include "parsers/postfix.h"

static const char tls[] = "TLS";
static const char session[] = "session noise";
static const char numbers[] = "statistics";
static const char warning[] = "warning";
static const char control[] = "start and stop";
static const char screen[] = "postscreen";
static const char other[] = "other";

static const struct {
    slice begin;
    const char *why;
} known[] = {
#define BEGIN(literal, why)                   \
    {                                         \
        { literal, sizeof(literal) - 1 }, why \
    }
    BEGIN("warning: ", warning),
    BEGIN("error: ", warning),
    BEGIN("fatal: ", warning),
    BEGIN("panic: ", warning),
    BEGIN("host ", session), /* smtp: a try that failed, before the delivery line */
    BEGIN("connect to ", session),
    BEGIN("lost connection ", session),
    BEGIN("conversation with ", session),
    BEGIN("timeout after ", session),
    BEGIN("too many errors after ", session),
    BEGIN("hangup ", session),
    BEGIN("improper command pipelining", session),
    BEGIN("bare <LF> received", session),
    BEGIN("non-SMTP command ", session),
    BEGIN("discarding EHLO keywords", session),
    BEGIN("enabling PIX workarounds", session),
    BEGIN("replacing command ", session),
    BEGIN("replacing server reply ", session),
    BEGIN("breaking line > ", session),
    BEGIN("SASL authentication failed; ", session),
    BEGIN("proxy-accept: ", session),
    BEGIN("abort: TLS ", tls),
    BEGIN("setting up TLS ", tls),
    BEGIN("Anonymous TLS ", tls),
    BEGIN("Untrusted TLS ", tls),
    BEGIN("Trusted TLS ", tls),
    BEGIN("Verified TLS ", tls),
    BEGIN("TLS ", tls),
    BEGIN("Cannot start TLS", tls),
    BEGIN("SSL_", tls),
    BEGIN("certificate ", tls),
    BEGIN("initializing the server-side TLS", tls),
    BEGIN("initializing the client-side TLS", tls),
    BEGIN("statistics: ", numbers),
    BEGIN("cache ", numbers),
    BEGIN("daemon started", control),
    BEGIN("reload", control),
    BEGIN("terminating on signal", control),
    BEGIN("starting the Postfix", control),
    BEGIN("stopping the Postfix", control),
    BEGIN("refreshing the Postfix", control),
    BEGIN("aborting the Postfix", control),
    BEGIN("the Postfix mail system", control),
    BEGIN("waiting for the Postfix", control),
    BEGIN("stopped, ", control),
    BEGIN("Postfix is running", control),
    BEGIN("Postfix is using", control),
    BEGIN("using backwards-compatible", control),
    BEGIN("table ", control), /* has changed -- restarting */
    BEGIN("CONNECT from ", screen),
    BEGIN("DISCONNECT ", screen),
    BEGIN("PASS ", screen),
    BEGIN("PREGREET ", screen),
    BEGIN("DNSBL ", screen),
    BEGIN("HANGUP ", screen),
    BEGIN("COMMAND ", screen),
    BEGIN("BARE NEWLINE ", screen),
    BEGIN("NON-SMTP COMMAND ", screen),
    BEGIN("DATA without ", screen),
    BEGIN("BDAT without ", screen),
    BEGIN("WHITELIST", screen),
    BEGIN("BLACKLIST", screen),
    BEGIN("ALLOWLIST", screen),
    BEGIN("DENYLIST", screen),
    BEGIN("addr ", screen), /* dnsblog */
    BEGIN("resent-message-id=", other),
    BEGIN("skipped, still being delivered", other),
    BEGIN("sending defer warning ", other),
    BEGIN("enabling VERP ", other),
    BEGIN("passing <", other),
    BEGIN("info: ", other),
    BEGIN("warn: ", other),
    BEGIN("permit: ", other),
    BEGIN("filter: ", other),
    BEGIN("redirect: ", other),
    BEGIN("prepend: ", other),
    BEGIN("replace: ", other),
    BEGIN("bcc: ", other),
    BEGIN("delay: ", other),
    BEGIN("requeued", other),
    BEGIN("released from hold", other),
    BEGIN("expired", other),
    BEGIN("removed file ", other),
    BEGIN("renamed file ", other),
    BEGIN("remove directory ", other),
    BEGIN("remove subdirectory ", other),
    BEGIN("Requeued: ", other),
    BEGIN("Deleted: ", other),
    BEGIN("Force-expired: ", other),
    BEGIN("Placed on hold: ", other),
    BEGIN("Released from hold: ", other),
    BEGIN("Renamed to match ", other),
};

static const slice of_facts[] = {
#define WORDS(literal)               \
    {                                \
        literal, sizeof(literal) - 1 \
    }
    WORDS("to=<"),          WORDS("client="),          WORDS("from=<"),
    WORDS("uid="),          WORDS("message-id="),      WORDS("removed"),
    WORDS("reject: "),      WORDS("reject_warning: "), WORDS("milter-reject: "),
    WORDS("milter-hold: "), WORDS("milter-discard: "), WORDS("sender "),
    WORDS("connect from "), WORDS("disconnect from "), WORDS("placed on hold"),
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Also "to=" without its '<': what stands there is not ours to guess. */
static bool is_cut_off(slice s)
{
    for (size_t i = 0; i < COUNT_OF(of_facts); i++)
        if (s.n <= of_facts[i].n && slice_starts(of_facts[i], s))
            return true;
    return slice_starts(s, SLICE("to="));
}

enum verdict read_other(slice s, struct facts *out)
{
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (s.n && s.p[0] == known[i].begin.p[0] && slice_starts(s, known[i].begin))
            return ignored(out, known[i].why);
    if (is_cut_off(s))
        return malformed(out, "cut off");
    return ignored(out, why_not_known);
}
