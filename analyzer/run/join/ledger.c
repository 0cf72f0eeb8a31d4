/* Every entry goes to three pages, so that the sums over each kind of page agree. */
#include "analyzer/run/join/ledger.h"

/* Whose sending it is when it is in no account. */
static enum nobody nobody_of(const struct message *m)
{
    bool has_no_sender = m->sender.n == 0 && m->queued_line.at.line;

    if (m->origin == ORIGIN_FORWARD)
        return NOBODY_FORWARDED;
    if (m->origin == ORIGIN_CLIENT && m->place == PLACE_OUTSIDE && m->login.n == 0)
        return NOBODY_OUTSIDE;
    if (m->is_by_proxy && m->login.n == 0 && !has_no_sender)
        return NOBODY_PROXY;
    if (m->is_answer)
        return NOBODY_NOTICE;
    if (m->origin == ORIGIN_NOTICE || (m->origin == ORIGIN_UNKNOWN && has_no_sender))
        return NOBODY_BOUNCE;
    return has_no_sender ? NOBODY_NOTICE : NOBODY_UNKNOWN;
}

static void enter(struct ledger *l, uint32_t queue, struct sums *whose, const struct sums *one)
{
    sums_add(&l->all.sums, one);
    sums_add(&l->queues[queue].sums, one);
    sums_add(whose, one);
}

/* No time, no day: the log does not say when it was accepted. */
static void enter_day(struct ledger *l, struct account *account, usec accepted)
{
    uint32_t before = account->days.n;

    if (accepted == USEC_NONE)
        return;
    days_add(&account->days, calendar_day(&l->calendar, accepted));
    l->account_days += account->days.n - before;
}

void ledger_message(struct ledger *l, uint32_t queue, const struct message *m,
                    const struct sums *recipients)
{
    struct sums one = *recipients;

    one.messages = 1;
    one.bytes = m->size;
    one.with_login = m->login.n > 0;
    one.recipients = 0;
    for (int i = 0; i < OUTCOMES; i++)
        one.recipients += one.outcomes[i];
    if (m->is_carried) {
        sums_add(&l->carried, &one);
        return;
    }
    l->notices += m->sender.n == 0 && m->queued_line.at.line;
    enter(l, queue, m->account ? &m->account->sums : &l->nobodies[nobody_of(m)], &one);
    if (m->account)
        enter_day(l, m->account, m->accepted);
}

void ledger_parted(struct ledger *l, uint32_t queue)
{
    l->all.merged--;
    l->queues[queue].merged--;
}

void ledger_merged(struct ledger *l, uint32_t queue)
{
    l->all.merged++;
    l->queues[queue].merged++;
}

void ledger_refused(struct ledger *l, uint32_t queue, const struct fact *f, uint32_t times,
                    struct sums *whose)
{
    struct sums one = { .rejects = f->kind == FACT_REJECT ? times : 0,
                        .auth_failed = f->kind == FACT_AUTH_FAILED ? times : 0 };

    enter(l, queue, whose, &one);
}

void ledger_session(struct ledger *l, uint32_t queue, const struct fact *f, uint32_t times)
{
    if (f->auth.good == 0)
        return;
    l->all.sessions += times;
    l->queues[queue].sessions += times;
}
