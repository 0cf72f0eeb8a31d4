#ifndef RUN_INBOUND_H
#define RUN_INBOUND_H

/*
 * inbound - who wrote to whom: one look-up for each recipient whose mail was delivered here
 *
 * Whose mailbox it is, is found out once for each address, by the directory or by the name in front
 * of an own domain. An account that has sent mail in this run learns of it at once, and its
 * detectors with it (EVENT_RECEIVED). Most accounts only receive; of these no more is kept than
 * who wrote, for BOXES_MAX of them: anybody can write to names that nobody has, where a server
 * takes them. When such an account sends mail after all it has them; when the run is over
 * they go to its record in the state, which is made for it if the directory has the account.
 * Who may send for an account by the directory has the answers in its mailbox: whoever wrote to
 * it is no stranger to its delegates either.
 */

#include "analyzer/base/map.h"
#include "analyzer/run/join/accounts.h"
#include "detectors/toolbox.h"
#include "detectors/writers.h"

enum { BOXES_MAX = 1 << 16, FAILED_SPAN = 30 * DAY };

struct watchers;
struct account_work;
struct event;

/* Zeroed, with its first two fields set. */
struct inbound {
    struct accounts *accounts;
    struct arena *arena;
    struct map by_address;   /* hash of the folded address -> struct inbound_box * */
    struct map by_name;      /* canonical name -> the same */
    struct inbound_box *due; /* its delegates are still to be found; NULL: none's are */
    struct distinct failed;  /* hashes of folded addresses that found no mailbox of late */
};

/* The box that mail to this address is for; NULL: there is no room. to: hash_address() of it. */
struct inbound_box *inbound_box(struct inbound *in, slice address, uint64_t to);

/* For fetching ahead, step by step; NULL: there is none yet. */
static inline void inbound_fetch(const struct inbound *in, uint64_t to)
{
    map_fetch(&in->by_address, to);
}
const struct inbound_box *inbound_likely(const struct inbound *in, uint64_t to);
const struct writers *inbound_writers(const struct inbound_box *box);

/* No mailbox was behind an address. Makes *ev an EVENT_FAILED of the account that has published it,
   and lets it hear of what is delivered there from now on; false: it is nobody's. */
bool inbound_failed(struct inbound *in, slice address, usec when, struct event *ev);
bool inbound_has_failed(const struct inbound *in, uint64_t to);

/* ev: EVENT_RECEIVED but for its account; its recipient is who wrote. */
void inbound_received(struct watchers *w, struct inbound_box *box, struct event *ev);

/* The account has its own from now on. */
void inbound_hand_over(struct inbound *in, struct account_work *work);

/* What came for accounts that sent nothing in this run goes to the state. */
void inbound_keep(struct watchers *w);
void inbound_free(struct inbound *in);

#endif
