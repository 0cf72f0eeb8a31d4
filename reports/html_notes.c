/* What the reader must know before trusting the rest: troubles first, notes and origin last. */
#include <inttypes.h>
#include <stdio.h>

#include "reports/html_parts.h"

void html_troubles(struct out *o, const struct result *r)
{
    bool is_open = false;

    for (size_t i = 0; i < r->n_inputs; i++) {
        if (r->inputs[i].trouble.n == 0)
            continue;
        if (!is_open) {
            html_section_open(o, SECTION_TROUBLES);
            out_lit(o, "<ul>");
        }
        is_open = true;
        out_lit(o, "<li><b>");
        out_html(o, r->inputs[i].name);
        out_lit(o, "</b>: ");
        out_html(o, r->inputs[i].trouble);
        out_lit(o, "</li>");
    }
    if (is_open) {
        out_lit(o, "</ul>");
        html_section_close(o);
    }
}

/* The name is what judge.explained of the policy goes by. */
static void flag(struct out *o, const struct flag *f)
{
    out_lit(o, "<li>");
    out_html(o, f->text);
    out_lit(o, " <small><code>");
    out_html(o, slice_str(flag_names[f->kind]));
    out_lit(o, "</code>");
    if (flag_blocks(f))
        html_said(o, SAY_BLOCKS);
    if (f->explained.n) {
        out_lit(o, ": ");
        out_html(o, f->explained);
    }
    out_lit(o, "</small></li>");
}

void html_notes(struct out *o, const struct result *r)
{
    html_section_open(o, SECTION_NOTES);
    if (r->n_flags == 0)
        html_said(o, SAY_NO_NOTES);
    else
        out_lit(o, "<ul>");
    for (size_t i = 0; i < r->n_flags; i++)
        flag(o, &r->flags[i]);
    if (r->n_flags)
        out_lit(o, "</ul>");
    html_section_close(o);
}

static void row(struct out *o, enum html_word what, slice value)
{
    out_lit(o, "<div><dt>");
    html_said(o, what);
    out_lit(o, "</dt><dd><code>");
    out_html(o, value);
    out_lit(o, "</code></dd></div>");
}

void html_run(struct out *o, const struct result *r)
{
    char hash[24];
    int n = snprintf(hash, sizeof(hash), "%016" PRIx64, r->configuration);

    html_section_open(o, SECTION_RUN);
    out_lit(o, "<dl class=\"run\">");
    row(o, SAY_RUN_PROGRAM, r->version);
    row(o, SAY_RUN_COMMAND, r->command);
    row(o, SAY_RUN_SITE, r->site.n ? r->site : html_word(SAY_RUN_NO_SITE));
    row(o, SAY_RUN_CONFIGURATION, slice_of(hash, (size_t)n));
    row(o, SAY_RUN_ZONE, r->time_zone);
    html_journal(o, r);
    out_lit(o, "</dl>");
    html_section_close(o);
}
