/*
 * complained - people outside complained about mail of this account
 *
 * Catches complaints (feedback reports, or taken by phone) that own log lines agree with: the
 * message is this login's, of that time, and went where the complaint comes from. Each distinct
 * complainant within `span` counts `weight`; those of one domain and one day are likely to have
 * one cause and count half from the second on. A person who presses a button may be wrong, so one
 * complaint alone asks for nothing; a complaint proves no offence, and none of them disables.
 *
 * Blind to complaints about messages whose log is not read with them, to those that providers keep
 * to themselves or send as rates only (Gmail), and to whether the complaint is right.
 */

#include "detectors/toolbox.h"

enum { SPAN, WEIGHT };

static const struct limit limits[] = {
    [SPAN] = { "span", 30 * DAY, SECONDS, "complaints are counted over this time" },
    [WEIGHT] = { "weight", 1500, MILLI, "of the first complaint of a domain and day" },
    { 0 },
};

struct state {
    struct distinct complainants;
    struct distinct domains;
    struct distinct domain_days;
};

static const struct field fields[] = {
    DISTINCT(struct state, complainants),
    DISTINCT(struct state, domains),
    DISTINCT(struct state, domain_days),
    { 0 },
};

/* No more than there are complainants have a domain and a day to themselves. */
static int32_t weight_of(const struct watch *w, int64_t complainants, int64_t domain_days)
{
    int64_t whole = domain_days < complainants ? domain_days : complainants;
    int64_t half = complainants - whole;

    return (int32_t)(whole * w->limit[WEIGHT] + half * w->limit[WEIGHT] / 2);
}

static uint64_t domain_day(const struct event *ev)
{
    return ev->complainant_domain ^ (uint64_t)(clock_day(ev->message->accepted) / USEC_PER_SECOND);
}

static void say(struct evidence *e, int64_t complainants, int64_t domains)
{
    e->warrants = ACTION_RECORD;
    e->certainty = domains > 1 ? CERTAINTY_LIKELY : CERTAINTY_HINT;
    e->headline = complainants == 1
                      ? "somebody complained about its mail"
                      : "{complainants} people complained about its mail, of {domains} domains";
    e->why = "Complaints that a message of this login agrees with: {complaints} in this log, "
             "distinct complainants within the time that counts: {complainants}, of {domains} "
             "domains. The first is {owner}.";
    e->advice = "Read the message in the report (it lies in the site's folder under the name "
                "above), and ask the account's owner what this mail was. Answer who complained.";
    evidence_against(e,
                     "A complaint says what somebody thinks of a message, and a button is "
                     "pressed by mistake: it proves no offence.",
                     0);
}

static void on_complaint(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    usec when = ev->message->accepted;
    int64_t people = distinct_add(&st->complainants, ev->complainant, when, w->limit[SPAN]);
    int64_t domains = distinct_add(&st->domains, ev->complainant_domain, when, w->limit[SPAN]);
    int64_t days = distinct_add(&st->domain_days, domain_day(ev), when, w->limit[SPAN]);
    struct evidence *e = evidence_open(w, FAMILY_COMPLAINT, slice_of(NULL, 0));

    evidence_quote(e, ev);
    if (ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    e->is_ripe = true;
    e->owner = e->owner.n ? e->owner : ev->complaint->name;
    e->weight = weight_of(w, people, days);
    evidence_number(e, "complaints", COUNT, evidence_value(e, "complaints") + 1);
    evidence_number(e, "complainants", COUNT, people);
    evidence_number(e, "domains", COUNT, domains);
    say(e, people, domains);
    if (ev->recipient.contact == CONTACT_KNOWN)
        evidence_against(e, "The account has written to one of them on earlier days.", 0);
}

const struct detector detector_complained = {
    .name = "complained",
    .title = "Complaints about mail",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .unchecked = "Complaints that providers keep to themselves, and those about messages whose log "
                 "was not read with them.",
    .on = { [EVENT_COMPLAINT] = on_complaint },
};
