/* Lines are copied, each into memory of its own: few are kept at a time. */
#include "analyzer/run/join/heard.h"

#include "analyzer/base/ages.h"
#include "analyzer/base/mem.h"
#include "analyzer/run/join/links.h"

static bool has_key(const void *value, const void *key)
{
    return ((const struct heard_fact *)value)->key == *(const uint64_t *)key;
}

void heard_init(struct heard *h)
{
    *h = (struct heard){ .by_key.same = has_key };
}

uint64_t heard_key(enum fact_kind kind, slice about)
{
    return hash_mix(hash_slice(about), (uint64_t)kind + 1);
}

static void drop(struct heard *h, struct heard_fact *one)
{
    AGES_REMOVE(h, one);
    map_remove(&h->by_key, one->key, one);
    h->n--;
    mem_free(one);
}

static void forget(struct heard *h, struct heard_fact *one)
{
    h->forgotten += one->kind == FACT_SUBMITTED ? one->times : 0;
    drop(h, one);
}

void heard_keep(struct heard *h, uint64_t key, const struct fact *f, const struct line *ln)
{
    struct heard_fact *one = heard_find(h, key);
    uint32_t times = one ? one->times + 1 : 1;
    char *copy;

    if (one)
        drop(h, one);
    else if (h->n >= HEARD_MAX)
        forget(h, h->oldest);
    one = mem_new(1, sizeof(*one) + ln->text.n + 1);
    copy = (char *)(one + 1);
    memcpy(copy, ln->text.p, ln->text.n);
    *one = (struct heard_fact){ .key = key, .times = times, .kind = f->kind };
    one->until = ln->when + LINK_SPAN * USEC_PER_SECOND;
    one->line = (struct kept_line){ ln->at, ln->when, slice_of(copy, ln->text.n) };
    one->login = slice_within(f->login, ln->text, one->line.raw);
    one->recipient = f->to;
    one->ip = slice_within(f->client.ip, ln->text, one->line.raw);
    AGES_APPEND(h, one);
    h->n++;
    map_add(&h->by_key, key, one);
}

struct heard_fact *heard_find(const struct heard *h, uint64_t key)
{
    return h->n ? map_find(&h->by_key, key, &key) : NULL;
}

void heard_use(struct heard *h, struct heard_fact *one)
{
    if (--one->times == 0)
        drop(h, one);
}

void heard_age(struct heard *h, usec when)
{
    while (h->oldest && h->oldest->until < when)
        forget(h, h->oldest);
}

void heard_free(struct heard *h)
{
    while (h->oldest)
        forget(h, h->oldest);
    map_free(&h->by_key);
}
