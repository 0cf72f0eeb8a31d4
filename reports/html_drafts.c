/* Messages as text that can be changed in the page and copied from it; nothing is sent. */
#include "reports/drafts.h"
#include "reports/html_case.h"

static void draft(struct out *o, const struct result *r, const struct ruling *v, enum draft to)
{
    struct buf b = { 0 };

    draft_add(&b, r, v, to);
    if (b.n) {
        out_lit(o, "<p class=\"draft\">");
        out_html(o, slice_str(draft_titles[to]));
        out_lit(o, "</p><pre role=\"textbox\" aria-multiline=\"true\" spellcheck=\"false\" "
                   "contenteditable=\"plaintext-only\" aria-label=\"");
        out_html(o, slice_str(draft_titles[to]));
        out_lit(o, "\">\n");
        html_lines(o, buf_slice(&b));
        out_lit(o, "</pre>");
    }
    buf_free(&b);
}

void html_drafts(struct out *o, const struct result *r, const struct ruling *v)
{
    html_summary(o, "drafts", SAY_DRAFTS, NULL);
    html_said(o, SAY_DRAFTS_AS_IF);
    for (int to = 0; to < DRAFTS; to++)
        draft(o, r, v, (enum draft)to);
    out_lit(o, "</details>");
}
