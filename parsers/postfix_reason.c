/*
 * Why a command was refused, by the words of smtpd, postscreen and common policy servers,
 * behind the codes and "<who>: ". Sites may word their own rules as they like; those are
 * REJECT_OTHER, or what the enhanced status code says.
 */
#include "parsers/postfix.h"

static bool has(slice s, slice needle)
{
    return slice_find_str(s, needle) < s.n;
}

static bool is_greylisted(slice s)
{
    return has(s, SLICE("reylist")) || has(s, SLICE("REYLIST"));
}

static bool is_unknown_user(slice s, const struct fact *f)
{
    return slice_starts(s, SLICE("User unknown")) || slice_starts(s, SLICE("undeliverable")) ||
           (slice_ends(f->dsn, SLICE(".1.1")) && !slice_starts(s, SLICE("unverified address")));
}

static enum reject_reason reason_of_sender(slice s)
{
    if (slice_starts(s, SLICE("not owned by user")) || slice_starts(s, SLICE("not logged in")))
        return REJECT_SENDER_LOGIN;
    return is_greylisted(s) ? REJECT_GREYLISTED : REJECT_SENDER;
}

static enum reject_reason reason_of_recipient(slice s, const struct fact *f)
{
    if (is_greylisted(s))
        return REJECT_GREYLISTED;
    return is_unknown_user(s, f) ? REJECT_UNKNOWN_RECIPIENT : REJECT_OTHER;
}

static bool is_about_client(slice s)
{
    return has(s, SLICE("Client host rejected")) || has(s, SLICE("Helo command rejected")) ||
           has(s, SLICE(" blocked using ")) || slice_starts(s, SLICE("Protocol error")) ||
           slice_starts(s, SLICE("too many connections"));
}

static bool is_too_large(slice s, const struct fact *f)
{
    return has(s, SLICE("essage size exceeds")) || slice_ends(f->dsn, SLICE(".3.4"));
}

static bool is_too_many(slice s, const struct fact *f)
{
    return has(s, SLICE("oo many recipients")) || slice_eq(f->dsn, SLICE("4.5.3")) ||
           slice_eq(f->dsn, SLICE("5.5.3"));
}

enum reject_reason reason_of(slice s, const struct fact *f)
{
    if (slice_starts(s, SLICE("Relay access denied")))
        return REJECT_RELAY;
    if (take(&s, SLICE("Recipient address rejected: ")))
        return reason_of_recipient(s, f);
    if (take(&s, SLICE("Sender address rejected: ")))
        return reason_of_sender(s);
    if (is_greylisted(s))
        return REJECT_GREYLISTED;
    if (is_about_client(s))
        return REJECT_CLIENT;
    if (is_too_large(s, f))
        return REJECT_SIZE;
    if (is_too_many(s, f))
        return REJECT_RECIPIENTS;
    return slice_eq(f->stage, SLICE("END-OF-MESSAGE")) ? REJECT_CONTENT : REJECT_OTHER;
}
