/*
 * Who wrote to whom: mail that has reached a mailbox of the site.
 *
 * Nobody wrote what has an empty sender (bounces, vacation replies), or what programs made: a
 * list's copies come back to its own address, and an address made for one mail is nobody's.
 */
#include "analyzer/run/join/join_parts.h"
#include "analyzer/run/watch/inbound.h"

/* list-bounces+user=example.net@, owner-list@, SRS0=..., prvs=...: made by programs. */
static bool is_made(slice sender)
{
    slice name = slice_head(sender, slice_rfind(sender, '@'));

    return slice_find(name, '=') < name.n || slice_find_str(name, SLICE("bounce")) < name.n ||
           slice_starts(name, SLICE("owner-")) || slice_ends(name, SLICE("-request"));
}

static bool is_somebodys(const struct message *m)
{
    return m->sender.n && m->origin != ORIGIN_NOTICE && m->origin != ORIGIN_FORWARD &&
           !m->is_answer && !is_made(m->sender);
}

void join_tell_received(struct join *j, const struct parcel *p, const struct reached *to,
                        const struct line *ln)
{
    struct event ev = { .kind = EVENT_RECEIVED, .when = ln->when, .message = &p->m };
    struct inbound_box *box;

    if (!places_has_domain(j->places, slice_domain(to->address)))
        return;
    if (!is_somebodys(&p->m) && !inbound_has_failed(&j->watchers->inbound, to->hash))
        return; /* any mail shows that an address works */
    box = inbound_box(&j->watchers->inbound, to->address, to->hash);
    if (!box)
        return;
    ev.own_address = to->hash;
    ev.recipient.hash = hash_address(p->m.sender);
    ev.recipient.address = p->m.sender;
    ev.recipient.domain = slice_domain(p->m.sender);
    ev.recipient.is_external = !places_has_domain(j->places, slice_domain(p->m.sender));
    ev.line = (struct kept_line){ ln->at, ln->when, ln->text };
    inbound_received(j->watchers, box, &ev);
}
