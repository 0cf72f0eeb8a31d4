/*
 * shared_account - two places take turns in using one person's account
 *
 * Catches mail under a person's login that comes from two providers outside by turns: from one, the
 * other, the first one and the other again (A-B-A-B) on one day, each round within some hours, and
 * so day after day. Who travels goes from A to B and stays there. Where the site has a database of
 * countries, only two countries are two places; where not, two providers are.
 *
 * It is a hint and no more, so what follows is a question. Campus, the VPN, Tor, listed carriers
 * and mail programs in the cloud are no place. A place is an address that stays for the day: a
 * phone gets another one each time. Providers that many of the site use are where everybody lives
 * and goes, IPv4 beside IPv6 is one line with two addresses unless their systems tell them apart.
 * Accounts of organisations are there to be shared; who has delegates is recorded only.
 *
 * Blind to: sharing on campus, by webmail, within one provider or one country, between two
 * providers that many use; to who only reads; to two people who do not both write on one day.
 */

#include "detectors/toolbox.h"

enum { DAYS, CHANGES, WITHIN };

static const struct limit limits[] = {
    [DAYS] = { "days", 3, COUNT, "days on which two places took turns" },
    [CHANGES] = { "changes", 10, COUNT, "returns to a place on them; half between two countries" },
    [WITHIN] = { "within", 6 * HOUR, SECONDS, "from a place to the other one and back" },
    { 0 },
};

enum { PLACES = 4, PAIRS = PLACES * (PLACES - 1) / 2, FEW_USERS = 5, IDLE_DAYS = 7 };

/* So little that it is never one of the two kinds of evidence that disabling asks for. */
enum { WEIGHT = 500 };

struct spot {
    uint32_t wide, client; /* wide 0: none */
    uint16_t country;
    bool is_ipv6, has_system, is_common;
};

struct turns {
    int64_t day; /* the newest on which one of the two came back from the other */
    int64_t days, changes;
    int64_t back[2]; /* on that day, to the first and to the second */
};

/* A place and a pair are one number each. */
struct state {
    int64_t places[PLACES], last[PLACES];
    int64_t pairs[PAIRS];
};

static const struct field fields[] = {
    NUMBER(struct state, places[0]),
    NUMBER(struct state, places[1]),
    NUMBER(struct state, places[2]),
    NUMBER(struct state, places[3]),
    NUMBER(struct state, last[0]),
    NUMBER(struct state, last[1]),
    NUMBER(struct state, last[2]),
    NUMBER(struct state, last[3]),
    NUMBER(struct state, pairs[0]),
    NUMBER(struct state, pairs[1]),
    NUMBER(struct state, pairs[2]),
    NUMBER(struct state, pairs[3]),
    NUMBER(struct state, pairs[4]),
    NUMBER(struct state, pairs[5]),
    { 0 },
};

static int64_t pack_spot(const struct location *l)
{
    uint64_t flags = (uint64_t)l->is_ipv6 | (uint64_t)(l->asn != 0) << 1 |
                     (uint64_t)(l->wide_users >= FEW_USERS) << 2;

    return (int64_t)((uint64_t)l->wide << 43 | (uint64_t)l->client << 19 |
                     (uint64_t)l->country << 3 | flags);
}

static struct spot spot_of(int64_t packed)
{
    return (struct spot){ .wide = (uint32_t)(packed >> 43 & 0xfffff),
                          .client = (uint32_t)(packed >> 19 & 0xffffff),
                          .country = (uint16_t)(packed >> 3 & 0xffff),
                          .is_ipv6 = packed & 1,
                          .has_system = packed >> 1 & 1,
                          .is_common = packed >> 2 & 1 };
}

static int64_t at_most(int64_t n, int64_t most)
{
    return n < most ? n : most;
}

static int64_t pack_turns(const struct turns *p)
{
    return p->day << 40 | at_most(p->days, 0xff) << 32 | at_most(p->changes, 0xffff) << 16 |
           at_most(p->back[0], 0xff) << 8 | at_most(p->back[1], 0xff);
}

static struct turns turns_of(int64_t packed)
{
    return (struct turns){ .day = packed >> 40,
                           .days = packed >> 32 & 0xff,
                           .changes = packed >> 16 & 0xffff,
                           .back = { packed >> 8 & 0xff, packed & 0xff } };
}

/* Where the pair of two places is kept: 01, 02, 12, 03, 13, 23. */
static int pair_at(int a, int b)
{
    int low = a < b ? a : b, high = a < b ? b : a;

    return high * (high - 1) / 2 + low;
}

static bool takes_turns(const struct state *st, int at)
{
    for (int other = 0; other < PLACES; other++)
        if (other != at && turns_of(st->pairs[pair_at(at, other)]).days)
            return true;
    return false;
}

/* The provider's; else the one that was used longest ago, those that took turns after all others.
 */
static int find(struct state *st, const struct location *l)
{
    int oldest = 0;

    for (int i = 0; i < PLACES; i++) {
        bool is_worth_more = takes_turns(st, i), is_oldest_worth = takes_turns(st, oldest);

        if (spot_of(st->places[i]).wide == l->wide)
            return i;
        if (is_worth_more != is_oldest_worth ? is_oldest_worth : st->last[i] < st->last[oldest])
            oldest = i;
    }
    st->places[oldest] = 0;
    st->last[oldest] = 0;
    for (int other = 0; other < PLACES; other++)
        if (other != oldest)
            st->pairs[pair_at(oldest, other)] = 0;
    return oldest;
}

/* As far as can be told, nobody is at both within an hour or two. */
static bool are_distant(struct spot a, struct spot b)
{
    if (a.is_common && b.is_common)
        return false;
    if (a.country && b.country)
        return a.country != b.country;
    return a.is_ipv6 == b.is_ipv6 || (a.has_system && b.has_system);
}

/* One return more, of place `side` of the two. */
static void count_return(struct turns *p, int side, int64_t day)
{
    bool took_turns;

    if (day - p->day > IDLE_DAYS)
        *p = (struct turns){ .day = day };
    if (day != p->day)
        p->back[0] = p->back[1] = 0;
    p->day = day;
    took_turns = p->back[0] && p->back[1];
    p->back[side]++;
    if (took_turns) {
        p->changes++;
    } else if (p->back[0] && p->back[1]) {
        p->days++;
        p->changes += p->back[0] + p->back[1];
    }
}

/* When it was there before, at the same address, if it has been at the other place since. */
static usec left_at(const struct state *st, int at, int other, const struct location *l)
{
    bool is_same = spot_of(st->places[at]).client == l->client;

    return is_same && st->places[other] && st->last[other] > st->last[at] ? st->last[at]
                                                                          : USEC_NONE;
}

static void speak_against(struct evidence *e, const struct watch *w, bool are_abroad)
{
    if (w->account->has_delegates)
        evidence_against(e,
                         "The directory names delegates of this account: it may be that they use "
                         "its login, though they may send for it under their own.",
                         0);
    if (!w->account->in_directory)
        evidence_against(e, "The directory does not say that this is one person's account.", 0);
    evidence_against(
        e,
        "A second device, a VPN at one of the two places or a program that sends by itself "
        "looks the same.",
        0);
    if (!are_abroad)
        evidence_against(e, "How far it is from one to the other is not known.", 0);
}

static void tell_numbers(struct evidence *e, const struct turns *t, usec round_trip)
{
    int64_t minutes = round_trip / USEC_PER_SECOND / 60, known = evidence_value(e, "minutes");

    (void)evidence_raise(e, "changes", COUNT, t->changes);
    (void)evidence_raise(e, "days", COUNT, t->days);
    if (!known || minutes < known)
        evidence_number(e, "minutes", COUNT, minutes ? minutes : 1);
}

static void tell(struct watch *w, const struct event *ev, const struct turns *p, bool are_abroad)
{
    struct evidence *e = *w->slot;
    int64_t least = are_abroad ? w->limit[CHANGES] / 2 : w->limit[CHANGES];

    if (p->days < w->limit[DAYS] || p->changes < least)
        return;
    e->weight = WEIGHT;
    e->is_ripe = true;
    e->certainty = CERTAINTY_HINT;
    e->identity = ev->message->identity;
    e->warrants =
        w->account->has_delegates || !w->account->in_directory ? ACTION_RECORD : ACTION_NOTIFY;
    e->headline = "its login is used at two places by turns, on {days} days";
    e->why = are_abroad
                 ? "Mail under this login came from networks of two countries by turns, {anchor} "
                   "is one of them: {changes} times back to where it was before, on {days} days, "
                   "once within {minutes} minutes."
                 : "Mail under this login came from networks of two providers by turns, {anchor} "
                   "is one of them: {changes} times back to where it was before, on {days} days, "
                   "once within {minutes} minutes.";
    e->advice = "Ask the account's owner, as an open question, from where they use it. If others "
                "do as well, they need accounts of their own, or to be named as delegates.";
    speak_against(e, w, are_abroad);
}

/* It comes from the place `at`, and was at the other one. */
static void take_turn(struct watch *w, const struct event *ev, int at, int other)
{
    struct state *st = w->state;
    int64_t *kept = &st->pairs[pair_at(at, other)];
    usec before = left_at(st, at, other, ev->from), when = ev->message->accepted;
    struct spot a = spot_of(pack_spot(ev->from)), b = spot_of(st->places[other]);
    struct turns p = turns_of(*kept);

    if (before == USEC_NONE || when - before > w->limit[WITHIN] * USEC_PER_SECOND ||
        !are_distant(a, b))
        return;
    count_return(&p, at > other, calendar_day(w->calendar, when));
    *kept = pack_turns(&p);
    if (2 * p.days < w->limit[DAYS])
        return;
    tell_numbers(evidence_open(w, FAMILY_AUTHENTICATION, slice_str(ev->from->network)), &p,
                 when - before);
    evidence_quote(*w->slot, ev);
    tell(w, ev, &p, a.country && b.country);
}

static void on_message(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    usec when = ev->message->accepted;
    int at;

    if (!location_tells(ev->from) || kind_is_shared(w->account->kind))
        return;
    at = find(st, ev->from);
    if (when < st->last[at])
        return;
    for (int other = 0; other < PLACES; other++)
        if (other != at)
            take_turn(w, ev, at, other);
    st->places[at] = pack_spot(ev->from);
    st->last[at] = when;
}

const struct detector detector_shared_account = {
    .name = "shared_account",
    .title = "Used at two places by turns",
    .clause = CLAUSE_ACCOUNTS,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .quiet = IDLE_DAYS * DAY,
    .unchecked = "Who it was: no log tells two people with one password apart. Reading mail, and "
                 "mail by webmail or from the campus, is not looked at.",
    .on = { [EVENT_MESSAGE] = on_message },
};
