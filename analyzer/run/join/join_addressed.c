/* What becomes of mail to an address that the directory says is somebody's. */
#include "analyzer/run/join/join_parts.h"
#include "analyzer/run/watch/inbound.h"

static bool has_domain(const struct join *j, slice address)
{
    return places_has_domain(j->places, slice_domain(address));
}

/* To its address, or over an alias to nowhere. 5.1.x: bad destination (RFC 3463); Exim prints no
   code where it has no route. */
static bool is_no_such_mailbox(const struct fact *f)
{
    return f->status == STATUS_BOUNCED &&
           (slice_starts(f->dsn, SLICE("5.1.")) ||
            (f->dsn.n == 0 && slice_starts(f->text, SLICE("Unrouteable address"))));
}

static void tell(struct join *j, struct event *ev, const struct line *ln)
{
    ev->when = ln->when;
    ev->line = (struct kept_line){ ln->at, ln->when, ln->text };
    watchers_tell(j->watchers, ev);
}

static void tell_failed(struct join *j, const struct parcel *p, slice address,
                        const struct line *ln)
{
    struct event ev = { .message = &p->m };

    if (inbound_failed(&j->watchers->inbound, address, ln->when, &ev))
        tell(j, &ev, ln);
}

static void tell_forwarded(struct join *j, const struct parcel *p, const struct fact *f,
                           const struct line *ln)
{
    struct event ev = { .kind = EVENT_FORWARDED, .message = &p->m };

    if (has_domain(j, f->recipient) || !has_domain(j, f->orig_to))
        return;
    ev.account = accounts_of_address(j->accounts, f->orig_to);
    ev.recipient.address = f->orig_to;
    ev.recipient.domain = slice_domain(f->orig_to);
    ev.own_address = f->offered;
    if (ev.account && (ev.account->forwarding_ends != USEC_NONE ||
                       inbound_has_failed(&j->watchers->inbound, ev.own_address)))
        tell(j, &ev, ln);
}

void join_tell_addressed(struct join *j, const struct parcel *p, const struct fact *f,
                         const struct line *ln)
{
    if (is_no_such_mailbox(f))
        tell_failed(j, p, f->orig_to.n ? f->orig_to : f->recipient, ln);
    else if (f->orig_to.n && f->status == STATUS_SENT)
        tell_forwarded(j, p, f, ln);
}
