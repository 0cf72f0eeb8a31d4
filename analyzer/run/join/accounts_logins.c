/*
 * A login is folded once and remembered as it was printed, because every message of a
 * day repeats it.
 */
#include "analyzer/run/join/accounts_parts.h"

enum { NAME_MAX_BYTES = ACCOUNT_NAME_MAX, LOGINS_MAX = 1 << 20 };

struct login {
    slice text;
    struct account *account;
    usec since;             /* it is that one's; 0: always */
    struct account *before; /* whose it was until then; NULL: it was not met in that time */
};

/* Whom the directory has under a login. */
struct named {
    const struct person *person; /* NULL: nobody */
    usec since;
    slice bare; /* what it is called otherwise */
};

static bool same_login(const void *value, const void *key)
{
    return slice_eq(((const struct login *)value)->text, *(const slice *)key);
}

void accounts_init_logins(struct accounts *a)
{
    a->by_login.same = same_login;
}

slice accounts_fold_case(slice s, char *buf)
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

/* Into buf, which holds NAME_MAX_BYTES. */
static struct named name_of_login(const struct accounts *a, slice login, char *buf)
{
    const struct site *site = a->places->site;
    slice folded = accounts_fold_case(login, buf);
    struct named is = { .bare = bare_login(a, folded) };

    is.person = site_find_login(site, folded, &is.since);
    if (!is.person)
        is.person = site_find_login(site, is.bare, &is.since);
    if (!is.person)
        is.since = 0;
    return is;
}

static struct login fold_login(struct accounts *a, slice login)
{
    char buf[NAME_MAX_BYTES];
    struct named is = name_of_login(a, login, buf);
    struct account *account = is.person ? accounts_of_person(a, is.person)
                                        : accounts_find_or_add(a, is.bare, KIND_UNKNOWN);

    return (struct login){ .account = account, .since = is.since };
}

struct account *accounts_find_login(struct accounts *a, slice login, usec when)
{
    char buf[NAME_MAX_BYTES];
    struct named is = name_of_login(a, login, buf);
    struct account *known = is.person && when >= is.since
                                ? accounts_of_person(a, is.person)
                                : map_find(&a->by_name, hash_slice(is.bare), &is.bare);

    return known && known->kind != KIND_HOST ? known : NULL;
}

void accounts_name_of(const struct accounts *a, slice address, struct account_name *out)
{
    struct named is = name_of_login(a, address, out->room);

    out->ends = is.person ? person_addresses_end(is.person) : USEC_NONE;
    out->delegates = is.person ? &is.person->delegates : NULL;
    out->text = is.person ? is.person->account : is.bare;
}

/* Whoever was called so before the directory's account was. */
static struct account *account_before(struct accounts *a, struct login *known, slice login)
{
    char buf[NAME_MAX_BYTES];

    if (!known->before)
        known->before =
            accounts_find_or_add(a, bare_login(a, accounts_fold_case(login, buf)), KIND_UNKNOWN);
    return known->before;
}

struct account *accounts_of_login(struct accounts *a, slice login, usec when)
{
    uint64_t hash = hash_slice(login);
    struct login *known = map_find(&a->by_login, hash, &login), one;

    if (!known) {
        one = fold_login(a, login);
        known = &one;
        if (a->by_login.used < LOGINS_MAX) {
            known = arena_new(a->arena, sizeof(*known));
            *known = one;
            known->text = arena_keep(a->arena, login);
            map_add(&a->by_login, hash, known);
        }
    }
    return when >= known->since ? known->account : account_before(a, known, login);
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

const struct account *accounts_next_login(const struct accounts *a, size_t *at, slice *login)
{
    const struct login *l = map_next(&a->by_login, at);

    if (l)
        *login = l->text;
    return l ? l->account : NULL;
}
