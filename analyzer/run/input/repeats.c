/*
 * The classic syslogd writes "last message repeated" again and again while a line goes on, so
 * that what stands before such a line may be another: all are about the line before them.
 */
#include "analyzer/run/input/repeats.h"

#include "parsers/parser.h"
#include "parsers/repeated.h"

/* Of the classic syslogd, which does not name the program. */
static bool is_nameless(const struct parsed *p)
{
    return p->repeats && !p->mta;
}

static bool same_host(const struct parsed *a, const struct parsed *b)
{
    return a->line.at.input == b->line.at.input && a->framing == FRAMING_LINE &&
           slice_eq(a->line.host, b->line.host);
}

/* Whether text is what `before` says; a long one may have lost its end. */
static bool is_said(slice text, const struct parsed *before)
{
    slice said = before->line.message;

    return slice_starts(said, text) && (said.n == text.n || text.n >= REPEATED_CUT);
}

/* Whether `before` may be what p is about. */
static bool may_be_it(const struct parsed *before, const struct parsed *p)
{
    if (!same_host(before, p) || is_nameless(before))
        return false;
    return !p->mta ||
           (slice_eq(before->line.program, p->line.program) && is_said(p->line.message, before));
}

static const struct parsed *find(const struct batch *b, size_t i)
{
    const struct parsed *p = &b->lines[i];

    while (i-- > 0)
        if (may_be_it(&b->lines[i], p))
            return &b->lines[i];
    return NULL;
}

static const struct parsed *find_kept(const struct repeats *r, const struct parsed *p)
{
    for (size_t i = 0; i < r->n_kept; i++)
        if (may_be_it(&r->kept[i], p))
            return &r->kept[i];
    return NULL;
}

static uint64_t sum(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* What the line before says, said again: with the place and the time of p. */
static struct parsed stand_in(const struct parsed *before, const struct parsed *p)
{
    struct parsed again = *before;

    again.line.text = p->line.text;
    again.line.when = p->line.when;
    again.line.at = p->line.at;
    again.line.is_repeated = p->line.is_repeated;
    again.verdict = VERDICT_REPEATED;
    again.why = why_again;
    again.repeats = p->repeats;
    again.is_taken = true;
    return again;
}

/* The facts of a kept line went with its batch. */
static void parse_again(struct repeats *r, struct parsed *p)
{
    struct facts facts = { .at = r->facts, .why = "" };

    p->first_fact = p->n_facts = 0;
    if (!p->mta)
        return;
    (void)p->mta->parse(p->mta->claims(p->line.program), &p->line, &facts);
    batch_hash_addresses(facts.at, facts.n);
    p->n_facts = facts.n;
}

static void count_homeless(struct repeats *r, struct parsed *p)
{
    r->n_homeless++;
    r->homeless = sum(r->homeless, p->repeats);
    p->why = "says that a line came again which is not there";
    if (p->line.program.n == 0)
        p->line.program = SLICE("syslogd");
}

/* Daemons fold each file on its own. What came again in this one is in the other as well, be it
   line by line or folded at other times. */
static void count_elsewhere(struct parsed *p, const struct parsed *before)
{
    p->line.program = before->line.program;
    p->mta = before->mta;
    p->verdict = VERDICT_REPEATED;
    p->why = "says that a line came again which another input has, too";
    p->n_facts = 0;
    p->repeats = 0;
}

static void count(struct repeats *r, uint64_t times)
{
    r->n++;
    r->times = sum(r->times, times);
    if (times > REPEATS_MAX)
        r->beyond = sum(r->beyond, times - REPEATS_MAX);
}

const struct parsed *repeats_resolve(struct repeats *r, const struct batch *b, size_t i,
                                     const struct fact **facts)
{
    struct parsed *p = &r->resolved;
    const struct parsed *here = find(b, i), *before = here ? here : find_kept(r, &b->lines[i]);

    *p = b->lines[i];
    *facts = b->facts;
    if (!p->mta && !before) {
        count_homeless(r, p);
        return p;
    }
    if (before && before->line.is_repeated) {
        count_elsewhere(p, before);
        return p;
    }
    count(r, p->repeats);
    if (before)
        *p = stand_in(before, p);
    if (before && !here) {
        parse_again(r, p);
        *facts = r->facts;
    }
    return p;
}

static bool is_kept(const struct repeats *r, const struct parsed *p)
{
    for (size_t i = 0; i < r->n_kept; i++)
        if (same_host(&r->kept[i], p))
            return true;
    return false;
}

static void keep(struct repeats *r, const struct parsed *p)
{
    r->kept[r->n_kept++] = *p;
    buf_add(&r->text, p->line.text);
}

/* The texts are in one buffer, which moved while it grew. */
static void settle(struct repeats *r)
{
    size_t at = 0;

    for (size_t i = 0; i < r->n_kept; i++) {
        struct line *ln = &r->kept[i].line;
        slice old = ln->text, text = slice_of(r->text.p + at, old.n);

        ln->host = slice_within(ln->host, old, text);
        ln->program = slice_within(ln->program, old, text);
        ln->message = slice_within(ln->message, old, text);
        ln->text = text;
        at += text.n;
    }
}

void repeats_keep(struct repeats *r, const struct batch *b)
{
    size_t first = b->n > KEPT_LINES ? b->n - KEPT_LINES : 0;

    r->n_kept = 0;
    buf_clear(&r->text);
    for (size_t i = b->n; i-- > first;) {
        const struct parsed *p = &b->lines[i];

        if (p->framing == FRAMING_LINE && !is_nameless(p) && !is_kept(r, p))
            keep(r, p);
    }
    settle(r);
}

void repeats_free(struct repeats *r)
{
    buf_free(&r->text);
}
