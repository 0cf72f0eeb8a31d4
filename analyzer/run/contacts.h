#ifndef RUN_CONTACTS_H
#define RUN_CONTACTS_H

/*
 * contacts - whom an account has written to, and on which days
 *
 * Of each recipient a keyed hash and the first and the last day, by number since 1970; no address.
 * One that had no mail for kept_days is new when it is met again, and is left out when they are
 * packed. Zeroed when empty.
 */

#include "analyzer/base/packed.h"

enum { CONTACT_DAYS = 90, CONTACTS_MAX = 1 << 18 };

struct contact {
    uint64_t who; /* 0: a free slot */
    uint16_t first, last;
};

struct contacts {
    struct contact *table;
    size_t size, used; /* size: a power of two, or 0 */
    int64_t kept_days; /* as the policy has it; 0: CONTACT_DAYS */
};

struct met {
    bool is_known;     /* from an earlier day */
    bool is_new_today; /* first met on this day, and just now */
    bool is_again;     /* met on this day before */
};

/* The account writes to `who` on this day. */
struct met contacts_meet(struct contacts *c, uint64_t who, int64_t day);

/* In order of hash, those that had mail in the kept_days before `today`. Of more than
   CONTACTS_MAX those that had none for longest are left out. */
void contacts_pack(const struct contacts *c, int64_t today, struct buf *out);

/* False: it is nothing that contacts_pack() made; what could be read is there. */
bool contacts_unpack(struct contacts *c, slice packed);

/* Throws away those that had no mail since the day `before`, and what is known of the others from
   earlier than that; how many they were. */
uint64_t contacts_forget(struct contacts *c, int64_t before);

/* The day of the last mail to whom had none for longest, and to whom had it last; of nobody
   INT64_MAX and INT64_MIN. */
int64_t contacts_oldest(const struct contacts *c);
int64_t contacts_newest(const struct contacts *c);

/* In order of hash, one after the other: `at` begins at 0; false: there are no more. */
bool contacts_next(slice packed, size_t *at, struct contact *one);
void contacts_free(struct contacts *c);

static inline int64_t contacts_kept_days(const struct contacts *c)
{
    return c->kept_days ? c->kept_days : CONTACT_DAYS;
}

#endif
