/* The words, and how they are filled in. Times are local, of minutes. */
#include "reports/text_words.h"

#define WORD(name, text) [TELL_##name] = { "" text, sizeof(text) - 1 },
static const slice sentences[TELLS] = {
#include "reports/text_words.inc"
};
#undef WORD

slice text_word(enum text_word word)
{
    return sentences[word];
}

static void minute(struct out *o, usec when)
{
    char text[32];

    (void)clock_local_text(when, text);
    out_text(o, slice_of(text, 10));
    out_lit(o, " ");
    out_text(o, slice_of(text + 11, 5));
}

static void fill(struct out *o, const struct gap *g)
{
    if (g->kind == GAP_TEXT || g->kind == GAP_NAME)
        out_text(o, g->text);
    else if (g->kind == GAP_MILLI)
        out_milli(o, g->value);
    else if (g->kind == GAP_MINUTE)
        minute(o, g->value);
    else
        out_int(o, g->value);
}

static void fill_as_it_is(struct out *o, const struct gap *g)
{
    if (g->kind == GAP_TEXT)
        out_raw_(o, g->text.p, g->text.n);
    else
        fill(o, g);
}

void text_say_(struct out *o, enum text_word word, const struct gap *gaps)
{
    words_say(o, sentences[word], gaps, fill);
}

void words_add_(struct buf *b, enum text_word word, const struct gap *gaps)
{
    struct out o = { .fd = -1, .buf = *b };

    words_say(&o, sentences[word], gaps, fill_as_it_is);
    *b = o.buf;
}
