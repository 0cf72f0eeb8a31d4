/* Text of a client is its own: half of TIE_TEXT is enough to know it by. */
#include "analyzer/run/watch/campaigns_ties.h"

#include <stdio.h>

#include "analyzer/run/watch/watchers.h"

static void add_tie(struct campaigns *c, struct campaign_keys *k, const struct campaign_tie *tie,
                    const struct message *m)
{
    k->ties[k->n_ties++] = *tie;
    (void)crowds_add(&c->places, tie->key, m->account, m->accepted);
}

static uint64_t address_key(const struct message *m)
{
    return hash_mix(hash_slice(m->client_ip), 5);
}

static void find_places(struct campaigns *c, struct campaign_keys *k, const struct message *m,
                        const struct location *from)
{
    struct campaign_tie tie = { address_key(m), true, slice_str(from->network) };

    add_tie(c, k, &tie, m);
    tie.key = hash_mix(from->near_id, 6);
    if (from->near_users < c->limits[CAMPAIGN_COMMON])
        add_tie(c, k, &tie, m);
}

static void find_clients(struct campaigns *c, struct campaign_keys *k, const struct message *m)
{
    struct campaign_client found[CLIENTS_MAX];
    size_t n = k->whats.n_sure ? campaigns_clients(m, c->watchers->pairs.site, found) : 0;

    for (size_t i = 0; i < n; i++) {
        struct campaign_tie tie = { .key = found[i].key };
        slice text = slice_head(found[i].text, TIE_TEXT / 2);

        (void)snprintf(k->texts[i], TIE_TEXT, "%s%.*s", found[i].is, (int)text.n, text.p);
        tie.text = slice_str(k->texts[i]);
        add_tie(c, k, &tie, m);
    }
}

void ties_of_message(struct campaigns *c, struct campaign_keys *k, const struct message *m,
                     const struct location *from)
{
    find_places(c, k, m, from);
    find_clients(c, k, m);
}

void ties_of_recipient(struct campaigns *c, struct campaign_keys *k, const struct message *m,
                       uint64_t recipient)
{
    struct campaign_tie tie = { .key = hash_mix(recipient, 9) };

    tie.text = SLICE("recipients who are new to each of them");
    add_tie(c, k, &tie, m);
}

bool ties_known(const struct campaigns *c, const struct message *m)
{
    return m->client_ip.n && crowds_find(&c->places, address_key(m), m->accepted);
}

size_t ties_alike(const struct campaign_whats *whats, const struct campaign_tie *tie)
{
    return tie->is_place ? whats->n : whats->n_sure;
}

uint64_t ties_row_key(const struct campaign_whats *whats, size_t what,
                      const struct campaign_tie *tie)
{
    return hash_mix(whats->at[what], tie->key);
}

void ties_fetch_rows(const struct campaigns *c, const struct campaign_keys *k)
{
    for (size_t t = 0; t < k->n_ties; t++)
        for (size_t w = 0; w < ties_alike(&k->whats, &k->ties[t]); w++)
            map_fetch(&c->by_key, ties_row_key(&k->whats, w, &k->ties[t]));
    if (c->single.oldest)
        __builtin_prefetch(c->single.oldest->newer); /* which makes room next */
}
