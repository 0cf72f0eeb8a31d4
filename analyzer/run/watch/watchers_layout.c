/*
 * States lie behind their key's head, one detector after the other, eight-byte aligned. Those of
 * detectors that are told of every mail come first: a message meets them all, one after the other,
 * and so they stand in the same few lines of the cache.
 */
#include "analyzer/run/watch/watchers_parts.h"

#include "analyzer/base/err.h"

static size_t aligned(size_t n)
{
    return (n + 7) / 8 * 8;
}

static bool is_busy(const struct detector *d)
{
    return d->on[EVENT_MESSAGE] || d->on[EVENT_RECIPIENT] || d->on[EVENT_OUTCOME];
}

static void place(struct watchers *w, bool busy, size_t sizes[KEYS])
{
    for (size_t i = 0; detectors[i]; i++) {
        size_t *size = &sizes[detectors[i]->key];

        if (is_busy(detectors[i]) != busy)
            continue;
        w->offsets[i] = *size;
        *size += sizeof(struct watched) + aligned(detectors[i]->state_size);
    }
}

static void add(struct hearers *h, size_t i)
{
    h->at[h->n++] = (uint8_t)i;
}

static void hear(struct hearers *h, enum event_kind kind)
{
    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->on[kind])
            add(h, i);
}

void watchers_lay_out(struct watchers *w, size_t sizes[KEYS])
{
    size_t n = 0;

    while (detectors[n])
        n++;
    if (n > WATCHES_MAX)
        bug("more detectors than WATCHES_MAX");
    place(w, true, sizes);
    place(w, false, sizes);
    for (size_t i = 0; i < n; i++)
        add(&w->keepers[detectors[i]->key], i);
    for (int kind = 0; kind < EVENT_KINDS; kind++)
        hear(&w->hearers[kind], (enum event_kind)kind);
}
