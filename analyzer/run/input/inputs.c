/*
 * A merge that opens its streams late. Those that are open stand in a heap; with one open,
 * which is the usual case, a line costs one comparison with the time at which the next file
 * begins. Few streams read ahead in threads of their own; further ones read sparingly.
 */
#include "analyzer/run/input/inputs.h"

#include <stdlib.h>

#include "analyzer/base/buf.h"
#include "analyzer/base/mem.h"
#include "analyzer/run/input/overlap.h"
#include "analyzer/run/input/sets.h"
#include "analyzer/run/input/twins.h"
#include "analyzer/site/person.h"

enum { AHEAD_MAX = 8 /* streams with a thread */, HOSTS_TOLD = 10, COPIES_TOLD = 3 };
#define OPEN_EARLY (MINUTE * USEC_PER_SECOND)

struct inputs {
    struct listing listing;
    struct stream **streams; /* by first stamp */
    size_t n, opened;        /* streams[0..opened) have been opened */
    struct stream **heap;    /* the open ones, the earliest on top */
    size_t n_open;
    struct stream *current;
    struct stream *copy; /* the next one to be told of the current line */
    struct line echo;    /* that line, as the copy's */
    struct stream_options opt;
    usec not_after;
    struct overlap overlap; /* of several inputs */
    uint64_t bytes;         /* of all plain files */
    struct input_sum *sums;
    struct slices notes;
    bool is_told;
    struct arena arena;
};

static int by_beginning(const void *a, const void *b)
{
    const struct stream *x = *(struct stream *const *)a, *y = *(struct stream *const *)b;

    if (x->begins != y->begins)
        return x->begins < y->begins ? -1 : 1;
    return strcmp(x->file->path, y->file->path);
}

static void add_note(struct inputs *in, slice text)
{
    if (text.n == 0)
        return;
    in->notes.at = mem_grow(in->notes.at, &in->notes.cap, in->notes.n + 1, sizeof(slice));
    in->notes.at[in->notes.n++] = text;
}

/* A file that lies in a folder without being a log. One that is empty is a log all the same. */
static bool is_no_log(const struct stream *s)
{
    return s->file->folder && s->sum.trouble.n == 0 && s->opening.n == 0 && s->sum.bytes_out > 0;
}

static struct stream *add_stream(struct inputs *in, const struct listed *file)
{
    struct stream *s = arena_new(&in->arena, sizeof(*s));

    stream_init(s, file, &in->arena);
    in->streams[in->n++] = s;
    return s;
}

static void take_file(struct inputs *in, const struct listed *file)
{
    struct stream *s = add_stream(in, file);

    if (in->not_after != USEC_NONE)
        s->not_after = in->not_after;
    stream_look(s, &in->opt);
    if (is_no_log(s)) {
        listing_leave_out(&in->listing, LEFT_OUT_NO_LOG, file);
        in->n--;
        return;
    }
    in->bytes += file->size;
}

static void take_empty_folder(struct inputs *in, const struct listed_folder *folder)
{
    struct listed *none = arena_new(&in->arena, sizeof(*none));

    none->path = folder->path;
    none->trouble = SLICE("the folder holds no log");
    (void)add_stream(in, none);
}

static void take_listed(struct inputs *in)
{
    const struct listing *l = &in->listing;

    in->streams = mem_new(l->n + l->n_folders + 1, sizeof(struct stream *));
    in->heap = mem_new(l->n + l->n_folders + 1, sizeof(struct stream *));
    for (size_t i = 0; i < l->n; i++)
        take_file(in, &l->files[i]);
    for (size_t i = 0; i < l->n_folders; i++)
        if (l->folders[i].files == 0 && !l->folders[i].is_known)
            take_empty_folder(in, &l->folders[i]);
    add_note(in, listing_told(l, LEFT_OUT_NO_LOG, LEFT_OUT_DEEP));
    add_note(in, listing_told(l, LEFT_OUT_KNOWN, LEFT_OUT_HIDDEN));
}

struct inputs *inputs_open(const char *const *paths, size_t n, const struct inputs_options *opt)
{
    struct inputs *in = mem_new(1, sizeof(*in));
    struct sets_options sets = { opt->not_after, &in->arena };

    in->opt = (struct stream_options){ .source = opt->source, .zones = opt->zones };
    in->opt.hosts = opt->hosts;
    in->opt.arena = &in->arena;
    in->not_after = opt->not_after;
    in->listing.arena = &in->arena;
    listing_read(&in->listing, paths, n);
    in->opt.wants_hosts = in->listing.n > 1;
    take_listed(in);
    twins_find(in->streams, in->n, &in->opt);
    sets_order(in->streams, in->n, &sets);
    add_note(in, sets_told(in->streams, in->n, &in->arena));
    qsort(in->streams, in->n, sizeof(*in->streams), by_beginning);
    for (size_t i = 0; i < in->n; i++)
        in->streams[i]->number = (uint32_t)i;
    overlap_init(&in->overlap, in->streams, in->n, &in->arena);
    return in;
}

static bool goes_before(const struct stream *a, const struct stream *b)
{
    if (a->turn_at != b->turn_at)
        return a->turn_at < b->turn_at;
    return a->is_early != b->is_early ? a->is_early : a->turn < b->turn;
}

static void swap(struct stream **a, struct stream **b)
{
    struct stream *kept = *a;

    *a = *b;
    *b = kept;
}

static void sift_up(struct stream **heap, size_t at)
{
    for (; at && goes_before(heap[at], heap[(at - 1) / 2]); at = (at - 1) / 2)
        swap(&heap[at], &heap[(at - 1) / 2]);
}

static void sift_down(struct stream **heap, size_t n)
{
    for (size_t at = 0;;) {
        size_t next = 2 * at + 1;

        if (next + 1 < n && goes_before(heap[next + 1], heap[next]))
            next++;
        if (next >= n || !goes_before(heap[next], heap[at]))
            return;
        swap(&heap[at], &heap[next]);
        at = next;
    }
}

static void open_next(struct inputs *in)
{
    struct stream *s = in->streams[in->opened++];
    struct stream_options opt = in->opt;

    if (s->original)
        return;
    opt.source.is_sparing = in->n_open >= AHEAD_MAX;
    if (!stream_open(s, &opt) || !stream_next(s, &in->arena)) {
        overlap_end(&in->overlap, s);
        return;
    }
    in->heap[in->n_open++] = s;
    if (!overlap_open(&in->overlap, in->heap, in->n_open)) {
        sift_up(in->heap, in->n_open - 1);
        return;
    }
    for (size_t i = 0; i < in->n_open; i++)
        sift_up(in->heap, i);
}

/* The stream on top has moved on, or ended. */
static void settle(struct inputs *in)
{
    if (in->heap[0]->is_over) {
        twins_close(in->heap[0]);
        overlap_end(&in->overlap, in->heap[0]);
        in->heap[0] = in->heap[--in->n_open];
    }
    if (in->n_open > 1)
        sift_down(in->heap, in->n_open);
}

/* The current line as that of the copies of its input, one after the other. */
static const struct line *next_echo(struct inputs *in, enum framing *framing)
{
    while (in->copy) {
        struct stream *copy = in->copy;

        in->copy = copy->next_copy;
        *framing = copy->original->framing;
        if (twins_echo(copy, &in->echo))
            return &in->echo;
    }
    return NULL;
}

/* A little early, so that a larger file is there before its shadows give their lines. */
static bool is_due(const struct inputs *in, const struct stream *next)
{
    return next->begins < USEC_NONE + OPEN_EARLY ||
           next->begins - OPEN_EARLY <= in->heap[0]->turn_at;
}

const struct line *inputs_next(struct inputs *in, enum framing *framing)
{
    const struct line *echo = in->copy ? next_echo(in, framing) : NULL;
    struct stream *s;

    if (echo)
        return echo;
    if (in->current) {
        (void)stream_next(in->current, &in->arena);
        if (in->n > 1)
            overlap_time(in->current);
        settle(in);
    }
    while (in->opened < in->n && (!in->n_open || is_due(in, in->streams[in->opened])))
        open_next(in);
    in->current = in->n_open ? in->heap[0] : NULL;
    if (!in->current)
        return NULL;
    s = in->current;
    if (in->n > 1 && s->framing == FRAMING_LINE)
        s->line.is_repeated = s->line.is_repeated || overlap_has(&in->overlap, s);
    in->copy = s->copies;
    *framing = s->framing;
    return &s->line;
}

const struct stream *inputs_stream(const struct inputs *in, size_t i)
{
    return i < in->n ? in->streams[i] : NULL;
}

void inputs_skip(struct inputs *in, size_t i, uint64_t bytes, bool is_all)
{
    struct stream *s = in->streams[i];

    s->skip = s->sum.known = bytes;
    s->is_over |= is_all;
    for (struct stream *copy = s->copies; copy; copy = copy->next_copy)
        copy->sum.known = bytes;
}

void inputs_progress(const struct inputs *in, uint64_t *done, uint64_t *total)
{
    *done = 0;
    *total = in->bytes;
    for (size_t i = 0; i < in->opened; i++) {
        const struct stream *s = in->streams[i];

        *done += s->source ? source_status(s->source).bytes_in : s->sum.bytes_in;
    }
}

/* Neither the caller, nor the archive's header, nor a rotated file's name tells it. */
static bool guesses_year(const struct inputs *in, const struct stream *s)
{
    return in->not_after == USEC_NONE && !s->is_made_told && s->rotation.ends == USEC_NONE &&
           slice_eq(s->sum.frame, SLICE("rfc3164"));
}

struct input_sum *inputs_sums(struct inputs *in, size_t *n)
{
    if (!in->sums)
        in->sums = arena_new(&in->arena, (in->n + 1) * sizeof(*in->sums));
    for (size_t i = 0; i < in->n; i++) {
        in->sums[i] = in->streams[i]->sum;
        in->sums[i].guesses_year = guesses_year(in, in->streams[i]);
    }
    *n = in->n;
    return in->sums;
}

static void note_copies(struct inputs *in)
{
    uint64_t told = 0;
    struct buf b = { 0 };

    for (size_t i = 0; i < in->n; i++)
        if (in->streams[i]->original && told++ < COPIES_TOLD)
            add_note(in, twins_told(in->streams[i], &in->arena));
    if (told > COPIES_TOLD) {
        buf_addf(&b, "And so for %llu more input%s.", (unsigned long long)(told - COPIES_TOLD),
                 told == COPIES_TOLD + 1 ? "" : "s");
        add_note(in, arena_keep(&in->arena, buf_slice(&b)));
    }
    buf_free(&b);
}

/* An input before it has the same host in this way. */
static bool is_host_told(const struct inputs *in, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (in->streams[i]->names_no_host && slice_eq(in->streams[i]->host, in->streams[n]->host))
            return true;
    return false;
}

static void note_hosts(struct inputs *in)
{
    size_t told = 0;
    struct buf b = { 0 };

    for (size_t i = 0; i < in->n && told <= HOSTS_TOLD; i++) {
        if (!in->streams[i]->names_no_host || is_host_told(in, i))
            continue;
        if (told++ == 0)
            buf_addf(&b, "Lines that name no host are of the host that their file's path names, or "
                         "else its folder's name stands for it:");
        if (told <= HOSTS_TOLD)
            buf_addf(&b, "%s " SLICE_FMT, told == 1 ? "" : ",",
                     SLICE_ARG(slice_head(in->streams[i]->host, 64)));
    }
    if (told)
        buf_add(&b, told > HOSTS_TOLD ? SLICE(" and more.") : SLICE("."));
    add_note(in, arena_keep(&in->arena, buf_slice(&b)));
    buf_free(&b);
}

const slice *inputs_notes(struct inputs *in, size_t *n)
{
    if (!in->is_told) {
        note_copies(in);
        note_hosts(in);
        add_note(in, overlap_told(&in->overlap));
        add_note(in, overlap_limits_told(&in->overlap));
    }
    in->is_told = true;
    *n = in->notes.n;
    return in->notes.at;
}

bool inputs_have_trouble(const struct inputs *in)
{
    for (size_t i = 0; i < in->n; i++)
        if (in->streams[i]->sum.trouble.n)
            return true;
    return false;
}

void inputs_close(struct inputs *in)
{
    for (size_t i = 0; i < in->n; i++)
        stream_free(in->streams[i]);
    overlap_free(&in->overlap);
    mem_free(in->streams);
    mem_free(in->heap);
    listing_free(&in->listing);
    mem_free(in->notes.at);
    arena_free(&in->arena);
    mem_free(in);
}
