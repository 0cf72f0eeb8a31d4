#ifndef MODEL_COMPLAINT_H
#define MODEL_COMPLAINT_H

/*
 * complaint - what somebody outside says about mail of the site, and what became of it
 *
 * Anybody can write one. It counts only when an own log line of a login agrees with it; all
 * others are told with the reason, and count nothing. Its texts are hostile, and live as long as
 * the site; what it leaves out (redacted reports are the rule) is empty.
 */

#include "analyzer/model/account.h"

enum complaint_form {
    COMPLAINT_ARF,   /* RFC 5965 feedback report */
    COMPLAINT_XARF,  /* XARF version 4 */
    COMPLAINT_TAKEN, /* by phone or in person: a row of complaints.csv */
};

enum complaint_kind {
    COMPLAINT_SPAM, /* abuse, bulk_messaging */
    COMPLAINT_FRAUD,
    COMPLAINT_VIRUS,
    COMPLAINT_HARASSMENT,
    COMPLAINT_FLOODING,
    COMPLAINT_FORGED,
    COMPLAINT_OPT_OUT,      /* wants to leave a list */
    COMPLAINT_NOT_SPAM,     /* takes a complaint back */
    COMPLAINT_AUTH_FAILURE, /* tells of mail that fails SPF, DKIM or DMARC */
    COMPLAINT_OTHER,
    COMPLAINT_KINDS
};

extern const char *const complaint_kind_names[COMPLAINT_KINDS];

enum { QUEUE_IDS_MAX = 8 };

struct complaint {
    enum complaint_form form;
    enum complaint_kind kind;
    slice name;                     /* "complaints/yahoo-17.eml", "complaints.csv:3" */
    uint64_t content;               /* frozen hash: the same complaint in a later run */
    usec received;                  /* by the site; USEC_NONE: not known */
    usec arrived;                   /* the message, where it was complained about; likewise */
    slice complainant;              /* address, or "@domain" where that is all; lower case */
    slice reporter;                 /* domain of who sent the report; lower case */
    slice account;                  /* COMPLAINT_TAKEN: as the directory has it */
    slice message_id;               /* without brackets */
    slice queue_ids[QUEUE_IDS_MAX]; /* that own servers gave it, as its Received lines say */
    size_t n_queue_ids;
    slice source; /* the address that it came from, as printed */
    slice subject, uri, ticket;
    uint64_t incidents; /* how many it stands for; 1 */
};

/* One that could not be read: it is counted, named, and nothing else. */
struct unread_report {
    slice name;            /* of its file, as above */
    uint32_t line, column; /* from 1; 0: not known */
    slice why;
};

/* How far one got: each needs what stands before it. */
enum complaint_match {
    MATCH_UNIDENTIFIED, /* names neither a Message-ID nor a queue id of ours */
    MATCH_UNSEEN,       /* no message in these logs has it */
    MATCH_ELSEWHERE,    /* the same, and its source is no address of the site's */
    MATCH_NOBODYS,      /* the message is of nobody here: from outside, forwarded */
    MATCH_NO_LOGIN,     /* of an own host or program, but no login stands behind it */
    MATCH_NOT_THEN,     /* its times do not fit */
    MATCH_NOT_TO,       /* the message did not go to whom it names */
    MATCH_OTHER_KIND,   /* matched, but about something else than unwanted mail */
    MATCH_DOUBLE,       /* matched; the same complainant and message as another */
    MATCH_EARLIER,      /* counted in an earlier run */
    MATCH_COUNTED,
    COMPLAINT_MATCHES
};

extern const char *const complaint_match_names[COMPLAINT_MATCHES];
extern const char *const complaint_match_meanings[COMPLAINT_MATCHES]; /* for people */

struct complaint_told {
    const struct complaint *complaint;
    enum complaint_match match;
    const struct account *account; /* whose message it is; NULL: nobody's, or not known */
    usec accepted;                 /* the message; USEC_NONE: not known */
};

/* For whoever handles harassment alone: reports have its number, and neither name. */
static inline bool complaint_is_kept_out(const struct complaint *c)
{
    return c->kind == COMPLAINT_HARASSMENT;
}

/* True for those that claim that mail was unwanted. */
static inline bool complaint_claims_abuse(const struct complaint *c)
{
    return c->kind <= COMPLAINT_VIRUS;
}

#endif
