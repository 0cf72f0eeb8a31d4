/*
 * postscreen, in front of smtpd, and anvil's statistics:
 *
 *   PREGREET 22 after 0.1 from [ip]:port: what it sent
 *   DNSBL rank 4 for [ip]:port
 *   DENYLISTED [ip]:port                       BLACKLISTED before 3.6, and with
 *                                              respectful_logging = no (unverified)
 *   HANGUP after 1.2 from [ip]:port in tests before SMTP handshake
 *   COMMAND PIPELINING from [ip]:port after EHLO: what it sent
 *   NON-SMTP COMMAND from [ip]:port after MAIL: what it sent
 *   BARE NEWLINE from [ip]:port after EHLO name
 *   COMMAND TIME LIMIT from [ip]:port after X  TIME, LENGTH, COUNT (unverified)
 *   NOQUEUE: reject: RCPT from [ip]:port: ...  postfix_reject; CONNECT (unverified)
 *   statistics: max connection rate 7/60s for (smtp:ip) at Mar  2 10:00:00
 *   statistics: max connection count 3 for (127.0.0.1:25:ip) at ...
 *
 * Seen on 3.7.11 where nothing else is said. Of anvil's rates there are connection, message,
 * recipient, newtls and auth. CONNECT, PASS, ALLOWLISTED and DISCONNECT say nothing that
 * smtpd does not, or that matters.
 */
#include "parsers/postfix.h"

/* The command that s begins with; before the colon comes what was sent. */
static slice word_at(slice s)
{
    s = slice_head(s, slice_find(s, ' '));
    return slice_head(s, slice_find(s, ':'));
}

/* "PREGREET 22 after 0.1 from [ip]:port: text" */
static bool read_pregreet(slice s, struct facts *out)
{
    struct fact *f;
    slice numbers;

    if (!take(&s, SLICE("PREGREET ")))
        return false;
    f = facts_add(out, FACT_PROTOCOL_ERROR);
    f->stage = SLICE("CONNECT");
    f->text = SLICE("PREGREET");
    return take_until(&s, SLICE(" from "), &numbers) && take_peer(&s, &f->client) &&
           take(&s, SLICE(": "));
}

static bool read_hangup(slice s, struct facts *out)
{
    struct fact *f;
    slice after;

    if (!take(&s, SLICE("HANGUP after ")))
        return false;
    f = facts_add(out, FACT_LOST);
    f->text = SLICE("lost connection");
    return take_until(&s, SLICE(" from "), &after) && take_peer(&s, &f->client) &&
           take(&s, SLICE(" in ")) && (f->stage = s).n > 0;
}

/* "COMMAND PIPELINING from [ip]:port after X[: text]"; the words before " from " are its own */
static bool read_misuse(slice s, struct facts *out)
{
    static const slice misuses[] = {
        WORDS("COMMAND PIPELINING"),      WORDS("COMMAND TIME LIMIT"),
        WORDS("COMMAND COUNT LIMIT"),     WORDS("COMMAND LENGTH LIMIT"),
        WORDS("NON-SMTP COMMAND"),        WORDS("BARE NEWLINE"),
        WORDS("DATA without valid RCPT"), WORDS("BDAT without valid RCPT")
    };
    struct fact *f;

    for (size_t i = 0; i < COUNT_OF(misuses); i++) {
        if (!take(&s, misuses[i]))
            continue;
        f = facts_add(out, FACT_PROTOCOL_ERROR);
        f->text = misuses[i];
        if (!take(&s, SLICE(" from ")) || !take_peer(&s, &f->client))
            return false;
        if (take(&s, SLICE(" after ")))
            f->stage = word_at(s);
        return true;
    }
    return false;
}

static bool read_listed(slice s, struct facts *out)
{
    struct fact *f;
    uint64_t rank = 0;

    if (take(&s, SLICE("DNSBL rank "))) {
        if (!take_number(&s, &rank) || !take(&s, SLICE(" for ")))
            return false;
    } else if (!take(&s, SLICE("DENYLISTED ")) && !take(&s, SLICE("BLACKLISTED "))) {
        return false;
    }
    f = facts_add(out, FACT_BLOCKLISTED);
    f->count = small(rank);
    return take_peer(&s, &f->client);
}

enum verdict read_screening(slice s, struct facts *out)
{
    if (take(&s, SLICE("reject: ")))
        return read_reject(slice_of(NULL, 0), s, REACTION_REJECT, out);
    if (read_pregreet(s, out) || read_listed(s, out) || read_misuse(s, out) || read_hangup(s, out))
        return VERDICT_PARSED;
    if (out->n)
        return malformed(out, "postscreen line cut off or not readable");
    return read_other(s, out);
}

enum verdict read_postscreen(slice id, slice s, struct facts *out)
{
    if (take(&s, SLICE("reject: ")))
        return read_reject(id, s, REACTION_REJECT, out);
    return read_other(s, out);
}

/* "smtp:192.0.2.1", "127.0.0.1:25:2001:db8::1", "[::1]:25:192.0.2.1": the address comes last. */
static slice address_of(slice ident)
{
    slice service = slice_head(ident, slice_find(ident, ':'));

    if (slice_starts(ident, SLICE("[")))
        service = slice_head(ident, slice_find(ident, ']') + 1);
    if (service.n < ident.n &&
        (slice_starts(ident, SLICE("[")) || slice_find(service, '.') < service.n))
        service.n += 1 + slice_find(slice_skip(ident, service.n + 1), ':');
    return slice_skip(ident, service.n + 1);
}

/* "60s", and "5m" as some print it; 0: not a time */
static uint32_t take_span(slice *s)
{
    static const struct {
        char unit;
        uint32_t seconds;
    } units[] = { { 's', 1 }, { 'm', MINUTE }, { 'h', HOUR }, { 'd', DAY }, { 'w', 7 * DAY } };
    uint64_t n;
    char unit;

    if (!take_number(s, &n) || s->n == 0)
        return 0;
    unit = s->p[0];
    *s = slice_skip(*s, 1);
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (units[i].unit == unit)
            return small(n) > UINT32_MAX / units[i].seconds ? UINT32_MAX
                                                            : small(n) * units[i].seconds;
    return 0;
}

/* "connection rate 7/60s", "connection count 3" */
static bool take_peak(slice *s, struct fact *f)
{
    uint64_t n;

    f->stage = slice_head(*s, slice_find(*s, ' '));
    *s = slice_skip(*s, f->stage.n + 1);
    if (take(s, SLICE("rate "))) {
        if (!take_number(s, &n) || !take(s, SLICE("/")) || !(f->per_seconds = take_span(s)))
            return false;
    } else if (!take(s, SLICE("count ")) || !take_number(s, &n)) {
        return false;
    }
    f->count = small(n);
    return take(s, SLICE(" for ("));
}

enum verdict read_anvil(slice s, struct facts *out)
{
    slice rest = s, ident;
    struct fact *f;

    if (!take(&rest, SLICE("statistics: max ")) || slice_starts(rest, SLICE("cache ")))
        return read_other(s, out);
    f = facts_add(out, FACT_PEAK);
    if (!take_peak(&rest, f) || !take_until(&rest, SLICE(") at "), &ident))
        return malformed(out, "statistics cut off or not readable");
    ident = address_of(ident);
    if (!slice_eq(ident, SLICE("unknown")))
        f->client.ip = ident;
    return VERDICT_PARSED;
}
