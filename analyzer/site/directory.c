/*
 * Rows become persons in one pass; names are tied to persons in a second one, because
 * a delegate may stand further down. Rows that are wrong still claim their account
 * name, so that one mistake does not make others elsewhere.
 */
#include <stdio.h>

#include "analyzer/base/clock.h"
#include "analyzer/base/mem.h"
#include "analyzer/site/dates.h"
#include "analyzer/site/site.h"
#include "analyzer/site/table_ldif.h"

enum claim_kind { CLAIM_ACCOUNT, CLAIM_ADDRESS, CLAIM_DELEGATE };

struct claim { /* a name in a row that has to be looked up */
    slice name;
    size_t person;
    enum claim_kind kind;
    uint32_t line, column;
};

struct claims {
    struct claim *at;
    size_t n, cap;
};

static void claim(struct table *t, slice name, enum claim_kind kind, const struct csv_field *f)
{
    struct claims *claims = t->into;

    claims->at = mem_grow(claims->at, &claims->cap, claims->n + 1, sizeof(*claims->at));
    claims->at[claims->n++] = (struct claim){ name, t->n - 1, kind, f->line, f->column };
}

static void read_account(struct table *t, const struct column *c, const struct csv_field *f)
{
    slice *account = table_value(t, c);

    if (!table_is_given(t, c, f))
        return;
    if (has_white(f->text) || !is_one_line(f->text) || slice_find(f->text, ';') < f->text.n) {
        table_mistake(t, c, f, "is not one account name");
        return;
    }
    *account = lower_keep(&t->load->site->arena, f->text);
    claim(t, *account, CLAIM_ACCOUNT, f);
}

/* ": write good or bad", where nothing else is probably meant. */
static const char *list_names(char *buf, size_t size, const char *const *names, size_t n)
{
    size_t used = 0;

    for (size_t i = 0; i < n && used < size; i++)
        used += (size_t)snprintf(buf + used, size - used, "%s%s",
                                 i == 0       ? ": write "
                                 : i == n - 1 ? " or "
                                              : ", ",
                                 names[i]);
    return buf;
}

/* Index of the name among n, or n and a mistake. */
static size_t choose(struct table *t, const struct csv_field *f, const char *const *names, size_t n)
{
    struct nearest near = nearest_to(f->text);
    char all[128];

    for (size_t i = 0; i < n; i++) {
        if (slice_eq(slice_str(names[i]), f->text))
            return i;
        nearest_try(&near, slice_str(names[i]));
    }
    load_mistake(t->load, f->line, f->column, "%s: '%.*s' is not known%s",
                 t->of_field[f - t->row->at]->name, SHOWN(f->text),
                 near.best.n ? load_hint(t->load, &near) : list_names(all, sizeof(all), names, n));
    return n;
}

static void read_kind(struct table *t, const struct column *c, const struct csv_field *f)
{
    enum account_kind *kind = table_value(t, c);
    size_t at;

    if (f->text.n == 0) {
        load_mistake(t->load, f->line, f->column,
                     "kind: is empty: write student, staff, faculty, retiree, organisation, "
                     "system or list");
        return;
    }
    at = choose(t, f, account_kind_names + KIND_STUDENT, KIND_HOST - KIND_STUDENT);
    if (at < KIND_HOST - KIND_STUDENT)
        *kind = (enum account_kind)(at + KIND_STUDENT);
}

static void read_standing(struct table *t, const struct column *c, const struct csv_field *f)
{
    static const char *const names[] = { "good", "bad" };
    bool *is_bad = table_value(t, c);

    if (f->text.n)
        *is_bad = choose(t, f, names, 2) == 1;
}

/* "until" takes the day in; what is kept is exclusive. */
static void read_until(struct table *t, const struct column *c, const struct csv_field *f)
{
    usec *when = table_value(t, c);

    table_date(t, c, f);
    if (*when != USEC_NONE && is_day(f->text))
        *when = clock_next_day(*when);
}

/* The next item of a list with ';', trimmed; empty ones are passed over. */
static bool next_item(slice *rest, slice *item)
{
    while (rest->n) {
        size_t end = slice_find(*rest, ';');

        *item = slice_trim(slice_head(*rest, end));
        *rest = slice_skip(*rest, end + 1);
        if (item->n)
            return true;
    }
    return false;
}

/* Takes the date behind '=' off; false when what stands there is none. */
static bool split_date(slice *address, usec *requested)
{
    size_t at = slice_rfind(*address, '=');

    if (at == address->n || at < slice_rfind(*address, '@'))
        return true;
    if (!clock_parse(slice_skip(*address, at + 1), requested))
        return false;
    *address = slice_trim(slice_head(*address, at));
    return true;
}

static void add_alias(struct person *p, struct arena *a, struct alias alias)
{
    bool is_full = (p->n_aliases & (p->n_aliases - 1)) == 0; /* room is a power of two */
    struct alias *old = p->aliases;

    if (is_full) {
        p->aliases = arena_new(a, (p->n_aliases ? 2 * p->n_aliases : 1) * sizeof(alias));
        if (p->n_aliases)
            memcpy(p->aliases, old, p->n_aliases * sizeof(alias));
    }
    p->aliases[p->n_aliases++] = alias;
}

static void read_addresses(struct table *t, const struct column *c, const struct csv_field *f)
{
    struct arena *a = &t->load->site->arena;
    slice rest = f->text;
    slice item;

    (void)c;
    while (next_item(&rest, &item)) {
        struct alias alias = { .address = item, .requested = USEC_NONE };

        if (!split_date(&alias.address, &alias.requested))
            load_mistake(t->load, f->line, f->column,
                         "addresses: '%.*s' has no date (YYYY-MM-DD) behind '='", SHOWN(item));
        else if (!is_mail_address(alias.address))
            load_mistake(t->load, f->line, f->column, "addresses: '%.*s' is not a mail address",
                         SHOWN(alias.address));
        else {
            alias.address = lower_keep(a, alias.address);
            add_alias(t->record, a, alias);
            claim(t, alias.address, CLAIM_ADDRESS, f);
        }
    }
}

static void read_delegates(struct table *t, const struct column *c, const struct csv_field *f)
{
    slice rest = f->text;
    slice item;

    (void)c;
    while (next_item(&rest, &item))
        claim(t, lower_keep(&t->load->site->arena, item), CLAIM_DELEGATE, f);
}

#define AT(member) offsetof(struct person, member)

static const struct column columns[] = {
    { "account", true, read_account, AT(account) },
    { "kind", true, read_kind, AT(kind) },
    { "person", false, table_text, AT(person) },
    { "department", false, table_text, AT(department) },
    { "standing", false, read_standing, AT(is_in_bad_standing) },
    { "created", false, table_date, AT(created) },
    { "left", false, table_date, AT(left) },
    { "deleted", false, table_date, AT(deleted) },
    { "disabled", false, table_date, AT(disabled) },
    { "forward_until", false, read_until, AT(forward_until) },
    { "forward_stop", false, table_date, AT(forward_stop) },
    { "forward_to", false, table_mail_address, AT(forward_to) },
    { "addresses", false, read_addresses, AT(aliases) },
    { "delegates", false, read_delegates, AT(delegates) },
    { 0 },
};

static void begin_person(struct table *t, uint32_t line)
{
    struct person *p = t->record;

    p->line = line;
    p->created = p->left = p->deleted = USEC_NONE;
    p->disabled = p->forward_until = p->forward_stop = USEC_NONE;
}

static bool person_has(const void *value, const void *key)
{
    const struct person *p = value;
    const slice *name = key;

    if (slice_eq(p->account, *name))
        return true;
    for (size_t i = 0; i < p->n_aliases; i++)
        if (slice_eq(p->aliases[i].address, *name))
            return true;
    return false;
}

/* Two rows have the address; the map leads to the one that keeps it. */
static void settle_clash(struct load *l, const struct claim *c, struct person *owner)
{
    struct site *s = l->site;
    struct person *claimant = &s->persons[c->person];
    struct clash clash = { .address = c->name };
    bool is_owners = clash_is_kept_by(owner, claimant, c->name, &clash.reason);

    clash.keeper = is_owners ? owner : claimant;
    clash.other = is_owners ? claimant : owner;
    if (!is_owners)
        map_replace(&s->by_login, hash_slice(c->name), owner, claimant);
    clashes_add(&s->clashes, &s->arena, &clash);
}

static void claim_name(struct load *l, const struct claim *c)
{
    struct site *s = l->site;
    struct person *owner = map_find(&s->by_login, hash_slice(c->name), &c->name);

    if (!owner)
        map_add(&s->by_login, hash_slice(c->name), &s->persons[c->person]);
    else if (c->kind == CLAIM_ACCOUNT)
        load_mistake(l, c->line, c->column, "account: '%.*s' is in line %u already", SHOWN(c->name),
                     (unsigned)owner->line);
    else if (owner != &s->persons[c->person] && person_has_address(owner, c->name))
        settle_clash(l, c, owner);
    else if (owner != &s->persons[c->person])
        load_mistake(l, c->line, c->column,
                     "addresses: '%.*s' belongs to '%.*s' in line %u already", SHOWN(c->name),
                     SHOWN(owner->account), (unsigned)owner->line);
}

static void find_delegate(struct load *l, const struct claim *c)
{
    struct site *s = l->site;
    struct person *principal = &s->persons[c->person];
    const struct person *delegate = site_find_person(s, c->name);

    if (!delegate)
        load_mistake(l, c->line, c->column, "delegates: '%.*s' is not an account here%s",
                     SHOWN(c->name), load_account_hint(l, c->name));
    else if (delegate == principal)
        load_mistake(l, c->line, c->column, "delegates: '%.*s' is this account itself",
                     SHOWN(c->name));
    else
        slices_add(&s->arena, &principal->delegates, delegate->account);
}

static void each_claim(struct load *l, const struct claims *claims, enum claim_kind kind,
                       void (*settle)(struct load *l, const struct claim *c))
{
    for (size_t i = 0; i < claims->n; i++)
        if (claims->at[i].kind == kind)
            settle(l, &claims->at[i]);
}

static const char *const lists[] = { "addresses", "delegates", NULL };

static bool is_ldif(const struct load *l)
{
    return slice_ends_nocase(l->files[FILE_DIRECTORY].name, SLICE(".ldif"));
}

void directory_load(struct load *l, slice bytes)
{
    struct claims claims = { 0 };
    struct table t = { .load = l, .columns = columns, .record_size = sizeof(struct person) };

    l->site->by_login.same = person_has;
    t.begin = begin_person;
    t.into = &claims;
    t.lists = lists;
    l->site->persons = is_ldif(l) ? table_read_ldif(&t, bytes) : table_read(&t, bytes);
    l->site->n_persons = t.n;
    l->site->has_directory = true;
    l->knows_accounts = t.has_columns;
    /* Accounts first, so that of an account and an address the address is the mistake. */
    each_claim(l, &claims, CLAIM_ACCOUNT, claim_name);
    each_claim(l, &claims, CLAIM_ADDRESS, claim_name);
    each_claim(l, &claims, CLAIM_DELEGATE, find_delegate);
    directory_note_dates(l);
    mem_free(claims.at);
}
