#ifndef RUN_CARRY_WATCHED_H
#define RUN_CARRY_WATCHED_H

/*
 * carry_watched - an account's mailings, claims and open pieces of evidence, from run to run
 *
 * Part of the account's packed record, beside its history: what was found over the end of an input
 * is one thing, in whatever runs the inputs were read. What has been over for a day is dropped when
 * it is loaded.
 */

#include "analyzer/run/state/carrier.h"
#include "analyzer/run/watch/watchers.h"

/* Its own parts, each with a name; nothing where nothing is going on. */
void carry_pack(struct watchers *w, struct account_work *work, struct buf *out);

/* A part of what carry_pack() made; false: it is somebody else's. */
bool carry_unpack_part(struct watchers *w, struct account_work *work, slice name, slice bytes);

/* carry_fields.c: which detectors have something of a key, and in which fields. */
enum { FIELDS_MAX = 16 };

struct field_column {
    enum field_kind kind;
    const struct field *field; /* NULL: there is none of that name by now */
};

struct field_row {
    const struct detector *detector; /* NULL: there is none of that name by now */
    size_t number;
    struct field_column columns[FIELDS_MAX];
    size_t n;
};

struct field_table {
    struct field_row rows[WATCHES_MAX];
    size_t n;
};

void carry_field_table(struct carrier *c, enum key key, struct field_table *t);

/* The values of a row; loaded into a state that is zeroed. */
void carry_fields(struct carrier *c, const struct field_row *row, void *state);

/* A part of that name is one of those. */
bool carry_is_open(slice name);

/* carry_evidence.c: but for whose it is. */
void carry_evidence(struct carrier *c, struct evidence *e);

#endif
