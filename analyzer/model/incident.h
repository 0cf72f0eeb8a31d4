#ifndef MODEL_INCIDENT_H
#define MODEL_INCIDENT_H

/*
 * incident - an organisation refuses everybody's mail for the address that it comes from
 *
 * One account may have brought it about, and all others are hurt. It is named only if it wrote to
 * most of the new recipients of the day before, there or everywhere, and is suspect by evidence
 * of its own: what the organisation says of the server is evidence against nobody.
 */

#include "analyzer/model/account.h"
#include "analyzer/model/line.h"

struct hurt_account {
    const struct account *account;
    uint64_t recipients; /* whose mail was refused or deferred for it */
};

/* Recipients within a day before it began to whom nobody had written before. */
struct new_mail {
    const struct account *most; /* the account that wrote to most of them; NULL: there are none */
    uint64_t recipients, of_most;
};

struct incident {
    slice organisation; /* "example.com": of the name of its servers */
    usec first, last;
    uint64_t recipients; /* refused or deferred for it */
    uint64_t accounts;   /* that wrote them */
    uint64_t senders;    /* accounts that wrote there meanwhile, refused or not */
    struct new_mail there, everywhere;
    bool is_short;                   /* less than that day is known */
    const struct account *culprit;   /* NULL: no single account explains it */
    int32_t sum;                     /* the culprit's, of its ruling; thousandths */
    const struct hurt_account *hurt; /* most recipients first, without the culprit */
    size_t n_hurt;                   /* of these there may be more: accounts */
    struct quote line;               /* the first reply */
};

#endif
