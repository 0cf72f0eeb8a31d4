/* What was known before the run, where it had a state. */
#include "analyzer/commands/explain.h"

static void add_date(struct buf *b, slice before, const json_t *at, const char *path)
{
    usec when = stored_usec(at, path);
    char text[32];

    if (when != USEC_NONE)
        buf_addf(b, SLICE_FMT "%.10s", SLICE_ARG(before), clock_local_text(when, text));
}

/* "benign on 2026-03-04, done: contact: a class list" */
static void add_decision(struct buf *b, const json_t *d)
{
    slice action = stored_text(d, "action");

    buf_add(b, stored_text(d, "judgement"));
    add_date(b, text_word(TELL_ON_DAY), d, "at");
    if (action.n)
        words_added(b, TELL_DONE);
    buf_add(b, action);
    buf_add(b, SLICE(": "));
    buf_add(b, stored_text(d, "reason"));
}

/* Frees it. */
static void say(struct out *o, struct buf *b)
{
    out_lit(o, "  ");
    text_wrapped(o, buf_slice(b), 4);
    buf_free(b);
}

static void standing(struct out *o, const json_t *past)
{
    const json_t *all = stored_at(past, "decisions");
    struct buf b = { 0 };

    words_added(&b, TELL_STANDING);
    buf_add(&b, stored_text(past, "standing"));
    add_date(&b, text_word(TELL_SINCE), past, "since");
    say(o, &b);
    for (size_t i = 0; i < json_array_size(all); i++) {
        b = (struct buf){ 0 };
        words_added(&b, TELL_DECIDED);
        add_decision(&b, json_array_get(all, i));
        say(o, &b);
    }
}

static void earlier(struct out *o, const json_t *e)
{
    const json_t *decision = stored_at(e, "decision");
    struct buf b = { 0 };

    buf_add(&b, stored_text(e, "uid"));
    buf_add(&b, SLICE(" "));
    buf_add(&b, stored_text(e, "detector"));
    add_date(&b, SLICE(", "), e, "last_seen_time");
    if (stored_text(e, "desc").n)
        buf_add(&b, SLICE(": "));
    buf_add(&b, stored_text(e, "desc"));
    if (decision) {
        buf_add(&b, SLICE("; "));
        add_decision(&b, decision);
    }
    say(o, &b);
}

void explain_past(struct out *o, const json_t *f)
{
    const json_t *past = stored_at(f, "unmapped.past"),
                 *account = stored_at(f, "unmapped.account_past");
    const json_t *all = stored_at(account, "earlier");
    int64_t confirmed = stored_int(account, "confirmed_in_year");

    if (!past && !account)
        return;
    explain_heading(o, TELL_BEFORE_RUN);
    if (past)
        standing(o, past);
    if (confirmed)
        text_say(o, TELL_CONFIRMED, gap_count((uint64_t)confirmed));
    for (size_t i = 0; i < json_array_size(all); i++)
        earlier(o, json_array_get(all, i));
}
