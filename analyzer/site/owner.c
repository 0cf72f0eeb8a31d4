/*
 * Rows before names, names before lists, all of them before anything is cut off: what a
 * row says is never overruled by what an address looks like.
 */
#include "analyzer/site/owner.h"

#include "analyzer/site/mail_address.h"

struct holder {
    const struct person *person;
    const struct mail_list *list;
    bool is_tagged;
};

static const struct person *find(const struct site *s, slice name)
{
    return name.n ? map_find(&s->by_login, hash_slice(name), &name) : NULL;
}

/* mail.example.edu, when `mail` is expected in the logs and example.edu is own. */
static bool is_own_host(const struct site *s, slice domain)
{
    slice rest = slice_skip(domain, slice_find(domain, '.') + 1);

    for (size_t i = 0; i < s->hosts.n; i++) {
        slice host = s->hosts.at[i];
        bool is_short = slice_find(host, '.') == host.n;

        if (slice_eq(host, domain))
            return true;
        if (is_short && site_is_host(host, domain) && site_has_domain(s, rest))
            return true;
    }
    return false;
}

/* A domain without a dot ("ann@localhost") is the server's own, as is none at all. */
static bool is_local(const struct site *s, slice domain)
{
    return slice_find(domain, '.') == domain.n || site_has_domain(s, domain) ||
           is_own_host(s, domain);
}

static const struct person *find_plain(const struct site *s, slice address, slice local,
                                       slice domain)
{
    const struct person *found = find(s, address);

    return found || !is_local(s, domain) ? found : find(s, local);
}

/* ann of ann+news and of prvs=1234567890=ann (BATV: signed by the server). */
static slice without_tag(slice local)
{
    size_t plus;

    if (slice_starts(local, SLICE("prvs="))) {
        size_t end = slice_find(slice_skip(local, 5), '=');

        local = slice_skip(local, end + 5 < local.n ? 5 + end + 1 : 0);
    }
    plus = slice_find(local, '+');
    return plus ? slice_head(local, plus) : local;
}

/* The folded address cut at its '@'; without one it is all local. */
static void cut(slice address, slice *local, slice *domain)
{
    size_t at = slice_rfind(address, '@');

    *local = slice_head(address, at);
    *domain = slice_skip(address, at + 1);
}

static struct holder find_holder(const struct site *s, slice address)
{
    char buf[MAIL_ADDRESS_MAX];
    struct holder h = { .list = site_find_list(s, address) };
    slice local, domain, bare;

    cut(address, &local, &domain);
    h.person = find_plain(s, address, local, domain);
    if (!h.person && h.list)
        h.person = find(s, h.list->owner);
    if (h.person || h.list)
        return h;
    bare = without_tag(local);
    h.is_tagged = bare.n < local.n;
    if (h.is_tagged)
        h.person = find_plain(s, mail_address_join(bare, domain, buf), bare, domain);
    return h;
}

/* Those who share an account are not the person that its row names. */
static bool is_same_person(const struct person *holder, const struct person *login)
{
    return holder == login || (!kind_is_shared(login->kind) && login->person.n &&
                               slice_eq(holder->person, login->person));
}

static bool is_delegate(const struct person *principal, const struct person *login)
{
    for (size_t i = 0; i < principal->delegates.n; i++)
        if (slice_eq(principal->delegates.at[i], login->account))
            return true;
    return false;
}

/* Of an account that is not the login's own: may it send for it all the same? */
static enum ownership delegated(const struct person *holder, const struct person *login)
{
    if (!is_delegate(holder, login) && !is_same_person(holder, login))
        return OWNERSHIP_OTHERS;
    if (holder->kind == KIND_ORGANISATION || holder->kind == KIND_SYSTEM)
        return OWNERSHIP_ORGANISATIONS;
    return OWNERSHIP_DELEGATED;
}

const struct person *site_owner(const struct site *s, slice address)
{
    char buf[MAIL_ADDRESS_MAX];

    return find_holder(s, mail_address_fold(address, buf)).person;
}

/* An address that stands in two rows is held against neither of them. */
static bool is_own(const struct holder *h, const struct person *login, slice address)
{
    if (h->person == login || person_has_address(login, address))
        return true;
    return !h->list && !kind_is_shared(h->person->kind) && is_same_person(h->person, login);
}

enum ownership site_owns(const struct site *s, const struct person *login, slice address)
{
    char buf[MAIL_ADDRESS_MAX];
    slice folded = mail_address_fold(address, buf);
    struct holder h = find_holder(s, folded);
    slice local, domain;

    cut(folded, &local, &domain);
    if (folded.n == 0 || (!h.person && !h.list && !is_local(s, domain)))
        return OWNERSHIP_OUTSIDE;
    if (!h.person)
        return OWNERSHIP_UNKNOWN_LOCAL;
    if (!login)
        return OWNERSHIP_OTHERS;
    if (h.list && slice_eq(h.list->owner, login->account))
        return OWNERSHIP_DELEGATED;
    if (is_own(&h, login, folded))
        return h.is_tagged ? OWNERSHIP_OWN_TAGGED : OWNERSHIP_OWN;
    return delegated(h.person, login);
}
