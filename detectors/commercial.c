/*
 * commercial - unsolicited mail, and what shows that it sells something
 *
 * Catches three things. Complaints: `complainants` or more distinct people of `domains` or more
 * domains complained within `span`, each complaint matched to a message of its login, and that is
 * more than `share` of its mail to the outside for certain (the lower bound of Wilson's interval,
 * 95 %); less is on record, as everybody is complained about now and then. Cold mail: `strangers`
 * or more recipients outside within `week`, to whom it had never written and who had not written
 * to it, of whom fewer than `replies` answer, and at least one complaint, or `verdicts` others who
 * take it for spam (other organisations, own filters) where that share is above `share`, too.
 * Offers: `offers` or more of such strangers got mail whose subject fits the site's own patterns
 * (adverts).
 *
 * The first two show that mail was not asked for; that it sells something only the third does, or
 * a complaint whose subject or URI fits: the finding says which of both. So what is left of it is
 * held and its sender asked, and nobody is disabled for it before a person has read the message,
 * which lies in the site's folder. It weighs nothing of its own: complaints do (complained), and
 * strangers (cold_mail).
 *
 * What was announced is left out, and who wrote to the account before; so are lists and systems,
 * and strangers of an organisation. Blind to cold mail that nobody complains about and no filter
 * takes for spam; to sellers whose strangers answer by themselves; to strangers of an account that
 * no mail to it is known of, as answers are not in the logs then; and to what a complaint does not
 * say: a newsletter that people forgot they wanted looks the same.
 */

#include "detectors/commercial.h"

#include "analyzer/base/map.h"
#include "detectors/announced.h"
#include "detectors/share.h"
#include "detectors/writers.h"

enum { COMPLAINANTS, DOMAINS, SPAN, SHARE, STRANGERS, WEEK, REPLIES, OPINIONS, OFFERS };
enum { OVERRUN = OFFERS + 1, ALLOWANCE };

static const struct limit limits[] = {
    [COMPLAINANTS] = { "complainants", 2, COUNT, "distinct people who complained" },
    [DOMAINS] = { "domains", 2, COUNT, "distinct domains that they are of" },
    [SPAN] = { "span", 30 * DAY, SECONDS, "complaints are counted over this time" },
    [SHARE] = { "share", 3, MILLI, "of mail to the outside; providers tolerate less" },
    [STRANGERS] = { "strangers", 50, COUNT, "recipients outside that nothing was known of" },
    [WEEK] = { "week", 7 * DAY, SECONDS, "strangers are counted over this time" },
    [REPLIES] = { "replies", 2, PER_CENT, "of them that answer: from there on it is wanted" },
    [OPINIONS] = { "verdicts", 3, COUNT, "others who take it for spam, in place of a complaint" },
    [OFFERS] = { "offers", 10, COUNT, "strangers whose mail fits a pattern of adverts" },
    [OVERRUN] = { "overrun", 20, PER_CENT, "more recipients than announced that are let pass" },
    [ALLOWANCE] = { "allowance", 2 * HOUR, SECONDS, "before and after the announced time" },
    { 0 },
};

/* A stranger's key is its hash but for these bits. */
enum { ANSWERED = 1, OFFERED = 2, MARKS = 3 };

enum { COUNTED_EACH = 4096 /* beyond, each 64th brings the numbers up to date */ };

struct state {
    struct distinct complainants;
    struct distinct domains;
    struct window outside;
    struct distinct strangers; /* with marks; when each was first written to */
    struct distinct verdicts;  /* organisations, and messages that own filters take for spam */
    int64_t newest;            /* second of its newest mail or complaint */
    int64_t adverts;           /* complaints about what fits the site's patterns */
};

static const struct field fields[] = {
    DISTINCT(struct state, complainants), DISTINCT(struct state, domains),
    WINDOW(struct state, outside),        DISTINCT(struct state, strangers),
    DISTINCT(struct state, verdicts),     NUMBER(struct state, newest),
    NUMBER(struct state, adverts),        { 0 },
};

static int64_t count_since(const struct distinct *d, usec when, seconds span)
{
    uint32_t n;
    const struct distinct_slot *slots = distinct_slots(d, &n);
    int64_t count = 0;

    for (uint32_t i = 0; i < n; i++)
        count += slots[i].key && slots[i].when > when / USEC_PER_SECOND - span;
    return count;
}

/* Those of the week, and of its last day. */
static void count_strangers(const struct watch *w, usec when, struct commercial *t)
{
    const struct state *st = w->state;
    seconds now = when / USEC_PER_SECOND, week = now - w->limit[WEEK];
    int64_t all = 0, answers = 0, of_late = 0, offers = 0;
    uint32_t n;
    const struct distinct_slot *slots = distinct_slots(&st->strangers, &n);

    for (uint32_t i = 0; i < n; i++) {
        bool is_within = slots[i].key && slots[i].when > week;
        bool is_answered = is_within && (slots[i].key & ANSWERED);
        bool is_waiting = is_within && !is_answered;

        all += is_within;
        answers += is_answered;
        of_late += is_waiting && slots[i].when > now - DAY;
        offers += is_waiting && (slots[i].key & OFFERED);
    }
    t->answers = answers;
    t->strangers = all - answers;
    t->of_late = of_late;
    t->offers = offers;
}

static struct commercial count(const struct watch *w)
{
    struct state *st = w->state;
    usec when = st->newest * USEC_PER_SECOND;
    struct commercial t = { .week = w->limit[WEEK] };

    t.complainants = count_since(&st->complainants, when, w->limit[SPAN]);
    t.domains = count_since(&st->domains, when, w->limit[SPAN]);
    t.outside = window_add(&st->outside, 0, when, w->limit[SPAN]);
    t.verdicts = count_since(&st->verdicts, when, w->limit[WEEK]);
    t.sees_answers = w->writers->n > 0;
    count_strangers(w, when, &t);
    t.is_commercial = st->adverts > 0 || t.offers >= w->limit[OFFERS];
    return t;
}

static bool is_unanswered(const struct watch *w, const struct commercial *t)
{
    return t->sees_answers && t->answers * 100 < w->limit[REPLIES] * (t->strangers + t->answers);
}

/* Half of an average day at least: what was over days ago is not told anew. */
static bool goes_on(const struct watch *w, const struct commercial *t)
{
    return t->of_late * 2 * w->limit[WEEK] >= t->strangers * DAY;
}

static enum commercial_rule rule_of(const struct watch *w, const struct commercial *t)
{
    bool is_cold = is_unanswered(w, t) && goes_on(w, t);
    bool is_taken_for_spam = t->verdicts >= w->limit[OPINIONS] &&
                             share_is_above(t->verdicts, t->strangers, w->limit[SHARE]);

    if (is_cold && t->strangers >= w->limit[STRANGERS] && (t->complainants || is_taken_for_spam))
        return BY_STRANGERS;
    if (t->complainants >= w->limit[COMPLAINANTS] && t->domains >= w->limit[DOMAINS])
        return share_is_above(t->complainants, t->outside, w->limit[SHARE]) ? BY_COMPLAINTS
                                                                            : BY_FEW_COMPLAINTS;
    return is_cold && t->offers >= w->limit[OFFERS] ? BY_OFFERS : BY_NOTHING;
}

/* At its peak it stays as it is, when the week goes by; answers take it back. */
static void judge(struct watch *w, struct evidence *e, const struct commercial *t)
{
    enum commercial_rule rule = rule_of(w, t);
    bool is_taken_back = e->is_ripe && !is_unanswered(w, t) && rule == BY_NOTHING &&
                         t->complainants < w->limit[COMPLAINANTS];

    if (is_taken_back)
        e->is_ripe = false;
    if (rule == BY_NOTHING || (e->is_ripe && commercial_action(rule) < e->warrants))
        return;
    commercial_say(e, t, rule);
}

static bool is_half_way(const struct watch *w, const struct commercial *t)
{
    return t->complainants > 0 ||
           (is_unanswered(w, t) && goes_on(w, t) &&
            (2 * t->strangers >= w->limit[STRANGERS] || 2 * t->offers >= w->limit[OFFERS]));
}

static struct evidence *open_with(struct watch *w, const struct event *ev, enum family family)
{
    struct evidence *e = evidence_open(w, family, slice_of(NULL, 0));

    evidence_quote(e, ev);
    if (ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    return e;
}

static bool is_announced(const struct watch *w, const struct event *ev)
{
    struct announced_terms terms = { w->limit[OVERRUN], w->limit[ALLOWANCE] };

    return ev->mailing &&
           announced_how(ev->mailing, (int64_t)ev->mailing->recipients, &terms) == ANNOUNCED_YES;
}

static void pass(struct state *st, usec when)
{
    if (when / USEC_PER_SECOND > st->newest)
        st->newest = when / USEC_PER_SECOND;
}

static bool is_stranger(const struct watch *w, const struct event *ev)
{
    return !kind_is_shared(w->account->kind) && ev->recipient.contact != CONTACT_KNOWN &&
           !writers_have(w->writers, ev->recipient.hash) && !is_announced(w, ev);
}

/* False: it is there already. */
static bool add_stranger(const struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    uint64_t key = ev->recipient.hash & ~(uint64_t)MARKS;
    bool is_offer = ev->mailing && ev->mailing->advert.n;

    for (uint64_t marks = 0; st->strangers.used && marks <= MARKS; marks++)
        if (distinct_last(&st->strangers, key | marks))
            return false;
    (void)distinct_add(&st->strangers, key | (is_offer ? OFFERED : 0), ev->message->accepted,
                       w->limit[WEEK]);
    return true;
}

static void on_recipient(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct commercial t;

    if (!ev->recipient.is_external)
        return;
    pass(st, ev->message->accepted);
    window_add(&st->outside, 1, ev->message->accepted, w->limit[SPAN]);
    if (!is_stranger(w, ev) || !add_stranger(w, ev) ||
        2 * (int64_t)st->strangers.used < w->limit[OFFERS] ||
        (st->strangers.used > COUNTED_EACH && st->strangers.used % 64 != 0))
        return;
    t = count(w);
    if (is_half_way(w, &t))
        judge(w, open_with(w, ev, FAMILY_VOLUME), &t);
}

static void on_complaint(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    usec when = ev->message->accepted;
    struct evidence *e;
    struct commercial t;

    if (kind_sends_for_others(w->account->kind) || is_announced(w, ev) || ev->was_announced ||
        ev->wrote_before)
        return;
    pass(st, when);
    (void)distinct_add(&st->complainants, ev->complainant, when, w->limit[SPAN]);
    (void)distinct_add(&st->domains, ev->complainant_domain, when, w->limit[SPAN]);
    st->adverts += ev->advert.n > 0;
    t = count(w);
    e = open_with(w, ev, FAMILY_COMPLAINT);
    e->owner = ev->complaint->name;
    judge(w, e, &t);
}

static void on_received(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    uint64_t key = ev->recipient.hash & ~(uint64_t)MARKS;
    struct commercial t;

    for (uint64_t marks = 0; st->strangers.used && marks <= MARKS; marks += OFFERED) {
        seconds when = distinct_last(&st->strangers, key | marks);

        if (!when)
            continue;
        distinct_drop(&st->strangers, key | marks);
        (void)distinct_add(&st->strangers, key | marks | ANSWERED, when * USEC_PER_SECOND,
                           w->limit[WEEK]);
        if (!*w->slot)
            return;
        t = count(w);
        judge(w, *w->slot, &t);
        return;
    }
}

static void take_verdict(struct watch *w, const struct event *ev, uint64_t whose)
{
    struct state *st = w->state;
    struct commercial t;

    if (kind_is_shared(w->account->kind))
        return;
    pass(st, ev->message->accepted);
    (void)distinct_add(&st->verdicts, whose, ev->message->accepted, w->limit[WEEK]);
    t = count(w);
    if (is_half_way(w, &t))
        judge(w, open_with(w, ev, FAMILY_VOLUME), &t);
}

static void on_outcome(struct watch *w, const struct event *ev)
{
    bool is_verdict = ev->reply.scope == REPLY_MESSAGE || ev->reply.scope == REPLY_SENDER;

    if (ev->recipient.is_external && is_verdict && ev->organisation &&
        ev->outcome != OUTCOME_DELIVERED)
        take_verdict(w, ev, ev->organisation);
}

static void on_filtered(struct watch *w, const struct event *ev)
{
    if (filtering_is_spam(ev->filtering) && ev->message->message_id.n)
        take_verdict(w, ev, hash_slice(ev->message->message_id));
}

const struct detector detector_commercial = {
    .name = "commercial",
    .title = "Unsolicited and commercial mail",
    .clause = CLAUSE_COMMERCIAL,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 2,
    .unchecked =
        "Whether the mail is commercial, where neither a logged subject nor a complaint fits the "
        "site's patterns: no log holds what it says. The complained message does: read it.",
    .on = { [EVENT_RECIPIENT] = on_recipient,
            [EVENT_COMPLAINT] = on_complaint,
            [EVENT_RECEIVED] = on_received,
            [EVENT_OUTCOME] = on_outcome,
            [EVENT_FILTERED] = on_filtered },
};
