/*
 * All findings of an account in the order of time, each with a stroke for when it was, and among
 * them complaints and what its mail brought on others. A finding is folded, as the case above
 * says why; a link to it unfolds it.
 */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "reports/html_case.h"

enum { COMPLAINTS_SHOWN = 12 };

struct moment {
    usec first, last;              /* USEC_NONE: not known */
    const struct finding *finding; /* NULL: what stands in words */
    enum html_word words;
    slice name;
};

struct course {
    struct moment *list;
    size_t n, complaints;
    usec first, last;
};

static void add(struct course *c, struct moment m)
{
    if (m.first != USEC_NONE && (c->first == USEC_NONE || m.first < c->first))
        c->first = m.first;
    if (m.last != USEC_NONE && (c->last == USEC_NONE || m.last > c->last))
        c->last = m.last;
    c->list[c->n++] = m;
}

static void add_complaint(struct course *c, const struct complaint *complaint)
{
    usec when = complaint->received;

    if (c->complaints++ < COMPLAINTS_SHOWN && when != USEC_NONE)
        add(c, (struct moment){ when, when, NULL, SAY_COMPLAINT_CAME, complaint->name });
}

static int by_time(const void *a, const void *b)
{
    const struct moment *x = a, *y = b;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last < y->last ? -1 : 1;
    return x->finding < y->finding ? -1 : x->finding > y->finding;
}

static void collect(struct course *c, const struct result *r, const struct ruling *v)
{
    for (size_t i = 0; i < v->n_findings; i++) {
        const struct finding *f = &v->findings[i];

        add(c, (struct moment){ f->first, f->last, f, SAYS, SLICE("") });
    }
    for (size_t i = 0; i < r->n_complaints; i++) {
        const struct complaint_told *t = &r->complaints[i];

        if (t->account == v->account && t->match == MATCH_COUNTED &&
            !complaint_is_kept_out(t->complaint))
            add_complaint(c, t->complaint);
    }
    for (size_t i = 0; i < r->n_incidents; i++) {
        const struct incident *is = &r->incidents[i];

        if (is->culprit == v->account)
            add(c, (struct moment){ is->first, is->last, NULL, SAY_EVERYBODY_REFUSED,
                                    is->organisation });
    }
    qsort(c->list, c->n, sizeof(*c->list), by_time);
}

static void when(struct out *o, const struct course *c, const struct moment *m)
{
    out_lit(o, "<span class=\"stamp\">");
    html_minute(o, m->first);
    out_lit(o, "</span> ");
    if (m->first != USEC_NONE && c->first != USEC_NONE)
        html_stroke(o, m->first, m->last, c->first, c->last);
}

static void folded(struct out *o, const struct result *r, const struct finding *f, int level,
                   bool is_whole)
{
    out_html(o, html_what(f));
    out_lit(o, " <small>");
    out_html(o, slice_str(f->title));
    out_lit(o, ", ");
    html_say(o, SAY_LINES, gap_count(f->lines));
    out_lit(o, "</small></summary>");
    html_finding(o, r, f, level, is_whole);
    out_lit(o, "</details>");
}

static void moment(struct out *o, const struct course *c, const struct moment *m)
{
    out_lit(o, "<p class=\"moment\">");
    when(o, c, m);
    html_said(o, m->words);
    out_html(o, m->name);
    out_lit(o, "</p>");
}

static void now(struct out *o, const struct result *r, const struct course *c,
                const struct ruling *v)
{
    const struct moment m = { .first = r->last, .last = r->last };

    out_lit(o, "<p class=\"moment\">");
    when(o, c, &m);
    html_course_now(o, v);
    out_lit(o, "</p>");
}

static void scale(struct out *o, const struct course *c)
{
    out_lit(o, "<p><small>");
    if (c->complaints > COMPLAINTS_SHOWN)
        html_say(o, SAY_MORE_COMPLAINTS, gap_count(c->complaints - COMPLAINTS_SHOWN));
    html_say(o, SAY_STROKES, gap_minute(c->first), gap_minute(c->last));
    out_lit(o, "</small></p>");
}

void html_course(struct out *o, const struct result *r, const struct ruling *v, int level,
                 bool is_whole)
{
    size_t room = v->n_findings + r->n_complaints + r->n_incidents;
    struct course c = { .list = mem_new(room, sizeof(*c.list)),
                        .first = USEC_NONE,
                        .last = USEC_NONE };

    collect(&c, r, v);
    if (c.last != USEC_NONE && r->last > c.last)
        c.last = r->last;
    html_part(o, PART_COURSE, level);
    for (size_t i = 0; i < c.n; i++) {
        if (!c.list[i].finding) {
            moment(o, &c, &c.list[i]);
            continue;
        }
        out_lit(o, "<details class=\"record\"><summary>");
        when(o, &c, &c.list[i]);
        folded(o, r, c.list[i].finding, level, is_whole);
    }
    now(o, r, &c, v);
    if (c.first != USEC_NONE)
        scale(o, &c);
    mem_free(c.list);
}
