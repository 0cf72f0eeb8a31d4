/*
 * amavis, by syslog: what became of each message in the content filter.
 *
 *   amavis: (02762-01) Passed CLEAN {RelayedOutbound}, ... Queue-ID: X, ... queued_as: Y, 3317 ms
 *   amavis: (07940-01) Blocked SPAM {DiscardedOutbound,Quarantined}, ... Queue-ID: X, ... 4130 ms
 *   amavis: (13473-02) Passed CLEAN ... <somebody@exam...        longer than 980 bytes: in pieces
 *   amavis: (13473-02) ...ple.com>, Queue-ID: X, ...
 *   amavis: (13473-02) (!)words                                  a warning
 *
 * amavis_summary has the line and its versions. Queue-ID is there only where the server forwards
 * it (XFORWARD); without it Message-ID and sender tell which message it was.
 *
 * It is a companion: the mail server has the message, and its second leg, in its own lines.
 *
 * Blind to: what stands beyond the first piece of a long line; its own log files ($DO_SYSLOG = 0);
 * templates of the site's own.
 */
#include "parsers/amavis.h"
#include "parsers/next_id.h"

enum { AMAVIS = 1, IDS_MAX = 16 };

static unsigned claims(slice program)
{
    return slice_eq(program, SLICE("amavis")) || slice_eq(program, SLICE("amavisd")) ||
                   slice_eq(program, SLICE("amavisd-new"))
               ? AMAVIS
               : 0;
}

/* "(02762-01-2) " */
static bool take_task(slice *s)
{
    slice rest = *s;
    size_t n = 1;

    if (!take(&rest, SLICE("(")))
        return false;
    while (n < s->n && (is_digit(s->p[n]) || s->p[n] == '-'))
        n++;
    rest = slice_skip(*s, n);
    if (n == 1 || !take(&rest, SLICE(") ")))
        return false;
    *s = rest;
    return true;
}

static bool has_action(slice actions, slice word)
{
    return slice_find_str(actions, word) < actions.n;
}

static void name_message(struct fact *f, const struct amavis_summary *a)
{
    f->orig_queue_id = a->queue_id;
    f->message_id = a->message_id;
    f->sender = a->sender;
}

/* "-0.9"; of "0.5..1.2", not the same for all recipients, the higher one */
static void read_score(slice hits, struct fact *f)
{
    size_t dots = slice_find_str(hits, SLICE(".."));
    slice score = dots == hits.n ? hits : slice_skip(hits, dots + 2);

    f->has_score = take_points(&score, &f->score) && score.n == 0;
}

static enum reaction reaction_of(const struct amavis_summary *a)
{
    if (!a->is_blocked)
        return slice_starts(a->category, SLICE("SPAM")) ? REACTION_WARN : REACTION_INFO;
    if (has_action(a->actions, SLICE("TempFailed")))
        return REACTION_OTHER;
    return has_action(a->actions, SLICE("Bounced")) || has_action(a->actions, SLICE("Rejected"))
               ? REACTION_REJECT
               : REACTION_DISCARD;
}

static void add_filtered(const struct amavis_summary *a, struct facts *out)
{
    struct fact *f;

    if (a->queue_id.n == 0 && a->message_id.n == 0)
        return;
    f = facts_add(out, FACT_FILTERED);
    f->queue_id = a->queue_id;
    f->message_id = a->message_id;
    f->sender = a->sender;
    f->recipient = a->recipient;
    f->stage = a->category;
    f->reaction = reaction_of(a);
    f->is_spam = slice_starts(a->category, SLICE("SPAM"));
    f->is_virus = slice_eq(a->category, SLICE("INFECTED"));
    read_score(a->hits, f);
}

/* An id, or the whole reply where amavis found none in it. */
static void add_reinjected(slice said, const struct amavis_summary *a, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_REINJECTED);

    name_message(f, a);
    f->text = said;
    find_next_id(f);
    if (f->next_queue_id.n == 0 && is_next_id(said)) {
        f->next_queue_id = said;
        f->next = NEXT_QUEUED;
    }
    if (f->next_queue_id.n == 0)
        out->n--;
}

static void add_all_reinjected(const struct amavis_summary *a, struct facts *out)
{
    slice rest = a->queued_as;

    while (rest.n && out->n < IDS_MAX) {
        size_t n = slice_find(rest, '/');

        add_reinjected(slice_head(rest, n), a, out);
        rest = slice_skip(rest, n + 1);
    }
}

/* Of those that it was blocked for. Where a notice was sent, the sender knows. */
static void add_blocked(const struct amavis_summary *a, struct facts *out)
{
    bool is_bounced =
        has_action(a->actions, SLICE("Bounced")) || has_action(a->actions, SLICE("Rejected"));
    bool is_discarded =
        has_action(a->actions, SLICE("Discarded")) || has_action(a->actions, SLICE("NoBounce"));
    struct fact *f;

    if (is_bounced == is_discarded)
        return;
    f = facts_add(out, FACT_BLOCKED);
    name_message(f, a);
    f->status = is_bounced ? STATUS_BOUNCED : STATUS_DISCARDED;
}

static enum verdict read_summary(slice s, struct facts *out)
{
    struct amavis_summary a;

    if (!amavis_read_summary(s, &a))
        return slice_ends(s, SLICE("..."))
                   ? ignored(out, "the first piece of a long line")
                   : malformed(out, "line of a message cut off or not readable");
    add_filtered(&a, out);
    if (a.is_blocked)
        add_blocked(&a, out);
    else
        add_all_reinjected(&a, out);
    return out->n ? VERDICT_PARSED : ignored(out, "verdict on what no mail server has");
}

static enum verdict read_task(slice s, struct facts *out)
{
    if (slice_starts(s, SLICE("Passed ")) || slice_starts(s, SLICE("Blocked ")))
        return read_summary(s, out);
    if (slice_starts(s, SLICE("...")))
        return ignored(out, "a further piece of a long line");
    return ignored(out, "of the filter itself");
}

/* Of no message: beginnings, ends, what it found installed. */
static const slice of_itself[] = {
    WORDS("starting. "),
    WORDS("perl="),
    WORDS("Net::Server: "),
    WORDS("No "),
    WORDS("Found "),
    WORDS("Using "),
    WORDS("Module "),
    WORDS("Amavis::"),
    WORDS("user="),
    WORDS("SpamControl: "),
    WORDS("initializing "),
    WORDS("extra modules "),
    WORDS("Creating db in "),
    WORDS("Deleting db "),
    WORDS("SpamAssassin "),
    WORDS("logging initialized"),
    WORDS("bind to "),
    WORDS("Valid PID "),
    WORDS("DKIM "),
    WORDS("OpenSSL "),
    WORDS("rundown "),
    WORDS("reloading "),
    WORDS("Internal "),
    WORDS("NOTICE: "),
    WORDS("INFO: "),
    WORDS("Waiting for the process "),
    WORDS("Daemon "),
    WORDS("TIMING"),
    WORDS("sd_notify"),
    WORDS("switching to "),
    WORDS("(!)"),
    WORDS("(!!)"),
};

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    slice rest = ln->message;

    (void)program;
    if (take_task(&rest))
        return read_task(rest, out);
    return ignored(out, starts_any(rest, of_itself, COUNT_OF(of_itself)) ? "of the filter itself"
                                                                         : why_not_known);
}

const struct mta mta_amavis = {
    .name = "amavis",
    .is_companion = true,
    .claims = claims,
    .parse = parse,
};
