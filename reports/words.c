/* A sentence is walked once, from gap to gap. */
#include "reports/words.h"

/* Behind the brace that opens it; the sentence behind the gap. */
static slice gap(struct out *o, slice at, const struct gap *gaps,
                 void (*fill)(struct out *o, const struct gap *g))
{
    const struct gap *g = &gaps[at.p[0] - 'a'];
    slice inside = slice_head(at, slice_find(at, '}'));

    if (inside.n == 1) {
        fill(o, g);
    } else {
        slice many = slice_skip(inside, 2), one = words_next(&many);
        slice fits = g->value == 1 ? one : many;

        out_raw_(o, fits.p, fits.n);
    }
    return slice_skip(at, inside.n + 1);
}

void words_say(struct out *o, slice sentence, const struct gap *gaps,
               void (*fill)(struct out *o, const struct gap *g))
{
    while (sentence.n) {
        size_t n = slice_find(sentence, '{');

        out_raw_(o, sentence.p, n);
        sentence = slice_skip(sentence, n + 1);
        if (sentence.n)
            sentence = gap(o, sentence, gaps, fill);
    }
}

slice words_next(slice *list)
{
    size_t n = slice_find(*list, '|');
    slice first = slice_head(*list, n);

    *list = slice_skip(*list, n + 1);
    return first;
}
