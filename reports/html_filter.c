/* Choices are those that occur. Without the script nothing could be filtered: it stays hidden. */
#include "reports/html_parts.h"

static void choice(struct out *o, const char *name)
{
    out_lit(o, "<option value=\"");
    out_html(o, slice_str(name));
    out_lit(o, "\">");
    html_words(o, name);
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
            choice(o, action_names[a]);
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
            choice(o, clause_names[c]);
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
    out_lit(o, "<label>From <input type=\"date\" name=\"from\"></label>\n"
               "<label>To <input type=\"date\" name=\"to\"></label>\n"
               "<button type=\"reset\">Reset</button>\n</form></details>\n");
}
