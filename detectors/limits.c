/*
 * limits - messages that are larger than the policy allows
 *
 * Catches what the server refused as too large, under the account's login or from an own
 * host: on the line itself, through its session, or through the message that was cut off
 * while it was read. It was refused, so nothing happened: a note, however often, because a
 * client may try for ever.
 *
 * Blind to the size: the log does not tell it, nor the server's own limit. On Postfix before
 * 3.10 a refusal at MAIL names no login, and is nobody's unless a message of the same session
 * came before it.
 */

#include "detectors/toolbox.h"

enum { MESSAGE_SIZE, RECIPIENTS, REFUSED_DAY, RETRIES_DAY };

static const struct limit limits[] = {
    [MESSAGE_SIZE] = { "message_size", 150000000, BYTES, "largest message that may be sent" },
    [RECIPIENTS] = { "recipients", 500, COUNT, "most recipients that one message may have" },
    [REFUSED_DAY] = { "refused_day", 1, COUNT, "messages refused as too large in a day: notice" },
    [RETRIES_DAY] = { "retries_day", 10, COUNT, "of these that look like a client that retries" },
    { 0 },
};

struct state { /* one account */
    struct window refused;
};

static const struct field fields[] = {
    WINDOW(struct state, refused),
    { 0 },
};

static void raise_to(struct evidence *e, const char *name, int64_t value)
{
    if (value > evidence_value(e, name))
        evidence_number(e, name, COUNT, value);
}

static bool is_role(const struct account *a)
{
    return a->kind == KIND_LIST || a->kind == KIND_SYSTEM;
}

/* Whether the account is known by a login, and not only as the host that it came from. */
static bool has_login(const struct event *ev)
{
    return ev->reject->login.n || ev->session_line.at.line || (ev->message && ev->message->login.n);
}

static void weigh_oversize(struct evidence *e, const struct event *ev)
{
    evidence_against(e,
                     "The server's own limit is not in the log: if it is below the policy's "
                     "{message_size MB} MB, its setting is at fault and not the sender.",
                     0);
    evidence_against(e, "The messages were refused: nothing too large was sent.", 0);
    if (!has_login(ev))
        evidence_against(e, "Sent without a login: only the host is known.", 0);
    else if (ev->session_line.at.line)
        evidence_against(e,
                         "The refusal names no login: it is that of the session in which it "
                         "stands.",
                         0);
    if (is_role(ev->account))
        evidence_against(e,
                         "The account is a list or a system: what it passes on may be somebody "
                         "else's message.",
                         0);
}

static void on_oversize(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    int64_t refused = window_add(&st->refused, 1, ev->when, DAY);
    struct evidence *e = evidence_open(w, FAMILY_VOLUME, ev->account->name);

    evidence_quote(e, ev);
    raise_to(e, "refused", refused);
    refused = evidence_value(e, "refused");
    evidence_number(e, "message_size", BYTES, w->limit[MESSAGE_SIZE]);
    weigh_oversize(e, ev);
    if (refused < w->limit[REFUSED_DAY])
        return;
    e->is_ripe = true;
    e->certainty = CERTAINTY_PROVED;
    e->weight = 500;
    e->warrants = is_role(ev->account) ? ACTION_RECORD : ACTION_NOTIFY;
    e->headline = refused == 1 ? "a message was refused as too large"
                               : "{refused} messages were refused as too large within a day";
    e->why = refused < w->limit[RETRIES_DAY]
                 ? "The server refused {refused} of its messages as too large within a day; the "
                   "policy allows {message_size MB} MB a message."
                 : "The server refused {refused} of its messages as too large within a day, as "
                   "it is when a program tries again for ever; the policy allows "
                   "{message_size MB} MB a message.";
    e->advice = "Send a note: what is larger than the policy allows is handed over in another way, "
                "not by mail.";
}

const struct detector detector_limits = {
    .name = "limits",
    .title = "Limits on size and recipients",
    .clause = CLAUSE_LIMITS,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .unchecked = "How large the refused messages were and where the servers draw the line: these "
                 "logs tell neither.",
    .on = { [EVENT_OVERSIZE] = on_oversize },
};
