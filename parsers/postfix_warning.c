/*
 * smtpd's warnings that tell of a client:
 *
 *   warning: name[ip]: SASL LOGIN authentication failed[: reason[, sasl_username=u]]
 *   warning: QID: queue file size limit exceeded
 *   warning: QID: BDAT request from name[ip] exceeds message size limit
 *   warning: Connection rate limit exceeded: 5 from name[ip] for service smtp
 *   warning: non-SMTP command from name[ip]: GET / HTTP/1.1
 *   warning: Illegal address syntax from name[ip] in MAIL command: <a b@example>
 *
 * All seen on 3.7.11, but for a failure without a reason and the limit of concurrency, which
 * are from the sources. sasl_username= came with 3.9, 3.8.3, 3.7.8, 3.6.12 and 3.5.22; it is cut
 * at 100 bytes, and "(unavailable)" means none. Before it, reason may be a challenge in base64.
 *
 * A trap: Dovecot's name is that of the last try that came so far. Where a reason tells that
 * no password was tried, the name is another try's and is left out.
 *
 * Name and method are the client's words and may imitate what follows them. A message with
 * SIZE= is refused instead ("NOQUEUE: reject: MAIL ... 552 5.3.4"); without it the warning is
 * smtpd's, then cleanup's for the same id, and the lines of its header may stand between.
 */
#include "parsers/postfix.h"

static const slice untried[] = {
    WORDS("Invalid authentication mechanism"), /* 3.10 adds its name */
    WORDS("no mechanism available"),
    WORDS("Connection lost to authentication server"),
    WORDS("Can't connect to authentication server"),
    WORDS("Authentication backend error"),
    WORDS("Temporary authentication failure"),
    WORDS("Temporary internal failure"),
    WORDS("Internal login failure"),
    WORDS("Invalid base64 data in "),
    WORDS("bad protocol / cancel"),
    WORDS("generic failure"), /* saslauthd does not answer */
};

static bool is_untried(slice reason)
{
    return starts_any(reason, untried, COUNT_OF(untried));
}

static enum verdict read_failed_login(const struct peer *client, slice method, slice s,
                                      struct facts *out)
{
    struct fact *f = facts_add(out, FACT_AUTH_FAILED);

    f->client = *client;
    f->text = s;
    f->is_untried = is_untried(s);
    if (slice_find(method, ' ') < method.n)
        return VERDICT_PARSED; /* the client's method imitates what follows it */
    f->method = method;
    if (!take_until(&s, SLICE(", sasl_username="), &f->text))
        return VERDICT_PARSED;
    if (!f->is_untried && !slice_eq(s, SLICE("(unavailable)")))
        f->login = s;
    return VERDICT_PARSED;
}

/* Of old, nothing follows the words. */
static bool take_failure(slice *s, slice *method)
{
    slice rest = *s;

    if (take_until(&rest, SLICE(" authentication failed: "), method)) {
        *s = rest;
        return true;
    }
    if (!slice_ends(*s, SLICE(" authentication failed")))
        return false;
    *method = slice_head(*s, s->n - SLICE(" authentication failed").n);
    *s = slice_of(NULL, 0);
    return true;
}

static enum verdict read_oversize(slice id, slice s, struct facts *out)
{
    if (!slice_starts(s, SLICE("BDAT request from ")) ||
        !slice_ends(s, SLICE(" exceeds message size limit")))
        return ignored(out, "warning");
    facts_add(out, FACT_OVERSIZE)->queue_id = id;
    return VERDICT_PARSED;
}

static const struct {
    slice begin, stage;
} limits[] = {
    { WORDS("Connection concurrency limit exceeded: "), WORDS("concurrency") },
    { WORDS("Connection rate limit exceeded: "), WORDS("connection") },
    { WORDS("Message delivery request rate limit exceeded: "), WORDS("message") },
    { WORDS("Recipient address rate limit exceeded: "), WORDS("recipient") },
    { WORDS("AUTH command rate limit exceeded: "), WORDS("auth") },
    { WORDS("New TLS session rate limit exceeded: "), WORDS("newtls") },
};

static bool read_limit(slice s, struct facts *out)
{
    uint64_t n;

    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        struct peer client = { 0 };
        struct fact *f;

        if (!take(&s, limits[i].begin))
            continue;
        if (!take_number(&s, &n) || !take(&s, SLICE(" from ")) || !take_peer(&s, &client))
            return false;
        f = facts_add(out, FACT_OVER_LIMIT);
        f->client = client;
        f->stage = limits[i].stage;
        f->count = small(n);
        return true;
    }
    return false;
}

/* "non-SMTP command from name[ip]: text", "Illegal address syntax from name[ip] in MAIL ..." */
static bool read_misuse(slice s, struct facts *out)
{
    static const slice misuses[] = { WORDS("non-SMTP command"), WORDS("Illegal address syntax") };
    struct peer client = { 0 };
    struct fact *f;

    for (size_t i = 0; i < COUNT_OF(misuses); i++) {
        if (!take(&s, misuses[i]))
            continue;
        if (!take(&s, SLICE(" from ")) || !take_peer(&s, &client))
            return false;
        f = facts_add(out, FACT_PROTOCOL_ERROR);
        f->client = client;
        f->text = misuses[i];
        if (take(&s, SLICE(" in ")))
            f->stage = slice_head(s, slice_find(s, ' '));
        return true;
    }
    return false;
}

enum verdict read_warning(slice s, struct facts *out)
{
    struct peer client = { 0 };
    slice rest = s, id, method;

    (void)take(&rest, SLICE("warning: "));
    if (take_queue_id(&rest, &id))
        return slice_starts(rest, SLICE("BDAT ")) ? read_oversize(id, rest, out)
                                                  : read_unaccepted(s, out);
    if (read_misuse(rest, out) || read_limit(rest, out))
        return VERDICT_PARSED;
    if (take_peer(&rest, &client) && take(&rest, SLICE(": SASL ")) && take_failure(&rest, &method))
        return read_failed_login(&client, method, rest, out);
    return ignored(out, "warning");
}
