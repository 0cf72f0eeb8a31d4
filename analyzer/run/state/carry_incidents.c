#include "analyzer/run/state/carry_across.h"
#include "analyzer/run/watch/watchers.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

static void carry_new_mail(struct across *y, struct new_mail *sum)
{
    carry_account(y, &sum->most);
    CARRY(&y->c, sum->recipients);
    CARRY(&y->c, sum->of_most);
}

static void carry_cited(struct carrier *c, struct quote *q)
{
    struct kept_line line = { q->at, q->when, q->raw };

    carry_kept_line(c, &line);
    *q = (struct quote){ .at = line.at, .when = line.when, .raw = line.raw };
}

static void carry_incident(struct across *y, struct incident_work *one)
{
    struct carrier *c = &y->c;

    CARRY(c, one->organisation);
    CARRY_SIGNED(c, one->is.first);
    CARRY_SIGNED(c, one->is.last);
    CARRY(c, one->is.recipients);
    CARRY(c, one->is.accounts);
    carry_new_mail(y, &one->is.there);
    carry_new_mail(y, &one->is.everywhere);
    CARRY(c, one->is.is_short);
    carry_cited(c, &one->is.line);
}

static int by_name(const void *x, const void *y)
{
    const struct incident_writer *const *a = x, *const *b = y;

    return slice_cmp((*a)->account->name, (*b)->account->name);
}

static void save_writers(struct across *y, const struct map *writers)
{
    struct incident_writer **all = mem_new(writers->used + 1, sizeof(struct incident_writer *));
    size_t n = carry_count(&y->c, writers->used), at = 0;

    for (size_t i = 0; i < n; i++)
        all[i] = map_next(writers, &at);
    if (n)
        qsort(all, n, sizeof(struct incident_writer *), by_name);
    for (size_t i = 0; i < n; i++) {
        carry_account(y, &all[i]->account);
        (void)carry_unsigned(&y->c, all[i]->refused);
    }
    mem_free(all);
}

static void load_writers(struct across *y, struct incident_work *one)
{
    size_t n = carry_count(&y->c, 0);

    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        const struct account *who = NULL;
        uint64_t refused;
        struct incident_writer *writer;

        carry_account(y, &who);
        refused = carry_unsigned(&y->c, 0);
        writer = one && who ? incidents_writer(one, who) : NULL;
        if (writer)
            writer->refused = refused;
    }
}

static void load_open(struct across *y, struct incidents *in)
{
    size_t n = carry_count(&y->c, 0);

    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        struct incident_work read = { 0 };
        slice name = { 0 };

        carry_text(&y->c, &name);
        carry_incident(y, &read);
        if (name.n)
            incidents_name(in, read.organisation, name);
        load_writers(y, incidents_restore(in, &read));
    }
}

/* The oldest first: the list has the newest. */
static struct incident_work **going_on(const struct incidents *in, usec since, size_t *n)
{
    struct incident_work **all = mem_new(in->n_all + 1, sizeof(struct incident_work *));
    size_t at = in->n_all;

    for (struct incident_work *one = in->all; one; one = one->before)
        if (one->is.last >= since &&
            map_find(&in->open, one->organisation, &one->organisation) == one)
            all[--at] = one;
    *n = in->n_all - at;
    memmove(all, all + at, *n * sizeof(struct incident_work *));
    return all;
}

static void save_open(struct across *y, const struct incidents *in, usec since)
{
    size_t n;
    struct incident_work **all = going_on(in, since, &n);

    (void)carry_count(&y->c, n);
    for (size_t i = 0; i < n; i++) {
        slice name = incidents_called(in, all[i]->organisation);

        carry_text(&y->c, &name);
        carry_incident(y, all[i]);
        save_writers(y, &all[i]->writers);
    }
    mem_free(all);
}

static bool carry_mail(struct across *y, struct recent_mail *m)
{
    carry_account(y, &m->account);
    CARRY_SIGNED(&y->c, m->when);
    CARRY(&y->c, m->organisation);
    return m->account;
}

static void load_recent(struct across *y, struct incidents *in)
{
    size_t n = carry_count(&y->c, 0);

    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        struct recent_mail m = { 0 };

        if (carry_mail(y, &m))
            incidents_remember(in, &m);
    }
}

static void save_recent(struct across *y, const struct incidents *in, seconds since)
{
    size_t kept = in->n_recent < RECENT_MAX ? in->n_recent : RECENT_MAX, n = 0;
    size_t first = in->n_recent - kept;

    for (size_t i = 0; i < kept; i++)
        n += in->recent[(first + i) % RECENT_MAX].when >= since;
    (void)carry_count(&y->c, n);
    for (size_t i = 0; i < kept; i++)
        if (in->recent[(first + i) % RECENT_MAX].when >= since)
            (void)carry_mail(y, &in->recent[(first + i) % RECENT_MAX]);
}

void carry_incidents(struct across *y)
{
    struct incidents *in = &y->w->incidents;
    usec since = in->last - (usec)DAY * USEC_PER_SECOND;

    CARRY_SIGNED(&y->c, in->begins);
    CARRY_SIGNED(&y->c, in->last);
    if (carrier_loads(&y->c)) {
        load_open(y, in);
        load_recent(y, in);
    } else {
        save_open(y, in, since);
        save_recent(y, in, since / USEC_PER_SECOND);
    }
}
