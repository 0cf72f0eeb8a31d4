/* Late, overrun, outside its window and somebody else's are told apart: each excuses less. */
#include "detectors/announced.h"

static bool is_outside(const struct mailing *m, const struct announced_terms *terms)
{
    const struct announcement *a = m->announcement;
    usec allowance = terms->allowance * USEC_PER_SECOND;

    return !announcement_is_open(a, m->first, allowance) ||
           !announcement_is_open(a, m->last, allowance) ||
           m->beyond_scope * 100 > m->recipients * (uint64_t)terms->overrun;
}

enum announced announced_how(const struct mailing *m, int64_t recipients,
                             const struct announced_terms *terms)
{
    const struct announcement *a = m->announcement;
    int64_t allowed;

    if (!a)
        return ANNOUNCED_NOT;
    if (!m->is_announced_by_owner)
        return ANNOUNCED_FOREIGN;
    if (a->created > m->first)
        return ANNOUNCED_LATE;
    if (is_outside(m, terms))
        return ANNOUNCED_OUTSIDE;
    allowed = (int64_t)a->max_recipients;
    if (allowed && recipients * 100 > allowed * (100 + terms->overrun))
        return ANNOUNCED_OVERRUN;
    return ANNOUNCED_YES;
}
