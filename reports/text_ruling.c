/* "Sum 3.2 = volume 1.2 (of 4) + invalid 4 - 2 excused, which recommends nothing by itself" */
#include "reports/text_parts.h"

void text_add_milli(struct buf *b, int64_t value)
{
    struct out o = { .fd = -1 };
    struct err err;

    out_milli(&o, value);
    buf_add(b, buf_slice(&o.buf));
    (void)out_close(&o, &err);
}

static void add_family(struct buf *b, const struct family_sum *f, bool is_first)
{
    buf_addf(b, "%s%s ", is_first ? "" : " + ", family_names[f->family]);
    text_add_milli(b, f->counted);
    if (f->counted == f->weight)
        return;
    buf_add(b, SLICE(" (of "));
    text_add_milli(b, f->weight);
    buf_add(b, SLICE(")"));
}

static void add_excuses(struct buf *b, const struct ruling *v)
{
    for (size_t i = 0; i < v->n_excuses; i++) {
        buf_add(b, SLICE(" - "));
        text_add_milli(b, -(int64_t)v->excuses[i].weight);
        buf_add(b, SLICE(" excused"));
    }
}

void text_ruling(struct out *o, const struct ruling *v, size_t indent)
{
    struct buf b = { 0 };

    buf_add(&b, SLICE("Sum "));
    text_add_milli(&b, v->sum);
    buf_add(&b, SLICE(" = "));
    for (size_t i = 0; i < v->n_families; i++)
        add_family(&b, &v->families[i], i == 0);
    add_excuses(&b, v);
    if (v->by_sum == ACTION_RECORD)
        buf_add(&b, SLICE(", which recommends nothing by itself"));
    else
        buf_addf(&b, ", which by itself recommends %s; chance of abuse: %s",
                 action_names[v->by_sum], v->chance);
    text_pad(o, indent);
    text_wrapped(o, buf_slice(&b), indent);
    buf_free(&b);
    for (size_t i = 0; i < v->n_withheld; i++) {
        text_pad(o, indent);
        text_wrapped(o, v->withheld[i], indent);
    }
}
