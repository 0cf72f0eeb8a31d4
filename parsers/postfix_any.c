/*
 * Lines that do not say which daemon wrote them: a syslog daemon cut the program's name at
 * its first slash and left "postfix". Seen of rsyslog 8.2302.0, which does so in every format
 * with %app-name% or %programname%, RFC 5424's among them, and has a setting against it.
 *
 * No two daemons say different things in the same words, with two exceptions: "removed", which
 * is taken as qmgr's, and a delivery (mta_postfix), which is local when its relay is no address.
 *
 * Blind to: what postsuper deleted by hand; deliveries by LMTP to an address, which are taken
 * as passed on.
 */
#include "parsers/postfix.h"

/* The worse news of two readers that both could not read it. */
static bool is_worse(enum verdict verdict, const char *why, enum verdict than, const char *known)
{
    if (than == VERDICT_MALFORMED || verdict == VERDICT_PARSED)
        return false;
    return verdict == VERDICT_MALFORMED || (known == why_not_known && why != why_not_known);
}

static enum verdict read_unplaced(slice id, slice rest, struct facts *out)
{
    (void)id;
    return read_unaccepted(rest, out);
}

static enum verdict read_smtpd_session(slice id, slice rest, struct facts *out)
{
    (void)id;
    return read_session(rest, out);
}

static enum verdict read_screen(slice id, slice rest, struct facts *out)
{
    (void)id;
    return read_screening(rest, out);
}

static enum verdict read_statistics(slice id, slice rest, struct facts *out)
{
    (void)id;
    return read_anvil(rest, out);
}

typedef enum verdict read_fn(slice id, slice rest, struct facts *out);

/* The first that can read it has written it. */
static enum verdict read_by(read_fn *const *readers, slice id, slice rest, struct facts *out)
{
    enum verdict worst = VERDICT_IGNORED;
    const char *why = why_not_known;

    for (; *readers; readers++) {
        enum verdict verdict;

        out->n = 0;
        out->why = "";
        verdict = (*readers)(id, rest, out);
        if (verdict == VERDICT_PARSED)
            return verdict;
        if (is_worse(verdict, out->why, worst, why)) {
            worst = verdict;
            why = out->why;
        }
    }
    out->n = 0;
    out->why = why;
    return worst;
}

enum verdict read_any(slice id, slice rest, struct facts *out)
{
    static read_fn *const readers[] = { read_smtpd, read_cleanup, read_pickup,    read_bounce,
                                        read_agent, read_try,     read_postsuper, NULL };

    return read_by(readers, id, rest, out);
}

enum verdict read_any_without_id(slice rest, struct facts *out)
{
    static read_fn *const readers[] = { read_smtpd_session, read_unplaced, read_screen,
                                        read_statistics,    read_try,      NULL };

    return read_by(readers, slice_of(NULL, 0), rest, out);
}
