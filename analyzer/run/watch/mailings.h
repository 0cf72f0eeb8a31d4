#ifndef RUN_MAILINGS_H
#define RUN_MAILINGS_H

/*
 * mailings - which messages of an account are one mailing
 *
 * Same subject, or size within 1 % of the first message's. An account has at most
 * MAILINGS_MAX at a time; one that has been quiet for a day is forgotten, and when all
 * places are taken the one with the fewest recipients goes, so that a large one stays.
 * With a mailing lives the state of the detectors that watch mailings.
 */

#include "analyzer/base/pool.h"
#include "analyzer/model/evidence.h"
#include "analyzer/run/join/accounts.h"

enum { MAILINGS_MAX = 16, WATCHES_MAX = 32 };

/* What one detector knows of one key, and the piece of evidence that is open for it. */
struct watched {
    struct evidence *evidence;
    _Alignas(8) char state[];
};

/* One mailing, and what every detector that watches mailings knows of it. */
struct mailing_slot {
    struct mailing mailing;
    _Alignas(8) char watched[]; /* struct watched, one after the other */
};

/* What a mailing is found by, and by what the least of them is found. */
struct mailing_key {
    uint64_t number;
    uint64_t subject_hash;
    uint64_t size;
    uint64_t expected; /* recipients that its messages were accepted for */
    usec last;
    struct mailing_slot *slot;
};

/* The mailings of one account. Sizes and subjects stand side by side, shortened to what tells
   nearly all of them apart, so that looking through them is one glance. */
struct mailing_list {
    uint32_t sizes[MAILINGS_MAX], subjects[MAILINGS_MAX];
    struct mailing_key *keys;
    size_t n, cap;
    usec oldest; /* none was last heard of before this */
};

struct mailings {
    const struct site *site;
    struct accounts *accounts;
    uint64_t numbered;      /* mailings of the run so far */
    struct matcher matcher; /* for the site's patterns, asked once for each mailing */
    bool sees_subjects;     /* one was logged: a message without one has none */
    struct pool slots;      /* used again: they come and go with every few messages */
    /* Called before a mailing goes, with everything that hangs on it. */
    void (*forget)(void *context, struct mailing_slot *slot);
    void *context;
};

/* The mailing that this message belongs to; its sums are brought up to date. */
struct mailing_slot *mailings_join(struct mailings *ms, struct mailing_list *list,
                                   const struct message *m);

/* The account's mailing of that number, or NULL when it has been forgotten. */
struct mailing_slot *mailings_find(const struct mailing_list *list, uint64_t number);

/* One of an earlier run; the key's slot is set, texts are copied. */
struct mailing_slot *mailings_restore(struct mailings *ms, struct mailing_list *list,
                                      const struct mailing_key *key, const struct mailing *m);

/* Forgets what was quiet for a day before `when`; all of it for USEC_MAX. */
void mailings_sweep(struct mailings *ms, struct mailing_list *list, usec when);

/* Counts one recipient of it, as addressed. */
void mailings_recipient(struct mailing *m, const struct recipient *r);

#endif
