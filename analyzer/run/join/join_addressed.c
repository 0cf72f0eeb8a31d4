/* What becomes of mail to an address that the directory says is somebody's. */
#include "analyzer/run/join/join_parts.h"
#include "analyzer/run/watch/inbound.h"

enum { ALIASES_KEPT = 8 };

/* What a recipient was addressed as, when a filter took the mail to whom that stands for. */
struct passed_alias {
    struct passed_alias *next;
    uint64_t offered;
    slice address;
};

struct addressed {
    slice address;  /* the alias that the sender named; empty: none */
    bool is_passed; /* only a filter or an own server has it */
};

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

/* That a leaver's mail goes on is told by the line that names his address; that an address works
   after all, by one that is no filter's. */
static void tell_forwarded(struct join *j, const struct parcel *p, const struct addressed *to,
                           const struct fact *f, const struct line *ln)
{
    struct event ev = { .kind = EVENT_FORWARDED, .message = &p->m };
    bool is_over, is_back;

    if (has_domain(j, f->recipient) || !has_domain(j, to->address))
        return;
    ev.account = accounts_of_address(j->accounts, to->address);
    if (!ev.account)
        return;
    ev.recipient.address = to->address;
    ev.recipient.domain = slice_domain(to->address);
    ev.own_address = hash_address(to->address);
    is_over = f->orig_to.n && ev.account->forwarding_ends != USEC_NONE;
    is_back = !to->is_passed && inbound_has_failed(&j->watchers->inbound, ev.own_address);
    if (is_over || is_back)
        tell(j, &ev, ln);
}

static slice alias_of(const struct parcel *p, uint64_t offered)
{
    for (const struct passed_alias *a = p->aliases; a; a = a->next)
        if (a->offered == offered)
            return a->address;
    return slice_of(NULL, 0);
}

/* A list whose member is gone is none that leads nowhere. */
static bool is_for_one(const struct parcel *p, uint64_t offered)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n && n < 2; i++)
        n += p->deliveries[i].offered == offered;
    return n == 1;
}

static size_t n_aliases(const struct parcel *p)
{
    size_t n = 0;

    for (const struct passed_alias *a = p->aliases; a; a = a->next)
        n++;
    return n;
}

/* Behind a filter no line names it again. */
static void keep_alias(struct parcel *p, const struct delivery *d, slice address)
{
    struct passed_alias *a;

    if (alias_of(p, d->offered).n || n_aliases(p) == ALIASES_KEPT)
        return;
    a = arena_new(&p->text, sizeof(*a));
    *a = (struct passed_alias){ p->aliases, d->offered, arena_keep(&p->text, address) };
    p->aliases = a;
}

void join_tell_addressed(struct join *j, struct parcel *p, const struct way_taken *way,
                         const struct fact *f, const struct line *ln)
{
    struct addressed to = { f->orig_to.n ? f->orig_to : alias_of(p, way->delivery->offered),
                            way->is_passed };

    if (to.is_passed && f->orig_to.n && has_domain(j, f->orig_to))
        keep_alias(p, way->delivery, f->orig_to);
    if (f->orig_to.n == 0 && to.address.n && !is_for_one(p, way->delivery->offered))
        return;
    if (is_no_such_mailbox(f))
        tell_failed(j, p, to.address.n ? to.address : f->recipient, ln);
    else if (to.address.n && f->status == STATUS_SENT)
        tell_forwarded(j, p, &to, f, ln);
}
