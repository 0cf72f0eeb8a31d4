/*
 * Nearly all mail is sent under the account's own address: those found last, envelope and
 * header, are known by their hashes, so that the directory is asked once for each change.
 */
#include "analyzer/run/join/claims.h"

#include "analyzer/base/mem.h"
#include "analyzer/site/mail_address.h"
#include "analyzer/site/owner.h"

enum { QUIET = DAY };

/* SRS0=hash=tt=domain=user: made by a forwarder, names where bounces go. */
static bool is_rewritten(slice address)
{
    return address.n > 5 && slice_eq_nocase(slice_head(address, 3), SLICE("SRS")) &&
           (address.p[3] == '0' || address.p[3] == '1') && strchr("=+-", address.p[4]);
}

static slice without_tag(slice local)
{
    size_t plus = slice_find(local, '+');

    return plus ? slice_head(local, plus) : local;
}

/* Logins without a row own what is called like them. */
static bool is_named_like(slice address, const struct account *who)
{
    slice local = slice_head(address, slice_rfind(address, '@'));

    return slice_eq(address, who->name) || slice_eq(without_tag(local), who->name);
}

static const struct person *person_of(const struct claims *cs, const struct account *who)
{
    return who->in_directory ? site_find_person(cs->site, who->name) : NULL;
}

static void find_owner(const struct claims *cs, slice address, struct claim *c)
{
    const struct mail_list *list = site_find_list(cs->site, address);
    const struct person *owner = site_owner(cs->site, address);

    c->kind = list || !owner || kind_is_shared(owner->kind) ? CLAIM_ROLE : CLAIM_PERSON;
    c->owner = owner ? owner->account : list ? list->senders[SENDER_LIST] : slice_of(NULL, 0);
}

/* The owner may send as this account: by its row, one step back. */
static bool is_delegate(const struct claims *cs, const struct account *who, const struct claim *c)
{
    const struct person *owner = site_find_person(cs->site, c->owner);
    enum ownership how;

    if (!owner || !who->in_directory)
        return false;
    how = site_owns(cs->site, owner, who->name);
    return how == OWNERSHIP_DELEGATED || how == OWNERSHIP_ORGANISATIONS;
}

/* False: the account may use it. */
static bool read_claim(const struct claims *cs, const struct account *who, slice address,
                       struct claim *c)
{
    const struct person *login = person_of(cs, who);

    *c = (struct claim){ .address = address };
    switch (site_owns(cs->site, login, address)) {
    case OWNERSHIP_OTHERS:
        find_owner(cs, address, c);
        c->shares_login = is_delegate(cs, who, c);
        return true;
    case OWNERSHIP_UNKNOWN_LOCAL:
        c->kind = CLAIM_UNOWNED;
        return !is_rewritten(address) && (login || !is_named_like(address, who));
    case OWNERSHIP_OUTSIDE:
        c->kind = CLAIM_OUTSIDE;
        return login || !slice_eq(address, who->name);
    default:
        return false;
    }
}

static uint64_t hash_of(const struct claim *c)
{
    size_t at = slice_rfind(c->address, '@');
    uint64_t local = hash_slice(without_tag(slice_head(c->address, at)));

    if (c->owner.n)
        return hash_slice(c->owner) | 1;
    return hash_mix(local, hash_slice(slice_skip(c->address, at))) | 1;
}

/* The account's claim of that kind and owner; *n: how many of that kind it has. */
static struct claim_slot *find(const struct claim_list *list, enum claim_kind kind, uint64_t hash,
                               size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < list->n; i++) {
        if (list->at[i]->claim.kind != kind)
            continue;
        if (list->at[i]->owner_hash == hash)
            return list->at[i];
        ++*n;
    }
    return NULL;
}

static struct claim_slot *add(struct claims *cs, struct claim_list *list, const struct claim *c,
                              uint64_t hash)
{
    struct claim_slot *slot = memset(pool_take(&cs->slots), 0, cs->slots.size);

    slot->claim = (struct claim){ .number = ++cs->numbered, .kind = c->kind };
    slot->owner_hash = hash;
    slot->last = USEC_NONE;
    if (hash) {
        slot->claim.address = mem_copy(c->address);
        slot->claim.owner = c->owner; /* the site's */
        slot->claim.shares_login = c->shares_login;
    }
    list->at = mem_grow(list->at, &list->cap, list->n + 1, sizeof(struct claim_slot *));
    list->at[list->n++] = slot;
    return slot;
}

struct claim_slot *claims_restore(struct claims *cs, struct claim_list *list,
                                  const struct claim_slot *like)
{
    struct claim_slot *slot = memset(pool_take(&cs->slots), 0, cs->slots.size);

    slot->claim = like->claim;
    slot->claim.address = mem_copy(like->claim.address);
    slot->owner_hash = like->owner_hash;
    slot->last = like->last;
    list->at = mem_grow(list->at, &list->cap, list->n + 1, sizeof(struct claim_slot *));
    list->at[list->n++] = slot;
    return slot;
}

/* How many claims of a kind have a place of their own. */
static size_t places_of(const struct account *who)
{
    if (kind_sends_for_others(who->kind))
        return 0;
    return who->in_directory ? CLAIMS_MAX : CLAIMS_FEW;
}

static struct claim_slot *find_or_add(struct claims *cs, struct claim_list *list,
                                      const struct account *who, const struct claim *c)
{
    uint64_t hash = hash_of(c);
    size_t n;
    struct claim_slot *slot = find(list, c->kind, hash, &n);

    if (!slot && n >= places_of(who)) {
        hash = 0;
        slot = find(list, c->kind, hash, &n);
    }
    return slot ? slot : add(cs, list, c, hash);
}

struct claim_slot *claims_find(const struct claim_list *list, uint64_t number)
{
    for (size_t i = 0; number && i < list->n; i++)
        if (list->at[i]->claim.number == number)
            return list->at[i];
    return NULL;
}

static void drop(struct claims *cs, struct claim_list *list, size_t i)
{
    struct claim_slot *slot = list->at[i];

    list->at[i] = list->at[--list->n];
    cs->forget(cs->context, slot);
    mem_free((void *)(uintptr_t)slot->claim.address.p);
    pool_give_back(&cs->slots, slot);
}

void claims_sweep(struct claims *cs, struct claim_list *list, usec when)
{
    usec since = when == USEC_MAX ? USEC_MAX : when - (usec)QUIET * USEC_PER_SECOND;

    for (size_t i = list->n; i > 0; i--)
        if (list->at[i - 1]->last < since)
            drop(cs, list, i - 1);
    if (when != USEC_MAX)
        return;
    mem_free(list->at);
    *list = (struct claim_list){ 0 };
}

/* Fills *c and its text in buf unless the account may use the address. */
static bool claims(struct claims *cs, struct claim_list *list, const struct account *who,
                   slice address, struct claim *c, char *buf)
{
    uint64_t own = hash_slice(address);

    if (address.n == 0 || own == list->own[0] || own == list->own[1])
        return false;
    address = mail_address_fold(address, buf);
    if (address.n && read_claim(cs, who, address, c))
        return true;
    list->own[1] = list->own[0];
    list->own[0] = own;
    return false;
}

bool claims_may_use(struct claims *cs, struct claim_list *list, const struct account *who,
                    slice address)
{
    char buf[MAIL_ADDRESS_MAX];
    struct claim c;

    return !claims(cs, list, who, address, &c, buf);
}

struct claim_slot *claims_join(struct claims *cs, struct claim_list *list,
                               const struct account *who, slice address, usec when)
{
    char buf[MAIL_ADDRESS_MAX];
    struct claim_slot *slot;
    struct claim c;

    if (!claims(cs, list, who, address, &c, buf))
        return NULL;
    claims_sweep(cs, list, when);
    slot = find_or_add(cs, list, who, &c);
    if (when > slot->last)
        slot->last = when;
    return slot;
}
