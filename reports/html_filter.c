/* Choices are those that occur. Without the script nothing could be filtered: it stays hidden. */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "reports/html_parts.h"

static void field_open(struct out *o, enum html_word label, const char *name)
{
    out_lit(o, "<label>");
    html_said(o, label);
    out_lit(o, " <select name=\"");
    out_html(o, slice_str(name));
    out_lit(o, "\"><option value=\"\">");
    html_said(o, SAY_FILTER_ANY);
    out_lit(o, "</option>");
}

static void field_close(struct out *o)
{
    out_lit(o, "</select></label>");
}

static void input(struct out *o, enum html_word label, const char *type, const char *name)
{
    out_lit(o, "<label>");
    html_said(o, label);
    out_lit(o, " <input type=\"");
    out_html(o, slice_str(type));
    out_lit(o, "\" name=\"");
    out_html(o, slice_str(name));
    out_lit(o, "\" spellcheck=\"false\"></label>");
}

static void choice(struct out *o, const char *name, const char *words)
{
    out_lit(o, "<option value=\"");
    out_html(o, slice_str(name));
    out_lit(o, "\">");
    html_words(o, slice_str(words));
    out_lit(o, "</option>");
}

static void actions(struct out *o, const struct result *r)
{
    bool occurs[ACTIONS] = { false };

    for (size_t i = 0; i < r->n_findings; i++)
        occurs[r->findings[i].ruling->action] = true;
    field_open(o, SAY_FILTER_ACTION, "action");
    for (int a = ACTIONS - 1; a >= 0; a--)
        if (occurs[a])
            choice(o, action_names[a], action_names[a]);
    field_close(o);
}

static void clauses(struct out *o, const struct result *r)
{
    bool occurs[CLAUSES] = { false };

    for (size_t i = 0; i < r->n_findings; i++)
        occurs[r->findings[i].clause] = true;
    field_open(o, SAY_FILTER_CLAUSE, "clause");
    for (int c = 0; c < CLAUSES; c++)
        if (occurs[c])
            choice(o, clause_names[c], clause_names[c]);
    field_close(o);
}

static int by_text(const void *a, const void *b)
{
    return slice_cmp(*(const slice *)a, *(const slice *)b);
}

static void department_choice(struct out *o, slice name)
{
    out_lit(o, "<option>");
    out_html(o, name);
    out_lit(o, "</option>");
}

/* Of accounts about which something was found. */
static void departments(struct out *o, const struct result *r)
{
    slice *all = mem_new(r->n_rulings + 1, sizeof(*all));
    size_t n = 0;

    for (size_t i = 0; i < r->n_rulings; i++)
        if (r->rulings[i].account->department.n)
            all[n++] = r->rulings[i].account->department;
    qsort(all, n, sizeof(*all), by_text);
    if (n)
        field_open(o, SAY_FILTER_DEPARTMENT, "department");
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !slice_eq(all[i], all[i - 1]))
            department_choice(o, all[i]);
    if (n)
        field_close(o);
    mem_free(all);
}

/* Told only where earlier runs are remembered. */
static void states(struct out *o, const struct result *r)
{
    bool occurs[STANDINGS] = { false }, is_any = false;

    for (size_t i = 0; i < r->n_findings; i++)
        if (r->findings[i].past)
            occurs[r->findings[i].past->standing] = is_any = true;
    if (!is_any)
        return;
    field_open(o, SAY_FILTER_STATE, "state");
    for (int s = 0; s < STANDINGS; s++)
        if (occurs[s])
            choice(o, standing_names[s], standing_words[s]);
    field_close(o);
}

void html_filter(struct out *o, const struct result *r)
{
    out_lit(o, "<details id=\"filter\" class=\"filter\" hidden><summary>");
    html_said(o, SAY_FILTER);
    out_lit(o, "</summary><form role=\"search\" aria-label=\"");
    html_said(o, SAY_FILTER);
    out_lit(o, "\" autocomplete=\"off\">");
    input(o, SAY_FILTER_ACCOUNT, "search", "account");
    actions(o, r);
    clauses(o, r);
    departments(o, r);
    states(o, r);
    input(o, SAY_FILTER_FROM, "date", "from");
    input(o, SAY_FILTER_TO, "date", "to");
    out_lit(o, "<button type=\"reset\">");
    html_said(o, SAY_FILTER_RESET);
    out_lit(o, "</button></form></details>");
}
