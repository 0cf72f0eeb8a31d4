/* Few at a time: looking through all of them is the fastest way to find one. */
#include "analyzer/run/watch/pairs.h"

#include "analyzer/base/mem.h"
#include "analyzer/run/watch/requests.h"
#include "analyzer/site/mail_address.h"
#include "analyzer/site/owner.h"

enum { QUIET = DAY, SEEN_AT_ONCE = 4 };

static uint32_t to_seconds(usec when)
{
    return (uint32_t)(when / USEC_PER_SECOND);
}

static usec from_seconds(uint32_t when)
{
    return when ? (usec)when * USEC_PER_SECOND : USEC_NONE;
}

static slice local_of(slice address)
{
    slice local = slice_head(address, slice_rfind(address, '@'));
    size_t plus = slice_find(local, '+');

    return plus ? slice_head(local, plus) : local;
}

/* The private mailbox of ann.lee is called ann.lee as well, mostly. */
static bool is_named_like(const struct person *p, slice local)
{
    for (size_t i = 0; i < p->n_aliases; i++)
        if (slice_eq(local_of(p->aliases[i].address), local))
            return true;
    return slice_eq(local_of(p->account), local);
}

static bool is_own(const struct site *site, const struct account *who, slice address)
{
    const struct person *p = who->in_directory ? site_find_person(site, who->name) : NULL;
    char buf[MAIL_ADDRESS_MAX], other[MAIL_ADDRESS_MAX];
    enum ownership how = site_owns(site, p, address);

    address = mail_address_fold(address, buf);
    if (!p)
        return slice_eq(local_of(address), local_of(who->name));
    if (p->forward_to.n && slice_eq(address, mail_address_fold(p->forward_to, other)))
        return true;
    return how == OWNERSHIP_OWN || how == OWNERSHIP_OWN_TAGGED ||
           (how == OWNERSHIP_OUTSIDE && is_named_like(p, local_of(address)));
}

/* Lines that are only cited name nobody. */
static void learn_address(struct pairs *ps, struct pair *pair, const struct event *ev)
{
    char buf[MAIL_ADDRESS_MAX];

    if (pair->address.n || ev->recipient.address.n == 0)
        return;
    pair->address = mem_copy(mail_address_fold(ev->recipient.address, buf));
    pair->is_own = is_own(ps->site, ev->account, pair->address);
}

static bool is_of_many(const struct account *who)
{
    return kind_sends_for_others(who->kind) || who->kind == KIND_HOST;
}

static bool may_have_pairs(const struct account *who)
{
    return !is_of_many(who) && who->kind != KIND_ORGANISATION;
}

struct pair_slot *pairs_at(struct pairs *ps, const struct pair_list *list, size_t i)
{
    return cold_open(&ps->slots, list->places->at[i]);
}

struct pair_slot *pairs_find(struct pairs *ps, const struct pair_list *list, uint64_t hash)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->places->hashes[i] == (uint32_t)hash && pairs_at(ps, list, i)->pair.hash == hash)
            return pairs_at(ps, list, i);
    return NULL;
}

static struct pair_seen *find_seen(const struct pair_list *list, uint64_t hash)
{
    for (size_t i = 0; i < list->n_seen; i++)
        if (list->seen[i].hash == hash)
            return &list->seen[i];
    return NULL;
}

static uint32_t newest(const struct pair_seen *s)
{
    return s->second > s->first ? s->second : s->first;
}

static void drop_seen(struct pair_list *list, struct pair_seen *s)
{
    *s = list->seen[--list->n_seen];
}

/* Those of one message before those of two, the oldest first. */
static struct pair_seen *least_seen(struct pair_list *list)
{
    struct pair_seen *least = list->seen;

    for (struct pair_seen *s = least + 1; s < list->seen + list->n_seen; s++)
        if (!s->second != !least->second ? !s->second : newest(s) < newest(least))
            least = s;
    return least;
}

static struct pair_seen *add_seen(struct pair_list *list)
{
    size_t cap = list->seen_cap;

    if (list->n_seen == PAIRS_SEEN)
        drop_seen(list, least_seen(list));
    if (list->n_seen == cap) {
        list->seen = mem_resize(list->seen, &cap, cap + SEEN_AT_ONCE, sizeof(*list->seen));
        list->seen_cap = (uint16_t)cap;
    }
    return &list->seen[list->n_seen++];
}

void pairs_restore_seen(struct pair_list *list, const struct pair_seen *like)
{
    *add_seen(list) = *like;
}

static bool is_over(uint32_t then, uint32_t now)
{
    return then + QUIET < now;
}

/* True: it is the third within a day. */
static bool see(struct pair_list *list, uint64_t hash, uint32_t now, struct pair_seen *third)
{
    struct pair_seen *s = find_seen(list, hash);

    if (!s) {
        *add_seen(list) = (struct pair_seen){ .hash = hash, .first = now };
        return false;
    }
    if (is_over(s->first, now)) {
        s->first = s->second;
        s->second = 0;
    }
    if (is_over(s->first, now))
        s->first = now;
    else if (!s->second)
        s->second = now;
    else {
        *third = *s;
        drop_seen(list, s);
        return true;
    }
    return false;
}

static void drop(struct pairs *ps, struct pair_list *list, size_t i)
{
    struct pair_places *places = list->places;
    struct pair_slot *slot = pairs_at(ps, list, i);
    uint32_t number = places->at[i];

    places->at[i] = places->at[--list->n];
    places->hashes[i] = places->hashes[list->n];
    ps->forget(ps->context, slot);
    mem_free((void *)(uintptr_t)slot->pair.address.p);
    cold_drop(&ps->slots, number);
}

static bool is_unwanted(const struct pair_slot *slot)
{
    return slot->pair.unwanted_since != USEC_NONE;
}

static struct pair_slot *put(struct pairs *ps, struct pair_list *list, uint64_t hash)
{
    uint32_t number = cold_add(&ps->slots);
    struct pair_slot *slot = cold_open(&ps->slots, number);

    if (!list->places)
        list->places = mem_new(1, sizeof(*list->places));
    list->places->hashes[list->n] = (uint32_t)hash;
    list->places->at[list->n++] = number;
    slot->pair.hash = hash;
    slot->pair.unwanted_since = USEC_NONE;
    return slot;
}

struct pair_slot *pairs_restore(struct pairs *ps, struct pair_list *list,
                                const struct pair_slot *like)
{
    struct pair_slot *slot = list->n < PAIRS_MAX ? put(ps, list, like->pair.hash) : NULL;

    if (slot)
        *slot = *like;
    return slot;
}

static void age(struct pair_slot *slot, int64_t day)
{
    if (day <= slot->day)
        return;
    slot->mail = day - slot->day < 64 ? slot->mail >> (day - slot->day) : 0;
    slot->day = day;
}

static bool is_less(const struct pair_slot *a, const struct pair_slot *b)
{
    return a->mail < b->mail || (a->mail == b->mail && a->last < b->last);
}

/* list->n: all of them stay. */
static size_t least_of(struct pairs *ps, const struct pair_list *list, int64_t day)
{
    size_t least = list->n;

    for (size_t i = 0; i < list->n; i++) {
        struct pair_slot *slot = pairs_at(ps, list, i);

        age(slot, day);
        if (!is_unwanted(slot) && (least == list->n || is_less(slot, pairs_at(ps, list, least))))
            least = i;
    }
    return least;
}

/* NULL: there is no place. */
static struct pair_slot *add(struct pairs *ps, struct pair_list *list, const struct pair_seen *seen,
                             int64_t day)
{
    struct pair_slot *slot;
    uint64_t mail = PAIR_MESSAGES - 1;

    if (list->n == PAIRS_MAX) {
        size_t least = least_of(ps, list, day);
        uint64_t most;

        if (least == list->n)
            return NULL;
        most = pairs_at(ps, list, least)->mail;
        mail = most > mail ? most : mail;
        drop(ps, list, least);
    }
    slot = put(ps, list, seen->hash);
    slot->pair.before[0] = from_seconds(seen->first);
    slot->pair.before[1] = from_seconds(seen->second);
    slot->last = USEC_NONE;
    slot->mail = mail;
    slot->day = day;
    return slot;
}

bool pairs_are_named(const struct pairs *ps, struct pair_list *list, const struct account *who)
{
    if (list->named == REQUESTS_UNTOLD)
        list->named = requests_name(ps->site, who) ? REQUESTS_SOME : REQUESTS_NONE;
    return list->named == REQUESTS_SOME;
}

/* Of a recipient that asked for no more mail; NULL: it did not. */
static struct pair_slot *find_unwanted(struct pairs *ps, struct pair_list *list,
                                       const struct event *ev, int64_t day)
{
    const struct pair_seen never = { .hash = ev->recipient.hash };
    const struct no_contact *n = requests_find(ps->site, ev->account, &ev->recipient);
    struct pair_slot *slot = n ? pairs_find(ps, list, ev->recipient.hash) : NULL;

    if (n && !slot)
        slot = add(ps, list, &never, day);
    if (!slot)
        return NULL;
    slot->pair.unwanted_since = n->requested;
    slot->pair.unwanted_by = n->complainant;
    slot->pair.unwanted_line = n->line;
    return slot;
}

/* NULL: it has no place, or not yet. */
static struct pair_slot *find_or_add(struct pairs *ps, struct pair_list *list,
                                     const struct event *ev, int64_t day)
{
    struct pair_slot *slot = NULL;
    struct pair_seen third;

    if (pairs_are_named(ps, list, ev->account))
        slot = find_unwanted(ps, list, ev, day);
    if (!slot && may_have_pairs(ev->account))
        slot = pairs_find(ps, list, ev->recipient.hash);
    if (slot || !may_have_pairs(ev->account))
        return slot;
    if (!see(list, ev->recipient.hash, to_seconds(ev->message->accepted), &third))
        return NULL;
    return add(ps, list, &third, day);
}

static int64_t day_of(usec when)
{
    return when / USEC_PER_SECOND / DAY;
}

static void touch(struct pair_slot *slot, usec when)
{
    age(slot, day_of(when));
    if (when > slot->last)
        slot->last = when;
}

struct pair_slot *pairs_join(struct pairs *ps, struct pair_list *list, const struct event *ev)
{
    usec when = ev->message->accepted;
    struct pair_slot *slot;

    if (is_of_many(ev->account) || ev->message->nrcpt > PAIR_RECIPIENTS)
        return NULL;
    slot = find_or_add(ps, list, ev, day_of(when));
    if (!slot)
        return NULL;
    touch(slot, when);
    slot->mail++;
    learn_address(ps, &slot->pair, ev);
    return slot;
}

void pairs_received(struct pairs *ps, struct pair_list *list, const struct event *ev)
{
    struct pair_slot *slot = find_unwanted(ps, list, ev, day_of(ev->when));

    if (slot)
        touch(slot, ev->when);
}

/* since: what other pairs were quiet before. */
static bool is_quiet(const struct pair_slot *slot, usec since)
{
    usec longer = is_unwanted(slot) && since != USEC_MAX ? PAIRS_UNWANTED - 1 : 0;

    return slot->last < since - longer * DAY * USEC_PER_SECOND;
}

static void free_list(struct pair_list *list)
{
    mem_free(list->places);
    mem_free(list->seen);
    *list = (struct pair_list){ 0 };
}

void pairs_sweep(struct pairs *ps, struct pair_list *list, usec when)
{
    usec since = when == USEC_MAX ? USEC_MAX : when - (usec)QUIET * USEC_PER_SECOND;

    for (size_t i = list->n; i > 0; i--)
        if (is_quiet(pairs_at(ps, list, i - 1), since))
            drop(ps, list, i - 1);
    for (size_t i = list->n_seen; i > 0; i--)
        if (from_seconds(newest(&list->seen[i - 1])) < since)
            drop_seen(list, &list->seen[i - 1]);
    if (when == USEC_MAX)
        free_list(list);
}
