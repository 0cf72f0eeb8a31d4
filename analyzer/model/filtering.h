#ifndef MODEL_FILTERING_H
#define MODEL_FILTERING_H

/*
 * filtering - what one filter said of a message
 *
 * Of a milter, a content filter or a policy service. Several may speak of one message, each of
 * them once for a queue entry. All of it lives as long as the message.
 *
 * Not for: what the MTA itself refused; what a filter refused before there was a queue id.
 */

#include "analyzer/model/fact.h"
#include "analyzer/model/line.h"

struct filtering {
    const struct filtering *next; /* said before that */
    slice filter;                 /* "rspamd": a literal */
    slice action;                 /* as printed; empty: none is */
    slice symbols;                /* or its reason; as printed */
    slice digest;                 /* of the content, the same for all its recipients */
    enum reaction reaction;
    int32_t score, limit; /* thousandths of the filter's points; limit: where it rejects */
    bool has_score, is_spam, is_virus;
    struct kept_line line;
};

/* It marks, holds back, throws away or refuses what has reached its limit. */
static inline bool filtering_is_spam(const struct filtering *f)
{
    return f->is_spam || (f->has_score && f->reaction >= REACTION_WARN &&
                          f->reaction <= REACTION_REJECT && f->score > 0);
}

#endif
