/* One row for each step about an account for which something is to be done. */
#include "reports/csv_parts.h"
#include "reports/steps.h"

struct rows {
    struct out *out;
    const struct ruling *ruling;
};

static void row(void *context, const struct step *step)
{
    const struct rows *rows = context;
    struct out *o = rows->out;

    out_lit(o, "1");
    csv_text(o, rows->ruling->account->name);
    csv_word(o, action_names[rows->ruling->action]);
    csv_word(o, certainty_names[rows->ruling->certainty]);
    csv_word(o, step->finding->id);
    csv_text(o, step->finding->headline);
    csv_word(o, action_names[step->action]);
    csv_text(o, step->host);
    csv_word(o, step->server);
    csv_text(o, step->what);
    csv_text(o, step->command);
    csv_text(o, step->undo);
    out_lit(o, "\r\n");
}

static void write_actions(struct out *o, const struct result *r)
{
    out_lit(o, "schema,account,action,certainty,finding,reason,step,host,server,effect,command,"
               "undo\r\n");
    for (size_t i = 0; i < r->n_rulings; i++)
        steps_of(r, &r->rulings[i], row, &(struct rows){ o, &r->rulings[i] });
}

const struct report report_actions_csv = {
    .name = "actions.csv",
    .what = "what to do about each account, with commands and how to take them back",
    .write = write_actions,
};
