/*
 * Messages as text that can be changed in the page and copied from it; nothing is sent. Cases in
 * short share them: one of those with gaps for all accounts of whom the same is to be said.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/base/sha256.h"
#include "reports/drafts.h"
#include "reports/html_case.h"

static void title(struct out *o, enum draft to)
{
    out_html(o, slice_str(draft_titles[to]));
}

static void text(struct out *o, enum draft to, slice words)
{
    out_lit(o, "<pre role=\"textbox\" aria-multiline=\"true\" spellcheck=\"false\" "
               "contenteditable=\"plaintext-only\" aria-label=\"");
    title(o, to);
    out_lit(o, "\">\n");
    html_lines(o, words);
    out_lit(o, "</pre>");
}

static void draft(struct out *o, const struct result *r, const struct ruling *v, enum draft to)
{
    struct buf b = { 0 };

    draft_add(&b, r, v, to);
    if (b.n) {
        out_lit(o, "<p class=\"draft\">");
        title(o, to);
        out_lit(o, "</p>");
        text(o, to, buf_slice(&b));
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

/* A message with gaps, told by what it says. */
struct shared {
    enum draft to;
    struct buf text;
};

static void shared_id(struct out *o, const struct shared *s)
{
    uint8_t digest[SHA256_BYTES];
    char id[17];

    sha256(buf_slice(&s->text), digest);
    for (size_t i = 0; i < 8; i++)
        (void)snprintf(id + 2 * i, 3, "%02x", digest[i]);
    out_lit(o, "draft-");
    out_html(o, slice_str(id));
}

void html_drafts_links(struct out *o, const struct result *r, const struct ruling *v)
{
    size_t told = 0;

    out_lit(o, "<p>");
    html_said(o, SAY_DRAFTS_SHARED);
    for (int to = 0; to < DRAFTS; to++) {
        struct shared s = { .to = (enum draft)to };

        draft_add_blank(&s.text, r, v, s.to);
        if (s.text.n) {
            if (told++)
                out_lit(o, ",");
            out_lit(o, " <a href=\"#");
            shared_id(o, &s);
            out_lit(o, "\">");
            title(o, s.to);
            out_lit(o, "</a>");
        }
        buf_free(&s.text);
    }
    out_lit(o, "</p>");
}

static int by_text(const void *a, const void *b)
{
    const struct shared *x = a, *y = b;

    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return slice_cmp(buf_slice(&x->text), buf_slice(&y->text));
}

static void write_shared(struct out *o, const struct shared *s)
{
    out_lit(o, "<p class=\"draft\" id=\"");
    shared_id(o, s);
    out_lit(o, "\">");
    title(o, s->to);
    out_lit(o, "</p>");
    text(o, s->to, buf_slice(&s->text));
}

void html_drafts_shared(struct out *o, const struct result *r, const struct ruling *const *list,
                        size_t n)
{
    struct shared *all = mem_new(n * DRAFTS, sizeof(*all));
    size_t n_all = 0;

    for (size_t i = 0; i < n; i++)
        for (int to = 0; to < DRAFTS; to++) {
            all[n_all].to = (enum draft)to;
            draft_add_blank(&all[n_all].text, r, list[i], (enum draft)to);
            n_all += all[n_all].text.n > 0;
        }
    qsort(all, n_all, sizeof(*all), by_text);
    html_summary(o, "drafts", SAY_DRAFTS_IN_SHORT, NULL);
    html_said(o, SAY_DRAFTS_AS_IF);
    for (size_t i = 0; i < n_all; i++)
        if (i == 0 || by_text(&all[i - 1], &all[i]) != 0)
            write_shared(o, &all[i]);
    out_lit(o, "</details>");
    for (size_t i = 0; i < n_all; i++)
        buf_free(&all[i].text);
    mem_free(all);
}
