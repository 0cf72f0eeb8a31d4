/* A login is tried as it stands, then without what servers put around it. */
#include "analyzer/site/dates.h"
#include "analyzer/site/mail_address.h"
#include "analyzer/site/site.h"

static const struct person *find(const struct site *s, slice name, usec *since)
{
    const struct person *p = name.n ? map_find(&s->by_login, hash_slice(name), &name) : NULL;

    if (p)
        *since = person_known_as(p, name);
    return p;
}

/* "ann+list@example.edu" is ann@example.edu. */
static const struct person *find_untagged(const struct site *s, slice local, slice domain,
                                          usec *since)
{
    char buf[512];
    size_t plus = slice_find(local, '+');

    if (plus == 0 || plus == local.n || plus + 1 + domain.n > sizeof(buf))
        return NULL;
    memcpy(buf, local.p, plus);
    buf[plus] = '@';
    memcpy(buf + plus + 1, domain.p, domain.n);
    return find(s, slice_of(buf, plus + 1 + domain.n), since);
}

/* A realm that no mail address could have ("ann@CAMPUS"), or one of the site's own. */
static bool is_own_realm(const struct site *s, slice realm)
{
    return slice_find(realm, '.') == realm.n || site_has_domain(s, realm);
}

/* CAMPUS\ann is ann. */
static slice without_realm(slice login)
{
    size_t slash = slice_rfind(login, '\\');

    return slash == login.n ? login : slice_skip(login, slash + 1);
}

static slice without_tag(slice local)
{
    return slice_head(local, slice_find(local, '+'));
}

static const struct person *find_any(const struct site *s, slice login_or_address, usec *since)
{
    slice name = without_realm(login_or_address);
    size_t at = slice_rfind(name, '@');
    const struct person *found = find(s, name, since);
    slice local, domain;

    if (found || name.n == 0)
        return found;
    local = slice_head(name, at);
    domain = slice_skip(name, at + 1);
    if (at < name.n)
        found = find_untagged(s, local, domain, since);
    if (found || !is_own_realm(s, domain))
        return found;
    found = find(s, local, since);
    return found ? found : find(s, without_tag(local), since);
}

const struct person *site_find_person(const struct site *s, slice login_or_address)
{
    usec since;

    return find_any(s, login_or_address, &since);
}

/* Whose address it is at the own domains; NULL: nobody's, or of several people. */
static const struct person *find_local(const struct site *s, slice local, usec *since)
{
    const struct person *only = NULL;
    char buf[MAIL_ADDRESS_MAX];

    for (size_t i = 0; i < s->domains.n; i++) {
        usec from;
        const struct person *p = find(s, mail_address_join(local, s->domains.at[i], buf), &from);

        if (p && only && p != only)
            return NULL;
        *since = p && (!only || from < *since) ? from : *since;
        only = p ? p : only;
    }
    return only;
}

const struct person *site_find_login(const struct site *s, slice login, usec *since)
{
    const struct person *found = find_any(s, login, since);
    slice name = without_realm(login);
    size_t at = slice_rfind(name, '@');
    slice local = without_tag(slice_head(name, at)), realm = slice_skip(name, at + 1);

    if (found || local.n == 0 || slice_find(realm, '.') < realm.n)
        return found;
    return find_local(s, local, since);
}

static bool is_a_persons(enum account_kind kind)
{
    return kind == KIND_STUDENT || kind == KIND_STAFF || kind == KIND_FACULTY ||
           kind == KIND_UNKNOWN;
}

static usec earlier(usec a, usec b)
{
    if (a == USEC_NONE || b == USEC_NONE)
        return a == USEC_NONE ? b : a;
    return a < b ? a : b;
}

/* Retirees keep theirs until they ask to stop. */
usec person_forwarding_ends(const struct person *p)
{
    usec ends = p->forward_stop;

    if (!is_a_persons(p->kind))
        return p->kind == KIND_RETIREE ? ends : USEC_NONE;
    ends = earlier(ends, p->forward_until);
    if (p->left == USEC_NONE)
        return ends;
    return earlier(ends, clock_next_day(p->is_in_bad_standing ? p->left : years_later(p->left, 1)));
}

usec person_access_ends(const struct person *p)
{
    usec latest;

    if (!is_a_persons(p->kind) || (p->left == USEC_NONE && p->deleted == USEC_NONE))
        return USEC_NONE;
    if (p->left == USEC_NONE)
        return p->deleted;
    if (p->is_in_bad_standing)
        return clock_next_day(p->left);
    latest = clock_next_day(years_later(p->left, 1));
    return p->deleted != USEC_NONE && p->deleted < latest ? p->deleted : latest;
}

usec person_addresses_end(const struct person *p)
{
    usec ends = person_access_ends(p);

    if (!is_a_persons(p->kind))
        return p->kind == KIND_RETIREE ? USEC_NONE : p->deleted;
    if (ends == USEC_NONE || p->is_in_bad_standing || p->forward_until == USEC_NONE)
        return ends;
    return p->forward_until > ends ? p->forward_until : ends;
}

bool person_is_over(const struct person *p, usec when)
{
    usec ends = person_access_ends(p);

    return (ends != USEC_NONE && ends <= when) || (p->deleted != USEC_NONE && p->deleted <= when) ||
           (p->disabled != USEC_NONE && p->disabled <= when);
}
