/* Every total is held against the sum of its parts, which were counted elsewhere. */
#include "analyzer/run/books.h"

static bool same_sums(const struct sums *a, const struct sums *b)
{
    return memcmp(a, b, sizeof(*a)) == 0; /* it has nothing but uint64_t in it */
}

static bool same_verdicts(const uint64_t *a, const uint64_t *b)
{
    return memcmp(a, b, VERDICTS * sizeof(*a)) == 0;
}

static bool has_an_outcome_each(const struct sums *s)
{
    uint64_t n = 0;

    for (int i = 0; i < OUTCOMES; i++)
        n += s->outcomes[i];
    return n == s->recipients;
}

static bool inputs_add_up(const struct result *r)
{
    uint64_t all[VERDICTS] = { 0 };

    for (size_t i = 0; i < r->n_inputs; i++) {
        uint64_t lines = 0;

        for (int v = 0; v < VERDICTS; v++)
            lines += r->inputs[i].verdicts[v];
        if (lines != r->inputs[i].lines)
            return false;
        verdicts_add(all, r->inputs[i].verdicts);
    }
    return same_verdicts(all, r->verdicts);
}

static bool programs_add_up(const struct result *r)
{
    uint64_t all[VERDICTS] = { 0 };

    verdicts_add(all, r->books.hostless);
    for (size_t i = 0; i < r->books.n_programs; i++)
        verdicts_add(all, r->books.programs[i].verdicts);
    return same_verdicts(all, r->verdicts);
}

static bool reasons_add_up(const struct result *r)
{
    uint64_t all[VERDICTS] = { [VERDICT_PARSED] = r->verdicts[VERDICT_PARSED] };

    for (size_t i = 0; i < r->n_reasons; i++)
        all[r->reasons[i].verdict] += r->reasons[i].lines;
    return same_verdicts(all, r->verdicts);
}

static bool instances_add_up(const struct host_sum *host)
{
    struct traffic all = { 0 };

    for (size_t i = 0; i < host->n_instances; i++) {
        const struct traffic *t = &host->instances[i].traffic;

        if (!has_an_outcome_each(&t->sums))
            return false;
        traffic_add(&all, t);
    }
    return same_sums(&all.sums, &host->traffic.sums) && all.merged == host->traffic.merged &&
           all.sessions == host->traffic.sessions;
}

static bool hosts_add_up(const struct result *r)
{
    struct traffic all = { 0 };

    verdicts_add(all.verdicts, r->books.hostless);
    for (size_t i = 0; i < r->books.n_hosts; i++) {
        const struct traffic *t = &r->books.hosts[i].traffic;

        if (!instances_add_up(&r->books.hosts[i]))
            return false;
        traffic_add(&all, t);
        verdicts_add(all.verdicts, t->verdicts);
    }
    return same_sums(&all.sums, &r->all) && same_verdicts(all.verdicts, r->verdicts) &&
           all.merged == r->merged && all.sessions == r->books.sessions;
}

static bool accounts_add_up(const struct result *r)
{
    struct sums all = { 0 };
    bool is_good = true;

    for (size_t i = 0; i < r->n_accounts; i++) {
        is_good = is_good && has_an_outcome_each(&r->accounts[i]->sums);
        sums_add(&all, &r->accounts[i]->sums);
    }
    for (int i = 0; i < NOBODIES; i++) {
        is_good = is_good && has_an_outcome_each(&r->books.nobodies[i]);
        sums_add(&all, &r->books.nobodies[i]);
    }
    return is_good && same_sums(&all, &r->all);
}

const char *books_wrong(const struct result *r)
{
    if (!has_an_outcome_each(&r->all))
        return "the outcomes are not the recipients";
    if (!inputs_add_up(r))
        return "the inputs' lines by verdict are not all lines";
    if (!programs_add_up(r))
        return "the programs' lines are not all lines";
    if (!reasons_add_up(r))
        return "the reasons' lines are not all that were not parsed";
    if (!hosts_add_up(r))
        return "the hosts and their instances are not all";
    if (!accounts_add_up(r))
        return "the accounts and what is in none are not all";
    return NULL;
}
