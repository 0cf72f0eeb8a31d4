/* The steps that a sum climbs. What they must not undo stands in ladder_check(). */
#include "analyzer/model/ruling.h"

enum { CONTACT, HOLD, DISABLE };

/* Below the one a single faint kind of evidence would call for a word with somebody, below the
   other two kinds of which neither says much would do for stopping somebody. */
enum { CONTACT_LEAST = 2000, DISABLE_LEAST = 5000 };

const struct limit ladder_limits[] = {
    [CONTACT] = { "contact", 4000, MILLI, "from this sum on, people talk to the account's owner" },
    [HOLD] = { "hold", 5000, MILLI, "hold what can be held, else slow the account down" },
    [DISABLE] = { "disable", 7000, MILLI,
                  "stop sending: if two kinds count 2.0 or more, one of them harm" },
    { 0 },
};

static const struct limit_section *find(const struct limit_section *sections, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sections[i].limits == ladder_limits)
            return &sections[i];
    return NULL;
}

struct ladder ladder_of(const struct limit_section *sections, size_t n)
{
    const struct limit_section *s = find(sections, n);

    return s ? (struct ladder){ (int32_t)s->values[CONTACT], (int32_t)s->values[HOLD],
                                (int32_t)s->values[DISABLE] }
             : (struct ladder){ (int32_t)ladder_limits[CONTACT].preset,
                                (int32_t)ladder_limits[HOLD].preset,
                                (int32_t)ladder_limits[DISABLE].preset };
}

bool ladder_check(const int64_t *v, struct err *why)
{
    if (v[CONTACT] < CONTACT_LEAST || v[DISABLE] < DISABLE_LEAST)
        return err_set(why, "contact must be at least 2.0 and disable at least 5.0: a chance too "
                            "small to act on");
    if (v[HOLD] < v[CONTACT] || v[DISABLE] < v[HOLD])
        return err_set(why, "contact must be no more than hold, and hold no more than disable");
    return v[DISABLE] <= LADDER_MOST ||
           err_set(why, "disable must be at most 100.0, which nothing comes to");
}
