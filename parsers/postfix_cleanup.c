/*
 * What cleanup logs of a message's content:
 *
 *   QID: message-id=<a@b>
 *   QID: info: header Subject: words from name[ip]; from=<a> to=<b> proto=ESMTP helo=<c>[: text]
 *   QID: reject: body words from local; from=<a>
 *   QID: milter-header-hold: header X-Spam: yes from name[ip]; from=<a> ...
 *   QID: milter-reject: END-OF-MESSAGE from name[ip]: 5.7.1 reply; from=<a> to=<b> ...
 *   QID: removed (canceled)      since 3.10; the release notes announce "canceled"
 *
 * The header is the sender's and comes first, HELO is the client's and comes last; both
 * may imitate what stands between. Postfix prints 200 bytes of a header at most, so the
 * last " from X; from=<" within that reach ends it.
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
    static const slice from = { " from ", 6 };
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
        (void)take(&s, SLICE("content "));
    cut = find_cut(s);
    if (cut.ways == 0)
        return malformed(out, "header line cut off or not readable");
    f = facts_add(out, FACT_HEADER);
    f->queue_id = id;
    f->reaction = reaction;
    f->text = slice_head(s, cut.at);
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
    { { "info", 4 }, REACTION_INFO },     { { "warning", 7 }, REACTION_WARN },
    { { "hold", 4 }, REACTION_HOLD },     { { "discard", 7 }, REACTION_DISCARD },
    { { "reject", 6 }, REACTION_REJECT }, { { "filter", 6 }, REACTION_OTHER },
    { { "pass", 4 }, REACTION_OTHER },    { { "prepend", 7 }, REACTION_OTHER },
    { { "replace", 7 }, REACTION_OTHER }, { { "redirect", 8 }, REACTION_OTHER },
    { { "bcc", 3 }, REACTION_OTHER },     { { "strip", 5 }, REACTION_OTHER },
    { { "delay", 5 }, REACTION_OTHER },
};

/* "info: ", "milter-header-hold: " */
static bool take_action(slice *s, enum reaction *reaction)
{
    slice word = slice_head(*s, slice_find(*s, ':'));
    size_t length = word.n;

    if (take(&word, SLICE("milter-")) && !take(&word, SLICE("header-")))
        (void)take(&word, SLICE("body-"));
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
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
           slice_starts(s, SLICE("content "));
}

static enum verdict read_action(slice id, slice s, enum reaction reaction, struct facts *out)
{
    struct fact *f;

    if (is_content(s))
        return read_header(id, s, reaction, out);
    if (reaction == REACTION_REJECT)
        return read_reject(id, s, REACTION_REJECT, out);
    if (reaction != REACTION_HOLD && reaction != REACTION_DISCARD)
        return read_other(s, out);
    f = facts_add(out, FACT_DISPOSED);
    f->queue_id = id;
    f->reaction = reaction;
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
    if (take_action(&s, &reaction))
        return read_action(id, s, reaction, out);
    if (slice_eq(s, SLICE("canceled"))) {
        facts_add(out, FACT_REMOVED)->queue_id = id;
        return VERDICT_PARSED;
    }
    return read_qmgr(id, s, out);
}
