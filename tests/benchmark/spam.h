#ifndef BENCHMARK_SPAM_H
#define BENCHMARK_SPAM_H

/* spam - what is sent with an account in foreign hands, and what is right to say of it */

#include "tests/benchmark/plan.h"

struct run {
    uint32_t victim;
    uint64_t list;             /* whose addresses */
    uint32_t invalid, refused; /* thousandths unknown; refused as spam */
    struct text subject;
    uint32_t size;
};

/* A victim, a list and a subject, by chance. */
struct run run_by(struct plan *p, uint32_t invalid, uint32_t refused);
char spam_fate(struct plan *p, const struct run *r, struct text to);
/* Message n of the run, to so many of its list. */
void spam(struct plan *p, const struct run *r, int64_t when, struct text client, uint32_t n,
          uint32_t recipients);
/* Talk to the person at least; stopping the sending is right as well. What such mail also is (a
 * mailing, in others' names) may be said, up to the same. */
void label_hijacked(struct plan *p, uint32_t victim, int64_t from, int64_t to, struct text kind,
                    struct text why);

#endif
