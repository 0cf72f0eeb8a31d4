/*
 * A message keeps the lines that tell of it, and its fields are texts of their own when it is read
 * again. Whose it is follows from them: see carry_parcels.
 */
#include "analyzer/run/state/carry_parts.h"

static void carry_flags(struct carrier *c, struct message *m)
{
    CARRY(c, m->is_from_cut);
    CARRY(c, m->is_from_unreadable);
    CARRY(c, m->is_from_missing);
    CARRY(c, m->is_from_own);
    CARRY(c, m->is_by_proxy);
    CARRY(c, m->is_submitted);
    CARRY(c, m->is_answer);
    CARRY(c, m->is_login_unknown);
    CARRY(c, m->is_resent);
}

static void carry_texts(struct carrier *c, struct message *m)
{
    carry_text(c, &m->login);
    carry_text(c, &m->sender);
    carry_text(c, &m->message_id);
    carry_text(c, &m->subject);
    carry_text(c, &m->client_ip);
    carry_text(c, &m->client_name);
    carry_text(c, &m->header_from);
    carry_text(c, &m->user);
    carry_kept_line(c, &m->accepted_line);
    carry_kept_line(c, &m->subject_line);
    carry_kept_line(c, &m->from_line);
    carry_kept_line(c, &m->queued_line);
}

static void carry_filtering(struct carrier *c, struct filtering *f)
{
    carry_text(c, &f->filter);
    carry_text(c, &f->action);
    carry_text(c, &f->symbols);
    carry_text(c, &f->digest);
    CARRY(c, f->reaction);
    CARRY_SIGNED(c, f->score);
    CARRY_SIGNED(c, f->limit);
    CARRY(c, f->has_score);
    CARRY(c, f->is_spam);
    CARRY(c, f->is_virus);
    carry_kept_line(c, &f->line);
}

static void carry_filterings(struct carrier *c, struct message *m)
{
    const struct filtering **end = &m->filterings;
    size_t n = carry_count(c, m->n_filterings);

    for (size_t i = 0; i < n && i < FILTERINGS_MAX; i++) {
        struct filtering one = { 0 }, *kept;

        if (!carrier_loads(c))
            one = **end;
        carry_filtering(c, &one);
        if (carrier_loads(c)) {
            kept = arena_new(c->texts, sizeof(*kept));
            *kept = one;
            *end = kept;
            m->n_filterings++;
        }
        end = (const struct filtering **)(uintptr_t) & (*end)->next;
    }
}

void carry_message(struct carrier *c, struct message *m)
{
    CARRY_SIGNED(c, m->accepted);
    CARRY(c, m->origin);
    CARRY(c, m->place);
    CARRY(c, m->mailing);
    if (c->version >= 4)
        CARRY(c, m->campaign);
    for (int i = 0; i < CLAIM_PLACES; i++)
        CARRY(c, m->claims[i]);
    CARRY(c, m->author);
    if (c->version >= 5)
        m->first_queue_id = carry_hash(c, m->first_queue_id);
    CARRY(c, m->size);
    CARRY(c, m->nrcpt);
    CARRY(c, m->uid);
    carry_flags(c, m);
    carry_texts(c, m);
    carry_filterings(c, m);
}
