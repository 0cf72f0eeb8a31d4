/*
 * What earlier runs have read and counted. Remembered messages are looked through once, when some
 * complaint is open after the last line: each is asked about by its hashes alone.
 */
#include "analyzer/run/join/reported_parts.h"

#include "analyzer/base/mem.h"
#include "analyzer/run/state/state.h"

/* A complaint under one of its hashes; several may have the same. */
struct wanted {
    struct reported_row *row;
    struct wanted *next;
    uint64_t hash;
};

struct recall {
    struct reported *reported;
    struct map by_message, by_queue, by_recipient, by_domain;
    usec since;
};

static bool is_hash(const void *value, const void *key)
{
    return ((const struct wanted *)value)->hash == *(const uint64_t *)key;
}

static void want(struct recall *c, struct map *by, uint64_t hash, struct reported_row *row)
{
    struct wanted *w = arena_new(c->reported->arena, sizeof(*w)), *first;

    *w = (struct wanted){ row, NULL, hash };
    first = map_find(by, hash, &hash);
    if (first) {
        w->next = first->next;
        first->next = w;
    } else {
        map_add(by, hash, w);
    }
}

/* Whether a log has it at all is known by its ids; the time narrows where to look. */
static void want_row(struct recall *c, struct reported_row *row)
{
    const struct complaint *m = row->told.complaint;
    struct state *state = c->reported->sent.state;
    bool is_domain = slice_starts(m->complainant, SLICE("@"));
    usec earliest = m->received - REPORT_LATEST - REPORT_CLOCKS;

    if (m->form == COMPLAINT_TAKEN && is_domain)
        want(c, &c->by_domain, (uint32_t)hash_address(slice_skip(m->complainant, 1)), row);
    else if (m->form == COMPLAINT_TAKEN)
        want(c, &c->by_recipient, sent_hash(state, hash_address(m->complainant)), row);
    else if (m->message_id.n)
        want(c, &c->by_message, sent_hash(state, hash_slice(m->message_id)), row);
    for (size_t i = 0; m->message_id.n == 0 && i < m->n_queue_ids; i++)
        want(c, &c->by_queue, sent_hash(state, hash_slice(m->queue_ids[i])), row);
    if (m->received == USEC_NONE)
        earliest = USEC_NONE;
    if (earliest < c->since)
        c->since = earliest;
}

static const struct wanted *wanted_by(const struct map *by, uint64_t hash)
{
    return by->used && hash ? map_find(by, hash, &hash) : NULL;
}

static struct message *message_of(struct recall *c, slice account, const struct sent_record *r)
{
    struct reported *all = c->reported;
    struct message *m = arena_new(all->arena, sizeof(*m));

    m->accepted = r->accepted;
    m->login = account;
    m->is_submitted = r->marks & SENT_BY_WEBMAIL;
    m->nrcpt = r->marks & SENT_TO_ONE ? 1 : 2;
    m->accepted_line = (struct kept_line){ r->line, r->accepted, slice_of(NULL, 0) };
    m->accepted_line.at.input |= INPUT_EARLIER;
    accounts_recognise(all->accounts, m);
    m->login = m->account->name;
    return m;
}

static void raise(struct reported_row *row, enum complaint_match match, const struct message *m)
{
    if (match <= row->told.match)
        return;
    row->told.match = match;
    row->told.account = m->account;
    row->told.accepted = m->accepted;
}

static struct event event_of(const struct message *m, const struct sent_record *r)
{
    struct event ev = { .when = m->accepted, .account = m->account, .message = m };

    ev.recipient.domain_hash = r->domain;
    ev.recipient.is_external = true;
    ev.recipient.contact = r->marks & SENT_KNOWN ? CONTACT_KNOWN : CONTACT_NEW;
    return ev;
}

static void count(struct recall *c, struct reported_row *row, struct message *m,
                  const struct sent_record *r)
{
    struct event ev = event_of(m, r);
    struct reported_mail mail = { .event = &ev, .message = r->message, .recipient = r->recipient };

    m->message_id = row->told.complaint->message_id;
    mail.wrote_before = r->marks & SENT_ANSWERING;
    mail.was_announced = r->marks & SENT_ANNOUNCED;
    reported_count(c->reported, row, &mail);
}

/* The reports of one message. */
static void meet(struct recall *c, const struct wanted *w, slice account,
                 const struct sent_record *r)
{
    struct recipient to = { .domain_hash = r->domain, .is_external = true };

    for (; w; w = w->next) {
        struct message *m;

        if (!reported_is_open(w->row))
            continue;
        m = message_of(c, account, r);
        if (!reported_is_then(w->row->told.complaint, r->accepted))
            raise(w->row, MATCH_NOT_THEN, m);
        else if (!reported_is_domain(c->reported, w->row->told.complaint, &to))
            raise(w->row, MATCH_NOT_TO, m);
        else
            count(c, w->row, m, r);
    }
}

/* Those by phone: the account that they name wrote there within the month before. */
static void meet_taken(struct recall *c, const struct wanted *w, slice account,
                       const struct sent_record *r)
{
    for (; w; w = w->next) {
        const struct complaint *taken = w->row->told.complaint;

        if (reported_is_open(w->row) && slice_eq(taken->account, account) &&
            r->accepted < taken->received + REPORT_CLOCKS &&
            r->accepted >= taken->received - REPORT_RECENT)
            count(c, w->row, message_of(c, account, r), r);
    }
}

static void take(void *context, slice account, const struct sent_record *r)
{
    struct recall *c = context;

    meet(c, wanted_by(&c->by_message, r->message), account, r);
    meet(c, wanted_by(&c->by_queue, r->queue), account, r);
    meet_taken(c, wanted_by(&c->by_recipient, r->recipient), account, r);
    meet_taken(c, wanted_by(&c->by_domain, r->domain), account, r);
}

static bool is_then_announced(const struct event *ev)
{
    bool is_announced = mailing_is_announced(ev->mailing);
    const struct announcement *a = is_announced ? ev->mailing->announcement : NULL;
    usec accepted = ev->message->accepted;

    return a && announcement_is_open(a, accepted, 0) && a->created <= accepted;
}

/* For complaints that come when this log is long read. */
void reported_remember(struct reported *r, const struct event *ev)
{
    const struct message *m = ev->message;
    unsigned marks = 0;

    if (!reported_has_login(m) || !ev->recipient.is_external || m->message_id.n == 0 ||
        ev->recipient.domain_hash == 0)
        return;
    marks |= m->nrcpt == 1 ? SENT_TO_ONE : 0;
    marks |= ev->recipient.contact == CONTACT_KNOWN ? SENT_KNOWN : 0;
    marks |= reported_wrote_before(ev) ? SENT_ANSWERING : 0;
    marks |= is_then_announced(ev) ? SENT_ANNOUNCED : 0;
    marks |= m->identity == IDENTITY_SUBMISSION ? SENT_BY_WEBMAIL : 0;
    sent_add(&r->sent, ev, marks);
}

void reported_recall(struct reported *r)
{
    struct recall c = { .reported = r, .since = USEC_MAX };

    c.by_message.same = c.by_queue.same = c.by_recipient.same = c.by_domain.same = is_hash;
    for (size_t i = 0; i < r->n && r->sent.state; i++)
        if (reported_is_open(&r->rows[i]) && r->rows[i].told.match != MATCH_UNIDENTIFIED)
            want_row(&c, &r->rows[i]);
    if (c.since != USEC_MAX)
        state_each_sent(r->sent.state, c.since, take, &c);
    map_free(&c.by_message);
    map_free(&c.by_queue);
    map_free(&c.by_recipient);
    map_free(&c.by_domain);
}

void reported_add_before(struct reported *r, const struct reported_before *one)
{
    r->before = mem_grow(r->before, &r->before_cap, r->n_before + 1, sizeof(*r->before));
    r->before[r->n_before++] = *one;
    if (one->message)
        reported_keep_counted(r, &(struct reported_counted){ one->message, one->complainant });
    for (size_t i = 0; i < r->n; i++) {
        if (r->rows[i].told.complaint->content != one->content || !reported_is_open(&r->rows[i]))
            continue;
        r->rows[i].told.match = MATCH_EARLIER;
        r->rows[i].told.accepted = one->accepted;
        r->rows[i].told.account = accounts_find_login(r->accounts, one->account, USEC_NONE);
    }
}

const struct reported_before *reported_counted(struct reported *r, usec since, size_t *n)
{
    size_t kept = 0;

    for (size_t i = 0; i < r->n_before; i++)
        if (r->before[i].accepted >= since)
            r->before[kept++] = r->before[i];
    r->n_before = kept;
    for (size_t i = 0; i < r->n; i++) {
        const struct complaint_told *t = &r->rows[i].told;

        if (t->match != MATCH_COUNTED)
            continue;
        r->before = mem_grow(r->before, &r->before_cap, r->n_before + 1, sizeof(*r->before));
        r->before[r->n_before++] =
            (struct reported_before){ t->complaint->content, t->account->name, t->accepted,
                                      r->rows[i].counted.message, r->rows[i].counted.complainant };
    }
    *n = r->n_before;
    return r->before;
}
