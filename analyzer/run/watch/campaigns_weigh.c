/*
 * A campaign is one account in the hand of whoever runs it: its mail is weighed together. Half of
 * what that comes to goes to each account as evidence of a family of its own, which is capped; an
 * account of which nothing but its place among them is known is not accused by that alone.
 *
 * Weighed at each day's close, of what is open then, so that it is the same in however many runs
 * the days were read. The day that is open when the log ends is weighed for the reports alone.
 */
#include "analyzer/run/watch/campaigns.h"

#include "analyzer/run/watch/watchers.h"
#include "detectors/detector.h"

extern const struct detector detector_campaign;

enum { SHARE_MAX = 2000, WORTH_TELLING = 500 };

/* Against one unknown in ten, as for one account; 3, 4.5 and 7 in ten. */
static const struct bet against_tenth[EPROCESS_BETS] = { { 477, -110 },
                                                         { 653, -214 },
                                                         { 845, -478 } };

const int64_t *campaigns_limits(const struct watchers *w)
{
    size_t i = 0;

    while (detectors[i] != &detector_campaign)
        i++;
    return w->sections[i].values;
}

usec campaigns_span(const struct campaigns *c)
{
    return c->limits[CAMPAIGN_SPAN] * USEC_PER_SECOND;
}

struct campaign_sum *campaigns_find(struct campaigns *c, uint64_t number)
{
    struct campaign_sum *sum = NULL;

    while (number && number >= c->base && number - c->base < c->n) {
        sum = &c->at[number - c->base];
        number = sum->into;
    }
    return sum && !sum->into && !sum->is_over ? sum : NULL;
}

static uint64_t hash_account(const struct account *who)
{
    return hash_bytes(&who, sizeof(struct account *));
}

struct campaign_part *campaigns_part(const struct campaigns *c, const struct account *who)
{
    return map_find(&c->by_account, hash_account(who), who);
}

void campaigns_restore_part(struct campaigns *c, struct account *who, uint64_t campaign)
{
    struct campaign_part *part = campaigns_part(c, who);

    if (!part) {
        part = arena_new(c->arena, sizeof(*part));
        part->account = who;
        map_add(&c->by_account, hash_account(who), part);
    }
    part->campaign = campaign;
}

static bool is_unknown(const struct event *ev)
{
    return ev->outcome != OUTCOME_DELIVERED && ev->outcome != OUTCOME_OPEN &&
           ev->reply.scope == REPLY_RECIPIENT && ev->reply.reason == REASON_INVALID;
}

void campaigns_outcome(struct campaigns *c, const struct event *ev)
{
    bool is_bad = is_unknown(ev);
    struct campaign_sum *sum = campaigns_find(c, ev->message->campaign);

    if (!sum || !ev->recipient.is_external || (!is_bad && ev->outcome != OUTCOME_DELIVERED))
        return;
    sum->is_news = sum->is_touched = true;
    sum->campaign.decided++;
    sum->campaign.invalid += is_bad;
    if (is_bad)
        eprocess_yes(&sum->unknown, against_tenth, 2);
    else
        eprocess_no(&sum->unknown, against_tenth);
}

static struct campaign_sum *campaign_of(struct campaigns *c, const struct account *who)
{
    const struct campaign_part *part = campaigns_part(c, who);

    return part ? campaigns_find(c, part->campaign) : NULL;
}

bool campaigns_hold(struct campaigns *c, const struct evidence *e)
{
    return e->family == FAMILY_CAMPAIGN && campaign_of(c, e->account);
}

/* Of what its accounts have been found to do besides: verdicts, complaints, cold mail. Networks are
   left out, as they are what made it a campaign. */
static const int32_t caps[FAMILIES] = { [FAMILY_VOLUME] = 4000,
                                        [FAMILY_REMOTE] = 4000,
                                        [FAMILY_CANARY] = 4000,
                                        [FAMILY_COMPLAINT] = 3000,
                                        [FAMILY_LOCAL_FILTER] = 3000 };

static bool counts_for_campaign(const struct evidence *e)
{
    return e->is_open && e->is_ripe && !e->is_operators && caps[e->family] &&
           !e->mailing.announcement && e->weight > 0;
}

struct weighing {
    struct campaigns *c;
    int64_t (*sums)[FAMILIES]; /* by number, from `base` on */
};

static void add_others(const struct weighing *all, const struct evidence_list *list)
{
    for (const struct evidence *e = list->first; e; e = e->next) {
        const struct campaign_sum *sum =
            counts_for_campaign(e) ? campaign_of(all->c, e->account) : NULL;

        if (sum && sum->is_news)
            all->sums[sum->campaign.number - all->c->base][e->family] += e->weight;
    }
}

static int64_t weight_of(const struct weighing *all, const struct campaign_sum *sum)
{
    const int64_t *others = all->sums[sum->campaign.number - all->c->base];
    int64_t weight = eprocess_weight(&sum->unknown);

    weight = weight < 0 ? 0 : weight > 4000 ? 4000 : weight;
    for (int f = 0; f < FAMILIES; f++)
        weight += others[f] < caps[f] ? others[f] : caps[f];
    return weight;
}

static void share_out(const struct campaigns *c, struct evidence *e, const struct campaign_sum *sum,
                      int64_t weight)
{
    bool calls = weight >= c->limits[CAMPAIGN_CONTACT] &&
                 evidence_value(e, "messages") >= c->limits[CAMPAIGN_MESSAGES];

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

static bool has_news(const struct campaigns *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].is_news)
            return true;
    return false;
}

/* Those of its accounts that did nothing in this run are part of it as well. */
static void ask_accounts(struct campaigns *c)
{
    const struct campaign_part *part;
    size_t at = 0;

    while ((part = map_next(&c->by_account, &at))) {
        const struct campaign_sum *sum = campaigns_find(c, part->campaign);

        if (sum && sum->is_news)
            (void)watchers_work(c->watchers, part->account);
    }
}

static void weigh(struct campaigns *c, bool is_told)
{
    struct weighing all = { .c = c };

    if (!has_news(c))
        return;
    ask_accounts(c);
    all.sums = arena_new(c->arena, c->n * sizeof(*all.sums));
    add_others(&all, &c->watchers->evidence);
    for (struct evidence *e = c->watchers->evidence.first; e; e = e->next) {
        const struct campaign_sum *sum =
            e->family == FAMILY_CAMPAIGN && e->is_open ? campaign_of(c, e->account) : NULL;

        if (!sum || !sum->is_news)
            continue;
        share_out(c, e, sum, weight_of(&all, sum));
        e->is_old = e->is_old && !(is_told && sum->is_touched);
    }
}

void campaigns_weigh(struct campaigns *c)
{
    weigh(c, true);
}

static void forget_parts(struct campaigns *c)
{
    struct map kept = { .same = c->by_account.same };
    struct campaign_part *part;
    size_t at = 0;

    while ((part = map_next(&c->by_account, &at)))
        if (campaigns_find(c, part->campaign))
            map_add(&kept, hash_bytes(&part->account, sizeof(struct account *)), part);
    map_free(&c->by_account);
    c->by_account = kept;
}

static void close_day(struct campaigns *c, usec day)
{
    bool is_any_over = false;

    for (size_t i = 0; i < c->n; i++) {
        struct campaign_sum *sum = &c->at[i];
        bool is_over = sum->last < day - campaigns_span(c);

        sum->is_news = false;
        is_any_over = is_any_over || (is_over && !sum->is_over);
        sum->is_over = sum->is_over || is_over;
    }
    if (is_any_over)
        forget_parts(c);
}

void campaigns_pass(struct campaigns *c, usec when)
{
    usec day = clock_day(when);

    if (day <= c->day)
        return;
    if (c->day) {
        weigh(c, false);
        close_day(c, day);
    }
    c->day = day;
}
