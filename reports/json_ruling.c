/* Numbers as they were added up, in the words of model/ruling.h: a script adds them again. */
#include "reports/json_parts.h"

static void family(struct out *o, const struct family_sum *f)
{
    out_lit(o, "{\"family\":");
    json_text(o, slice_str(family_names[f->family]));
    json_key_bool(o, "adds", f->adds);
    json_key_bool(o, "is_harm", f->is_harm);
    json_key_int(o, "pieces", f->pieces);
    json_key_milli(o, "weight", f->weight);
    json_key_milli(o, "cap", f->cap);
    json_key_milli(o, "counted", f->counted);
    out_lit(o, "}");
}

static void families(struct out *o, const struct ruling *v)
{
    json_key(o, "families");
    out_lit(o, "[");
    for (size_t i = 0; i < v->n_families; i++) {
        if (i)
            out_lit(o, ",");
        family(o, &v->families[i]);
    }
    out_lit(o, "]");
}

static void excuses(struct out *o, const struct ruling *v)
{
    json_key(o, "excuses");
    out_lit(o, "[");
    for (size_t i = 0; i < v->n_excuses; i++) {
        if (i)
            out_lit(o, ",");
        out_lit(o, "{\"text\":");
        json_text(o, v->excuses[i].text);
        json_key_milli(o, "weight", v->excuses[i].weight);
        out_lit(o, "}");
    }
    out_lit(o, "]");
}

static void withheld(struct out *o, const struct ruling *v)
{
    json_key(o, "withheld");
    out_lit(o, "[");
    for (size_t i = 0; i < v->n_withheld; i++) {
        if (i)
            out_lit(o, ",");
        json_text(o, v->withheld[i]);
    }
    out_lit(o, "]");
}

void json_ruling(struct out *o, const struct ruling *v)
{
    json_key(o, "ruling");
    out_lit(o, "{\"action\":");
    json_text(o, slice_str(action_names[v->action]));
    json_key_word(o, "certainty", certainty_names[v->certainty]);
    json_key_word(o, "by_rule", action_names[v->by_rule]);
    json_key_word(o, "by_sum", action_names[v->by_sum]);
    json_key_milli(o, "sum", v->sum);
    families(o, v);
    excuses(o, v);
    withheld(o, v);
    json_key_milli(o, "prior", v->prior);
    json_key_milli(o, "posterior", v->posterior);
    json_key_word(o, "chance", v->chance);
    json_key_int(o, "findings", (int64_t)v->n_findings);
    out_lit(o, "}");
}
