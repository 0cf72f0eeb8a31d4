/* Rows, who is in them, and what they grow into. */
#include "analyzer/run/watch/campaigns.h"

#include "analyzer/base/ages.h"
#include "analyzer/base/mem.h"
#include "analyzer/run/watch/campaigns_ties.h"
#include "analyzer/run/watch/watchers.h"

enum { FEW_RECIPIENTS = 2 };

static bool has_key(const void *value, const void *key)
{
    return ((const struct campaign_row *)value)->key == *(const uint64_t *)key;
}

static bool has_account(const void *value, const void *key)
{
    return ((const struct campaign_part *)value)->account == key;
}

void campaigns_init(struct campaigns *c, struct watchers *watchers, struct arena *arena)
{
    *c = (struct campaigns){ .watchers = watchers, .arena = arena, .by_key.same = has_key };
    c->by_account.same = has_account;
    c->limits = campaigns_limits(watchers);
    crowds_init(&c->places, ROWS_MAX, c->limits[CAMPAIGN_SPAN]);
}

static struct campaign_rows *list_of(struct campaigns *c, const struct campaign_row *row)
{
    return row->n > 1 ? &c->many : &c->single;
}

static void take_out(struct campaigns *c, struct campaign_row *row)
{
    struct campaign_rows *list = list_of(c, row);

    AGES_REMOVE(list, row);
}

static void put_last(struct campaigns *c, struct campaign_row *row, usec when)
{
    struct campaign_rows *list = list_of(c, row);

    row->touched = when;
    AGES_APPEND(list, row);
}

static struct campaign_line *keep_line(const struct kept_line *line)
{
    struct campaign_line *kept = mem_new(1, sizeof(*kept));

    *kept = (struct campaign_line){ 1, *line };
    kept->line.raw = mem_copy(line->raw);
    return kept;
}

void campaigns_let_go(struct campaign_line *line)
{
    if (!line || --line->uses > 0)
        return;
    mem_free((void *)(uintptr_t)line->line.raw.p);
    mem_free(line);
}

struct campaign_member *campaigns_members(struct campaign_row *row)
{
    return row->members ? row->members : &row->one;
}

static void forget(struct campaigns *c, struct campaign_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        campaigns_let_go(campaigns_members(row)[i].line);
    take_out(c, row);
    map_remove(&c->by_key, row->key, row);
    mem_free(row->members);
    mem_free(row);
    c->n_rows--;
}

static void age(struct campaigns *c, const struct campaign_rows *list, usec before)
{
    while (list->oldest && list->oldest->touched < before)
        forget(c, list->oldest);
}

static void make_room(struct campaigns *c)
{
    c->evicted += !c->single.oldest;
    forget(c, c->single.oldest ? c->single.oldest : c->many.oldest);
}

static struct campaign_row *row_of(struct campaigns *c, uint64_t key, usec when)
{
    struct campaign_row *row = map_find(&c->by_key, key, &key);

    if (row)
        return row;
    if (c->n_rows >= ROWS_MAX)
        make_room(c);
    row = mem_new(1, sizeof(*row));
    row->key = key;
    map_add(&c->by_key, key, row);
    put_last(c, row, when);
    c->n_rows++;
    return row;
}

void campaigns_restore_row(struct campaigns *c, const struct campaign_row *read)
{
    struct campaign_row *row = row_of(c, read->key, read->touched);

    take_out(c, row);
    row->one = read->one;
    row->members = read->members;
    row->n = read->n;
    row->cap = read->cap;
    row->campaign = read->campaign;
    put_last(c, row, read->touched);
}

static void drop_old(struct campaign_row *row, usec before)
{
    struct campaign_member *members = campaigns_members(row);
    uint16_t kept = 0;

    for (size_t i = 0; i < row->n; i++)
        if (members[i].when >= before)
            members[kept++] = members[i];
        else
            campaigns_let_go(members[i].line);
    row->n = kept;
}

/* Most rows have one or two. */
struct campaign_member *campaigns_make_room(struct campaign_row *row)
{
    bool is_second = row->n == 1 && !row->members;
    size_t cap = row->cap;

    if (row->n == 0 && !row->members)
        return &row->one;
    if (row->n >= row->cap)
        row->members = mem_resize(row->members, &cap, cap ? 2 * cap : 2, sizeof(*row->members));
    row->cap = (uint16_t)cap;
    if (is_second)
        row->members[0] = row->one;
    return row->members;
}

static struct campaign_member *member_of(struct campaign_row *row, struct account *who)
{
    struct campaign_member *members = campaigns_members(row);

    for (size_t i = 0; i < row->n; i++)
        if (members[i].account == who)
            return &members[i];
    if (row->n >= MEMBERS_MAX)
        return &members[0];
    members = campaigns_make_room(row);
    members[row->n] = (struct campaign_member){ .account = who };
    return &members[row->n++];
}

/* NULL: the message is of a log of long before the others in its row. */
static struct campaign_row *join_row(struct campaigns *c, uint64_t key, const struct message *m,
                                     struct campaign_line *line)
{
    struct campaign_row *row = row_of(c, key, m->accepted);
    struct campaign_member *member;

    if (m->accepted < row->touched - campaigns_span(c))
        return NULL;
    take_out(c, row);
    drop_old(row, m->accepted - campaigns_span(c));
    member = member_of(row, m->account);
    member->account = m->account;
    if (member->when < m->accepted)
        member->when = m->accepted;
    campaigns_let_go(member->line);
    member->line = line;
    line->uses++;
    put_last(c, row, m->accepted > row->touched ? m->accepted : row->touched);
    return row;
}

/* Most who are there are part of it; all whose client or recipient it is. */
static bool is_rare(const struct campaigns *c, const struct campaign_row *row,
                    const struct campaign_tie *tie)
{
    const struct crowd *all = crowds_find(&c->places, tie->key, row->touched);

    return all && (tie->is_place ? 2 * row->n : row->n) >= all->members.used;
}

static uint64_t begin(struct campaigns *c, slice tie, usec when)
{
    struct campaign_sum *sum;

    c->base = c->base ? c->base : 1;
    c->at = mem_grow(c->at, &c->cap, c->n + 1, sizeof(*c->at));
    sum = &c->at[c->n];
    *sum = (struct campaign_sum){ .campaign.number = c->base + c->n, .last = when };
    sum->campaign.network = arena_keep(c->arena, tie);
    c->n++;
    return sum->campaign.number;
}

/* The earlier one takes the later one in; both are there. */
static uint64_t merge(struct campaigns *c, uint64_t a, uint64_t b)
{
    struct campaign_sum *into = campaigns_find(c, a < b ? a : b);
    struct campaign_sum *from = campaigns_find(c, a < b ? b : a);

    if (from == into)
        return into->campaign.number;
    if (from->campaign.number < into->campaign.number) {
        struct campaign_sum *other = into;

        into = from;
        from = other;
    }
    into->campaign.accounts += from->campaign.accounts;
    into->campaign.messages += from->campaign.messages;
    into->campaign.decided += from->campaign.decided;
    into->campaign.invalid += from->campaign.invalid;
    for (int i = 0; i < EPROCESS_BETS; i++)
        into->unknown.sums[i] += from->unknown.sums[i];
    into->last = into->last > from->last ? into->last : from->last;
    from->into = into->campaign.number;
    return from->into;
}

static void tell(struct campaigns *c, const struct campaign_member *m, const struct campaign *what)
{
    struct event ev = { .kind = EVENT_CAMPAIGN, .when = m->when, .account = m->account };

    ev.campaign = what;
    ev.line = m->line->line;
    watchers_tell(c->watchers, &ev);
}

/* True: the account was no part of it. */
static bool take_part(struct campaigns *c, struct account *who, uint64_t *campaign)
{
    const struct campaign_part *part = campaigns_part(c, who);

    if (part && campaigns_find(c, part->campaign)) {
        *campaign = merge(c, part->campaign, *campaign);
        return false;
    }
    campaigns_restore_part(c, who, *campaign);
    campaigns_find(c, *campaign)->campaign.accounts++;
    return true;
}

/* But for the one whose message it is, which is told with that. */
static void gather(struct campaigns *c, struct campaign_row *row, const struct message *m,
                   const struct campaign_tie *tie)
{
    struct campaign_member *members = campaigns_members(row);
    bool is_new[MEMBERS_MAX];
    uint64_t campaign = row->campaign;
    struct campaign_sum *sum;

    if (!campaigns_find(c, campaign))
        campaign = begin(c, tie->text, m->accepted);
    for (size_t i = 0; i < row->n; i++)
        is_new[i] = take_part(c, members[i].account, &campaign);
    row->campaign = campaign;
    sum = campaigns_find(c, campaign);
    sum->is_news = sum->is_touched = true;
    if (sum->last < m->accepted)
        sum->last = m->accepted;
    for (size_t i = 0; i < row->n; i++)
        if (is_new[i] && members[i].account != m->account)
            tell(c, &members[i], &campaigns_find(c, campaign)->campaign);
}

static bool is_excused(const struct event *ev)
{
    enum account_kind kind = ev->account->kind;

    return kind_sends_for_others(kind) || mailing_is_announced(ev->mailing);
}

/* Of what is alike, once it is known as a campaign's by what is not in all of it. */
static uint64_t whole_key(uint64_t what)
{
    return hash_mix(what, 10);
}

static void keep_whole(struct campaigns *c, uint64_t what, const struct message *m,
                       struct campaign_line *line)
{
    struct campaign_row *row = join_row(c, whole_key(what), m, line);

    if (row)
        row->campaign = m->campaign;
}

/* Further mail of who is part of it. */
static void follow(struct campaigns *c, const struct campaign_whats *whats, struct message *m)
{
    const struct campaign_part *part = campaigns_part(c, m->account);
    const struct campaign_sum *of = part ? campaigns_find(c, part->campaign) : NULL;

    for (size_t w = 0; of && w < whats->n_sure; w++) {
        uint64_t key = whole_key(whats->at[w]);
        const struct campaign_row *row = map_find(&c->by_key, key, &key);

        if (row && campaigns_find(c, row->campaign) == of)
            m->campaign = row->campaign;
    }
}

static void join_tied(struct campaigns *c, const struct campaign_whats *whats,
                      const struct campaign_tie *tie, struct message *m, struct campaign_line *line)
{
    for (size_t w = 0; w < ties_alike(whats, tie); w++) {
        struct campaign_row *row = join_row(c, ties_row_key(whats, w, tie), m, line);

        if (!row || row->n < c->limits[CAMPAIGN_ACCOUNTS] || !is_rare(c, row, tie))
            continue;
        gather(c, row, m, tie);
        m->campaign = row->campaign;
        if (!tie->is_place)
            keep_whole(c, whats->at[w], m, line);
    }
}

static void join_rows(struct campaigns *c, const struct campaign_keys *k, struct message *m)
{
    struct campaign_line *line = keep_line(&m->accepted_line);

    ties_fetch_rows(c, k);
    for (size_t t = 0; t < k->n_ties; t++)
        join_tied(c, &k->whats, &k->ties[t], m, line);
    campaigns_let_go(line);
}

/* Of a message that was found to be part of one. */
static void tell_message(struct campaigns *c, const struct message *m, usec when)
{
    struct event told = { .kind = EVENT_CAMPAIGN, .when = when, .account = m->account };
    struct campaign_sum *sum = campaigns_find(c, m->campaign);

    told.message = m;
    told.campaign = &sum->campaign;
    sum->campaign.messages++;
    watchers_tell(c->watchers, &told);
}

void campaigns_message(struct campaigns *c, struct message *m, const struct event *ev)
{
    usec before = m->accepted - campaigns_span(c);
    struct campaign_keys k = { 0 };

    if (!location_tells(ev->from) || is_excused(ev))
        return;
    age(c, &c->single, before);
    age(c, &c->many, before);
    campaigns_whats(m, &k.whats);
    ties_of_message(c, &k, m, ev->from);
    follow(c, &k.whats, m);
    join_rows(c, &k, m);
    if (m->campaign)
        tell_message(c, m, ev->when);
}

void campaigns_recipient(struct campaigns *c, struct message *m, const struct event *ev)
{
    struct campaign_keys k = { 0 };

    if (ev->recipient.contact != CONTACT_NEW || !ev->recipient.is_external || m->campaign ||
        m->nrcpt > FEW_RECIPIENTS || is_excused(ev) || !ties_known(c, m))
        return;
    campaigns_whats(m, &k.whats);
    if (!k.whats.n_sure)
        return;
    ties_of_recipient(c, &k, m, ev->recipient.hash);
    join_rows(c, &k, m);
    if (m->campaign)
        tell_message(c, m, ev->when);
}

void campaigns_free(struct campaigns *c)
{
    age(c, &c->single, USEC_MAX);
    age(c, &c->many, USEC_MAX);
    map_free(&c->by_key);
    map_free(&c->by_account);
    crowds_free(&c->places);
    mem_free(c->at);
}
