/*
 * A login is folded once and remembered as it was printed, because every message of a
 * day repeats it.
 */
#include "analyzer/run/join/accounts.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyzer/base/mem.h"

enum { NAME_MAX_BYTES = ACCOUNT_NAME_MAX, LOGINS_MAX = 1 << 20 };

struct login {
    slice text;
    struct account *account;
};

static bool same_name(const void *value, const void *key)
{
    return slice_eq(((const struct account *)value)->name, *(const slice *)key);
}

static bool same_login(const void *value, const void *key)
{
    return slice_eq(((const struct login *)value)->text, *(const slice *)key);
}

void accounts_init(struct accounts *a, struct places *places, struct arena *arena)
{
    *a = (struct accounts){ .places = places, .arena = arena };
    a->by_name.same = same_name;
    a->by_login.same = same_login;
    a->operators = (struct account){ .name = SLICE("(operator)"), .identity = IDENTITY_NONE };
    a->operators.first = a->operators.last = USEC_NONE;
}

static slice fold_case(slice s, char *buf)
{
    size_t n = s.n < NAME_MAX_BYTES ? s.n : NAME_MAX_BYTES;

    for (size_t i = 0; i < n; i++)
        buf[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] - 'A' + 'a') : s.p[i];
    return slice_of(buf, n);
}

/* What is left of a login when realm, NT domain and +tag are taken off. */
static slice bare_login(const struct accounts *a, slice login)
{
    size_t at = slice_rfind(login, '@');
    slice name = login;

    if (at < login.n && places_has_domain(a->places, slice_skip(login, at + 1)))
        name = slice_head(login, at);
    else if (at < login.n)
        return login;
    name = slice_find(name, '\\') < name.n ? slice_skip(name, slice_find(name, '\\') + 1) : name;
    return slice_find(name, '+') ? slice_head(name, slice_find(name, '+')) : name;
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

static struct account *find_or_add(struct accounts *a, slice name, enum account_kind kind)
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

static struct account *of_person(struct accounts *a, const struct person *p)
{
    struct account *account = find_or_add(a, p->account, p->kind);

    take_from_directory(account, p);
    return account;
}

/* Whom the directory has under this login; *bare is what it is called otherwise. */
static const struct person *person_of_login(const struct accounts *a, slice login, char *buf,
                                            slice *bare)
{
    slice folded = fold_case(login, buf);
    const struct person *p = site_find_person(a->places->site, folded);

    *bare = bare_login(a, folded);
    return p ? p : site_find_person(a->places->site, *bare);
}

static struct account *fold_login(struct accounts *a, slice login)
{
    char buf[NAME_MAX_BYTES];
    slice bare;
    const struct person *p = person_of_login(a, login, buf, &bare);

    return p ? of_person(a, p) : find_or_add(a, bare, KIND_UNKNOWN);
}

struct account *accounts_restore(struct accounts *a, slice name, enum account_kind kind)
{
    const struct person *p = site_find_person(a->places->site, name);

    return p && slice_eq(p->account, name) ? of_person(a, p) : find_or_add(a, name, kind);
}

struct account *accounts_find_login(struct accounts *a, slice login)
{
    char buf[NAME_MAX_BYTES];
    slice bare;
    const struct person *p = person_of_login(a, login, buf, &bare);
    struct account *known = p ? of_person(a, p) : map_find(&a->by_name, hash_slice(bare), &bare);

    return known && known->kind != KIND_HOST ? known : NULL;
}

void accounts_name_of(const struct accounts *a, slice address, struct account_name *out)
{
    const struct person *p = person_of_login(a, address, out->room, &out->text);

    out->ends = p ? person_addresses_end(p) : USEC_NONE;
    out->delegates = p ? &p->delegates : NULL;
    if (p)
        out->text = p->account;
}

struct account *accounts_working(const struct accounts *a, slice name)
{
    struct account *known = map_find(&a->by_name, hash_slice(name), &name);

    return known && known->work ? known : NULL;
}

struct account *accounts_of_address(struct accounts *a, slice address)
{
    char buf[NAME_MAX_BYTES];
    const struct person *p = site_find_person(a->places->site, fold_case(address, buf));

    return p ? of_person(a, p) : NULL;
}

struct account *accounts_of_published(struct accounts *a, slice address, usec when)
{
    char buf[NAME_MAX_BYTES];
    slice folded = fold_case(address, buf), local = slice_head(folded, slice_rfind(folded, '@'));
    const struct person *p = site_find_person(a->places->site, folded);

    if (!p || person_is_over(p, when))
        return NULL;
    return person_has_address(p, folded) || slice_eq(p->account, local) ? of_person(a, p) : NULL;
}

struct account *accounts_of_login(struct accounts *a, slice login)
{
    uint64_t hash = hash_slice(login);
    struct login *known = map_find(&a->by_login, hash, &login);
    struct account *account;

    if (known)
        return known->account;
    account = fold_login(a, login);
    if (a->by_login.used < LOGINS_MAX) {
        known = arena_new(a->arena, sizeof(*known));
        known->text = arena_keep(a->arena, login);
        known->account = account;
        map_add(&a->by_login, hash, known);
    }
    return account;
}

void accounts_fetch_login(const struct accounts *a, uint64_t hash)
{
    map_fetch(&a->by_login, hash);
}

const struct account *accounts_likely(const struct accounts *a, uint64_t hash)
{
    const struct login *known = map_likely(&a->by_login, hash);

    return known ? known->account : NULL;
}

/* Of more than `most` that are met the others share one. */
static struct account *of_address(struct accounts *a, slice ip, size_t *met, size_t most,
                                  slice others)
{
    struct account *known = map_find(&a->by_name, hash_slice(ip), &ip);

    if (known)
        return known;
    if (*met == most)
        return find_or_add(a, others, KIND_HOST);
    ++*met;
    return find_or_add(a, ip, KIND_HOST);
}

struct account *accounts_of_host(struct accounts *a, slice ip)
{
    const struct person *p = site_find_person(a->places->site, ip);

    return p ? of_person(a, p)
             : of_address(a, ip, &a->hosts, HOSTS_MAX, SLICE("(other own hosts)"));
}

struct account *accounts_of_client(struct accounts *a, slice login, slice ip)
{
    if (login.n)
        return accounts_of_login(a, login);
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
    return is_role(p) ? of_person(a, p) : find_or_add(a, list->senders[SENDER_LIST], KIND_LIST);
}

/* A list or a program that the site knows by its sender address; people are not. */
static struct account *of_role_sender(struct accounts *a, slice sender)
{
    char folded[NAME_MAX_BYTES], bare[NAME_MAX_BYTES];
    slice address = fold_case(sender, folded);
    const struct person *p = site_find_person(a->places->site, address);

    if (!p)
        p = site_find_person(a->places->site, without_tag(address, bare));
    return is_role(p) ? of_person(a, p) : of_list_sender(a, sender);
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
        return accounts_of_login(a, m->user);
    (void)snprintf(name, sizeof(name), "uid:%u", m->uid);
    p = site_find_person(a->places->site, slice_str(name));
    return p ? of_person(a, p) : find_or_add(a, slice_str(name), KIND_UNKNOWN);
}

void accounts_recognise(struct accounts *a, struct message *m)
{
    m->identity = IDENTITY_NONE;
    if (m->sender.n == 0 && m->queued_line.at.line)
        return; /* vacation replies and notices are nobody's own sending, whoever's login it was */
    if (m->login.n) {
        m->identity = m->is_submitted ? IDENTITY_SUBMISSION : IDENTITY_LOGIN;
        m->account = accounts_of_login(a, m->login);
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
    if (accounts_of_login(a, an->owner) == who)
        return true;
    for (size_t i = 0; i < an->n_delegates; i++)
        if (accounts_of_login(a, an->delegates[i]) == who)
            return true;
    return false;
}

static int by_name(const void *a, const void *b)
{
    return slice_cmp((*(const struct account *const *)a)->name,
                     (*(const struct account *const *)b)->name);
}

const struct account *accounts_next_login(const struct accounts *a, size_t *at, slice *login)
{
    const struct login *l = map_next(&a->by_login, at);

    if (l)
        *login = l->text;
    return l ? l->account : NULL;
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
