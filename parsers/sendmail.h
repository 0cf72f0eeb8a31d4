#ifndef PARSERS_SENDMAIL_H
#define PARSERS_SENDMAIL_H

/*
 * sendmail - what the pieces of the Sendmail parser share
 *
 * Everything works on a slice of the line that is eaten from the left; what cannot be
 * eaten is left as it is. Readers get the line behind its queue id; an empty id stands
 * for NOQUEUE or none. Names are looked for in the order in which they are printed.
 *
 * The id of a session's lines is not yet a message's: their facts have none.
 */

#include "parsers/next_id.h"
#include "parsers/text.h"

bool take_sendmail_id(slice *s, slice *id); /* "4XyZ0a1b012345: " */

/* What follows "relay=", all of it: name [ip] (may be forged), [ip], name, user@localhost. */
struct peer sendmail_peer(slice s);

/* "name [ip]" in front of `end`, which it eats as well. */
bool take_sendmail_peer(slice *s, slice end, struct peer *out);

/* An address as sendmail prints it, up to and with `end`: in brackets, quoted, or bare. */
bool take_sendmail_address(slice *s, slice end, slice *out);

/* "relay=..." at the right end, behind ", "; dropped from *s. */
bool drop_relay(slice *s, struct peer *out);

enum reject_reason sendmail_reason(slice words, const struct fact *f);

/* Behind the words that tell them apart. */
enum verdict read_from(slice id, slice rest, struct facts *out);
enum verdict read_to(slice id, slice rest, struct facts *out);
enum verdict read_ruleset(slice id, slice rest, struct facts *out);
enum verdict read_milter(slice id, slice rest, struct facts *out);
enum verdict read_link(slice id, slice rest, struct facts *out); /* "QID2: DSN: User unknown" */

/* Lines of a message or session that none of these has; then those of the server itself. */
enum verdict read_refused(slice rest, struct facts *out);
enum verdict read_sendmail_session(slice id, slice rest, struct facts *out);
enum verdict read_sendmail_other(slice rest, struct facts *out);

#endif
