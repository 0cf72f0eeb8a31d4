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
    words_add(b, TELL_SUM_OF, gap_milli(f->weight));
}

static void add_excuses(struct buf *b, const struct ruling *v)
{
    for (size_t i = 0; i < v->n_excuses; i++)
        words_add(b, TELL_EXCUSED, gap_milli(-(int64_t)v->excuses[i].weight));
}

void text_ruling(struct out *o, const struct ruling *v, size_t indent)
{
    struct buf b = { 0 };

    words_add(&b, TELL_SUM, gap_milli(v->sum));
    for (size_t i = 0; i < v->n_families; i++)
        add_family(&b, &v->families[i], i == 0);
    add_excuses(&b, v);
    if (v->by_sum == ACTION_RECORD)
        words_added(&b, TELL_SUM_NOTHING);
    else
        words_add(&b, TELL_SUM_RECOMMENDS, gap_word(action_names[v->by_sum]), gap_word(v->chance));
    text_pad(o, indent);
    text_wrapped(o, buf_slice(&b), indent);
    buf_free(&b);
    for (size_t i = 0; i < v->n_withheld; i++) {
        text_pad(o, indent);
        text_wrapped(o, v->withheld[i], indent);
    }
}
