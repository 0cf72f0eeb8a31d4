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

static bool has_one_that_stands(struct watchers *w, struct account_work *work)
{
    bool stands = parts_stand(w, KEY_ACCOUNT, watchers_of_account(w, work));

    for (size_t i = 0; i < work->mailings.n && !stands; i++)
        stands =
            parts_stand(w, KEY_MAILING, mailings_at(&w->mailings, &work->mailings, i)->watched);
    for (size_t i = 0; i < work->claims.n && !stands; i++)
        stands = parts_stand(w, KEY_CLAIM, work->claims.at[i]->watched);
    for (size_t i = 0; i < work->pairs.n && !stands; i++)
        stands = parts_stand(w, KEY_PAIR, pairs_at(&w->pairs, &work->pairs, i)->watched);
    return stands;
}

static bool is_faint(const struct evidence *e)
{
    return counts(e) && !e->has_company && e->weight < e->detector->alone;
}

static bool has_faint(struct watchers *w, struct account_work *work)
{
    char *parts = watchers_of_account(w, work);

    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->key == KEY_ACCOUNT && detectors[i]->alone &&
            is_faint(watchers_part(w, i, parts)->evidence))
            return true;
    return false;
}

void watchers_keep_company(struct watchers *w, struct account_work *work, bool is_told)
{
    char *parts;

    if (!has_faint(w, work) || !has_one_that_stands(w, work))
        return;
    parts = watchers_of_account(w, work);
    for (size_t i = 0; detectors[i]; i++) {
        struct evidence *e =
            detectors[i]->key == KEY_ACCOUNT ? watchers_part(w, i, parts)->evidence : NULL;

        if (!e || !is_faint(e))
            continue;
        e->has_company = true;
        e->is_old = e->is_old && !is_told;
    }
}
