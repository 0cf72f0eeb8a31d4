#ifndef DETECTORS_COLD_MAIL_H
#define DETECTORS_COLD_MAIL_H

/*
 * cold_mail - what an account's own past says of the strangers that cold_mail.c counts
 *
 * usual may be NULL: then nothing is known. n: strangers outside without an answer.
 */

#include "detectors/toolbox.h"

enum { COLD_MAIL_HABIT = 1500 /* taken off for what is usual */ };

/* So many in a day are one day in a thousand. */
bool cold_mail_is_rare(const struct usual *usual, int64_t n);

/* It always met many new people, and so many within that time are no more than that, by half. */
bool cold_mail_is_usual(const struct usual *usual, int64_t n, seconds within);

void cold_mail_tell_habit(struct evidence *e, const struct usual *usual, bool is_usual);

#endif
