/*
 * What cleanup logs of a message's content:
 *
 *   QID: message-id=<a@b>
 *   QID: resent-message-id=<a@b>     made up where a message with Resent-To and the like has none
 *   QID: info: header Subject: words from name[ip]; from=<a> to=<b> proto=ESMTP helo=<c>[: text]
 *   QID: reject: body words from local; from=<a>
 *   QID: reject: mime-error what is wrong: words from name[ip]; from=<a> to=<b>
 *   QID: milter-header-hold: header X-Spam: yes from name[ip]; from=<a> ...
 *   QID: milter-reject: END-OF-MESSAGE from name[ip]: 5.7.1 reply; from=<a> to=<b> ...
 *   QID: removed (canceled)      3.10 (unverified); its release notes say "canceled"
 *   warning: QID: queue file size limit exceeded      also smtpd, which logs it first
 *   warning: QID: message rejected: hopcount exceeded
 *   warning: QID: x map lookup problem -- message not accepted, try again later (unverified)
 *   warning: QID: write queue file: No space left on device           (unverified)
 *
 * The actions: info warning hold discard reject filter pass prepend replace redirect bcc
 * strip, all seen on 3.7.11. The header is the sender's and may imitate what follows. Postfix
 * prints 200 bytes of it at most (100 of a MIME error), so the last " from X; from=<" within
 * that reach ends it.
 *
 * Blind to: who sent a line that can be cut in more than one way. Encoded words are left
 * as they are.
 */
#include "parsers/postfix.h"

enum { CONTENT_MAX = 200 };

struct cut {
    size_t at;     /* length of the content */
    size_t fields; /* where "from=<" begins */
    unsigned ways; /* to cut this line */
};

/* Where " from X" begins, when X is one word that ends at `end`; s.n: it is not so. */
static size_t origin_before(slice s, size_t end)
{
    static const slice from = WORDS(" from ");
    size_t blank = slice_rfind(slice_head(s, end), ' ');

    if (blank == end || blank + 1 < from.n || blank + 1 == end)
        return s.n;
    blank = blank + 1 - from.n;
    return memcmp(s.p + blank, from.p, from.n) == 0 ? blank : s.n;
}

static struct cut find_cut(slice s)
{
    struct cut best = { .at = s.n };

    for (size_t end = 0; end < s.n; end++) {
        size_t at;

        end += slice_find(slice_skip(s, end), ';');
        if (!slice_starts(slice_skip(s, end), SLICE("; from=<")))
            continue;
        at = origin_before(s, end);
        if (at == s.n)
            continue;
        if (best.ways++ == 0 || at <= CONTENT_MAX) {
            best.at = at;
            best.fields = end + 2;
        }
    }
    return best;
}

static void read_origin(slice s, const struct cut *cut, struct fact *f)
{
    slice origin = slice_skip(slice_head(s, cut->fields - 2), cut->at + 6);
    slice fields = slice_skip(s, cut->fields);

    (void)take_peer(&origin, &f->client); /* or "local", "unknown" */
    if (take(&fields, SLICE("from=<")) && take_address(&fields, &f->sender) &&
        take(&fields, SLICE(" to=<")))
        (void)take_address(&fields, &f->recipient);
}

static void read_content(slice s, struct fact *f)
{
    size_t colon = slice_find(s, ':');

    f->text = s;
    if (colon == s.n)
        return;
    f->header_name = slice_head(s, colon);
    s = slice_skip(s, colon + 1);
    while (take(&s, SLICE(" ")))
        ;
    f->text = s;
}

static enum verdict read_header(slice id, slice s, enum reaction reaction, struct facts *out)
{
    bool is_header = take(&s, SLICE("header "));
    struct cut cut;
    struct fact *f;

    if (!is_header && !take(&s, SLICE("body ")))
        (void)take(&s, SLICE("mime-error "));
    cut = find_cut(s);
    if (cut.ways == 0)
        return malformed(out, "header line cut off or not readable");
    f = facts_add(out, FACT_HEADER);
    f->queue_id = id;
    f->reaction = reaction;
    f->text = slice_head(s, cut.at);
    f->is_cut = cut.at >= CONTENT_MAX;
    if (is_header)
        read_content(f->text, f);
    if (cut.ways == 1)
        read_origin(s, &cut, f);
    return VERDICT_PARSED;
}

static const struct {
    slice word;
    enum reaction reaction;
} actions[] = {
    { WORDS("info"), REACTION_INFO },     { WORDS("warning"), REACTION_WARN },
    { WORDS("hold"), REACTION_HOLD },     { WORDS("discard"), REACTION_DISCARD },
    { WORDS("reject"), REACTION_REJECT }, { WORDS("filter"), REACTION_OTHER },
    { WORDS("pass"), REACTION_OTHER },    { WORDS("prepend"), REACTION_OTHER },
    { WORDS("replace"), REACTION_OTHER }, { WORDS("redirect"), REACTION_OTHER },
    { WORDS("bcc"), REACTION_OTHER },     { WORDS("strip"), REACTION_OTHER },
    { WORDS("delay"), REACTION_OTHER },
};

/* "info: ", "milter-header-hold: " */
static bool take_action(slice *s, enum reaction *reaction)
{
    slice word = slice_head(*s, slice_find(*s, ':'));
    size_t length = word.n;

    if (take(&word, SLICE("milter-")) && !take(&word, SLICE("header-")))
        (void)take(&word, SLICE("body-"));
    for (size_t i = 0; i < COUNT_OF(actions); i++) {
        if (slice_eq(word, actions[i].word)) {
            *s = slice_skip(*s, length);
            *reaction = actions[i].reaction;
            return take(s, SLICE(": "));
        }
    }
    return false;
}

static bool is_content(slice s)
{
    return slice_starts(s, SLICE("header ")) || slice_starts(s, SLICE("body ")) ||
           slice_starts(s, SLICE("mime-error "));
}

static enum verdict read_action(slice id, slice s, enum reaction reaction, struct facts *out)
{
    if (is_content(s))
        return read_header(id, s, reaction, out);
    if (reaction == REACTION_REJECT)
        return read_reject(id, s, REACTION_REJECT, out);
    if (reaction != REACTION_HOLD && reaction != REACTION_DISCARD)
        return read_other(s, out);
    return read_disposed(id, s, reaction, out);
}

enum verdict read_outgoing_header(slice id, slice s, struct facts *out)
{
    enum reaction reaction;
    slice rest = s;
    struct fact *f;

    if (!take_action(&rest, &reaction) || !is_content(rest))
        return read_try(id, s, out);
    f = facts_add(out, FACT_HEADER);
    f->queue_id = id;
    f->reaction = reaction;
    f->text = rest;
    if (take(&rest, SLICE("header ")))
        read_content(rest, f);
    return VERDICT_PARSED;
}

enum verdict read_cleanup(slice id, slice s, struct facts *out)
{
    enum reaction reaction;
    struct fact *f;

    if (take(&s, SLICE("message-id="))) {
        f = facts_add(out, FACT_MESSAGE_ID);
        f->queue_id = id;
        f->message_id = s;
        return VERDICT_PARSED;
    }
    if (take(&s, SLICE("resent-message-id="))) {
        f = facts_add(out, FACT_RESENT);
        f->queue_id = id;
        f->message_id = s;
        return VERDICT_PARSED;
    }
    if (take_action(&s, &reaction))
        return read_action(id, s, reaction, out);
    if (slice_eq(s, SLICE("removed (canceled)")) || slice_eq(s, SLICE("canceled"))) {
        facts_add(out, FACT_CANCELED)->queue_id = id;
        return VERDICT_PARSED;
    }
    return read_qmgr(id, s, out);
}

/* The rest of a warning that ends a message before it was accepted. */
static bool is_refusal(slice *s)
{
    return take(s, SLICE("message rejected: ")) || slice_starts(*s, SLICE("write queue file: ")) ||
           slice_ends(*s, SLICE("message not accepted, try again later"));
}

enum verdict read_unaccepted(slice s, struct facts *out)
{
    struct fact *f;
    slice id, rest = s;

    if (!take(&rest, SLICE("warning: ")) || !take_queue_id(&rest, &id))
        return read_other(s, out);
    if (slice_eq(rest, SLICE("queue file size limit exceeded"))) {
        facts_add(out, FACT_OVERSIZE)->queue_id = id;
        return VERDICT_PARSED;
    }
    if (id.n == 0 || !is_refusal(&rest))
        return read_other(s, out);
    f = facts_add(out, FACT_CANCELED);
    f->queue_id = id;
    f->text = rest;
    return VERDICT_PARSED;
}
