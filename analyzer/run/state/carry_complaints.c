/* Which complaints were counted, so that a run that does not read their messages' logs can say so.
 */
#include "analyzer/run/state/carry_parts.h"

enum { KEPT = 90 * DAY };

static void carry_before(struct carrier *c, struct reported_before *one)
{
    one->content = carry_hash(c, one->content);
    carry_text(c, &one->account);
    CARRY_SIGNED(c, one->accepted);
    if (c->version < 5)
        return;
    one->message = carry_hash(c, one->message);
    one->complainant = carry_hash(c, one->complainant);
}

static void load(struct carry *y)
{
    size_t n = carry_count(&y->c, 0);

    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        struct reported_before one = { 0 };

        carry_before(&y->c, &one);
        if (!y->c.in.is_torn)
            reported_add_before(y->w->join->reported, &one);
    }
}

static void save(struct carry *y)
{
    usec since = y->w->watchers->day - (usec)KEPT * USEC_PER_SECOND;
    size_t n;
    const struct reported_before *at = reported_counted(y->w->join->reported, since, &n);

    (void)carry_count(&y->c, n);
    for (size_t i = 0; i < n; i++) {
        struct reported_before one = at[i];

        carry_before(&y->c, &one);
    }
}

void carry_complaints(struct carry *y)
{
    if (!carrier_loads(&y->c))
        save(y);
    else if (y->c.version >= 3)
        load(y);
}
