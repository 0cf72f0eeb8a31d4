/*
 * Open addressing over hashes alone: two different lines are taken for the same about once
 * in 10^12. A line takes one slot, and one more for each further input that has it. When
 * the fresh table is an hour old or full it becomes the old one, and what that held goes.
 */
#include "analyzer/run/input/recent.h"

#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"

enum { SLOTS_MIN = 1024, COUNT_MAX = UINT16_MAX };
#define NOBODY UINT32_MAX

struct recent_slot {
    uint64_t hash;
    uint32_t input;  /* the first that had it */
    uint16_t n;      /* how often that one has it */
    uint16_t counts; /* how often it counts; 0: the slot is empty */
};

/* Of two files of one daemon, one in RFC 5424, one may have the name cut at its slash. */
static slice instance_of(slice program)
{
    return slice_head(program, slice_find(program, '/'));
}

static uint64_t hash_of(const struct line *ln)
{
    uint64_t second = (uint64_t)(ln->when / USEC_PER_SECOND);
    uint64_t whose = hash_mix(hash_slice(ln->host), hash_slice(instance_of(ln->program)));

    return hash_mix(hash_mix(whose, second << 32 | ln->pid), hash_slice(ln->message));
}

static struct recent_slot *slot_of(const struct recent_table *t, uint64_t hash)
{
    size_t at = hash & (t->size - 1);

    while (t->slots[at].counts && t->slots[at].hash != hash)
        at = (at + 1) & (t->size - 1);
    return &t->slots[at];
}

static void grow(struct recent_table *t)
{
    struct recent_table old = *t;

    t->size = old.size ? old.size * 2 : SLOTS_MIN;
    t->slots = mem_new(t->size, sizeof(*t->slots));
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i].counts)
            *slot_of(t, old.slots[i].hash) = old.slots[i];
    mem_free(old.slots);
}

static void turn(struct recent *r, usec now)
{
    mem_free(r->old.slots);
    r->old = r->fresh;
    r->fresh = (struct recent_table){ 0 };
    r->began = now;
}

static void make_room(struct recent *r, usec now)
{
    size_t most = r->most ? r->most : RECENT_SLOTS;
    usec kept = now - r->began;

    if (r->fresh.size && kept >= (usec)HOUR * USEC_PER_SECOND)
        turn(r, now);
    if (r->fresh.used * 4 < r->fresh.size * 3)
        return;
    if (r->fresh.size < most) {
        if (r->fresh.size == 0)
            r->began = now;
        grow(&r->fresh);
        return;
    }
    if (!r->was_full || kept < r->shortest)
        r->shortest = kept;
    r->was_full = true;
    turn(r, now);
    grow(&r->fresh);
}

/* In one of the tables; a new one is empty but for its hash. */
static struct recent_slot *find_or_add(struct recent *r, uint64_t hash, usec now)
{
    struct recent_slot *slot;

    if (r->old.size && (slot = slot_of(&r->old, hash))->counts)
        return slot;
    if (r->fresh.size && (slot = slot_of(&r->fresh, hash))->counts)
        return slot;
    make_room(r, now);
    slot = slot_of(&r->fresh, hash);
    slot->hash = hash;
    r->fresh.used++;
    return slot;
}

static bool is_one_more(uint16_t *n, uint16_t *counts)
{
    if (*n < COUNT_MAX)
        ++*n;
    if (*n < *counts || (*n == *counts && *n < COUNT_MAX))
        return false;
    *counts = *n;
    return true;
}

/*
 * How often another input than the first has it stands in a slot of its own. To make room
 * for that may move the line's slot, or forget it.
 */
static bool is_one_more_of(struct recent *r, uint64_t hash, uint32_t input, usec now)
{
    uint64_t own_hash = hash_mix(hash, (uint64_t)input + 1);
    struct recent_slot *line;

    find_or_add(r, own_hash, now)->counts = 1; /* in use */
    line = find_or_add(r, hash, now);
    if (line->counts == 0)
        line->input = NOBODY;
    return is_one_more(&find_or_add(r, own_hash, now)->n, &line->counts);
}

bool recent_has(struct recent *r, uint32_t input, const struct line *ln, usec now)
{
    uint64_t hash = hash_of(ln);
    struct recent_slot *slot = find_or_add(r, hash, now);
    bool is_new;

    if (slot->counts == 0)
        slot->input = input;
    is_new = slot->input == input ? is_one_more(&slot->n, &slot->counts)
                                  : is_one_more_of(r, hash, input, now);
    r->n_repeated += !is_new;
    return !is_new;
}

void recent_free(struct recent *r)
{
    mem_free(r->fresh.slots);
    mem_free(r->old.slots);
    *r = (struct recent){ 0 };
}
