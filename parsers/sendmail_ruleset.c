/*
 * What a ruleset, the server or a milter refused:
 *
 *   ruleset=check_rcpt, arg1=<a>[, arg2=b], relay=name [ip], reject=550 5.7.1 <a>... words
 *   ruleset=check_mail, arg1=<a>, relay=name [ip], discard | quarantine=words
 *   <a>... User unknown            Too many recipients
 *   Milter: data, reject=550 5.7.1 words           milter=name, quarantine=words
 *
 * The argument is the client's, and the reply repeats it: an address ends as it is quoted, and
 * the client behind it is named before the reply begins. With delay_checks every ruleset is
 * named check_rcpt.
 *
 * Blind to: at which command a site's own ruleset refused; a recipient refused as one too many.
 */
#include "parsers/sendmail.h"

static const struct {
    slice ruleset, stage;
} stages[] = {
    { WORDS("check_rcpt"), WORDS("RCPT") },
    { WORDS("check_mail"), WORDS("MAIL") },
    { WORDS("check_relay"), WORDS("CONNECT") },
    { WORDS("check_data"), WORDS("DATA") },
    { WORDS("check_eoh"), WORDS("END-OF-MESSAGE") },
    { WORDS("check_eom"), WORDS("END-OF-MESSAGE") },
    { WORDS("check_compat"), WORDS("RCPT") },
    { WORDS("check_vrfy"), WORDS("VRFY") },
    { WORDS("check_expn"), WORDS("EXPN") },
    { WORDS("check_etrn"), WORDS("ETRN") },
    { WORDS("check_rcpt_bad"), WORDS("RCPT") },
    { WORDS("tls_client"), WORDS("MAIL") },
};

/* Rulesets of no refusal: about what is then left undone. */
static const slice harmless[] = {
    WORDS("trust_auth"), WORDS("srv_features"), WORDS("try_tls"),  WORDS("tls_server"),
    WORDS("tls_rcpt"),   WORDS("clt_features"), WORDS("authinfo"),
};

/* A header's ruleset has the name that the site gave it. */
static slice stage_of(slice ruleset)
{
    for (size_t i = 0; i < COUNT_OF(stages); i++)
        if (slice_eq(ruleset, stages[i].ruleset))
            return stages[i].stage;
    return SLICE("END-OF-MESSAGE");
}

static bool is_harmless(slice ruleset)
{
    for (size_t i = 0; i < COUNT_OF(harmless); i++)
        if (slice_eq(ruleset, harmless[i]))
            return true;
    return false;
}

/* The client's name has no comma: what follows it is what the server did. */
static bool take_client(slice *s, struct peer *out)
{
    slice words;

    if (!take_until(s, SLICE(", "), &words))
        return false;
    *out = sendmail_peer(words);
    return true;
}

static void take_argument(slice *s, struct fact *f)
{
    if (!slice_starts(*s, SLICE("<")))
        return;
    if (slice_eq(f->stage, SLICE("RCPT")))
        (void)take_sendmail_address(s, SLICE(","), &f->recipient);
    else if (slice_eq(f->stage, SLICE("MAIL")))
        (void)take_sendmail_address(s, SLICE(","), &f->sender);
}

/* Up to the relay; an argument that is not an address may imitate it, and then nobody is named. */
static bool take_arguments(slice *s, struct fact *f)
{
    slice skipped;

    if (!take(s, SLICE("arg1=")))
        return take(s, SLICE("relay="));
    take_argument(s, f);
    (void)take(s, SLICE(" "));
    return take(s, SLICE("relay=")) || take_until(s, SLICE(", relay="), &skipped);
}

/* Behind the codes and "<who>... ". */
static slice words_of(slice reply, struct fact *f)
{
    slice words = take_reply_codes(reply, f), address;

    if (slice_starts(words, SLICE("<")))
        (void)take_sendmail_address(&words, SLICE("... "), &address);
    return words;
}

static enum verdict add_reject(slice id, slice reply, struct fact *f)
{
    bool is_final = slice_eq(f->stage, SLICE("END-OF-MESSAGE"));

    f->kind = FACT_REJECT;
    f->reaction = REACTION_REJECT;
    f->text = reply;
    if (is_final)
        f->queue_id = id;
    f->reason = sendmail_reason(words_of(reply, f), f);
    if (is_final && f->reason == REJECT_OTHER)
        f->reason = REJECT_CONTENT;
    return VERDICT_PARSED;
}

static enum verdict add_disposed(slice id, enum reaction reaction, slice text, struct fact *f)
{
    f->kind = FACT_DISPOSED;
    f->queue_id = id;
    f->reaction = reaction;
    f->text = text;
    return VERDICT_PARSED;
}

/* What was done: behind the client's name, or behind a milter's. */
static enum verdict read_action(slice id, slice s, struct fact *f, struct facts *out)
{
    if (take(&s, SLICE("reject=")))
        return add_reject(id, s, f);
    if (take(&s, SLICE("quarantine=")))
        return add_disposed(id, REACTION_HOLD, s, f);
    if (slice_eq(s, SLICE("discard")))
        return add_disposed(id, REACTION_DISCARD, s, f);
    if (slice_eq(s, SLICE("tempfail")))
        return add_reject(id, s, f);
    return ignored(out, why_not_known);
}

enum verdict read_ruleset(slice id, slice s, struct facts *out)
{
    slice ruleset = slice_head(s, slice_find(s, ','));
    struct fact *f;

    if (is_harmless(ruleset))
        return ignored(out, "ruleset that refuses no mail");
    s = slice_skip(s, ruleset.n);
    f = facts_add(out, FACT_REJECT);
    f->stage = stage_of(ruleset);
    if (!take(&s, SLICE(", ")) || !take_arguments(&s, f) || !take_client(&s, &f->client))
        return malformed(out, "ruleset line cut off or not readable");
    return read_action(id, s, f, out);
}

/* "name, action=mail, reject=..." or "data, reject=..."; the rest is what it changed. */
static const struct {
    slice words, stage;
} milter_stages[] = {
    { WORDS("data"), WORDS("END-OF-MESSAGE") },
    { WORDS("eoh"), WORDS("END-OF-MESSAGE") },
    { WORDS("header"), WORDS("END-OF-MESSAGE") },
    { WORDS("body"), WORDS("END-OF-MESSAGE") },
    { WORDS("eom"), WORDS("END-OF-MESSAGE") },
    { WORDS("from="), WORDS("MAIL") },
    { WORDS("to="), WORDS("RCPT") },
    { WORDS("helo="), WORDS("HELO") },
    { WORDS("connect: "), WORDS("CONNECT") },
};

static slice milter_stage(slice s)
{
    for (size_t i = 0; i < COUNT_OF(milter_stages); i++)
        if (slice_starts(s, milter_stages[i].words))
            return milter_stages[i].stage;
    return slice_of(NULL, 0);
}

/* The address in front of the action is the client's. */
static bool take_milter_words(slice *s, struct fact *f)
{
    slice rest = *s, skipped;

    if (take(&rest, SLICE("to=")))
        return take_sendmail_address(&rest, SLICE(", "), &f->recipient) && ((*s = rest), true);
    if (take(&rest, SLICE("from=")))
        return take_sendmail_address(&rest, SLICE(", "), &f->sender) && ((*s = rest), true);
    return take_until(s, SLICE(", "), &skipped);
}

static bool is_action(slice s)
{
    return slice_starts(s, SLICE("reject=")) || slice_starts(s, SLICE("quarantine=")) ||
           slice_eq(s, SLICE("discard")) || slice_eq(s, SLICE("tempfail"));
}

enum verdict read_milter(slice id, slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_REJECT);
    slice name;

    f->stage = milter_stage(s);
    if (!take_milter_words(&s, f))
        return ignored(out, "milter at work");
    if (take(&s, SLICE("action="))) {
        f->stage = milter_stage(s);
        if (!take_until(&s, SLICE(", "), &name))
            return ignored(out, "milter at work");
    }
    if (f->stage.n == 0)
        f->stage = SLICE("END-OF-MESSAGE");
    if (!is_action(s))
        return ignored(out, "milter at work");
    return read_action(id, s, f, out);
}

static enum verdict add_refused(slice text, slice words, enum reject_reason reason,
                                struct facts *out)
{
    struct fact *f = facts_add(out, FACT_REJECT);

    f->stage = SLICE("RCPT");
    f->reaction = REACTION_REJECT;
    f->text = text;
    f->reason = reason == REJECT_OTHER ? sendmail_reason(words, f) : reason;
    return VERDICT_PARSED;
}

enum verdict read_refused(slice s, struct facts *out)
{
    slice rest = s, address;

    if (slice_eq(s, SLICE("Too many recipients")))
        return add_refused(s, s, REJECT_RECIPIENTS, out);
    if (!slice_starts(s, SLICE("<")) || !take_sendmail_address(&rest, SLICE("... "), &address))
        return VERDICT_FOREIGN;
    (void)add_refused(s, rest, REJECT_OTHER, out);
    out->at[0].recipient = address;
    return VERDICT_PARSED;
}
