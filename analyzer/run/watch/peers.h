#ifndef RUN_PEERS_H
#define RUN_PEERS_H

/*
 * peers - what accounts of each kind did on each of the newest closed days
 *
 * Of every kind and day no account is kept, but histograms: how many of its accounts had so many
 * messages, recipients, new recipients, and how surprising that was by their own rates. So the
 * memory is one of kinds and days. Days of accounts that must not be learned from are left out and
 * counted. A day that is not here was not logged; one without mail is.
 *
 * Counts up to 7 have a bucket each, larger ones four to each power of two.
 */

#include "analyzer/base/packed.h"
#include "analyzer/model/usual.h"

enum {
    COUNT_BUCKETS = 80,
    SURPRISE_BUCKETS = 49, /* a quarter of a power of ten each; the last: twelve or more */
    PEERS_FEW = 30,        /* days of accounts: fewer say nothing about a kind */
    DISPERSION_PRESET = 3000,
};

struct peers_of { /* one kind, one measure; one day or several */
    uint32_t counts[COUNT_BUCKETS];
    uint32_t surprises[SURPRISE_BUCKETS];
    uint64_t spread, spread_of; /* sum of squared distance from the rate over the rate,
                                   thousandths, and of how many */
};

struct peers_day {
    int64_t day;
    uint32_t suspect[ACCOUNT_KINDS]; /* days of accounts that were left out */
    struct peers_of of[ACCOUNT_KINDS][MEASURES];
};

/* All of the USUAL_DAYS before a day; the last row is that of all kinds together. */
struct peers_window {
    bool is_made;
    int64_t day;
    struct peers_of of[ACCOUNT_KINDS + 1][MEASURES];
};

struct peers {
    struct peers_day *days[USUAL_DAYS]; /* closed, in order */
    size_t n;
    struct peers_window *windows[2]; /* what was asked for last, of even and of odd days */
};

/* A day is closed: added as it is, which is the table's from now on. Older ones make room. */
void peers_add(struct peers *p, struct peers_day *day);
const struct peers_day *peers_find(const struct peers *p, int64_t day);

/* Of the days before: bit i is set if the day 1 + i days before was closed. */
uint64_t peers_closed(const struct peers *p, int64_t day);

/* MEASURES of them, of this kind's days before; of all kinds where the kind has PEERS_FEW or less.
   Good until a day is added. */
const struct peers_of *peers_before(struct peers *p, enum account_kind kind, int64_t day);

/* Unpacking takes all there is. */
void peers_pack(const struct peers *p, struct buf *out);
void peers_unpack(struct peers *p, struct unpack *u);
void peers_free(struct peers *p);

/* peers_rank.c: the same for one histogram. */
size_t peers_bucket(uint64_t count);
uint64_t peers_bucket_top(size_t bucket); /* the largest count in it */
size_t peers_surprise_bucket(int32_t surprise);
uint64_t peers_total(const struct peers_of *of);
/* So many of 10000 days had at most this. */
uint64_t peers_quantile(const struct peers_of *of, uint64_t of_10000);
/* So many of 10000 days had less. */
int32_t peers_rank(const struct peers_of *of, uint64_t count);
/* -log10 of the share of days that were as surprising, this one counted: thousandths. */
int32_t peers_calibrate(const struct peers_of *of, int32_t surprise);
/* Mean, and variance over mean; thousandths. Counts beyond a thousand are taken for that. */
int64_t peers_mean(const struct peers_of *of);
int64_t peers_variance(const struct peers_of *of);
/* What this kind did on the day over what it does on such days, 500 to 3000 thousandths. */
int32_t peers_factor(struct peers *p, const struct peers_day *today, enum account_kind kind,
                     enum measure measure);

#endif
