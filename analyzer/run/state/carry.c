/* Written: the version of all of it, then its pieces in an order in which each refers to earlier
   ones only. */
#include "analyzer/run/state/carry.h"

#include "analyzer/base/mem.h"
#include "analyzer/run/state/carry_across.h"
#include "analyzer/run/state/carry_parts.h"
#include "analyzer/run/state/state_rows.h"

/* 2: what came of recipients. 3: which complaints were counted. 4: campaigns of messages. 5: of
   which message and whose counted complaints were, and the queue id that a message had first. */
enum { CARRIED_VERSION = 5 };

static void carry_all(struct carry *y)
{
    carry_places(y);
    carry_sessions(y);
    carry_parcels(y);
    carry_links(y);
    CARRY(&y->c, y->w->watchers->mailings.numbered);
    CARRY(&y->c, y->w->watchers->claims.numbered);
    carry_complaints(y);
}

/* Places are of one carrying: what was loaded will have another one when it is saved. */
static void carry_free(struct carry *y)
{
    for (size_t i = 0; i < y->n_parcels; i++)
        y->parcels[i]->place = 0;
    mem_free(y->parcels);
    mem_free(y->sessions);
    mem_free(y);
}

bool carry_load(const struct under_way *w)
{
    struct carry *y = mem_new(1, sizeof(*y));
    struct unpack in = { .rest = state_carried(w->state) };
    uint64_t version = in.rest.n ? unpack_number(&in) : CARRIED_VERSION;
    bool is_known = version && version <= CARRIED_VERSION;

    y->w = w;
    y->c = (struct carrier){ .in = in, .texts = w->lines->arena, .state = w->state };
    y->c.version = version;
    if (in.rest.n && is_known)
        carry_all(y);
    if (y->c.in.is_torn)
        (void)store_fail(&w->state->store,
                         "%s: what was under way when the last run ended is damaged; "
                         "take that run off (mailproctor state back) and repeat it",
                         w->state->store.path);
    carry_free(y);
    carry_across_load(w);
    return is_known;
}

void carry_save(const struct under_way *w)
{
    struct carry *y = mem_new(1, sizeof(*y));
    struct buf out = { 0 };

    y->w = w;
    y->c = (struct carrier){ .out = &out, .texts = w->lines->arena, .state = w->state };
    y->c.version = CARRIED_VERSION;
    carry_find_parcels(y);
    pack_number(&out, CARRIED_VERSION);
    carry_all(y);
    state_carry(w->state, buf_slice(&out));
    buf_free(&out);
    carry_free(y);
    carry_across_save(w);
}
