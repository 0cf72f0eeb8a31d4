/* Complaints taken by phone: the site's own words, so that a slip in them is a mistake. */
#include <stdio.h>

#include "analyzer/site/complaint_read.h"
#include "analyzer/site/table.h"

struct taken {
    struct complaint complaint;
    uint32_t line;
};

static const enum complaint_kind kinds[] = {
    COMPLAINT_SPAM, COMPLAINT_HARASSMENT, COMPLAINT_FLOODING, COMPLAINT_FORGED, COMPLAINT_OTHER,
};

static void read_received(struct table *t, const struct column *c, const struct csv_field *f)
{
    if (table_is_given(t, c, f))
        table_date(t, c, f);
}

/* Of a whole domain its postmaster may complain. */
static void read_complainant(struct table *t, const struct column *c, const struct csv_field *f)
{
    slice *complainant = table_value(t, c);

    if (!table_is_given(t, c, f))
        return;
    if (slice_starts(f->text, SLICE("@")) && is_host_name(slice_skip(f->text, 1)))
        *complainant = lower_keep(&t->load->site->arena, f->text);
    else if (is_mail_address(f->text))
        *complainant = lower_keep(&t->load->site->arena, f->text);
    else
        table_mistake(t, c, f, "is neither a mail address nor '@' and a domain");
}

static void read_kind(struct table *t, const struct column *c, const struct csv_field *f)
{
    enum complaint_kind *kind = table_value(t, c);
    struct nearest near = nearest_to(f->text);

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        slice name = slice_str(complaint_kind_names[kinds[i]]);

        nearest_try(&near, name);
        if (!slice_eq(f->text, name))
            continue;
        *kind = kinds[i];
        return;
    }
    load_mistake(t->load, f->line, f->column,
                 "kind: '%.*s' is none of spam, harassment, flooding, forged, other%s",
                 SHOWN(f->text), load_hint(t->load, &near));
}

#define AT(member) offsetof(struct taken, complaint.member)

static const struct column columns[] = {
    { "received", true, read_received, AT(received) },
    { "complainant", true, read_complainant, AT(complainant) },
    { "account", true, table_account, AT(account) },
    { "kind", true, read_kind, AT(kind) },
    { "ticket", false, table_text, AT(ticket) },
    { 0 },
};

static void begin(struct table *t, uint32_t line)
{
    struct taken *one = t->record;

    one->line = line;
    one->complaint = (struct complaint){ .form = COMPLAINT_TAKEN, .kind = COMPLAINT_OTHER };
    one->complaint.received = one->complaint.arrived = USEC_NONE;
    one->complaint.incidents = 1;
}

/* Known again by what it says; lines move when the file grows. */
static uint64_t content_of(const struct complaint *c)
{
    char text[1200];
    int n = snprintf(text, sizeof(text), "%lld\n" SLICE_FMT "\n" SLICE_FMT "\n%s",
                     (long long)c->received, SLICE_ARG(slice_head(c->complainant, 500)),
                     SLICE_ARG(slice_head(c->account, 500)), complaint_kind_names[c->kind]);

    return hash_frozen(slice_of(text, (size_t)n));
}

void complaints_load(struct load *l, slice bytes)
{
    struct table t = { .load = l, .columns = columns, .record_size = sizeof(struct taken) };
    const struct taken *rows;
    char name[64];

    t.begin = begin;
    rows = table_read(&t, bytes);
    for (size_t i = 0; i < t.n; i++) {
        struct complaint *c = complaints_add(&l->site->complaints, &l->site->arena);

        *c = rows[i].complaint;
        c->content = content_of(c);
        (void)snprintf(name, sizeof(name), "complaints.csv:%u", (unsigned)rows[i].line);
        c->name = arena_keep(&l->site->arena, slice_str(name));
    }
}
