/*
 * The ledger knows queues by number and lines knows programs by host; here they get their
 * names. Instances of a host stand side by side, so that the host can point at its own.
 */
#include "analyzer/run/books.h"

#include <stdlib.h>

#include "parsers/parser.h"

struct numbered_instance {
    uint32_t host;
    struct instance_sum sum;
};

struct closing {
    const struct lines *lines;
    const struct ledger *ledger;
    struct arena *arena;
    struct numbered_instance *instances; /* by number of their queue */
    size_t n_instances;
};

static void name_instance(struct closing *c, const struct program *p)
{
    struct numbered_instance *i = &c->instances[p->queue];

    i->host = c->lines->tracker->host_of[p->queue]; /* of the last one, which many share, too */
    i->sum.name = p->queue == QUEUES_MAX - 1 ? SLICE("(other)") : p->instance;
    i->sum.server = slice_str(p->mta->name);
    verdicts_add(i->sum.traffic.verdicts, p->verdicts);
}

static int by_host_and_name(const void *x, const void *y)
{
    const struct numbered_instance *a = x, *b = y;
    int names = slice_cmp(a->sum.name, b->sum.name);

    if (a->host != b->host)
        return a->host < b->host ? -1 : 1;
    return names ? names : slice_cmp(a->sum.server, b->sum.server);
}

/* Hands every host, by number, the instances that are its own. */
static void give_out(struct closing *c, struct host_sum *hosts)
{
    struct instance_sum *all = arena_new(c->arena, (c->n_instances + 1) * sizeof(*all));

    qsort(c->instances, c->n_instances, sizeof(*c->instances), by_host_and_name);
    for (size_t i = 0; i < c->n_instances; i++) {
        struct host_sum *host = &hosts[c->instances[i].host];

        all[i] = c->instances[i].sum;
        if (host->n_instances++ == 0)
            host->instances = &all[i];
        traffic_add(&host->traffic, &all[i].traffic);
    }
}

static int by_host_name(const void *x, const void *y)
{
    return slice_cmp(((const struct host_sum *)x)->name, ((const struct host_sum *)y)->name);
}

static struct host_sum *close_hosts(struct closing *c)
{
    struct host_sum *hosts = arena_new(c->arena, (c->lines->n_hosts + 1) * sizeof(*hosts));
    const struct program *p;
    size_t at = 0;

    for (size_t i = 0; i < c->n_instances; i++)
        c->instances[i].sum.traffic = c->ledger->queues[i];
    while ((p = map_next(&c->lines->by_program, &at))) {
        hosts[p->host_number].name = p->host;
        verdicts_add(hosts[p->host_number].traffic.verdicts, p->verdicts);
        if (p->mta)
            name_instance(c, p);
    }
    give_out(c, hosts);
    qsort(hosts, c->lines->n_hosts, sizeof(*hosts), by_host_name);
    return hosts;
}

static int by_program_name(const void *x, const void *y)
{
    const struct program_sum *a = x, *b = y;
    int names = slice_cmp(a->name, b->name);

    return names ? names : (int)a->is_read - (int)b->is_read;
}

/* Programs of one name on several hosts, or under several services, are one. */
static void fold_programs(struct books *b)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n_programs; i++) {
        struct program_sum *one = &b->programs[i];

        if (n == 0 || by_program_name(&b->programs[n - 1], one) != 0) {
            b->programs[n++] = *one;
            continue;
        }
        verdicts_add(b->programs[n - 1].verdicts, one->verdicts);
        b->programs[n - 1].unread += one->unread;
    }
    b->n_programs = n;
}

static void close_programs(struct books *b, const struct closing *c)
{
    const struct program *p;
    size_t at = 0;

    b->programs = arena_new(c->arena, (c->lines->n_programs + 1) * sizeof(*b->programs));
    while ((p = map_next(&c->lines->by_program, &at))) {
        struct program_sum *sum = &b->programs[b->n_programs++];

        *sum = (struct program_sum){ .name = p->daemon, .is_read = p->mta, .unread = p->unread };
        sum->is_cut = p->mta && p->mta->has_daemons && slice_find(p->name, '/') == p->name.n;
        verdicts_add(sum->verdicts, p->verdicts);
    }
    qsort(b->programs, b->n_programs, sizeof(*b->programs), by_program_name);
    fold_programs(b);
}

void books_close(struct books *b, const struct lines *lines, const struct ledger *ledger,
                 struct arena *arena)
{
    struct closing c = { .lines = lines, .ledger = ledger, .arena = arena };

    *b = (struct books){ .n_hosts = lines->n_hosts, .sessions = ledger->all.sessions };
    c.n_instances = lines->tracker->n_queues;
    c.instances = arena_new(arena, (c.n_instances + 1) * sizeof(*c.instances));
    b->hosts = close_hosts(&c);
    close_programs(b, &c);
    memcpy(b->nobodies, ledger->nobodies, sizeof(b->nobodies));
    verdicts_add(b->hostless, lines->nameless.verdicts);
}
