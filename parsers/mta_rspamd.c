/*
 * Rspamd: what it says of a message, in one line of its task log.
 *
 *   [<tag>; ][module; ]rspamd_task_write_log: id: <message-id>, qid: <id>, ip: 203.0.113.9,
 *   user: alice, from: <a@b>, (default: F (no action): [0.40/15.00] [NAME(0.10){option;},...]),
 *   len: 164, time: 12ms, dns req: 1, digest: <hex>, rcpts: <c@d>, mime_rcpts: <c@d>
 *
 * Seen on 3.4 (Debian 12), in its own file and through syslog; fields that a message has not are
 * left out, the site's log_format may leave out or add others. The letter is T for spam, S where
 * it was skipped; older lines have no "default: F". A Message-ID has a '?' for each
 * blank, "undef" stands for none. Lines end at 8 kB.
 *
 * Addresses are printed without their quotes, so an envelope sender may imitate all fields, and a
 * header From the symbols: which message it is stands in front of the sender, and when a verdict
 * could be read in two ways, it is not read at all, and neither is a From that is not one plain
 * address. FROM_EQ_ENVFROM says that the header From is the sender's,
 * FROM_NEQ_ENVFROM{from;sender;} whose else it is.
 *
 * It is a companion: the mail server has the message itself, and says what it refused.
 */
#include "parsers/text.h"

enum { RSPAMD = 1, ORIGIN_PARTS = 3 };

static unsigned claims(slice program)
{
    return slice_eq(program, SLICE("rspamd")) ? RSPAMD : 0;
}

struct names {
    bool is_equal, is_other, is_unclear;
    slice option; /* of FROM_NEQ_ENVFROM */
};

static bool is_name_byte(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '-';
}

/* "NAME(0.10){a;b;}", "NAME(0.10)", "NAME{a;}", "NAME", and the comma behind it. */
static bool take_symbol(slice *s, slice *name, slice *option)
{
    slice number;
    size_t n = 0;

    while (n < s->n && is_name_byte(s->p[n]))
        n++;
    *name = slice_head(*s, n);
    *s = slice_skip(*s, n);
    *option = slice_of(NULL, 0);
    if (take(s, SLICE("(")) && !take_until(s, SLICE(")"), &number))
        return false;
    if (take(s, SLICE("{"))) {
        size_t end = slice_find_str(*s, SLICE("},"));

        if (end == s->n && s->n && s->p[s->n - 1] == '}')
            end = s->n - 1;
        *option = slice_head(*s, end);
        *s = slice_skip(*s, end + 1);
    }
    return n && (s->n == 0 || take(s, SLICE(",")));
}

static void note_symbol(struct names *names, slice name, slice option)
{
    if (slice_eq(name, SLICE("FROM_EQ_ENVFROM"))) {
        names->is_unclear |= names->is_equal;
        names->is_equal = true;
    } else if (slice_eq(name, SLICE("FROM_NEQ_ENVFROM"))) {
        names->is_unclear |= names->is_other;
        names->is_other = true;
        names->option = option;
    } else if (slice_eq(name, SLICE("MULTIPLE_FROM")) || slice_eq(name, SLICE("FROM_INVALID"))) {
        names->is_unclear = true;
    }
}

/* "from;sender;" */
static slice other_from(slice option, slice sender)
{
    size_t n = slice_find(option, ';');
    slice rest = slice_skip(option, n);

    return take(&rest, SLICE(";")) && take(&rest, sender) && slice_eq(rest, SLICE(";"))
               ? slice_head(option, n)
               : slice_of(NULL, 0);
}

static void read_from(const struct names *names, struct fact *f)
{
    if (!names->is_equal && !names->is_other && !names->is_unclear)
        return;
    f->header_from = slice_of(NULL, 0);
    if (!names->is_unclear && names->is_equal != names->is_other)
        f->header_from = names->is_equal ? f->sender : other_from(names->option, f->sender);
    f->is_from_open = f->header_from.n == 0;
}

static void read_symbols(slice s, struct fact *f)
{
    struct names names = { 0 };
    slice name, option;

    while (s.n) {
        bool is_one = take_symbol(&s, &name, &option);

        if (is_one)
            note_symbol(&names, name, option);
        if (slice_eq(name, SLICE("MISSING_FROM")))
            f->lacks_from = true;
        if (!is_one)
            break;
    }
    read_from(&names, f);
}

static const struct {
    slice words;
    enum reaction reaction;
} actions[] = {
    { WORDS("no action"), REACTION_INFO },       { WORDS("add header"), REACTION_WARN },
    { WORDS("rewrite subject"), REACTION_WARN }, { WORDS("quarantine"), REACTION_HOLD },
    { WORDS("discard"), REACTION_DISCARD },      { WORDS("reject"), REACTION_REJECT },
};

static enum reaction reaction_of(slice words)
{
    for (size_t i = 0; i < COUNT_OF(actions); i++)
        if (slice_eq(words, actions[i].words))
            return actions[i].reaction;
    return REACTION_OTHER;
}

/* "[0.40/15.00] " */
static void take_score(slice *s, struct fact *f)
{
    slice rest = *s, words;

    if (!take(&rest, SLICE("[")) || !take_until(&rest, SLICE("] "), &words))
        return;
    *s = rest;
    f->has_score = take_points(&words, &f->score) && take(&words, SLICE("/")) &&
                   take_points(&words, &f->score_limit);
}

/* A sender may imitate the verdict that follows it, a recipient one behind that. */
static bool is_said_twice(slice s)
{
    static const slice mark = WORDS("): [");
    size_t first = slice_find_str(s, mark);
    slice rest = slice_skip(s, first + 1);

    return first == s.n || slice_find_str(rest, mark) < rest.n;
}

/* "(default: F (no action): [0.40/15.00] [NAME(0.10){},...]), " off the front. */
static bool take_opinion(slice *s, struct fact *f)
{
    slice rest = *s;

    if (!take(&rest, SLICE("(")))
        return false;
    if (take(&rest, SLICE("default: ")) && rest.n > 3) {
        f->is_spam = rest.p[0] == 'T';
        rest = slice_skip(rest, 3); /* "F (" */
    }
    if (!take_until(&rest, SLICE("): "), &f->stage))
        return false;
    f->reaction = reaction_of(f->stage);
    take_score(&rest, f);
    if (!take(&rest, SLICE("[")))
        return false;
    if (take_until(&rest, SLICE("]), "), &f->text) || take_until(&rest, SLICE("], "), &f->text))
        read_symbols(f->text, f);
    *s = rest;
    return true;
}

/* Up to its blank; what it is, where that is known. False: the verdict begins, or it is cut.
   Behind the sender, who may imitate all of them, stands none that says whose message it is. */
static bool take_part(slice *s, struct fact *f)
{
    slice value;

    if (slice_starts(*s, SLICE("(")))
        return false;
    if (f->sender.p && !slice_starts(*s, SLICE("mime_from: <")))
        return take_until(s, SLICE(", "), &value);
    if (take(s, SLICE("qid: <")))
        return take_until(s, SLICE(">, "), &f->queue_id);
    if (take(s, SLICE("from: <")))
        return take_until(s, SLICE(">, "), &f->sender);
    if (take(s, SLICE("mime_from: <")))
        return take_until(s, SLICE(">, "), &f->header_from);
    if (take(s, SLICE("ip: ")))
        return take_until(s, SLICE(", "), &f->client.ip);
    if (take(s, SLICE("user: ")))
        return take_until(s, SLICE(", "), &f->login);
    return take_until(s, SLICE(", "), &value);
}

/* The site's own field, behind all others: it may hold anything. */
static void read_rest(slice s, struct fact *f)
{
    static const slice digest = WORDS("digest: <"), subject = WORDS(", subject: <");
    slice rest = slice_skip(s, slice_find_str(s, digest));

    if (take(&rest, digest))
        f->digest = slice_head(rest, slice_find(rest, '>'));
    rest = slice_skip(s, slice_find_str(s, subject));
    if (take(&rest, subject) && rest.n && rest.p[rest.n - 1] == '>')
        f->subject = slice_head(rest, rest.n - 1);
}

static enum verdict read_task(slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_FILTERED);
    slice all = s;

    if (!take(&s, SLICE("id: <")))
        return ignored(out, why_not_known);
    if (!take_until(&s, SLICE(">, "), &f->message_id))
        return malformed(out, "verdict cut off or not readable");
    if (slice_eq(f->message_id, SLICE("undef")))
        f->message_id = slice_of(NULL, 0);
    while (take_part(&s, f))
        ;
    if (f->queue_id.n == 0 && f->message_id.n == 0)
        return ignored(out, "verdict on what no mail server has");
    if (is_said_twice(all)) {
        f->header_from = slice_of(NULL, 0);
        f->is_from_open = true;
        f->reaction = REACTION_OTHER;
        return VERDICT_PARSED;
    }
    if (!take_opinion(&s, f))
        return malformed(out, "verdict cut off or not readable");
    read_rest(s, f);
    return VERDICT_PARSED;
}

/* "<tag>; module; function: " off the front: what is left is the function's name and its text. */
static void skip_origin(slice *s)
{
    static const slice end = WORDS("; ");

    for (int i = 0; i < ORIGIN_PARTS; i++) {
        size_t n = slice_find_str(*s, end);

        if (n == s->n || slice_find(slice_head(*s, n), ' ') < n)
            return;
        *s = slice_skip(*s, n + end.n);
    }
}

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    slice rest = ln->message;

    (void)program;
    skip_origin(&rest);
    if (take(&rest, SLICE("rspamd_task_write_log: ")))
        return read_task(rest, out);
    return ignored(out, "filter at work");
}

const struct mta mta_rspamd = {
    .name = "rspamd",
    .is_companion = true,
    .is_early = true,
    .claims = claims,
    .parse = parse,
};
