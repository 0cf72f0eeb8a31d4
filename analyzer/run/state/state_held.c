/* A million accounts come in order: they are added at the end. */
#include "analyzer/base/mem.h"
#include "analyzer/run/state/state_undo.h"

/* The first that is not below it. */
static size_t place_of(const struct state_holder *h, slice name)
{
    size_t low = 0, high = h->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (slice_cmp(h->at[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct state_held *state_hold(struct state_holder *h, slice name)
{
    size_t at = place_of(h, name);

    if (at < h->n && slice_eq(h->at[at].name, name))
        return &h->at[at];
    h->at = mem_grow(h->at, &h->cap, h->n + 1, sizeof(*h->at));
    memmove(&h->at[at + 1], &h->at[at], (h->n - at) * sizeof(*h->at));
    h->n++;
    h->at[at] = (struct state_held){ .name = arena_keep(&h->names, name) };
    return &h->at[at];
}

static void take(void *context, const struct state_row *row, slice body)
{
    struct state_held *held = state_hold(context, row->name);

    (void)body;
    buf_add(&held->rest, row->rest);
    held->body = row->body;
}

void state_hold_all(struct state *s, struct state_holder *h)
{
    *h = (struct state_holder){ 0 };
    state_each_record(s, take, h);
}

struct state_row state_held_row(const struct state_held *held)
{
    return (struct state_row){ held->name, buf_slice(&held->rest), held->body, 0 };
}

void state_let_go(struct state_holder *h)
{
    for (size_t i = 0; i < h->n; i++) {
        buf_free(&h->at[i].rest);
        buf_free(&h->at[i].other_rest);
    }
    mem_free(h->at);
    arena_free(&h->names);
}
