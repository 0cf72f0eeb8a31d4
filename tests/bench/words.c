/*
 * Open addressing on a fixed hash: what a text's number is follows from the order in which
 * texts came, and from nothing else.
 */
#include "tests/bench/words.h"

#include "tests/bench/dice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *p)
{
    if (!p) {
        (void)fputs("generate: out of memory\n", stderr);
        exit(1);
    }
    return p;
}

static uint32_t hash(const char *text, size_t n)
{
    uint64_t sum = n;

    for (size_t i = 0; i < n; i++)
        sum = dice_mix(sum ^ (uint8_t)text[i]);
    return (uint32_t)(sum >> 32);
}

/* Where the text stands, or would. */
static uint32_t *slot(const struct words *w, const char *text, size_t n)
{
    uint32_t i = hash(text, n) % w->n_slots;

    for (; w->slots[i]; i = (i + 1) % w->n_slots) {
        const char *other = w->at[w->slots[i]];

        if (strncmp(other, text, n) == 0 && other[n] == '\0')
            break;
    }
    return &w->slots[i];
}

static char empty[] = "";

static void grow(struct words *w)
{
    w->room = w->room ? 2 * w->room : 4096;
    w->n_slots = 2 * w->room;
    w->at = must(realloc(w->at, w->room * sizeof(*w->at)));
    w->at[0] = empty;
    free(w->slots);
    w->slots = must(calloc(w->n_slots, sizeof(*w->slots)));
    for (uint32_t i = 1; i <= w->used; i++)
        *slot(w, w->at[i], strlen(w->at[i])) = i;
}

uint32_t words_number(struct words *w, const char *text, size_t n)
{
    uint32_t *found;

    if (w->used + 1 >= w->room)
        grow(w);
    found = slot(w, text, n);
    if (*found)
        return *found;
    w->at[++w->used] = must(malloc(n + 1));
    memcpy(w->at[w->used], text, n);
    w->at[w->used][n] = '\0';
    return *found = w->used;
}
