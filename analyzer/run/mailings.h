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

#include "analyzer/model/evidence.h"
#include "analyzer/run/accounts.h"

enum { MAILINGS_MAX = 16, WATCHES_MAX = 16 };

/* One mailing and what detectors know of it; states[i] belongs to the i-th KEY_MAILING one. */
struct mailing_slot {
    struct mailing mailing; /* first: a struct mailing * is a struct mailing_slot * */
    struct mailing_slot *next;
    struct evidence *evidence[WATCHES_MAX];
    _Alignas(8) char states[];
};

struct mailings {
    const struct site *site;
    struct accounts *accounts;
    size_t states_size;
    uint64_t numbered; /* mailings of the run so far */
    /* Called before a mailing goes, with everything that hangs on it. */
    void (*forget)(void *context, struct mailing_slot *slot);
    void *context;
};

/* The mailing that this message belongs to; its sums are brought up to date. */
struct mailing_slot *mailings_join(struct mailings *ms, struct mailing_slot **first,
                                   const struct message *m);

/* The account's mailing of that number, or NULL when it has been forgotten. */
struct mailing_slot *mailings_find(struct mailing_slot *first, uint64_t number);

/* Forgets what was quiet for a day before `when`; all of it for USEC_MAX. */
void mailings_sweep(struct mailings *ms, struct mailing_slot **first, usec when);

/* Counts one recipient of it, as addressed. */
void mailings_recipient(struct mailing *m, const struct recipient *r);

#endif
