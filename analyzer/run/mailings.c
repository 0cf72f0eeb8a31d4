/*
 * Few mailings per account, in a list that is searched from its head: the one found is
 * moved to the front, so that a running campaign is found at once.
 */
#include "analyzer/run/mailings.h"

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
        buf[n++] = c;
    }
    return n ? hash_bytes(buf, n) | 1 : 0;
}

static bool is_near(uint64_t size, uint64_t first)
{
    uint64_t apart = size > first ? size - first : first - size;

    return size && apart * 100 <= first;
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

static bool matches(const struct announcement *a, const struct message *m)
{
    if (a->match.digest.n || a->match.list.n)
        return false; /* no Postfix line carries either */
    if (a->match.subject.n && !contains_nocase(m->subject, a->match.subject))
        return false;
    if (a->match.message_id_domain.n &&
        !message_id_has_domain(m->message_id, a->match.message_id_domain))
        return false;
    if (a->match.host.n && !slice_eq_nocase(a->match.host, m->client_name) &&
        !slice_eq(a->match.host, m->client_ip))
        return false;
    return a->match.size_max == 0 || (m->size >= a->match.size_min && m->size <= a->match.size_max);
}

/* One that is the sender's own and open then, else the sender's own, else anybody's. */
static void find_announcement(struct mailings *ms, struct mailing *g, const struct message *m)
{
    int best = 0;

    for (size_t i = 0; i < ms->site->n_announcements; i++) {
        const struct announcement *a = &ms->site->announcements[i];
        bool is_own, is_then = m->accepted >= a->from && m->accepted < a->to;
        int rank;

        if (!matches(a, m))
            continue;
        is_own = accounts_own(ms->accounts, a, g->account);
        rank = 1 + 2 * is_own + is_then;
        if (rank <= best)
            continue;
        best = rank;
        g->announcement = a;
        g->is_announced_by_owner = is_own;
    }
}

static void drop(struct mailings *ms, struct mailing_slot **at)
{
    struct mailing_slot *slot = *at;

    *at = slot->next;
    ms->forget(ms->context, slot);
    mem_free((void *)(uintptr_t)slot->mailing.subject.p);
    mem_free(slot);
}

static void drop_smallest(struct mailings *ms, struct mailing_slot **first)
{
    struct mailing_slot **least = first;

    for (struct mailing_slot **at = first; *at; at = &(*at)->next)
        if ((*at)->mailing.expected <= (*least)->mailing.expected)
            least = at; /* of equals the one unused for longest */
    drop(ms, least);
}

static struct mailing_slot *add(struct mailings *ms, const struct message *m, uint64_t subject)
{
    struct mailing_slot *slot = mem_new(1, sizeof(*slot) + ms->states_size);
    struct mailing *g = &slot->mailing;

    g->account = m->account;
    g->number = ++ms->numbered;
    g->subject_hash = subject;
    g->size = m->size;
    g->first = g->last = m->accepted;
    if (m->subject.n) {
        char *copy = mem_new(m->subject.n, 1);

        memcpy(copy, m->subject.p, m->subject.n);
        g->subject = slice_of(copy, m->subject.n);
    }
    find_announcement(ms, g, m);
    return slot;
}

/* Where the mailing hangs that m belongs to: of the same subject before of the same size. */
static struct mailing_slot **place_of(struct mailing_slot **first, const struct message *m,
                                      uint64_t subject, size_t *n)
{
    struct mailing_slot **near = NULL;

    *n = 0;
    for (struct mailing_slot **at = first; *at; at = &(*at)->next, (*n)++) {
        if (subject && subject == (*at)->mailing.subject_hash)
            return at;
        if (!near && is_near(m->size, (*at)->mailing.size))
            near = at;
    }
    return near;
}

static void count_message(struct mailing *g, const struct message *m)
{
    g->messages++;
    g->expected += m->nrcpt;
    if (m->accepted > g->last)
        g->last = m->accepted;
    if (m->accepted < g->first)
        g->first = m->accepted;
}

struct mailing_slot *mailings_join(struct mailings *ms, struct mailing_slot **first,
                                   const struct message *m)
{
    uint64_t subject = fold_subject(m->subject);
    struct mailing_slot **at, *slot;
    size_t n;

    mailings_sweep(ms, first, m->accepted);
    at = place_of(first, m, subject, &n);
    if (at) {
        slot = *at;
        *at = slot->next;
    } else {
        if (n >= MAILINGS_MAX)
            drop_smallest(ms, first);
        slot = add(ms, m, subject);
    }
    slot->next = *first;
    *first = slot;
    count_message(&slot->mailing, m);
    return slot;
}

struct mailing_slot *mailings_find(struct mailing_slot *first, uint64_t number)
{
    while (first && first->mailing.number != number)
        first = first->next;
    return first;
}

void mailings_sweep(struct mailings *ms, struct mailing_slot **first, usec when)
{
    usec since = when == USEC_MAX ? USEC_MAX : when - (usec)QUIET * USEC_PER_SECOND;

    for (struct mailing_slot **at = first; *at;)
        if ((*at)->mailing.last < since)
            drop(ms, at);
        else
            at = &(*at)->next;
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
