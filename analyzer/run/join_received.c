/* Mail for an address of an account, from whomever: to one who wrote there it may be the answer. */
#include "analyzer/run/join_parts.h"

/* Notices have no sender: nobody wrote them. */
void join_tell_received(struct join *j, const struct parcel *p, const struct delivery *d,
                        const struct fact *f, const struct line *ln)
{
    struct event ev = { .kind = EVENT_RECEIVED, .when = ln->when, .message = &p->m };

    if (d->is_external || p->m.sender.n == 0 || f->status == STATUS_BOUNCED)
        return;
    ev.account = accounts_find_login(j->accounts, f->orig_to.n ? f->orig_to : f->recipient);
    if (!ev.account)
        return;
    ev.recipient.hash = hash_address(p->m.sender);
    ev.recipient.address = p->m.sender;
    ev.recipient.domain = slice_domain(p->m.sender);
    ev.line = (struct kept_line){ ln->at, ln->when, ln->text };
    watchers_received(j->watchers, &ev);
}
