/* Of each key the detectors that watch it follow in the order of the account's table of fields. */
#include "analyzer/run/state/carry_watched.h"

#include "analyzer/run/state/state.h"
#include "analyzer/run/watch/watchers_parts.h"

/* With another form of what they hold they need other names. */
#define MAILINGS SLICE("open_mailings")
#define CLAIMS   SLICE("open_claims")
#define PAIRS    SLICE("open_pairs")
#define OPEN     SLICE("open_pieces")
#define OPEN_OLD SLICE("open_evidence") /* without the mailing that a piece names */

enum { FORM_OLD = 1, FORM_MAILING };

/* Of forms that are not read any more: what was going on then is begun anew. */
static bool is_of_old_form(slice name)
{
    return slice_eq(name, SLICE("mailings")) || slice_eq(name, SLICE("claims")) ||
           slice_eq(name, SLICE("open"));
}

/* What the detectors know of one key. */
struct shelf {
    struct watchers *w;
    struct account_work *work;
    const struct field_table *table;
    struct mailing *mailing; /* NULL: not about one */
    char *parts;
};

static struct watched *part(const struct shelf *s, size_t i)
{
    return (struct watched *)(void *)(s->parts + s->w->offsets[i]);
}

static const struct announcement *find_announcement(const struct watchers *w, slice id)
{
    const struct site *site = w->mailings.site;

    for (size_t i = 0; id.n && i < site->n_announcements; i++)
        if (slice_eq(site->announcements[i].id, id))
            return &site->announcements[i];
    return NULL;
}

static void carry_mailing(struct carrier *c, const struct watchers *w, struct mailing *m);

/* Of a piece that is not about one, but names it. */
static void carry_named(const struct shelf *s, struct carrier *c, struct mailing *m)
{
    struct mailing named = *m;
    bool is_named = m->account;

    CARRY(c, is_named);
    if (!is_named)
        return;
    named.size = named.addressed = 0;
    carry_mailing(c, s->w, &named);
    if (!carrier_loads(c))
        return;
    named.size = named.addressed = 0;
    named.account = s->work->account;
    *m = named;
}

/* One whose detector is gone is read, and left. */
static void load_evidence(const struct shelf *s, const struct field_row *row, struct carrier *c)
{
    struct evidence read = { .detector = row->detector, .account = s->work->account };

    carry_evidence(c, &read);
    if (c->version >= FORM_MAILING)
        carry_named(s, c, &read.mailing);
    if (!row->detector || c->in.is_torn)
        return;
    if (s->mailing)
        read.mailing = *s->mailing;
    if (s->mailing)
        read.mailing.subject = read.anchor;
    if (!read.mailing.announcement)
        read.announced = ANNOUNCED_NOT; /* its record is gone since then */
    part(s, row->number)->evidence = evidence_restore(&s->w->evidence, &read);
}

static void save_evidence(const struct shelf *s, struct evidence *e, struct carrier *c)
{
    carry_evidence(c, e);
    if (c->version >= FORM_MAILING)
        carry_named(s, c, &e->mailing);
}

static void carry_row(const struct shelf *s, const struct field_row *row, struct carrier *c)
{
    struct watched *known = row->detector ? part(s, row->number) : NULL;
    bool has_evidence = known && known->evidence;

    carry_fields(c, row, known ? known->state : NULL);
    CARRY(c, has_evidence);
    if (has_evidence && carrier_loads(c))
        load_evidence(s, row, c);
    else if (has_evidence)
        save_evidence(s, known->evidence, c);
}

static void carry_shelf(const struct shelf *s, struct carrier *c)
{
    for (size_t i = 0; i < s->table->n && !c->in.is_torn; i++)
        carry_row(s, &s->table->rows[i], c);
}

static void carry_mailing(struct carrier *c, const struct watchers *w, struct mailing *m)
{
    slice announced = m->announcement ? m->announcement->id : slice_of(NULL, 0);

    CARRY(c, m->number);
    CARRY(c, m->size);
    CARRY(c, m->addressed);
    carry_text(c, &m->subject);
    CARRY_SIGNED(c, m->first);
    m->last = m->first + carry_signed(c, m->last - m->first);
    CARRY(c, m->messages);
    CARRY(c, m->recipients);
    CARRY(c, m->external);
    CARRY(c, m->beyond_scope);
    carry_text(c, &announced);
    CARRY(c, m->is_announced_by_owner);
    CARRY(c, m->is_subject_unseen);
    m->announcement = find_announcement(w, announced);
}

static void load_mailings(struct watchers *w, struct account_work *work, struct carrier *c)
{
    size_t n = carry_count(c, 0);
    struct field_table table;

    carry_field_table(c, KEY_MAILING, &table);
    for (size_t i = 0; i < n && work->mailings.n < MAILINGS_MAX && !c->in.is_torn; i++) {
        struct mailing m = { .account = work->account };
        struct mailing_slot *slot;

        carry_mailing(c, w, &m);
        slot = mailings_restore(&w->mailings, &work->mailings, &m);
        carry_shelf(&(struct shelf){ w, work, &table, &slot->mailing, slot->watched }, c);
    }
}

static void save_mailings(struct watchers *w, struct account_work *work, struct carrier *c)
{
    struct field_table table;

    (void)carry_count(c, work->mailings.n);
    carry_field_table(c, KEY_MAILING, &table);
    for (size_t i = 0; i < work->mailings.n; i++) {
        struct mailing_slot *slot = mailings_at(&w->mailings, &work->mailings, i);

        carry_mailing(c, w, &slot->mailing);
        carry_shelf(&(struct shelf){ w, work, &table, &slot->mailing, slot->watched }, c);
    }
}

static void carry_claim(struct carrier *c, struct claim_slot *slot)
{
    CARRY(c, slot->claim.number);
    CARRY(c, slot->claim.kind);
    carry_text(c, &slot->claim.address);
    carry_text(c, &slot->claim.owner);
    CARRY(c, slot->claim.shares_login);
    CARRY(c, slot->owner_hash);
    CARRY_SIGNED(c, slot->last);
}

static void load_claims(struct watchers *w, struct account_work *work, struct carrier *c)
{
    size_t n = carry_count(c, 0);
    struct field_table table;

    carry_field_table(c, KEY_CLAIM, &table);
    for (size_t i = 0; i < n && !c->in.is_torn; i++) {
        struct claim_slot read = { 0 }, *slot;

        carry_claim(c, &read);
        if (read.claim.kind >= CLAIM_KINDS)
            return;
        slot = claims_restore(&w->claims, &work->claims, &read);
        carry_shelf(&(struct shelf){ w, work, &table, NULL, slot->watched }, c);
    }
}

static void save_claims(struct watchers *w, struct account_work *work, struct carrier *c)
{
    struct field_table table;

    (void)carry_count(c, work->claims.n);
    carry_field_table(c, KEY_CLAIM, &table);
    for (size_t i = 0; i < work->claims.n; i++) {
        carry_claim(c, work->claims.at[i]);
        carry_shelf(&(struct shelf){ w, work, &table, NULL, work->claims.at[i]->watched }, c);
    }
}

/* Without its address, which the next message to it names again. */
static void carry_pair(struct carrier *c, struct pair_slot *slot)
{
    slot->pair.hash = carry_hash(c, slot->pair.hash);
    CARRY(c, slot->pair.is_own);
    CARRY_SIGNED(c, slot->pair.unwanted_since);
    CARRY_SIGNED(c, slot->last);
    CARRY(c, slot->mail);
    CARRY_SIGNED(c, slot->day);
}

static void carry_seen(struct carrier *c, struct pair_seen *seen)
{
    seen->hash = carry_hash(c, seen->hash);
    CARRY(c, seen->first);
    CARRY(c, seen->second);
}

/* It stands last: earlier versions did not write it. */
static void carry_received(struct carrier *c, struct pair_list *list)
{
    if (!carrier_loads(c) || c->in.rest.n)
        CARRY_SIGNED(c, list->received);
}

static void load_pairs(struct watchers *w, struct account_work *work, struct carrier *c)
{
    size_t n = carry_count(c, 0);
    struct field_table table;

    for (size_t i = 0; i < n && !c->in.is_torn; i++) {
        struct pair_seen seen = { 0 };

        carry_seen(c, &seen);
        pairs_restore_seen(&work->pairs, &seen);
    }
    n = carry_count(c, 0);
    carry_field_table(c, KEY_PAIR, &table);
    for (size_t i = 0; i < n && i < PAIRS_MAX && !c->in.is_torn; i++) {
        struct pair_slot read = { 0 }, *slot;

        carry_pair(c, &read);
        slot = pairs_restore(&w->pairs, &work->pairs, &read);
        carry_shelf(&(struct shelf){ w, work, &table, NULL, slot->watched }, c);
    }
    carry_received(c, &work->pairs);
}

static void save_pairs(struct watchers *w, struct account_work *work, struct carrier *c)
{
    struct field_table table;

    (void)carry_count(c, work->pairs.n_seen);
    for (size_t i = 0; i < work->pairs.n_seen; i++)
        carry_seen(c, &work->pairs.seen[i]);
    (void)carry_count(c, work->pairs.n);
    carry_field_table(c, KEY_PAIR, &table);
    for (size_t i = 0; i < work->pairs.n; i++) {
        struct pair_slot *slot = pairs_at(&w->pairs, &work->pairs, i);

        carry_pair(c, slot);
        carry_shelf(&(struct shelf){ w, work, &table, NULL, slot->watched }, c);
    }
    carry_received(c, &work->pairs);
}

/* Of an account the fields have parts of their own: what is left is the evidence. */
static void carry_open(struct watchers *w, struct account_work *work, struct carrier *c)
{
    struct field_table table;

    if (!carrier_loads(c))
        c->version = FORM_MAILING;
    carry_field_table(c, KEY_ACCOUNT, &table);
    for (size_t i = 0; i < table.n; i++)
        table.rows[i].n = 0;
    carry_shelf(&(struct shelf){ w, work, &table, NULL, watchers_of_account(w, work) }, c);
}

static bool has_open(struct watchers *w, struct account_work *work)
{
    const struct shelf s = { .w = w, .parts = watchers_of_account(w, work) };

    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->key == KEY_ACCOUNT && part(&s, i)->evidence)
            return true;
    return false;
}

void carry_pack(struct watchers *w, struct account_work *work, struct buf *out)
{
    struct buf bytes = { 0 };
    struct carrier c = { .out = &bytes, .state = w->state };

    if (work->mailings.n) {
        save_mailings(w, work, &c);
        pack_part(out, MAILINGS, buf_slice(&bytes));
    }
    buf_clear(&bytes);
    if (work->claims.n) {
        save_claims(w, work, &c);
        pack_part(out, CLAIMS, buf_slice(&bytes));
    }
    buf_clear(&bytes);
    if (work->pairs.n || work->pairs.n_seen) {
        save_pairs(w, work, &c);
        pack_part(out, PAIRS, buf_slice(&bytes));
    }
    buf_clear(&bytes);
    if (has_open(w, work)) {
        carry_open(w, work, &c);
        pack_part(out, OPEN, buf_slice(&bytes));
    }
    buf_free(&bytes);
}

bool carry_is_open(slice name)
{
    return slice_eq(name, MAILINGS) || slice_eq(name, CLAIMS) || slice_eq(name, PAIRS) ||
           slice_eq(name, OPEN) || slice_eq(name, OPEN_OLD) || is_of_old_form(name);
}

bool carry_unpack_part(struct watchers *w, struct account_work *work, slice name, slice bytes)
{
    struct carrier c = { .in.rest = bytes, .texts = w->arena, .state = w->state };

    c.version = slice_eq(name, OPEN) ? FORM_MAILING : FORM_OLD;
    if (slice_eq(name, MAILINGS))
        load_mailings(w, work, &c);
    else if (slice_eq(name, CLAIMS))
        load_claims(w, work, &c);
    else if (slice_eq(name, PAIRS))
        load_pairs(w, work, &c);
    else if (slice_eq(name, OPEN) || slice_eq(name, OPEN_OLD))
        carry_open(w, work, &c);
    else
        return is_of_old_form(name);
    work->history->is_torn |= c.in.is_torn;
    return true;
}
