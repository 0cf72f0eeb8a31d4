/* Several of one id are found under keys of their own: the id and a number. */
#include "analyzer/run/join/filtered.h"

#include "analyzer/base/ages.h"
#include "analyzer/base/mem.h"

enum { LIFE = 2 * MINUTE };

static bool has_key(const void *value, const void *key)
{
    return ((const struct filtered_fact *)value)->key == *(const uint64_t *)key;
}

void filtered_init(struct filtered *all)
{
    *all = (struct filtered){ .by_key.same = has_key };
}

void filtered_drop(struct filtered *all, struct filtered_fact *one)
{
    AGES_REMOVE(all, one);
    map_remove(&all->by_key, one->key, one);
    all->n--;
    mem_free(one);
}

static uint64_t key_of(slice about, uint32_t number)
{
    return hash_mix(hash_slice(about), (uint64_t)number + 1);
}

struct filtered_fact *filtered_find(const struct filtered *all, slice about, uint32_t number)
{
    uint64_t key = key_of(about, number);

    return all->n ? map_find(&all->by_key, key, &key) : NULL;
}

/* What the join asks of it. */
static void copy_fact(struct filtered_fact *one, const struct fact *f, slice line)
{
    slice copy = one->line.text;

    one->fact = *f;
    one->fact.message_id = slice_if_within(f->message_id, line, copy);
    one->fact.queue_id = slice_if_within(f->queue_id, line, copy);
    one->fact.sender = slice_if_within(f->sender, line, copy);
    one->fact.text = slice_if_within(f->text, line, copy);
    one->fact.stage = slice_if_within(f->stage, line, copy);
    one->fact.header_from = slice_if_within(f->header_from, line, copy);
    one->fact.subject = slice_if_within(f->subject, line, copy);
    one->fact.digest = slice_if_within(f->digest, line, copy);
}

static bool find_place(const struct filtered *all, slice about, uint64_t *key)
{
    for (uint32_t i = 0; i < FILTERINGS_MAX; i++)
        if (!filtered_find(all, about, i)) {
            *key = key_of(about, i);
            return true;
        }
    return false;
}

void filtered_keep(struct filtered *all, slice about, uint32_t host, const struct said *said)
{
    const struct line *ln = said->line;
    struct filtered_fact *one;
    uint64_t key;
    char *copy;

    if (!find_place(all, about, &key))
        return;
    if (all->n >= FILTERED_MAX)
        filtered_drop(all, all->oldest);
    one = mem_new(1, sizeof(*one) + ln->text.n + 1);
    copy = (char *)(one + 1);
    memcpy(copy, ln->text.p, ln->text.n);
    *one = (struct filtered_fact){ .key = key, .host = host, .filter = said->filter };
    one->until = ln->when + LIFE * USEC_PER_SECOND;
    one->line = (struct line){ .text = slice_of(copy, ln->text.n), .when = ln->when, .at = ln->at };
    copy_fact(one, said->fact, ln->text);
    AGES_APPEND(all, one);
    all->n++;
    map_add(&all->by_key, key, one);
}

void filtered_age(struct filtered *all, usec when)
{
    while (all->oldest && all->oldest->until < when)
        filtered_drop(all, all->oldest);
}

void filtered_free(struct filtered *all)
{
    while (all->oldest)
        filtered_drop(all, all->oldest);
    map_free(&all->by_key);
}
