/*
 * limits - messages beyond the policy's size and number of recipients
 *
 * Catches, under the account's login or from an own host:
 * - what the server refused as too large: named on the line itself, through its session, or
 *   through the message that was cut off while it was read;
 * - recipients that the server probably refused for being too many. Postfix has no line for
 *   that; it counts them on the disconnect line all the same. So a session is left with more
 *   recipients than its messages have, and one of these has exactly as many as the policy
 *   allows; or there is one message alone, and more were offered for it than the policy
 *   allows. Repeated addresses could look like that, hence likely and no more.
 * It was refused, so nothing happened: a note, however often, because a client may try for
 * ever. What the server accepted beyond the policy is the operators' (limits_operators.c).
 *
 * Blind to the size of what was refused and to the server's own limits: the log tells
 * neither. On Postfix before 3.10 a refusal at MAIL names no login, and is nobody's unless a
 * message of the same session came before it. Blind to recipients refused where aliases or
 * copies to an archive change the number of the message's, where a transaction of the session
 * was given up, and, in sessions of several messages, where the server's limit is another than
 * the policy's. A session of at most a hundred recipients is not looked at: any server must take as
 * many.
 */

#include "detectors/limits.h"

static const struct limit limits[] = {
    [MESSAGE_SIZE] = { "message_size", 150000000, BYTES, "largest message that may be sent" },
    [RECIPIENTS] = { "recipients", 500, COUNT, "most recipients that one message may have" },
    [REFUSED_DAY] = { "refused_day", 1, COUNT, "messages refused as too large in a day: notice" },
    [RETRIES_DAY] = { "retries_day", 10, COUNT, "of these that look like a client that retries" },
    [SURPLUS] = { "surplus", 10, COUNT, "recipients offered in vain that are no slip" },
    { 0 },
};

static const struct field fields[] = {
    WINDOW(struct limits_state, refused),
    NUMBER(struct limits_state, size_told),
    NUMBER(struct limits_state, recipients_told),
    { 0 },
};

static const char *headline_of(int64_t refused, int64_t surplus)
{
    if (refused && surplus)
        return "refused as too large: {refused} within a day; and probably {beyond} recipients "
               "beyond the limit";
    if (surplus)
        return "{beyond} recipients beyond the limit were probably refused";
    return refused == 1 ? "a message was refused as too large"
                        : "{refused} messages were refused as too large within a day";
}

static const char *why_oversize(const struct watch *w, int64_t refused)
{
    if (refused < w->limit[RETRIES_DAY])
        return "The server refused {refused} of its messages as too large within a day; the "
               "policy allows {allowed_size MB} MB a message.";
    return "The server refused {refused} of its messages as too large within a day, as it is "
           "when a program tries again for ever; the policy allows {allowed_size MB} MB a "
           "message.";
}

static const char why_surplus[] =
    "In one session {offered} recipients were offered and not refused by name, but its messages "
    "have {accepted}, one of them exactly the {allowed_recipients} that the policy allows: "
    "probably the server takes no more, and has no line for it.";

static const char why_single[] =
    "For one message {offered} recipients were offered and not refused by name, where the policy "
    "allows {allowed_recipients}; it has {accepted}: probably the server takes no more than that, "
    "and has no line for it.";

static const char why_both[] =
    "The server refused {refused} of its messages as too large within a day, where the policy "
    "allows {allowed_size MB} MB. And in one session {offered} recipients were offered, but its "
    "messages have {accepted}, one of them exactly the {allowed_recipients} that the policy "
    "allows: probably the server takes no more, and has no line for it.";

static const char *why_beyond(const struct watch *w, const struct evidence *e)
{
    return evidence_value(e, "accepted") < w->limit[RECIPIENTS] ? why_single : why_surplus;
}

static void ripen(struct watch *w, struct evidence *e, const struct account *who)
{
    int64_t refused = evidence_value(e, "refused"), surplus = evidence_value(e, "beyond");
    bool is_oversize = refused >= w->limit[REFUSED_DAY];

    if (!is_oversize && !surplus)
        return;
    refused = is_oversize ? refused : 0;
    e->is_ripe = true;
    e->certainty = is_oversize ? CERTAINTY_PROVED : CERTAINTY_LIKELY;
    e->weight = 500;
    e->warrants = kind_sends_for_others(who->kind) ? ACTION_RECORD : ACTION_NOTIFY;
    e->headline = headline_of(refused, surplus);
    e->why = !surplus ? why_oversize(w, refused) : refused ? why_both : why_beyond(w, e);
    e->advice = surplus ? "Send a note: many people are reached over a mailing list."
                        : "Send a note: what is larger than the policy allows is handed over in "
                          "another way, not by mail.";
    limits_number(e, w);
}

static void weigh_account(struct evidence *e, const struct account *who)
{
    if (kind_sends_for_others(who->kind))
        evidence_against(e,
                         "The account is a list or a system: what it passes on may be somebody "
                         "else's message.",
                         0);
}

static void on_oversize(struct watch *w, const struct event *ev)
{
    struct limits_state *st = w->state;
    int64_t refused = window_add(&st->refused, 1, ev->when, DAY);
    struct evidence *e = evidence_open(w, FAMILY_VOLUME, ev->account->name);

    evidence_quote(e, ev);
    (void)evidence_raise(e, "refused", COUNT, refused);
    evidence_against(e,
                     "The server's own limit is not in the log: if it is below the policy's "
                     "{allowed_size MB} MB, its setting is at fault and not the sender.",
                     0);
    evidence_against(e, "They were refused: nothing too large was sent.", 0);
    if (ev->session_line.at.line)
        evidence_against(
            e, "The refusal names no login: it is that of the session in which it stands.", 0);
    weigh_account(e, ev->account);
    ripen(w, e, ev->account);
}

/* The server takes so many and no more, as far as is known, and this session offered more. */
static bool met_the_limit(const struct watch *w, const struct session_sum *s)
{
    int64_t limit = w->limit[RECIPIENTS];
    bool is_single = s->messages == 1 && s->largest < limit && s->offered > limit;

    return (is_single || (s->largest == limit && s->accepted_before <= limit)) &&
           (int64_t)s->offered - (int64_t)s->recipients >= w->limit[SURPLUS];
}

static void on_session(struct watch *w, const struct event *ev)
{
    const struct session_sum *s = ev->session;
    struct evidence *e;

    if (!met_the_limit(w, s))
        return;
    e = evidence_open(w, FAMILY_VOLUME, ev->account->name);
    evidence_quote(e, ev);
    if (evidence_raise(e, "beyond", COUNT, (int64_t)s->offered - (int64_t)s->recipients)) {
        evidence_number(e, "offered", COUNT, s->offered);
        evidence_number(e, "accepted", COUNT, (int64_t)s->recipients);
    }
    evidence_against(e,
                     "No line tells of the refusals: addresses given more than once, or aliases "
                     "that lead to one mailbox, would look the same.",
                     0);
    if (s->messages > 1)
        evidence_against(e,
                         "The session went on: what was refused may have gone out in a further "
                         "message, as servers ask for.",
                         0);
    weigh_account(e, ev->account);
    ripen(w, e, ev->account);
}

const struct detector detector_limits = {
    .name = "limits",
    .title = "Limits on size and recipients",
    .clause = CLAUSE_LIMITS,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct limits_state),
    .state_version = 1,
    .unchecked = "How large refused messages were, and where the servers draw the line: these logs "
                 "tell neither. Recipients beyond the line are refused without a word.",
    .on = { [EVENT_OVERSIZE] = on_oversize,
            [EVENT_SESSION] = on_session,
            [EVENT_TAKEN] = limits_on_taken },
};
