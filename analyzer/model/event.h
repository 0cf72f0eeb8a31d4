#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H

/*
 * event - what happened to a message or an attempt, with the account known
 *
 * Every kind carries when, account and line (line->at.line is 0 where the event comes
 * from held lines that are only cited). Events of one account come in time order, but
 * for mail that had to be held until it was linked: at most ten minutes.
 */

#include "analyzer/model/campaign.h"
#include "analyzer/model/claim.h"
#include "analyzer/model/complaint.h"
#include "analyzer/model/fact.h"
#include "analyzer/model/location.h"
#include "analyzer/model/mailing.h"
#include "analyzer/model/matter.h"
#include "analyzer/model/message.h"
#include "analyzer/model/pair.h"
#include "analyzer/model/reply.h"
#include "analyzer/model/session.h"

enum event_kind {
    EVENT_MESSAGE,       /* message mailing: accepted from the account */
    EVENT_RECIPIENT,     /* message mailing recipient: an address that it was sent to, told once */
    EVENT_RELAYED,       /* message recipient: accepted from outside, without login, for outside */
    EVENT_REFUSED,       /* reject: a command of an own host refused; account is that host */
    EVENT_LOGIN_FAILED,  /* reject from: a try to log in as the account, counted once */
    EVENT_CLAIM_REFUSED, /* reject claim: refused, for the login does not own the sender */
    EVENT_OVERSIZE,      /* reject [message] [session_line]: refused as too large */
    EVENT_SESSION,       /* session session_line: over, and it had many recipients */
    EVENT_FILTERED,      /* message filtering: what an own filter says of it, accepted or not */
    EVENT_FORWARDED,     /* message recipient: mail to the account goes on to the outside */
    EVENT_FAILED,        /* recipient [message]: no mailbox behind an address of the account */
    EVENT_MATTER,        /* matter: of the site's files; told once, when the log has ended */
    EVENT_CAMPAIGN,      /* campaign [message]: the account is part of it; else line is cited */
    EVENT_TAKEN,     /* message, or session session_line: what was accepted; account: operators */
    EVENT_RECEIVED,  /* message recipient: for the account, delivered; recipient: who wrote it, whom
                        the account may have written to, or else whose address failed, or ended */
    EVENT_OUTCOME,   /* message mailing recipient outcome reply organisation domain: of a recipient;
                        when it is decided (delivered, bounced, expired), and once more (open) at
                        the first deferral that is about somebody */
    EVENT_COMPLAINT, /* message recipient complaint complainant: told once, and matched */
    EVENT_CANARY, /* recipient message, or recipient reject: mail for a canary, taken or refused */
    EVENT_LOGIN,  /* whose is_poll: after access has ended; account: whose, then the operators */
    EVENT_KINDS
};

/* What is remembered of an account and a recipient. */
enum contact_is {
    CONTACT_UNTOLD, /* the account is not remembered, or not for long enough to know its contacts */
    CONTACT_NEW,    /* not written to on an earlier day */
    CONTACT_KNOWN,
};

struct recipient {
    uint64_t hash;        /* of the folded address: identity within a run */
    slice address;        /* as addressed (orig_to); empty where only cited */
    slice domain;         /* lifetime as address */
    slice canary;         /* EVENT_CANARY: the site's word for it; else empty */
    uint32_t domain_hash; /* where there are complaints; 0: not known */
    bool is_external;
    enum contact_is contact;
};

struct event {
    enum event_kind kind;
    usec when;
    struct account *account;
    const struct message *message;
    struct mailing *mailing;   /* NULL: the message's mailing is over */
    const struct claim *claim; /* KEY_CLAIM only; in_envelope, in_header: where it stands */
    const struct pair *pair;   /* KEY_PAIR only */
    bool in_envelope, in_header;
    uint64_t own_address; /* EVENT_FAILED, _FORWARDED, _RECEIVED: hash of the account's address */
    uint64_t claimed;     /* hash of the address that stands there; not of EVENT_RECIPIENT */
    struct recipient recipient; /* EVENT_REFUSED: hash of the domain that was refused */
    bool is_first;              /* the first recipient of its message */
    uint32_t nth;               /* EVENT_RECIPIENT: which of its message's it is, from 1 */
    const struct fact *reject;
    enum outcome outcome;     /* EVENT_OUTCOME */
    struct reply_class reply; /* of the server that refused or deferred it; unknown: none did */
    uint32_t organisation;    /* hash of whoever runs the server that answered; 0: an own one */
    uint32_t domain;          /* hash of the recipient's */
    bool is_again;            /* its deferral was told before */
    const struct account *whose;
    bool is_poll; /* by a service that only fetches mail */
    struct kept_line line;
    const struct filtering *filtering;
    const struct matter *matter;
    const struct campaign *campaign;
    const struct session_sum *session;
    const struct location *from;   /* EVENT_MESSAGE, _LOGIN_FAILED: of the login; NULL: not known */
    struct kept_line session_line; /* says whose session it is; at.line 0: none */
    const struct complaint *complaint;
    uint64_t complainant, complainant_domain; /* hashes: who he is, as far as it is told */
    slice advert; /* EVENT_COMPLAINT: as the mailing's, by what it says of the message; whether */
    bool wrote_before, was_announced; /* who got it wrote first; of an earlier run: announced */
};

#endif
