/*
 * Streams come near a minute before they begin and leave a minute after their end: stamps
 * of one second are printed with and without fractions, and lines stand a little out of
 * order. Kin are united as they turn up; a host that turns up in a second input only while
 * both are read may have had a line twice before, which is told.
 */
#include "analyzer/run/input/overlap.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/mem.h"

enum { HOSTS_MAX = 1 << 16, ROW = 8 /* repeated lines that make a shadow */ };
#define NEAR   (MINUTE * USEC_PER_SECOND)
#define BEHIND (MINUTE * USEC_PER_SECOND) /* a shadow */

struct ended {
    uint32_t stream;
    usec at;
};

struct host_use {
    slice name;
    uint32_t stream; /* one that has it */
};

static bool same_host(const void *value, const void *key)
{
    return slice_eq(((const struct host_use *)value)->name, *(const slice *)key);
}

static uint32_t root_of(struct overlap *o, uint32_t stream)
{
    while (o->kin[stream].parent != stream) {
        o->kin[stream].parent = o->kin[o->kin[stream].parent].parent;
        stream = o->kin[stream].parent;
    }
    return stream;
}

/* True when both are read already, so that lines of the host went uncompared. */
static bool unite(struct overlap *o, uint32_t a, uint32_t b)
{
    bool is_late;

    a = root_of(o, a);
    b = root_of(o, b);
    is_late = a != b && o->kin[a].near && o->kin[b].near;
    if (a == b)
        return false;
    o->kin[b].parent = a;
    o->kin[a].near += o->kin[b].near;
    o->kin[a].size += o->kin[b].size;
    return is_late;
}

/* The host of a stream's line. True when it turned up late to make it somebody's kin. */
static bool take_host(struct overlap *o, uint32_t stream, slice host)
{
    uint64_t hash = hash_slice(host);
    struct host_use *use = map_find(&o->hosts, hash, &host);

    if (!use && o->n_hosts == HOSTS_MAX)
        return false;
    if (!use) {
        use = arena_new(o->arena, sizeof(*use));
        *use = (struct host_use){ arena_keep(o->arena, host), stream };
        map_add(&o->hosts, hash, use);
        o->n_hosts++;
    }
    o->kin[stream].host = use->name;
    return unite(o, use->stream, stream);
}

static usec comes(const struct stream *s)
{
    return s->begins < USEC_NONE + NEAR ? USEC_NONE : s->begins - NEAR;
}

void overlap_init(struct overlap *o, struct stream *const *streams, size_t n, struct arena *arena)
{
    *o = (struct overlap){ .streams = streams, .n = n, .hosts.same = same_host, .arena = arena };
    o->now = o->changes = USEC_NONE;
    o->kin = mem_new(n + 1, sizeof(*o->kin));
    o->ended = mem_new(n + 1, sizeof(*o->ended));
    for (uint32_t i = 0; i < n; i++)
        o->kin[i] = (struct kin){ .parent = i, .size = 1 };
    for (uint32_t i = 0; i < n; i++)
        for (size_t h = 0; h < streams[i]->hosts.n && h < STREAM_NAMES; h++)
            (void)take_host(o, i, streams[i]->hosts.at[h]);
}

static void change_near(struct overlap *o, uint32_t stream, bool comes_near)
{
    uint32_t *near = &o->kin[root_of(o, stream)].near;

    o->kin[stream].is_near = comes_near;
    *near = comes_near ? *near + 1 : *near - 1;
    o->n_near = comes_near ? o->n_near + 1 : o->n_near - 1;
}

/* Log time has passed a point where somebody comes or leaves. */
static void update(struct overlap *o)
{
    o->changes = USEC_MAX;
    for (; o->coming < o->n; o->coming++) {
        o->changes = comes(o->streams[o->coming]);
        if (o->changes > o->now)
            break;
        if (!o->streams[o->coming]->is_over && !o->streams[o->coming]->original)
            change_near(o, (uint32_t)o->coming, true);
        o->changes = USEC_MAX;
    }
    for (; o->leaving < o->n_ended; o->leaving++) {
        usec leaves = o->ended[o->leaving].at + NEAR;

        if (leaves > o->now) {
            o->changes = leaves < o->changes ? leaves : o->changes;
            break;
        }
        change_near(o, o->ended[o->leaving].stream, false);
    }
}

void overlap_end(struct overlap *o, const struct stream *s)
{
    if (!o->kin[s->number].is_near)
        return;
    o->ended[o->n_ended++] = (struct ended){ s->number, o->now };
    if (o->now + NEAR < o->changes)
        o->changes = o->now + NEAR;
}

static void note_host(struct overlap *o, const struct stream *s)
{
    if (!take_host(o, s->number, s->line.host))
        return;
    o->n_late++;
    o->late = o->kin[s->number].host;
}

void overlap_time(struct stream *s)
{
    s->turn_at = s->is_shadow ? s->now + BEHIND : s->now;
}

static bool has_name(const struct names *names, slice name)
{
    for (size_t i = 0; i < names->n && i < STREAM_NAMES; i++)
        if (slice_eq(names->at[i], name))
            return true;
    return names->n > STREAM_NAMES;
}

/* A site may log each daemon to a file of its own: none of these follows another. */
static bool has_own_program(const struct stream *s, const struct stream *larger)
{
    for (size_t i = 0; i < s->programs.n && i < STREAM_NAMES; i++)
        if (!has_name(&larger->programs, s->programs.at[i]))
            return true;
    return false;
}

static bool make_shadow(struct stream *a, struct stream *b)
{
    struct stream *smaller = a->turn > b->turn ? a : b, *larger = smaller == a ? b : a;

    if (has_own_program(smaller, larger))
        return false;
    smaller->is_shadow = true;
    overlap_time(smaller);
    return true;
}

bool overlap_open(struct overlap *o, struct stream *const *open, size_t n)
{
    struct stream *s = open[n - 1];
    uint32_t root = root_of(o, s->number);
    bool has_shadow = false;

    overlap_time(s);
    for (size_t i = 0; i + 1 < n && o->kin[root].size > 1; i++) {
        if (root_of(o, open[i]->number) != root || slice_eq(s->rotation.set, open[i]->rotation.set))
            continue;
        has_shadow |= make_shadow(s, open[i]);
    }
    return has_shadow;
}

/* It leads, or follows as a shadow, or has lines of its own. */
static void note_line(struct stream *s, bool is_repeated)
{
    s->in_a_row = is_repeated ? s->in_a_row + 1 : 0;
    s->is_shadow = s->in_a_row >= ROW || (s->is_shadow && is_repeated);
}

bool overlap_has(struct overlap *o, struct stream *s)
{
    bool is_repeated;

    if (s->now > o->now)
        o->now = s->now;
    if (o->now >= o->changes)
        update(o);
    if (o->n_near < 2)
        return false;
    if (!slice_eq(s->line.host, o->kin[s->number].host))
        note_host(o, s);
    if (o->kin[root_of(o, s->number)].near < 2)
        return false;
    is_repeated = recent_has(&o->recent, s->number, &s->line, o->now);
    note_line(s, is_repeated);
    return is_repeated;
}

static slice kept(const struct overlap *o, struct buf *b)
{
    slice text = arena_keep(o->arena, buf_slice(b));

    buf_free(b);
    return text;
}

slice overlap_told(const struct overlap *o)
{
    uint64_t n = o->recent.n_repeated;
    struct buf b = { 0 };

    if (n == 0)
        return SLICE("");
    buf_addf(&b, "%llu line%s of a host %s in several inputs at the same time and count%s once.",
             (unsigned long long)n, n == 1 ? "" : "s", n == 1 ? "stands" : "stand",
             n == 1 ? "s" : "");
    return kept(o, &b);
}

slice overlap_limits_told(const struct overlap *o)
{
    struct buf b = { 0 };

    if (o->recent.was_full)
        buf_addf(&b,
                 "Inputs of one host overlap and have so many lines that only %lld seconds of "
                 "them could be compared: what stands further apart counts twice. ",
                 (long long)(o->recent.shortest / USEC_PER_SECOND));
    if (o->n_late)
        buf_addf(&b,
                 "Host " SLICE_FMT " (%llu in all) turned up late in a further input: lines of "
                 "that second may count twice. ",
                 SLICE_ARG(slice_head(o->late, 100)), (unsigned long long)o->n_late);
    b.n -= b.n > 0;
    return kept(o, &b);
}

void overlap_free(struct overlap *o)
{
    map_free(&o->hosts);
    mem_free(o->kin);
    mem_free(o->ended);
    recent_free(&o->recent);
}
