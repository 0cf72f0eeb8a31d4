/* Times are the site's, as in all reports. */
#include "reports/past_words.h"

static void add_minute(struct buf *b, usec when)
{
    char text[32];

    (void)clock_local_text(when, text);
    buf_addf(b, "%.10s %.5s", text, text + 11);
}

static void add_since(struct buf *b, const char *words, usec since)
{
    buf_addf(b, "%s ", words);
    add_minute(b, since);
    buf_add(b, SLICE("."));
}

void past_add_standing(struct buf *b, const struct finding *f)
{
    bool is_known;

    if (!f->past)
        return;
    is_known = f->past->since != USEC_NONE;
    if (f->past->standing == STANDING_NEW)
        buf_add(b, SLICE("New."));
    else if (f->past->standing == STANDING_CLOSED)
        buf_add(b, SLICE("Decided, and nothing has happened since."));
    else if (f->past->standing == STANDING_CAME_BACK && f->past->n_decisions)
        buf_add(b, SLICE("Came back: it went on after the decision."));
    else if (f->past->standing == STANDING_CAME_BACK && is_known)
        add_since(b, "Came back: before, it was last seen at", f->past->since);
    else if (f->past->standing == STANDING_GOING_ON && is_known)
        add_since(b, "Going on since", f->past->since);
}

void past_add_queue(struct buf *b, const struct finding *f)
{
    if (!f->past || !f->has_queue)
        return;
    if (f->unsettled == 0)
        buf_add(b, SLICE("Nothing is left to hold."));
    else if (f->addressed > f->unsettled)
        buf_addf(b, "%ju of %ju recipients still in the queue.", (uintmax_t)f->unsettled,
                 (uintmax_t)f->addressed);
    else
        buf_addf(b, "%ju %s still in the queue.", (uintmax_t)f->unsettled,
                 f->unsettled == 1 ? "recipient" : "recipients");
}

void past_add_decision(struct buf *b, const struct decision *d)
{
    char text[32];

    buf_addf(b, "%s on %.10s", judgement_names[d->judgement], clock_local_text(d->at, text));
    if (d->action < ACTIONS)
        buf_addf(b, ", done: %s", action_names[d->action]);
    buf_add(b, SLICE(": "));
    buf_add(b, d->reason);
}

void past_add_confirmed(struct buf *b, const struct ruling *v)
{
    if (!v->past || v->confirmed == 0)
        return;
    buf_addf(b, "%s%u %s of this account %s confirmed within a year.",
             v->past->is_repeated ? "Repeat offender: " : "", (unsigned)v->confirmed,
             v->confirmed == 1 ? "finding" : "findings", v->confirmed == 1 ? "was" : "were");
}

static void add_count(struct buf *b, uint64_t n, const char *what)
{
    if (n)
        buf_addf(b, "%s%ju %s", b->n ? ", " : "", (uintmax_t)n, what);
}

void past_add_changes(struct buf *b, const struct changes *c)
{
    struct buf counts = { 0 };

    if (!c)
        return;
    for (int s = 0; s < STANDINGS; s++)
        add_count(&counts, c->standings[s],
                  s == STANDING_CLOSED ? "decided before" : standing_words[s]);
    add_count(&counts, c->no_longer, "no longer seen");
    buf_add(b, c->has_before ? SLICE("Since the run before: ")
                             : SLICE("Before these logs nothing was known: "));
    buf_add(b, counts.n ? buf_slice(&counts) : SLICE("nothing changed"));
    buf_free(&counts);
}
