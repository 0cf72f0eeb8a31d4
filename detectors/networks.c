/*
 * networks - an account is used from networks where its person never was
 *
 * Catches mail under a login from many networks at once, as a botnet sends it, and from networks
 * that are new to the account: the more so when they are abroad, when it is at an hour at which
 * the account is never active, when several are new at once, and when the usual network goes on
 * beside it (A-B-A-B within an hour: one person is at one place). Three providers or more by turns,
 * none of them the account's own, are as good as many: whoever is on the way goes from one to the
 * next and does not come back to each within the hour; that holds for an account of which nothing
 * is known, too. What most people would do as well weighs less: a network that others of the site
 * use, who changes networks all the time.
 *
 * It is a hint and no more: people travel, change their provider, buy a phone. What most journeys
 * come to is told only beside evidence of another kind. Phones, mail programs in the cloud, Tor and
 * VPNs that the site lists (networks: mobile, mail_apps, anonymous) count nothing.
 *
 * Blind to whoever sends through webmail, from the victim's own machine, or from its own network;
 * and, for what is new, to the first days of an account, when everything is.
 */

#include "detectors/toolbox.h"

enum { PROVIDERS_HOUR, LINES_HOUR, LINES_DAY, KNOWN_DAYS, COUNTRIES_HOUR, BY_TURNS, RETURNS };

static const struct limit limits[] = {
    [PROVIDERS_HOUR] = { "providers_hour", 8, COUNT, "providers (/16, /32, AS) in an hour: many" },
    [LINES_HOUR] = { "lines_hour", 8, COUNT, "lines (/24, /48) in an hour: many" },
    [LINES_DAY] = { "lines_day", 12, COUNT, "lines in a day: many" },
    [KNOWN_DAYS] = { "known_days", 5, COUNT, "days before something can be new to an account" },
    [COUNTRIES_HOUR] = { "countries_hour", 5, COUNT, "countries in an hour: many" },
    [BY_TURNS] = { "by_turns", 3, COUNT, "providers not its own that take turns in an hour" },
    [RETURNS] = { "returns", 6, COUNT, "returns to one of them, an hour apart at most" },
    { 0 },
};

/* Thousandths of log10 of how much more often it is so where somebody else has the password. */
enum {
    NEW_LINE = 300, /* of a provider that it uses: leases change */
    NEW_PROVIDER = 600,
    NEW_COUNTRY = 500,
    SEVERAL_NEW = 300,
    ODD_HOUR = 300,
    BESIDE_USUAL = 600,
    MANY_LINES = 1000,
    VERY_MANY_LINES = 1500,
    MANY_PROVIDERS = 2000,
    PROVIDERS_BY_TURNS = 2000,
    MOST = 2000,  /* as its family counts */
    ALONE = 1500, /* any person's journey comes to less */
};

/* Of what is told against it. */
enum { FEW_USERS = 5, MANY_STRAYS = 4, SEVERAL = 3, TURNS = 3 };

enum side { SIDE_NONE, SIDE_USUAL, SIDE_NEW };

struct state {
    struct distinct lines, providers; /* of a day; of an hour */
    struct distinct countries;        /* of an hour, where there is a database of them */
    struct window turns;              /* between the usual networks and new ones, in an hour */
    int64_t side;                     /* enum side, of the newest message */
    int64_t most;                     /* lines a day, of days before the newest one */
    int64_t day, day_most;            /* days known then; lines of that day */
    struct distinct strange;          /* providers not its own, of an hour */
    int64_t newest;                   /* of these */
    int64_t returns, returned;        /* to one of them from another; second of the last */
};

static const struct field fields[] = {
    DISTINCT(struct state, lines),
    DISTINCT(struct state, providers),
    DISTINCT(struct state, countries),
    WINDOW(struct state, turns),
    NUMBER(struct state, side),
    NUMBER(struct state, most),
    NUMBER(struct state, day),
    NUMBER(struct state, day_most),
    DISTINCT(struct state, strange),
    NUMBER(struct state, newest),
    NUMBER(struct state, returns),
    NUMBER(struct state, returned),
    { 0 },
};

static bool is_new(const struct watch *w, const struct location *l)
{
    return location_tells(l) && l->near_days < LOCATION_SETTLED &&
           (int64_t)l->days >= w->limit[KNOWN_DAYS];
}

/* Many people of the site are at home there, or it is this person who is never at home. */
static bool is_common(const struct location *l)
{
    bool is_known_provider = l->wide_days >= LOCATION_SETTLED;

    return l->near_users >= FEW_USERS || (is_known_provider && l->strays >= MANY_STRAYS);
}

static int32_t weight_of_new(const struct state *st, const struct location *l)
{
    int32_t weight =
        l->wide_days >= LOCATION_SETTLED || l->wide_users >= FEW_USERS ? NEW_LINE : NEW_PROVIDER;

    weight += l->is_new_country ? NEW_COUNTRY : 0;
    weight += l->fresh >= SEVERAL ? SEVERAL_NEW : 0;
    weight += l->is_odd_hour ? ODD_HOUR : 0;
    weight += st->turns.sum >= TURNS ? BESIDE_USUAL : 0;
    return l->strays >= MANY_STRAYS ? weight / 2 : weight;
}

static void turn(struct state *st, enum side side, usec when)
{
    if (st->side != SIDE_NONE && st->side != (int64_t)side)
        (void)window_add(&st->turns, 1, when, HOUR);
    else
        (void)window_add(&st->turns, 0, when, HOUR);
    st->side = side;
}

static int32_t weight_of_many(const struct watch *w, const struct state *st, usec when)
{
    int32_t weight = 0;

    if (st->lines.used >= w->limit[LINES_DAY])
        weight = MANY_LINES;
    if (distinct_reaches(&st->lines, w->limit[LINES_HOUR], when, HOUR))
        weight = VERY_MANY_LINES;
    if (st->providers.used >= w->limit[PROVIDERS_HOUR] ||
        st->countries.used >= w->limit[COUNTRIES_HOUR])
        return MANY_PROVIDERS;
    return 2 * st->most >= (int64_t)st->lines.used ? weight / 2 : weight;
}

/* Not one of those that the account or many of the site use. IPv6 beside IPv4 is one provider of
   which, without a database, nobody can tell that it is. */
static bool is_strange(const struct location *l)
{
    return l->wide_days < LOCATION_SETTLED && l->wide_users < FEW_USERS &&
           (l->asn != 0 || !l->is_ipv6);
}

/* Of a message from one of them. */
static int32_t weight_of_turns(const struct watch *w, const struct state *st,
                               const struct location *l)
{
    if (!is_strange(l) || st->returns < w->limit[RETURNS] ||
        (int64_t)st->strange.used < w->limit[BY_TURNS])
        return 0;
    return l->strays >= MANY_STRAYS ? PROVIDERS_BY_TURNS / 2 : PROVIDERS_BY_TURNS;
}

static void take_turns(struct state *st, const struct location *l, usec when)
{
    seconds now = when / USEC_PER_SECOND;
    bool is_return =
        (int64_t)l->wide != st->newest && distinct_has(&st->strange, l->wide, when, HOUR);

    (void)distinct_add(&st->strange, l->wide, when, HOUR);
    st->newest = l->wide;
    if (now - st->returned >= HOUR)
        st->returns = 0;
    if (!is_return)
        return;
    st->returns++;
    st->returned = now;
}

/* To many networks: from here on the lines are kept. */
static bool is_half_way(const struct watch *w, const struct state *st, usec when)
{
    return 2 * (int64_t)st->providers.used >= w->limit[PROVIDERS_HOUR] ||
           2 * (int64_t)st->countries.used >= w->limit[COUNTRIES_HOUR] ||
           2 * (int64_t)st->lines.used >= w->limit[LINES_DAY] ||
           distinct_reaches(&st->lines, w->limit[LINES_HOUR] / 2, when, HOUR);
}

static void count_lines(struct state *st, const struct location *l, usec when)
{
    int64_t lines = distinct_add(&st->lines, l->near, when, DAY);

    (void)distinct_add(&st->providers, l->wide, when, HOUR);
    if (l->country)
        (void)distinct_add(&st->countries, l->country, when, HOUR);
    if ((int64_t)l->days != st->day) {
        st->most = st->most > st->day_most ? st->most : st->day_most;
        st->day = l->days;
        st->day_most = 0;
    }
    st->day_most = st->day_most > lines ? st->day_most : lines;
}

static void tell_numbers(struct evidence *e, const struct watch *w, const struct location *l)
{
    const struct state *st = w->state;

    evidence_number(e, "messages", COUNT, evidence_value(e, "messages") + 1);
    (void)evidence_raise(e, "networks", COUNT, st->lines.used);
    (void)evidence_raise(e, "providers", COUNT, st->providers.used);
    if (st->countries.used)
        (void)evidence_raise(e, "countries", COUNT, st->countries.used);
    (void)evidence_raise(e, "new_networks", COUNT, l->fresh);
    (void)evidence_raise(e, "changes", COUNT, st->turns.sum);
    if (is_strange(l)) {
        (void)evidence_raise(e, "returns", COUNT, st->returns);
        (void)evidence_raise(e, "strange", COUNT, st->strange.used);
    }
    evidence_number(e, "known_days", COUNT, l->days);
}

static void tell_against(struct evidence *e, const struct location *l)
{
    if (l->strays >= MANY_STRAYS)
        evidence_against(e, "It often sends from networks that it never uses again.", 0);
    if (l->wide_days >= LOCATION_SETTLED)
        evidence_against(e,
                         "Some of it came from a provider that the account uses: another line "
                         "of it is no surprise.",
                         0);
    if (l->wide_users >= FEW_USERS)
        evidence_against(e, "Some of it came from a provider that others of the site use.", 0);
}

enum how { HOW_NEW, HOW_MANY, HOW_BY_TURNS };

static const char *const headlines[] = {
    [HOW_NEW] = "mail under its login from a network that is new to it",
    [HOW_MANY] = "mail under its login from {networks} networks in a day",
    [HOW_BY_TURNS] = "mail under its login from {strange} providers by turns",
};

static const char *why(const struct evidence *e, enum how how)
{
    if (how == HOW_BY_TURNS)
        return "Mail under this login came from {strange} providers by turns that are neither its "
               "own nor usual at this site, {anchor} for one: {returns} times it went back to one "
               "of them within an hour. One person is at one place.";
    if (how == HOW_MANY && evidence_value(e, "countries") > 1)
        return "Mail under this login came from {networks} networks within a day, from "
               "{providers} providers and {countries} countries within an hour at most.";
    if (how == HOW_MANY)
        return "Mail under this login came from {networks} networks within a day, from "
               "{providers} providers within an hour at most.";
    if (evidence_value(e, "changes") >= TURNS)
        return "Mail under this login came from networks that it did not use on {known_days} "
               "earlier days, {anchor} for one, while its usual network went on beside them: "
               "{changes} changes within an hour.";
    return "Mail under this login came from networks that it did not use on {known_days} earlier "
           "days, {anchor} for one.";
}

static void tell(struct watch *w, const struct event *ev, int32_t weight, enum how how)
{
    struct evidence *e = evidence_open(w, FAMILY_AUTHENTICATION, slice_str(ev->from->network));

    evidence_quote(e, ev);
    tell_numbers(e, w, ev->from);
    tell_against(e, ev->from);
    if (weight <= e->weight)
        return;
    e->weight = weight;
    e->is_ripe = true;
    e->certainty = CERTAINTY_HINT;
    e->warrants = ACTION_RECORD;
    e->identity = ev->message->identity;
    e->headline = headlines[how];
    e->why = why(e, how);
}

static void weigh(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    const struct location *l = ev->from;
    usec when = ev->message->accepted;
    int32_t weights[] = {
        [HOW_NEW] = is_new(w, l) && !is_common(l) ? weight_of_new(st, l) : 0,
        [HOW_MANY] = weight_of_many(w, st, when),
        [HOW_BY_TURNS] = weight_of_turns(w, st, l),
    };
    enum how how = HOW_NEW;

    for (int i = HOW_MANY; i <= HOW_BY_TURNS; i++)
        if (weights[i] > weights[how])
            how = (enum how)i;
    if (weights[how] > 0 || is_half_way(w, st, when))
        tell(w, ev, weights[how] < MOST ? weights[how] : MOST, how);
}

static void on_message(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    const struct location *l = ev->from;
    usec when = ev->message->accepted;

    if (!l)
        return;
    if (!location_tells(l)) {
        if (l->whence == WHENCE_OWN)
            turn(st, SIDE_USUAL, when);
        return;
    }
    count_lines(st, l, when);
    turn(st, is_new(w, l) ? SIDE_NEW : SIDE_USUAL, when);
    if (is_strange(l))
        take_turns(st, l, when);
    weigh(w, ev);
}

const struct detector detector_networks = {
    .name = "networks",
    .title = "Used from foreign networks",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 2,
    .alone = ALONE,
    .unchecked = "Where people are who use webmail: servers log webmail's address, not theirs.",
    .on = { [EVENT_MESSAGE] = on_message },
};
