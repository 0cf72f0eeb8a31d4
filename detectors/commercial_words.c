/* What commercial says: that mail is unsolicited, or commercial as well, and by which rule. */
#include "detectors/commercial.h"

static const enum action actions[COMMERCIAL_RULES] = {
    [BY_FEW_COMPLAINTS] = ACTION_RECORD,
    [BY_OFFERS] = ACTION_CONTACT,
    [BY_COMPLAINTS] = ACTION_HOLD_MAILING,
    [BY_STRANGERS] = ACTION_HOLD_MAILING,
};

enum action commercial_action(enum commercial_rule rule)
{
    return actions[rule];
}

static const char *const headlines[COMMERCIAL_RULES] = {
    [BY_FEW_COMPLAINTS] = "{complainants} people of {domains} domains complained about its mail",
    [BY_OFFERS] = "commercial mail to {offers} strangers",
    [BY_COMPLAINTS] = "{complainants} people of {domains} domains complained about unsolicited "
                      "mail",
    [BY_STRANGERS] = "unsolicited mail to {strangers} strangers",
};

#define UNSOLICITED "Shown is that the mail was unsolicited, "
#define COMMERCIAL \
    "Shown is that the mail was unsolicited and, by the site's patterns, commercial, "
#define NOT_SHOWN " Whether it is commercial no log shows."
#define BY_PEOPLE                                                                            \
    "by complaints that messages of this login agree with: {complainants} distinct people, " \
    "of {domains} domains. Recipients outside within the same time: {outside}."
#define BY_COLD                                                                                  \
    "by {strangers} recipients outside within {days} days to whom it had never written and who " \
    "had not written to it; {answers} more have answered. {complainants} people complained; "    \
    "other organisations and own filters took it for spam {verdicts} times."

/* By whether its commercial nature is shown as well. */
static const char *const whys[COMMERCIAL_RULES][2] = {
    [BY_FEW_COMPLAINTS] = { UNSOLICITED BY_PEOPLE NOT_SHOWN, COMMERCIAL BY_PEOPLE },
    [BY_OFFERS] = { NULL,
                    COMMERCIAL "by {strangers} recipients outside within {days} days to whom it "
                               "had never written and who had not written to it; the "
                               "subjects of {offers} fit; {answers} more have answered." },
    [BY_COMPLAINTS] = { UNSOLICITED BY_PEOPLE NOT_SHOWN, COMMERCIAL BY_PEOPLE },
    [BY_STRANGERS] = { UNSOLICITED BY_COLD NOT_SHOWN, COMMERCIAL BY_COLD },
};

static void tell_against(struct evidence *e, enum commercial_rule rule, bool has_complaint)
{
    static const char small[] = "It is a small part of its mail to the outside: the share may be "
                                "below what providers tolerate.";
    static const char no_complaint[] = "Nobody has complained: strangers may have wanted it.";

    evidence_against(e,
                     "Newsletters that people forgot they wanted, calls for papers, alumni's "
                     "and survey mail are complained about as well.",
                     0);
    evidence_no_longer_against(e, small);
    evidence_no_longer_against(e, no_complaint);
    if (rule == BY_FEW_COMPLAINTS)
        evidence_against(e, small, 0);
    if (!has_complaint && evidence_value(e, "complainants") == 0)
        evidence_against(e, no_complaint, 0);
}

static void number(struct evidence *e, const struct commercial *c)
{
    evidence_number(e, "complainants", COUNT, c->complainants);
    evidence_number(e, "domains", COUNT, c->domains);
    evidence_number(e, "outside", COUNT, c->outside);
    evidence_number(e, "strangers", COUNT, c->strangers);
    evidence_number(e, "answers", COUNT, c->answers);
    evidence_number(e, "offers", COUNT, c->offers);
    evidence_number(e, "verdicts", COUNT, c->verdicts);
    evidence_number(e, "days", COUNT, c->week / DAY);
}

void commercial_say(struct evidence *e, const struct commercial *c, enum commercial_rule rule)
{
    bool has_complaint = e->owner.n > 0;

    number(e, c);
    e->is_ripe = true;
    e->warrants = commercial_action(rule);
    e->certainty = rule == BY_FEW_COMPLAINTS ? CERTAINTY_HINT : CERTAINTY_LIKELY;
    e->headline = headlines[rule];
    e->why = whys[rule][c->is_commercial];
    e->advice =
        has_complaint
            ? "Read the message: it is in the site's folder, in {owner}. If it sells or "
              "advertises, hold what is left of it and talk to the sender; for this alone disable "
              "nobody before somebody has read it."
            : "Ask the sender what this mail is and who asked for it; read one before more is "
              "done. For this alone disable nobody before somebody has read it.";
    tell_against(e, rule, has_complaint);
}
