/*
 * Tables of many rows, cut to what a person reads: the accounts that send most and those
 * with findings, and the outside networks that were refused. What is cut is told, and
 * where it stands.
 */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "reports/html_case.h"
#include "reports/tally.h"

enum { ACCOUNTS_MAX = 500, ROWS_MAX = 1000, NETWORKS_MAX = 100 };

static int by_recipients(const void *a, const void *b)
{
    const struct account *x = *(const struct account *const *)a;
    const struct account *y = *(const struct account *const *)b;

    if (x->sums.recipients != y->sums.recipients)
        return x->sums.recipients < y->sums.recipients ? 1 : -1;
    return slice_cmp(x->name, y->name);
}

static const struct account **sorted(const struct result *r)
{
    const struct account **list = mem_new(r->n_accounts, sizeof(struct account *));

    for (size_t i = 0; i < r->n_accounts; i++)
        list[i] = r->accounts[i];
    qsort(list, r->n_accounts, sizeof(*list), by_recipients);
    return list;
}

static void name_cell(struct out *o, const struct account *a, size_t at)
{
    html_row_open(o, at);
    out_lit(o, " data-department=\"");
    out_html(o, a->department);
    out_lit(o, "\"><th scope=\"row\">");
    out_html(o, a->name);
    if (a->person.n) {
        out_lit(o, "<br><small>");
        out_html(o, a->person);
        out_lit(o, "</small>");
    }
    out_lit(o, "</th>");
    out_lit(o, "<td>");
    out_html(o, slice_str(account_kind_names[a->kind]));
    if (a->department.n) {
        out_lit(o, "<br><small>");
        out_html(o, a->department);
        out_lit(o, "</small>");
    }
    out_lit(o, "</td>");
}

static void findings_cell(struct out *o, const struct ruling *v)
{
    html_cell_ranked(o, v ? v->action + 1 : 0);
    if (v) {
        out_lit(o, "<a href=\"#");
        html_case_id(o, v);
        out_lit(o, "\">");
        html_count(o, v->n_findings);
        out_lit(o, "</a>\u00A0");
        html_badge(o, v->action);
    }
    out_lit(o, "</td></tr>");
}

static void account_row(struct out *o, const struct account *a, const struct ruling *found,
                        size_t at)
{
    const struct sums *s = &a->sums;

    name_cell(o, a, at);
    html_cell_count(o, s->messages);
    html_cell_count(o, s->recipients);
    html_cell_count(o, s->external);
    html_cell_count(o, s->outcomes[OUTCOME_DELIVERED]);
    html_cell_count(o, s->outcomes[OUTCOME_BOUNCED] + s->outcomes[OUTCOME_EXPIRED]);
    html_cell_count(o, s->rejects);
    findings_cell(o, found);
}

/* Returns how many were written. */
static size_t account_rows(struct out *o, const struct result *r)
{
    const struct account **list = sorted(r);
    struct tally t = tally_new(r);
    size_t shown = 0;

    html_table_open(o, "senders", SAY_SENDERS, SAY_SENDERS_COLUMNS);
    for (size_t i = 0; i < r->n_accounts; i++) {
        const struct ruling *found = tally_find(&t, list[i]);

        if (i >= ACCOUNTS_MAX && (!found || shown >= ROWS_MAX))
            continue;
        account_row(o, list[i], found, shown);
        shown++;
    }
    html_table_close(o);
    tally_free(&t);
    mem_free(list);
    return shown;
}

void html_accounts(struct out *o, const struct result *r)
{
    size_t shown = 0;

    html_section_open(o, SECTION_ACCOUNTS);
    if (r->n_accounts == 0)
        html_said(o, SAY_NO_ACCOUNTS);
    else
        shown = account_rows(o, r);
    if (shown) {
        html_say(o, r->n_accounts > shown ? SAY_ACCOUNTS_CUT : SAY_ACCOUNTS_ALL,
                 gap_count(r->n_accounts), gap_count(r->n_accounts - shown));
        html_said(o, SAY_ACCOUNTS_MEANING);
    }
    html_section_close(o);
}

static void network_row(struct out *o, const struct network_sum *n, size_t at)
{
    html_row_open(o, at);
    out_lit(o, "><th scope=\"row\">");
    out_html(o, n->network);
    out_lit(o, "</th>");
    html_cell_count(o, n->relay_denied);
    html_cell_count(o, n->auth_failed);
    html_cell_count(o, n->other_rejects);
    out_lit(o, "<td>");
    html_span(o, n->first, n->last);
    out_lit(o, "</td></tr>");
}

static void network_rows(struct out *o, const struct result *r)
{
    html_table_open(o, "outsiders", SAY_OUTSIDERS, SAY_OUTSIDERS_COLUMNS);
    for (size_t i = 0; i < r->n_networks && i < NETWORKS_MAX; i++)
        network_row(o, &r->networks[i], i);
    html_table_close(o);
}

/* The cut rows are added up, so that the table loses no attempt. */
static void network_rest(struct out *o, const struct result *r)
{
    uint64_t rest = 0;

    for (size_t i = NETWORKS_MAX; i < r->n_networks; i++)
        rest +=
            r->networks[i].relay_denied + r->networks[i].auth_failed + r->networks[i].other_rejects;
    if (r->n_networks > NETWORKS_MAX)
        html_say(o, SAY_NETWORKS_MORE, gap_count(r->n_networks - NETWORKS_MAX), gap_count(rest));
    if (r->networks_evicted)
        html_say(o, SAY_NETWORKS_FULL, gap_count(r->networks_evicted));
}

void html_networks(struct out *o, const struct result *r)
{
    html_section_open(o, SECTION_NETWORKS);
    if (r->n_networks) {
        network_rows(o, r);
        network_rest(o, r);
    } else {
        html_said(o, SAY_NO_NETWORKS);
    }
    html_section_close(o);
}
