/*
 * Text is copied without looking at it; slices are moved along. While lines are added the
 * buffer must not move, so its room is made when the first line comes.
 */
#include "analyzer/run/batch.h"

#include "analyzer/base/mem.h"
#include "parsers/parser.h"

bool batch_has_room(const struct batch *b, size_t bytes)
{
    return b->n == 0 || (b->n < BATCH_LINES && bytes <= b->text.cap - b->text.n);
}

void batch_clear(struct batch *b)
{
    b->n = b->n_facts = 0;
    buf_clear(&b->text);
}

static void make_room(struct batch *b, size_t bytes)
{
    size_t want = bytes > BATCH_BYTES ? bytes : BATCH_BYTES;

    if (b->text.cap < want)
        b->text.p = mem_grow(b->text.p, &b->text.cap, want, 1);
}

/* The same part of the copy. */
static slice moved(slice part, slice whole, const char *copy)
{
    return part.n ? slice_of(copy + (part.p - whole.p), part.n) : slice_of(copy, 0);
}

void batch_add(struct batch *b, const struct line *ln, enum framing framing)
{
    struct parsed *p = &b->lines[b->n++];
    char *copy;

    if (b->n == 1)
        make_room(b, ln->text.n);
    copy = b->text.p + b->text.n;
    if (ln->text.n)
        memcpy(copy, ln->text.p, ln->text.n);
    b->text.n += ln->text.n;
    p->line = *ln;
    p->framing = framing;
    p->line.text = slice_of(copy, ln->text.n);
    if (framing != FRAMING_LINE)
        return;
    p->line.host = moved(ln->host, ln->text, copy);
    p->line.program = moved(ln->program, ln->text, copy);
    p->line.message = moved(ln->message, ln->text, copy);
}

static const struct mta *mta_of(slice program)
{
    for (size_t i = 0; mtas[i]; i++)
        if (mtas[i]->claims(program))
            return mtas[i];
    return NULL;
}

static void parse_line(struct batch *b, struct parsed *p)
{
    struct facts facts = { .why = "" };

    if (b->facts_cap - b->n_facts < FACTS_MAX)
        b->facts = mem_grow(b->facts, &b->facts_cap, b->n_facts + FACTS_MAX, sizeof(struct fact));
    facts.at = b->facts + b->n_facts;
    p->verdict = p->mta->parse(&p->line, &facts);
    p->why = facts.why;
    p->n_facts = facts.n;
    b->n_facts += facts.n;
}

static void give_verdict(struct parsed *p, enum verdict verdict, const char *why)
{
    p->verdict = verdict;
    p->why = why;
}

void batch_parse(struct batch *b)
{
    const struct parsed *last = NULL;

    for (size_t i = 0; i < b->n; i++) {
        struct parsed *p = &b->lines[i];

        p->first_fact = b->n_facts;
        p->n_facts = 0;
        p->mta = NULL;
        if (p->framing == FRAMING_LINE) {
            p->mta = last && slice_eq(last->line.program, p->line.program)
                         ? last->mta
                         : mta_of(p->line.program);
            last = p;
        }
        if (p->mta)
            parse_line(b, p);
        else if (p->framing == FRAMING_LINE)
            give_verdict(p, VERDICT_FOREIGN, "program is not read");
        else
            give_verdict(p, VERDICT_MALFORMED,
                         p->framing == FRAMING_NONE ? "not a log line" : "longer than the limit");
    }
}

void batch_free(struct batch *b)
{
    buf_free(&b->text);
    mem_free(b->facts);
}
