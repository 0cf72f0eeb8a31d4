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

#include "analyzer/base/cold.h"
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
    uint64_t subject_hash;      /* 0: it has none */
    _Alignas(8) char watched[]; /* struct watched, one after the other */
};

/* By what the least of them is found, and the one that has been quiet for too long. Numbers of
   mailings are shortened: those of one list are never so far apart that it matters. */
struct mailing_key {
    usec last;
    uint32_t number;
    uint32_t addressed; /* at most UINT32_MAX */
    uint32_t slot;      /* its number there */
};

/* The mailings of one account. Sizes and subjects stand side by side, shortened to what tells
   nearly all of them apart, so that looking through them is one glance. */
struct mailing_list {
    uint32_t sizes[MAILINGS_MAX], subjects[MAILINGS_MAX];
    struct mailing_key *keys;
    uint8_t n, cap;
    usec oldest; /* none was last heard of before this */
};

struct mailings {
    const struct site *site;
    struct accounts *accounts;
    uint64_t numbered;      /* mailings of the run so far */
    struct matcher matcher; /* for the site's patterns, asked once for each mailing */
    bool sees_subjects;     /* one was logged: a message without one has none */
    bool *announced;        /* by an announcement's number: a mailing of its owner fits it */
    struct cold slots;
    /* Called before a mailing goes, with everything that hangs on it. */
    void (*forget)(void *context, struct mailing_slot *slot);
    void *context;
};

/* The mailing that this message belongs to; its sums are brought up to date. */
struct mailing_slot *mailings_join(struct mailings *ms, struct mailing_list *list,
                                   const struct message *m);

/* The account's mailing of that number, or NULL when it has been forgotten. */
struct mailing_slot *mailings_find(struct mailings *ms, const struct mailing_list *list,
                                   uint64_t number);

/* The i-th of them. */
struct mailing_slot *mailings_at(struct mailings *ms, const struct mailing_list *list, size_t i);

/* One of an earlier run; texts are copied. */
struct mailing_slot *mailings_restore(struct mailings *ms, struct mailing_list *list,
                                      const struct mailing *m);

/* Forgets what was quiet for a day before `when`; all of it for USEC_MAX. */
void mailings_sweep(struct mailings *ms, struct mailing_list *list, usec when);

/* Counts one recipient of it, as addressed. */
void mailings_recipient(struct mailing *m, const struct recipient *r);

#endif
