#ifndef RUN_SIGHTINGS_H
#define RUN_SIGHTINGS_H

/*
 * sightings - what each generation found, remembered in the state
 *
 * One row for each finding of each generation; it goes when the generation is taken off. A case is
 * all sightings of one finding id: its newest one tells what it is, its oldest one when it began.
 */

#include "analyzer/base/arena.h"
#include "analyzer/model/result.h"
#include "analyzer/run/state/store.h"

/* In SQL, of a row for the case handler alone: as clause_is_restricted() and clause_names have it.
 */
#define SIGHTING_RESTRICTED "clause = 'harassment'"

/* A case: texts as in the newest sighting. */
struct sighting {
    slice id, account, detector, clause, anchor, certainty, headline, numbers;
    slice action, account_action; /* recommended for the finding, and for its account then */
    uint64_t pattern;
    int64_t oldest, newest; /* generations */
    usec first, last;       /* of its events; USEC_NONE: not known */
};

struct sightings {
    const struct sighting *at; /* by account, detector, pattern, first, id */
    size_t n;
};

/* The order of a list, for qsort. */
int sightings_order(const void *x, const void *y);

/* Writes those of a generation. */
void sightings_write(struct store *s, int64_t generation, const struct result *r);

/* Takes off what was found in the generations above, and brings back what they threw away. */
void sightings_forget(struct store *s, int64_t above);

/* Cases that were seen last before these times are thrown away by this generation, by what was
   decided about them last; how many they are. Nobody sees them any more. */
struct sighting_terms {
    usec confirmed, withdrawn, others;
};
uint64_t sightings_expire(struct store *s, int64_t generation, const struct sighting_terms *before);

/* What generations up to this one threw away goes for good. */
void sightings_drop(struct store *s, int64_t generation);

/* Cases of all accounts, or of one; texts are kept in the arena. */
enum sightings_of { SIGHTINGS_GENERAL, SIGHTINGS_RESTRICTED /* for the case handler alone */ };
void sightings_read(struct store *s, struct arena *a, const slice *account, enum sightings_of which,
                    struct sightings *all);

/* Those that this very generation found, without what is for the case handler alone. */
void sightings_of_generation(struct store *s, struct arena *a, int64_t generation,
                             struct sightings *all);

#endif
