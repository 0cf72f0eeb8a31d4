#ifndef RUN_HISTORY_H
#define RUN_HISTORY_H

/*
 * history - what is remembered of one account: its days, its contacts, its detectors' fields
 *
 * Packed it is a list of named parts. Parts that this version does not know, of a detector that
 * it does not have, are kept as they are. Days are those of the site's zone, by number since
 * 1970; HISTORY_DAYS of them, the newest.
 */

#include "analyzer/run/contacts.h"

enum { HISTORY_DAYS = 56 };

struct history_day {
    int64_t day;
    uint64_t messages, recipients, external;
    uint64_t distinct; /* recipients, each once */
    uint64_t met;      /* of these: never written to before */
};

struct history {
    struct history_day days[HISTORY_DAYS]; /* in order of day */
    size_t n_days;
    struct contacts contacts;
    struct buf unknown; /* parts, packed */
    bool is_torn;       /* something that was unpacked was not whole: only a part of it is here */
};

void history_message(struct history *h, int64_t day);

/* True: the account has written to `who` on an earlier day. */
bool history_recipient(struct history *h, int64_t day, uint64_t who, bool is_external);

/* Days and contacts and what is unknown; today: contacts are counted back from there. */
void history_pack(const struct history *h, int64_t today, struct buf *out);

/* A part of what history_pack() made; false: it is somebody else's. */
bool history_unpack_part(struct history *h, slice name, slice bytes);
void history_free(struct history *h);

#endif
