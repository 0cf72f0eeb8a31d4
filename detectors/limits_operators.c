/*
 * What the servers accepted beyond the policy, from own logins and hosts: their limits are
 * set otherwise than the policy has them. That is no sender's fault; it is told once, and
 * again only when it was still more. Lists, systems and relays are left out: they may have
 * services, and limits, of their own.
 *
 * Blind to a server's limit that nobody has reached, and to too many recipients where aliases
 * were among them or the session is not known from end to end.
 */
#include "detectors/limits.h"

enum { HEADROOM = 64 * 1024 }; /* headers that servers and filters put in front */

static void ripen_operators(struct watch *w, struct evidence *e)
{
    bool is_size = evidence_value(e, "largest_size"),
         is_many = evidence_value(e, "most_recipients");

    e->is_ripe = true;
    e->is_operators = true;
    e->certainty = CERTAINTY_PROVED;
    e->weight = 1000;
    e->warrants = ACTION_NOTIFY;
    e->headline = is_size && is_many ? "the servers accepted a message of {largest_size MB} MB "
                                       "and one to {most_recipients} recipients"
                  : is_many ? "the servers accepted a message to {most_recipients} recipients"
                            : "the servers accepted a message of {largest_size MB} MB";
    e->why =
        "The policy allows {allowed_size MB} MB and {allowed_recipients} recipients a message; the "
        "servers let more through, from an own login or host.";
    e->advice = "Set the servers' limits as the policy has them (Postfix: message_size_limit, "
                "smtpd_recipient_limit), or the policy as the servers are meant to be. No sender "
                "is at fault.";
    limits_number(e, w);
}

static void on_taken_message(struct watch *w, const struct event *ev)
{
    struct limits_state *st = w->state;
    int64_t size = (int64_t)ev->message->size, limit = w->limit[MESSAGE_SIZE];
    struct evidence *e;

    if (size <= limit + HEADROOM || kind_sends_for_others(ev->message->account->kind) ||
        (!*w->slot && size <= st->size_told))
        return;
    e = evidence_open(w, FAMILY_CONFIGURATION, ev->account->name);
    evidence_quote(e, ev);
    if (evidence_raise(e, "largest_size", BYTES, size))
        st->size_told = size;
    evidence_number(e, "too_large", COUNT, evidence_value(e, "too_large") + 1);
    evidence_against(e,
                     "Sizes are those of the message as it was sent: attachments count in their "
                     "encoded form, a third larger than the files.",
                     0);
    ripen_operators(w, e);
}

/* All that was offered was accepted, so none of it is an alias' or an archive's. */
static void on_taken_session(struct watch *w, const struct event *ev)
{
    struct limits_state *st = w->state;
    const struct session_sum *s = ev->session;
    struct evidence *e;

    if (s->largest <= w->limit[RECIPIENTS] || s->offered != s->recipients ||
        kind_sends_for_others(s->account->kind) || (!*w->slot && s->largest <= st->recipients_told))
        return;
    e = evidence_open(w, FAMILY_CONFIGURATION, ev->account->name);
    evidence_quote(e, ev);
    if (evidence_raise(e, "most_recipients", COUNT, s->largest))
        st->recipients_told = s->largest;
    evidence_number(e, "too_many", COUNT, evidence_value(e, "too_many") + 1);
    evidence_against(e,
                     "Only sessions count in which each recipient offered became one of a message: "
                     "aliases did not make them many.",
                     0);
    ripen_operators(w, e);
}

void limits_on_taken(struct watch *w, const struct event *ev)
{
    if (ev->session)
        on_taken_session(w, ev);
    else
        on_taken_message(w, ev);
}
