/* What to do now: commands as they are run, each with its effect and how to take it back. */
#include "reports/html_case.h"
#include "reports/steps.h"
#include "reports/text_words.h"

enum { STEPS_SHOWN = 12 }; /* all stand in actions.csv */

struct list {
    struct out *out;
    enum action action; /* the account's */
    bool is_advised;    /* what to do with a mailing is told below */
    size_t n;
    struct buf said; /* the last step that is no command */
};

static void where(struct out *o, const struct step *step)
{
    if (step->command.n == 0 || step->host.n == 0)
        return;
    out_lit(o, "<b>");
    out_html(o, step->host);
    out_lit(o, ", ");
    out_html(o, slice_str(step->server));
    out_lit(o, ":</b> ");
}

/* It may hold 500 queue ids: then it is scrolled, by the keyboard too. */
static void command(struct out *o, enum html_word what, slice text)
{
    if (text.n == 0)
        return;
    out_lit(o, "<div class=\"command\"><span>");
    html_said(o, what);
    out_lit(o, "</span><pre tabindex=\"0\" role=\"group\" aria-label=\"");
    html_said(o, what);
    out_lit(o, "\">");
    out_html(o, text);
    out_lit(o, "</pre></div>");
}

static void take(void *context, const struct step *step)
{
    struct list *list = context;
    struct out *o = list->out;

    if (slice_eq(step->what, slice_str(action_meanings[list->action])))
        return; /* the heading says so */
    if (list->is_advised && slice_eq(step->what, text_word(TELL_NOTHING_LEFT)))
        return; /* and the advice */
    if (step->command.n == 0 && slice_eq(step->what, buf_slice(&list->said)))
        return; /* of several mailings the same */
    if (step->command.n == 0) {
        buf_clear(&list->said);
        buf_add(&list->said, step->what);
    }
    if (list->n++ >= STEPS_SHOWN)
        return;
    if (list->n == 1)
        out_lit(o, "<ol class=\"steps\">");
    out_lit(o, "<li>");
    where(o, step);
    out_html(o, step->what);
    command(o, SAY_COMMAND, step->command);
    command(o, SAY_UNDO, step->undo);
    out_lit(o, "</li>");
}

void html_steps(struct out *o, const struct result *r, const struct ruling *v, int level)
{
    struct list list = { .out = o, .action = v->action };

    list.is_advised = v->action == ACTION_HOLD_MAILING && v->findings[0].advice.n > 0;
    if (!ruling_needs_decision(v))
        return;
    out_lit(o, "<div class=\"now\">");
    html_heading_open(o, level);
    html_say(o, SAY_DO_NOW, gap_word(action_meanings[v->action]));
    html_heading_close(o, level);
    steps_of(r, v, take, &list);
    buf_free(&list.said);
    if (list.n)
        out_lit(o, "</ol>");
    if (list.n > STEPS_SHOWN)
        html_say(o, SAY_MORE_STEPS, gap_count(list.n - STEPS_SHOWN));
    if (list.is_advised || (list.n == 0 && v->findings[0].advice.n)) {
        out_lit(o, "<p>");
        out_html(o, v->findings[0].advice);
        out_lit(o, "</p>");
    }
    out_lit(o, "</div>");
}
