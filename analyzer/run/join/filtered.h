#ifndef RUN_FILTERED_H
#define RUN_FILTERED_H

/*
 * filtered - what filters said of messages that their server has not queued yet
 *
 * A milter's line mostly comes before the server's that it is about; a filter may log into a file
 * or on a host of its own. Each fact is kept with its line for two minutes of log time,
 * FILTERED_MAX of them, of one id FILTERINGS_MAX; beyond that the oldest goes, and of one id what
 * comes last.
 *
 * Not for: what is about a message that is there.
 */

#include "analyzer/base/map.h"
#include "analyzer/model/message.h"

enum { FILTERED_MAX = 16384, FILTERINGS_MAX = 8 };

/* One line of a filter. */
struct said {
    const char *filter; /* a literal */
    const struct fact *fact;
    const struct line *line;
};

struct filtered_fact {
    struct filtered_fact *older, *newer; /* in order of time */
    uint64_t key;
    usec until;
    uint32_t host; /* its number */
    const char *filter;
    struct fact fact; /* of `line` */
    struct line line; /* of its own */
};

struct filtered {
    struct map by_key;
    struct filtered_fact *oldest, *newest;
    size_t n;
};

void filtered_init(struct filtered *all);

/* What it is about: a queue id, or where none is there a Message-ID, as messages keep it. */
void filtered_keep(struct filtered *all, slice about, uint32_t host, const struct said *said);

/* The number-th about it, from 0; those before it may be gone, and then it is NULL. */
struct filtered_fact *filtered_find(const struct filtered *all, slice about, uint32_t number);

/* It was of use. */
void filtered_drop(struct filtered *all, struct filtered_fact *one);

void filtered_age(struct filtered *all, usec when);
void filtered_free(struct filtered *all);

#endif
