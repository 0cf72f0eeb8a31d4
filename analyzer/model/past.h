#ifndef MODEL_PAST_H
#define MODEL_PAST_H

/*
 * past - what is known of a finding and its account from earlier runs and from the journal
 *
 * Only where a run has a state. It is worked out anew each time from what the runs below its base
 * found and from all decisions there are: nothing of it is kept, and none of it has a weight of
 * its own (what an earlier decision weighs stands among the finding's reasons).
 */

#include "analyzer/model/decision.h"

enum standing {
    STANDING_NEW,
    STANDING_GOING_ON,  /* it was found before, and has not paused */
    STANDING_CAME_BACK, /* it was found before, and then it paused or was decided */
    STANDING_QUIET,     /* nobody decided, and it was not seen lately; of no finding of this run */
    STANDING_CLOSED,    /* decided, and nothing happened since */
    STANDINGS
};

extern const char *const standing_names[STANDINGS];
extern const char *const standing_words[STANDINGS]; /* for people: "going on" */

/* Longer without it, and it has paused. */
enum { STANDING_PAUSE = 2 * DAY };

struct past {
    enum standing standing;
    usec since;                        /* first seen; USEC_NONE: not known */
    const struct decision **decisions; /* on this very finding, oldest first */
    size_t n_decisions;
};

/* A finding of an earlier run. */
struct earlier {
    slice id, detector, headline;    /* headline: empty where only the journal knows it */
    usec first, last;                /* USEC_NONE where only the journal knows it */
    const struct decision *decision; /* that stands; NULL: nobody decided */
};

enum { EARLIER_MAX = 20 };

struct account_past {
    const struct earlier *earlier; /* newest first, EARLIER_MAX at most */
    size_t n_earlier, n_more;
    bool is_decided;  /* all that asks for something was decided, and nothing happened since */
    bool is_repeated; /* one that was confirmed within the year is not among those of this run */
};

/* What this run changes against the one that it stands on. */
struct changes {
    uint64_t standings[STANDINGS]; /* findings of this run */
    uint64_t no_longer;            /* open ones of that run that this one did not find again */
    bool has_before;               /* there is such a run */
    uint64_t decisions;            /* entries of the journal */
    char journal[DIGEST_HEX];      /* the newest one's digest */
};

#endif
