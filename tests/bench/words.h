#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

/* words - texts that a script names, each kept once and told by a number from 1 on */

#include <stddef.h>
#include <stdint.h>

struct words {
    char **at; /* NUL-terminated */
    uint32_t used;
    uint32_t room;
    uint32_t *slots; /* of numbers; 0: free */
    uint32_t n_slots;
};

/* The number of this text, the same one each time. */
uint32_t words_number(struct words *w, const char *text, size_t n);

static inline const char *words_text(const struct words *w, uint32_t number)
{
    return w->at[number];
}

#endif
