/*
 * Keys of sizes are logarithms in steps of 2 %, twice, half a step apart: what differs by 1 % at
 * most agrees in one of them.
 */
#include "analyzer/run/watch/campaigns_keys.h"

#include "analyzer/base/map.h"

/* Case, blanks around it and what answers and forwards begin with make no other subject. */
static uint64_t subject_key(slice subject)
{
    char buf[256];
    size_t n = 0;

    subject = slice_trim(subject);
    for (size_t colon; (colon = slice_find(subject, ':')) <= 3 && colon < subject.n;)
        subject = slice_trim(slice_skip(subject, colon + 1));
    for (; n < subject.n && n < sizeof(buf); n++) {
        char c = subject.p[n];

        buf[n] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return n ? hash_mix(hash_bytes(buf, n), 1) : 0;
}

/* Which step of 2 % a size is in, beginning half a step later for odd ones: integers, so each
   power of two has steps of 1/48 of it, 1.4 to 2.1 %. */
static uint64_t size_key(uint64_t size, unsigned half)
{
    unsigned power = 0;
    uint64_t step;

    while (size >> power > 1)
        power++;
    step = ((size << 10 >> power) * 96 / 1024 + half) / 2;
    return hash_mix(hash_mix(power, step), 2 + half);
}

static void add_what(struct campaign_whats *k, uint64_t key)
{
    if (key && k->n < WHATS_MAX)
        k->at[k->n++] = key;
}

void campaigns_whats(const struct message *m, struct campaign_whats *k)
{
    slice digest = m->filterings ? m->filterings->digest : slice_of(NULL, 0);

    add_what(k, subject_key(m->subject));
    add_what(k, digest.n ? hash_mix(hash_slice(digest), 4) : 0);
    if (m->size == 0)
        return;
    add_what(k, size_key(m->size, 0));
    add_what(k, size_key(m->size, 1));
}
