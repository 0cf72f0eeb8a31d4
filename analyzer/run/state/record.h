#ifndef RUN_RECORD_H
#define RUN_RECORD_H

/*
 * record - all that the state holds of one account, as it is packed
 *
 * Two pieces, each a version and named parts. The body has days and contacts (history) as they
 * were when it was written; the other one what has changed of them since, and a part for each
 * detector that watches accounts. Most accounts have a body that is weeks old, and those that
 * write little have none. For whoever goes over records without running detectors: their parts
 * stay as they are, in history.unknown.
 */

#include "analyzer/base/err.h"
#include "analyzer/run/watch/history.h"

enum { RECORD_VERSION = 1 };

struct record {
    struct buf body; /* empty: it stays as it is, or there is none */
    struct buf rest;
};

/* A piece, the body first. False: it cannot be unpacked whole; what could be is in *h, to be freed
   all the same. */
bool record_unpack(struct history *h, slice piece);

/* With parts of others. A body is made when enough has changed; nothing at all when nothing is
   left. To be freed. */
void record_pack(const struct history *h, int64_t today, slice others, struct record *out);
void record_free(struct record *r);

/* All of it as one piece, the second, that needs no body; nothing when nothing is left. */
void record_pack_alone(const struct history *h, struct buf *out);

/* How many days of log time are kept: of what is usual, and of what is open. */
struct record_keep {
    int64_t baselines, detail;
};

/* Throws away what is older than so many days before `today`, the first that is not closed; 0:
   nothing may be older than that day. Detectors' parts, which have no date, go when neither a day
   nor a contact is left. False: nothing was to be thrown away. */
bool record_forget(struct history *h, const struct record_keep *keep, int64_t today,
                   struct forgotten *sum);

/* The day on which to look at it again; at most RECORD_SLACK days after the first thing in it has
   passed, so that records are not written anew each night. is_open: it has parts with what is
   open, in `unknown` or elsewhere. */
enum { RECORD_SLACK = 7 };
int64_t record_due(const struct history *h, bool is_open, const struct record_keep *keep,
                   int64_t today);
bool record_is_open(const struct history *h);

/* It has days or contacts. One that has not passes when it was not written for as long as both
   terms allow: all of it when that day has come. */
bool record_is_dated(const struct history *h);

/* Throws away what is open (mailings, claims, evidence: texts of the log) where it mentions the
   name, in whatever case. False: it does not. */
bool record_unmention(struct history *h, slice name);

/* The name stands among the bytes, in whatever case. */
bool record_mentions(slice bytes, slice name);

/* Whether a piece could be unpacked, its detectors' parts as well. False: *why says which part is
   not whole. */
bool record_check(slice piece, struct err *why);

#endif
