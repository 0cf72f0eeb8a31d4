/* A session is told twice: to whom it was, and to the operators, whose server accepted it. */
#include "analyzer/run/join/sessions.h"
#include "analyzer/run/watch/watchers.h"

/* Each recipient that was offered is one of a message: none was refused, and no alias among them.
 */
static bool was_all_accepted(const struct session_sum *sum)
{
    return sum->offered == sum->recipients;
}

void sessions_tell(struct sessions *s, struct session *one)
{
    struct session_sum *sum = &one->sum;
    struct event ev = { .kind = EVENT_SESSION, .when = one->ending.when, .session = sum };
    uint32_t *accepted = &s->accepted[one->queue];

    ev.account = accounts_of_client(s->accounts, one->login, one->ip, one->ending.when);
    sum->account = ev.account;
    sum->has_login = one->login.n > 0;
    sum->accepted_before = *accepted;
    if (was_all_accepted(sum) && sum->largest > *accepted)
        *accepted = sum->largest;
    if (!ev.account)
        return;
    ev.session_line = one->line;
    ev.line = one->ending;
    watchers_tell(s->watchers, &ev);
    ev.kind = EVENT_TAKEN;
    ev.account = &s->accounts->operators;
    watchers_tell(s->watchers, &ev);
}
