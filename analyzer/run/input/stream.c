/*
 * The frame of the line before is tried first; every frame keeps its state while the stream
 * lasts, since files change format midway.
 */
#include "analyzer/run/input/stream.h"

#include <sys/stat.h>

#include "analyzer/base/mem.h"

enum { LOOK_LINES = 1000, LOOK_BYTES = 256 * 1024, STEP_BACK = 5 * MINUTE };

void stream_init(struct stream *s, const struct listed *file, struct arena *arena)
{
    *s = (struct stream){ .file = file };
    s->begins = s->now = s->made = s->sum.first = s->sum.last = USEC_NONE;
    s->sum.stepped_back = USEC_NONE;
    s->not_after = USEC_MAX;
    s->sum.name = arena_keep(arena, slice_str(file->path));
    s->sum.codec = SLICE("plain");
    s->sum.trouble = file->trouble;
    s->is_over = file->trouble.n > 0;
}

/* Its name stands beside it wherever it is told. */
static slice without_name(const struct stream *s, slice trouble)
{
    slice rest = slice_skip(trouble, s->sum.name.n);

    return slice_starts(trouble, s->sum.name) && slice_starts(rest, SLICE(": "))
               ? slice_skip(rest, 2)
               : trouble;
}

static bool open_source(struct stream *s, const struct source_options *opt, struct arena *arena)
{
    struct err err;

    s->source = source_open(s->file->path, opt, &err);
    if (s->source)
        return true;
    s->sum.trouble = arena_keep(arena, without_name(s, slice_str(err.text)));
    s->is_over = true;
    return false;
}

void stream_take_status(struct stream *s, const struct source *source, struct arena *arena)
{
    struct source_status status = source_status(source);

    s->sum.codec = slice_str(status.codec);
    s->sum.bytes_in = status.bytes_in;
    s->sum.bytes_out = status.bytes_out;
    s->sum.nul_bytes = status.nul_bytes;
    s->sum.nul_first = status.nul_first;
    s->sum.nul_places = status.nul_places;
    if (status.trouble[0])
        s->sum.trouble = arena_keep(arena, slice_str(status.trouble));
}

static void shut(struct stream *s, struct arena *arena)
{
    stream_take_status(s, s->source, arena);
    source_close(s->source);
    s->source = NULL;
    s->is_over = true;
}

static void *state_of(struct stream *s, size_t i)
{
    if (!s->states[i])
        s->states[i] = mem_new(1, frames[i]->state_size);
    return s->states[i];
}

static bool try_frames(struct stream *s, const struct frame_context *ctx)
{
    for (size_t i = 0; frames[i] && i < FRAMES_MAX; i++) {
        if (!frames[i]->bid(s->line.text) ||
            !frames[i]->split(state_of(s, i), ctx, s->line.text, &s->line))
            continue;
        s->frame = frames[i];
        s->state = s->states[i];
        if (s->sum.frame.n == 0)
            s->sum.frame = slice_str(frames[i]->name);
        return true;
    }
    return false;
}

static bool split(struct stream *s)
{
    struct frame_context ctx = { s->not_after, s->zones, s->host };

    return (s->frame && s->frame->split(s->state, &ctx, s->line.text, &s->line)) ||
           try_frames(s, &ctx);
}

/* Hosts that share a file differ by seconds; minutes are a clock that was set, or a wrong one. */
static void note_step_back(struct stream *s, usec when)
{
    usec by = s->now - when;

    if (s->now == USEC_NONE || by < (usec)STEP_BACK * USEC_PER_SECOND)
        return;
    if (s->sum.steps_back++ == 0)
        s->sum.stepped_back = when;
    if (by > s->sum.furthest_back)
        s->sum.furthest_back = by;
}

void stream_note_time(struct stream *s, usec when)
{
    if (when > s->now)
        s->now = when;
    else if (when < s->now)
        note_step_back(s, when);
    if (s->sum.first == USEC_NONE || when < s->sum.first)
        s->sum.first = when;
    if (when > s->sum.last)
        s->sum.last = when;
}

static bool is_of_exim(const struct stream *s)
{
    const struct line *ln = &s->line;

    return ln->program.n >= 4 && ln->program.n <= 5 && ln->host.p != s->host.p &&
           (slice_eq(ln->program, SLICE("exim")) || slice_eq(ln->program, SLICE("exim4")));
}

/* True: it is a part of what Exim has cut. */
static bool is_piece(struct stream *s)
{
    struct line *ln = &s->line;

    if (!is_of_exim(s))
        return false;
    if (!s->pieces)
        s->pieces = mem_new(1, sizeof(*s->pieces));
    if (!pieces_take(s->pieces, ln))
        return false;
    ln->is_part = true;
    ln->host = ln->program = ln->message = slice_of(NULL, 0);
    return true;
}

static void forget_pieces(struct stream *s)
{
    if (s->pieces)
        pieces_free(s->pieces);
    mem_free(s->pieces);
    s->pieces = NULL;
}

/* Its frame may need it, and its time is the stream's. */
static void pass_over(struct stream *s)
{
    if (s->framing == FRAMING_LINE && s->line.when > s->now)
        s->now = s->line.when;
}

static bool read_line(struct stream *s)
{
    struct line *ln = &s->line;
    uint32_t number = ln->at.line + 1;
    bool is_too_long;

    *ln = (struct line){ .when = s->now, .at.input = s->number, .at.line = number };
    if (!source_next(s->source, &ln->text, &ln->at.offset, &is_too_long))
        return false;
    s->sum.lines += ln->at.offset >= s->skip;
    s->framing = FRAMING_TOO_LONG;
    if (is_too_long)
        return true;
    s->framing = !split(s) ? FRAMING_NONE : ln->is_part ? FRAMING_PART : FRAMING_LINE;
    if (s->framing == FRAMING_LINE && is_piece(s))
        s->framing = FRAMING_PART;
    if (ln->at.offset < s->skip)
        pass_over(s);
    else if (s->framing == FRAMING_LINE)
        stream_note_time(s, s->line.when);
    s->names_no_host |= s->framing == FRAMING_LINE && ln->host.p == s->host.p;
    return true;
}

bool stream_next(struct stream *s, struct arena *arena)
{
    if (s->has_line) {
        s->has_line = false;
        s->line.at.input = s->number;
        return true;
    }
    while (read_line(s))
        if (s->line.at.offset >= s->skip)
            return true;
    shut(s, arena);
    return false;
}

static void forget_frames(struct stream *s)
{
    for (size_t i = 0; i < FRAMES_MAX; i++) {
        mem_free(s->states[i]);
        s->states[i] = NULL;
    }
    s->frame = NULL;
}

/* As it was before the look, but for what that has learned. */
static void begin_again(struct stream *s)
{
    s->sum.bytes_out = source_status(s->source).bytes_out;
    s->sum.lines = 0;
    forget_frames(s);
    forget_pieces(s);
    source_close(s->source);
    s->source = NULL;
    s->line = (struct line){ 0 };
    s->now = USEC_NONE;
    s->sum.first = s->sum.last = s->sum.stepped_back = USEC_NONE;
    s->sum.steps_back = 0;
    s->sum.furthest_back = 0;
}

static void add_name(struct names *names, slice name, struct arena *arena)
{
    size_t n = names->n < STREAM_NAMES ? names->n : STREAM_NAMES;

    for (size_t i = n; i > 0; i--)
        if (slice_eq(names->at[i - 1], name))
            return;
    if (!names->at)
        names->at = arena_new(arena, STREAM_NAMES * sizeof(*names->at));
    if (n < STREAM_NAMES)
        names->at[n] = arena_keep(arena, name);
    names->n = n + 1;
}

static void add_names(struct stream *s, struct arena *arena)
{
    add_name(&s->hosts, s->line.host, arena);
    add_name(&s->programs, s->line.program, arena);
}

static bool speaks_early(slice program)
{
    for (size_t i = 0; mtas[i]; i++)
        if (mtas[i]->claims(program))
            return mtas[i]->is_early;
    return false;
}

static void look_for_early(struct stream *s)
{
    s->is_early = s->programs.n > 0 && s->programs.n <= STREAM_NAMES;
    for (size_t i = 0; s->is_early && i < s->programs.n; i++)
        s->is_early = speaks_early(s->programs.at[i]);
}

static void look_around(struct stream *s, const struct stream_options *opt)
{
    bool is_done = false;

    for (int i = 0; i < LOOK_LINES && !is_done && read_line(s); i++) {
        if (s->framing != FRAMING_LINE)
            continue;
        if (s->opening.n == 0) {
            s->opening = arena_keep(opt->arena, s->line.text);
            s->begins = s->now;
        }
        if (opt->wants_hosts)
            add_names(s, opt->arena);
        is_done = !opt->wants_hosts;
    }
    look_for_early(s);
}

static void look_once(struct stream *s, const struct stream_options *opt)
{
    if (s->made != USEC_NONE && s->not_after == USEC_MAX)
        s->not_after = s->made;
    if (!read_line(s)) {
        shut(s, opt->arena);
        return;
    }
    s->has_line = true;
    s->begins = s->line.when;
    if (opt->wants_hosts && s->framing == FRAMING_LINE)
        add_names(s, opt->arena);
}

void stream_look(struct stream *s, const struct stream_options *opt)
{
    struct source_options look = opt->source;
    struct source_status status;

    s->zones = opt->zones;
    s->host = file_host(&opt->hosts, s->file->path, opt->arena);
    look.look = s->file->is_file ? LOOK_BYTES : 0;
    look.is_sparing = s->file->is_file;
    if (s->is_over || !open_source(s, &look, opt->arena))
        return;
    status = source_status(s->source);
    s->made = status.made;
    s->is_made_told = status.is_made_told;
    s->sum.codec = slice_str(status.codec);
    if (!s->file->is_file) {
        look_once(s, opt);
        return;
    }
    look_around(s, opt);
    begin_again(s);
}

/* Logs are rotated while they are read: what was learned of a file must be of this one. */
static bool is_same_file(const struct stream *s)
{
    struct stat st;

    return !s->file->is_file || stat(s->file->path, &st) != 0 ||
           ((uint64_t)st.st_dev == s->file->device && (uint64_t)st.st_ino == s->file->inode);
}

bool stream_open(struct stream *s, const struct stream_options *opt)
{
    if (s->source)
        return true;
    s->sum.bytes_out = 0;
    if (!s->is_over && !is_same_file(s)) {
        s->sum.trouble = SLICE("not read: another file took its name since the run began");
        s->is_over = true;
    }
    return !s->is_over && open_source(s, &opt->source, opt->arena);
}

usec stream_dated(const struct stream *s, usec not_after)
{
    const struct frame_context ctx = { not_after, s->zones, s->host };
    struct stream probe = { .line.text = s->opening };
    bool is_dated = s->opening.n && try_frames(&probe, &ctx);

    forget_frames(&probe);
    return is_dated ? probe.line.when : USEC_NONE;
}

void stream_free(struct stream *s)
{
    forget_frames(s);
    forget_pieces(s);
    if (s->source)
        source_close(s->source);
}
