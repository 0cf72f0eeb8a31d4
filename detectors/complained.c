/*
 * complained - people outside complained about mail of this account
 *
 * Catches complaints (feedback reports, or taken by phone) that own log lines agree with: the
 * message is this login's, of that time, and went where the complaint comes from. Each distinct
 * complainant within `span` counts `weight`; those of one domain and one day are likely to have
 * one cause and count half from the second on. A person who presses a button may be wrong, so one
 * complaint alone asks for nothing; a complaint proves no offence, and none of them disables.
 *
 * What complaints count together is one piece, in whatever order they come in: some take weeks, and
 * a run that has all of them from the beginning says what the run of the last night says.
 *
 * Some are to be expected: of who wrote to the account before, and about a mailing that was
 * announced, as long as they are no more than `share` of its recipients for certain. All of them
 * together count half of one.
 *
 * Blind to complaints about messages that no log read so far has, or longer ago than the state
 * remembers, to those that providers keep to themselves or send as rates only (Gmail), and to
 * whether the complaint is right.
 */

#include "detectors/announced.h"
#include "detectors/share.h"
#include "detectors/toolbox.h"

enum { SPAN, WEIGHT, SHARE, OVERRUN, ALLOWANCE };

static const struct limit limits[] = {
    [SPAN] = { "span", 30 * DAY, SECONDS, "complaints are counted over this time" },
    [WEIGHT] = { "weight", 1500, MILLI, "of the first complaint of a domain and day" },
    [SHARE] = { "share", 3, MILLI, "of an announced mailing's recipients: to be expected" },
    [OVERRUN] = { "overrun", 20, PER_CENT, "more recipients than announced that are let pass" },
    [ALLOWANCE] = { "allowance", 2 * HOUR, SECONDS, "before and after the announced time" },
    { 0 },
};

struct state {
    struct distinct complainants;
    struct distinct domains;
    struct distinct domain_days;
    struct distinct expected; /* of the complainants, those who are to be expected */
};

static const struct field fields[] = {
    DISTINCT(struct state, complainants),
    DISTINCT(struct state, domains),
    DISTINCT(struct state, domain_days),
    DISTINCT(struct state, expected),
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

/* One of so many of an announced mailing; it may have got through to few of them yet. */
static bool is_of_announced(const struct watch *w, const struct event *ev)
{
    const struct state *st = w->state;
    const struct mailing *m = ev->mailing;
    struct announced_terms terms = { w->limit[OVERRUN], w->limit[ALLOWANCE] };
    uint64_t many;

    if (ev->was_announced)
        return true;
    if (!m || announced_how(m, (int64_t)m->recipients, &terms) != ANNOUNCED_YES)
        return false;
    many = m->announcement->max_recipients > m->addressed ? m->announcement->max_recipients
                                                          : m->addressed;
    return !share_is_above((int64_t)st->expected.used + 1, (int64_t)many, w->limit[SHARE]);
}

/* What all of them weigh: those that are to be expected half of one. */
static int32_t weigh(const struct watch *w, const struct event *ev, int64_t people, int64_t days)
{
    static const char mistake[] = "Who complained has written to the account before: a button "
                                  "pressed by mistake, as like as not.";
    static const char announced[] = "The mailing was announced, and no more complained than "
                                    "providers tolerate.";
    struct state *st = w->state;
    bool is_correspondent = ev->wrote_before;
    usec when = ev->message->accepted;
    int32_t weight;

    if (is_correspondent || is_of_announced(w, ev)) {
        (void)distinct_add(&st->expected, ev->complainant, when, w->limit[SPAN]);
        evidence_against(*w->slot, is_correspondent ? mistake : announced, 0);
    }
    weight = weight_of(w, people - (int64_t)st->expected.used, days);
    return weight > 0 ? weight : (int32_t)w->limit[WEIGHT] / 2;
}

static void on_complaint(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    usec when = ev->message->accepted;
    int64_t people = distinct_add(&st->complainants, ev->complainant, when, w->limit[SPAN]);
    int64_t domains = distinct_add(&st->domains, ev->complainant_domain, when, w->limit[SPAN]);
    int64_t days = distinct_add(&st->domain_days, domain_day(ev), when, w->limit[SPAN]);
    struct evidence *e = evidence_open(w, FAMILY_COMPLAINT, slice_of(NULL, 0));

    if (when < e->first)
        e->owner = ev->complaint->name;
    evidence_quote(e, ev);
    if (ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    e->is_ripe = true;
    e->weight = weigh(w, ev, people, days);
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
    .state_version = 2,
    .quiet = 30 * DAY,
    .unchecked = "Complaints that providers keep to themselves, and those about messages that no "
                 "log has that was read within the time that is remembered.",
    .on = { [EVENT_COMPLAINT] = on_complaint },
};
