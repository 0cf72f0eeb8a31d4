/* What is usual for the account, as far as a state remembers it: each measure in one sentence. */
#include "analyzer/commands/explain.h"
#include "analyzer/model/usual.h"

static struct gap number(const json_t *measure, const char *name)
{
    return gap_id((uint64_t)stored_int(measure, name));
}

static void say(struct out *o, enum text_word word, const struct gap *gaps)
{
    struct buf b = { 0 };

    words_add_(&b, word, gaps);
    out_lit(o, "  ");
    text_wrapped(o, buf_slice(&b), 4);
    buf_free(&b);
}

static void measure(struct out *o, const json_t *usual, enum measure m)
{
    char name[32];
    const json_t *of = stored_at(usual, measure_names[m]);

    if (!of)
        return;
    for (size_t i = 0; i <= strlen(measure_names[m]); i++)
        name[i] = (char)(measure_names[m][i] == '_' ? ' ' : measure_names[m][i]);
    say(o, TELL_USUAL_OF,
        (const struct gap[]){ gap_word(name), number(of, "value"), number(of, "median"),
                              number(of, "p95"), number(of, "maximum"), number(of, "peers_median"),
                              number(of, "peers_p999") });
}

void explain_usual(struct out *o, const json_t *f)
{
    const json_t *usual = stored_at(f, "unmapped.usual");

    explain_heading(o, TELL_USUAL);
    if (!usual) {
        text_said(o, TELL_NO_USUAL);
        return;
    }
    say(o, TELL_USUAL_DAY,
        (const struct gap[]){ gap_text(stored_text(usual, "day")), number(usual, "known_days"),
                              number(usual, "peer_days") });
    for (int m = 0; m < MEASURES; m++)
        measure(o, usual, (enum measure)m);
}
