/*
 * The decision record: the commands that write down what was decided, ready to be filled in, and
 * the one that packs everything for whoever has to justify it later.
 */
#include "reports/html_case.h"
#include "reports/steps.h"

enum { COMMANDS_MAX = 12 };

/* What keeps the account among those that need a decision. */
static bool is_asking(const struct finding *f)
{
    return f->action > ACTION_RECORD || f->ruling->by_sum > ACTION_RECORD;
}

static void decide(struct buf *b, const struct result *r, const struct finding *f, bool confirms)
{
    buf_add(b, html_word(SAY_DECIDE));
    shell_quote(b, r->state);
    buf_addf(b, " %s --verdict %s", f->id, confirms ? "confirmed" : "benign");
    if (confirms)
        buf_addf(b, " --action %s", action_names[f->ruling->action]);
    buf_add(b, html_word(SAY_DECIDE_BY));
    if (confirms && f->ruling->action == ACTION_DISABLE_ACCOUNT)
        buf_add(b, html_word(SAY_DECIDE_SECOND));
    buf_add(b, html_word(SAY_DECIDE_REASON));
    if (r->is_restricted)
        buf_add(b, SLICE(" --restricted"));
    buf_add(b, SLICE("\n"));
}

static void commands(struct out *o, const struct result *r, const struct ruling *v, bool confirms)
{
    struct buf b = { 0 };
    size_t n = 0;

    for (size_t i = 0; i < v->n_findings && n < COMMANDS_MAX; i++)
        if (is_asking(&v->findings[i]) && ++n)
            decide(&b, r, &v->findings[i], confirms);
    out_lit(o, "<pre class=\"command\" tabindex=\"0\" role=\"group\" aria-label=\"");
    html_said(o, SAY_COMMANDS);
    out_lit(o, "\">");
    html_lines(o, buf_slice(&b));
    out_lit(o, "</pre>");
    buf_free(&b);
}

static bool asks(const struct ruling *v)
{
    for (size_t i = 0; i < v->n_findings; i++)
        if (is_asking(&v->findings[i]))
            return true;
    return false;
}

static void kept(struct out *o, const struct result *r, const struct ruling *v)
{
    html_said(o, SAY_AFTER_ACTING);
    commands(o, r, v, true);
    html_said(o, SAY_NO_BREACH);
    commands(o, r, v, false);
    html_said(o, SAY_NEVER_CHANGED);
}

void html_decide(struct out *o, const struct result *r, const struct ruling *v)
{
    if (!asks(v))
        return;
    html_summary(o, "decide", SAY_DECISION_RECORD, NULL);
    if (r->state.n)
        kept(o, r, v);
    else
        html_said(o, SAY_NO_STATE);
    html_say(o, SAY_BUNDLE, gap_word(v->findings[0].id));
    out_lit(o, "</details>");
}
