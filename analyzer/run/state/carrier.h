#ifndef RUN_CARRIER_H
#define RUN_CARRIER_H

/*
 * carrier - the fields of a struct to bytes, and back, by one and the same function
 *
 * What is under way at the end of a run is read again by the next one. A function that carries a
 * struct names its fields once, in order: when the carrier loads it sets them, otherwise it only
 * writes them. Bytes that end too early, or make no sense, set `is_torn`, and all that follows
 * reads as 0 or empty.
 *
 * Texts that are loaded belong to `texts`, which may be another arena for each struct.
 */

#include "analyzer/base/arena.h"
#include "analyzer/base/packed.h"
#include "analyzer/model/line.h"

struct state;

struct carrier {
    struct buf *out;  /* NULL: it loads */
    struct unpack in; /* what is left to load */
    struct arena *texts;
    const struct state *state; /* knows inputs by their numbers */
    uint64_t version;          /* of what is under way, or of an account's open pieces */
};

static inline bool carrier_loads(const struct carrier *c)
{
    return !c->out;
}

uint64_t carry_unsigned(struct carrier *c, uint64_t n);
int64_t carry_signed(struct carrier *c, int64_t n);

/* A number, an enum or a boolean; times and other signed ones. */
#define CARRY(c, field)        ((field) = (__typeof__(field))carry_unsigned((c), (uint64_t)(field)))
#define CARRY_SIGNED(c, field) ((field) = (__typeof__(field))carry_signed((c), (int64_t)(field)))

/* As it is: a hash has no small numbers. */
uint64_t carry_hash(struct carrier *c, uint64_t hash);

void carry_text(struct carrier *c, slice *text);

/* A text that is a part of another one, which was carried before it. */
void carry_within(struct carrier *c, slice *part, slice whole);

/* A literal, or NULL: loaded it is one of the arena's. */
void carry_literal(struct carrier *c, const char **text);
void carry_kept_line(struct carrier *c, struct kept_line *line);
void carry_cite(struct carrier *c, struct cite *at);

/* How many there are to come: no more than there are bytes. */
size_t carry_count(struct carrier *c, size_t n);

#endif
