/*
 * Of each key the detectors that know something of it follow by name, so that one which a later
 * version does not have, or has anew, does no harm.
 */
#include "analyzer/run/carry_watched.h"

#include "analyzer/run/fields.h"
#include "analyzer/run/state.h"

#define MAILINGS SLICE("mailings")
#define CLAIMS   SLICE("claims")
#define OPEN     SLICE("open")

/* What the detectors of one key are told apart by. */
struct shelf {
    struct watchers *w;
    struct account_work *work;
    struct mailing *mailing; /* NULL: not about one */
    enum key key;
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

static void save_detector(const struct shelf *s, size_t i, struct carrier *c)
{
    struct watched *known = part(s, i);
    bool has_evidence = known->evidence;
    struct buf fields = { 0 };
    slice packed, name = slice_str(detectors[i]->name);

    /* of an account its fields have a part of their own */
    if (s->key != KEY_ACCOUNT)
        fields_pack(detectors[i], known->state, &fields);
    packed = buf_slice(&fields);
    if (packed.n || has_evidence) {
        carry_text(c, &name);
        carry_text(c, &packed);
        CARRY(c, has_evidence);
        if (has_evidence)
            carry_evidence(c, known->evidence);
    }
    buf_free(&fields);
}

static void save_shelf(const struct shelf *s, struct carrier *c)
{
    slice end = { 0 };

    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->key == s->key)
            save_detector(s, i, c);
    carry_text(c, &end);
}

static const struct detector *find_detector(enum key key, slice name, size_t *i)
{
    for (*i = 0; detectors[*i]; ++*i)
        if (detectors[*i]->key == key && slice_eq(name, slice_str(detectors[*i]->name)))
            return detectors[*i];
    return NULL;
}

/* One whose detector is gone is read, and left. */
static void load_evidence(const struct shelf *s, size_t i, const struct detector *d,
                          struct carrier *c)
{
    struct evidence read = { .detector = d, .account = s->work->account };

    carry_evidence(c, &read);
    if (!d || c->in.is_torn)
        return;
    if (s->mailing)
        read.mailing = *s->mailing;
    read.mailing.subject = read.anchor;
    if (!read.mailing.announcement)
        read.announced = ANNOUNCED_NOT; /* its record is gone since then */
    part(s, i)->evidence = evidence_restore(&s->w->evidence, &read);
}

static bool load_detector(const struct shelf *s, struct carrier *c)
{
    slice name = { 0 }, fields = { 0 };
    bool has_evidence = false;
    const struct detector *d;
    size_t i;

    carry_text(c, &name);
    if (name.n == 0)
        return false;
    carry_text(c, &fields);
    CARRY(c, has_evidence);
    d = find_detector(s->key, name, &i);
    if (d && fields.n)
        fields_unpack(d, part(s, i)->state, fields);
    if (has_evidence)
        load_evidence(s, i, d, c);
    return !c->in.is_torn;
}

static void carry_shelf(const struct shelf *s, struct carrier *c)
{
    if (!carrier_loads(c)) {
        save_shelf(s, c);
        return;
    }
    while (load_detector(s, c))
        ;
}

static void carry_mailing(struct carrier *c, const struct watchers *w, struct mailing_key *key,
                          struct mailing *m)
{
    slice announced = m->announcement ? m->announcement->id : slice_of(NULL, 0);

    CARRY(c, key->number);
    CARRY(c, key->subject_hash);
    CARRY(c, key->size);
    CARRY(c, key->expected);
    carry_text(c, &m->subject);
    CARRY_SIGNED(c, m->first);
    CARRY_SIGNED(c, m->last);
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

    for (size_t i = 0; i < n && work->mailings.n < MAILINGS_MAX && !c->in.is_torn; i++) {
        struct mailing_key key = { 0 };
        struct mailing m = { .account = work->account };
        struct mailing_slot *slot;

        carry_mailing(c, w, &key, &m);
        m.number = key.number;
        m.size = key.size;
        m.addressed = key.expected;
        slot = mailings_restore(&w->mailings, &work->mailings, &key, &m);
        carry_shelf(&(struct shelf){ w, work, &slot->mailing, KEY_MAILING, slot->watched }, c);
    }
}

static void save_mailings(struct watchers *w, struct account_work *work, struct carrier *c)
{
    (void)carry_count(c, work->mailings.n);
    for (size_t i = 0; i < work->mailings.n; i++) {
        struct mailing_slot *slot = work->mailings.keys[i].slot;

        carry_mailing(c, w, &work->mailings.keys[i], &slot->mailing);
        carry_shelf(&(struct shelf){ w, work, &slot->mailing, KEY_MAILING, slot->watched }, c);
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

    for (size_t i = 0; i < n && !c->in.is_torn; i++) {
        struct claim_slot read = { 0 }, *slot;

        carry_claim(c, &read);
        if (read.claim.kind >= CLAIM_KINDS)
            return;
        slot = claims_restore(&w->claims, &work->claims, &read);
        carry_shelf(&(struct shelf){ w, work, NULL, KEY_CLAIM, slot->watched }, c);
    }
}

static void save_claims(struct watchers *w, struct account_work *work, struct carrier *c)
{
    (void)carry_count(c, work->claims.n);
    for (size_t i = 0; i < work->claims.n; i++) {
        carry_claim(c, work->claims.at[i]);
        carry_shelf(&(struct shelf){ w, work, NULL, KEY_CLAIM, work->claims.at[i]->watched }, c);
    }
}

static bool has_open(const struct watchers *w, struct account_work *work)
{
    const struct shelf s = { .w = (struct watchers *)(uintptr_t)w, .parts = work->watched };

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
    if (has_open(w, work)) {
        save_shelf(&(struct shelf){ w, work, NULL, KEY_ACCOUNT, work->watched }, &c);
        pack_part(out, OPEN, buf_slice(&bytes));
    }
    buf_free(&bytes);
}

bool carry_unpack_part(struct watchers *w, struct account_work *work, slice name, slice bytes)
{
    struct carrier c = { .in.rest = bytes, .texts = w->arena, .state = w->state };

    if (slice_eq(name, MAILINGS))
        load_mailings(w, work, &c);
    else if (slice_eq(name, CLAIMS))
        load_claims(w, work, &c);
    else if (slice_eq(name, OPEN))
        carry_shelf(&(struct shelf){ w, work, NULL, KEY_ACCOUNT, work->watched }, &c);
    else
        return false;
    work->history->is_torn |= c.in.is_torn;
    return true;
}
