/* Few mailings per account: looking through all of them is the fastest way to find one. */
#include "analyzer/run/watch/mailings.h"

#include "analyzer/base/mem.h"

enum { QUIET = DAY };

static uint64_t fold_subject(slice subject)
{
    char buf[256];
    size_t n = 0;

    subject = slice_trim(subject);
    for (size_t i = 0; i < subject.n && n < sizeof(buf); i++) {
        char c = subject.p[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c >= '0' && c <= '9')
            c = '0'; /* ticket and order numbers do not make a new mailing */
        if (c != '0' || n == 0 || buf[n - 1] != '0')
            buf[n++] = c;
    }
    return n ? hash_bytes(buf, n) | 1 : 0;
}

static bool is_near(uint64_t size, uint64_t first)
{
    uint64_t apart = size > first ? size - first : first - size;

    return size && apart * 100 <= first;
}

static uint32_t short_size(uint64_t size)
{
    return size < UINT32_MAX ? (uint32_t)size : UINT32_MAX;
}

static bool contains_nocase(slice text, slice part)
{
    for (; text.n >= part.n; text = slice_skip(text, 1))
        if (slice_eq_nocase(slice_head(text, part.n), part))
            return true;
    return false;
}

static bool message_id_has_domain(slice message_id, slice domain)
{
    slice host = slice_domain(message_id);

    if (host.n && host.p[host.n - 1] == '>')
        host.n--;
    return slice_eq_nocase(host, domain);
}

/* A server that logs no subjects leaves nothing to compare: that is no mismatch. */
static bool is_unseen(const struct mailings *ms, const struct announcement *a,
                      const struct message *m)
{
    return (a->match.subject.n || a->match.pattern) && m->subject.n == 0 && !ms->sees_subjects;
}

static bool matches_subject(struct mailings *ms, const struct announcement *a,
                            const struct message *m)
{
    if (is_unseen(ms, a, m))
        return true;
    if (a->match.subject.n && !contains_nocase(m->subject, a->match.subject))
        return false;
    return !a->match.pattern || pattern_matches(a->match.pattern, m->subject, &ms->matcher);
}

static bool matches(struct mailings *ms, const struct announcement *a, const struct message *m)
{
    if (a->match.digest.n || a->match.list.n)
        return false; /* no Postfix line carries either */
    if (!matches_subject(ms, a, m))
        return false;
    if (a->match.message_id_domain.n &&
        !message_id_has_domain(m->message_id, a->match.message_id_domain))
        return false;
    if (a->match.host.n && !slice_eq_nocase(a->match.host, m->client_name) &&
        !slice_eq(a->match.host, m->client_ip))
        return false;
    return a->match.size_max == 0 || (m->size >= a->match.size_min && m->size <= a->match.size_max);
}

/* One that is the sender's own and open then, else the sender's own, else anybody's; last one
   whose subject cannot be compared, if it is the sender's own and open then. */
static void find_announcement(struct mailings *ms, struct mailing *g, const struct message *m)
{
    int best = 0;

    for (size_t i = 0; i < ms->site->n_announcements; i++) {
        const struct announcement *a = &ms->site->announcements[i];
        bool is_own, is_then = m->accepted >= a->from && m->accepted < a->to;
        int rank;

        if (!matches(ms, a, m))
            continue;
        is_own = accounts_own(ms->accounts, a, g->account);
        rank = is_unseen(ms, a, m) ? is_own && is_then : 2 + 2 * is_own + is_then;
        if (rank <= best)
            continue;
        best = rank;
        g->announcement = a;
        g->is_announced_by_owner = is_own;
        g->is_subject_unseen = is_unseen(ms, a, m);
    }
}

static void drop(struct mailings *ms, struct mailing_list *list, size_t i)
{
    struct mailing_slot *slot = list->keys[i].slot;

    list->keys[i] = list->keys[--list->n];
    list->sizes[i] = list->sizes[list->n];
    list->subjects[i] = list->subjects[list->n];
    ms->forget(ms->context, slot);
    mem_free((void *)(uintptr_t)slot->mailing.subject.p);
    pool_give_back(&ms->slots, slot);
}

static void drop_smallest(struct mailings *ms, struct mailing_list *list)
{
    const struct mailing_key *keys = list->keys;
    size_t least = 0;

    for (size_t i = 1; i < list->n; i++)
        if (keys[i].expected < keys[least].expected ||
            (keys[i].expected == keys[least].expected && keys[i].number < keys[least].number))
            least = i;
    drop(ms, list, least);
}

static struct mailing_slot *add(struct mailings *ms, const struct message *m)
{
    struct mailing_slot *slot = memset(pool_take(&ms->slots), 0, ms->slots.size);
    struct mailing *g = &slot->mailing;

    g->account = m->account;
    g->number = ++ms->numbered;
    g->size = m->size;
    g->first = g->last = m->accepted;
    g->subject = mem_copy(m->subject);
    g->advert = advert_by_subject(ms->site, g->subject, &ms->matcher);
    find_announcement(ms, g, m);
    return slot;
}

/* The one of the same subject before one of the same size; NULL when there is neither. */
static struct mailing_key *find(const struct mailing_list *list, const struct message *m,
                                uint64_t subject)
{
    struct mailing_key *near = NULL, *key;
    uint32_t size = short_size(m->size);

    for (size_t i = 0; i < list->n; i++) {
        key = &list->keys[i];
        if (list->subjects[i] == (uint32_t)subject && subject && key->subject_hash == subject)
            return key;
        if (is_near(size, list->sizes[i]) && is_near(m->size, key->size) &&
            (!near || key->number < near->number))
            near = key;
    }
    return near;
}

static struct mailing_key *put(struct mailing_list *list, const struct mailing_key *key)
{
    list->keys = mem_grow(list->keys, &list->cap, list->n + 1, sizeof(*list->keys));
    list->sizes[list->n] = short_size(key->size);
    list->subjects[list->n] = (uint32_t)key->subject_hash;
    list->keys[list->n] = *key;
    return &list->keys[list->n++];
}

static struct mailing_key *add_key(struct mailings *ms, struct mailing_list *list,
                                   const struct message *m, uint64_t subject)
{
    struct mailing_key key = { .subject_hash = subject, .size = m->size };

    if (list->n == MAILINGS_MAX)
        drop_smallest(ms, list);
    key.slot = add(ms, m);
    key.number = key.slot->mailing.number;
    return put(list, &key);
}

struct mailing_slot *mailings_restore(struct mailings *ms, struct mailing_list *list,
                                      const struct mailing_key *key, const struct mailing *m)
{
    struct mailing_slot *slot = memset(pool_take(&ms->slots), 0, ms->slots.size);
    struct mailing_key own = *key;

    slot->mailing = *m;
    slot->mailing.subject = mem_copy(m->subject);
    slot->mailing.advert = advert_by_subject(ms->site, m->subject, &ms->matcher);
    own.subject_hash = fold_subject(m->subject);
    own.slot = slot;
    own.last = m->last;
    if (list->n == 0 || own.last < list->oldest)
        list->oldest = own.last;
    (void)put(list, &own);
    return slot;
}

static void count_message(struct mailing_list *list, struct mailing_key *key,
                          const struct message *m)
{
    struct mailing *g = &key->slot->mailing;

    g->messages++;
    if (m->accepted > g->last)
        g->last = m->accepted;
    if (m->accepted < g->first)
        g->first = m->accepted;
    key->last = g->last;
    key->expected += m->nrcpt;
    g->addressed = key->expected;
    if (list->n == 1 || key->last < list->oldest)
        list->oldest = key->last;
}

struct mailing_slot *mailings_join(struct mailings *ms, struct mailing_list *list,
                                   const struct message *m)
{
    uint64_t subject = fold_subject(m->subject);
    struct mailing_key *key;

    mailings_sweep(ms, list, m->accepted);
    key = find(list, m, subject);
    if (!key)
        key = add_key(ms, list, m, subject);
    count_message(list, key, m);
    return key->slot;
}

struct mailing_slot *mailings_find(const struct mailing_list *list, uint64_t number)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->keys[i].number == number)
            return list->keys[i].slot;
    return NULL;
}

void mailings_sweep(struct mailings *ms, struct mailing_list *list, usec when)
{
    usec since = when == USEC_MAX ? USEC_MAX : when - (usec)QUIET * USEC_PER_SECOND;

    if (list->oldest >= since && when != USEC_MAX)
        return;
    list->oldest = USEC_MAX;
    for (size_t i = list->n; i > 0; i--)
        if (list->keys[i - 1].last < since)
            drop(ms, list, i - 1);
        else if (list->keys[i - 1].last < list->oldest)
            list->oldest = list->keys[i - 1].last;
    if (when != USEC_MAX)
        return;
    mem_free(list->keys);
    *list = (struct mailing_list){ 0 };
}

static bool is_in_scope(const struct announcement *a, const struct recipient *r)
{
    if (a->scope == SCOPE_INTERNAL)
        return !r->is_external;
    if (a->scope == SCOPE_EXTERNAL)
        return r->is_external;
    if (a->scope != SCOPE_DOMAINS)
        return true;
    for (size_t i = 0; i < a->n_scope_domains; i++)
        if (slice_eq_nocase(a->scope_domains[i], r->domain))
            return true;
    return false;
}

void mailings_recipient(struct mailing *m, const struct recipient *r)
{
    m->recipients++;
    m->external += r->is_external;
    if (m->announcement && !is_in_scope(m->announcement, r))
        m->beyond_scope++;
}
