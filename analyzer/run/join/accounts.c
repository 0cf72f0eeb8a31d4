/* Accounts by name, and whose a message is. What a login is called is in accounts_logins.c. */
#include "analyzer/run/join/accounts_parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyzer/base/mem.h"

enum { NAME_MAX_BYTES = ACCOUNT_NAME_MAX };

static bool same_name(const void *value, const void *key)
{
    return slice_eq(((const struct account *)value)->name, *(const slice *)key);
}

void accounts_init(struct accounts *a, struct places *places, struct arena *arena)
{
    *a = (struct accounts){ .places = places, .arena = arena };
    a->by_name.same = same_name;
    accounts_init_logins(a);
    a->operators = (struct account){ .name = SLICE("(operator)"), .identity = IDENTITY_NONE };
    a->operators.first = a->operators.last = USEC_NONE;
}

static void take_from_directory(struct account *account, const struct person *p)
{
    account->in_directory = true;
    account->has_delegates = p->delegates.n > 0;
    account->kind = p->kind;
    account->person = p->person;
    account->department = p->department;
    account->access_ends = person_access_ends(p);
    account->forwarding_ends = person_forwarding_ends(p);
    account->addresses_end = person_addresses_end(p);
}

static const struct decision *disabled(const struct accounts *a, slice name)
{
    struct precedents one = { 0 };

    if (a->precedents)
        one = precedents_of(a->precedents, name);
    return precedents_disabled(&one);
}

struct account *accounts_find_or_add(struct accounts *a, slice name, enum account_kind kind)
{
    uint64_t hash = hash_slice(name);
    struct account *account = map_find(&a->by_name, hash, &name);

    if (account)
        return account;
    account = arena_new(a->arena, sizeof(*account));
    account->name = arena_keep(a->arena, name);
    account->kind = kind;
    account->identity = IDENTITY_NONE;
    account->access_ends = USEC_NONE;
    account->forwarding_ends = USEC_NONE;
    account->addresses_end = USEC_NONE;
    account->first = USEC_NONE;
    account->last = USEC_NONE;
    account->disabled = disabled(a, account->name);
    map_add(&a->by_name, hash, account);
    return account;
}

struct account *accounts_of_person(struct accounts *a, const struct person *p)
{
    struct account *account = accounts_find_or_add(a, p->account, p->kind);

    take_from_directory(account, p);
    return account;
}

struct account *accounts_restore(struct accounts *a, slice name, enum account_kind kind)
{
    const struct person *p = site_find_person(a->places->site, name);

    return p && slice_eq(p->account, name) ? accounts_of_person(a, p)
                                           : accounts_find_or_add(a, name, kind);
}

struct account *accounts_working(const struct accounts *a, slice name)
{
    struct account *known = map_find(&a->by_name, hash_slice(name), &name);

    return known && known->work ? known : NULL;
}

struct account *accounts_of_address(struct accounts *a, slice address)
{
    char buf[NAME_MAX_BYTES];
    const struct person *p = site_find_person(a->places->site, accounts_fold_case(address, buf));

    return p ? accounts_of_person(a, p) : NULL;
}

struct account *accounts_of_published(struct accounts *a, slice address, usec when)
{
    char buf[NAME_MAX_BYTES];
    slice folded = accounts_fold_case(address, buf),
          local = slice_head(folded, slice_rfind(folded, '@'));
    const struct person *p = site_find_person(a->places->site, folded);

    if (!p || person_is_over(p, when))
        return NULL;
    return person_has_address(p, folded) || slice_eq(p->account, local) ? accounts_of_person(a, p)
                                                                        : NULL;
}

/* Of more than `most` that are met the others share one. */
static struct account *of_address(struct accounts *a, slice ip, size_t *met, size_t most,
                                  slice others)
{
    struct account *known = map_find(&a->by_name, hash_slice(ip), &ip);

    if (known)
        return known;
    if (*met == most)
        return accounts_find_or_add(a, others, KIND_HOST);
    ++*met;
    return accounts_find_or_add(a, ip, KIND_HOST);
}

struct account *accounts_of_host(struct accounts *a, slice ip)
{
    const struct person *p = site_find_person(a->places->site, ip);

    return p ? accounts_of_person(a, p)
             : of_address(a, ip, &a->hosts, HOSTS_MAX, SLICE("(other own hosts)"));
}

struct account *accounts_of_client(struct accounts *a, slice login, slice ip, usec when)
{
    if (login.n)
        return accounts_of_login(a, login, when);
    if (places_of_client(a->places, ip) != PLACE_OWN || places_is_proxy(a->places, ip))
        return NULL;
    return accounts_of_host(a, ip);
}

struct account *accounts_of_outsider(struct accounts *a, slice ip)
{
    return of_address(a, ip, &a->outsiders, OUTSIDERS_MAX, SLICE("(other outside clients)"));
}

/* list-bounces+user=example.net@lists.example.edu -> list-bounces@lists.example.edu */
static slice without_tag(slice sender, char *buf)
{
    size_t plus = slice_find(sender, '+');
    slice domain = slice_skip(sender, slice_rfind(sender, '@'));
    size_t n = plus + domain.n;

    if (plus == sender.n || plus + domain.n > NAME_MAX_BYTES || plus + domain.n > sender.n)
        return sender;
    memcpy(buf, sender.p, plus);
    memcpy(buf + plus, domain.p, domain.n);
    return slice_of(buf, n);
}

static bool is_role(const struct person *p)
{
    return p && kind_sends_for_others(p->kind);
}

/* A list of lists.csv; its row in the directory when it has one. */
static struct account *of_list_sender(struct accounts *a, slice sender)
{
    const struct mail_list *list = site_find_list(a->places->site, sender);
    const struct person *p;

    if (!list)
        return NULL;
    p = site_find_person(a->places->site, list->senders[SENDER_LIST]);
    return is_role(p) ? accounts_of_person(a, p)
                      : accounts_find_or_add(a, list->senders[SENDER_LIST], KIND_LIST);
}

/* A list or a program that the site knows by its sender address; people are not. */
static struct account *of_role_sender(struct accounts *a, slice sender)
{
    char folded[NAME_MAX_BYTES], bare[NAME_MAX_BYTES];
    slice address = accounts_fold_case(sender, folded);
    const struct person *p = site_find_person(a->places->site, address);

    if (!p)
        p = site_find_person(a->places->site, without_tag(address, bare));
    return is_role(p) ? accounts_of_person(a, p) : of_list_sender(a, sender);
}

/* Mail of the host that lists.csv names for the list: any own host may put a list's name on its
   mail, but that one sends for it. */
static struct account *of_list_host(struct accounts *a, const struct message *m)
{
    const struct mail_list *list = site_find_list(a->places->site, m->sender);

    if (!list || list->host.n == 0 ||
        !(slice_eq(list->host, m->client_ip) || slice_eq_nocase(list->host, m->client_name)))
        return NULL;
    return of_list_sender(a, m->sender);
}

static struct account *of_uid(struct accounts *a, const struct message *m)
{
    struct account *role = of_role_sender(a, m->sender);
    char name[32];
    const struct person *p;

    if (role)
        return role;
    if (m->user.n)
        return accounts_of_login(a, m->user, m->accepted);
    (void)snprintf(name, sizeof(name), "uid:%u", m->uid);
    p = site_find_person(a->places->site, slice_str(name));
    return p ? accounts_of_person(a, p) : accounts_find_or_add(a, slice_str(name), KIND_UNKNOWN);
}

void accounts_recognise(struct accounts *a, struct message *m)
{
    m->identity = IDENTITY_NONE;
    if (m->sender.n == 0 && m->queued_line.at.line)
        return; /* vacation replies and notices are nobody's own sending, whoever's login it was */
    if (m->login.n) {
        m->identity = m->is_submitted ? IDENTITY_SUBMISSION : IDENTITY_LOGIN;
        m->account = accounts_of_login(a, m->login, m->accepted);
    } else if (m->origin == ORIGIN_LOCAL) {
        m->identity = IDENTITY_UID;
        m->account = of_uid(a, m);
    } else if (m->origin == ORIGIN_CLIENT && m->place == PLACE_LOOPBACK) {
        m->identity = IDENTITY_NETWORK;
        m->account = of_role_sender(a, m->sender);
        if (!m->account && !m->is_by_proxy)
            m->account = accounts_of_host(a, m->client_ip);
    } else if (m->origin == ORIGIN_CLIENT && m->place == PLACE_OWN && !m->is_by_proxy) {
        m->identity = IDENTITY_NETWORK;
        m->account = of_list_host(a, m);
        if (!m->account)
            m->account = accounts_of_host(a, m->client_ip);
    }
}

void accounts_identify(struct accounts *a, struct message *m)
{
    accounts_recognise(a, m);
    if (!m->account)
        return;
    if (m->identity < m->account->identity)
        m->account->identity = m->identity;
    if (m->account->first == USEC_NONE || m->accepted < m->account->first)
        m->account->first = m->accepted;
    if (m->accepted > m->account->last)
        m->account->last = m->accepted;
}

bool accounts_own(struct accounts *a, const struct announcement *an, const struct account *who)
{
    if (accounts_of_login(a, an->owner, USEC_NONE) == who)
        return true;
    for (size_t i = 0; i < an->n_delegates; i++)
        if (accounts_of_login(a, an->delegates[i], USEC_NONE) == who)
            return true;
    return false;
}

static int by_name(const void *a, const void *b)
{
    return slice_cmp((*(const struct account *const *)a)->name,
                     (*(const struct account *const *)b)->name);
}

const struct account **accounts_sorted(const struct accounts *a, size_t *n)
{
    const struct account **all = arena_new(a->arena, (a->by_name.used + 1) * sizeof(*all));
    const struct account *account;
    size_t at = 0;

    *n = 0;
    while ((account = map_next(&a->by_name, &at)))
        if (account->sums.messages || account->sums.rejects || account->sums.auth_failed)
            all[(*n)++] = account;
    qsort(all, *n, sizeof(*all), by_name);
    return all;
}

void accounts_free(struct accounts *a)
{
    map_free(&a->by_name);
    map_free(&a->by_login);
}
