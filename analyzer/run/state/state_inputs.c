/*
 * What the inputs of a run are to the generations: they lie on each other like plates, and only
 * those on top can be taken off, and only if this run has read all that they had read.
 */
#include "analyzer/run/state/state_parts.h"

#include "analyzer/base/mem.h"

static void take_hash(uint8_t into[SHA256_BYTES], slice from)
{
    if (from.n == SHA256_BYTES)
        memcpy(into, from.p, SHA256_BYTES);
}

static struct content_known read_known(sqlite3_stmt *st)
{
    struct content_known k = { .generation = store_int(st, 0), .number = store_int(st, 6) };

    k.content.length = (uint64_t)store_int(st, 1);
    k.content.head_n = (uint64_t)store_int(st, 2);
    take_hash(k.content.head, store_bytes(st, 3));
    k.content.last_at = (uint64_t)store_int(st, 4);
    take_hash(k.content.last, store_bytes(st, 5));
    return k;
}

static void load_known(struct state *s)
{
    sqlite3_stmt *st =
        store_statement(&s->store, "SELECT generation, length, head_length, head, last_at, last, "
                                   "number FROM input ORDER BY generation, length, head");

    while (store_step(&s->store, st)) {
        s->known = mem_grow(s->known, &s->known_cap, s->n_known + 1, sizeof(*s->known));
        s->known[s->n_known++] = read_known(st);
    }
    (void)sqlite3_finalize(st);
    st = store_statement(&s->store, "SELECT ifnull(max(id), 0) FROM generation");
    s->newest = store_step(&s->store, st) ? store_int(st, 0) : 0;
    (void)sqlite3_finalize(st);
}

/* One that cannot be opened is told by whoever reads it; copies are their original's. */
static bool look_at(struct state *s, const struct stream *stream, const struct source_options *opt)
{
    struct state_input *in = &s->inputs[stream->number];
    struct err ignored;

    if (stream->sum.trouble.n || stream->original)
        return true;
    if (!stream->file->is_file)
        return store_fail(&s->store,
                          "%.200s: a state takes files only, which can be read twice and known "
                          "again; name the file, or leave out --state",
                          stream->file->path);
    in->look = (struct contents_look){ .known = s->known, .n = s->n_known };
    if (!contents_look(&in->look, stream->file->path, opt, &ignored)) {
        in->look = (struct contents_look){ 0 };
        return true;
    }
    in->is_read = in->look.content.length > 0;
    in->known = in->look.is == CONTENT_NEW ? NULL : &s->known[in->look.found];
    return true;
}

static bool has_part(const struct state_input *in, size_t known)
{
    for (size_t i = 0; i < in->look.n_parts; i++)
        if (in->look.parts[i] == known)
            return true;
    return false;
}

static bool is_read_again(const struct state *s, size_t known)
{
    for (size_t i = 0; i < s->n_inputs; i++)
        if (has_part(&s->inputs[i], known))
            return true;
    return false;
}

/* The highest generation that has read something which this run has not. */
static int64_t find_base(const struct state *s)
{
    int64_t base = 0;

    for (size_t i = 0; i < s->n_known; i++)
        if (s->known[i].generation > base && !is_read_again(s, i))
            base = s->known[i].generation;
    return base > s->newest - GENERATIONS_KEPT ? base : s->newest - GENERATIONS_KEPT;
}

static bool has_news(const struct state *s)
{
    for (size_t i = 0; i < s->n_inputs; i++)
        if (s->inputs[i].is_read &&
            (s->inputs[i].look.is == CONTENT_NEW || s->inputs[i].look.is == CONTENT_GROWN))
            return true;
    return false;
}

/* Before any of its inputs had been read as far as they are now. */
static int64_t base_of_oldest(const struct state *s)
{
    int64_t oldest = s->newest + 1;

    for (size_t i = 0; i < s->n_inputs; i++)
        if (s->inputs[i].known && s->inputs[i].known->generation < oldest)
            oldest = s->inputs[i].known->generation;
    if (oldest <= s->newest - GENERATIONS_KEPT)
        oldest = s->newest - GENERATIONS_KEPT + 1;
    return oldest > 1 ? oldest - 1 : 0;
}

static const struct content_known *find_below(const struct state *s, const struct state_input *in)
{
    const struct content_known *longest = NULL;

    for (size_t i = 0; i < in->look.n_parts; i++) {
        const struct content_known *k = &s->known[in->look.parts[i]];

        if (k->generation <= s->base && (!longest || k->content.length > longest->content.length))
            longest = k;
    }
    return longest;
}

/* What the base knows is read again only for the reports of a run over nothing new. */
static void place(struct state *s, struct state_input *in)
{
    bool is_whole;

    in->below = find_below(s, in);
    in->skip = in->below ? in->below->content.length : 0;
    is_whole = in->skip == in->look.content.length;
    in->teaches = in->is_read && in->look.is <= CONTENT_GROWN && !is_whole;
    if (s->is_nothing_new && is_whole)
        in->skip = 0;
}

/* None of the inputs had been read there. */
static int64_t base_before(const struct state *s, int64_t base)
{
    for (size_t i = 0; i < s->n_known; i++)
        if (s->known[i].generation <= base && is_read_again(s, i))
            base = s->known[i].generation - 1;
    return base;
}

/* The newest one whose log had ended by then. */
static bool find_base_of_then(struct state *s)
{
    sqlite3_stmt *st = store_statement(
        &s->store, "SELECT ifnull(max(id), 0), (SELECT ifnull(max(id), 0) FROM generation) FROM "
                   "generation WHERE ended <= ?");

    store_bind_int(st, 1, s->as_of);
    if (store_step(&s->store, st))
        s->base = base_before(s, store_int(st, 0));
    (void)sqlite3_finalize(st);
    s->is_nothing_new = true;
    if (s->base >= s->newest - GENERATIONS_KEPT)
        return true;
    return store_fail(&s->store,
                      "--as-of: what was known then is not kept any more; the last %d "
                      "runs can be taken off (mailproctor state generations)",
                      GENERATIONS_KEPT);
}

static bool find_own_base(struct state *s)
{
    s->base = find_base(s);
    s->is_nothing_new = !has_news(s);
    if (s->is_nothing_new)
        s->base = base_of_oldest(s);
    return true;
}

bool state_know_inputs(struct state *s, const struct inputs *in, const struct source_options *opt)
{
    const struct stream *stream;

    load_known(s);
    while (inputs_stream(in, s->n_inputs))
        s->n_inputs++;
    s->inputs = mem_new(s->n_inputs + 1, sizeof(*s->inputs));
    for (size_t i = 0; (stream = inputs_stream(in, i)); i++)
        if (!look_at(s, stream, opt))
            return false;
    if (!(s->as_of == USEC_NONE ? find_own_base(s) : find_base_of_then(s)))
        return false;
    for (size_t i = 0; i < s->n_inputs; i++)
        place(s, &s->inputs[i]);
    return !s->store.has_failed;
}

static void load_earlier(struct state *s)
{
    sqlite3_stmt *st =
        store_statement(&s->store, "SELECT number, name FROM input AS i WHERE generation = (SELECT "
                                   "max(generation) FROM input WHERE number = i.number) "
                                   "ORDER BY number");

    while (store_step(&s->store, st)) {
        s->earlier = mem_grow(s->earlier, &s->earlier_cap, s->n_earlier + 1, sizeof(*s->earlier));
        s->earlier[s->n_earlier++] =
            (struct input_name){ .number = (uint32_t)store_int(st, 0),
                                 .name = arena_keep(&s->texts, store_bytes(st, 1)) };
    }
    (void)sqlite3_finalize(st);
}

void state_leave_out(struct state *s, struct inputs *in)
{
    int64_t next;

    load_earlier(s);
    next = s->n_earlier ? s->earlier[s->n_earlier - 1].number + 1 : 1;
    for (size_t i = 0; i < s->n_inputs; i++) {
        struct state_input *one = &s->inputs[i];

        if (one->teaches)
            one->number = one->below ? one->below->number : next++;
        if (one->skip)
            inputs_skip(in, i, one->skip, one->skip == one->look.content.length);
    }
}

uint32_t state_input_number(const struct state *s, uint32_t input)
{
    if (input & INPUT_EARLIER)
        return input & ~INPUT_EARLIER;
    return input < s->n_inputs ? (uint32_t)s->inputs[input].number : 0;
}

static void flag_skipped(const struct state_input *in, struct flags *fs, slice name)
{
    flags_raise(fs, FLAG_READ_BEFORE,
                SLICE_FMT " was read by an earlier run%s: %llu bytes of it are not in this report.",
                SLICE_ARG(slice_head(name, 256)),
                in->skip == in->look.content.length ? "" : " and has grown since",
                (unsigned long long)in->skip);
}

static const char *why_untaught(enum content_is is)
{
    return is == CONTENT_SHORTER
               ? "it has less than it had when it was read by an earlier run"
               : "it begins like an input of an earlier run and then goes on in another way";
}

static void flag_late(const struct state *s, struct flags *fs)
{
    char day[32];

    if (s->n_late == 0 || s->is_nothing_new)
        return;
    flags_raise(fs, FLAG_UNTAUGHT,
                "%llu message%s accepted before %.10s, when the days before were closed already: "
                "they are in this report, and taught the state nothing.",
                (unsigned long long)s->n_late, s->n_late == 1 ? " was" : "s were",
                clock_local_text(s->closed, day));
}

void state_raise_flags(const struct state *s, struct flags *fs, const struct result *r)
{
    flag_late(s, fs);
    for (size_t i = 0; i < s->n_inputs; i++) {
        const struct state_input *in = &s->inputs[i];

        if (in->skip)
            flag_skipped(in, fs, r->inputs[i].name);
        else if (in->look.is > CONTENT_GROWN && !s->is_nothing_new)
            flags_raise(fs, FLAG_UNTAUGHT,
                        SLICE_FMT " is in this report, but taught the state nothing: %s.",
                        SLICE_ARG(slice_head(r->inputs[i].name, 256)), why_untaught(in->look.is));
    }
}

static slice hash_slice_of(const uint8_t digest[SHA256_BYTES])
{
    return slice_of((const char *)digest, SHA256_BYTES);
}

static void write_input(struct state *s, sqlite3_stmt *st, const struct state_input *in, slice name)
{
    const struct content *c = &in->look.content;

    store_bind_int(st, 1, s->base + 1);
    store_bind_text(st, 2, name);
    store_bind_int(st, 3, (int64_t)c->length);
    store_bind_int(st, 4, (int64_t)c->head_n);
    store_bind_bytes(st, 5, hash_slice_of(c->head));
    store_bind_int(st, 6, (int64_t)c->last_at);
    store_bind_bytes(st, 7, hash_slice_of(c->last));
    store_bind_int(st, 8, in->number);
    (void)store_run(&s->store, st);
}

void state_write_inputs(struct state *s, const struct result *r)
{
    sqlite3_stmt *st =
        store_statement(&s->store, "INSERT INTO input VALUES(?, ?, ?, ?, ?, ?, ?, ?)");

    for (size_t i = 0; i < s->n_inputs; i++)
        if (s->inputs[i].teaches)
            write_input(s, st, &s->inputs[i], r->inputs[i].name);
    (void)sqlite3_finalize(st);
}

/* Of a log that was read again and again as it grew, what no run can start from any more. */
void state_forget_inputs(struct state *s)
{
    sqlite3_stmt *st = store_statement(
        &s->store, "DELETE FROM input WHERE generation <= ?1 AND EXISTS (SELECT 1 FROM input AS i "
                   "WHERE i.number = input.number AND i.generation > input.generation AND "
                   "i.generation <= ?1)");

    store_bind_int(st, 1, s->base + 1 - GENERATIONS_KEPT);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}
