/* Rows, who is in them, and what they grow into. */
#include "analyzer/run/watch/campaigns.h"

#include "analyzer/base/ages.h"
#include "analyzer/base/mem.h"
#include "analyzer/run/watch/campaigns_keys.h"
#include "analyzer/run/watch/watchers.h"

enum { PLACES_MAX = 2 };

/* Keys of one message. */
struct keys {
    struct campaign_whats whats;
    uint64_t places[PLACES_MAX];
    size_t n_places;
};

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
    crowds_init(&c->places, ROWS_MAX, CAMPAIGN_SPAN);
}

static void add_place(struct campaigns *c, struct keys *k, uint64_t key, const struct message *m)
{
    k->places[k->n_places++] = key;
    (void)crowds_add(&c->places, key, m->account, m->accepted);
}

static void find_places(struct campaigns *c, struct keys *k, const struct message *m,
                        const struct location *from)
{
    add_place(c, k, hash_mix(hash_slice(m->client_ip), 5), m);
    if (from->near_users < AT_HOME)
        add_place(c, k, hash_mix(from->near_id, 6), m);
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
    size_t kept = 0;

    for (size_t i = 0; i < row->n; i++)
        if (members[i].when >= before)
            members[kept++] = members[i];
        else
            campaigns_let_go(members[i].line);
    row->n = kept;
}

static struct campaign_member *make_room_for_one(struct campaign_row *row)
{
    bool is_second = row->n == 1 && !row->members;

    if (row->n == 0 && !row->members)
        return &row->one;
    row->members = mem_grow(row->members, &row->cap, row->n + 1, sizeof(*row->members));
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
    members = make_room_for_one(row);
    members[row->n] = (struct campaign_member){ .account = who };
    return &members[row->n++];
}

/* NULL: the message is of a log of long before the others in its row. */
static struct campaign_row *join_row(struct campaigns *c, uint64_t key, const struct message *m,
                                     struct campaign_line *line)
{
    struct campaign_row *row = row_of(c, key, m->accepted);
    struct campaign_member *member;

    if (m->accepted < row->touched - (usec)CAMPAIGN_SPAN * USEC_PER_SECOND)
        return NULL;
    take_out(c, row);
    drop_old(row, m->accepted - (usec)CAMPAIGN_SPAN * USEC_PER_SECOND);
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

/* Most who are there are part of it. */
static bool is_rare(const struct campaigns *c, const struct campaign_row *row, uint64_t place)
{
    const struct crowd *all = crowds_find(&c->places, place, row->touched);

    return all && 2 * row->n >= all->members.used;
}

struct campaign_sum *campaigns_find(struct campaigns *c, uint64_t number)
{
    struct campaign_sum *sum = NULL;

    while (number && number >= c->base && number - c->base < c->n) {
        sum = &c->at[number - c->base];
        number = sum->into;
    }
    return sum && !sum->into && !sum->is_over ? sum : NULL;
}

static uint64_t begin(struct campaigns *c, const struct location *from, usec when)
{
    struct campaign_sum *sum;

    c->base = c->base ? c->base : 1;
    c->at = mem_grow(c->at, &c->cap, c->n + 1, sizeof(*c->at));
    sum = &c->at[c->n];
    *sum = (struct campaign_sum){ .campaign.number = c->base + c->n, .last = when };
    sum->campaign.network = arena_keep(c->arena, slice_str(from->network));
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

static uint64_t hash_account(const struct account *who)
{
    return hash_bytes(&who, sizeof(struct account *));
}

struct campaign_part *campaigns_part(const struct campaigns *c, const struct account *who)
{
    return map_find(&c->by_account, hash_account(who), who);
}

void campaigns_restore_part(struct campaigns *c, struct account *who, uint64_t campaign)
{
    struct campaign_part *part = campaigns_part(c, who);

    if (!part) {
        part = arena_new(c->arena, sizeof(*part));
        part->account = who;
        map_add(&c->by_account, hash_account(who), part);
    }
    part->campaign = campaign;
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
                   const struct location *from)
{
    struct campaign_member *members = campaigns_members(row);
    bool is_new[MEMBERS_MAX];
    uint64_t campaign = row->campaign;
    struct campaign_sum *sum;

    if (!campaigns_find(c, campaign))
        campaign = begin(c, from, m->accepted);
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

static void join_rows(struct campaigns *c, const struct keys *k, struct message *m,
                      const struct location *from)
{
    struct campaign_line *line = keep_line(&m->accepted_line);

    for (size_t p = 0; p < k->n_places; p++)
        for (size_t w = 0; w < k->whats.n; w++) {
            struct campaign_row *row = join_row(c, hash_mix(k->whats.at[w], k->places[p]), m, line);

            if (!row || row->n < CAMPAIGN_ACCOUNTS || !is_rare(c, row, k->places[p]))
                continue;
            gather(c, row, m, from);
            m->campaign = row->campaign;
        }
    campaigns_let_go(line);
}

void campaigns_message(struct campaigns *c, struct message *m, const struct event *ev)
{
    struct event told = { .kind = EVENT_CAMPAIGN, .when = ev->when, .account = m->account };
    usec before = m->accepted - (usec)CAMPAIGN_SPAN * USEC_PER_SECOND;
    struct keys k = { 0 };

    if (!location_tells(ev->from) || is_excused(ev))
        return;
    age(c, &c->single, before);
    age(c, &c->many, before);
    campaigns_whats(m, &k.whats);
    find_places(c, &k, m, ev->from);
    join_rows(c, &k, m, ev->from);
    if (!m->campaign)
        return;
    told.message = m;
    told.campaign = &campaigns_find(c, m->campaign)->campaign;
    campaigns_find(c, m->campaign)->campaign.messages++;
    watchers_tell(c->watchers, &told);
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
