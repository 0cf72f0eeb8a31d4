/*
 * A faint hint is told beside evidence of another kind that was open when it was. Found at each
 * day's close, so that it is the same in however many runs the days were read; what was found once
 * stays.
 */
#include "analyzer/run/watch/watchers_parts.h"

static bool counts(const struct evidence *e)
{
    return e && e->is_ripe && !clause_is_restricted(e->detector->clause);
}

static bool stands_alone(const struct evidence *e)
{
    return counts(e) && !e->is_operators && e->weight >= e->detector->alone;
}

static bool parts_stand(const struct watchers *w, enum key key, char *parts)
{
    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->key == key && stands_alone(watchers_part(w, i, parts)->evidence))
            return true;
    return false;
}

static bool has_one_that_stands(const struct watchers *w, struct account_work *work)
{
    bool stands = parts_stand(w, KEY_ACCOUNT, work->watched);

    for (size_t i = 0; i < work->mailings.n && !stands; i++)
        stands = parts_stand(w, KEY_MAILING, work->mailings.keys[i].slot->watched);
    for (size_t i = 0; i < work->claims.n && !stands; i++)
        stands = parts_stand(w, KEY_CLAIM, work->claims.at[i]->watched);
    for (size_t i = 0; i < work->pairs.n && !stands; i++)
        stands = parts_stand(w, KEY_PAIR, work->pairs.at[i]->watched);
    return stands;
}

static bool is_faint(const struct evidence *e)
{
    return counts(e) && !e->has_company && e->weight < e->detector->alone;
}

static bool has_faint(const struct watchers *w, struct account_work *work)
{
    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->key == KEY_ACCOUNT && detectors[i]->alone &&
            is_faint(watchers_part(w, i, work->watched)->evidence))
            return true;
    return false;
}

void watchers_keep_company(struct watchers *w, struct account_work *work, bool is_told)
{
    if (!has_faint(w, work) || !has_one_that_stands(w, work))
        return;
    for (size_t i = 0; detectors[i]; i++) {
        struct evidence *e =
            detectors[i]->key == KEY_ACCOUNT ? watchers_part(w, i, work->watched)->evidence : NULL;

        if (!e || !is_faint(e))
            continue;
        e->has_company = true;
        e->is_old = e->is_old && !is_told;
    }
}
