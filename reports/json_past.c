/* What was known before this run: members that are there with a state only. */
#include "reports/json_parts.h"

static void key_time(struct out *o, const char *name, usec when)
{
    if (when != USEC_NONE)
        json_key_int(o, name, when / 1000);
}

static void decision(struct out *o, const struct decision *d)
{
    out_lit(o, "{\"judgement\":");
    json_text(o, slice_str(judgement_names[d->judgement]));
    key_time(o, "at", d->at);
    if (d->action < ACTIONS)
        json_key_word(o, "action", action_names[d->action]);
    json_key_text(o, "reason", d->reason);
    out_lit(o, "}");
}

static void queue(struct out *o, const struct finding *f)
{
    if (!f->has_queue)
        return;
    json_key_int(o, "left_in_queue", (int64_t)f->unsettled);
    if (f->addressed)
        json_key_int(o, "addressed", (int64_t)f->addressed);
}

static void of_finding(struct out *o, const struct finding *f)
{
    out_lit(o, "{\"standing\":");
    json_text(o, slice_str(standing_names[f->past->standing]));
    key_time(o, "since", f->past->since);
    queue(o, f);
    json_key(o, "decisions");
    out_lit(o, "[");
    for (size_t i = 0; i < f->past->n_decisions; i++) {
        if (i)
            out_lit(o, ",");
        decision(o, f->past->decisions[i]);
    }
    out_lit(o, "]}");
}

static void earlier(struct out *o, const struct earlier *e)
{
    out_lit(o, "{\"uid\":");
    json_text(o, e->id);
    json_key_text(o, "detector", e->detector);
    json_key_text(o, "desc", e->headline);
    key_time(o, "first_seen_time", e->first);
    key_time(o, "last_seen_time", e->last);
    if (e->decision) {
        json_key(o, "decision");
        decision(o, e->decision);
    }
    out_lit(o, "}");
}

static void of_account(struct out *o, const struct ruling *v)
{
    out_lit(o, "{\"confirmed_in_year\":");
    out_int(o, v->confirmed);
    json_key_bool(o, "is_repeated", v->past->is_repeated);
    json_key_int(o, "earlier_count", (int64_t)(v->past->n_earlier + v->past->n_more));
    json_key(o, "earlier");
    out_lit(o, "[");
    for (size_t i = 0; i < v->past->n_earlier; i++) {
        if (i)
            out_lit(o, ",");
        earlier(o, &v->past->earlier[i]);
    }
    out_lit(o, "]}");
}

void json_past(struct out *o, const struct finding *f)
{
    if (!f->past)
        return;
    json_key(o, "past");
    of_finding(o, f);
    if (!f->ruling->past)
        return;
    json_key(o, "account_past");
    of_account(o, f->ruling);
}
