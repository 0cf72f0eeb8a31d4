#ifndef RUN_SENT_H
#define RUN_SENT_H

/*
 * sent - the messages that logins sent, for complaints that come when their log is long read
 *
 * Of each message and domain outside that it went to a record of SENT_SIZE bytes: keyed hashes of
 * its Message-ID, of the queue id of its first server and of the recipient, if it was one, cut to
 * 40 bits; when it was accepted; where the line stands that says who sent it. No address is kept,
 * and no hash can be turned back into one. The records of an account lie together, those of a run
 * with its generation; they are written as the run goes on, so that as many as there are in
 * SENT_MOST are held at once. Retention's `detail` is their life.
 *
 * Not remembered: mail for members, mail without a login, what a run without a state reads.
 */

#include "analyzer/base/buf.h"
#include "analyzer/model/event.h"

struct state;

enum { SENT_SIZE = 37, SENT_MOST = 1 << 15 };

/* What is not in the hashes. */
enum sent_mark {
    SENT_TO_ONE = 1,      /* one recipient in all */
    SENT_KNOWN = 2,       /* written to on an earlier day */
    SENT_ANSWERING = 4,   /* the recipient had written to the account before */
    SENT_ANNOUNCED = 8,   /* as a mailing that its owner had announced */
    SENT_BY_WEBMAIL = 16, /* IDENTITY_SUBMISSION */
};

struct sent_record {
    uint64_t message, queue, recipient; /* as sent_hash(); recipient 0: several */
    uint32_t domain;                    /* hash of the recipient's */
    usec accepted;                      /* whole seconds */
    struct cite line;                   /* of an earlier input */
    unsigned marks;
};

/* Room for the records of this run that are not written yet. */
struct sent {
    struct state *state;
    struct sent_row *rows;
    size_t n;
    bool is_closed;
};

/* The same in every run with this state. */
uint64_t sent_hash(const struct state *s, uint64_t hash);

/* ev: as EVENT_RECIPIENT has it, told; a recipient outside of a message under a login. */
void sent_add(struct sent *s, const struct event *ev, unsigned marks);

/* To the state, what is left of it. What is still under way goes there in a later run. */
void sent_close(struct sent *s);

void sent_pack(const struct sent_record *r, struct buf *out);
/* False: there is none left. */
bool sent_next(slice *packed, struct sent_record *out);

/* state_sent.c: every record of earlier generations that was not accepted before `since`, nor
   before what retention leaves. */
typedef void sent_fn(void *context, slice account, const struct sent_record *r);
void state_each_sent(struct state *s, usec since, sent_fn *visit, void *context);
/* Of one account, all of one time. */
void state_keep_sent(struct state *s, slice account, usec newest, slice packed);

#endif
