#include "analyzer/site/clashes.h"

#include "analyzer/base/arena.h"

static const struct alias *find_alias(const struct person *p, slice address)
{
    for (size_t i = 0; i < p->n_aliases; i++)
        if (slice_eq(p->aliases[i].address, address))
            return &p->aliases[i];
    return NULL;
}

bool person_has_address(const struct person *p, slice address)
{
    return find_alias(p, address) != NULL;
}

usec person_known_as(const struct person *p, slice name)
{
    const struct alias *alias = slice_eq(p->account, name) ? NULL : find_alias(p, name);

    return alias && alias->requested != USEC_NONE ? alias->requested : 0;
}

static usec requested(const struct person *p, slice address)
{
    const struct alias *alias = find_alias(p, address);

    return alias ? alias->requested : USEC_NONE;
}

bool clash_is_kept_by(const struct person *first, const struct person *second, slice address,
                      enum clash_reason *reason)
{
    usec one = requested(first, address), other = requested(second, address);

    *reason = CLASH_ORGANISATION;
    if ((first->kind == KIND_ORGANISATION) != (second->kind == KIND_ORGANISATION))
        return first->kind == KIND_ORGANISATION;
    *reason = CLASH_DATED;
    if ((one == USEC_NONE) != (other == USEC_NONE))
        return one != USEC_NONE;
    *reason = one == other ? CLASH_ORDER : CLASH_FIRST;
    return one <= other;
}

void clashes_add(struct clashes *all, struct arena *a, const struct clash *one)
{
    if (all->n == CLASHES_MAX) {
        all->more++;
        return;
    }
    if (all->n == all->cap) {
        size_t cap = all->cap ? 2 * all->cap : 8;
        struct clash *grown = arena_new(a, cap * sizeof(*grown));

        if (all->n)
            memcpy(grown, all->at, all->n * sizeof(*grown));
        all->at = grown;
        all->cap = cap;
    }
    all->at[all->n++] = *one;
}
