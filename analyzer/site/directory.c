/*
 * Rows become persons in one pass; names are tied to persons in a second one, because
 * a delegate may stand further down. Rows that are wrong still claim their account
 * name, so that one mistake does not make others elsewhere.
 */
#include "analyzer/base/clock.h"
#include "analyzer/base/mem.h"
#include "analyzer/site/csv.h"
#include "analyzer/site/load.h"

enum { PERSONS_MAX = 2000000 };

enum claim_kind { CLAIM_ACCOUNT, CLAIM_ADDRESS, CLAIM_DELEGATE };

struct claim { /* a name in a row that has to be looked up */
    slice name;
    size_t person;
    enum claim_kind kind;
    uint32_t line, column;
};

struct reader {
    struct load *load;
    struct person *persons; /* grows, so it moves: claims hold indices */
    size_t n, cap;
    struct claim *claims;
    size_t n_claims, claims_cap;
    const struct column *columns[CSV_FIELDS_MAX]; /* NULL: unknown */
    size_t n_columns;
};

struct column {
    const char *name;
    void (*read)(struct reader *r, const struct column *c, const struct csv_field *f);
    size_t offset; /* of the value, in struct person */
};

static void mistake(struct reader *r, const struct column *c, const struct csv_field *f,
                    const char *why)
{
    load_mistake(r->load, f->line, f->column, "%s: '%.*s' %s", c->name, SHOWN(f->text), why);
}

static void *value_of(struct reader *r, const struct column *c)
{
    return (char *)&r->persons[r->n - 1] + c->offset;
}

static void claim(struct reader *r, slice name, enum claim_kind kind, const struct csv_field *f)
{
    r->claims = mem_grow(r->claims, &r->claims_cap, r->n_claims + 1, sizeof(*r->claims));
    r->claims[r->n_claims++] = (struct claim){ name, r->n - 1, kind, f->line, f->column };
}

static void read_account(struct reader *r, const struct column *c, const struct csv_field *f)
{
    slice *account = value_of(r, c);

    if (f->text.n == 0)
        load_mistake(r->load, f->line, f->column, "account: is empty");
    else if (has_white(f->text) || !is_one_line(f->text) || slice_find(f->text, ';') < f->text.n)
        mistake(r, c, f, "is not one account name");
    else {
        *account = lower_keep(&r->load->site->arena, f->text);
        claim(r, *account, CLAIM_ACCOUNT, f);
    }
}

static void read_text(struct reader *r, const struct column *c, const struct csv_field *f)
{
    slice *text = value_of(r, c);

    if (is_one_line(f->text))
        *text = f->text;
    else
        mistake(r, c, f, "must be one line without control characters");
}

/* Index of the name among n, or n and a mistake. */
static size_t choose(struct reader *r, const struct column *c, const struct csv_field *f,
                     const char *const *names, size_t n)
{
    struct nearest near = nearest_to(f->text);

    for (size_t i = 0; i < n; i++) {
        if (slice_eq(slice_str(names[i]), f->text))
            return i;
        nearest_try(&near, slice_str(names[i]));
    }
    load_mistake(r->load, f->line, f->column, "%s: '%.*s' is not known%s", c->name, SHOWN(f->text),
                 load_hint(r->load, &near));
    return n;
}

static void read_kind(struct reader *r, const struct column *c, const struct csv_field *f)
{
    enum account_kind *kind = value_of(r, c);
    size_t at;

    if (f->text.n == 0) {
        load_mistake(r->load, f->line, f->column,
                     "kind: is empty: write student, staff, faculty, retiree, organisation, "
                     "system or list");
        return;
    }
    at = choose(r, c, f, account_kind_names + KIND_STUDENT, KIND_HOST - KIND_STUDENT);
    if (at < KIND_HOST - KIND_STUDENT)
        *kind = (enum account_kind)(at + KIND_STUDENT);
}

static void read_standing(struct reader *r, const struct column *c, const struct csv_field *f)
{
    static const char *const names[] = { "good", "bad" };
    bool *is_bad = value_of(r, c);

    if (f->text.n)
        *is_bad = choose(r, c, f, names, 2) == 1;
}

static void read_date(struct reader *r, const struct column *c, const struct csv_field *f)
{
    usec *when = value_of(r, c);

    *when = USEC_NONE;
    if (f->text.n && !clock_parse(f->text, when))
        mistake(r, c, f, "is not a date (YYYY-MM-DD)");
}

/* "until" takes the day in; what is kept is exclusive. */
static void read_until(struct reader *r, const struct column *c, const struct csv_field *f)
{
    usec *when = value_of(r, c);

    read_date(r, c, f);
    if (*when != USEC_NONE && f->text.n == sizeof("YYYY-MM-DD") - 1)
        *when = clock_next_day(*when);
}

static void read_forward_to(struct reader *r, const struct column *c, const struct csv_field *f)
{
    slice *address = value_of(r, c);

    if (f->text.n && !is_mail_address(f->text))
        mistake(r, c, f, "is not a mail address");
    else
        *address = lower_keep(&r->load->site->arena, f->text);
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

static bool is_dated(slice *address)
{
    size_t at = slice_rfind(*address, '=');
    usec when;

    if (at == address->n || at < slice_rfind(*address, '@'))
        return true;
    if (!clock_parse(slice_skip(*address, at + 1), &when))
        return false;
    address->n = at;
    return true;
}

static void read_addresses(struct reader *r, const struct column *c, const struct csv_field *f)
{
    struct arena *a = &r->load->site->arena;
    struct slices *list = value_of(r, c);
    slice rest = f->text;
    slice item;

    while (next_item(&rest, &item)) {
        slice address = item;

        if (!is_dated(&address))
            load_mistake(r->load, f->line, f->column,
                         "addresses: '%.*s' has no date (YYYY-MM-DD) behind '='", SHOWN(item));
        else if (!is_mail_address(address))
            load_mistake(r->load, f->line, f->column, "addresses: '%.*s' is not a mail address",
                         SHOWN(address));
        else {
            address = lower_keep(a, address);
            slices_add(a, list, address);
            claim(r, address, CLAIM_ADDRESS, f);
        }
    }
}

static void read_delegates(struct reader *r, const struct column *c, const struct csv_field *f)
{
    slice rest = f->text;
    slice item;

    (void)c;
    while (next_item(&rest, &item))
        claim(r, lower_keep(&r->load->site->arena, item), CLAIM_DELEGATE, f);
}

#define AT(member) offsetof(struct person, member)

static const struct column columns[] = {
    { "account", read_account, AT(account) },
    { "kind", read_kind, AT(kind) },
    { "person", read_text, AT(person) },
    { "department", read_text, AT(department) },
    { "standing", read_standing, AT(is_in_bad_standing) },
    { "created", read_date, AT(created) },
    { "left", read_date, AT(left) },
    { "deleted", read_date, AT(deleted) },
    { "disabled", read_date, AT(disabled) },
    { "forward_until", read_until, AT(forward_until) },
    { "forward_stop", read_date, AT(forward_stop) },
    { "forward_to", read_forward_to, AT(forward_to) },
    { "addresses", read_addresses, AT(addresses) },
    { "delegates", read_delegates, AT(delegates) },
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]), REQUIRED = 2 };

static bool has_column(const struct reader *r, const struct column *c)
{
    for (size_t i = 0; i < r->n_columns; i++)
        if (r->columns[i] == c)
            return true;
    return false;
}

static const struct column *find_column(struct reader *r, const struct csv_field *f)
{
    struct nearest near = nearest_to(f->text);

    for (size_t i = 0; i < COLUMNS; i++) {
        if (slice_eq(slice_str(columns[i].name), f->text)) {
            if (has_column(r, &columns[i]))
                load_mistake(r->load, f->line, f->column, "column '%s' is there twice",
                             columns[i].name);
            return &columns[i];
        }
        nearest_try(&near, slice_str(columns[i].name));
    }
    load_mistake(r->load, f->line, f->column, "unknown column '%.*s'%s", SHOWN(f->text),
                 load_hint(r->load, &near));
    return NULL;
}

static bool row_is_whole(struct reader *r, const struct csv_row *row)
{
    if (row->wrong)
        load_mistake(r->load, row->wrong_line, row->wrong_column, "%s", row->wrong);
    return !row->wrong;
}

/* False when rows cannot be read by it. */
static bool read_header(struct reader *r, const struct csv_row *row)
{
    bool is_good = row_is_whole(r, row);

    for (size_t i = 0; is_good && i < row->n; i++)
        r->columns[r->n_columns++] = find_column(r, &row->at[i]);
    for (size_t i = 0; r->n_columns && i < REQUIRED; i++)
        if (!has_column(r, &columns[i])) {
            load_mistake(r->load, row->line, 1,
                         "column '%s' is missing: the first line must name the columns",
                         columns[i].name);
            is_good = false;
        }
    return is_good;
}

static void new_person(struct reader *r, uint32_t line)
{
    struct person *p;

    r->persons = mem_grow(r->persons, &r->cap, r->n + 1, sizeof(*r->persons));
    p = &r->persons[r->n++];
    *p = (struct person){ .line = line };
    p->created = p->left = p->deleted = USEC_NONE;
    p->disabled = p->forward_until = p->forward_stop = USEC_NONE;
}

static void read_row(struct reader *r, const struct csv_row *row)
{
    if (row_is_whole(r, row) && row->n != r->n_columns)
        load_mistake(r->load, row->line, 1, "has %zu fields, the header has %zu", row->n,
                     r->n_columns);
    new_person(r, row->line);
    for (size_t i = 0; i < row->n && i < r->n_columns; i++)
        if (r->columns[i])
            r->columns[i]->read(r, r->columns[i], &row->at[i]);
}

static void read_rows(struct reader *r, slice bytes)
{
    struct csv csv = csv_open(bytes, &r->load->site->arena);
    struct csv_row row;

    if (!csv_next(&csv, &row)) {
        load_mistake(r->load, 0, 0, "is empty: the first line must name the columns");
        return;
    }
    r->load->knows_accounts = read_header(r, &row);
    while (r->load->knows_accounts && csv_next(&csv, &row)) {
        if (r->n == PERSONS_MAX) {
            load_mistake(r->load, row.line, 1, "more than %d rows", PERSONS_MAX);
            return;
        }
        read_row(r, &row);
    }
}

/* Accounts first, so that of an account and an address the address is the mistake. */
static void claim_names(struct reader *r, enum claim_kind kind)
{
    struct site *s = r->load->site;

    for (size_t i = 0; i < r->n_claims; i++) {
        const struct claim *c = &r->claims[i];
        struct person *owner;

        if (c->kind != kind)
            continue;
        owner = map_find(&s->by_login, hash_slice(c->name), &c->name);
        if (!owner)
            map_add(&s->by_login, hash_slice(c->name), &s->persons[c->person]);
        else if (kind == CLAIM_ACCOUNT)
            load_mistake(r->load, c->line, c->column, "account: '%.*s' is in line %u already",
                         SHOWN(c->name), (unsigned)owner->line);
        else if (owner != &s->persons[c->person])
            load_mistake(r->load, c->line, c->column,
                         "addresses: '%.*s' belongs to '%.*s' in line %u already", SHOWN(c->name),
                         SHOWN(owner->account), (unsigned)owner->line);
    }
}

static void find_delegates(struct reader *r)
{
    struct site *s = r->load->site;

    for (size_t i = 0; i < r->n_claims; i++) {
        const struct claim *c = &r->claims[i];
        const struct person *delegate;

        if (c->kind != CLAIM_DELEGATE)
            continue;
        delegate = site_find_person(s, c->name);
        if (delegate)
            slices_add(&s->arena, &s->persons[c->person].delegates, delegate->account);
        else
            load_mistake(r->load, c->line, c->column, "delegates: '%.*s' is not an account here%s",
                         SHOWN(c->name), load_account_hint(r->load, c->name));
    }
}

static void keep_persons(struct reader *r)
{
    struct site *s = r->load->site;

    s->persons = arena_new(&s->arena, (r->n ? r->n : 1) * sizeof(*s->persons));
    if (r->n)
        memcpy(s->persons, r->persons, r->n * sizeof(*s->persons));
    s->n_persons = r->n;
}

void directory_load(struct load *l, slice bytes)
{
    struct reader r = { .load = l };

    read_rows(&r, bytes);
    keep_persons(&r);
    claim_names(&r, CLAIM_ACCOUNT);
    claim_names(&r, CLAIM_ADDRESS);
    find_delegates(&r);
    mem_free(r.persons);
    mem_free(r.claims);
}
