#ifndef RUN_LINKS_H
#define RUN_LINKS_H

/*
 * links - which queue entry is a further leg of which message
 *
 * A delivery reply says under which id the next server or filter took the message
 * ("queued as", "forwarded as"). That entry may come later: the id is expected. It may
 * be known: the tracker has it. Or it has already ended: the parcel it left behind is
 * remembered. All of it lasts ten minutes of log time. An id from the machine itself
 * is looked for on the same host only, one from an own relay on any.
 */

#include "analyzer/base/map.h"
#include "analyzer/base/pool.h"
#include "analyzer/model/fact.h"
#include "analyzer/run/join/parcel.h"

enum { LINK_SPAN = 10 * MINUTE };

#define ANY_HOST UINT32_MAX

/* A queue id on a host that stands for a parcel. */
struct link {
    struct link *before, *next; /* in order of time */
    struct link *sibling;       /* next one of the same parcel */
    struct link *elder;         /* the one whose sibling it is; NULL: the first */
    struct link_table *table;
    uint64_t hash;
    usec until;
    struct parcel *parcel;
    enum next_kind kind;
    uint32_t host; /* or ANY_HOST */
    uint8_t id_n;
    char id[31];
};

struct link_table {
    struct map by_id;
    struct link *oldest, *newest;
};

struct links {
    struct link_table expected; /* ids that were announced and have not come */
    struct link_table guessed;  /* the same, of servers that need not be own */
    struct link_table ended;    /* ids of held entries that have left their queue */
    struct map by_message_id;   /* parcels under their message_id_hash */
    struct pool pool;           /* of links */
};

void links_init(struct links *l);

/* A newer link of the same id takes the older one's place. */
void links_put(struct links *l, struct link_table *t, uint32_t host, slice id, enum next_kind kind,
               struct parcel *parcel, usec when);

/* The parcel that this id stands for, and how; the link is taken out. NULL: none. */
struct parcel *links_take(struct links *l, struct link_table *t, uint32_t host, slice id,
                          enum next_kind *kind);

/* Forgets links older than the span. */
void links_age(struct links *l, usec when);

/* The parcel goes: nothing stands for it any more. */
void links_forget(struct links *l, struct parcel *p);

/* What stood for `from` stands for `to`. */
void links_move(struct parcel *from, struct parcel *to);

/* One parcel per Message-ID, as messages keep it: the first one. Tells which has it; NULL: none
 * had. */
struct parcel *links_name(struct links *l, struct parcel *p, slice message_id);
struct parcel *links_named(const struct links *l, slice message_id);
void links_free(struct links *l);

#endif
