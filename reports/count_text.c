/*
 * The reconciliation for people: the same subjects stand in a table of mail, one of access
 * and one of lines, because nobody has a terminal that is wide enough for one table.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "reports/count_text.h"

enum { UNREAD_SHOWN = 20 };

/* A row of several tables. */
struct subject {
    slice name;
    size_t indent;
    bool is_total;
    struct traffic traffic;
};

struct subjects {
    struct subject *at;
    size_t n, cap;
};

typedef void fill_fn(uint64_t *values, const struct traffic *t);

static void fill_mail(uint64_t *values, const struct traffic *t)
{
    static const enum outcome order[OUTCOMES] = {
        OUTCOME_DELIVERED, OUTCOME_BOUNCED, OUTCOME_EXPIRED, OUTCOME_DISCARDED,
        OUTCOME_HELD,      OUTCOME_OPEN,    OUTCOME_LOST,
    };

    values[0] = t->sums.messages;
    values[1] = t->sums.recipients;
    for (int i = 0; i < OUTCOMES; i++)
        values[2 + i] = t->sums.outcomes[order[i]];
}

static void fill_access(uint64_t *values, const struct traffic *t)
{
    values[0] = t->sums.bytes;
    values[1] = t->sums.with_login;
    values[2] = t->sessions;
    values[3] = t->sums.auth_failed;
    values[4] = t->sums.rejects;
    values[5] = t->merged;
}

static void fill_lines(uint64_t *values, const struct traffic *t)
{
    for (int v = 0; v < VERDICTS; v++) {
        values[0] += t->verdicts[v];
        values[1 + v] = t->verdicts[v];
    }
}

static void table(struct out *o, const char *title, const struct text_column *columns,
                  fill_fn *fill, const struct subjects *of)
{
    struct text_row *rows = mem_new(of->n + 1, sizeof(*rows));

    for (size_t i = 0; i < of->n; i++) {
        const struct subject *s = &of->at[i];

        rows[i] =
            (struct text_row){ .name = s->name, .indent = s->indent, .is_total = s->is_total };
        fill(rows[i].values, &s->traffic);
    }
    text_table(o, title, columns, rows, of->n);
    mem_free(rows);
}

static struct subject *add(struct subjects *s, slice name, const struct traffic *t)
{
    struct subject *added;

    s->at = mem_grow(s->at, &s->cap, s->n + 1, sizeof(*s->at));
    added = &s->at[s->n++];
    *added = (struct subject){ .name = name.n ? name : text_word(TELL_NO_NAME) };
    if (t)
        added->traffic = *t;
    return added;
}

static void add_total(struct subjects *s, const struct result *r)
{
    struct subject *total = add(s, text_word(TELL_IN_TOTAL), NULL);

    total->is_total = true;
    total->traffic.sums = r->all;
    total->traffic.merged = r->merged;
    total->traffic.sessions = r->books.sessions;
    verdicts_add(total->traffic.verdicts, r->verdicts);
}

static bool has_lines(const uint64_t *verdicts)
{
    uint64_t n = 0;

    for (int v = 0; v < VERDICTS; v++)
        n += verdicts[v];
    return n;
}

/* Lines that are in no row of a mail server's host. */
static void add_other_lines(struct subjects *s, const struct books *b)
{
    struct traffic other = { 0 };

    for (size_t i = 0; i < b->n_hosts; i++)
        if (b->hosts[i].n_instances == 0)
            verdicts_add(other.verdicts, b->hosts[i].traffic.verdicts);
    if (has_lines(other.verdicts))
        add(s, text_word(TELL_OTHER_HOSTS), &other);
    if (has_lines(b->hostless))
        verdicts_add(add(s, text_word(TELL_NO_HOST), NULL)->traffic.verdicts, b->hostless);
}

static void hosts(struct out *o, const struct result *r)
{
    struct subjects s = { 0 };

    for (size_t i = 0; i < r->books.n_hosts; i++) {
        const struct host_sum *host = &r->books.hosts[i];

        if (host->n_instances)
            add(&s, host->name, &host->traffic);
        for (size_t k = 0; k < host->n_instances; k++)
            add(&s, host->instances[k].name, &host->instances[k].traffic)->indent = 2;
    }
    add_total(&s, r);
    table(o, "Host", count_mail_columns, fill_mail, &s);
    table(o, "Host", count_access_columns, fill_access, &s);
    s.n--;
    add_other_lines(&s, &r->books);
    add_total(&s, r);
    table(o, "Host", count_line_columns, fill_lines, &s);
    mem_free(s.at);
}

static int by_recipients(const void *x, const void *y)
{
    const struct subject *a = x, *b = y;

    if (a->traffic.sums.recipients != b->traffic.sums.recipients)
        return a->traffic.sums.recipients > b->traffic.sums.recipients ? -1 : 1;
    return slice_cmp(a->name, b->name);
}

/* Those beyond the first `top` become one row, whose name is written to `text`. */
static void fold_rest(struct subjects *s, size_t top, char *text, size_t room)
{
    struct subject *rest = &s->at[top];
    size_t n = s->n - top;

    (void)snprintf(text, room, "(%zu more)", n);
    rest->name = slice_str(text);
    for (size_t i = top + 1; i < s->n; i++)
        sums_add(&rest->traffic.sums, &s->at[i].traffic.sums);
    s->n = top + 1;
}

static bool is_empty(const struct sums *s)
{
    return s->messages == 0 && s->rejects == 0 && s->auth_failed == 0;
}

static void accounts(struct out *o, const struct result *r, size_t top)
{
    struct subjects s = { 0 };
    char rest[64];

    for (size_t i = 0; i < r->n_accounts; i++)
        add(&s, r->accounts[i]->name, NULL)->traffic.sums = r->accounts[i]->sums;
    if (s.n)
        qsort(s.at, s.n, sizeof(*s.at), by_recipients);
    if (top && s.n > top)
        fold_rest(&s, top, rest, sizeof(rest));
    for (int i = 0; i < NOBODIES; i++)
        if (!is_empty(&r->books.nobodies[i]))
            add(&s, slice_str(nobody_names[i]), NULL)->traffic.sums = r->books.nobodies[i];
    add_total(&s, r);
    s.at[s.n - 1].traffic.sessions = s.at[s.n - 1].traffic.merged = 0; /* not known of accounts */
    table(o, "Account", count_mail_columns, fill_mail, &s);
    table(o, "Account", count_access_columns, fill_access, &s);
    mem_free(s.at);
}

static void nobodies(struct out *o, const struct result *r)
{
    bool is_first = true;

    for (int i = 0; i < NOBODIES; i++) {
        if (is_empty(&r->books.nobodies[i]))
            continue;
        if (is_first)
            text_said(o, TELL_IN_NO_ACCOUNT);
        is_first = false;
        out_lit(o, "  ");
        text_padded(o, slice_str(nobody_names[i]), 12);
        text_wrapped(o, slice_str(nobody_meanings[i]), 15);
    }
}

static void flags(struct out *o, const struct result *r)
{
    if (r->n_flags)
        text_said(o, TELL_QUALITY);
    for (size_t i = 0; i < r->n_flags; i++) {
        out_lit(o, "  - ");
        text_wrapped(o, r->flags[i].text, 4);
    }
}

void count_text_write(struct out *o, const struct result *r, size_t top)
{
    text_coverage(o, r);
    text_troubles(o, r);
    hosts(o, r);
    accounts(o, r, top);
    nobodies(o, r);
    count_text_programs(o, r);
    count_text_reasons(o, r);
    text_unread_replies(o, &r->replies, UNREAD_SHOWN);
    flags(o, r);
    out_lit(o, "\n");
    text_sum(o, TELL_SUM_LINES, verdict_names, r->verdicts, VERDICTS, text_lines_read(r));
    text_sum(o, TELL_SUM_RECIPIENTS, outcome_names, r->all.outcomes, OUTCOMES, r->all.recipients);
    text_replies(o, &r->replies);
}
