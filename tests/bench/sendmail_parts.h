#ifndef BENCH_SENDMAIL_PARTS_H
#define BENCH_SENDMAIL_PARTS_H

/* What the parts of Sendmail's rendering ask of each other. */

#include "tests/bench/rendering.h"

/* sendmail.c: a line about the message, by this process; 0: by any. */
void sendmail_begin(struct traffic *t, const struct message *m, uint32_t pid);
void sendmail_put_id(struct traffic *t, struct queue_id id);
/* Ends the `[` that an address was put behind, since `from`: IPv6 is named. */
void sendmail_close_address(struct log *log, char *from);

/* sendmail_delivery.c */
void sendmail_delivered(struct traffic *t, struct message *m, const struct recipient *r);
void sendmail_bounced(struct traffic *t, const struct message *m);

#endif
