/*
 * Generations lie on each other like plates: only those on top can be taken off, and only if
 * this run has read all that they had read.
 */
#include "analyzer/run/state_parts.h"

#include <stdio.h>

#include "analyzer/base/mem.h"

bool state_open(struct state *s, const char *path, enum store_use use, struct err *err)
{
    *s = (struct state){ .closed = USEC_NONE };
    if (!store_open(&s->store, path, use, err))
        return false;
    if (use != STORE_RUN || state_take_key(s))
        return true;
    (void)store_failed(&s->store, err);
    state_close(s);
    return false;
}

static void take_hash(uint8_t into[SHA256_BYTES], slice from)
{
    if (from.n == SHA256_BYTES)
        memcpy(into, from.p, SHA256_BYTES);
}

static bool load_known(struct state *s)
{
    sqlite3_stmt *st =
        store_statement(&s->store, "SELECT generation, length, head_length, head, last_at, "
                                   "last FROM input ORDER BY generation, length, head");

    while (store_step(&s->store, st)) {
        struct content_known *k;

        s->known = mem_grow(s->known, &s->known_cap, s->n_known + 1, sizeof(*s->known));
        k = &s->known[s->n_known++];
        k->generation = store_int(st, 0);
        k->content.length = (uint64_t)store_int(st, 1);
        k->content.head_n = (uint64_t)store_int(st, 2);
        take_hash(k->content.head, store_bytes(st, 3));
        k->content.last_at = (uint64_t)store_int(st, 4);
        take_hash(k->content.last, store_bytes(st, 5));
    }
    (void)sqlite3_finalize(st);
    st = store_statement(&s->store, "SELECT ifnull(max(id), 0) FROM generation");
    s->newest = store_step(&s->store, st) ? store_int(st, 0) : 0;
    (void)sqlite3_finalize(st);
    return !s->store.has_failed;
}

/* One that cannot be opened is told by whoever reads it; copies are their original's. */
static bool look_at(struct state *s, const struct stream *stream, const struct source_options *opt)
{
    struct contents_look look = { .known = s->known, .n = s->n_known };
    struct state_input *in = &s->inputs[stream->number];
    struct err ignored;

    if (stream->sum.trouble.n || stream->original)
        return true;
    if (!stream->file->is_file)
        return store_fail(&s->store,
                          "%.200s: a state takes files only, which can be read twice and known "
                          "again; name the file, or leave out --state",
                          stream->file->path);
    if (!contents_look(&look, stream->file->path, opt, &ignored))
        return true;
    in->is_read = look.content.length > 0;
    in->content = look.content;
    in->is = look.is;
    in->known = look.is == CONTENT_NEW ? NULL : &s->known[look.found];
    return true;
}

static bool is_read_again(const struct state *s, const struct content_known *k)
{
    for (size_t i = 0; i < s->n_inputs; i++)
        if (s->inputs[i].known == k && s->inputs[i].is <= CONTENT_GROWN)
            return true;
    return false;
}

/* The highest generation that has read something which this run has not. */
static int64_t find_base(const struct state *s)
{
    int64_t base = 0;

    for (size_t i = 0; i < s->n_known; i++)
        if (s->known[i].generation > base && !is_read_again(s, &s->known[i]))
            base = s->known[i].generation;
    return base > s->newest - GENERATIONS_KEPT ? base : s->newest - GENERATIONS_KEPT;
}

static bool has_news(const struct state *s)
{
    for (size_t i = 0; i < s->n_inputs; i++) {
        const struct state_input *in = &s->inputs[i];

        if (in->is_read &&
            (!in->known || (in->is == CONTENT_GROWN && in->known->generation > s->base)))
            return true;
    }
    return false;
}

/* Before any of its inputs had been read. */
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

static void find_place(struct state *s)
{
    s->base = find_base(s);
    s->is_nothing_new = !has_news(s);
    if (s->is_nothing_new)
        s->base = base_of_oldest(s);
    for (size_t i = 0; i < s->n_inputs; i++) {
        struct state_input *in = &s->inputs[i];

        in->teaches = in->is_read && (!in->known || in->known->generation > s->base);
    }
}

static void load_base(struct state *s)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT closed FROM generation WHERE id = ?");

    store_bind_int(st, 1, s->base);
    s->closed = store_step(&s->store, st) ? store_int(st, 0) : USEC_NONE;
    (void)sqlite3_finalize(st);
}

bool state_failed(const struct state *s, struct err *err)
{
    return store_failed(&s->store, err);
}

bool state_begin(struct state *s, const struct inputs *in, const struct source_options *opt)
{
    const struct stream *stream;

    if (!load_known(s))
        return false;
    while (inputs_stream(in, s->n_inputs))
        s->n_inputs++;
    s->inputs = mem_new(s->n_inputs + 1, sizeof(*s->inputs));
    for (size_t i = 0; (stream = inputs_stream(in, i)); i++)
        if (!look_at(s, stream, opt))
            return false;
    find_place(s);
    load_base(s);
    return state_go_back(s);
}

static const char *why_untaught(const struct state_input *in)
{
    if (in->is == CONTENT_SHORTER)
        return "it has less than it had when it was read by an earlier run";
    if (in->is == CONTENT_ALTERED)
        return "it begins like an input of an earlier run and then goes on in another way";
    return "an earlier run has read it, and later ones stand on that; logs that grow side by side "
           "belong into one run";
}

void state_raise_flags(const struct state *s, struct flags *fs, const struct result *r)
{
    for (size_t i = 0; !s->is_nothing_new && i < s->n_inputs; i++)
        if (s->inputs[i].known && !s->inputs[i].teaches)
            flags_raise(fs, FLAG_UNTAUGHT,
                        SLICE_FMT " is in this report, but taught the state nothing: %s.",
                        SLICE_ARG(slice_head(r->inputs[i].name, 256)), why_untaught(&s->inputs[i]));
}

/* Stamps that nobody could read close no day. */
static usec closes(const struct state *s, const struct result *r)
{
    usec day = r->last == USEC_NONE ? USEC_NONE : clock_day(r->last);

    return day > s->closed ? day : s->closed;
}

static void write_generation(struct state *s, const struct result *r)
{
    char configuration[20];
    usec closed = closes(s, r);
    sqlite3_stmt *st =
        store_statement(&s->store, "INSERT INTO generation VALUES(?, ?, ?, ?, ?, ?)");

    (void)snprintf(configuration, sizeof(configuration), "%016llx",
                   (unsigned long long)r->configuration);
    store_bind_int(st, 1, s->base + 1);
    store_bind_int(st, 2, closed);
    store_bind_int(st, 3, r->last);
    store_bind_text(st, 4, r->version);
    store_bind_text(st, 5, slice_str(configuration));
    store_bind_int(st, 6, closed == USEC_NONE ? 0 : state_day(s, closed));
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

static slice hash_slice_of(const uint8_t digest[SHA256_BYTES])
{
    return slice_of((const char *)digest, SHA256_BYTES);
}

static void write_input(struct state *s, sqlite3_stmt *st, const struct content *c, slice name)
{
    store_bind_int(st, 1, s->base + 1);
    store_bind_text(st, 2, name);
    store_bind_int(st, 3, (int64_t)c->length);
    store_bind_int(st, 4, (int64_t)c->head_n);
    store_bind_bytes(st, 5, hash_slice_of(c->head));
    store_bind_int(st, 6, (int64_t)c->last_at);
    store_bind_bytes(st, 7, hash_slice_of(c->last));
    (void)store_run(&s->store, st);
}

static void write_inputs(struct state *s, const struct result *r)
{
    sqlite3_stmt *st = store_statement(&s->store, "INSERT INTO input VALUES(?, ?, ?, ?, ?, ?, ?)");

    for (size_t i = 0; i < s->n_inputs; i++)
        if (s->inputs[i].teaches)
            write_input(s, st, &s->inputs[i].content, r->inputs[i].name);
    (void)sqlite3_finalize(st);
}

bool state_commit(struct state *s, const struct result *r, struct err *err)
{
    if (s->is_nothing_new)
        return !store_failed(&s->store, err);
    write_generation(s, r);
    write_inputs(s, r);
    state_forget_undo(s);
    return store_commit(&s->store, err);
}

void state_close(struct state *s)
{
    (void)sqlite3_finalize(s->get);
    (void)sqlite3_finalize(s->undo);
    (void)sqlite3_finalize(s->put);
    store_close(&s->store);
    mem_free(s->known);
    mem_free(s->inputs);
}
