/*
 * What Exim refused:
 *
 *   [ID ]H=host [ip] [X=...] F=<sender> [A=plain:login] [temporarily ]rejected RCPT <a@b>: why
 *   [ID ]H=host [ip] F=<sender> rejected after DATA: why
 *   ID H=host [ip] c@d F=<sender> rejected after DATA: R=...   what cutthrough was answered
 *   H=[ip] rejected connection in "connect" ACL: why           and EHLO or HELO, MAIL, AUTH, VRFY
 *   U=user F=<sender> rejected RCPT <a@b>: why                 by SMTP, from the server itself
 *   ID F=<sender> rejected by non-SMTP ACL: why
 *   ID rejected from <sender> H=host [ip]: message too big: read=1 max=1
 *   rejected MAIL FROM:<sender> H=host [ip]: message too big: size=1 max=1
 *   rejected EHLO from [ip]: syntactically invalid argument(s): words
 *   unqualified recipient rejected: <a> H=host [ip]
 *   too many recipients: excess temporarily rejected: sender=<a@b> H=host [ip]
 *   H=host [ip] F=<sender> RCPT <a@b>: discarded by RCPT ACL: why
 *
 * The words behind the last ": " are the site's own ACLs' to choose: only those of Exim's
 * own checks and of its default configuration tell the reason. Seen of 4.94, 4.96 and 4.98.
 */
#include "parsers/exim.h"

static const struct {
    slice words;
    enum reject_reason reason;
} reasons[] = {
    { WORDS("elay not permitted"), REJECT_RELAY },
    { WORDS("essage too big"), REJECT_SIZE },
    { WORDS("oo many recipients"), REJECT_RECIPIENTS },
    { WORDS("nrouteable address"), REJECT_UNKNOWN_RECIPIENT },
    { WORDS("nknown user"), REJECT_UNKNOWN_RECIPIENT },
    { WORDS("reylist"), REJECT_GREYLISTED },
    { WORDS("ender verify f"), REJECT_SENDER },
    { WORDS("cannot find your hostname"), REJECT_CLIENT },
    { WORDS("is in an RBL"), REJECT_CLIENT },
    { WORDS("is listed at"), REJECT_CLIENT },
};

static enum reject_reason reason_of(const struct fact *f)
{
    static const slice of_client[] = { WORDS("CONNECT"), WORDS("EHLO"), WORDS("HELO") };

    for (size_t i = 0; i < COUNT_OF(of_client); i++)
        if (slice_eq(f->stage, of_client[i]))
            return REJECT_CLIENT;
    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (slice_find_str(f->text, reasons[i].words) < f->text.n)
            return reasons[i].reason;
    return slice_eq(f->stage, SLICE("END-OF-MESSAGE")) ? REJECT_CONTENT : REJECT_OTHER;
}

static struct fact *add_refused(slice id, slice stage, uint32_t code, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_REJECT);

    f->queue_id = id;
    f->stage = stage;
    f->code = code;
    f->reaction = REACTION_REJECT;
    return f;
}

static void take_login(struct fact *f, slice *s)
{
    size_t n = slice_find(*s, ' ');
    slice value;

    while (n < s->n && !slice_starts(slice_skip(*s, n), SLICE(" rejected ")) &&
           !slice_starts(slice_skip(*s, n), SLICE(" temporarily rejected ")) &&
           !exim_begins_field(slice_skip(*s, n + 1)))
        n += 1 + slice_find(slice_skip(*s, n + 1), ' ');
    value = slice_head(*s, n);
    *s = slice_skip(*s, n + 1);
    f->method = slice_head(value, slice_find(value, ':'));
    f->login = slice_skip(value, f->method.n + 1);
}

/* H= or U=, X=, F= and A= in front of what was refused; the recipient, if cutthrough was. */
static bool take_client(slice *s, struct fact *f)
{
    struct exim_field field;

    for (;;) {
        exim_skip_flags(s);
        if (take(s, SLICE("H="))) {
            if (!exim_take_host(s, &f->client))
                return false;
            (void)take(s, SLICE(" "));
        } else if (take(s, SLICE("F=<"))) {
            if (!take_address(s, &f->sender))
                return false;
            (void)take(s, SLICE(" "));
        } else if (take(s, SLICE("A="))) {
            take_login(f, s);
        } else if (!exim_take_field(s, &field)) {
            return true;
        }
    }
}

/* How the line names it, and what it is called elsewhere. */
static const struct {
    slice words, stage;
} stages[] = {
    { WORDS("RCPT "), WORDS("RCPT") },
    { WORDS("MAIL "), WORDS("MAIL") },
    { WORDS("after DATA"), WORDS("END-OF-MESSAGE") },
    { WORDS("during MIME ACL checks"), WORDS("END-OF-MESSAGE") },
    { WORDS("EHLO or HELO "), WORDS("EHLO") },
    { WORDS("connection in "), WORDS("CONNECT") },
    { WORDS("AUTH "), WORDS("AUTH") },
    { WORDS("VRFY "), WORDS("VRFY") },
    { WORDS("DATA"), WORDS("DATA") },
};

static slice stage_of(slice *s)
{
    for (size_t i = 0; i < COUNT_OF(stages); i++)
        if (take(s, stages[i].words))
            return stages[i].stage;
    return slice_of(NULL, 0);
}

/* Behind "rejected ": the stage, the recipient, and why. */
static void take_refusal(slice s, struct fact *f)
{
    slice why, address;

    f->stage = stage_of(&s);
    if (take(&s, SLICE("<")) && take_address(&s, &address))
        *(slice_eq(f->stage, SLICE("MAIL")) ? &f->sender : &f->recipient) = address;
    why = slice_skip(s, slice_find_str(s, SLICE(": ")));
    (void)take(&why, SLICE(": "));
    f->text = why.n ? why : s;
    f->reason = reason_of(f);
}

/* The recipient was taken, and thrown away: the message may have others. */
static bool is_discarded(slice s, struct fact *f)
{
    if (!take(&s, SLICE("RCPT <")) || !take_address(&s, &f->recipient) ||
        !take(&s, SLICE(": discarded by ")))
        return false;
    f->kind = FACT_DISPOSED;
    f->reaction = REACTION_DISCARD;
    f->stage = SLICE("RCPT");
    f->text = s;
    return true;
}

/* "c@d F=<sender> rejected after DATA: ": an address where there is none else. */
static void skip_cutthrough(slice *s, struct fact *f)
{
    slice rest = *s, address;

    if (!exim_take_address(&rest, &address) || !slice_starts(rest, SLICE("F=<")))
        return;
    *s = rest;
    (void)take_client(s, f);
}

static enum verdict read_client(slice id, slice s, struct facts *out)
{
    struct fact *f = add_refused(id, slice_of(NULL, 0), 550, out);

    if (!take_client(&s, f))
        return ignored(out, "about a client");
    if (is_discarded(s, f))
        return VERDICT_PARSED;
    if (!f->sender.p)
        skip_cutthrough(&s, f);
    if (take(&s, SLICE("temporarily ")))
        f->code = 450;
    if (!take(&s, SLICE("rejected ")))
        return ignored(out, "about a client");
    take_refusal(s, f);
    return VERDICT_PARSED;
}

/* " H=host [ip]: why" or " U=user: why" behind what was refused. */
static enum verdict take_tail(slice s, struct fact *f, struct facts *out)
{
    (void)take(&s, SLICE(" "));
    if (slice_starts(s, SLICE("H=")) && !take_client(&s, f))
        return malformed(out, "refusal cut off or not readable");
    f->text = s;
    (void)take(&f->text, SLICE(": "));
    return VERDICT_PARSED;
}

/* With the size told beforehand; the client stands behind. */
static enum verdict read_too_big(slice s, struct facts *out)
{
    struct fact *f = add_refused(slice_of(NULL, 0), SLICE("MAIL"), 552, out);

    f->reason = REJECT_SIZE;
    if (!take_address(&s, &f->sender) || !slice_starts(s, SLICE(" H=")))
        return malformed(out, "refusal cut off or not readable");
    return take_tail(s, f, out);
}

/* While it was read. */
static enum verdict read_from(slice id, slice s, struct facts *out)
{
    struct fact *f = add_refused(id, SLICE("END-OF-MESSAGE"), 552, out);
    enum verdict verdict;

    if (!take_address(&s, &f->sender))
        return malformed(out, "refusal cut off or not readable");
    verdict = take_tail(s, f, out);
    f->reason = reason_of(f);
    return verdict;
}

static enum verdict read_too_many(slice s, struct facts *out)
{
    struct fact *f = add_refused(slice_of(NULL, 0), SLICE("RCPT"), 452, out);
    slice words, all = s;

    f->reason = REJECT_RECIPIENTS;
    if (!take_until(&s, SLICE("sender=<"), &words) || !take_address(&s, &f->sender))
        return malformed(out, "refusal cut off or not readable");
    if (take_tail(s, f, out) == VERDICT_MALFORMED)
        return VERDICT_MALFORMED;
    f->text = all;
    return VERDICT_PARSED;
}

/* "EHLO from [ip]: why", "MAIL from host [ip]: why", and what the client said in quotes. */
static enum verdict read_command(slice s, struct facts *out)
{
    struct fact *f = add_refused(slice_of(NULL, 0), slice_of(NULL, 0), 550, out);
    slice verb;

    if (slice_starts(s, SLICE("\"")) || !take_until(&s, SLICE(" from "), &verb) ||
        slice_find(verb, ' ') < verb.n || !exim_take_host(&s, &f->client))
        return ignored(out, "about a client");
    f->stage = verb;
    f->text = s;
    (void)take(&f->text, SLICE(": "));
    f->reason = REJECT_CLIENT;
    return VERDICT_PARSED;
}

static enum verdict read_unqualified(slice s, slice kind, struct facts *out)
{
    bool is_sender = slice_eq(kind, SLICE("sender"));
    struct fact *f = add_refused(slice_of(NULL, 0), SLICE("RCPT"), 501, out);
    slice address;

    f->stage = is_sender ? SLICE("MAIL") : SLICE("RCPT");
    if (!take_address(&s, &address) || take_tail(s, f, out) == VERDICT_MALFORMED)
        return malformed(out, "refusal cut off or not readable");
    *(is_sender ? &f->sender : &f->recipient) = address;
    f->reason = is_sender ? REJECT_SENDER : REJECT_OTHER;
    f->text = SLICE("unqualified address");
    return VERDICT_PARSED;
}

bool exim_reject(slice id, slice s, struct facts *out, enum verdict *verdict)
{
    slice kind;

    if (slice_starts(s, SLICE("H=")) || slice_starts(s, SLICE("U=")) ||
        slice_starts(s, SLICE("F=<")) || slice_starts(s, SLICE("DS H=")))
        *verdict = read_client(id, s, out);
    else if (take(&s, SLICE("rejected MAIL FROM:<")))
        *verdict = read_too_big(s, out);
    else if (take(&s, SLICE("rejected from <")))
        *verdict = read_from(id, s, out);
    else if (take(&s, SLICE("rejected ")))
        *verdict = read_command(s, out);
    else if (slice_starts(s, SLICE("too many recipients: ")))
        *verdict = read_too_many(s, out);
    else if (take(&s, SLICE("unqualified ")) && take_until(&s, SLICE(" rejected: <"), &kind))
        *verdict = read_unqualified(s, kind, out);
    else
        return false;
    return true;
}
