/* Nobody is kept from writing by a slip: who is named must exist, and the day must be said. */
#include "analyzer/base/mem.h"
#include "analyzer/site/table.h"

static void read_complainant(struct table *t, const struct column *c, const struct csv_field *f)
{
    if (table_is_given(t, c, f))
        table_mail_address(t, c, f);
}

static void read_requested(struct table *t, const struct column *c, const struct csv_field *f)
{
    if (table_is_given(t, c, f))
        table_date(t, c, f);
}

#define AT(member) offsetof(struct no_contact, member)

static const struct column columns[] = {
    { "complainant", true, read_complainant, AT(complainant) },
    { "account", true, table_account, AT(account) },
    { "requested", true, read_requested, AT(requested) },
    { "ticket", false, table_text, AT(ticket) },
    { 0 },
};

static void begin(struct table *t, uint32_t line)
{
    struct no_contact *n = t->record;

    n->line = line;
    n->requested = USEC_NONE;
}

static uint64_t hash_of(const struct no_contact *n)
{
    return hash_mix(hash_slice(n->complainant), hash_slice(n->account));
}

static bool is_same(const void *value, const void *key)
{
    const struct no_contact *a = value, *b = key;

    return slice_eq(a->complainant, b->complainant) && slice_eq(a->account, b->account);
}

static void find_repeated(struct load *l)
{
    struct map seen = { .same = is_same };

    for (size_t i = 0; i < l->site->n_no_contacts; i++) {
        struct no_contact *n = &l->site->no_contacts[i];
        const struct no_contact *other = map_find(&seen, hash_of(n), n);

        if (n->complainant.n == 0 || n->account.n == 0)
            continue;
        if (other)
            load_mistake(l, n->line, 1, "'%.*s' and '%.*s' are in line %u already",
                         SHOWN(n->complainant), SHOWN(n->account), (unsigned)other->line);
        else
            map_add(&seen, hash_of(n), n);
    }
    map_free(&seen);
}

void no_contact_load(struct load *l, slice bytes)
{
    struct table t = { .load = l, .columns = columns, .record_size = sizeof(struct no_contact) };

    t.begin = begin;
    l->site->no_contacts = table_read(&t, bytes);
    l->site->n_no_contacts = t.n;
    find_repeated(l);
}
