#ifndef MODEL_FACT_H
#define MODEL_FACT_H

/*
 * fact - what one line of a mail server says, in the terms of mail
 *
 * A parser makes facts of a line and knows nothing beyond it. Which fields a kind
 * fills is told beside it; all others are empty or 0. Slices live as long as the line.
 * Without its queue_id a fact is about the session, or what it sends next.
 * Addresses come without their angle brackets, otherwise as printed; "<>" is empty.
 */

#include "analyzer/base/slice.h"
#include "analyzer/model/reject_reason.h"

enum fact_kind {
    FACT_CLIENT,     /* [queue_id] client [login method orig_queue_id orig_client] */
    FACT_PICKUP,     /* queue_id uid sender [orig_queue_id: put back by hand]: handed in here */
    FACT_MESSAGE_ID, /* queue_id message_id */
    FACT_RESENT,     /* queue_id message_id: redirected by hand; From is the first author's */
    FACT_HEADER,     /* queue_id header_name text reaction [client sender recipient]: header_checks;
                        no header_name: text is of the body, or what is wrong with its MIME */
    FACT_QUEUED,     /* queue_id sender size nrcpt: taken into the active queue; may come again */
    FACT_DELIVERY,   /* queue_id recipient orig_to relay status dsn text delay_ms [next_*] */
    FACT_EXPIRED,    /* queue_id sender: all recipients still deferred are given up */
    FACT_REMOVED,    /* queue_id: left the queue */
    FACT_OVERSIZE, /* [queue_id]: refused at the size limit while it was read; content may follow */
    FACT_CANCELED, /* queue_id [client stage text]: given up or refused before it was accepted */
    FACT_NOTICE,   /* queue_id next_queue_id: a bounce or delay notice was made of it */
    FACT_DISPOSED, /* reaction [queue_id client stage text sender recipient]: held, discarded
                    */
    FACT_REJECT,   /* [client] stage code dsn text reason reaction [queue_id sender recipient
                      login method]; reaction WARN: would have been refused, and was not */
    FACT_CONNECT,  /* client */
    FACT_DISCONNECT,  /* client counters */
    FACT_AUTH_FAILED, /* client method text [login] is_untried */
    FACT_PASSED,      /* queue_id recipient text: left to the transport in text, which logs it */
    FACT_PROXIED, /* stage code text [sender recipient login next_*]: a before-queue filter took it
                   */
    FACT_TRY,  /* [queue_id] relay text [stage]: this server did not take it; others may follow */
    FACT_LOST, /* client stage text: left in the middle; text: how ("timeout") */
    FACT_PROTOCOL_ERROR, /* client stage text: broke SMTP behind the command in stage; text: how */
    FACT_BLOCKLISTED,    /* client count: its rank on DNS block lists; 0: on the server's own */
    FACT_OVER_LIMIT,     /* client stage count: refused for too many of what stage names */
    FACT_PEAK, /* client stage count per_seconds: statistics, the most; per_seconds 0: at a time */
    FACT_TLS,  /* client or relay, text: protocol and cipher */
    FACT_KINDS
};

enum delivery_status {
    STATUS_SENT,
    STATUS_BOUNCED,
    STATUS_DEFERRED,
    STATUS_EXPIRED, /* on a delivery line that names its recipient */
    STATUS_DELIVERABLE,
    STATUS_UNDELIVERABLE, /* these two: address verification, no mail was moved */
};

enum next_kind {
    NEXT_NONE,
    NEXT_QUEUED,    /* "queued as": the next server or filter took it under this id */
    NEXT_FORWARDED, /* "forwarded as": .forward or alias made a new message */
    NEXT_NOTICE,    /* of FACT_NOTICE: the id of the bounce or delay notice */
};

enum reaction {
    REACTION_INFO,
    REACTION_WARN,
    REACTION_HOLD,
    REACTION_DISCARD,
    REACTION_REJECT,
    REACTION_OTHER
};

/* name as printed, "unknown" included; ip without brackets or "IPv6:"; port 0: not printed. */
struct peer {
    slice name, ip;
    uint16_t port;
};

struct counter {
    uint32_t good, all; /* "auth=0/3" is 0 of 3; "auth=3" is 3 of 3 */
};

struct fact {
    enum fact_kind kind;
    slice queue_id;
    struct peer client, relay;
    slice login, method;              /* SASL */
    slice orig_queue_id, orig_client; /* XFORWARD; orig_client is an address */
    slice sender, recipient, orig_to;
    slice message_id;  /* with its angle brackets, as printed */
    slice header_name; /* as printed: "Subject" */
    slice text;        /* reply, reject or header text, as printed */
    slice dsn;         /* "5.1.1" */
    slice next_queue_id;
    slice stage; /* "RCPT", "MAIL", "CONNECT", "END-OF-MESSAGE" ...; of limits: "connection" ... */
    enum next_kind next;
    enum delivery_status status;
    enum reaction reaction;
    enum reject_reason reason;
    uint64_t size; /* bytes */
    uint32_t nrcpt, uid;
    uint32_t code;    /* SMTP reply code, 0: none */
    int64_t delay_ms; /* since acceptance; -1: not printed */
    bool is_local;    /* delivered here: local, virtual, lmtp, pipe; not the smtp client */
    bool is_cut;      /* FACT_HEADER: text is as long as the server prints, and may go on */
    bool is_untried;  /* no password was checked: server out of order, or method not offered */
    struct counter auth, mail, rcpt, message_data; /* of the session */
    uint32_t commands, count, per_seconds;
};

#endif
