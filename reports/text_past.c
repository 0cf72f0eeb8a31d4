/* What was known before this run, in the nightly mail: nothing of it without a state. */
#include "reports/past_words.h"
#include "reports/text_parts.h"

/* Frees it. */
static void say(struct out *o, struct buf *b, size_t indent)
{
    if (b->n) {
        text_pad(o, indent);
        text_wrapped(o, buf_slice(b), indent);
    }
    buf_free(b);
}

void text_past(struct out *o, const struct finding *f, size_t indent)
{
    struct buf b = { 0 };

    if (!f->past)
        return;
    past_add_standing(&b, f);
    if (f->has_queue)
        buf_add(&b, SLICE(" "));
    past_add_queue(&b, f);
    say(o, &b, indent);
    if (f->past->n_decisions == 0)
        return;
    b = (struct buf){ 0 };
    words_added(&b, TELL_DECIDED);
    past_add_decision(&b, f->past->decisions[f->past->n_decisions - 1]);
    say(o, &b, indent);
}

void text_account_past(struct out *o, const struct ruling *v, size_t indent)
{
    struct buf b = { 0 };

    past_add_confirmed(&b, v);
    say(o, &b, indent);
}

void text_changes(struct out *o, const struct result *r)
{
    struct buf b = { 0 };

    past_add_changes(&b, r->changes);
    say(o, &b, 0);
}
