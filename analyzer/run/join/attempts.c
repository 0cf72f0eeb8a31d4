/* Least-count replacement: the heavy networks stay, whatever the number of light ones. */
#include "analyzer/run/join/attempts.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/join/parcel.h"

struct network_row {
    struct network_sum sum;
    struct network network;
    uint64_t hash;
    char text[64];
};

static bool same_network(const void *value, const void *key)
{
    const struct network *n = &((const struct network_row *)value)->network;

    return memcmp(n, key, sizeof(*n)) == 0;
}

void attempts_init(struct attempts *a, struct accounts *accounts, struct watchers *watchers,
                   struct ledger *ledger, struct sessions *sessions)
{
    *a = (struct attempts){ .accounts = accounts, .watchers = watchers, .ledger = ledger };
    a->sessions = sessions;
    a->by_network.same = same_network;
    a->other = (struct network_sum){ .network = SLICE("(other)"), .first = USEC_MAX };
    a->other.last = USEC_NONE;
}

static uint64_t weight(const struct network_sum *s)
{
    return s->relay_denied + s->auth_failed + s->other_rejects;
}

static void merge(struct network_sum *into, const struct network_sum *from)
{
    into->relay_denied += from->relay_denied;
    into->auth_failed += from->auth_failed;
    into->other_rejects += from->other_rejects;
    if (from->first < into->first)
        into->first = from->first;
    if (from->last > into->last)
        into->last = from->last;
}

static struct network_row *make_room(struct attempts *a)
{
    struct network_row *least;

    if (!a->rows)
        a->rows = mem_new(NETWORKS_MAX, sizeof(*a->rows));
    if (a->n < NETWORKS_MAX)
        return &a->rows[a->n++];
    least = &a->rows[0];
    for (size_t i = 1; i < a->n; i++)
        if (weight(&a->rows[i].sum) < weight(&least->sum))
            least = &a->rows[i];
    map_remove(&a->by_network, least->hash, least);
    merge(&a->other, &least->sum);
    a->evicted++;
    return least;
}

static struct network_sum *network_of(struct attempts *a, slice ip)
{
    struct network n = places_network(ip);
    uint64_t hash = hash_bytes(&n, sizeof(n));
    struct network_row *row = map_find(&a->by_network, hash, &n);
    slice name = SLICE("(no address)");

    if (row)
        return &row->sum;
    row = make_room(a);
    *row = (struct network_row){ .network = n, .hash = hash };
    if (n.bits)
        name = slice_str(network_text(&n, row->text));
    row->sum = (struct network_sum){ .network = name, .first = USEC_MAX };
    row->sum.last = USEC_NONE;
    map_add(&a->by_network, hash, row);
    return &row->sum;
}

static void count_outside(struct attempts *a, const struct fact *f, usec when, uint32_t times)
{
    struct network_sum one = { .first = when, .last = when };

    if (f->kind == FACT_AUTH_FAILED)
        one.auth_failed = times;
    else if (f->reason == REJECT_RELAY)
        one.relay_denied = times;
    else
        one.other_rejects = times;
    merge(network_of(a, f->client.ip), &one);
}

static void tell(struct attempts *a, struct event *ev, const struct line *ln, uint32_t times)
{
    uint32_t told = times < TOLD_MAX ? times : TOLD_MAX;

    ev->when = ln->when;
    ev->line = (struct kept_line){ ln->at, ln->when, ln->text };
    for (uint32_t i = 0; i < told; i++)
        watchers_tell(a->watchers, ev);
    a->untold += times - told;
}

/* The login stands in the reply: "not owned by user ann". Said again at once it is one try. */
static void tell_claim(struct attempts *a, struct account *account, const struct fact *f,
                       const struct line *ln)
{
    struct event ev = { .kind = EVENT_CLAIM_REFUSED, .when = ln->when, .reject = f };

    ev.account = account;
    ev.line = (struct kept_line){ ln->at, ln->when, ln->text };
    watchers_claim_refused(a->watchers, &ev);
}

static void tell_own_host(struct attempts *a, struct account *host, const struct fact *f,
                          const struct line *ln, uint32_t times)
{
    struct event ev = { .kind = EVENT_REFUSED, .account = host, .reject = f };

    ev.recipient.domain = slice_domain(f->recipient);
    ev.recipient.hash = hash_address(ev.recipient.domain);
    tell(a, &ev, ln, times);
}

/* From webmail the client is webmail. */
static void tell_login_failed(struct attempts *a, struct account *account, const struct fact *f,
                              const struct line *ln, uint32_t times)
{
    struct event ev = { .kind = EVENT_LOGIN_FAILED, .when = ln->when, .account = account };
    uint32_t told = times < TOLD_MAX ? times : TOLD_MAX;

    if (f->is_untried || places_is_proxy(a->accounts->places, f->client.ip))
        return;
    ev.reject = f;
    ev.line = (struct kept_line){ ln->at, ln->when, ln->text };
    for (uint32_t i = 0; i < told; i++)
        watchers_login_failed(a->watchers, &ev);
}

static void tell_oversize(struct attempts *a, struct event *ev, const struct session *session,
                          const struct line *ln, uint32_t times)
{
    ev->kind = EVENT_OVERSIZE;
    if (ev->reject->login.n == 0 && session && session->login.n)
        ev->session_line = session->line;
    tell(a, ev, ln, times);
}

/* An address that the directory names, and the server does not know. */
static void tell_failed(struct attempts *a, const struct fact *f, const struct line *ln,
                        uint32_t times)
{
    struct event ev = { .reject = f };

    if (inbound_failed(&a->watchers->inbound, f->recipient, ln->when, &ev))
        tell(a, &ev, ln, times);
}

/* Under a login: a server that knows the recipient is none refuses at once. */
static void tell_canary(struct attempts *a, struct account *account, const struct fact *f,
                        const struct line *ln)
{
    uint64_t hash = a->planted->by_hash.used ? f->to : 0;
    const struct canary *canary = planted_find(a->planted, hash);
    struct event ev = { .kind = EVENT_CANARY, .account = account, .reject = f };

    if (!canary)
        return;
    ev.recipient = (struct recipient){ .hash = hash, .canary = canary->address };
    tell(a, &ev, ln, 1);
}

/* By the line itself, else by its session. */
static slice login_of(const struct fact *f, const struct session *session)
{
    return f->login.n || !session ? f->login : session->login;
}

/* A login that failed is somebody's only if there is such an account. */
static struct account *refused_account(struct attempts *a, const struct fact *f, slice login,
                                       usec when)
{
    if (f->kind != FACT_AUTH_FAILED)
        return accounts_of_client(a->accounts, login, f->client.ip, when);
    return f->login.n ? accounts_find_login(a->accounts, f->login, when) : NULL;
}

/* At RCPT it would be about a recipient's mailbox. */
static bool is_oversize(const struct fact *f)
{
    return f->kind == FACT_REJECT && f->reason == REJECT_SIZE && !slice_eq(f->stage, SLICE("RCPT"));
}

static bool is_nameless(const struct attempts *a, const struct fact *f,
                        const struct account *account)
{
    return !account && is_oversize(f) &&
           places_has_domain(a->accounts->places, slice_domain(f->sender));
}

/* Words that no parser knows may be the site's own. */
static struct fact in_words_of_site(struct attempts *a, const struct fact *f)
{
    struct fact known = *f;

    if (f->kind == FACT_REJECT && f->reason == REJECT_OTHER)
        known.reason = refusal_reason(a->accounts->places->site, f->text, &a->matcher);
    return known;
}

void attempts_take(struct attempts *a, uint32_t queue, const struct fact *said,
                   const struct line *ln, uint32_t times)
{
    const struct fact known = in_words_of_site(a, said), *f = &known;
    enum place place = places_of_client(a->accounts->places, f->client.ip);
    bool is_outside = place == PLACE_OUTSIDE || (place == PLACE_UNKNOWN && f->client.ip.n);
    const struct session *session = sessions_find(a->sessions, queue, f, ln);
    slice login = login_of(f, session);
    struct account *account = refused_account(a, f, login, ln->when);
    enum nobody nobody = is_outside                                           ? NOBODY_OUTSIDE
                         : places_is_proxy(a->accounts->places, f->client.ip) ? NOBODY_PROXY
                                                                              : NOBODY_UNKNOWN;
    struct event oversize = { .account = account, .reject = f };

    if (session && f->kind == FACT_REJECT)
        sessions_refused(a->sessions, queue, ln->pid, true);
    ledger_refused(a->ledger, queue, f, times,
                   account ? &account->sums : &a->ledger->nobodies[nobody]);
    if (is_outside && (login.n == 0 || f->kind == FACT_AUTH_FAILED))
        count_outside(a, f, ln->when, times);
    if (is_nameless(a, f, account))
        a->nameless += times;
    if (f->kind == FACT_REJECT && f->reason == REJECT_UNKNOWN_RECIPIENT)
        tell_failed(a, f, ln, times);
    if (f->kind == FACT_AUTH_FAILED && account)
        tell_login_failed(a, account, f, ln, times);
    if (f->kind != FACT_REJECT || !account)
        return;
    if (login.n == 0)
        tell_own_host(a, account, f, ln, times);
    else
        tell_canary(a, account, f, ln);
    if (login.n && f->reason == REJECT_SENDER_LOGIN)
        tell_claim(a, account, f, ln);
    if (is_oversize(f))
        tell_oversize(a, &oversize, session, ln, times);
}

void attempts_oversize(struct attempts *a, uint32_t queue, const struct fact *f,
                       const struct line *ln, uint32_t times)
{
    const struct session *session = sessions_find(a->sessions, queue, f, ln);
    struct event ev = { .reject = f };
    bool is_told = !f->is_unsure || (f->size > SIZE_ALL_TAKE && session && !session->has_refusal);

    if (f->is_unsure)
        sessions_refused(a->sessions, queue, ln->pid, false);
    if (session && is_told)
        ev.account = accounts_of_client(a->accounts, session->login, session->ip, ln->when);
    if (ev.account)
        tell_oversize(a, &ev, session, ln, times);
}

static int by_weight(const void *x, const void *y)
{
    const struct network_sum *a = x, *b = y;

    if (weight(a) != weight(b))
        return weight(a) > weight(b) ? -1 : 1;
    return slice_cmp(a->network, b->network);
}

struct network_sum *attempts_sorted(const struct attempts *a, size_t *n)
{
    struct network_sum *all = arena_new(a->accounts->arena, (a->n + 1) * sizeof(*all));

    for (*n = 0; *n < a->n; ++*n)
        all[*n] = a->rows[*n].sum;
    if (*n)
        qsort(all, *n, sizeof(*all), by_weight);
    if (a->evicted)
        all[(*n)++] = a->other;
    return all;
}

void attempts_free(struct attempts *a)
{
    map_free(&a->by_network);
    matcher_free(&a->matcher);
    mem_free(a->rows);
}
