#ifndef RUN_FLAGS_H
#define RUN_FLAGS_H

/*
 * flags - what a reader must know about the data before believing the findings
 *
 * Gaps, damage, guesses, and what these inputs cannot show, in a fixed order. Raised once
 * the log has ended; what the judge needs of them comes before it, what needs the judge
 * (exceptions that no finding leaned on) behind it.
 */

#include "analyzer/run/lines.h"

struct day_close;

struct flags {
    struct arena *arena;
    const struct site *site;
    struct flag *at;
    size_t n, cap;
};

/* A sentence about everything; the flag, for what more is to be said about it. */
struct flag *flags_raise(struct flags *fs, enum flag_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void flags_of_inputs(struct flags *fs, const struct result *r, struct inputs *in);
void flags_of_programs(struct flags *fs, const struct result *r);
void flags_of_drift(struct flags *fs, const struct lines *lines);
void flags_of_repeats(struct flags *fs, const struct repeats *r, const struct attempts *a);
void flags_of_sessions(struct flags *fs, const struct sessions *s, const struct attempts *a);
void flags_of_logins(struct flags *fs, const struct join *j);
void flags_of_replies(struct flags *fs, const struct reply_sums *s);
void flags_of_subjects(struct flags *fs, const struct lines *lines, const struct join *j);
void flags_of_senders(struct flags *fs, const struct lines *lines, const struct join *j);
void flags_of_stations(struct flags *fs, const struct tracker *t, const struct join *j);

void flags_of_site(struct flags *fs, const struct places *places);
void flags_of_hosts(struct flags *fs, const struct lines *lines, usec ended);
void flags_of_patterns(struct flags *fs, const struct matcher *m, const char *what);

/* What is not looked at yet, for want of days to compare with, and when it will be. */
void flags_of_history(struct flags *fs, const struct day_close *d);

/* Exceptions that were over when the log ended, and those that no finding leans on. */
void flags_of_exceptions(struct flags *fs, const bool *excused, usec ended);

/* Announcements that were over by the log's end and that no mailing fits (`announced`: by number,
   those that one does), and new ones of accounts whose logins look strange. */
void flags_of_announcements(struct flags *fs, const bool *announced, struct accounts *accounts,
                            const struct result *r);

/* Each line once, however many inputs have it. */
uint64_t flags_lines(const uint64_t verdicts[VERDICTS]);

/* Those that there are so far, as the result's own list; may be called again. */
void flags_hand_over(struct flags *fs, struct result *r);
void flags_free(struct flags *fs);

#endif
