/*
 * A merge that opens its streams late. With one stream open, which is the usual case, a
 * line costs one comparison with the time at which the next file begins.
 */
#include "analyzer/run/inputs.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "analyzer/base/arena.h"
#include "analyzer/base/mem.h"
#include "parsers/parser.h"

enum { PEEK_LINES = 1000, FRAMES_MAX = 16 };

struct stream {
    struct input_sum sum;
    const char *path;
    struct source *source; /* NULL: not open yet, or done */
    usec begins;           /* its first stamp; USEC_NONE: none was found */
    usec made;
    usec now; /* of its current line, never running back */
    const struct frame *frame;
    void *states[FRAMES_MAX];
    struct line line;
    enum framing framing;
    uint32_t number;
    bool is_over;
    bool has_line; /* read ahead by the peek */
};

struct inputs {
    struct stream *streams; /* by first stamp */
    size_t n, opened;       /* streams[0..opened) have been opened */
    struct stream *current;
    struct inputs_options opt;
    struct input_sum *sums;
    struct arena arena;
};

static slice keep_text(struct inputs *in, const char *text)
{
    return arena_keep(&in->arena, slice_str(text));
}

static void open_stream(struct inputs *in, struct stream *s)
{
    struct err err;

    s->source = source_open(s->path, &in->opt.source, &err);
    if (s->source) {
        s->made = source_status(s->source).made;
        return;
    }
    s->sum.trouble = keep_text(in, err.text);
    s->is_over = true;
}

static void shut_stream(struct inputs *in, struct stream *s)
{
    struct source_status status = source_status(s->source);

    s->sum.codec = slice_str(status.codec);
    s->sum.bytes_in = status.bytes_in;
    s->sum.bytes_out = status.bytes_out;
    s->sum.nul_bytes = status.nul_bytes;
    s->sum.nul_first = status.nul_first;
    s->sum.nul_places = status.nul_places;
    if (status.trouble[0])
        s->sum.trouble = keep_text(in, status.trouble);
    source_close(s->source);
    s->source = NULL;
    s->is_over = true;
}

static bool split_with(struct stream *s, size_t i, const struct frame_context *ctx)
{
    if (!s->states[i])
        s->states[i] = mem_new(1, frames[i]->state_size);
    return frames[i]->split(s->states[i], ctx, s->line.text, &s->line);
}

static bool try_frames(struct stream *s, const struct frame_context *ctx)
{
    for (size_t i = 0; frames[i] && i < FRAMES_MAX; i++) {
        if (!frames[i]->bid(s->line.text) || !split_with(s, i, ctx))
            continue;
        s->frame = frames[i];
        if (s->sum.frame.n == 0)
            s->sum.frame = slice_str(frames[i]->name);
        return true;
    }
    return false;
}

static size_t frame_number(const struct frame *frame)
{
    size_t i = 0;

    while (frames[i] != frame)
        i++;
    return i;
}

static bool split(const struct inputs *in, struct stream *s)
{
    struct frame_context ctx = { .not_after = in->opt.not_after, .zones = in->opt.zones };

    if (ctx.not_after == USEC_NONE)
        ctx.not_after = s->made == USEC_NONE ? USEC_MAX : s->made;
    return (s->frame && split_with(s, frame_number(s->frame), &ctx)) || try_frames(s, &ctx);
}

static void note_time(struct stream *s)
{
    if (s->line.when > s->now)
        s->now = s->line.when;
    if (s->sum.first == USEC_NONE || s->line.when < s->sum.first)
        s->sum.first = s->line.when;
    if (s->line.when > s->sum.last)
        s->sum.last = s->line.when;
}

static bool read_line(const struct inputs *in, struct stream *s)
{
    struct line fresh = { .at.input = s->number, .at.line = s->line.at.line + 1 };
    bool is_too_long;

    if (s->has_line) {
        s->has_line = false;
        return true;
    }
    if (!source_next(s->source, &fresh.text, &fresh.at.offset, &is_too_long))
        return false;
    fresh.when = s->now;
    s->line = fresh;
    s->sum.lines++;
    s->framing = FRAMING_TOO_LONG;
    if (is_too_long)
        return true;
    s->framing = split(in, s) ? FRAMING_LINE : FRAMING_NONE;
    if (s->framing == FRAMING_LINE)
        note_time(s);
    return true;
}

static void forget_frames(struct stream *s)
{
    for (size_t i = 0; i < FRAMES_MAX; i++) {
        mem_free(s->states[i]);
        s->states[i] = NULL;
    }
    s->frame = NULL;
}

static void reset(struct stream *s)
{
    forget_frames(s);
    source_close(s->source);
    s->source = NULL;
    s->line = (struct line){ 0 };
    s->now = USEC_NONE;
    s->sum.lines = 0;
    s->sum.first = s->sum.last = USEC_NONE;
}

static bool can_be_reopened(const char *path)
{
    struct stat st;

    return strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* Learns when a file begins. What is not a plain file cannot be read twice: its first
   line is kept, and without a stamp there it is taken to begin at once. */
static void peek(struct inputs *in, struct stream *s)
{
    bool once = !can_be_reopened(s->path);

    open_stream(in, s);
    if (s->is_over)
        return;
    for (int i = 0; i < (once ? 1 : PEEK_LINES); i++) {
        if (!read_line(in, s)) {
            if (once)
                shut_stream(in, s);
            break;
        }
        s->has_line = once;
        s->begins = s->line.when;
        if (s->framing == FRAMING_LINE)
            break;
    }
    if (!once)
        reset(s);
}

static int by_beginning(const void *a, const void *b)
{
    const struct stream *x = a, *y = b;

    if (x->begins != y->begins)
        return x->begins < y->begins ? -1 : 1;
    return strcmp(x->path, y->path);
}

struct inputs *inputs_open(const char *const *paths, size_t n, const struct inputs_options *opt)
{
    struct inputs *in = mem_new(1, sizeof(*in));

    in->opt = *opt;
    in->n = n;
    in->streams = mem_new(n, sizeof(*in->streams));
    for (size_t i = 0; i < n; i++) {
        struct stream *s = &in->streams[i];

        s->path = paths[i];
        s->begins = s->now = s->made = s->sum.first = s->sum.last = USEC_NONE;
        s->sum.name = keep_text(in, paths[i]);
        s->sum.codec = SLICE("plain");
        peek(in, s);
    }
    qsort(in->streams, n, sizeof(*in->streams), by_beginning);
    for (size_t i = 0; i < n; i++)
        in->streams[i].number = in->streams[i].line.at.input = (uint32_t)i;
    return in;
}

/* Reads the stream's next line; true while it has one. */
static bool advance(struct inputs *in, struct stream *s)
{
    if (read_line(in, s))
        return true;
    shut_stream(in, s);
    return false;
}

static void open_next(struct inputs *in)
{
    struct stream *s = &in->streams[in->opened++];

    if (s->is_over)
        return;
    if (!s->source)
        open_stream(in, s);
    if (!s->is_over)
        (void)advance(in, s);
}

static struct stream *earliest(const struct inputs *in)
{
    struct stream *best = NULL;

    for (size_t i = 0; i < in->opened; i++) {
        struct stream *s = &in->streams[i];

        if (!s->is_over && (!best || s->now < best->now))
            best = s;
    }
    return best;
}

/* The stream that has the next line; opens those whose time has come. */
static struct stream *choose(struct inputs *in)
{
    struct stream *s = earliest(in);

    while (in->opened < in->n && (!s || in->streams[in->opened].begins <= s->now)) {
        open_next(in);
        s = earliest(in);
    }
    return s;
}

bool inputs_next(struct inputs *in, struct line *out, enum framing *framing)
{
    if (in->current && !in->current->is_over)
        (void)advance(in, in->current);
    in->current = choose(in);
    if (!in->current)
        return false;
    *out = in->current->line;
    *framing = in->current->framing;
    return true;
}

void inputs_progress(const struct inputs *in, uint64_t *done, uint64_t *total)
{
    *done = *total = 0;
    for (size_t i = 0; i < in->n; i++) {
        const struct stream *s = &in->streams[i];
        struct stat st;

        *done += s->source && i < in->opened ? source_status(s->source).bytes_in : s->sum.bytes_in;
        if (can_be_reopened(s->path) && stat(s->path, &st) == 0)
            *total += (uint64_t)st.st_size;
    }
}

struct input_sum *inputs_sums(struct inputs *in, size_t *n)
{
    if (!in->sums)
        in->sums = arena_new(&in->arena, (in->n + 1) * sizeof(*in->sums));
    for (size_t i = 0; i < in->n; i++)
        in->sums[i] = in->streams[i].sum;
    *n = in->n;
    return in->sums;
}

bool inputs_have_trouble(const struct inputs *in)
{
    for (size_t i = 0; i < in->n; i++)
        if (in->streams[i].sum.trouble.n)
            return true;
    return false;
}

void inputs_close(struct inputs *in)
{
    for (size_t i = 0; i < in->n; i++) {
        forget_frames(&in->streams[i]);
        if (in->streams[i].source)
            source_close(in->streams[i].source);
    }
    mem_free(in->streams);
    arena_free(&in->arena);
    mem_free(in);
}
