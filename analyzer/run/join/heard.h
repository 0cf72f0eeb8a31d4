#ifndef RUN_HEARD_H
#define RUN_HEARD_H

/*
 * heard - what companions said of messages that have not come yet
 *
 * Files are read side by side, and stamps of one second do not tell which line came first: a
 * companion may tell of a message before its server does. Its fact and its line are kept for
 * ten minutes of log time, HEARD_MAX of them; then, or for room, the oldest goes.
 *
 * Said again under the same key it counts twice; the newest line is kept.
 */

#include "analyzer/base/map.h"
#include "analyzer/model/fact.h"
#include "analyzer/model/message.h"

enum { HEARD_MAX = 16384 };

struct heard_fact {
    struct heard_fact *older, *newer; /* in order of time */
    uint64_t key;
    usec until;
    uint32_t times;
    enum fact_kind kind;
    slice login, ip;    /* within the line */
    uint64_t recipient; /* hash of the address */
    struct kept_line line;
};

struct heard {
    struct map by_key;
    struct heard_fact *oldest, *newest;
    size_t n;
    uint64_t forgotten; /* FACT_SUBMITTED whose message did not come */
};

void heard_init(struct heard *h);

/* What the fact is about: a queue id, a Message-ID, a host. */
uint64_t heard_key(enum fact_kind kind, slice about);

void heard_keep(struct heard *h, uint64_t key, const struct fact *f, const struct line *ln);

/* NULL: nothing. */
struct heard_fact *heard_find(const struct heard *h, uint64_t key);

/* It was of use, once. */
void heard_use(struct heard *h, struct heard_fact *one);

void heard_age(struct heard *h, usec when);
void heard_free(struct heard *h);

#endif
