/*
 * Keys of sizes are logarithms in steps of 2 %, twice, half a step apart: what differs by 1 % at
 * most agrees in one of them.
 */
#include "analyzer/run/watch/campaigns_keys.h"

#include "analyzer/base/map.h"
#include "parsers/helo.h"

/* Of its first letters, in any case. */
static uint64_t hash_any_case(slice s)
{
    char buf[256];
    size_t n = 0;

    for (; n < s.n && n < sizeof(buf); n++) {
        char c = s.p[n];

        buf[n] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return hash_bytes(buf, n);
}

/* Case, blanks around it and what answers and forwards begin with make no other subject. */
static uint64_t subject_key(slice subject)
{
    subject = slice_trim(subject);
    for (size_t colon; (colon = slice_find(subject, ':')) <= 3 && colon < subject.n;)
        subject = slice_trim(slice_skip(subject, colon + 1));
    return subject.n ? hash_mix(hash_any_case(subject), 1) : 0;
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
    k->n_sure = k->n;
    if (m->size == 0)
        return;
    add_what(k, size_key(m->size, 0));
    add_what(k, size_key(m->size, 1));
}

static slice helo(const struct message *m)
{
    const struct kept_line *lines[] = { &m->accepted_line, &m->subject_line, &m->from_line };
    slice is = { 0 };

    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines) && !is.n; i++)
        is = helo_of(lines[i]->raw);
    return is;
}

static slice id_domain(const struct message *m)
{
    slice domain = slice_domain(m->message_id);

    return slice_head(domain, slice_find(domain, '>'));
}

size_t campaigns_clients(const struct message *m, const struct site *site,
                         struct campaign_client *out)
{
    slice name = helo(m), domain = id_domain(m);
    size_t n = 0;

    if (name.n)
        out[n++] =
            (struct campaign_client){ hash_mix(hash_any_case(name), 7), "a client called ", name };
    if (domain.n && !site_has_domain(site, domain))
        out[n++] = (struct campaign_client){ hash_mix(hash_any_case(domain), 8), "Message-IDs of ",
                                             domain };
    return n;
}
