/*
 * flooding - mail is poured on one recipient, by one account or by several at a time
 *
 * Catches many messages, or much mail, of one person's account for one recipient within an hour
 * or a day, mostly alike (one mailing: same subject, or size within 1 %) and hardly answered; and
 * some from each of several accounts in the same hour. In 77,580 account-days of a research
 * institute's mail (SNAP email-Eu-core) one pair had 50 a day one way and 14 had 20 an hour,
 * backlogs that were handed on message by message, which are not alike; and never did more than
 * two accounts send one recipient five in the same hour.
 *
 * Silent on what only looks so: a conversation (the recipient writes back); mail to an address of
 * the account's own, or to one outside that is called like it; what a program sends by the clock;
 * what a mail program hands on or answers at once as it comes in; redirected mail; the same
 * message handed in twice; and lists, systems, organisations, hosts and local users of a server,
 * whose programs report to one address all day long.
 *
 * Where no subject is logged and what a person writes is never of the same length, sizes tell as
 * well: a day's limit of messages of which the largest has half as much again as the smallest is
 * no backlog.
 *
 * Blind to messages with more than ten recipients each, to floods whose messages differ widely in
 * subject and in size (beyond a day's limit they are recorded), to those paced like a program's,
 * once a minute or less, to accounts that take turns, less than five messages an hour each, and
 * to a flood that somebody receives from outside: there the account is the victim.
 */

#include "detectors/flooding.h"
#include "analyzer/base/map.h"

static const struct limit limits[] = {
    [A_DAY] = { "messages_day", 50, COUNT, "messages to one recipient in a day" },
    [AN_HOUR] = { "messages_hour", 20, COUNT, "messages to one recipient in an hour" },
    [DELIBERATE] = { "deliberate_hour", 500, COUNT, "in an hour that are no mistake any more" },
    [BYTES_A_DAY] = { "bytes_day", 500000000, BYTES, "to one recipient in a day" },
    [SAME] = { "alike", 80, PER_CENT, "of them at least are one mailing" },
    [ANSWERED] = { "answered", 20, PER_CENT, "of them with an answer are a conversation" },
    [CROWD] = { "crowd", 5, COUNT, "accounts that do so to one recipient in the same hour" },
    [CROWD_EACH] = { "crowd_each", 5, COUNT, "messages of each of these in an hour" },
    { 0 },
};

/* Of a program: it sends once a minute at most, at the same interval or as a minute begins. Of a
   rule of a mail program: what came in goes on within AT_ONCE. Shares are in per cent. */
enum { INTERVAL_LEAST = 50, MINUTE_BEGINS = 10, BY_CLOCK = 90, AT_ONCE = 60, HANDED_ON = 80 };

enum { MANY = 4 /* times the limit of a day */ };

struct state { /* one account, one recipient */
    struct window day, hour, kilobytes, alike, answers, handed_on;
    int64_t mailing;  /* most of it is of this one, as far as that can be told */
    int64_t newest;   /* message, by its hash */
    int64_t accepted; /* of the newest; microseconds */
    int64_t handed;   /* of what the account received, the last that went on; microseconds */
    int64_t interval; /* before the newest, seconds */
    int64_t intervals, by_clock;
    int64_t too_much;          /* mail for the recipient, said its server of these messages */
    int64_t smallest, largest; /* bytes */
};

static const struct field fields[] = {
    WINDOW(struct state, day),
    WINDOW(struct state, hour),
    WINDOW(struct state, kilobytes),
    WINDOW(struct state, alike),
    WINDOW(struct state, answers),
    WINDOW(struct state, handed_on),
    NUMBER(struct state, mailing),
    NUMBER(struct state, newest),
    NUMBER(struct state, accepted),
    NUMBER(struct state, handed),
    NUMBER(struct state, interval),
    NUMBER(struct state, intervals),
    NUMBER(struct state, by_clock),
    NUMBER(struct state, too_much),
    NUMBER(struct state, smallest),
    NUMBER(struct state, largest),
    { 0 },
};

enum extent { FEW, MUCH, HOURS, DAYS, NO_MISTAKE, EXTENTS };

static const char why_too_much[] =
    "{messages} messages to {anchor} within a day, {in_an_hour} within an hour; {same} are one "
    "mailing; {anchor} wrote back {answers} times. Its server turned away {too_much} of them: too "
    "much mail came for it.";

static const struct {
    enum action warrants;
    enum certainty certainty;
    int32_t weight;
    const char *headline, *why;
} words[EXTENTS] = {
    [MUCH] = { ACTION_CONTACT, CERTAINTY_HINT, 1500,
               "sent {bytes MB} MB to {anchor} within a day, one way",
               "{bytes MB} MB in {messages} messages to {anchor} within a day, {same} of them one "
               "mailing; {anchor} wrote back {answers} times." },
    [HOURS] = { ACTION_NOTIFY, CERTAINTY_LIKELY, 2500,
                "sent {in_an_hour} messages to {anchor} within an hour, one way",
                "{in_an_hour} messages to {anchor} within an hour, {same} of {messages} that day "
                "are one mailing; {anchor} wrote back {answers} times." },
    [DAYS] = { ACTION_THROTTLE, CERTAINTY_LIKELY, 3500,
               "sent {messages} messages to {anchor} within a day, one way",
               "{messages} messages to {anchor} within a day, {in_an_hour} within an hour; {same} "
               "are one mailing; {anchor} wrote back {answers} times." },
    [NO_MISTAKE] = { ACTION_THROTTLE, CERTAINTY_STRONG, 4000,
                     "sent {in_an_hour} messages to {anchor} within an hour: a deliberate flood",
                     "{in_an_hour} messages to {anchor} within an hour, {same} of {messages} that "
                     "day are one mailing; {anchor} wrote back {answers} times. Nobody does that "
                     "by mistake." },
};

/* The mailing that most of it is of stays; a lesser one makes room for the newest. */
static void count_alike(struct state *st, const struct event *ev)
{
    int64_t mailing = ev->mailing ? (int64_t)ev->mailing->number : 0;

    if (mailing == 0)
        return;
    if (mailing != st->mailing && 2 * st->alike.sum > st->day.sum)
        return;
    if (mailing != st->mailing)
        st->alike = (struct window){ 0 };
    st->mailing = mailing;
    (void)window_add(&st->alike, 1, ev->message->accepted, DAY);
}

static int64_t apart(int64_t a, int64_t b)
{
    return a > b ? a - b : b - a;
}

static void count_interval(struct state *st, usec accepted)
{
    int64_t now = accepted / USEC_PER_SECOND;
    int64_t interval = now - st->accepted / USEC_PER_SECOND;
    bool is_alike = apart(interval, st->interval) * 10 <= interval;

    if (st->accepted == 0)
        return;
    st->intervals++;
    st->by_clock += interval >= INTERVAL_LEAST && (is_alike || now % MINUTE < MINUTE_BEGINS);
    st->interval = interval;
}

static void count_earlier(struct state *st, const struct pair *pair)
{
    for (size_t i = 0; i < PAIR_MESSAGES - 1; i++) {
        if (pair->before[i] == USEC_NONE)
            continue;
        (void)window_add(&st->day, 1, pair->before[i], DAY);
        (void)window_add(&st->hour, 1, pair->before[i], HOUR);
    }
}

static void count_size(struct state *st, int64_t size)
{
    if (st->smallest == 0 || size < st->smallest)
        st->smallest = size;
    if (size > st->largest)
        st->largest = size;
}

/* What has come in goes on once. */
static void count_handed_on(struct state *st, usec received, usec accepted)
{
    if (received <= st->handed || apart(accepted, received) > AT_ONCE * USEC_PER_SECOND)
        return;
    (void)window_add(&st->handed_on, 1, accepted, DAY);
    st->handed = received;
}

static void count_message(struct state *st, const struct event *ev)
{
    const struct message *m = ev->message;
    uint64_t kilobytes = (m->size + 999) / 1000;

    if (st->newest == 0)
        count_earlier(st, ev->pair);
    (void)window_add(&st->day, 1, m->accepted, DAY);
    (void)window_add(&st->hour, 1, m->accepted, HOUR);
    (void)window_add(&st->kilobytes, kilobytes < INT32_MAX ? (uint32_t)kilobytes : INT32_MAX,
                     m->accepted, DAY);
    (void)window_add(&st->answers, 0, m->accepted, DAY);
    count_alike(st, ev);
    count_size(st, (int64_t)m->size);
    count_interval(st, m->accepted);
    count_handed_on(st, ev->pair->received, m->accepted);
    st->accepted = m->accepted;
}

/* 0 is for none. */
static int64_t message_hash(const struct message *m)
{
    return (int64_t)(hash_slice(m->message_id) | 1);
}

static bool is_to_count(const struct state *st, const struct event *ev)
{
    const struct message *m = ev->message;
    bool is_again = m->message_id.n && message_hash(m) == st->newest;

    return !ev->pair->is_own && ev->account->kind != KIND_ORGANISATION && !m->is_resent &&
           !is_again && m->identity <= IDENTITY_SUBMISSION && m->identity != IDENTITY_UID;
}

static enum extent extent_of(const struct watch *w)
{
    const struct state *st = w->state;

    if (st->hour.sum >= w->limit[DELIBERATE])
        return NO_MISTAKE;
    if (st->day.sum >= w->limit[A_DAY])
        return DAYS;
    if (st->hour.sum >= w->limit[AN_HOUR])
        return HOURS;
    return st->kilobytes.sum * 1000 >= w->limit[BYTES_A_DAY] ? MUCH : FEW;
}

static bool is_excused(const struct watch *w)
{
    const struct state *st = w->state;

    return flooding_is_share(st->answers.sum, w->limit[ANSWERED], st->day.sum) ||
           flooding_is_share(st->handed_on.sum, HANDED_ON, st->day.sum) ||
           (st->intervals && flooding_is_share(st->by_clock, BY_CLOCK, st->intervals));
}

static void record(struct evidence *e)
{
    e->warrants = ACTION_RECORD;
    e->certainty = CERTAINTY_HINT;
    e->weight = 1000;
    e->why = "{messages} messages to {anchor} within a day; {anchor} wrote back {answers} times. "
             "They differ in subject and size, so this may be work.";
}

/* Another text each time, of nearly the same length. */
static void note(const struct watch *w, struct evidence *e)
{
    const struct state *st = w->state;

    e->warrants = st->day.sum < MANY * w->limit[A_DAY] ? ACTION_NOTIFY : ACTION_CONTACT;
    e->certainty = CERTAINTY_HINT;
    e->weight = 2000;
    evidence_number(e, "smallest", BYTES, st->smallest);
    evidence_number(e, "largest", BYTES, st->largest);
    e->why = "{messages} messages to {anchor} within a day, of different but nearly the same "
             "length ({smallest} to {largest} bytes); {anchor} wrote back {answers} times.";
}

/* What is not known of it makes the piece weaker. */
static void weaken(struct evidence *e, const struct event *ev)
{
    if (!ev->pair->sees_answers) {
        evidence_against(e, "Whether it was answered is not known: no incoming mail is in the log.",
                         -500);
        e->warrants = e->warrants > ACTION_CONTACT ? ACTION_CONTACT : e->warrants;
    } else {
        evidence_against(e, "Answers were looked for in the incoming mail: {answers} came.", 0);
    }
    if (ev->account->in_directory)
        return;
    evidence_against(e, "The login is not in the directory: a program may use it.", -1000);
    e->certainty = CERTAINTY_HINT;
    e->warrants = e->warrants > ACTION_NOTIFY ? ACTION_NOTIFY : e->warrants;
}

static void ripen(struct evidence *e, enum extent extent)
{
    e->is_ripe = true;
    e->warrants = words[extent].warrants;
    e->certainty = words[extent].certainty;
    e->weight = words[extent].weight;
    e->headline = words[extent].headline;
    e->why = words[extent].why;
    e->advice = extent == MUCH
                    ? "Ask the sender what this is, and offer another way for large files."
                    : "Slow down this account's mail to this recipient and ask the sender what it "
                      "is; disable sending only if it goes on after that.";
    if (extent == NO_MISTAKE)
        e->advice = "Slow down this account's mail to this recipient now. Whether its sending is "
                    "disabled is for people to decide.";
}

/* Where they are not one mailing. */
static void weigh_others(const struct watch *w, struct evidence *e)
{
    const struct state *st = w->state;

    if (st->largest * 2 <= st->smallest * 3)
        note(w, e);
    else
        record(e);
}

static void put_numbers(const struct watch *w, struct evidence *e)
{
    const struct state *st = w->state;

    (void)evidence_raise(e, "messages", COUNT, st->day.sum);
    (void)evidence_raise(e, "in_an_hour", COUNT, st->hour.sum);
    (void)evidence_raise(e, "bytes", BYTES, st->kilobytes.sum * 1000);
    (void)evidence_raise(e, "same", COUNT, st->alike.sum);
    evidence_number(e, "answers", COUNT, st->answers.sum);
    for (int i = A_DAY; i <= BYTES_A_DAY; i++)
        evidence_number(e, limits[i].name, limits[i].unit, w->limit[i]);
}

/* Whoever sent it: with a flood of this account it bears that out, without one it is none. */
static void bear_out(struct evidence *e, int64_t too_much)
{
    evidence_number(e, "too_much", COUNT, too_much);
    if (!e->is_ripe || e->warrants < ACTION_CONTACT || evidence_value(e, "accounts"))
        return;
    e->why = why_too_much;
    if (e->certainty == CERTAINTY_LIKELY)
        e->certainty = CERTAINTY_STRONG;
}

static bool is_half_way(const struct watch *w)
{
    const struct state *st = w->state;

    return 2 * st->day.sum >= w->limit[A_DAY] || 2 * st->hour.sum >= w->limit[AN_HOUR] ||
           st->hour.sum >= w->limit[CROWD_EACH] ||
           2000 * st->kilobytes.sum >= w->limit[BYTES_A_DAY];
}

static void on_recipient(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    bool is_alike;
    enum extent extent;
    struct evidence *e;

    if (!is_to_count(st, ev))
        return;
    count_message(st, ev);
    st->newest = message_hash(ev->message);
    if (!*w->slot && (!is_half_way(w) || is_excused(w)))
        return;
    e = evidence_open(w, FAMILY_VOLUME, ev->pair->address);
    evidence_quote(e, ev);
    put_numbers(w, e);
    extent = extent_of(w);
    is_alike = flooding_is_alike(st->alike.sum, w->limit[SAME], st->day.sum);
    if (is_excused(w) || extent == FEW || (!is_alike && extent < DAYS))
        return;
    if (e->is_ripe && st->day.sum < evidence_value(e, "messages"))
        return;
    ripen(e, extent);
    if (!is_alike && extent == DAYS)
        weigh_others(w, e);
    weaken(e, ev);
    if (st->too_much)
        bear_out(e, st->too_much);
}

static void on_outcome(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;

    if (ev->reply.scope != REPLY_RECIPIENT || ev->reply.reason != REASON_RATE)
        return;
    st->too_much++;
    if (!*w->slot)
        return;
    evidence_quote_recipient(*w->slot, ev);
    bear_out(*w->slot, st->too_much);
}

/* A conversation may begin late. */
static void on_received(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct evidence *e = *w->slot;

    (void)window_add(&st->answers, 1, ev->when, DAY);
    if (!e)
        return;
    evidence_number(e, "answers", COUNT, st->answers.sum);
    if (flooding_is_share(st->answers.sum, w->limit[ANSWERED], evidence_value(e, "messages")))
        e->is_ripe = false;
}

const struct detector detector_flooding = {
    .name = "flooding",
    .title = "Flooding one recipient",
    .clause = CLAUSE_MALICIOUS,
    .key = KEY_PAIR,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 4,
    .unchecked = "What the messages say, and whether the recipient wants them: no log holds that.",
    .on = { [EVENT_RECIPIENT] = on_recipient,
            [EVENT_OUTCOME] = on_outcome,
            [EVENT_RECEIVED] = on_received },
    .across = flooding_across,
};
