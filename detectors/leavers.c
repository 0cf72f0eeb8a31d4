/*
 * leavers - the login of a person whose access has ended is used
 *
 * Catches mail that was accepted under a login after the directory's day, and logins at any service
 * that names them without mail (Dovecot, webmail, Sendmail): in bad standing after the day of
 * leaving, else after that of deletion, a year after leaving at the latest. One line is enough and
 * proves it; but most often it is the directory or the servers that are late, so `grace` lets the
 * first day pass, and the operators are told that the login still works. Retirees keep their
 * access; accounts of organisations, systems and lists are nobody's to leave. A program that only
 * fetches mail (POP3) may do so without anybody: of the person it is recorded.
 *
 * Blind to logins that the server does not log (Postfix, Exim: without mail), to mail of a host or
 * a local user, and to people that the directory does not have, or not yet: who came back is
 * excused by it alone.
 */

#include "detectors/toolbox.h"

enum { GRACE };

static const struct limit limits[] = {
    [GRACE] = { "grace", 24 * HOUR, SECONDS, "after access has ended that are let pass" },
    { 0 },
};

static const struct field fields[] = {
    { 0 },
};

enum { QUIET = 7 * DAY, WEIGHT = 2000 }; /* until then it is one matter */

/* True: access had ended by then, and `day` says when. */
static bool is_too_late(const struct watch *w, const struct account *who, usec when, char day[32])
{
    usec ends = who->access_ends;

    if (ends == USEC_NONE || when <= ends + w->limit[GRACE] * USEC_PER_SECOND)
        return false;
    (void)clock_local_text(ends, day);
    day[10] = '\0';
    return true;
}

static void count_login(struct evidence *e, const struct event *ev)
{
    const char *name = ev->is_poll ? "polls" : "logins";

    evidence_quote(e, ev);
    evidence_number(e, name, COUNT, evidence_value(e, name) + 1);
    e->is_ripe = true;
    e->certainty = CERTAINTY_PROVED;
}

static const char *headline(const struct evidence *e)
{
    bool has_logins = evidence_value(e, "logins");

    if (evidence_is_one(e) && !has_logins)
        return "access ended on {anchor}, and a message was sent since";
    if (evidence_value(e, "messages") && !has_logins)
        return "access ended on {anchor}, and {messages} messages were sent since";
    if (evidence_value(e, "messages"))
        return "access ended on {anchor}, since then messages sent: {messages}, logins: {logins}";
    return has_logins ? "access ended on {anchor}, and its login was used since: {logins} times"
                      : "access ended on {anchor}, and a program still fetches its mail";
}

static const char *why(const struct evidence *e)
{
    bool has_logins = evidence_value(e, "logins");

    if (evidence_value(e, "messages") && !has_logins)
        return "By the directory this person's access ended on {anchor}. Messages that the servers "
               "accepted under the login after that: {messages}.";
    if (evidence_value(e, "messages"))
        return "By the directory this person's access ended on {anchor}. Messages that the servers "
               "accepted under the login after that: {messages}; logins that they let in: "
               "{logins}.";
    return has_logins ? "By the directory this person's access ended on {anchor}. Logins that the "
                        "servers let in after that: {logins}."
                      : "By the directory this person's access ended on {anchor}. Logins to fetch "
                        "mail (POP3) that the servers let in after that: {polls}.";
}

/* Of the person: what it comes to so far. */
static void tell(struct evidence *e)
{
    bool is_used = evidence_value(e, "messages") || evidence_value(e, "logins");

    e->weight = is_used ? WEIGHT : 0;
    e->warrants = is_used ? ACTION_DISABLE_ACCOUNT : ACTION_RECORD;
    e->headline = headline(e);
    e->why = why(e);
    e->advice =
        "Look first whether the directory is right: of who came back, or stayed, it may not "
        "know yet. If it is, end the account's access.";
    evidence_against(e, "It shows that the login still works, not who used it.", 0);
    if (!is_used)
        evidence_against(e, "A program that nobody thinks of any more fetches mail by itself.", 0);
    else
        evidence_no_longer_against(
            e, "A program that nobody thinks of any more fetches mail by itself.");
}

static void on_message(struct watch *w, const struct event *ev)
{
    const struct message *m = ev->message;
    char day[32];
    struct evidence *e;

    if (m->login.n == 0 || !is_too_late(w, m->account, m->accepted, day))
        return;
    e = evidence_open(w, FAMILY_AUTHENTICATION, slice_str(day));
    evidence_message(e, ev);
    tell(e);
}

static void tell_operators(struct evidence *e)
{
    bool has_messages = evidence_value(e, "messages"), has_logins = evidence_value(e, "logins");

    e->is_operators = true;
    e->weight = WEIGHT;
    e->warrants = ACTION_NOTIFY;
    e->headline = !has_messages ? "the servers let people in who have left: {logins} times"
                  : has_logins  ? "the servers accepted mail of people who have left: {messages} "
                                  "messages, {logins} logins"
                  : evidence_is_one(e)
                      ? "the servers accepted a message of a person who has left"
                      : "the servers accepted {messages} messages of people who have left";
    e->why = !has_messages ? "The login of {anchor}, for one, works, whose access has ended by the "
                             "directory. Logins: {logins}."
             : has_logins  ? "Mail was accepted under the login of {anchor}, for one, whose access "
                             "has ended by the directory. Messages: {messages}; logins: {logins}."
                           : "Mail was accepted under the login of {anchor}, for one, whose access "
                             "has ended by the directory. Messages: {messages}.";
    e->advice = "Let the servers know from the directory who has left.";
}

static void on_taken(struct watch *w, const struct event *ev)
{
    const struct message *m = ev->message;
    char day[32];
    struct evidence *e;

    if (!m || m->login.n == 0 || !is_too_late(w, m->account, m->accepted, day))
        return;
    e = evidence_open(w, FAMILY_CONFIGURATION, m->account->name);
    evidence_message(e, ev);
    tell_operators(e);
}

/* That its login works is all the operators need to know, whatever it was used for. */
static void on_login(struct watch *w, const struct event *ev)
{
    bool is_operators = ev->account != ev->whose;
    struct event login = *ev;
    char day[32];
    struct evidence *e;

    if (!is_too_late(w, ev->whose, ev->when, day))
        return;
    e = evidence_open(w, is_operators ? FAMILY_CONFIGURATION : FAMILY_AUTHENTICATION,
                      is_operators ? ev->whose->name : slice_str(day));
    login.is_poll = ev->is_poll && !is_operators;
    count_login(e, &login);
    if (is_operators)
        tell_operators(e);
    else
        tell(e);
}

const struct detector detector_leavers = {
    .name = "leavers",
    .title = "Used after leaving",
    .clause = CLAUSE_LEAVERS,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_version = 1,
    .quiet = QUIET,
    .unchecked = "Whether people who have left still read mail where servers log no login: Postfix "
                 "and Exim name one only with its mail.",
    .on = { [EVENT_MESSAGE] = on_message, [EVENT_TAKEN] = on_taken, [EVENT_LOGIN] = on_login },
};
