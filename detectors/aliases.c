/*
 * aliases - an address that two accounts claim
 *
 * Catches addresses that stand in two rows of the directory. The policy gives an address to its
 * first requester, unless an organisation's claim is stronger; the account that has to give way is
 * told, with whom it is to be settled and why. Nobody did anything wrong: it is administrative.
 *
 * Blind to addresses that only a server's alias file knows.
 */

#include "detectors/toolbox.h"

static const struct limit limits[] = {
    { 0 },
};

static const struct field fields[] = {
    { 0 },
};

static const char *why(enum matter_why how)
{
    switch (how) {
    case MATTER_ORGANISATION:
        return "The directory gives {anchor} to this account (line {line}) and to {owner} (line "
               "{other_line}). An organisation's claim is stronger, so {owner} keeps it.";
    case MATTER_EARLIER:
        return "The directory gives {anchor} to this account (line {line}) and to {owner} (line "
               "{other_line}), who asked for it earlier and keeps it.";
    case MATTER_DATED:
        return "The directory gives {anchor} to this account (line {line}) and to {owner} (line "
               "{other_line}). Only {owner}'s row says when it was asked for, so {owner} keeps it.";
    default:
        return "The directory gives {anchor} to this account (line {line}) and to {owner} (line "
               "{other_line}). Nothing tells who asked first; the first row's has its mail.";
    }
}

static void on_matter(struct watch *w, const struct event *ev)
{
    struct evidence *e;

    if (ev->matter->kind != MATTER_ADDRESS_CLAIMED)
        return;
    e = evidence_open(w, FAMILY_CONFIGURATION, ev->matter->subject);
    evidence_number(e, "addresses", COUNT, evidence_value(e, "addresses") + 1);
    if (e->is_ripe)
        return;
    e->first = e->last = ev->when;
    e->is_ripe = true;
    e->certainty = CERTAINTY_PROVED;
    e->warrants = ACTION_NOTIFY;
    e->owner = ev->matter->other;
    e->headline = "{anchor} is {owner}'s as well";
    e->why = why(ev->matter->why);
    e->advice = "Ask both which of them is to have {anchor}, and take it out of the other's row.";
    evidence_number(e, "line", COUNT, ev->matter->line);
    evidence_number(e, "other_line", COUNT, ev->matter->other_line);
}

const struct detector detector_aliases = {
    .name = "aliases",
    .title = "Addresses that two accounts claim",
    .clause = CLAUSE_ALIASES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_version = 1,
    .unchecked =
        "Addresses that only a server's alias file knows: the directory alone is looked at.",
    .on = { [EVENT_MATTER] = on_matter },
};
