/*
 * A campaign is one account in the hand of whoever runs it: its mail is weighed together. Half of
 * what that comes to goes to each account as evidence of a family of its own, which is capped; an
 * account of which nothing but its place among them is known is not accused by that alone.
 */
#include "analyzer/run/campaigns.h"

#include "analyzer/base/mem.h"
#include "analyzer/run/watchers.h"

enum { SHARE_MAX = 2000, CAMPAIGN_CONTACT = 4000, WORTH_TELLING = 500, OWN_MESSAGES = 2 };

/* Against one unknown in ten, as for one account; 3, 4.5 and 7 in ten. */
static const struct bet against_tenth[EPROCESS_BETS] = { { 477, -110 },
                                                         { 653, -214 },
                                                         { 845, -478 } };

static bool is_unknown(const struct event *ev)
{
    return ev->outcome != OUTCOME_DELIVERED && ev->outcome != OUTCOME_OPEN &&
           ev->reply.scope == REPLY_RECIPIENT && ev->reply.reason == REASON_INVALID;
}

void campaigns_outcome(struct campaigns *c, const struct event *ev)
{
    bool is_bad = is_unknown(ev);
    struct campaign_sum *sum;

    if (!ev->message->campaign || !ev->recipient.is_external ||
        (!is_bad && ev->outcome != OUTCOME_DELIVERED))
        return;
    sum = campaigns_find(c, ev->message->campaign);
    sum->campaign.decided++;
    sum->campaign.invalid += is_bad;
    if (is_bad)
        eprocess_yes(&sum->unknown, against_tenth, 2);
    else
        eprocess_no(&sum->unknown, against_tenth);
}

static struct campaign_sum *campaign_of(struct campaigns *c, const struct account *who)
{
    uint64_t hash = hash_bytes(&who, sizeof(struct account *));
    const struct campaign_part *part = map_find(&c->by_account, hash, who);

    return part ? campaigns_find(c, part->campaign) : NULL;
}

/* By the number of a campaign, or of what it went into: what its accounts have been found to do
   besides, by family: verdicts, complaints, cold mail. Networks are left out, as they are what made
   it a campaign. */
typedef int64_t family_sums[FAMILIES];

static const family_sums caps = { [FAMILY_VOLUME] = 4000,
                                  [FAMILY_REMOTE] = 4000,
                                  [FAMILY_CANARY] = 4000,
                                  [FAMILY_COMPLAINT] = 3000,
                                  [FAMILY_LOCAL_FILTER] = 3000 };

static void sum_up_others(struct campaigns *c, const struct evidence_list *list, family_sums *sums)
{
    for (const struct evidence *e = list->first; e; e = e->next) {
        bool counts = e->is_ripe && !e->is_old && !e->is_operators && caps[e->family] &&
                      !e->mailing.announcement && e->weight > 0;
        const struct campaign_sum *sum = counts ? campaign_of(c, e->account) : NULL;

        if (sum)
            sums[sum->campaign.number][e->family] += e->weight;
    }
}

static int64_t weight_of(const struct campaign_sum *sum, const int64_t *others)
{
    int64_t unknown = eprocess_weight(&sum->unknown);
    int64_t all = unknown < 0 ? 0 : unknown > 4000 ? 4000 : unknown;

    for (int f = 0; f < FAMILIES; f++)
        all += others[f] < caps[f] ? others[f] : caps[f];
    return all;
}

static void share_out(struct evidence *e, const struct campaign_sum *sum, int64_t weight)
{
    bool calls = weight >= CAMPAIGN_CONTACT && evidence_value(e, "messages") >= OWN_MESSAGES;

    e->weight = (int32_t)(weight / 2 < SHARE_MAX ? weight / 2 : SHARE_MAX);
    e->is_ripe = e->weight >= WORTH_TELLING;
    e->warrants = calls ? ACTION_CONTACT : ACTION_RECORD;
    e->certainty = calls ? CERTAINTY_LIKELY : CERTAINTY_HINT;
    evidence_number(e, "accounts", COUNT, (int64_t)sum->campaign.accounts);
    evidence_number(e, "campaign_messages", COUNT, (int64_t)sum->campaign.messages);
    evidence_number(e, "decided", COUNT, (int64_t)sum->campaign.decided);
    evidence_number(e, "invalid", COUNT, (int64_t)sum->campaign.invalid);
    evidence_number(e, "campaign_weight", MILLI, weight);
}

void campaigns_weigh(struct campaigns *c, const struct evidence_list *list)
{
    family_sums *others;

    if (c->n == 0)
        return;
    others = mem_new(c->n + 1, sizeof(*others));
    sum_up_others(c, list, others);
    for (struct evidence *e = list->first; e; e = e->next) {
        const struct campaign_sum *sum =
            e->family == FAMILY_CAMPAIGN && !e->is_old ? campaign_of(c, e->account) : NULL;

        if (sum)
            share_out(e, sum, weight_of(sum, others[sum->campaign.number]));
    }
    mem_free(others);
}
