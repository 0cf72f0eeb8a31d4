#ifndef SITE_REPLIES_H
#define SITE_REPLIES_H

/*
 * replies - what remote servers' replies mean
 *
 * The site's own rules (policy.yaml) are asked first, in the order in which they are written,
 * about the text as it is logged; then the rows of replies.inc, about the text folded to lower
 * case and without what differs from one recipient to the next. The first that fits decides.
 *
 * Only for replies that refuse or defer: what is asked for costs some microseconds the first time
 * and one look into a table from then on. Not shared by threads.
 */

#include "analyzer/base/arena.h"
#include "analyzer/base/map.h"
#include "analyzer/model/reply.h"
#include "analyzer/site/pattern.h"

struct reply_rule {
    struct pattern *match; /* the site's */
    enum reply_scope scope;
    enum reply_reason reason;
    uint32_t line; /* in policy.yaml */
};

struct reply_rules {
    const struct reply_rule *at;
    size_t n;
};

/* As logged; dsn and whose server it was may be empty. */
struct reply {
    slice text, dsn, organisation;
};

enum { REPLY_FOLDED = 512, UNREAD_MAX = 2048 };

/* Zeroed but for its rules. */
struct replies {
    struct reply_rules own;
    struct pattern **rows; /* of replies.inc; made when they are first asked */
    struct map known;      /* struct known_reply, by folded text, relay's organisation and dsn */
    struct arena texts;
    struct map unread;        /* struct unread_reply, by text */
    uint64_t n_unread_beyond; /* of texts for which there was no room */
    struct matcher matcher;
};

struct reply_class replies_read(struct replies *r, const struct reply *one);

/* Counts a text that was not read. */
void replies_unread(struct replies *r, const struct reply *one);

/* Those texts, most frequent first, in the arena. */
struct unread_reply *replies_sorted(const struct replies *r, struct arena *a, size_t *n);

/* What all replies of one kind have in common; into room for REPLY_FOLDED. */
slice reply_fold(slice text, char *into);

void replies_free(struct replies *r);

#endif
