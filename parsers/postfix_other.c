/*
 * Lines that carry no fact, told apart by how they begin. What begins like the start
 * of a fact and stops there was cut off; what nobody knows is said to be so, because a
 * new version's wording must not vanish among the noise. Debug lines (smtpd -v) begin with
 * the name of a function or of a parameter, with an arrow, or with one of few words.
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
    { WORDS("warning: "), warning },
    { WORDS("error: "), warning },
    { WORDS("fatal: "), warning },
    { WORDS("panic: "), warning },
    { WORDS("hangup "), session },
    { WORDS("non-SMTP command "), session },
    { WORDS("discarding EHLO keywords"), session },
    { WORDS("enabling PIX workarounds"), session },
    { WORDS("replacing command "), session },
    { WORDS("replacing server reply "), session },
    { WORDS("breaking line > "), session },
    { WORDS("SASL authentication failed; "), session },
    { WORDS("abort: TLS "), tls },
    { WORDS("setting up TLS "), tls },
    { WORDS("TLS "), tls },
    { WORDS("Cannot start TLS"), tls },
    { WORDS("SSL_"), tls },
    { WORDS("certificate "), tls },
    { WORDS("initializing the server-side TLS"), tls },
    { WORDS("initializing the client-side TLS"), tls },
    { WORDS("statistics: "), numbers },
    { WORDS("cache "), numbers },
    { WORDS("daemon started"), control },
    { WORDS("reload"), control },
    { WORDS("terminating on signal"), control },
    { WORDS("starting the Postfix"), control },
    { WORDS("stopping the Postfix"), control },
    { WORDS("refreshing the Postfix"), control },
    { WORDS("aborting the Postfix"), control },
    { WORDS("the Postfix mail system"), control },
    { WORDS("waiting for the Postfix"), control },
    { WORDS("stopped, "), control },
    { WORDS("Postfix is running"), control },
    { WORDS("Postfix is using"), control },
    { WORDS("using backwards-compatible"), control },
    { WORDS("table "), control }, /* has changed -- restarting */
    { WORDS("CONNECT from "), screen },
    { WORDS("DISCONNECT "), screen },
    { WORDS("PASS "), screen },
    { WORDS("WHITELIST"), screen },
    { WORDS("ALLOWLIST"), screen },
    { WORDS("addr "), screen }, /* dnsblog */
    { WORDS("skipped, still being delivered"), other },
    { WORDS("sending defer warning "), other },
    { WORDS("enabling VERP "), other },
    { WORDS("info: "), other },
    { WORDS("warn: "), other },
    { WORDS("permit: "), other },
    { WORDS("filter: "), other },
    { WORDS("redirect: "), other },
    { WORDS("prepend: "), other },
    { WORDS("replace: "), other },
    { WORDS("bcc: "), other },
    { WORDS("delay: "), other },
    { WORDS("status=deferred (bounce failed)"), other },
    { WORDS("requeued"), other },
    { WORDS("released from hold"), other },
    { WORDS("expired"), other },
    { WORDS("removed file "), other },
    { WORDS("renamed file "), other },
    { WORDS("remove directory "), other },
    { WORDS("remove subdirectory "), other },
    { WORDS("Requeued: "), other },
    { WORDS("Deleted: "), other },
    { WORDS("Force-expired: "), other },
    { WORDS("Placed on hold: "), other },
    { WORDS("Released from hold: "), other },
    { WORDS("Renamed to match "), other },
};

static const slice of_facts[] = {
    WORDS("to=<"),          WORDS("client="),          WORDS("from=<"),
    WORDS("uid="),          WORDS("message-id="),      WORDS("removed"),
    WORDS("reject: "),      WORDS("reject_warning: "), WORDS("milter-reject: "),
    WORDS("milter-hold: "), WORDS("milter-discard: "), WORDS("sender "),
    WORDS("connect from "), WORDS("disconnect from "), WORDS("placed on hold"),
};

static const slice of_debugging[] = {
    WORDS("> "),
    WORDS("< "),
    WORDS(">>> "),
    WORDS("input attribute "),
    WORDS("send attr "),
    WORDS("request "),
    WORDS("request: "),
    WORDS("process generation: "),
    WORDS("connect to subsystem "),
    WORDS("connection established"),
    WORDS("connection closed"),
    WORDS("rewrite stream disconnect"),
    WORDS("proxymap stream disconnect"),
    WORDS("idle timeout -- exiting"),
    WORDS("master disconnect -- exiting"),
    WORDS("wakeup "),
    WORDS("start move queue "),
    WORDS("end move queue "),
    WORDS("start sorted recipient list"),
    WORDS("end sorted recipient list"),
    WORDS("done incoming queue scan"),
    WORDS("done deferred queue scan"),
    WORDS("recipient limit "),
    WORDS("initial envelope "),
    WORDS("extracted envelope "),
    WORDS("open incoming/"),
    WORDS("cleanup flags = "),
    WORDS("before input_transp_cleanup"),
    WORDS("after input_transp_cleanup"),
    WORDS("Compiled against "),
    WORDS("Run-time linked against "),
    WORDS("mynetworks: "),
    WORDS("fsspace: "),
    WORDS("lookup "),
    WORDS("pref "),
    WORDS("host name lookup methods: "),
};

/* Also "to=" and "from=" without their '<': what stands there is not ours to guess. */
static bool is_cut_off(slice s)
{
    for (size_t i = 0; i < COUNT_OF(of_facts); i++)
        if (s.n <= of_facts[i].n && slice_starts(of_facts[i], s))
            return true;
    return slice_starts(s, SLICE("to=")) || slice_starts(s, SLICE("from="));
}

/* "maps_find: ...", "relay_domains = ...": no sentence begins with such a word. */
static bool is_variable(slice s)
{
    size_t n = 0, underscores = 0;

    for (; n < s.n; n++) {
        if (s.p[n] == '_')
            underscores++;
        else if (!(s.p[n] >= 'a' && s.p[n] <= 'z') && !(s.p[n] >= '0' && s.p[n] <= '9'))
            break;
    }
    return underscores > 0 && n < s.n && (s.p[n] == ':' || s.p[n] == ' ');
}

static bool is_debug(slice s)
{
    return starts_any(s, of_debugging, COUNT_OF(of_debugging)) || is_variable(s) ||
           slice_find_str(s, SLICE(" socket: wanted attribute: ")) < s.n;
}

enum verdict read_other(slice s, struct facts *out)
{
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (s.n && s.p[0] == known[i].begin.p[0] && slice_starts(s, known[i].begin))
            return ignored(out, known[i].why);
    if (is_cut_off(s))
        return malformed(out, "cut off");
    return ignored(out, is_debug(s) ? "debug" : why_not_known);
}
