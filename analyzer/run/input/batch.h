#ifndef RUN_BATCH_H
#define RUN_BATCH_H

/*
 * batch - some hundred lines with what they say, on their way from inputs to stations
 *
 * Holds a copy of its lines' text, so that lines and facts live until the batch is filled
 * again, whatever the inputs do meanwhile. Parsing a batch touches the batch alone: any
 * thread may do it.
 */

#include "analyzer/base/buf.h"
#include "analyzer/model/facts.h"
#include "analyzer/run/input/inputs.h"

enum { BATCH_LINES = 512, BATCH_BYTES = 128 * 1024 };

struct parsed {
    struct line line;
    enum framing framing;
    const struct mta *mta; /* NULL: of a program that nobody reads */
    enum verdict verdict;
    const char *why; /* literal: the verdict's reason; "" with VERDICT_PARSED */
    size_t first_fact, n_facts;
    uint64_t repeats; /* how often it says that a line came again; 0: it is no such line */
    bool is_taken;    /* of these: that line was taken itself, with what it says of the queue */
};

struct batch {
    struct parsed lines[BATCH_LINES];
    size_t n;
    struct buf text;
    struct fact *facts;
    size_t n_facts, facts_cap;
};

/* With VERDICT_REPEATED. */
extern const char why_again[];

/* Whether a line of so many bytes may be added; false: the batch has to go first. */
bool batch_has_room(const struct batch *b, size_t bytes);

void batch_clear(struct batch *b);
void batch_add(struct batch *b, const struct line *ln, enum framing framing);

/* Takes every line apart; to be called once, when the batch is full. */
void batch_parse(struct batch *b);
void batch_free(struct batch *b);

/* What the join asks of each address, again and again: done by whoever reads, beside it. */
void batch_hash_addresses(struct fact *facts, size_t n);

#endif
