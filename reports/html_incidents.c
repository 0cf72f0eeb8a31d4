/* Who refused everybody's mail, who may be the cause, and whom it hurt: for the help desk. */
#include "reports/html_parts.h"
#include "reports/incident_words.h"

enum { HURT_SHOWN = 200 };

static void paragraph(struct out *o, const struct buf *b)
{
    out_lit(o, "<p>");
    out_html(o, buf_slice(b));
    out_lit(o, "</p>");
}

static void line(struct out *o, const struct result *r, const struct quote *q)
{
    if (q->at.line == 0)
        return;
    html_summary(o, "reply", SAY_FIRST_REPLY, NULL);
    out_lit(o, "<p>");
    out_html(o, result_input_name(r, q->at.input));
    out_lit(o, ":");
    out_int(o, q->at.line);
    if (q->raw.n) {
        out_lit(o, "<br><code>");
        out_html(o, q->raw);
        out_lit(o, "</code>");
    }
    out_lit(o, "</p></details>");
}

static void incident(struct out *o, const struct result *r, const struct incident *is)
{
    struct buf b = { 0 };

    out_lit(o, "<li>");
    incident_words(&b, is);
    paragraph(o, &b);
    buf_clear(&b);
    incident_hurt_words(&b, is, HURT_SHOWN);
    if (b.n)
        paragraph(o, &b);
    line(o, r, &is->line);
    out_lit(o, "</li>");
    buf_free(&b);
}

void html_incidents(struct out *o, const struct result *r)
{
    if (r->n_incidents == 0)
        return;
    html_section_open(o, SECTION_INCIDENTS);
    out_lit(o, "<ul>");
    for (size_t i = 0; i < r->n_incidents; i++)
        incident(o, r, &r->incidents[i]);
    out_lit(o, "</ul>");
    if (r->incidents_beyond)
        html_say(o, SAY_INCIDENTS_BEYOND, gap_id(r->incidents_beyond));
    html_section_close(o);
}
