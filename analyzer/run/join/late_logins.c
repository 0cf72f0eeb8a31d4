/* Most lines of a day may be logins of people who read: without leavers none is looked up. */
#include "analyzer/run/join/late_logins.h"

void late_logins_init(struct late_logins *l, struct accounts *accounts, struct watchers *watchers)
{
    const struct site *site = accounts->places->site;

    *l = (struct late_logins){ .accounts = accounts, .watchers = watchers };
    for (size_t i = 0; i < site->n_persons && !l->has_leavers; i++)
        l->has_leavers = person_access_ends(&site->persons[i]) != USEC_NONE;
}

/* A program fetches mail by it, whether anybody asks it to or not. */
static bool is_poll(const struct fact *f)
{
    return slice_eq(f->stage, SLICE("pop3"));
}

void late_logins_take(struct late_logins *l, const struct fact *f, const struct line *ln)
{
    struct event ev = { .kind = EVENT_LOGIN, .when = ln->when, .is_poll = is_poll(f) };

    if (!l->has_leavers)
        return;
    ev.account = accounts_find_login(l->accounts, f->login, ln->when);
    if (!ev.account || ev.account->access_ends == USEC_NONE || ln->when < ev.account->access_ends)
        return;
    ev.whose = ev.account;
    ev.line = (struct kept_line){ ln->at, ln->when, ln->text };
    watchers_tell(l->watchers, &ev);
    ev.account = &l->accounts->operators;
    watchers_tell(l->watchers, &ev);
}
