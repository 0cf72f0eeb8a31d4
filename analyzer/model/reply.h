#ifndef MODEL_REPLY_H
#define MODEL_REPLY_H

/*
 * reply - what a server's refusal or deferral is about, and why
 *
 * The scope comes first: a reply about an IP says nothing of the account at hand, one about
 * the message does. What nobody can read stays unknown; that is a class of its own and counted.
 */

#include "analyzer/base/slice.h"

enum reply_scope {
    REPLY_UNKNOWN,
    REPLY_MESSAGE,   /* this mail, by its content */
    REPLY_SENDER,    /* this sender or the site as a customer */
    REPLY_RECIPIENT, /* this recipient: unknown, full, too much mail for him */
    REPLY_IP,        /* the sending server's address or network: everybody's */
    REPLY_DOMAIN,    /* the sending domain, its reputation or its settings */
    REPLY_NOBODY,    /* none of these: greylisting, an outage, what server and server disagree on */
    REPLY_SCOPES
};

enum reply_reason {
    REASON_UNKNOWN,
    REASON_SPAM,          /* taken for spam, malware or phishing */
    REASON_BANNED,        /* the sender is barred, or has sent too much */
    REASON_RATE,          /* too much mail for this recipient */
    REASON_BLOCKED,       /* the IP is on a list, or has a bad name */
    REASON_REPUTATION,    /* the same of the domain */
    REASON_INVALID,       /* no such recipient, or no such domain */
    REASON_INACTIVE,      /* there was one */
    REASON_FULL,          /* no room for it */
    REASON_TEMPORARY,     /* greylisted, out of order, no connection */
    REASON_CONFIGURATION, /* TLS, reverse DNS, SPF, DKIM, DMARC */
    REASON_FORBIDDEN,     /* a rule of the recipient's, too large, no relaying, a loop */
    REPLY_REASONS
};

extern const char *const reply_scope_names[REPLY_SCOPES];
extern const char *const reply_reason_names[REPLY_REASONS + 1]; /* ends with NULL */

/* A text that nobody can read: in lower case, without addresses and ids. */
struct unread_reply {
    slice text;
    uint64_t n;
};

/* Refusals and deferrals by servers outside, or of recipients there; every attempt counts. */
struct reply_sums {
    uint64_t reasons[REPLY_REASONS];
    const struct unread_reply *unread; /* most frequent first; together the unknown ones, with */
    size_t n_unread;
    uint64_t beyond;   /* those for which there was no room */
    slice suffix_list; /* which public suffix list told whose servers these were */
};

uint64_t reply_sums_all(const struct reply_sums *s);

/* How many of a thousand were read; rounded down, 1000 where there is none. */
unsigned reply_sums_read(const struct reply_sums *s);

struct reply_class {
    enum reply_scope scope;
    enum reply_reason reason;
};

#endif
