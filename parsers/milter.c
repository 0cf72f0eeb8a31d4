/* Ids of Postfix and Sendmail; words that end in a colon have no digit. */
#include "parsers/milter.h"

enum { ID_MIN = 5, ID_MAX = 30 };

static bool is_id_byte(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c);
}

/* "4A1B3C2D10: " off the front: letters and digits, one digit at least. */
static bool take_id(slice *s, slice *id)
{
    bool has_digit = false;
    size_t n = 0;

    for (; n < s->n && n <= ID_MAX && is_id_byte(s->p[n]); n++)
        has_digit |= is_digit(s->p[n]);
    if (!has_digit || n < ID_MIN || n > ID_MAX || !slice_starts(slice_skip(*s, n), SLICE(": ")))
        return false;
    *id = slice_head(*s, n);
    *s = slice_skip(*s, n + 2);
    return true;
}

struct fact *milter_says(slice id, slice text, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_FILTERED);

    f->queue_id = id;
    f->text = text;
    f->reaction = REACTION_INFO;
    return f;
}

const char milter_at_work[] = "filter at work";

enum verdict milter_read(slice message, milter_about_fn *about, struct facts *out)
{
    slice id;

    return take_id(&message, &id) ? about(id, message, out) : ignored(out, milter_at_work);
}
