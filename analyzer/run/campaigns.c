/*
 * Keys of sizes are logarithms in steps of 2 %, twice, half a step apart: what differs by 1 % at
 * most agrees in one of them.
 */
#include "analyzer/run/campaigns.h"

#include "analyzer/base/ages.h"
#include "analyzer/base/mem.h"
#include "analyzer/run/watchers.h"

enum { WHATS_MAX = 4, PLACES_MAX = 2 };

/* Keys of one message. */
struct keys {
    uint64_t whats[WHATS_MAX], places[PLACES_MAX];
    size_t n_whats, n_places;
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

/* Case, blanks around it and what answers and forwards begin with make no other subject. */
static uint64_t subject_key(slice subject)
{
    char buf[256];
    size_t n = 0;

    subject = slice_trim(subject);
    for (size_t colon; (colon = slice_find(subject, ':')) <= 3 && colon < subject.n;)
        subject = slice_trim(slice_skip(subject, colon + 1));
    for (; n < subject.n && n < sizeof(buf); n++) {
        char c = subject.p[n];

        buf[n] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return n ? hash_mix(hash_bytes(buf, n), 1) : 0;
}

/* Which step of 2 % a size is in, beginning half a step later for odd ones: integers, so each
   power of two has steps of 1/48 of it, 1.4 to 2.1 %. */
static uint64_t size_key(uint64_t size, unsigned half)
{
    unsigned power = 0;
    uint64_t step;

    while (size >> power > 1)
        power++;
    step = ((size << 10 >> power) * 96 / 1024 + half) / 2;
    return hash_mix(hash_mix(power, step), 2 + half);
}

static void add_what(struct keys *k, uint64_t key)
{
    if (key && k->n_whats < WHATS_MAX)
        k->whats[k->n_whats++] = key;
}

static void find_whats(struct keys *k, const struct message *m)
{
    slice digest = m->filterings ? m->filterings->digest : slice_of(NULL, 0);

    add_what(k, subject_key(m->subject));
    add_what(k, digest.n ? hash_mix(hash_slice(digest), 4) : 0);
    if (m->size == 0)
        return;
    add_what(k, size_key(m->size, 0));
    add_what(k, size_key(m->size, 1));
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

static void let_go(struct campaign_line *line)
{
    if (!line || --line->uses > 0)
        return;
    mem_free((void *)(uintptr_t)line->line.raw.p);
    mem_free(line);
}

static struct campaign_member *members_of(struct campaign_row *row)
{
    return row->members ? row->members : &row->one;
}

static void forget(struct campaigns *c, struct campaign_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        let_go(members_of(row)[i].line);
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

static void drop_old(struct campaign_row *row, usec before)
{
    struct campaign_member *members = members_of(row);
    size_t kept = 0;

    for (size_t i = 0; i < row->n; i++)
        if (members[i].when >= before)
            members[kept++] = members[i];
        else
            let_go(members[i].line);
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
    struct campaign_member *members = members_of(row);

    for (size_t i = 0; i < row->n; i++)
        if (members[i].account == who)
            return &members[i];
    if (row->n >= MEMBERS_MAX)
        return &members[0];
    members = make_room_for_one(row);
    members[row->n] = (struct campaign_member){ .account = who };
    return &members[row->n++];
}

static struct campaign_row *join_row(struct campaigns *c, uint64_t key, const struct message *m,
                                     struct campaign_line *line)
{
    struct campaign_row *row = row_of(c, key, m->accepted);
    struct campaign_member *member;

    take_out(c, row);
    drop_old(row, m->accepted - (usec)CAMPAIGN_SPAN * USEC_PER_SECOND);
    member = member_of(row, m->account);
    member->account = m->account;
    member->when = m->accepted;
    let_go(member->line);
    member->line = line;
    line->uses++;
    put_last(c, row, m->accepted);
    return row;
}

/* Most who are there are part of it. */
static bool is_rare(const struct campaigns *c, const struct campaign_row *row, uint64_t place)
{
    const struct crowd *all = crowds_find(&c->places, place);

    return all && 2 * row->n >= all->members.used;
}

struct campaign_sum *campaigns_find(struct campaigns *c, uint64_t number)
{
    size_t at = (size_t)number;

    while (c->at[at].into)
        at = c->at[at].into;
    return &c->at[at];
}

static size_t begin(struct campaigns *c, const struct location *from)
{
    struct campaign_sum *sum;

    c->at = mem_grow(c->at, &c->cap, c->n + 2, sizeof(*c->at));
    sum = &c->at[++c->n];
    *sum = (struct campaign_sum){ .campaign.number = c->n };
    sum->campaign.network = arena_keep(c->arena, slice_str(from->network));
    return c->n;
}

/* The earlier one takes the later one in. */
static size_t merge(struct campaigns *c, size_t a, size_t b)
{
    struct campaign_sum *into = campaigns_find(c, a < b ? a : b);
    struct campaign_sum *from = campaigns_find(c, a < b ? b : a);

    if (from == into)
        return (size_t)into->campaign.number;
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
    from->into = (size_t)into->campaign.number;
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
static bool take_part(struct campaigns *c, struct account *who, size_t *campaign)
{
    uint64_t hash = hash_bytes(&who, sizeof(struct account *));
    struct campaign_part *part = map_find(&c->by_account, hash, who);

    if (part) {
        *campaign = merge(c, part->campaign, *campaign);
        return false;
    }
    part = arena_new(c->arena, sizeof(*part));
    *part = (struct campaign_part){ who, *campaign };
    map_add(&c->by_account, hash, part);
    campaigns_find(c, *campaign)->campaign.accounts++;
    return true;
}

/* But for the one whose message it is, which is told with that. */
static void gather(struct campaigns *c, struct campaign_row *row, const struct message *m,
                   const struct location *from)
{
    struct campaign_member *members = members_of(row);
    bool is_new[MEMBERS_MAX];
    size_t campaign = row->campaign ? row->campaign : begin(c, from);

    for (size_t i = 0; i < row->n; i++)
        is_new[i] = take_part(c, members[i].account, &campaign);
    row->campaign = campaign;
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
        for (size_t w = 0; w < k->n_whats; w++) {
            struct campaign_row *row = join_row(c, hash_mix(k->whats[w], k->places[p]), m, line);

            if (row->n < CAMPAIGN_ACCOUNTS || !is_rare(c, row, k->places[p]))
                continue;
            gather(c, row, m, from);
            m->campaign = row->campaign;
        }
    let_go(line);
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
    find_whats(&k, m);
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
