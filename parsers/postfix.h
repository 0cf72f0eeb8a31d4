#ifndef PARSERS_POSTFIX_H
#define PARSERS_POSTFIX_H

/*
 * postfix - what the pieces of the Postfix parser share
 *
 * Everything works on a slice of the line that is eaten from the left; what cannot be
 * eaten is left as it is. Readers get the line behind its queue id; an empty id stands
 * for NOQUEUE. They add their fact only to a line that they can read to its end.
 *
 * Not for other MTAs: each piece knows one daemon's wording.
 */

#include "parsers/next_id.h"
#include "parsers/text.h"

bool take_queue_id(slice *s, slice *id); /* "4XyZ: " */
bool is_queue_id(slice s);

/* What stands behind a reply; at: where it begins. Only when is_sure are the others filled. */
struct tail {
    size_t at;
    slice sender, recipient, method, login;
    bool is_sure;
};

struct tail find_tail(slice s);
enum reject_reason reason_of(slice words, const struct fact *f); /* by its stage, code and dsn */

/* Lines with a queue id. */
enum verdict read_delivery(slice id, slice rest, struct facts *out);
enum verdict read_agent(slice id, slice rest, struct facts *out);
enum verdict read_outgoing_header(slice id, slice rest, struct facts *out);
enum verdict read_try(slice id, slice rest, struct facts *out);
enum verdict read_smtpd(slice id, slice rest, struct facts *out);
enum verdict read_postscreen(slice id, slice rest, struct facts *out);
enum verdict read_cleanup(slice id, slice rest, struct facts *out);
enum verdict read_qmgr(slice id, slice rest, struct facts *out);
enum verdict read_pickup(slice id, slice rest, struct facts *out);
enum verdict read_bounce(slice id, slice rest, struct facts *out);
enum verdict read_postsuper(slice id, slice rest, struct facts *out);
enum verdict read_lost(slice id, slice rest, struct facts *out);

/* Lines without one. */
enum verdict read_session(slice rest, struct facts *out);
enum verdict read_connect(slice rest, struct facts *out);    /* behind "connect from " */
enum verdict read_disconnect(slice rest, struct facts *out); /* behind "disconnect from " */
enum verdict read_warning(slice rest, struct facts *out);
enum verdict read_unaccepted(slice rest, struct facts *out); /* "warning: QID: too large" */
enum verdict read_tls(slice rest, struct facts *out);
enum verdict read_screening(slice rest, struct facts *out);
enum verdict read_anvil(slice rest, struct facts *out);

/* "RCPT from name[ip]: reply; from=<> to=<> proto=ESMTP helo=<>", behind the action. */
enum verdict read_reject(slice id, slice rest, enum reaction reaction, struct facts *out);
enum verdict read_disposed(slice id, slice rest, enum reaction reaction, struct facts *out);
enum verdict read_proxied(slice rest, struct facts *out);

/* Lines of "postfix" but deliveries, whatever daemon wrote them. */
enum verdict read_any(slice id, slice rest, struct facts *out);
enum verdict read_any_without_id(slice rest, struct facts *out);

/* Lines that no reader knows: by wording, cut off, or not known. */
enum verdict read_other(slice rest, struct facts *out);

#endif
