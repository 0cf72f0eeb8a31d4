/*
 * relaying - mail that passes through from outsiders to outsiders, and attempts at it
 *
 * Catches an own host that is refused again and again (infected, or set up wrongly) and
 * mail accepted from outside without a login for recipients outside: an open relay, or
 * own networks drawn too wide. That one is the operator's fault, not a sender's.
 * Refused attempts from outside are noise: they are counted by network and accuse nobody.
 *
 * A refusal whose recipient cannot be read is one all the same; all of these count as one
 * domain.
 *
 * Blind to relaying through a stolen login (that is the account's own sending) and to
 * what is forwarded on behalf of a local address (that is forwarding).
 */

#include "detectors/toolbox.h"

enum { DENIED_DAY, DOMAINS, ACCEPTED_DAY };

static const struct limit limits[] = {
    [DENIED_DAY] = { "denied_day", 50, COUNT, "relay attempts of an own host refused in a day" },
    [DOMAINS] = { "domains", 5, COUNT, "different recipient domains that look like an infection" },
    [ACCEPTED_DAY] = { "accepted_day", 1, COUNT, "recipients relayed for an outsider in a day" },
    { 0 },
};

struct state { /* one host */
    struct window denied;
    struct distinct domains;
    struct window accepted;
};

static const struct field fields[] = {
    WINDOW(struct state, denied),
    DISTINCT(struct state, domains),
    WINDOW(struct state, accepted),
    { 0 },
};

static void on_refused(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    int64_t denied, domains;
    struct evidence *e;

    if (ev->reject->reason != REJECT_RELAY)
        return;
    denied = window_add(&st->denied, 1, ev->when, DAY);
    domains = distinct_add(&st->domains, ev->recipient.hash, ev->when, DAY);
    if (2 * denied < w->limit[DENIED_DAY])
        return;
    e = evidence_open(w, FAMILY_CONFIGURATION, ev->account->name);
    evidence_quote(e, ev);
    (void)evidence_raise(e, "denied", COUNT, denied);
    (void)evidence_raise(e, "domains", COUNT, domains);
    evidence_number(e, "denied_day", COUNT, w->limit[DENIED_DAY]);
    if (denied <= w->limit[DENIED_DAY])
        return;
    e->is_ripe = true;
    e->certainty = CERTAINTY_LIKELY;
    e->weight = 2000;
    e->warrants = domains >= w->limit[DOMAINS] ? ACTION_CONTACT : ACTION_NOTIFY;
    e->headline = "{denied} relay attempts of this own host were refused";
    e->advice = "Talk to the owner of this host: it is infected, or a program on it is set up "
                "without a login.";
    evidence_against(
        e, "A printer or program that was set up wrongly looks the same as an infected host.", 0);
    e->why = "{denied} attempts of this own host to relay without a login were refused within a "
             "day, to {domains} domains; more than {denied_day} are not a slip.";
}

static void on_relayed(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    int64_t accepted = window_add(&st->accepted, 1, ev->when, DAY);
    struct evidence *e = evidence_open(w, FAMILY_CONFIGURATION, ev->account->name);

    evidence_quote(e, ev);
    (void)evidence_raise(e, "relayed", COUNT, accepted);
    if (accepted < w->limit[ACCEPTED_DAY])
        return;
    e->is_ripe = true;
    e->is_operators = true;
    e->certainty = CERTAINTY_PROVED;
    e->weight = 3000;
    e->warrants = ACTION_CONTACT;
    e->headline = "mail from this outside client was relayed to {relayed} outside recipients";
    e->advice = "Check the servers' own networks and relay rules now: this client must not pass. "
                "No sender is at fault.";
    evidence_against(e,
                     "If this client is an own relay or a partner's, name it in the site's "
                     "networks or relays.",
                     0);
    e->why =
        "Mail for {relayed} outside recipients was accepted from this outside client without a "
        "login: the server relays for outsiders.";
}

const struct detector detector_relaying = {
    .name = "relaying",
    .title = "Relaying",
    .clause = CLAUSE_RELAYING,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .on = { [EVENT_REFUSED] = on_refused, [EVENT_RELAYED] = on_relayed },
};
