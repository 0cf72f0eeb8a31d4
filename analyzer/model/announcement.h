#ifndef MODEL_ANNOUNCEMENT_H
#define MODEL_ANNOUNCEMENT_H

/* announcement - a mass mailing that was told beforehand (site file announcements.yaml) */

#include "analyzer/base/clock.h"

enum announcement_scope { SCOPE_ANY, SCOPE_INTERNAL, SCOPE_EXTERNAL, SCOPE_DOMAINS };

struct pattern; /* analyzer/site/pattern.h */

struct announcement {
    slice id;
    slice owner; /* lower case: an account, a login variant or an address */
    slice *delegates;
    size_t n_delegates;
    slice contact, approved_by;
    usec created, from, to;  /* USEC_NONE: not said; `to` is the end, exclusive */
    uint64_t max_recipients; /* 0: not said */
    enum announcement_scope scope;
    slice *scope_domains;
    size_t n_scope_domains;
    struct {                     /* every key that is given must agree */
        slice subject;           /* a part of the subject, case folded */
        struct pattern *pattern; /* or what it has to fit; the site's; NULL: none */
        slice message_id_domain;
        slice digest;
        slice list;                  /* address of the list */
        slice host;                  /* name or address of the sending client */
        uint64_t size_min, size_max; /* bytes; 0 and 0: not said */
    } match;
    bool recurring;
    uint32_t line; /* in announcements.yaml */
};

/* How an announcement fits a mailing. */
enum announced {
    ANNOUNCED_NOT,
    ANNOUNCED_YES,
    ANNOUNCED_LATE,    /* written down after the first message */
    ANNOUNCED_OVERRUN, /* more recipients than announced, beyond the allowance */
    ANNOUNCED_OUTSIDE, /* sent outside its window, beyond the allowance */
    ANNOUNCED_FOREIGN, /* somebody else's */
    ANNOUNCED_KINDS
};

extern const char *const announced_names[ANNOUNCED_KINDS];

#endif
