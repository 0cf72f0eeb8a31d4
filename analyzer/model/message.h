#ifndef MODEL_MESSAGE_H
#define MODEL_MESSAGE_H

/*
 * message - one mail as its sender knows it, over all its queue entries
 *
 * Filter legs, second instances and own relays are one message. What it holds lives
 * until every entry has left the queue and its links are settled.
 */

#include "analyzer/base/buf.h"
#include "analyzer/model/account.h"
#include "analyzer/model/filtering.h"
#include "analyzer/model/line.h"
#include "analyzer/model/queued.h"

/* Bytes: any server must take a message of this size (RFC 5321, 4.5.3.1.7), and none is refused for
   it. */
enum { SIZE_ALL_TAKE = 64 * 1024 };

enum origin {
    ORIGIN_UNKNOWN, /* the log began after it was accepted, or an internal copy */
    ORIGIN_CLIENT,  /* by SMTP */
    ORIGIN_LOCAL,   /* handed in on the server itself */
    ORIGIN_NOTICE,  /* bounce or delay notice made by the server */
    ORIGIN_FORWARD, /* made by .forward, an alias or a filter: derived, nobody's own sending */
};

/* Where an address is, seen from the server. */
enum place { PLACE_UNKNOWN, PLACE_LOOPBACK, PLACE_OWN, PLACE_RELAY, PLACE_OUTSIDE };

/* Where a message names its sender. */
enum claim_place { CLAIM_IN_ENVELOPE, CLAIM_IN_HEADER, CLAIM_PLACES };

struct message {
    usec accepted;
    enum origin origin;
    enum place place; /* of the client */
    enum identity identity;
    struct account *account;       /* NULL: nobody of the own site */
    struct account *claimant;      /* who logged in, when it is nobody's for its empty sender */
    uint64_t mailing;              /* number of its mailing within the account; 0: none */
    uint64_t campaign;             /* number of its campaign; 0: none */
    uint64_t claims[CLAIM_PLACES]; /* numbers of claims; 0: none there; both may be the same */
    slice login, sender, message_id, subject, client_ip, client_name;
    slice header_from; /* as logged; of mail under a login only */
    bool is_from_cut;  /* its text may go on */
    bool is_from_unreadable;
    bool is_from_missing;    /* it has none, says a filter */
    bool is_from_own;        /* a filter read it: not that of an attached message */
    bool is_by_proxy;        /* its client is one of the site's proxies */
    bool is_submitted;       /* its login is named by webmail or a submission proxy */
    bool is_answer;          /* a filter wrote it in a recipient's name: vacation, notification */
    bool is_login_unknown;   /* it was sent under one, and the line that names it is missing */
    bool is_carried;         /* accepted in an earlier run, and under way since then */
    bool is_resent;          /* redirected by hand: From is the first author's */
    uint64_t first_queue_id; /* hash of the id that it had first; 0: not needed */
    uint64_t author;         /* hash of the address in it that is claimed; 0: none */
    uint64_t size;
    uint32_t nrcpt;
    uint32_t uid;
    slice user;                         /* in place of uid, where the server prints a name */
    struct kept_line accepted_line;     /* client= or pickup: who */
    struct kept_line subject_line;      /* header_checks: what it is called */
    struct kept_line from_line;         /* header_checks, or a filter: its header From */
    struct kept_line queued_line;       /* from=, size=, nrcpt= */
    const struct queued *in_queue;      /* what is left of it when the log has ended */
    const struct filtering *filterings; /* what filters said of it, the newest first */
    uint32_t n_filterings;
};

#endif
