/*
 * Files that were not copied keep the order of their times: each was written to for the
 * last time well before the one that followed it. Then their times are believed, and a
 * stray stamp at a file's beginning makes none of the older ones a year older.
 */
#include "analyzer/run/input/sets.h"

#include <stdlib.h>

#include "analyzer/base/buf.h"
#include "analyzer/base/mem.h"

enum { PACKED_TIMES = 8 /* what an archive holds, about */ };

#define APART  (10 * MINUTE * USEC_PER_SECOND) /* ends of two files of one set, at least */
#define LATE   (3 * DAY * USEC_PER_SECOND)     /* beyond the date in its name: a copy's time */
#define A_YEAR (361 * DAY * USEC_PER_SECOND)   /* from the end of one to within the next */

struct set { /* newest first; dated ones, which need nobody's help, behind the others */
    struct stream **at;
    size_t n, n_ranked;
    usec newest_date; /* USEC_NONE: no name has one */
    bool is_copied;
};

static int by_set(const void *a, const void *b)
{
    const struct stream *x = *(struct stream *const *)a, *y = *(struct stream *const *)b;
    const struct rotation *r = &x->rotation, *q = &y->rotation;
    int names = slice_cmp(r->set, q->set);

    if (names)
        return names;
    if ((r->rank == ROTATION_DATED) != (q->rank == ROTATION_DATED))
        return r->rank == ROTATION_DATED ? 1 : -1;
    if (r->rank != q->rank)
        return r->rank < q->rank ? -1 : 1;
    return strcmp(x->file->path, y->file->path);
}

static int by_turn(const void *a, const void *b)
{
    const struct stream *x = *(struct stream *const *)a, *y = *(struct stream *const *)b;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->begins != y->begins)
        return x->begins < y->begins ? -1 : 1;
    return strcmp(x->file->path, y->file->path);
}

static usec earlier(usec a, usec b)
{
    return a < b ? a : b;
}

/* What is known of the file by itself, or of one with the same lines. */
static usec own_bound(const struct stream *s, const struct sets_options *opt)
{
    usec bound = opt->not_after != USEC_NONE ? opt->not_after : s->made;

    return s->rotation.ends == USEC_NONE ? bound
           : opt->not_after == USEC_NONE ? s->rotation.ends
                                         : earlier(bound, s->rotation.ends);
}

static bool is_sure(const struct stream *s, const struct sets_options *opt)
{
    return s->rotation.ends != USEC_NONE || (opt->not_after == USEC_NONE && s->is_made_told);
}

static usec bound_of_all(const struct stream *s, const struct sets_options *opt, bool *sure)
{
    usec bound = own_bound(s, opt);

    *sure = is_sure(s, opt);
    for (const struct stream *copy = s->copies; copy; copy = copy->next_copy) {
        bound = earlier(bound, own_bound(copy, opt));
        *sure |= is_sure(copy, opt);
    }
    return bound;
}

/* Dated by its name, and by its time much later. */
static bool is_late(const struct stream *s)
{
    return s->rotation.ends != USEC_NONE && !s->is_made_told && s->made > s->rotation.ends + LATE;
}

static void look_at(struct set *set)
{
    set->n_ranked = 0;
    set->newest_date = USEC_NONE;
    for (size_t i = 0; i < set->n; i++) {
        const struct stream *s = set->at[i];

        set->n_ranked += s->rotation.rank != ROTATION_DATED;
        if (s->rotation.ends > set->newest_date)
            set->newest_date = s->rotation.ends;
        set->is_copied |= is_late(s);
    }
    for (size_t i = 1; i < set->n_ranked; i++)
        set->is_copied |= set->at[i]->made + APART > set->at[i - 1]->made;
}

/* What is read only once begins as it was found, and has its year already. */
static void date_by(struct stream *s, usec bound)
{
    if (!s->file->is_file)
        return;
    s->not_after = bound;
    s->begins = stream_dated(s, bound);
}

/* From the newest to the oldest: none begins after what followed it. */
static void date_set(struct set *set, const struct sets_options *opt)
{
    usec next_begins = USEC_MAX;

    for (size_t i = 0; i < set->n; i++) {
        struct stream *s = set->at[i];
        bool sure;
        usec bound = bound_of_all(s, opt, &sure);

        if (i < set->n_ranked && set->is_copied && !sure) {
            bound = earlier(bound, next_begins);
            if (i == 0 && set->newest_date != USEC_NONE)
                bound = earlier(bound, set->newest_date + A_YEAR);
        }
        date_by(s, bound);
        if (s->begins != USEC_NONE)
            next_begins = earlier(next_begins, s->begins);
    }
}

static uint64_t size_of(const struct stream *s)
{
    bool is_plain = slice_eq(s->sum.codec, SLICE("plain"));

    return is_plain ? s->file->size : s->file->size * PACKED_TIMES;
}

static void weigh(const struct set *set)
{
    uint64_t weight = 0;

    for (size_t i = 0; i < set->n; i++)
        weight += size_of(set->at[i]);
    for (size_t i = 0; i < set->n; i++)
        set->at[i]->weight = weight;
}

static bool is_of(const struct set *set, const struct stream *s)
{
    return slice_eq(set->at[0]->rotation.set, s->rotation.set);
}

static void take_turns(struct stream **sorted, size_t n)
{
    qsort(sorted, n, sizeof(*sorted), by_turn);
    for (size_t i = 0; i < n; i++) {
        sorted[i]->turn = (uint32_t)i;
        for (struct stream *copy = sorted[i]->copies; copy; copy = copy->next_copy)
            copy->begins = sorted[i]->begins;
    }
}

void sets_order(struct stream *const *streams, size_t n, const struct sets_options *opt)
{
    struct stream **sorted = mem_new(n + 1, sizeof(struct stream *));
    size_t n_sorted = 0;

    for (size_t i = 0; i < n; i++) {
        streams[i]->rotation = rotation_of(streams[i]->file->path, opt->arena);
        if (!streams[i]->original)
            sorted[n_sorted++] = streams[i];
    }
    qsort(sorted, n_sorted, sizeof(*sorted), by_set);
    for (size_t i = 0, end; i < n_sorted; i = end) {
        struct set set = { .at = &sorted[i], .is_copied = opt->not_after != USEC_NONE };

        for (end = i + 1; end < n_sorted && is_of(&set, sorted[end]);)
            end++;
        set.n = end - i;
        look_at(&set);
        date_set(&set, opt);
        weigh(&set);
    }
    take_turns(sorted, n_sorted);
    mem_free(sorted);
}

static bool is_older_than_told(const struct stream *s)
{
    return s->opening.n && !s->original && s->not_after < s->made &&
           stream_dated(s, s->made) != s->begins;
}

slice sets_told(struct stream *const *streams, size_t n, struct arena *arena)
{
    const struct stream *first = NULL;
    uint64_t older = 0;
    struct buf b = { 0 };
    char day[32];
    slice kept = SLICE("");

    for (size_t i = 0; i < n; i++) {
        if (!is_older_than_told(streams[i]))
            continue;
        if (older++ == 0)
            first = streams[i];
    }
    if (!first)
        return kept;
    buf_addf(&b,
             "Stamps carry no year and the files' own times are those of a copy: " SLICE_FMT
             " is taken to begin on %.10s",
             SLICE_ARG(slice_head(first->sum.name, 300)), clock_local_text(first->begins, day));
    if (older > 1)
        buf_addf(&b, ", and %llu more likewise", (unsigned long long)(older - 1));
    buf_addf(&b, ", by names and order of the rotated set.");
    kept = arena_keep(arena, buf_slice(&b));
    buf_free(&b);
    return kept;
}
