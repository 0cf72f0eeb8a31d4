/* Few mailings per account: looking through all of them is the fastest way to find one. */
#include "analyzer/run/watch/mailings.h"

#include "analyzer/base/mem.h"

enum { QUIET = DAY, KEYS_AT_ONCE = 4 };

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

static uint32_t shortened(uint64_t n)
{
    return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

struct mailing_slot *mailings_at(struct mailings *ms, const struct mailing_list *list, size_t i)
{
    return cold_open(&ms->slots, list->keys[i].slot);
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

/* As a filter that looks at content logs it. */
static bool has_digest(const struct message *m, slice digest)
{
    for (const struct filtering *f = m->filterings; f; f = f->next)
        if (slice_eq_nocase(f->digest, digest))
            return true;
    return false;
}

/* Any of the senders under which lists.csv knows it; one that is not there has its address. */
static bool is_of_list(const struct site *s, slice sender, slice list)
{
    const struct mail_list *of = site_find_list(s, sender);

    return slice_eq_nocase(of ? of->senders[SENDER_LIST] : sender, list);
}

static bool matches(struct mailings *ms, const struct announcement *a, const struct message *m)
{
    if (a->match.digest.n && !has_digest(m, a->match.digest))
        return false;
    if (a->match.list.n && !is_of_list(ms->site, m->sender, a->match.list))
        return false;
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

static void lean_on(struct mailings *ms, const struct mailing *g)
{
    if (mailing_is_announced(g))
        ms->announced[g->announcement->number] = true;
}

/* One that is the sender's own and open then, else the sender's own, else anybody's; last one
   whose subject cannot be compared, if it is the sender's own and open then. */
static void find_announcement(struct mailings *ms, struct mailing *g, const struct message *m)
{
    int best = 0;

    for (size_t i = 0; i < ms->site->n_announcements; i++) {
        const struct announcement *a = &ms->site->announcements[i];
        bool is_own, is_then;
        int rank;

        if (!matches(ms, a, m))
            continue;
        is_own = accounts_own(ms->accounts, a, g->account);
        is_then = announcement_is_open(a, m->accepted, 0);
        rank = is_unseen(ms, a, m) ? is_own && is_then : 2 + 2 * is_own + is_then;
        if (rank <= best)
            continue;
        best = rank;
        g->announcement = a;
        g->is_announced_by_owner = is_own;
        g->is_subject_unseen = is_unseen(ms, a, m);
    }
    lean_on(ms, g);
}

static void drop(struct mailings *ms, struct mailing_list *list, size_t i)
{
    struct mailing_slot *slot = mailings_at(ms, list, i);
    uint32_t number = list->keys[i].slot;

    list->keys[i] = list->keys[--list->n];
    list->sizes[i] = list->sizes[list->n];
    list->subjects[i] = list->subjects[list->n];
    ms->forget(ms->context, slot);
    mem_free((void *)(uintptr_t)slot->mailing.subject.p);
    cold_drop(&ms->slots, number);
}

static bool is_earlier(const struct mailing_key *a, const struct mailing_key *b)
{
    return (int32_t)(a->number - b->number) < 0;
}

static void drop_smallest(struct mailings *ms, struct mailing_list *list)
{
    const struct mailing_key *keys = list->keys;
    size_t least = 0;

    for (size_t i = 1; i < list->n; i++)
        if (keys[i].addressed < keys[least].addressed ||
            (keys[i].addressed == keys[least].addressed && is_earlier(&keys[i], &keys[least])))
            least = i;
    drop(ms, list, least);
}

/* Its first message, or what was remembered of it, is counted by the caller. */
static struct mailing_slot *put(struct mailings *ms, struct mailing_list *list,
                                const struct mailing *m, uint64_t subject)
{
    size_t cap = list->cap;
    uint32_t number = cold_add(&ms->slots);
    struct mailing_slot *slot = cold_open(&ms->slots, number);

    if (list->n == cap)
        list->keys = mem_resize(list->keys, &cap, cap + KEYS_AT_ONCE, sizeof(*list->keys));
    list->cap = (uint8_t)cap;
    list->sizes[list->n] = shortened(m->size);
    list->subjects[list->n] = (uint32_t)subject;
    list->keys[list->n++] = (struct mailing_key){
        .last = m->last,
        .number = (uint32_t)m->number,
        .addressed = shortened(m->addressed),
        .slot = number,
    };
    slot->subject_hash = subject;
    slot->mailing = *m;
    slot->mailing.subject = mem_copy(m->subject);
    slot->mailing.advert = advert_by_subject(ms->site, slot->mailing.subject, &ms->matcher);
    return slot;
}

static void add(struct mailings *ms, struct mailing_list *list, const struct message *m,
                uint64_t subject)
{
    struct mailing first = {
        .account = m->account,
        .number = ++ms->numbered,
        .size = m->size,
        .subject = m->subject,
        .first = m->accepted,
        .last = m->accepted,
    };

    if (list->n == MAILINGS_MAX)
        drop_smallest(ms, list);
    find_announcement(ms, &put(ms, list, &first, subject)->mailing, m);
}

/* Of 4 GB and more the size stands with the mailing. */
static bool is_alike(struct mailings *ms, const struct mailing_list *list, size_t i, uint64_t size)
{
    if (!is_near(shortened(size), list->sizes[i]))
        return false;
    return (size < UINT32_MAX && list->sizes[i] < UINT32_MAX) ||
           is_near(size, mailings_at(ms, list, i)->mailing.size);
}

/* The one of the same subject before one of the same size; list->n when there is neither. */
static size_t find(struct mailings *ms, const struct mailing_list *list, const struct message *m,
                   uint64_t subject)
{
    size_t near = list->n;

    for (size_t i = 0; i < list->n; i++) {
        if (list->subjects[i] == (uint32_t)subject && subject &&
            mailings_at(ms, list, i)->subject_hash == subject)
            return i;
        if (is_alike(ms, list, i, m->size) &&
            (near == list->n || is_earlier(&list->keys[i], &list->keys[near])))
            near = i;
    }
    return near;
}

struct mailing_slot *mailings_restore(struct mailings *ms, struct mailing_list *list,
                                      const struct mailing *m)
{
    if (list->n == 0 || m->last < list->oldest)
        list->oldest = m->last;
    lean_on(ms, m);
    return put(ms, list, m, fold_subject(m->subject));
}

static void count_message(struct mailing_list *list, size_t i, struct mailing *g,
                          const struct message *m)
{
    struct mailing_key *key = &list->keys[i];

    g->messages++;
    if (m->accepted > g->last)
        g->last = m->accepted;
    if (m->accepted < g->first)
        g->first = m->accepted;
    g->addressed += m->nrcpt;
    key->last = g->last;
    key->addressed = shortened(g->addressed);
    if (list->n == 1 || key->last < list->oldest)
        list->oldest = key->last;
}

struct mailing_slot *mailings_join(struct mailings *ms, struct mailing_list *list,
                                   const struct message *m)
{
    uint64_t subject = fold_subject(m->subject);
    struct mailing_slot *slot;
    size_t i;

    mailings_sweep(ms, list, m->accepted);
    i = find(ms, list, m, subject);
    if (i == list->n) {
        add(ms, list, m, subject);
        i = list->n - 1U;
    }
    slot = mailings_at(ms, list, i);
    count_message(list, i, &slot->mailing, m);
    return slot;
}

struct mailing_slot *mailings_find(struct mailings *ms, const struct mailing_list *list,
                                   uint64_t number)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->keys[i].number == (uint32_t)number)
            return mailings_at(ms, list, i);
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
