/* An entry is gathered as a row whose header changes with it, and read by the columns' own readers.
 */
#include "analyzer/site/table_ldif.h"

#include "analyzer/base/mem.h"
#include "analyzer/site/ldif.h"

enum { ENTRIES_MAX = 2000000 };

/* The entry being gathered. */
struct gathered {
    struct csv_row row;
    bool has_entry;
};

/* NULL: it is none; told if it was probably meant. */
static const struct column *column_of(struct table *t, const struct ldif_value *v)
{
    struct nearest near = nearest_to(v->name);

    for (const struct column *c = t->columns; c->name; c++) {
        if (slice_eq_nocase(slice_str(c->name), v->name))
            return c;
        nearest_try(&near, slice_str(c->name));
    }
    if (near.best.n && v->name.n > 3)
        load_mistake(t->load, v->line, v->name_column, "unknown attribute '%.*s'%s", SHOWN(v->name),
                     load_hint(t->load, &near));
    return NULL;
}

static bool may_repeat(const struct table *t, const struct column *c)
{
    for (const char *const *name = t->lists; name && *name; name++)
        if (strcmp(*name, c->name) == 0)
            return true;
    return false;
}

static bool is_there(const struct table *t, const struct column *c)
{
    for (size_t i = 0; i < t->n_fields; i++)
        if (t->of_field[i] == c)
            return true;
    return false;
}

static void add_value(struct table *t, struct gathered *g, const struct ldif_value *v)
{
    const struct column *c = column_of(t, v);

    if (!c)
        return;
    if (is_there(t, c) && !may_repeat(t, c)) {
        load_mistake(t->load, v->line, v->name_column, "attribute '%s' is there twice", c->name);
        return;
    }
    if (t->n_fields == CSV_FIELDS_MAX) {
        load_mistake(t->load, v->line, v->name_column,
                     "more than %d values: several may stand in one, separated by ';'",
                     CSV_FIELDS_MAX);
        return;
    }
    t->of_field[t->n_fields++] = c;
    g->row.at[g->row.n++] = (struct csv_field){ v->text, v->line, v->column };
}

/* The entry is whole. */
static void end_entry(struct table *t, struct gathered *g)
{
    if (!g->has_entry)
        return;
    for (const struct column *c = t->columns; c->name; c++)
        if (c->is_required && !is_there(t, c))
            load_mistake(t->load, g->row.line, 1, "the entry has no '%s'", c->name);
    table_take_row(t, &g->row);
    g->has_entry = false;
}

static bool begin_entry(struct table *t, struct gathered *g, const struct ldif_value *dn)
{
    end_entry(t, g);
    t->n_fields = 0;
    g->row.n = 0;
    g->row.line = dn->line;
    g->has_entry = t->n < ENTRIES_MAX;
    if (!g->has_entry)
        load_mistake(t->load, dn->line, 1, "more than %d entries", ENTRIES_MAX);
    return g->has_entry;
}

/* An entry of people or rooms that has none of the columns is no account. */
static bool is_account(const struct table *t)
{
    return t->n_fields > 0;
}

/* A whole export that was not renamed would be an empty directory. */
static void check_names(const struct table *t, size_t entries, size_t accounts)
{
    if (entries && accounts == 0)
        load_mistake(t->load, 1, 1,
                     "none of the %zu entries has an attribute that is called as a column, such as "
                     "'%s': ask the server for them so, or rename them",
                     entries, t->columns->name);
}

void *table_read_ldif(struct table *t, slice bytes)
{
    struct ldif ldif = ldif_open(bytes, &t->load->site->arena);
    struct gathered *g = mem_new(1, sizeof(*g));
    struct ldif_value v;
    enum ldif_found found;
    size_t entries = 0, accounts = 0;

    t->has_columns = true;
    while ((found = ldif_next(&ldif, &v)) != LDIF_END) {
        if (v.wrong)
            load_mistake(t->load, v.line, v.column, "%.*s%s%s", SHOWN(v.name), v.name.n ? ": " : "",
                         v.wrong);
        if (found == LDIF_ENTRY) {
            g->has_entry = g->has_entry && is_account(t);
            accounts += g->has_entry;
            entries++;
            if (!begin_entry(t, g, &v))
                break;
        } else if (!v.wrong) {
            add_value(t, g, &v);
        }
    }
    g->has_entry = g->has_entry && is_account(t);
    accounts += g->has_entry;
    end_entry(t, g);
    check_names(t, entries, accounts);
    mem_free(g);
    return table_keep(t);
}
