/* Messages as text that can be changed in the page and copied from it; nothing is sent. */
#include "reports/drafts.h"
#include "reports/html_case.h"

enum { COLUMNS = 80 };

/* So high that all of it is seen, on paper too. */
static int64_t rows_of(slice text)
{
    int64_t rows = 1;

    while (text.n) {
        size_t n = slice_find(text, '\n');

        rows += 1 + (int64_t)(n / COLUMNS);
        text = slice_skip(text, n + 1);
    }
    return rows;
}

static void draft(struct out *o, const struct result *r, const struct ruling *v, enum draft to)
{
    struct buf b = { 0 };

    draft_add(&b, r, v, to);
    if (b.n) {
        out_lit(o, "<div class=\"draft\"><span>");
        out_html(o, slice_str(draft_titles[to]));
        out_lit(o, "</span><textarea spellcheck=\"false\" aria-label=\"");
        out_html(o, slice_str(draft_titles[to]));
        out_lit(o, "\" rows=\"");
        out_int(o, rows_of(buf_slice(&b)));
        out_lit(o, "\">\n");
        html_lines(o, buf_slice(&b));
        out_lit(o, "</textarea></div>\n");
    }
    buf_free(&b);
}

void html_drafts(struct out *o, const struct result *r, const struct ruling *v)
{
    out_lit(o, "<details class=\"drafts\"><summary>Messages to send, as drafts</summary>\n"
               "<p>Written as if what is recommended had been done. Change them as you need; "
               "nothing leaves this page.</p>\n");
    for (int to = 0; to < DRAFTS; to++)
        draft(o, r, v, (enum draft)to);
    out_lit(o, "</details>\n");
}
