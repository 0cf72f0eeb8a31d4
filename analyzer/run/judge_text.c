/* Plain words, no blame; thresholds appear in the reasons for staff, not in any advice. */
#include "analyzer/run/judge_text.h"

#include <stdio.h>

#include "analyzer/base/buf.h"
#include "detectors/detector.h"

static const struct number *find_number(const struct evidence *e, slice name)
{
    for (size_t i = 0; i < e->n_numbers; i++)
        if (slice_eq(slice_str(e->numbers[i].name), name))
            return &e->numbers[i];
    return NULL;
}

static slice keep(struct arena *a, struct buf *b)
{
    slice kept = arena_keep(a, buf_slice(b));

    buf_free(b);
    return kept;
}

slice judge_sentence(struct arena *a, const char *text, const struct evidence *e)
{
    slice rest = slice_str(text);
    struct buf b = { 0 };

    while (rest.n) {
        size_t open = slice_find(rest, '{');
        size_t close = slice_find(rest, '}');
        const struct number *n = NULL;

        if (open < close && close < rest.n)
            n = find_number(e, slice_of(rest.p + open + 1, close - open - 1));
        buf_add(&b, slice_head(rest, n ? open : rest.n));
        if (n)
            buf_addf(&b, "%lld", (long long)n->value);
        rest = n ? slice_skip(rest, close + 1) : slice_of(rest.p, 0);
    }
    return keep(a, &b);
}

static void add_mailing_name(struct buf *b, const struct evidence *e)
{
    if (e->anchor.n)
        buf_addf(b, " \"" SLICE_FMT "\"", SLICE_ARG(slice_head(e->anchor, 80)));
    else
        buf_addf(b, " of about %llu bytes a message", (unsigned long long)e->mailing.size);
}

static const char *announced_words(enum announced how)
{
    static const char *const words[ANNOUNCED_KINDS] = {
        [ANNOUNCED_NOT] = "not announced",
        [ANNOUNCED_YES] = "announced",
        [ANNOUNCED_LATE] = "announced only after it had begun",
        [ANNOUNCED_OVERRUN] = "more recipients than announced",
        [ANNOUNCED_OUTSIDE] = "outside its announced time or circle",
        [ANNOUNCED_FOREIGN] = "announced by somebody else",
    };

    return words[how];
}

slice judge_headline(struct arena *a, const struct evidence *e)
{
    struct buf b = { 0 };

    buf_addf(&b, SLICE_FMT, SLICE_ARG(e->account->name));
    if (e->is_operators)
        buf_addf(&b, ": mail from this outside client was relayed to %lld outside recipients",
                 (long long)(find_number(e, SLICE("relayed"))
                                 ? find_number(e, SLICE("relayed"))->value
                                 : 0));
    else if (e->detector->clause == CLAUSE_RELAYING)
        buf_add(&b,
                judge_sentence(a, ": {denied} relay attempts of this own host were refused", e));
    else {
        buf_add(&b, judge_sentence(a, ": mailing to {recipients} recipients", e));
        add_mailing_name(&b, e);
        buf_addf(&b, ", %s", announced_words(e->announced));
    }
    return keep(a, &b);
}

static const char *advice_of(const struct evidence *e, enum action action)
{
    if (e->is_operators)
        return "Check the servers' own networks and relay rules now: this client must not pass. No "
               "sender is at fault.";
    if (e->detector->clause == CLAUSE_RELAYING)
        return "Talk to the owner of this host: it is infected, or a program on it is set up "
               "without "
               "a login.";
    if (action == ACTION_HOLD_MAILING)
        return e->unsettled
                   ? "Hold what is left of this mailing in the queue, then talk to the sender; "
                     "release it or delete it after that."
                   : "Nothing of this mailing is left in the queue: hold it if it goes on, and "
                     "talk to the sender.";
    if (action == ACTION_CONTACT)
        return "Talk to the sender: ask what was planned, and offer a mailing list.";
    if (action == ACTION_NOTIFY)
        return "Send the sender a note: mailings of this size are announced first, or go over a "
               "list.";
    return "Nothing to do.";
}

slice judge_advice(struct arena *a, const struct evidence *e, enum action action)
{
    (void)a;
    return slice_str(advice_of(e, action));
}
