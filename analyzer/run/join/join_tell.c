/* Telling a parcel to the detectors, and entering it in the ledger when it is over. */
#include "analyzer/run/join/join_parts.h"

enum { SOON = 6 * HOUR };

static bool is_open_relay(const struct join *j, const struct parcel *p, const struct delivery *d)
{
    const struct message *m = &p->m;

    return j->places->site->domains.n && d->is_external && m->origin == ORIGIN_CLIENT &&
           m->place == PLACE_OUTSIDE && m->login.n == 0 && !m->is_login_unknown;
}

/* An alias was expanded to many addresses: its sender addressed one. */
static bool was_told(struct parcel *p, const struct delivery *d)
{
    size_t n = p->n_told < 8 ? p->n_told : 8;

    if (d->offered == d->to)
        return false;
    for (size_t i = 0; i < n; i++)
        if (p->told[i] == d->offered)
            return true;
    p->told[p->n_told++ % 8] = d->offered;
    return false;
}

/* A login's own mail: what comes from outside or is forwarded is nobody's. */
static void tell_canary(struct join *j, const struct event *like)
{
    const struct canary *canary = planted_find(j->planted, like->recipient.hash);
    struct event ev = *like;

    if (!canary || !like->message->account)
        return;
    ev.kind = EVENT_CANARY;
    ev.recipient.canary = canary->address;
    watchers_tell(j->watchers, &ev);
}

void join_tell_delivery(struct join *j, struct parcel *p, struct delivery *d, const struct fact *f,
                        const struct line *ln, usec when)
{
    struct event ev = { .kind = EVENT_RECIPIENT, .when = when, .message = &p->m };

    ev.account = p->m.account ? p->m.account : p->m.claimant;
    if (is_open_relay(j, p, d)) {
        ev.kind = EVENT_RELAYED;
        ev.account = accounts_of_outsider(j->accounts, p->m.client_ip);
    }
    if (!ev.account)
        return;
    ev.recipient.hash = d->offered;
    ev.recipient.is_external = d->is_external;
    ev.recipient.domain_hash = d->domain;
    if (f) {
        ev.recipient.address = f->orig_to.n ? f->orig_to : f->recipient;
        ev.recipient.domain = slice_domain(ev.recipient.address);
        ev.recipient.domain_hash = reported_domain(j->reported, ev.recipient.domain);
        ev.line = (struct kept_line){ ln->at, ln->when, ln->text };
    }
    if (!was_told(p, d)) {
        ev.is_first = !p->has_recipient;
        p->has_recipient = true;
        ev.nth = ++p->recipients;
        watchers_tell(j->watchers, &ev);
        d->contact = (uint8_t)ev.recipient.contact;
    }
    reported_recipient(j->reported, &ev);
    tell_canary(j, &ev);
}

static bool has_access(const struct message *m)
{
    const struct account *who = m->account;

    return !who->disabled && (who->access_ends == USEC_NONE || m->accepted < who->access_ends);
}

/* What a server took from one of its own clients by SMTP; any must take some, but none of whom
 * people have disabled, or who has left. What a filter or an own relay hands on was taken before.
 */
static void tell_operators(struct join *j, const struct message *m, usec when)
{
    struct event ev = { .kind = EVENT_TAKEN, .when = when, .message = m };
    bool is_own = m->login.n || m->place == PLACE_OWN;

    if ((m->size <= SIZE_ALL_TAKE && has_access(m)) || m->origin != ORIGIN_CLIENT || !is_own)
        return;
    ev.account = &j->accounts->operators;
    watchers_tell(j->watchers, &ev);
}

static void count_from(struct from_sum *sum, const struct message *m)
{
    sum->messages++;
    sum->logged += m->from_line.at.line != 0 || m->is_from_missing;
    sum->unreadable += m->is_from_unreadable;
}

static void tell_notice(struct join *j, struct message *m, usec when)
{
    m->claimant = accounts_of_login(j->accounts, m->login, m->accepted);
    watchers_notice(j->watchers, m, when);
}

void join_tell(struct join *j, struct parcel *p, usec when)
{
    if (p->is_probe || p->is_told)
        return;
    p->is_told = true;
    join_undouble(p);
    join_unlist(j, p);
    if (!p->m.login.n)
        p->m.from_line = (struct kept_line){ 0 }; /* it might have been a login's */
    if (p->m.origin != ORIGIN_FORWARD && p->m.origin != ORIGIN_NOTICE)
        accounts_identify(j->accounts, &p->m);
    if (p->m.account) {
        watchers_message(j->watchers, &p->m, when);
        tell_operators(j, &p->m, when);
        join_tell_filterings(j, p, when);
    } else if (p->m.from_line.at.line && p->m.login.n) {
        tell_notice(j, &p->m, when);
    }
    if (p->m.login.n)
        count_from(&j->froms[p->queue], &p->m);
    reported_message(j->reported, &p->m);
    for (size_t i = 0; i < p->n; i++)
        if (!p->deliveries[i].is_behind)
            join_tell_delivery(j, p, &p->deliveries[i], NULL, NULL, when);
    join_tell_outcomes(j, p, false);
}

void join_tell_oversize(struct join *j, const struct parcel *p, const struct fact *f,
                        const struct line *ln)
{
    struct event ev = { .kind = EVENT_OVERSIZE, .when = ln->when, .message = &p->m, .reject = f };

    if (p->m.origin == ORIGIN_CLIENT)
        ev.account = accounts_of_client(j->accounts, p->m.login, p->m.client_ip, ln->when);
    ev.line = (struct kept_line){ ln->at, ln->when, ln->text };
    if (ev.account)
        watchers_tell(j->watchers, &ev);
}

/* Behind a filter whose other side is not in the log: lost, or open if the log just ended. */
static void count_unseen(struct join *j, uint64_t unseen, uint64_t outcomes[OUTCOMES])
{
    if (j->is_over) {
        outcomes[OUTCOME_LOST] -= unseen;
        outcomes[OUTCOME_OPEN] += unseen;
    } else {
        j->without_leg += unseen;
    }
}

/* Put on hold and not released when the log ended: what was undecided is held, not open. */
static void count_held(struct parcel *p)
{
    if (!p->is_on_hold || p->missing != OUTCOME_OPEN)
        return;
    p->missing = OUTCOME_HELD;
    for (size_t i = 0; i < p->n; i++)
        if (p->deliveries[i].outcome == OUTCOME_OPEN)
            p->deliveries[i].outcome = OUTCOME_HELD;
}

/* What waited in the queue when the log began is tried again within hours, mostly. */
static void count_unknown(struct join *j, usec first_heard)
{
    j->unknown_origin++;
    j->unknown_late += first_heard > j->begins + (usec)SOON * USEC_PER_SECOND;
}

/* As many as were addressed. All that is of unnamed aliases stands for one, which a leg before may
   have named, or for several. And whom an alias beside it stands for as well is named once, so that
   an address may have no line: when all have been decided it has what the others have. */
static void count_addressed(const struct parcel *p, uint64_t outcomes[OUTCOMES])
{
    bool is_decided = p->is_as_addressed && p->is_complete && outcomes[OUTCOME_DELIVERED];
    enum outcome missing = p->missing;
    uint64_t total = 0;

    for (int i = 0; i < OUTCOMES; i++)
        total += outcomes[i];
    if (missing == OUTCOME_LOST && is_decided)
        missing = OUTCOME_DELIVERED;
    if (p->m.nrcpt > total)
        outcomes[missing] += p->m.nrcpt - total;
    else if (p->is_expanded && p->m.nrcpt && p->m.nrcpt < total && outcomes[p->missing])
        outcomes[p->missing]--;
}

/* What a filter took, and neither handed in again nor said why in its reply. */
static void settle_kept(struct parcel *p)
{
    for (size_t i = 0; p->kept && i < p->n; i++)
        if (p->deliveries[i].is_passed && p->deliveries[i].outcome == OUTCOME_LOST)
            p->deliveries[i].outcome = (uint8_t)p->kept;
}

void join_sum_up(struct join *j, struct parcel *p)
{
    struct sums one = { 0 };
    uint64_t unsettled, missing;
    bool is_mail = p->is_queued || p->n || p->is_on_hold || p->missing == OUTCOME_DISCARDED;

    if (!is_mail || p->is_probe || (p->is_refused && !p->is_queued))
        return;
    if (!p->is_told)
        join_tell(j, p, p->m.accepted);
    count_held(p);
    settle_kept(p);
    missing = parcel_complete(p);
    join_tell_outcomes(j, p, true);
    if (!p->is_as_addressed)
        one.outcomes[p->missing] = missing;
    count_unseen(j, parcel_sum(p, one.outcomes, &one.external), one.outcomes);
    if (p->is_expanded || p->is_as_addressed)
        count_addressed(p, one.outcomes);
    if (p->m.origin == ORIGIN_UNKNOWN && p->m.sender.n && !p->m.is_carried)
        count_unknown(j, p->m.accepted);
    if (!p->m.is_carried)
        rhythm_add(&j->rhythm, p->m.accepted, 1);
    ledger_message(&j->ledger, p->queue, &p->m, &one);
    unsettled = one.outcomes[OUTCOME_OPEN] + one.outcomes[OUTCOME_HELD];
    if (p->m.account && unsettled)
        watchers_unsettled(j->watchers, &p->m, unsettled);
    else if (p->m.account && one.outcomes[OUTCOME_BOUNCED])
        watchers_bounced(j->watchers, &p->m, one.outcomes[OUTCOME_BOUNCED]);
}
