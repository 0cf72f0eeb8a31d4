#ifndef RUN_PARCEL_H
#define RUN_PARCEL_H

/*
 * parcel - a message under way: its queue entries, its recipients, what is known so far
 *
 * Comes from a pool and goes back; no detector ever sees one. Its texts live in its own arena.
 */

#include "analyzer/base/arena.h"
#include "analyzer/model/message.h"
#include "analyzer/run/join/sessions.h"

/* One delivery address. Outcome "passed" lasts until a further leg is found or is not. */
struct delivery {
    uint64_t to, offered; /* hashes of the folded addresses, as delivered and as addressed */
    uint32_t leg;         /* whose line was the last one about it */
    uint32_t next_id;     /* hash of the id in its reply, where that may be an own server's */
    uint32_t organisation, domain; /* as in struct event */
    uint8_t outcome;               /* enum outcome; of a passed one: if no further leg is found */
    bool is_passed;                /* handed to a filter or an own server, not to its recipient */
    bool is_external;
    bool is_behind;        /* named by a further leg alone: what an alias there stands for */
    uint8_t told;          /* enum outcome_told */
    uint8_t contact;       /* enum contact_is, when it was told that mail is for it */
    uint8_t scope, reason; /* of the newest reply that refused or deferred it and says something */
};

/* Of EVENT_OUTCOME. */
enum outcome_told { TOLD_NOTHING, TOLD_DEFERRED, TOLD_DECIDED };

/* A line that refused or deferred a recipient while nobody could be told of the message. */
struct reply_line {
    struct reply_line *next;
    uint64_t to;
    struct kept_line line;
};

struct parcel {
    struct message m;
    struct arena text;
    struct entry *entries; /* its queue entries, linked by their sibling */
    struct link *links;    /* queue ids elsewhere that stand for it */
    struct delivery *deliveries;
    size_t n, cap;
    uint32_t *index; /* by `to`, when there are many; holds number + 1 */
    size_t index_size;
    struct parcel *before, *after; /* in the list of those that wait */
    usec until;                    /* waits until then */
    uint64_t message_id_hash;      /* under which it is found; 0: not */
    struct reply_line *replies;    /* the newest first; few, the others are told without a line */
    uint32_t n_replies;
    struct passed_alias *aliases; /* few, of own domains; of this run alone */
    uint64_t decided[4];          /* aliases of which an outcome was told */
    uint32_t n_decided;
    uint64_t told[8];                      /* aliases whose expansion was told as one recipient */
    uint32_t n_told, recipients;           /* aliases; all for which EVENT_RECIPIENT was told */
    struct trail *trail;                   /* where its path is written down; NULL: nowhere */
    struct session_ref session;            /* it was handed in in */
    struct parcel *doubles, *doubles_last; /* may be legs of it, or made of it by a filter */
    struct parcel *double_of, *double_before, *double_after;
    struct parcel *answer_before, *answer_after; /* of those that Dovecot may have made */
    uint32_t place;       /* among those that are carried over (carry); 0: none yet */
    uint32_t queue;       /* of the entry that it began with */
    uint32_t legs;        /* entries that it has had */
    uint64_t guessed_id;  /* hash of the id under which an own server was found to have it */
    uint64_t next_id;     /* hash of the newest "queued as" followed up */
    enum outcome kept;    /* of what a filter kept, and did not hand in again; 0: nothing is said */
    enum outcome missing; /* of recipients that no line names */
    bool is_waiting;
    bool is_held;   /* may be a further leg of another message: not told yet */
    bool is_queued; /* accepted into a queue: it counts */
    bool is_told;
    bool is_expanded;     /* some deliveries are of aliases that no line names: they count as one */
    bool is_as_addressed; /* nrcpt counts what the sender named, before aliases were expanded */
    bool is_complete;     /* the log says that it left the queue */
    bool is_unsure;       /* only read so far: what refuses it may still come */
    bool is_claimed;      /* an own server said that it made it of another's; its login says no */
    bool is_probe;        /* address verification: no mail */
    bool is_refused;      /* refused at the end of its data */
    bool is_on_hold;
    bool is_listed;     /* among the answers */
    bool may_reenter;   /* a pipe took it: it may come back as a local submission */
    bool has_recipient; /* EVENT_RECIPIENT was told for one */
    bool is_copied;     /* mail from outside had the same Message-ID; of this run alone */
};

struct parcel_pool {
    struct parcel *free;
    struct parcel **all;
    size_t n, cap;
};

struct parcel *parcel_new(struct parcel_pool *pool);
void parcel_give_back(struct parcel_pool *pool, struct parcel *p);
void parcel_pool_free(struct parcel_pool *pool);

/* The delivery to this address, or NULL. Pointers are good until the next parcel_add(). */
struct delivery *parcel_find(struct parcel *p, uint64_t to);

/* What an alias that is known stands for counts as that. */
struct delivery *parcel_add(struct parcel *p, const struct delivery *one);
struct delivery *parcel_put(struct parcel *p, const struct delivery *one); /* of another parcel */

/* When no line is to come any more: where those of its first leg are missing, whom a further leg
   names was addressed; and whom no further leg names was an alias there, of which it names what
   it stands for. Returns how many recipients no line names. */
uint64_t parcel_complete(struct parcel *p);

/* Adds its recipients by outcome, as addressed: what an alias was expanded to counts as one.
   Returns how many of them were passed to a filter and never came out of it. */
uint64_t parcel_sum(struct parcel *p, uint64_t outcomes[OUTCOMES], uint64_t *external);

/* Keeps a line's text as long as the parcel. */
struct kept_line parcel_keep(struct parcel *p, const struct line *ln);

#endif
