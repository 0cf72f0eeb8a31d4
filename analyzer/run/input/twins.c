/*
 * A comparison ends at the first line that differs, so files that merely begin alike cost
 * little. Whoever is longer is the original; of equals the first by path, but no link.
 */
#include "analyzer/run/input/twins.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/map.h"

enum { RIVALS_MAX = 8 }; /* originals with the same first line that a file is compared with */

struct side {
    struct source *source;
    slice text;
    uint64_t lines;
    bool is_over;
};

enum likeness { UNLIKE, BOTH_SAME, FIRST_BEGINS, SECOND_BEGINS };

static bool open_side(struct side *side, const struct stream *s, const struct stream_options *opt)
{
    struct err err;

    side->source = source_open(s->file->path, &opt->source, &err);
    return side->source != NULL;
}

static void step(struct side *side)
{
    uint64_t offset;
    bool is_too_long;

    side->is_over = !source_next(side->source, &side->text, &offset, &is_too_long);
    side->lines += !side->is_over;
}

/* The last line of a file that was copied while it was written may be cut. */
static bool is_cut(struct side *side, const struct side *other)
{
    if (side->text.n >= other->text.n || !slice_starts(other->text, side->text))
        return false;
    step(side);
    return side->is_over;
}

static enum likeness compare(struct side *a, struct side *b)
{
    for (;;) {
        step(a);
        step(b);
        if (a->is_over || b->is_over)
            return !a->is_over ? SECOND_BEGINS : !b->is_over ? FIRST_BEGINS : BOTH_SAME;
        if (slice_eq(a->text, b->text))
            continue;
        return is_cut(a, b) ? FIRST_BEGINS : is_cut(b, a) ? SECOND_BEGINS : UNLIKE;
    }
}

static void adopt(struct stream *original, struct stream *copy, uint64_t lines)
{
    struct stream **end = &original->copies;

    while (*end)
        end = &(*end)->next_copy;
    *end = copy;
    copy->original = original;
    copy->copied = lines;
}

/* Of another name of the same file, which was not read. */
static void take_sizes(struct stream *copy, const struct stream *original)
{
    if (copy->copied != UINT64_MAX)
        return;
    copy->sum.codec = original->sum.codec;
    copy->sum.bytes_out = original->sum.bytes_out;
}

/* The longer one takes over what was a copy of the other. */
static void take_over(struct stream *original, struct stream *shorter, uint64_t lines)
{
    struct stream *copy = shorter->copies;

    shorter->copies = NULL;
    adopt(original, shorter, lines);
    while (copy) {
        struct stream *next = copy->next_copy;

        copy->next_copy = NULL;
        take_sizes(copy, shorter);
        adopt(original, copy, copy->copied < lines ? copy->copied : lines);
        copy = next;
    }
}

static bool same_place(const struct stream *a, const struct stream *b)
{
    return a->file->device == b->file->device && a->file->inode == b->file->inode;
}

static bool is_better_name(const struct stream *s, const struct stream *than)
{
    return than->file->is_link && !s->file->is_link;
}

static void note_read(struct stream *s, const struct side *side, const struct stream_options *opt)
{
    if (side->is_over)
        stream_take_status(s, side->source, opt->arena);
}

static enum likeness read_both(struct stream *s, struct stream *rival,
                               const struct stream_options *opt, uint64_t *lines)
{
    struct side a = { 0 }, b = { 0 };
    enum likeness likeness = UNLIKE;

    if (open_side(&a, s, opt) && open_side(&b, rival, opt))
        likeness = compare(&a, &b);
    *lines = a.lines < b.lines ? a.lines : b.lines;
    if (likeness == FIRST_BEGINS || likeness == BOTH_SAME)
        note_read(s, &a, opt);
    if (likeness == SECOND_BEGINS || likeness == BOTH_SAME)
        note_read(rival, &b, opt);
    if (a.source)
        source_close(a.source);
    if (b.source)
        source_close(b.source);
    return likeness;
}

/* True when one of both is a copy now. */
static bool pair(struct stream *s, struct stream *rival, const struct stream_options *opt)
{
    bool leads = is_better_name(s, rival);
    uint64_t lines = UINT64_MAX;

    if (!same_place(s, rival)) {
        enum likeness likeness = read_both(s, rival, opt, &lines);

        if (likeness == UNLIKE)
            return false;
        leads = likeness == SECOND_BEGINS || (likeness == BOTH_SAME && leads);
    }
    if (leads)
        take_over(s, rival, lines);
    else
        adopt(rival, s, lines);
    return true;
}

static bool same_opening(const void *value, const void *key)
{
    return slice_eq(((const struct stream *)value)->opening, *(const slice *)key);
}

/* Compares it with those that begin alike and are no copies. */
static void seek(struct stream *first, struct stream *s, const struct stream_options *opt)
{
    struct stream *last = first, *rival = first;

    for (int i = 0; rival && i < RIVALS_MAX && !s->original; rival = rival->next_alike) {
        last = rival;
        if (rival->original)
            continue;
        i++;
        if (pair(s, rival, opt) && s->original)
            return;
    }
    while (last->next_alike)
        last = last->next_alike;
    last->next_alike = s;
}

void twins_find(struct stream *const *streams, size_t n, const struct stream_options *opt)
{
    struct map by_opening = { .same = same_opening };

    for (size_t i = 0; i < n; i++) {
        struct stream *s = streams[i], *first;
        uint64_t hash = hash_slice(s->opening);

        if (!s->file->is_file || s->opening.n == 0)
            continue;
        first = map_find(&by_opening, hash, &s->opening);
        if (first)
            seek(first, s, opt);
        else
            map_add(&by_opening, hash, s);
    }
    map_free(&by_opening);
}

bool twins_echo(struct stream *copy, struct line *out)
{
    struct stream *original = copy->original;

    if (original->line.at.line > copy->copied)
        return false;
    *out = original->line;
    out->at.input = copy->number;
    out->is_repeated = true;
    copy->sum.lines++;
    if (original->framing == FRAMING_LINE)
        stream_note_time(copy, out->when);
    return true;
}

void twins_close(struct stream *original)
{
    for (struct stream *copy = original->copies; copy; copy = copy->next_copy)
        take_sizes(copy, original);
}

slice twins_told(const struct stream *copy, struct arena *arena)
{
    const struct stream *original = copy->original;
    slice name = slice_head(copy->sum.name, 300), other = slice_head(original->sum.name, 300);
    bool is_same = copy->copied == UINT64_MAX;
    bool is_all = copy->sum.lines == original->sum.lines;
    struct buf b = { 0 };
    slice kept;

    buf_addf(&b, SLICE_FMT " %s " SLICE_FMT ": its %llu line%s once.", SLICE_ARG(name),
             is_same  ? "is another name of"
             : is_all ? "has the same lines as"
                      : "is the beginning of",
             SLICE_ARG(other), (unsigned long long)copy->sum.lines,
             copy->sum.lines == 1 ? " counts" : "s count");
    kept = arena_keep(arena, buf_slice(&b));
    buf_free(&b);
    return kept;
}
