/* The last two marks of a timeline: since which run it is known, and what it is as the logs end. */
#include "reports/html_case.h"

/* What is open of some findings, taken together. */
struct state {
    bool was_known, is_going_on, has_queue;
    uint64_t queued;
};

static void see(struct state *st, const struct finding *f)
{
    st->was_known |= f->past && f->past->standing != STANDING_NEW;
    st->is_going_on |= f->is_going_on;
    st->has_queue |= f->has_queue;
    st->queued += f->has_queue ? f->unsettled : 0;
}

static void tell(struct out *o, const struct state *st)
{
    html_said(o, st->is_going_on ? SAY_NOW_GOING_ON : SAY_NOW_OVER);
    if (st->queued)
        html_say(o, SAY_NOW_QUEUED, gap_count(st->queued));
    else if (st->has_queue)
        html_said(o, SAY_NOW_SENT);
    out_lit(o, ". ");
    html_said(o, st->was_known ? SAY_DETECTED_BEFORE : SAY_DETECTED_NOW);
}

void html_now(struct out *o, const struct result *r, const struct finding *f)
{
    struct state st = { 0 };

    see(&st, f);
    out_lit(o, "<p class=\"nowadays\">");
    html_say(o, SAY_LOG_ENDED_AT, gap_minute(r->last));
    tell(o, &st);
    out_lit(o, "</p>");
}

void html_course_now(struct out *o, const struct ruling *v)
{
    struct state st = { 0 };

    for (size_t i = 0; i < v->n_findings; i++)
        see(&st, &v->findings[i]);
    html_said(o, SAY_LOG_ENDED);
    tell(o, &st);
}
