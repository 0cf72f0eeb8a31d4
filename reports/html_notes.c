/* What the reader must know before trusting the rest: troubles first, notes and origin last. */
#include <inttypes.h>
#include <stdio.h>

#include "reports/html_parts.h"
#include "reports/html_words.h"

void html_troubles(struct out *o, const struct result *r)
{
    bool is_open = false;

    for (size_t i = 0; i < r->n_inputs; i++) {
        if (r->inputs[i].trouble.n == 0)
            continue;
        if (!is_open) {
            html_section_open(o, SECTION_TROUBLES);
            out_lit(o, "<ul>\n");
        }
        is_open = true;
        out_lit(o, "<li><b>");
        out_html(o, r->inputs[i].name);
        out_lit(o, "</b>: ");
        out_html(o, r->inputs[i].trouble);
        out_lit(o, "</li>\n");
    }
    if (is_open) {
        out_lit(o, "</ul>\n");
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
        out_lit(o, ": no sum disables anybody as long as nothing explains it");
    if (f->explained.n) {
        out_lit(o, ": ");
        out_html(o, f->explained);
    }
    out_lit(o, "</small></li>\n");
}

void html_notes(struct out *o, const struct result *r)
{
    html_section_open(o, SECTION_NOTES);
    if (r->n_flags == 0)
        out_lit(o, "<p>Nothing was noted: no gap, no guess, no limit reached.</p>\n");
    else
        out_lit(o, "<ul>\n");
    for (size_t i = 0; i < r->n_flags; i++)
        flag(o, &r->flags[i]);
    if (r->n_flags)
        out_lit(o, "</ul>\n");
    html_section_close(o);
}

static void row(struct out *o, const char *what, slice value)
{
    out_lit(o, "<div><dt>");
    out_html(o, slice_str(what));
    out_lit(o, "</dt><dd><code>");
    out_html(o, value);
    out_lit(o, "</code></dd></div>\n");
}

void html_run(struct out *o, const struct result *r)
{
    char hash[24];
    int n = snprintf(hash, sizeof(hash), "%016" PRIx64, r->configuration);

    html_section_open(o, SECTION_RUN);
    out_lit(o, "<dl class=\"run\">\n");
    row(o, "Mailproctor", r->version);
    row(o, "Command", r->command);
    row(o, "Site files", r->site.n ? r->site : SLICE("none: built-in presets"));
    row(o, "Configuration", slice_of(hash, (size_t)n));
    row(o, "Time zone", r->time_zone);
    html_journal(o, r);
    out_lit(o, "</dl>\n");
    html_section_close(o);
}
