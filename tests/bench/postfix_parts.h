#ifndef BENCH_POSTFIX_PARTS_H
#define BENCH_POSTFIX_PARTS_H

/* What the parts of Postfix's rendering ask of each other. */

#include "tests/bench/rendering.h"

void postfix_begin(struct traffic *t, uint8_t host, enum service service, uint32_t pid);

/* postfix_session.c */
void postfix_connected(struct traffic *t, const struct session *s);
void postfix_tls(struct traffic *t, const struct session *s);
void postfix_end_tls(struct traffic *t, bool modern); /* protocol and cipher: ends the line */
void postfix_client(struct traffic *t, const struct session *s, const struct message *m);
void postfix_recipient_refused(struct traffic *t, const struct session *s, struct address to);
void postfix_size_refused(struct traffic *t, const struct session *s);
void postfix_wrong_password(struct traffic *t, const struct session *s);
void postfix_lost(struct traffic *t, const struct session *s);
void postfix_disconnected(struct traffic *t, const struct session *s);

/* postfix_rspamd.c: the milter's line about a message of a login. */
void postfix_scanned(struct traffic *t, const struct message *m);

/* postfix_reply.c: `relay=... (text)`, everything after the recipient's addresses. */
void postfix_put_reply(struct traffic *t, const struct message *m, const struct recipient *r);

#endif
