/* What becomes of mail to an address that the directory says is somebody's. */
#include "analyzer/run/join_parts.h"

static bool has_domain(const struct join *j, slice address)
{
    return places_has_domain(j->places, slice_domain(address));
}

void join_tell_addressed(struct join *j, const struct parcel *p, const struct fact *f,
                         const struct line *ln)
{
    struct event ev = { .kind = EVENT_FORWARDED, .when = ln->when, .message = &p->m };

    if (f->orig_to.n == 0 || f->status != STATUS_SENT || has_domain(j, f->recipient) ||
        !has_domain(j, f->orig_to))
        return;
    ev.account = accounts_of_address(j->accounts, f->orig_to);
    if (!ev.account || ev.account->forwarding_ends == USEC_NONE)
        return;
    ev.recipient.address = f->orig_to;
    ev.recipient.domain = slice_domain(f->orig_to);
    ev.line = (struct kept_line){ ln->at, ln->when, ln->text };
    watchers_tell(j->watchers, &ev);
}
