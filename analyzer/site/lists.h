#ifndef SITE_LISTS_H
#define SITE_LISTS_H

/*
 * lists - mailing lists (lists.csv), and which of them a sender address belongs to
 *
 * The column `verp` is written like the senders that the list's server makes:
 *
 *   news-bounces+user=domain@lists.example.edu
 *
 * `user` and `domain` stand for the recipient's, a `list` in front and a `host` behind
 * the '@' for the list's own. Without `user` it is one more address of the list. What
 * stands before the recipient (news-bounces@lists.example.edu) is the list's, too.
 */

#include "analyzer/base/map.h"
#include "analyzer/site/person.h"

struct site;

enum list_sender { SENDER_LIST, SENDER_BOUNCES, SENDER_VERP, LIST_SENDERS };

struct mail_list {
    slice senders[LIST_SENDERS]; /* lower case; empty: none. The list's own address; the one
                                    for bounces; VERP's, its recipient left out */
    slice between;               /* `user` and `domain` in VERP: "="; empty: only one of them */
    slice owner;                 /* an account, as the directory has it */
    slice host;                  /* where its mail comes from, name or address; empty: not said */
    uint32_t line;
};

struct mail_lists {
    struct mail_list *at;
    size_t n;
    struct map by_sender;
};

/* The list that has or makes this sender address, in any case; NULL: none. */
const struct mail_list *site_find_list(const struct site *s, slice address);

#endif
