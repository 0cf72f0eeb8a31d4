#ifndef MODEL_ANNOUNCEMENT_H
#define MODEL_ANNOUNCEMENT_H

/* announcement - a mass mailing that was told beforehand (site file announcements.yaml) */

#include "analyzer/base/clock.h"

/* Its time comes again at the same hour of each day, of that day of the week, the month, the year.
   For a year at the most: what goes on is looked at again. */
enum recurs {
    RECURS_NEVER,
    RECURS_DAILY,
    RECURS_WEEKLY,
    RECURS_MONTHLY,
    RECURS_YEARLY,
    RECURS_KINDS
};

extern const char *const recurs_names[RECURS_KINDS];

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
    enum recurs recurs;
    uint32_t number; /* from 0 */
    uint32_t line;   /* in announcements.yaml */
};

/* True within its time, or one of its times, and as long before and behind it as the allowance. */
bool announcement_is_open(const struct announcement *a, usec when, usec allowance);

/* When the last of its times that were over by `until` ended, and when that began. False: none. */
bool announcement_ended(const struct announcement *a, usec until, usec *from, usec *to);

/* True where it would begin again before it is over. */
bool announcement_overlaps_itself(const struct announcement *a);

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
