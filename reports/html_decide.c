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
    buf_add(b, SLICE("mailproctor case decide "));
    shell_quote(b, r->state);
    buf_addf(b, " %s --verdict %s", f->id, confirms ? "confirmed" : "benign");
    if (confirms)
        buf_addf(b, " --action %s", action_names[f->ruling->action]);
    buf_add(b, SLICE(" --by 'YOUR NAME'"));
    if (confirms && f->ruling->action == ACTION_DISABLE_ACCOUNT)
        buf_add(b, SLICE(" --second 'ANOTHER NAME'"));
    buf_add(b, SLICE(" --reason 'WHY'"));
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
    out_lit(o, "<pre class=\"command\" tabindex=\"0\" role=\"group\" aria-label=\"Commands\">");
    html_lines(o, buf_slice(&b));
    out_lit(o, "</pre>\n");
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
    out_lit(o, "<p>After you have acted, one line for each finding that asks for something:</p>\n");
    commands(o, r, v, true);
    out_lit(o, "<p>Or, if it was no breach of the policy:</p>\n");
    commands(o, r, v, false);
    out_lit(o, "<p>What is written down is never changed again; the reason is for whoever reads "
               "it in a year. Reports tell date, verdict and reason, and no names.</p>\n");
}

void html_decide(struct out *o, const struct result *r, const struct ruling *v)
{
    if (!asks(v))
        return;
    out_lit(o, "<details class=\"decide\"><summary>Decision record</summary>\n");
    if (r->state.n)
        kept(o, r, v);
    else
        out_lit(o, "<p>This run has no state (<code>--state FILE</code>), so that a decision "
                   "cannot be kept with it: write it into your own records.</p>\n");
    out_lit(o, "<p>To hand it on, or to keep the proof: <code>mailproctor bundle ");
    out_html(o, slice_str(v->findings[0].id));
    out_lit(o, " FOLDER</code> packs it with the lines read again, the rules and the hashes of "
               "the logs. Version, command and configuration of this run stand under "
               "<a href=\"#run\">This run</a>.</p>\n</details>\n");
}
