/*
 * Text is copied without looking at it; slices are moved along. While lines are added the
 * buffer must not move, so its room is made when the first line comes.
 */
#include "analyzer/run/input/batch.h"

#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"
#include "parsers/parser.h"
#include "parsers/repeated.h"

enum { CLAIMS = 64 };

const char why_again[] = "says that a line came again";

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

/* What a frame filled in that the line does not say stays where it is. */
static slice moved(slice part, slice whole, slice copy)
{
    bool is_within = part.p >= whole.p && part.p <= whole.p + whole.n;

    return part.n == 0 || is_within ? slice_within(part, whole, copy) : part;
}

void batch_add(struct batch *b, const struct line *ln, enum framing framing)
{
    struct parsed *p = &b->lines[b->n++];
    slice copy;

    if (b->n == 1)
        make_room(b, ln->text.n);
    copy = slice_of(b->text.p + b->text.n, ln->text.n);
    if (ln->text.n)
        memcpy(b->text.p + b->text.n, ln->text.p, ln->text.n);
    b->text.n += ln->text.n;
    p->line = *ln;
    p->framing = framing;
    p->line.text = copy;
    if (framing != FRAMING_LINE)
        return;
    p->line.host = moved(ln->host, ln->text, copy);
    p->line.program = moved(ln->program, ln->text, copy);
    p->line.message = slice_within(ln->message, ln->text, copy);
}

/* Who reads a program's lines: mta NULL: nobody. */
struct claim {
    slice name;
    const struct mta *mta;
    unsigned program; /* the mta's number of it */
};

static struct claim claim_of(slice name)
{
    struct claim c = { .name = name };

    for (size_t i = 0; mtas[i]; i++) {
        c.program = mtas[i]->claims(name);
        if (c.program) {
            c.mta = mtas[i];
            break;
        }
    }
    return c;
}

/* Programs take turns, line by line: who reads them is remembered while a batch lasts. */
static const struct claim *find_claim(struct claim *known, slice name)
{
    struct claim *c = &known[hash_end(name) % CLAIMS];

    if (!slice_eq(c->name, name))
        *c = claim_of(name);
    return c;
}

static void give_verdict(struct parsed *p, enum verdict verdict, const char *why)
{
    p->verdict = verdict;
    p->why = why;
}

void batch_hash_addresses(struct fact *facts, size_t n)
{
    for (struct fact *f = facts; f < facts + n; f++) {
        if (f->recipient.n)
            f->to = hash_address(f->recipient);
        if (f->orig_to.n)
            f->offered = hash_address(f->orig_to);
    }
}

static void parse_line(struct batch *b, struct parsed *p, unsigned program)
{
    struct facts facts = { .why = "" };

    if (b->facts_cap - b->n_facts < FACTS_MAX)
        b->facts = mem_grow(b->facts, &b->facts_cap, b->n_facts + FACTS_MAX, sizeof(struct fact));
    facts.at = b->facts + b->n_facts;
    if (p->line.message.n && (p->line.message.p[0] == 'm' || p->line.message.p[0] == 'L'))
        p->repeats = repeated_message(p->line.message, &p->line.message);
    p->verdict = p->mta->parse(program, &p->line, &facts);
    p->why = facts.why;
    p->n_facts = facts.n;
    batch_hash_addresses(facts.at, facts.n);
    b->n_facts += facts.n;
    if (p->repeats && p->verdict != VERDICT_MALFORMED)
        give_verdict(p, VERDICT_REPEATED, why_again);
}

static void repeat(struct parsed *p)
{
    if (p->framing == FRAMING_LINE && p->line.program.n == 0)
        p->line.program = SLICE("syslogd"); /* which names nobody when a line came again */
    give_verdict(p, VERDICT_REPEATED, "another input has it, too, or another of Exim's logs");
}

static void pass_over(struct parsed *p)
{
    p->repeats = repeated_last(p->line.message);
    if (p->repeats)
        give_verdict(p, VERDICT_REPEATED, why_again);
    else
        give_verdict(p, VERDICT_FOREIGN, "program is not read");
}

void batch_parse(struct batch *b)
{
    static const struct claim nobody = { 0 };
    struct claim known[CLAIMS] = { 0 };

    for (size_t i = 0; i < b->n; i++) {
        struct parsed *p = &b->lines[i];
        bool has_head = p->framing == FRAMING_LINE;
        const struct claim *c = has_head ? find_claim(known, p->line.program) : &nobody;

        p->first_fact = b->n_facts;
        p->n_facts = 0;
        p->repeats = 0;
        p->is_taken = false;
        p->mta = c->mta;
        if (p->line.is_repeated)
            repeat(p);
        else if (c->mta)
            parse_line(b, p, c->program);
        else if (has_head)
            pass_over(p);
        else if (p->framing == FRAMING_PART)
            give_verdict(p, VERDICT_IGNORED, "part of a longer record");
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
