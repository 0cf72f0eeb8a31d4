#ifndef RUN_CONTACTS_H
#define RUN_CONTACTS_H

/*
 * contacts - whom an account has written to, and on which days
 *
 * Of each recipient 48 bits of a keyed hash and the first and the last day, by number since 1970;
 * no address. One that had no mail for kept_days is new when it is met again, and is left out
 * when all are packed.
 *
 * Most of what is known of an account does not change from day to day, so they are packed in two
 * pieces: a whole, and what has changed since. Both are rows in order of hash; they stay as they
 * were packed and are looked up there, and only whom the account writes to now is in a table.
 */

#include "analyzer/base/packed.h"

enum { CONTACT_DAYS = 90, CONTACTS_MAX = 1 << 18, CONTACT_BYTES = 10 /* a row */ };

struct contact {
    uint64_t who; /* 0: a free slot */
    uint16_t first, last;
};

/* What was thrown away. */
struct forgotten {
    uint64_t accounts; /* of which nothing is left */
    uint64_t days;
    uint64_t contacts; /* and groups of them */
    uint64_t open;     /* parts with mailings, claims, evidence */
};

/* Zeroed when empty. */
struct contacts {
    struct buf whole, since;  /* rows */
    struct contact *table;    /* newer than either */
    size_t size, used;        /* size: a power of two, or 0 */
    int64_t kept_days;        /* as the policy has it; 0: CONTACT_DAYS */
    struct forgotten *passed; /* counts those that pass otherwise than by contacts_forget(), and an
                                 account's days; NULL: nobody wants to know */
};

struct met {
    bool is_known;     /* from an earlier day */
    bool is_new_today; /* first met on this day, and just now */
    bool is_again;     /* met on this day before */
};

/* The account writes to the recipient with this hash on this day. */
struct met contacts_meet(struct contacts *c, uint64_t hash, int64_t day);

/* The whole: those that had mail in the kept_days before `today`. Of more than CONTACTS_MAX
   those that had none for longest are left out. */
void contacts_pack(const struct contacts *c, int64_t today, struct buf *out);
void contacts_pack_since(const struct contacts *c, struct buf *out);

/* Each once; what was in them is gone. False: it is nothing that was packed here. */
bool contacts_unpack(struct contacts *c, slice packed);
bool contacts_unpack_since(struct contacts *c, slice packed);

/* A whole as version 1 packed it: rows of twelve bytes, with all of the hash. */
bool contacts_unpack_old(struct contacts *c, slice packed);

/* Throws away those that had no mail since the day `before`, and what is known of the others from
   earlier than that; how many they were. */
uint64_t contacts_forget(struct contacts *c, int64_t before);

/* The day of the last mail to whom had none for longest, and to whom had it last; of nobody
   INT64_MAX and INT64_MIN. */
int64_t contacts_oldest(const struct contacts *c);
int64_t contacts_newest(const struct contacts *c);

/* How many are known. */
size_t contacts_count(const struct contacts *c);

/* Rows in order of hash, one after the other: `at` begins at 0; false: there are no more. */
bool contacts_next(slice packed, size_t *at, struct contact *one);
void contacts_free(struct contacts *c);

static inline int64_t contacts_kept_days(const struct contacts *c)
{
    return c->kept_days ? c->kept_days : CONTACT_DAYS;
}

#endif
