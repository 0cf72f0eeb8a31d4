/* The member `steps`: what to do about the account because of this finding, see steps.h. */
#include "reports/json_parts.h"
#include "reports/steps.h"

struct listed {
    struct out *out;
    const struct finding *finding;
    size_t n;
};

static void list(void *context, const struct step *step)
{
    struct listed *l = context;
    struct out *o = l->out;

    if (step->finding != l->finding)
        return;
    if (l->n++)
        out_lit(o, ",");
    out_lit(o, "{\"action\":");
    json_text(o, slice_str(action_names[step->action]));
    json_key_text(o, "effect", step->what);
    if (step->command.n) {
        json_key_text(o, "host", step->host);
        json_key_word(o, "server", step->server);
        json_key_text(o, "command", step->command);
        json_key_text(o, "undo", step->undo);
    }
    out_lit(o, "}");
}

void json_steps(struct out *o, const struct result *r, const struct finding *f)
{
    struct listed l = { .out = o, .finding = f };

    json_key(o, "steps");
    out_lit(o, "[");
    steps_of(r, f->ruling, list, &l);
    out_lit(o, "]");
}
