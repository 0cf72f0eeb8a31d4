#ifndef BENCH_EXIM_PARTS_H
#define BENCH_EXIM_PARTS_H

/* What the parts of Exim's rendering ask of each other. */

#include "tests/bench/rendering.h"

/* exim.c: a line about the message, by this process; 0: by any. */
void exim_begin(struct traffic *t, const struct message *m, uint32_t pid);
void exim_put_id(struct traffic *t, struct queue_id id);
void exim_put_cipher(struct traffic *t, bool modern, const char *verified);
/* The recipient as its sender named it. */
void exim_put_offered(struct traffic *t, const struct message *m, const struct recipient *r);

/* exim_delivery.c */
void exim_delivered(struct traffic *t, struct message *m, const struct recipient *r);
void exim_expired(struct traffic *t, const struct message *m);
void exim_removed(struct traffic *t, const struct message *m);

#endif
