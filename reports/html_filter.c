/* Choices are those that occur. Without the script nothing could be filtered: it stays hidden. */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "reports/html_parts.h"

static void choice(struct out *o, const char *name, const char *words)
{
    out_lit(o, "<option value=\"");
    out_html(o, slice_str(name));
    out_lit(o, "\">");
    html_words(o, words);
    out_lit(o, "</option>");
}

static void actions(struct out *o, const struct result *r)
{
    bool occurs[ACTIONS] = { false };

    for (size_t i = 0; i < r->n_findings; i++)
        occurs[r->findings[i].ruling->action] = true;
    out_lit(o, "<label>Action <select name=\"action\"><option value=\"\">any</option>");
    for (int a = ACTIONS - 1; a >= 0; a--)
        if (occurs[a])
            choice(o, action_names[a], action_names[a]);
    out_lit(o, "</select></label>\n");
}

static void clauses(struct out *o, const struct result *r)
{
    bool occurs[CLAUSES] = { false };

    for (size_t i = 0; i < r->n_findings; i++)
        occurs[r->findings[i].clause] = true;
    out_lit(o, "<label>Policy <select name=\"clause\"><option value=\"\">any</option>");
    for (int c = 0; c < CLAUSES; c++)
        if (occurs[c])
            choice(o, clause_names[c], clause_names[c]);
    out_lit(o, "</select></label>\n");
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
        out_lit(o, "<label>Department <select name=\"department\">"
                   "<option value=\"\">any</option>");
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !slice_eq(all[i], all[i - 1]))
            department_choice(o, all[i]);
    if (n)
        out_lit(o, "</select></label>\n");
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
    out_lit(o, "<label>State <select name=\"state\"><option value=\"\">any</option>");
    for (int s = 0; s < STANDINGS; s++)
        if (occurs[s])
            choice(o, standing_names[s], standing_words[s]);
    out_lit(o, "</select></label>\n");
}

void html_filter(struct out *o, const struct result *r)
{
    out_lit(o, "<details id=\"filter\" class=\"filter\" hidden><summary>Filter</summary>\n"
               "<form role=\"search\" aria-label=\"Filter\" autocomplete=\"off\">\n"
               "<label>Account, person <input type=\"search\" name=\"account\" "
               "spellcheck=\"false\"></label>\n");
    actions(o, r);
    clauses(o, r);
    departments(o, r);
    states(o, r);
    out_lit(o, "<label>From <input type=\"date\" name=\"from\"></label>\n"
               "<label>To <input type=\"date\" name=\"to\"></label>\n"
               "<button type=\"reset\">Reset</button>\n</form></details>\n");
}
