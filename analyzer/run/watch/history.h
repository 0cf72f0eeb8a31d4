#ifndef RUN_HISTORY_H
#define RUN_HISTORY_H

/*
 * history - what is remembered of one account: days, contacts, groups, its detectors' fields
 *
 * Packed it is a list of named parts, in two pieces: the whole of days and contacts, and what has
 * changed since that was packed. Most of an account stays as it was from day to day. Parts that
 * this version does not know, of a detector that it does not have, are kept as they are. Days are
 * those of the site's zone, by number since 1970; HISTORY_DAYS of them, the newest. Nothing is
 * summed up over days: what is usual is derived from them whenever it is asked for (usual.h), so it
 * does not matter in how many runs they came.
 */

#include "analyzer/run/watch/contacts.h"
#include "detectors/groups.h"
#include "detectors/writers.h"

enum { HISTORY_DAYS = 56 };

/* Why a day may not be learned from, and why it may all the same. */
enum history_marks {
    HISTORY_SUSPECT = 1,  /* a piece of evidence about the account was ripe on it */
    HISTORY_RELEASED = 2, /* somebody looked, and it was as it should be: released.h */
};

struct history_day {
    uint64_t bytes; /* of messages, as submitted */
    int32_t day;
    uint32_t messages, recipients, external;
    uint32_t distinct; /* recipients, each once */
    uint32_t met;      /* of these: never written to before */
    uint32_t bounced;  /* recipients, by the day their mail was accepted */
    uint32_t hours;    /* bit 0 to 23: mail was accepted in that hour */
    uint32_t marks;    /* enum history_marks */
    bool is_since;     /* not in the whole, or not like this */
};

struct history {
    struct history_day days[HISTORY_DAYS]; /* in order of day */
    size_t n_days;
    struct contacts contacts;
    struct groups groups;   /* of recipients, whom it wrote to at once */
    struct writers writers; /* who wrote to it */
    size_t whole_n;         /* bytes of the whole, as it was unpacked */
    int64_t whole_first;    /* its first day, where it has days */
    bool has_whole_days;
    bool wants_whole;   /* it is of an earlier version, or something in it is to be forgotten */
    struct buf unknown; /* parts, packed */
    bool is_torn;       /* something that was unpacked was not whole: only a part of it is here */
};

void history_message(struct history *h, int64_t day, int hour, uint64_t bytes);

/* So many recipients of mail accepted that day bounced, however much later. */
void history_bounced(struct history *h, int64_t day, uint64_t recipients);

/* Marks a day with mail; one without is left alone. */
void history_mark(struct history *h, int64_t day, enum history_marks mark);

/* The oldest that is kept somewhere; INT64_MAX: there is none. */
int64_t history_oldest(const struct history *h);

/* NULL: no mail on that day. */
const struct history_day *history_find(const struct history *h, int64_t day);

static inline bool history_may_learn(const struct history_day *d)
{
    return (d->marks & (HISTORY_SUSPECT | HISTORY_RELEASED)) != HISTORY_SUSPECT;
}

/* True: the account has written to `who` on an earlier day. */
bool history_recipient(struct history *h, int64_t day, uint64_t who, bool is_external);

/* Days and contacts; today: contacts are counted back from there. Then nothing has changed since.
 */
void history_pack_whole(const struct history *h, int64_t today, struct buf *out);

/* False: so much has changed that it is time for a whole; nothing is packed then. */
bool history_pack_since(const struct history *h, struct buf *out);

/* All of it as if it had changed since: whoever learns more of the account makes a whole of it. */
void history_pack_alone(const struct history *h, struct buf *out);

/* Groups and writers, in parts of their own beside either. */
void history_pack_company(const struct history *h, struct buf *out);

/* A part of what these made, of the whole first; false: it is somebody else's. */
bool history_unpack_part(struct history *h, slice name, slice bytes);

/* Throws away the days before this one; how many they were. A whole that has such days, even if
   there was no room for them any more, is made anew. */
uint64_t history_forget(struct history *h, int64_t before);
/* The same for the part of the days alone. */
bool history_unpack_days(struct history *h, slice name, slice bytes);
void history_free(struct history *h);

#endif
