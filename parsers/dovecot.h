#ifndef PARSERS_DOVECOT_H
#define PARSERS_DOVECOT_H

/*
 * dovecot - what the pieces of the Dovecot parser share
 *
 * Readers get the text behind the name of the service that wrote it, and of whom it is.
 */

#include "parsers/text.h"

/* "imap-login", "lmtp(user)<pid><session>": user is also a pid or "default" where that stands. */
struct dovecot_head {
    slice service, user, session;
};

/* "user=<>, method=, rip=, lip=, ...", whatever a client typed as its name. False: cut off. */
bool take_login_fields(slice s, struct fact *f);

enum verdict read_dovecot_login(const struct dovecot_head *head, slice s, struct facts *out);
enum verdict read_dovecot_auth(slice s, struct facts *out);
enum verdict read_dovecot_submission(const struct dovecot_head *head, slice s, struct facts *out);
enum verdict read_dovecot_sieve(const struct dovecot_head *head, slice s, struct facts *out);

#endif
