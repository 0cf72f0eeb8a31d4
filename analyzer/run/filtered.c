/* Several of one id are found under keys of their own: the id and a number. */
#include "analyzer/run/filtered.h"

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

static void drop(struct filtered *all, struct filtered_fact *one)
{
    AGES_REMOVE(all, one);
    map_remove(&all->by_key, one->key, one);
    all->n--;
    mem_free(one);
}

static void forget(struct filtered *all, struct filtered_fact *one)
{
    all->forgotten++;
    drop(all, one);
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

slice filtered_part(slice part, slice line, slice copy)
{
    bool is_part = part.p >= line.p && part.p <= line.p + line.n;

    return part.n == 0 || !is_part ? part : slice_within(part, line, copy);
}

/* What the join asks of it. */
static void copy_fact(struct filtered_fact *one, const struct fact *f, slice line)
{
    slice copy = one->line.text;

    one->fact = *f;
    one->fact.message_id = filtered_part(f->message_id, line, copy);
    one->fact.queue_id = filtered_part(f->queue_id, line, copy);
    one->fact.sender = filtered_part(f->sender, line, copy);
    one->fact.text = filtered_part(f->text, line, copy);
    one->fact.stage = filtered_part(f->stage, line, copy);
    one->fact.header_from = filtered_part(f->header_from, line, copy);
    one->fact.subject = filtered_part(f->subject, line, copy);
    one->fact.digest = filtered_part(f->digest, line, copy);
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

    if (!find_place(all, about, &key)) {
        all->forgotten++;
        return;
    }
    if (all->n >= FILTERED_MAX)
        forget(all, all->oldest);
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

void filtered_use(struct filtered *all, struct filtered_fact *one)
{
    drop(all, one);
}

void filtered_age(struct filtered *all, usec when)
{
    while (all->oldest && all->oldest->until < when)
        forget(all, all->oldest);
}

void filtered_free(struct filtered *all)
{
    while (all->oldest)
        forget(all, all->oldest);
    map_free(&all->by_key);
}
