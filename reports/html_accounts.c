/*
 * Tables of many rows, cut to what a person reads: the accounts that send most and those
 * with findings, and the outside networks that were refused. What is cut is told, and
 * where it stands.
 */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "reports/html_case.h"
#include "reports/html_words.h"
#include "reports/tally.h"

enum { ACCOUNTS_MAX = 500, NETWORKS_MAX = 100 };

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

static void name_cell(struct out *o, const struct account *a)
{
    out_lit(o, "<tr data-department=\"");
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
    out_lit(o, "</td></tr>\n");
}

static void account_row(struct out *o, const struct account *a, const struct ruling *found)
{
    const struct sums *s = &a->sums;

    name_cell(o, a);
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
    static const char *const columns[] = {
        "Account",    "Kind, department", "#Messages", "#Recipients", "#Outside",
        "#Delivered", "#Bounced",         "#Refused",  "Findings",    NULL,
    };
    const struct account **list = sorted(r);
    struct tally t = tally_new(r);
    size_t shown = 0;

    html_table_open(o, "senders", "Accounts with most recipients first", columns);
    for (size_t i = 0; i < r->n_accounts; i++) {
        const struct ruling *found = tally_find(&t, list[i]);

        if (i >= ACCOUNTS_MAX && !found)
            continue;
        account_row(o, list[i], found);
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
        out_lit(o, "<p>No account sent mail or was refused in these lines.</p>\n");
    else
        shown = account_rows(o, r);
    if (shown) {
        out_lit(o, "<p>");
        html_plural(o, r->n_accounts, "account", "accounts");
        if (r->n_accounts > shown) {
            out_lit(o, " in all, ");
            html_count(o, r->n_accounts - shown);
            out_lit(o, " more without a finding in accounts.csv");
        }
        out_lit(o, ". Outside: recipients beyond the own domains. Bounced: with those given up "
                   "after retries. Refused: commands at SMTP time.</p>\n");
    }
    html_section_close(o);
}

static void network_row(struct out *o, const struct network_sum *n)
{
    out_lit(o, "<tr><th scope=\"row\">");
    out_html(o, n->network);
    out_lit(o, "</th>");
    html_cell_count(o, n->relay_denied);
    html_cell_count(o, n->auth_failed);
    html_cell_count(o, n->other_rejects);
    out_lit(o, "<td>");
    html_span(o, n->first, n->last);
    out_lit(o, "</td></tr>\n");
}

static void network_rows(struct out *o, const struct result *r)
{
    static const char *const columns[] = { "Network",       "#Relaying refused",
                                           "#Login failed", "#Other refusal",
                                           "When",          NULL };

    html_table_open(o, "outsiders", "Outside networks with most attempts first", columns);
    for (size_t i = 0; i < r->n_networks && i < NETWORKS_MAX; i++)
        network_row(o, &r->networks[i]);
    html_table_close(o);
}

/* The cut rows are added up, so that the table loses no attempt. */
static void network_rest(struct out *o, const struct result *r)
{
    uint64_t rest = 0;

    for (size_t i = NETWORKS_MAX; i < r->n_networks; i++)
        rest +=
            r->networks[i].relay_denied + r->networks[i].auth_failed + r->networks[i].other_rejects;
    if (r->n_networks > NETWORKS_MAX) {
        out_lit(o, "<p>");
        html_plural(o, r->n_networks - NETWORKS_MAX, "more network", "more networks");
        out_lit(o, " with ");
        html_plural(o, rest, "attempt", "attempts");
        out_lit(o, " altogether.</p>\n");
    }
    if (r->networks_evicted) {
        out_lit(o, "<p>The table of networks was full: ");
        html_plural(o, r->networks_evicted, "count was", "counts were");
        out_lit(o, " folded into (other).</p>\n");
    }
}

void html_networks(struct out *o, const struct result *r)
{
    html_section_open(o, SECTION_NETWORKS);
    if (r->n_networks) {
        network_rows(o, r);
        network_rest(o, r);
    } else {
        out_lit(o, "<p>No attempt from outside was refused in these lines.</p>\n");
    }
    html_section_close(o);
}
