/* A line that stands in several rows is written with the first of them. */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/state/carry_across.h"
#include "analyzer/run/watch/campaigns.h"

static void carry_line(struct across *y, struct campaign_line **line)
{
    size_t known = 0;

    if (!carrier_loads(&y->c))
        known = mentioned_find(&y->lines, *line);
    known = (size_t)carry_unsigned(&y->c, known);
    if (known && carrier_loads(&y->c))
        *line = known <= y->lines.n ? y->lines.at[known - 1] : NULL;
    if (known)
        return;
    if (carrier_loads(&y->c))
        *line = mem_new(1, sizeof(**line));
    carry_kept_line(&y->c, &(*line)->line);
    if (carrier_loads(&y->c))
        (*line)->line.raw = mem_copy((*line)->line.raw);
    mentioned_add(&y->lines, *line);
}

/* False: it makes no sense. */
static bool carry_member(struct across *y, struct campaign_member *m)
{
    const struct account *who = m->account;

    carry_account(y, &who);
    CARRY_SIGNED(&y->c, m->when);
    carry_line(y, &m->line);
    m->account = (struct account *)(uintptr_t)who;
    if (carrier_loads(&y->c) && m->line)
        m->line->uses++;
    if (m->account && m->line)
        return true;
    campaigns_let_go(m->line);
    y->c.in = (struct unpack){ .is_torn = true };
    return false;
}

static void save_row(struct across *y, struct campaign_row *row)
{
    (void)carry_hash(&y->c, row->key);
    (void)carry_signed(&y->c, row->touched);
    (void)carry_unsigned(&y->c, row->campaign);
    (void)carry_count(&y->c, row->n);
    for (size_t i = 0; i < row->n; i++)
        (void)carry_member(y, &campaigns_members(row)[i]);
}

static void load_row(struct across *y, struct campaigns *c)
{
    struct campaign_row row = { .key = carry_hash(&y->c, 0) };
    size_t n;

    CARRY_SIGNED(&y->c, row.touched);
    CARRY(&y->c, row.campaign);
    n = carry_count(&y->c, 0);
    if (n > MEMBERS_MAX)
        y->c.in = (struct unpack){ .is_torn = true };
    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        struct campaign_member one = { 0 };

        if (!carry_member(y, &one))
            break;
        campaigns_make_room(&row)[row.n] = one;
        row.n++;
    }
    if (row.n)
        campaigns_restore_row(c, &row);
}

static size_t count_since(const struct campaign_rows *list, usec since)
{
    size_t n = 0;

    for (const struct campaign_row *row = list->oldest; row; row = row->newer)
        n += row->touched >= since;
    return n;
}

static void carry_rows(struct across *y, struct campaigns *c, usec since)
{
    const struct campaign_rows *lists[] = { &c->single, &c->many };

    for (size_t l = 0; l < 2; l++) {
        size_t n = carry_count(&y->c, carrier_loads(&y->c) ? 0 : count_since(lists[l], since));

        for (size_t i = 0; carrier_loads(&y->c) && i < n && !y->c.in.is_torn; i++)
            load_row(y, c);
        if (carrier_loads(&y->c))
            continue;
        for (struct campaign_row *row = lists[l]->oldest; row; row = row->newer)
            if (row->touched >= since)
                save_row(y, row);
    }
}

static void carry_sum(struct across *y, struct campaign_sum *sum)
{
    struct carrier *c = &y->c;

    CARRY(c, sum->into);
    CARRY(c, sum->campaign.accounts);
    CARRY(c, sum->campaign.messages);
    CARRY(c, sum->campaign.decided);
    CARRY(c, sum->campaign.invalid);
    carry_text(c, &sum->campaign.network);
    for (int i = 0; i < EPROCESS_BETS; i++)
        CARRY_SIGNED(c, sum->unknown.sums[i]);
    CARRY_SIGNED(c, sum->last);
    CARRY(c, sum->is_news);
    CARRY(c, sum->is_over);
}

/* But for those before the oldest that goes on. */
static size_t first_going_on(struct campaigns *c)
{
    size_t first = 0;

    while (first < c->n && !campaigns_find(c, c->base + first))
        first++;
    return first;
}

static void carry_sums(struct across *y, struct campaigns *c)
{
    size_t first = carrier_loads(&y->c) ? 0 : first_going_on(c);
    size_t n = carry_count(&y->c, c->n - first);
    uint64_t base = carry_unsigned(&y->c, c->base + first);

    if (!carrier_loads(&y->c)) {
        for (size_t i = first; i < c->n; i++)
            carry_sum(y, &c->at[i]);
        return;
    }
    c->base = base;
    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        struct campaign_sum sum = { .campaign.number = base + i };

        carry_sum(y, &sum);
        if (sum.into >= sum.campaign.number)
            y->c.in = (struct unpack){ .is_torn = true };
        c->at = mem_grow(c->at, &c->cap, c->n + 1, sizeof(*c->at));
        c->at[c->n++] = sum;
    }
}

static int by_name(const void *x, const void *y)
{
    const struct campaign_part *const *a = x, *const *b = y;

    return slice_cmp((*a)->account->name, (*b)->account->name);
}

static const struct campaign_part **sorted_parts(const struct campaigns *c, struct arena *a)
{
    const struct campaign_part **all = arena_new(a, (c->by_account.used + 1) * sizeof(*all));
    size_t at = 0;

    for (size_t i = 0; i < c->by_account.used; i++)
        all[i] = map_next(&c->by_account, &at);
    qsort(all, c->by_account.used, sizeof(*all), by_name);
    return all;
}

static void carry_parts(struct across *y, struct campaigns *c)
{
    size_t n = carry_count(&y->c, c->by_account.used);
    const struct campaign_part **all = carrier_loads(&y->c) ? NULL : sorted_parts(c, y->w->arena);

    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        const struct account *who = all ? all[i]->account : NULL;
        uint64_t campaign = all ? all[i]->campaign : 0;

        carry_account(y, &who);
        campaign = carry_unsigned(&y->c, campaign);
        if (!all && who)
            campaigns_restore_part(c, (struct account *)(uintptr_t)who, campaign);
    }
}

void carry_campaigns(struct across *y)
{
    struct campaigns *c = y->w->campaigns;
    usec since = y->w->day - campaigns_span(c);

    CARRY_SIGNED(&y->c, c->day);
    carry_crowds(y, &c->places, MEMBERS_MAX * 2, since);
    carry_rows(y, c, since);
    carry_sums(y, c);
    carry_parts(y, c);
}
