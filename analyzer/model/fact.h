#ifndef MODEL_FACT_H
#define MODEL_FACT_H

/*
 * fact - what one line of a mail server says, in the terms of mail
 *
 * A parser makes facts of a line and knows nothing beyond it. Which fields a kind
 * fills is told in fact_kind.h; all others are empty or 0. Slices live as long as the line.
 * Without its queue_id a fact is about the session, or what it sends next.
 * Addresses come without their angle brackets, otherwise as printed; "<>" is empty.
 */

#include "analyzer/base/slice.h"
#include "analyzer/model/fact_kind.h"
#include "analyzer/model/reject_reason.h"

enum delivery_status {
    STATUS_SENT,
    STATUS_DISCARDED, /* taken and thrown away, as the server's configuration says */
    STATUS_BOUNCED,
    STATUS_DEFERRED,
    STATUS_EXPIRED, /* on a delivery line that names its recipient */
    STATUS_DELIVERABLE,
    STATUS_UNDELIVERABLE, /* these two: address verification, no mail was moved */
};

enum next_kind {
    NEXT_NONE,
    NEXT_QUEUED,    /* "queued as": the next server or filter took it under this id */
    NEXT_MOVED,     /* to another queue of the same server, which will name its recipients */
    NEXT_FORWARDED, /* "forwarded as": .forward or alias made a new message */
    NEXT_NOTICE,    /* of FACT_NOTICE: the id of the bounce or delay notice */
    NEXT_ANSWER,    /* the same, of what a recipient's filter wrote, or of a receipt */
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
    slice user;                       /* of this server, by name, where no uid is printed */
    slice session;                    /* its name, where lines of one session carry it */
    slice orig_queue_id, orig_client; /* XFORWARD; orig_client is an address */
    slice sender, recipient, orig_to;
    uint64_t to, offered;  /* hash_address() of recipient and orig_to, where there is one; no
                              parser's: whoever reads the line fills them in */
    slice message_id;      /* with or without its angle brackets, as printed */
    slice header_name;     /* as printed: "Subject" */
    slice text;            /* reply, reject or header text, as printed */
    slice dsn;             /* "5.1.1" */
    slice header_from;     /* of FACT_FILTERED: address, or the line's text with its authors */
    slice subject, digest; /* of FACT_FILTERED: what its content is known by */
    slice next_queue_id;
    slice stage; /* "RCPT", "MAIL", "CONNECT", "END-OF-MESSAGE" ...; of limits: "connection" ... */
    enum next_kind next;
    enum delivery_status status;
    enum delivery_status kept; /* a filter's reply: STATUS_DISCARDED or STATUS_BOUNCED what it did
                                  not hand on; STATUS_SENT: nothing */
    enum reaction reaction;
    enum reject_reason reason;
    uint64_t size; /* bytes */
    uint32_t nrcpt, uid;
    uint32_t code;           /* SMTP reply code, 0: none */
    int64_t delay_ms;        /* since acceptance; -1: not printed */
    bool is_local;           /* delivered here: local, virtual, lmtp, pipe; not the smtp client */
    bool is_piped;           /* given to a program, which may hand it in again */
    bool is_by_hand;         /* an operator did it */
    bool is_login_elsewhere; /* under a login, which another line of the session names */
    bool is_expanded;        /* recipient is of an alias or .forward, which no line names */
    bool is_as_addressed;    /* nrcpt is what the sender named, before aliases were expanded */
    bool may_have_login;     /* the line cannot tell: if its session has one, it is under that */
    bool is_unsure;          /* what refuses it, or explains it, may still come */
    bool is_torn;            /* broken off, unless it is delivered after all */
    bool is_cut;             /* FACT_HEADER: text is as long as the server prints, and may go on */
    bool is_seconded;  /* FACT_AUTH_FAILED: the server that asked tells of the same try as well */
    bool has_score;    /* score and score_limit are printed */
    bool is_spam;      /* the filter takes it for that, whatever it does with it */
    bool is_virus;     /* or something else that must not be delivered to anybody */
    bool lacks_from;   /* it has no header From */
    bool is_from_open; /* there is a header From, and whose it is cannot be told */
    bool is_untried;   /* no password was checked: server out of order, or method not offered */
    struct counter auth, mail, rcpt, message_data; /* of the session */
    uint32_t commands, count, per_seconds;
    int32_t score, score_limit; /* thousandths of the filter's own points; may be negative */
};

#endif
