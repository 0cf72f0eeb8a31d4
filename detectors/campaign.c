/*
 * campaign - an account is one of several that send the same, with something rare in common
 *
 * Whoever has many passwords sends little with each. Catches accounts that agree, within two
 * days, in what they send (subject, size within 1 %, digest) and in the outside address or line
 * that it comes from, where few others are; or, by subject or digest, in what their client calls
 * itself, in the domain of its Message-IDs, or in a recipient who is new to each of them, which
 * nobody else has. What the campaign as a whole has done is weighed as
 * one account's would be, and half of that is said of each (run/campaigns_weigh.c); one that
 * would call for a word with one account calls for it with each that sent twice.
 *
 * Innocent and alike: a class that answers one mail, a department's template, colleagues at one
 * conference. They are found, write to people who exist, and so weigh nothing and are not told.
 *
 * Blind to campaigns through webmail or from own networks, to a new network and a new subject
 * for each message, and to clients that call themselves what everybody's do.
 */

#include "detectors/campaign.h"
#include "detectors/toolbox.h"

static const struct limit limits[] = {
    [CAMPAIGN_ACCOUNTS] = { "accounts", 3, COUNT, "that send the same: fewer are no campaign" },
    [CAMPAIGN_SPAN] = { "span", 2 * DAY, SECONDS, "within this time of each other" },
    [CAMPAIGN_COMMON] = { "common", 5, COUNT, "accounts at home in a network that ties nobody" },
    [CAMPAIGN_CONTACT] = { "contact", 4000, MILLI, "weight of all of it: contact with each" },
    [CAMPAIGN_MESSAGES] = { "messages", 2, COUNT, "of it that are the account's own: the same" },
    { 0 },
};

static const struct field fields[] = {
    { 0 },
};

/* Of one account it would be its own evidence a second time. */
static bool check(const int64_t *limits_set, struct err *why)
{
    return limits_set[CAMPAIGN_ACCOUNTS] >= 2 ||
           err_set(why, "accounts must be at least 2: one is no campaign");
}

static void on_campaign(struct watch *w, const struct event *ev)
{
    struct evidence *e = evidence_open(w, FAMILY_CAMPAIGN, ev->campaign->network);

    evidence_quote(e, ev); /* what it weighs, if anything, is known at the day's close */
    evidence_number(e, "messages", COUNT, evidence_value(e, "messages") + 1);
    if (ev->message && ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    e->headline = "one of {accounts} accounts that send the same and belong together";
    e->why =
        "{accounts} accounts sent alike messages and have in common what few or no others "
        "have: {anchor}. {messages} are this account's. Of {decided} outside recipients of all "
        "of these, other servers know nothing of {invalid}.";
    e->advice = "Look at all accounts of it together: most likely one person has their passwords. "
                "Let them be changed, and ask what the accounts have in common.";
}

const struct detector detector_campaign = {
    .name = "campaign",
    .title = "Part of a campaign",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .check = check,
    .fields = fields,
    .state_version = 1,
    .unchecked = "Whether accounts act together that use webmail: where their users are is not "
                 "logged.",
    .on = { [EVENT_CAMPAIGN] = on_campaign },
};
