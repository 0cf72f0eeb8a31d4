/*
 * What came of a recipient, told once: by the leg that delivers it itself, when that is decided;
 * and what a server said of it when it deferred it first, if that is about somebody.
 *
 * As long as nobody knows whose the message is, a recipient keeps what was said of it in a few
 * bytes, and of the first few that were refused the line. What a server of an own domain took
 * under an id that a queue of these logs may have met is no delivery yet: it may come back from
 * there. So it is told when nothing more can come.
 *
 * Of an alias the first address that is decided stands for all.
 */
#include "analyzer/run/join/join_parts.h"

enum { LINES_KEPT = 32, DECIDED_KEPT = 4 };

static bool is_refused(const struct fact *f)
{
    return f->status == STATUS_BOUNCED || f->status == STATUS_DEFERRED ||
           f->status == STATUS_EXPIRED;
}

static bool is_own(enum place place)
{
    return place == PLACE_LOOPBACK || place == PLACE_OWN || place == PLACE_RELAY;
}

/* By the name of its server; by the recipient's domain where none was reached, or has no name. */
static uint32_t whose(struct join *j, const struct fact *f, slice organisation, enum place place)
{
    slice name = f->relay.name;
    char last = name.n ? name.p[name.n - 1] : '\0';
    bool has_name = slice_find(name, '.') < name.n && !(last >= '0' && last <= '9') && last != ']';

    if (is_own(place) || (has_name && places_has_domain(j->places, organisation)))
        return 0;
    if (!has_name)
        organisation = organisation_of(&j->organisations, slice_domain(f->recipient));
    return (uint32_t)organisation_hash(organisation) | 1;
}

static bool is_about_somebody(enum reply_scope scope)
{
    return scope != REPLY_UNKNOWN && scope != REPLY_NOBODY;
}

/* A last "no connection" does not take back what was said before. */
static void take_class(struct delivery *d, struct reply_class is)
{
    bool says_less = !is_about_somebody(is.scope) && is_about_somebody(d->scope);

    if (is.scope == REPLY_UNKNOWN || says_less)
        return;
    d->scope = (uint8_t)is.scope;
    d->reason = (uint8_t)is.reason;
}

static void read_reply(struct join *j, struct delivery *d, const struct fact *f, slice organisation,
                       enum place place)
{
    struct reply reply = { f->text, f->dsn, organisation };
    struct reply_class is = replies_read(&j->replies, &reply);

    take_class(d, is);
    if (is.scope == REPLY_IP)
        incidents_name(&j->watchers->incidents, d->organisation, organisation);
    if (!d->is_external && is_own(place))
        return;
    if (!d->is_external && f->relay.ip.n == 0)
        return; /* an own server's word about an own recipient */
    j->reasons[is.reason]++;
    if (is.scope == REPLY_UNKNOWN)
        replies_unread(&j->replies, &reply);
}

static void keep_line(struct parcel *p, const struct delivery *d, const struct line *ln)
{
    struct reply_line *kept;

    if (p->n_replies >= LINES_KEPT)
        return;
    kept = arena_new(&p->text, sizeof(*kept));
    *kept = (struct reply_line){ p->replies, d->to, parcel_keep(p, ln) };
    p->replies = kept;
    p->n_replies++;
}

static const struct kept_line *kept_line_of(const struct parcel *p, uint64_t to)
{
    for (const struct reply_line *one = p->replies; one; one = one->next)
        if (one->to == to)
            return &one->line;
    return NULL;
}

void join_move_replies(struct parcel *from, struct parcel *into)
{
    for (const struct reply_line *one = from->replies; one && into->n_replies < LINES_KEPT;
         one = one->next) {
        struct reply_line *kept = arena_new(&into->text, sizeof(*kept));

        *kept = *one;
        kept->line.raw = arena_keep(&into->text, one->line.raw);
        kept->next = into->replies;
        into->replies = kept;
        into->n_replies++;
    }
}

static bool was_decided(struct parcel *p, const struct delivery *d)
{
    if (d->offered == d->to)
        return false;
    for (uint32_t i = 0; i < p->n_decided && i < DECIDED_KEPT; i++)
        if (p->decided[i] == d->offered)
            return true;
    p->decided[p->n_decided++ % DECIDED_KEPT] = d->offered;
    return false;
}

static void tell(struct join *j, struct parcel *p, const struct delivery *d, enum outcome outcome,
                 const struct kept_line *line)
{
    struct event ev = { .kind = EVENT_OUTCOME, .account = p->m.account, .message = &p->m };

    ev.when = line ? line->when : p->m.accepted;
    ev.outcome = outcome;
    ev.is_again = d->told == TOLD_DEFERRED;
    ev.organisation = d->organisation;
    ev.domain = d->domain;
    ev.recipient.hash = d->offered;
    ev.recipient.is_external = d->is_external;
    ev.recipient.contact = (enum contact_is)d->contact;
    if (outcome != OUTCOME_DELIVERED)
        ev.reply = (struct reply_class){ (enum reply_scope)d->scope, (enum reply_reason)d->reason };
    if (line)
        ev.line = *line;
    watchers_tell(j->watchers, &ev);
}

static bool is_decided(const struct delivery *d)
{
    return d->outcome == OUTCOME_DELIVERED || d->outcome == OUTCOME_BOUNCED ||
           d->outcome == OUTCOME_EXPIRED;
}

/* An own server that nobody named may have it, and say more. */
static bool may_go_on(const struct join *j, const struct delivery *d)
{
    return d->next_id && d->organisation == 0 && d->outcome == OUTCOME_DELIVERED && !j->is_over;
}

static void tell_known(struct join *j, struct parcel *p, struct delivery *d,
                       const struct kept_line *line)
{
    bool was_deferred = d->outcome == OUTCOME_OPEN || d->outcome == OUTCOME_DELIVERED;
    const struct kept_line *kept = kept_line_of(p, d->to);

    if (was_deferred && d->told == TOLD_NOTHING && is_about_somebody(d->scope)) {
        tell(j, p, d, OUTCOME_OPEN, d->outcome == OUTCOME_OPEN && line ? line : kept);
        d->told = TOLD_DEFERRED;
    }
    if (!is_decided(d))
        return;
    if (!was_decided(p, d))
        tell(j, p, d, (enum outcome)d->outcome,
             line || d->outcome == OUTCOME_DELIVERED ? line : kept);
    d->told = TOLD_DECIDED;
}

void join_tell_outcome(struct join *j, struct parcel *p, struct delivery *d, const struct line *ln)
{
    struct kept_line line;

    if (!p->m.account || d->told == TOLD_DECIDED || d->is_behind || d->is_passed || may_go_on(j, d))
        return;
    if (ln)
        line = (struct kept_line){ ln->at, ln->when, ln->text };
    tell_known(j, p, d, ln ? &line : NULL);
}

void join_tell_outcomes(struct join *j, struct parcel *p, bool is_over)
{
    if (!p->m.account)
        return;
    for (size_t i = 0; i < p->n; i++) {
        struct delivery *d = &p->deliveries[i];

        if (is_over)
            d->next_id = 0;
        join_tell_outcome(j, p, d, NULL);
    }
}

void join_hear_reply(struct join *j, struct parcel *p, struct delivery *d, const struct fact *f,
                     const struct line *ln)
{
    enum place place = places_of_client(j->places, f->relay.ip);
    slice organisation = organisation_of(&j->organisations, f->relay.name);

    d->organisation = whose(j, f, organisation, place);
    d->domain = (uint32_t)hash_address(slice_domain(f->recipient));
    if (is_refused(f))
        read_reply(j, d, f, organisation, place);
    if (p->is_told)
        join_tell_outcome(j, p, d, ln);
    else if (is_refused(f))
        keep_line(p, d, ln);
}

void join_close_replies(struct join *j, struct arena *a, struct reply_sums *out)
{
    memcpy(out->reasons, j->reasons, sizeof(out->reasons));
    out->unread = replies_sorted(&j->replies, a, &out->n_unread);
    out->beyond = j->replies.n_unread_beyond;
    out->suffix_list = arena_keep(a, slice_str(j->organisations.edition));
}

void join_tell_expired(struct join *j, const struct entry *e, const struct line *ln)
{
    struct parcel *p = e->parcel;

    for (size_t i = 0; p->is_told && i < p->n; i++)
        if (p->deliveries[i].leg == e->leg && p->deliveries[i].outcome == OUTCOME_EXPIRED)
            join_tell_outcome(j, p, &p->deliveries[i], ln);
}
