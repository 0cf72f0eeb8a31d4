/*
 * commercial - unsolicited mail that several people complained about
 *
 * Catches an account about which `complainants` or more distinct people of `domains` or more
 * domains complained within `span`, each complaint matched to a message of its login. That shows
 * that the mail was not asked for. That it sells something no log shows: so what is left of it is
 * held and its sender asked, and nobody is disabled for it before a person has read the message,
 * which lies in the site's folder. It weighs nothing of its own: the complaints do (complained).
 *
 * Beside it stands how much of all mail to the outside that is: whether the share is above `share`
 * for certain (the lower bound of Wilson's interval, 95 %), as providers demand less.
 *
 * Blind to mail nobody complains about, and to who is not told who complains: a newsletter that
 * people forgot they wanted, a call for papers, alumni's mail look the same. Of the other sign,
 * many cold recipients who never answer, only the complaints are used here.
 */

#include "detectors/toolbox.h"

enum { COMPLAINANTS, DOMAINS, SPAN, SHARE };

static const struct limit limits[] = {
    [COMPLAINANTS] = { "complainants", 2, COUNT, "distinct people who complained" },
    [DOMAINS] = { "domains", 2, COUNT, "distinct domains that they are of" },
    [SPAN] = { "span", 30 * DAY, SECONDS, "counted over this time" },
    [SHARE] = { "share", 3, MILLI, "of mail to the outside; providers tolerate less" },
    { 0 },
};

struct state {
    struct distinct complainants;
    struct distinct domains;
    struct window outside;
};

static const struct field fields[] = {
    DISTINCT(struct state, complainants),
    DISTINCT(struct state, domains),
    WINDOW(struct state, outside),
    { 0 },
};

static void on_recipient(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;

    if (ev->recipient.is_external)
        window_add(&st->outside, 1, ev->message->accepted, w->limit[SPAN]);
}

/* Wilson's lower bound of k in n is above p (thousandths) when the score test says so: k > np and
   (k - np)^2 > z^2 np(1 - p), z = 1.96. Counts of a month of one account: no overflow. */
static bool is_above(int64_t k, int64_t n, int64_t p)
{
    int64_t over = 1000 * k - n * p;

    return over > 0 && over * over > n * p * (1000 - p) * 38416 / 10000;
}

static void say(const struct watch *w, struct evidence *e, int64_t complainants, int64_t outside)
{
    e->warrants = ACTION_HOLD_MAILING;
    e->certainty = CERTAINTY_LIKELY;
    e->headline = "{complainants} people of {domains} domains complained about unsolicited mail";
    e->why = "Shown is that the mail was unsolicited, by complaints that messages of this login "
             "agree with: {complainants} distinct people, of {domains} domains; the newest is "
             "{owner}. Whether it is commercial no log shows. Recipients outside within the same "
             "time: {outside}.";
    e->advice = "Read the message: it is in the site's folder, in {owner}. If it sells or "
                "advertises, hold what is left of it and talk to the sender; disable nobody before "
                "somebody has read it.";
    evidence_against(e,
                     "Newsletters that people forgot they wanted, calls for papers, alumni's "
                     "and survey mail are complained about as well.",
                     0);
    if (!is_above(complainants, outside, w->limit[SHARE]))
        evidence_against(e,
                         "It is a small part of its mail to the outside: the share may be below "
                         "what providers tolerate.",
                         0);
}

static void on_complaint(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    usec when = ev->message->accepted;
    int64_t people = distinct_add(&st->complainants, ev->complainant, when, w->limit[SPAN]);
    int64_t domains = distinct_add(&st->domains, ev->complainant_domain, when, w->limit[SPAN]);
    int64_t outside = window_add(&st->outside, 0, when, w->limit[SPAN]);
    struct evidence *e = evidence_open(w, FAMILY_COMPLAINT, slice_of(NULL, 0));

    evidence_quote(e, ev);
    if (ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    e->owner = ev->complaint->name;
    evidence_number(e, "complainants", COUNT, people);
    evidence_number(e, "domains", COUNT, domains);
    evidence_number(e, "outside", COUNT, outside);
    if (people >= w->limit[COMPLAINANTS] && domains >= w->limit[DOMAINS])
        e->is_ripe = true;
    say(w, e, people, outside);
}

const struct detector detector_commercial = {
    .name = "commercial",
    .title = "Unsolicited mail that was complained about",
    .clause = CLAUSE_COMMERCIAL,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .unchecked =
        "Whether the mail is commercial: no log holds what it says. The complained message "
        "does: read it.",
    .on = { [EVENT_RECIPIENT] = on_recipient, [EVENT_COMPLAINT] = on_complaint },
};
