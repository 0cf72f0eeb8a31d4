#ifndef DETECTORS_COLD_MAIL_H
#define DETECTORS_COLD_MAIL_H

/*
 * cold_mail - how many strangers there are, and what an account's own past says of them
 *
 * A set of strangers has their hashes, with marks in the last bits; each is dated when it was first
 * written to. usual may be NULL: then nothing is known. n: strangers outside without an answer.
 */

#include "detectors/toolbox.h"

enum { IN_HOUR, IN_DAY, IN_WEEK, IN_MONTH, UNREMEMBERED, UNREMEMBERED_HOUR, WINDOWS };

/* A stranger's key is its hash but for these bits. Who is untold is outside, and the bit says that
   the message went to few. */
enum { ANSWERED = 1, OUTSIDE = 2, TO_FEW = OUTSIDE, UNTOLD = 4, MARKS = 7 };

extern const seconds cold_mail_spans[WINDOWS];

struct cold_mail_tally {
    int64_t outside[WINDOWS], all[WINDOWS]; /* unanswered */
    int64_t answers[WINDOWS];
    int64_t waiting;
    int64_t of_late; /* within a quarter of a day */
};

struct cold_mail_answered {
    int64_t answers, unanswered;
};

/* As of `when`; waited: from there on one counts as left without an answer. */
void cold_mail_count(const struct distinct *strangers, usec when, seconds waited,
                     struct cold_mail_tally *t);

/* Of the strangers of the window that ended then. */
struct cold_mail_answered cold_mail_answered(const struct distinct *strangers, int window,
                                             seconds until);

/* It is there, answered or not; to one that is untold an earlier message may have gone to many. */
bool cold_mail_has(const struct distinct *strangers, uint64_t hash, uint64_t marks);

enum { COLD_MAIL_HABIT = 1500 /* taken off for what is usual */ };

/* So many in a day are one day in a thousand. */
bool cold_mail_is_rare(const struct usual *usual, int64_t n);

/* It always met many new people, and so many within that time are no more than that, by half. */
bool cold_mail_is_usual(const struct usual *usual, int64_t n, seconds within);

void cold_mail_tell_habit(struct evidence *e, const struct usual *usual, bool is_usual);

#endif
