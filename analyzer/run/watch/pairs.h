#ifndef RUN_PAIRS_H
#define RUN_PAIRS_H

/*
 * pairs - the recipients that an account writes to again and again
 *
 * Two steps, so that an account that writes to many costs next to nothing. Of the newest
 * PAIRS_SEEN recipients nothing but the times of up to two messages is kept, 16 bytes each. The
 * third within a day gives the recipient one of PAIRS_MAX places, with the state of the detectors
 * that watch pairs. When all are taken the one with the least mail goes, and who comes is taken
 * to have as much (space-saving): so whoever has more than a sixteenth of the mail to recipients
 * that have a place stays. A recipient comes to a place if no more than PAIRS_SEEN others are
 * written to for the first time that day between two of its messages.
 *
 * A recipient that asked for no more mail has a place at once, and keeps it for PAIRS_UNWANTED
 * days. What else was quiet for a day is forgotten. Of each day before the last a pair's mail
 * counts half as much in this. Lists, systems, organisations and hosts have no pairs: it is their
 * task to write to one address again and again; an organisation has those that asked for no more
 * mail.
 */

#include "analyzer/base/cold.h"
#include "analyzer/model/event.h"
#include "analyzer/run/join/accounts.h"

enum { PAIRS_MAX = 16, PAIRS_SEEN = 64, PAIRS_UNWANTED = 30 /* days */ };

enum in_requests { REQUESTS_UNTOLD, REQUESTS_NONE, REQUESTS_SOME };

/* One pair, and what every detector that watches pairs knows of it. */
struct pair_slot {
    struct pair pair;
    usec last;
    uint64_t mail;              /* what its place is held by */
    int64_t day;                /* since 1970, which `mail` is of */
    _Alignas(8) char watched[]; /* struct watched, one after the other */
};

/* A recipient that has no place yet. Times in seconds since 1970; 0: none. */
struct pair_seen {
    uint64_t hash;
    uint32_t first, second;
};

/* Those of one account that have one, by number. Hashes stand side by side, shortened to what tells
   nearly all of them apart, so that one that has no place is told by one glance. */
struct pair_places {
    uint32_t hashes[PAIRS_MAX], at[PAIRS_MAX];
};

/* The pairs of one account. */
struct pair_list {
    struct pair_places *places; /* NULL: none has one yet */
    struct pair_seen *seen;
    usec received; /* as struct pair has it */
    uint16_t n, n_seen, seen_cap;
    uint8_t named; /* enum in_requests: somebody asked for no more mail of the account */
};

struct pairs {
    const struct site *site;
    struct cold slots;
    bool sees_answers; /* some account received mail */
    /* Called before a pair goes, with everything that hangs on it. */
    void (*forget)(void *context, struct pair_slot *slot);
    void *context;
};

/* The pair of EVENT_RECIPIENT, this message counted; NULL: it has no place. */
struct pair_slot *pairs_join(struct pairs *ps, struct pair_list *list, const struct event *ev);

/* The account's are looked up in the site's requests. */
bool pairs_are_named(const struct pairs *ps, struct pair_list *list, const struct account *who);

/* EVENT_RECEIVED of an account that requests name: gives a place to whom they are of. */
void pairs_received(struct pairs *ps, struct pair_list *list, const struct event *ev);

/* The pair with that recipient, if it has a place. */
struct pair_slot *pairs_find(struct pairs *ps, const struct pair_list *list, uint64_t hash);

/* The i-th that has one. */
struct pair_slot *pairs_at(struct pairs *ps, const struct pair_list *list, size_t i);

/* One of an earlier run, without its address; NULL: all places are taken. */
struct pair_slot *pairs_restore(struct pairs *ps, struct pair_list *list,
                                const struct pair_slot *like);
void pairs_restore_seen(struct pair_list *list, const struct pair_seen *like);

/* Forgets what was quiet for a day before `when`; all of it for USEC_MAX. */
void pairs_sweep(struct pairs *ps, struct pair_list *list, usec when);

#endif
