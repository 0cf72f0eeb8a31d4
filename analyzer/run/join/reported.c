/*
 * Most runs have few complaints and many messages, so a message is asked about by its hash alone,
 * and not at all where there are none.
 */
#include "analyzer/run/join/reported_parts.h"

#include "analyzer/base/mem.h"
#include "analyzer/run/join/parcel.h"

static bool is_row(const void *value, const void *key)
{
    const struct reported_row *row = value;

    return slice_eq(row->told.complaint->message_id, *(const slice *)key);
}

static bool has_queue_id(const void *value, const void *key)
{
    const struct complaint *c = ((const struct reported_row *)value)->told.complaint;

    for (size_t i = 0; i < c->n_queue_ids; i++)
        if (slice_eq(c->queue_ids[i], *(const slice *)key))
            return true;
    return false;
}

/* Folded addresses and domains, of which only hashes are compared. */
static bool is_alike(const void *value, const void *key)
{
    (void)value;
    (void)key;
    return true;
}

static bool is_counted(const void *value, const void *key)
{
    return memcmp(value, key, sizeof(struct reported_counted)) == 0;
}

static uint32_t short_hash(slice domain)
{
    return (uint32_t)hash_address(domain);
}

/* No address has it. */
static uint64_t hash_domain(slice domain)
{
    return hash_mix(short_hash(domain), 1);
}

uint32_t reported_domain(const struct reported *r, slice domain)
{
    return r->n || r->sent.state ? short_hash(domain) : 0;
}

static void add_message(struct reported *r, struct reported_row *row)
{
    const slice *id = &row->told.complaint->message_id;
    struct reported_row *first = map_find(&r->by_message_id, hash_slice(*id), id);

    if (first) {
        row->next_id = first->next_id;
        first->next_id = row;
    } else {
        map_add(&r->by_message_id, hash_slice(*id), row);
    }
}

/* Of two with the same one the first is found; the other has its Message-ID. */
static void add_queue_ids(struct reported *r, struct reported_row *row)
{
    const struct complaint *c = row->told.complaint;

    for (size_t i = 0; i < c->n_queue_ids; i++) {
        uint64_t hash = hash_slice(c->queue_ids[i]);

        if (!map_find(&r->by_queue_id, hash, &c->queue_ids[i]))
            map_add(&r->by_queue_id, hash, row);
    }
}

static void add_taken(struct reported *r, struct reported_row *row)
{
    slice who = row->told.complaint->complainant;
    bool is_domain = slice_starts(who, SLICE("@"));
    struct map *by = is_domain ? &r->by_domain : &r->by_complainant;
    uint64_t hash = is_domain ? hash_domain(slice_skip(who, 1)) : hash_address(who);
    struct reported_row *first = map_find(by, hash, NULL);

    if (first) {
        row->next_taken = first->next_taken;
        first->next_taken = row;
    } else {
        map_add(by, hash, row);
    }
}

static bool is_foreign(const struct site *site, slice source)
{
    struct address a;

    return site->domains.n && address_parse(source, &a) &&
           site_find_network(site, &a) == NETWORK_OUTSIDE;
}

static void add_row(struct reported *r, struct reported_row *row, const struct complaint *c)
{
    row->told.complaint = c;
    row->told.accepted = USEC_NONE;
    row->told.match = MATCH_UNIDENTIFIED;
    if (c->form == COMPLAINT_TAKEN) {
        row->told.match = MATCH_NOT_TO;
        add_taken(r, row);
        return;
    }
    if (c->message_id.n || c->n_queue_ids)
        row->told.match =
            is_foreign(r->accounts->places->site, c->source) ? MATCH_ELSEWHERE : MATCH_UNSEEN;
    if (c->message_id.n)
        add_message(r, row);
    add_queue_ids(r, row);
}

void reported_init(struct reported *r, struct accounts *accounts, struct watchers *watchers,
                   struct state *state)
{
    const struct complaints *all = &accounts->places->site->complaints;

    *r = (struct reported){ .accounts = accounts, .watchers = watchers };
    r->arena = accounts->arena;
    r->sent.state = state;
    r->by_message_id.same = is_row;
    r->by_queue_id.same = has_queue_id;
    r->by_complainant.same = r->by_domain.same = is_alike;
    r->counted.same = is_counted;
    r->n = all->n;
    r->rows = arena_new(r->arena, (all->n + 1) * sizeof(*r->rows));
    for (size_t i = 0; i < all->n; i++)
        add_row(r, &r->rows[i], &all->at[i]);
}

bool reported_is_then(const struct complaint *c, usec accepted)
{
    if (c->arrived != USEC_NONE &&
        (c->arrived < accepted - REPORT_CLOCKS || c->arrived > accepted + REPORT_QUEUED))
        return false;
    return c->received == USEC_NONE ||
           (c->received >= accepted - REPORT_CLOCKS && c->received <= accepted + REPORT_LATEST);
}

/* As far as the message alone decides it. An id may be used again: the best of them stands. */
static bool meets(struct reported_row *row, const struct message *m)
{
    enum complaint_match match = !m->account              ? MATCH_NOBODYS
                                 : !reported_has_login(m) ? MATCH_NO_LOGIN
                                 : !reported_is_then(row->told.complaint, m->accepted)
                                     ? MATCH_NOT_THEN
                                     : MATCH_NOT_TO;

    if (match > row->told.match || row->told.match == MATCH_UNIDENTIFIED) {
        row->told.match = match;
        row->told.account = m->account;
        row->told.accepted = m->accepted;
    }
    return match == MATCH_NOT_TO;
}

static struct reported_row *rows_of(const struct reported *r, const struct message *m)
{
    if (m->message_id.n == 0)
        return NULL;
    return map_find(&r->by_message_id, hash_slice(m->message_id), &m->message_id);
}

void reported_named(struct reported *r, struct message *m, slice queue_id, usec when)
{
    struct reported_row *row;
    struct complaint *c;

    if (r->sent.state && !m->first_queue_id)
        m->first_queue_id = hash_slice(queue_id);
    if (r->by_queue_id.used == 0)
        return;
    row = map_find(&r->by_queue_id, hash_slice(queue_id), &queue_id);
    if (!row || row->told.complaint->message_id.n || !reported_is_then(row->told.complaint, when))
        return;
    c = arena_new(r->arena, sizeof(*c));
    *c = *row->told.complaint;
    c->message_id = arena_keep(r->arena, m->message_id);
    row->told.complaint = c;
    add_message(r, row);
}

void reported_message(struct reported *r, const struct message *m)
{
    for (struct reported_row *row = r->n ? rows_of(r, m) : NULL; row; row = row->next_id)
        (void)meets(row, m);
}

/* Who is not named is at least outside, unless it is reported from here: what a list or a
   forwarding of the site's made of the message went to others. Of a recipient that an earlier run
   met no more is known, either. */
bool reported_is_domain(const struct reported *r, const struct complaint *c,
                        const struct recipient *to)
{
    slice domain = c->complainant.n ? slice_domain(c->complainant) : c->reporter;

    if (c->complainant.n == 0 || to->domain_hash == 0)
        return to->is_external != places_has_domain(r->accounts->places, domain);
    return short_hash(domain) == to->domain_hash;
}

/* A report that names nobody is of the one recipient, or of anybody at the reporter's. */
static uint64_t complainant_of(const struct reported *r, const struct complaint *c,
                               const struct reported_mail *mail)
{
    bool is_named = c->complainant.n && c->complainant.p[0] != '@';

    if (is_named)
        return sent_hash(r->sent.state, hash_address(c->complainant));
    if (mail->recipient)
        return mail->recipient;
    return hash_domain(c->complainant.n ? slice_domain(c->complainant) : c->reporter);
}

static uint64_t domain_of(const struct complaint *c, const struct event *ev)
{
    if (c->complainant.n == 0 && ev->recipient.domain_hash)
        return hash_mix(ev->recipient.domain_hash, 1);
    return hash_domain(c->complainant.n ? slice_domain(c->complainant) : c->reporter);
}

void reported_keep_counted(struct reported *r, const struct reported_counted *one)
{
    struct reported_counted *kept = arena_new(r->arena, sizeof(*kept));

    *kept = *one;
    map_add(&r->counted, hash_mix(one->message, one->complainant), kept);
}

static bool is_double(struct reported *r, const struct reported_counted *like)
{
    if (map_find(&r->counted, hash_mix(like->message, like->complainant), like))
        return true;
    reported_keep_counted(r, like);
    return false;
}

static slice advert_of(struct reported *r, const struct complaint *c)
{
    const struct site *site = r->accounts->places->site;
    slice found = advert_by_uri(site, c->uri, &r->matcher);

    return found.n ? found : advert_by_subject(site, c->subject, &r->matcher);
}

static void tell(struct reported *r, const struct reported_row *row,
                 const struct reported_mail *mail, uint64_t complainant)
{
    struct event ev = *mail->event;

    ev.kind = EVENT_COMPLAINT;
    ev.complaint = row->told.complaint;
    ev.complainant = complainant;
    ev.complainant_domain = domain_of(row->told.complaint, mail->event);
    ev.advert = advert_of(r, row->told.complaint);
    ev.wrote_before = mail->wrote_before;
    ev.was_announced = mail->was_announced;
    watchers_tell(r->watchers, &ev);
}

void reported_count(struct reported *r, struct reported_row *row, const struct reported_mail *mail)
{
    const struct message *m = mail->event->message;
    struct reported_counted one = {
        hash_mix(mail->message, (uint64_t)(m->accepted / USEC_PER_SECOND)),
        complainant_of(r, row->told.complaint, mail),
    };

    row->told.account = m->account;
    row->told.accepted = m->accepted;
    row->told.match = MATCH_OTHER_KIND;
    if (!complaint_claims_abuse(row->told.complaint))
        return;
    row->told.match = MATCH_DOUBLE;
    if (is_double(r, &one))
        return;
    row->told.match = MATCH_COUNTED;
    row->counted = one;
    tell(r, row, mail, one.complainant);
}

static void count(struct reported *r, struct reported_row *row, const struct event *ev)
{
    struct reported_mail mail = { .event = ev, .wrote_before = reported_wrote_before(ev) };

    mail.message = sent_hash(r->sent.state, hash_slice(ev->message->message_id));
    if (ev->message->nrcpt == 1)
        mail.recipient = sent_hash(r->sent.state, ev->recipient.hash);
    reported_count(r, row, &mail);
}

/* Whom the row names, when this message is his and may be what was meant. */
static bool is_claimed(struct reported *r, struct reported_row *row, const struct message *m)
{
    const struct complaint *c = row->told.complaint;

    if (!row->claimed)
        row->claimed = accounts_find_login(r->accounts, c->account, c->received);
    return m->account == row->claimed && reported_has_login(m) &&
           m->accepted < c->received + REPORT_CLOCKS && m->accepted >= c->received - REPORT_RECENT;
}

static void take_taken(struct reported *r, struct reported_row *first, const struct event *ev)
{
    for (struct reported_row *row = first; row; row = row->next_taken)
        if (reported_is_open(row) && is_claimed(r, row, ev->message))
            count(r, row, ev);
}

void reported_recipient(struct reported *r, const struct event *ev)
{
    const struct message *m = ev->message;

    if (!m->account)
        return;
    if (r->sent.state)
        reported_remember(r, ev);
    if (r->n == 0)
        return;
    for (struct reported_row *row = rows_of(r, m); row; row = row->next_id)
        if (reported_is_open(row) && meets(row, m) &&
            reported_is_domain(r, row->told.complaint, &ev->recipient))
            count(r, row, ev);
    if (r->by_complainant.used)
        take_taken(r, map_find(&r->by_complainant, ev->recipient.hash, NULL), ev);
    if (r->by_domain.used && ev->recipient.domain_hash)
        take_taken(r, map_find(&r->by_domain, hash_mix(ev->recipient.domain_hash, 1), NULL), ev);
}

void reported_tell(struct reported *r, struct result *result)
{
    const struct complaints *all = &r->accounts->places->site->complaints;
    struct complaint_told *told = arena_new(r->arena, (r->n + 1) * sizeof(*told));

    for (size_t i = 0; i < r->n; i++)
        told[i] = r->rows[i].told;
    result->complaints = told;
    result->n_complaints = r->n;
    result->unread_reports = all->unread;
    result->n_unread_reports = all->n_unread;
}

void reported_free(struct reported *r)
{
    map_free(&r->by_message_id);
    map_free(&r->by_queue_id);
    map_free(&r->by_complainant);
    map_free(&r->by_domain);
    map_free(&r->counted);
    matcher_free(&r->matcher);
    mem_free(r->before);
}
