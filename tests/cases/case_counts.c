/* The books by host, instance, program and nobody: what is expected of them. */
#include "tests/cases/case.h"

enum { TRAFFIC_NAMED = SUMS_NAMED + 2 + VERDICTS };

static void check_traffic(struct test_case *c, const struct expected *x, slice rest,
                          const struct traffic *t)
{
    struct named all[TRAFFIC_NAMED + 1] = { 0 };
    size_t n = case_name_sums(&t->sums, all);

    all[n++] = (struct named){ "merged", t->merged };
    all[n++] = (struct named){ "sessions", t->sessions };
    for (int i = 0; i < VERDICTS; i++)
        all[n++] = (struct named){ verdict_names[i], t->verdicts[i] };
    case_check_numbers(c, x, rest, all);
}

static const struct host_sum *find_host(const struct result *r, slice name)
{
    for (size_t i = 0; i < r->books.n_hosts; i++)
        if (slice_eq(r->books.hosts[i].name, name))
            return &r->books.hosts[i];
    return NULL;
}

static void check_host(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, name = { 0 }, value;
    const struct host_sum *host;

    (void)case_token(&rest, &name, &value);
    host = find_host(r, name);
    if (host)
        check_traffic(c, x, rest, &host->traffic);
    else
        case_wrong(c, x->line, "there is no host '" SLICE_FMT "'", SLICE_ARG(name));
}

static void check_instance(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, host_name = { 0 }, name = { 0 }, value;
    const struct host_sum *host;

    (void)case_token(&rest, &host_name, &value);
    (void)case_token(&rest, &name, &value);
    host = find_host(r, host_name);
    for (size_t i = 0; host && i < host->n_instances; i++) {
        if (!slice_eq(host->instances[i].name, name))
            continue;
        check_traffic(c, x, rest, &host->instances[i].traffic);
        return;
    }
    case_wrong(c, x->line, "there is no instance '" SLICE_FMT "' on this host", SLICE_ARG(name));
}

static void check_nobody(struct test_case *c, const struct expected *x, const struct result *r)
{
    struct named all[SUMS_NAMED + 1] = { 0 };
    slice rest = x->text, name = { 0 }, value;

    (void)case_token(&rest, &name, &value);
    for (int i = 0; i < NOBODIES; i++) {
        if (!slice_eq(name, slice_str(nobody_names[i])))
            continue;
        (void)case_name_sums(&r->books.nobodies[i], all);
        case_check_numbers(c, x, rest, all);
        return;
    }
    case_wrong(c, x->line, "there is no nobody '" SLICE_FMT "'", SLICE_ARG(name));
}

static void check_program(struct test_case *c, const struct expected *x, const struct result *r)
{
    struct named all[VERDICTS + 2] = { 0 };
    slice rest = x->text, name = { 0 }, value;

    (void)case_token(&rest, &name, &value);
    for (size_t i = 0; i < r->books.n_programs; i++) {
        const struct program_sum *p = &r->books.programs[i];

        if (!slice_eq(p->name, name))
            continue;
        for (int v = 0; v < VERDICTS; v++)
            all[v] = (struct named){ verdict_names[v], p->verdicts[v] };
        all[VERDICTS] = (struct named){ "unread", p->unread };
        case_check_numbers(c, x, rest, all);
        return;
    }
    case_wrong(c, x->line, "there is no program '" SLICE_FMT "'", SLICE_ARG(name));
}

bool case_check_count(struct test_case *c, const struct expected *x, const struct result *r)
{
    if (slice_eq(x->key, SLICE("host")))
        check_host(c, x, r);
    else if (slice_eq(x->key, SLICE("instance")))
        check_instance(c, x, r);
    else if (slice_eq(x->key, SLICE("nobody")))
        check_nobody(c, x, r);
    else if (slice_eq(x->key, SLICE("program")))
        check_program(c, x, r);
    else
        return false;
    return true;
}
