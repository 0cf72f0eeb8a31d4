#ifndef RUN_LATE_LOGINS_H
#define RUN_LATE_LOGINS_H

/*
 * late_logins - whoever logs in without handing in mail, where that matters
 *
 * Reading is nobody's concern here: of logins at IMAP, POP3, webmail or a server that names them
 * without a message only those are told whose person's access has ended by the directory, to the
 * detectors of the account and to those of the operators. All others are forgotten at once.
 */

#include "analyzer/run/watch/watchers.h"

struct late_logins {
    struct accounts *accounts;
    struct watchers *watchers;
    bool has_leavers; /* the directory names an end for somebody */
};

void late_logins_init(struct late_logins *l, struct accounts *accounts, struct watchers *watchers);

/* FACT_LOGIN. */
void late_logins_take(struct late_logins *l, const struct fact *f, const struct line *ln);

#endif
