/*
 * One thread reads and decodes into a ring of chunks, the caller's walks through their
 * lines. Only whole chunks are handed over, so that a line costs no lock; a line that
 * crosses a chunk's end is put together in a buffer of its own. A pipe whose writer is
 * idle can hold the thread in read(2) for ever: closing cancels it there, and nowhere else.
 */
#include "parsers/source.h"

#include <pthread.h>
#include <stdatomic.h>

#include "analyzer/base/buf.h"
#include "analyzer/base/mem.h"
#include "parsers/decoder.h"

enum {
    CHUNK = 256 * 1024,
    SMALL_CHUNK = 64 * 1024,
    CHUNKS = 4,
    LINE_MAX_BYTES = 64 * 1024,
    HOLE = 16
};

struct chunk {
    char *p;
    size_t n;
    bool has_nul;
};

struct source {
    struct decoder decoder;
    size_t line_max;
    uint64_t look;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct chunk ring[CHUNKS];
    unsigned made, taken;                    /* chunks so far, under the lock */
    bool is_running, is_decoded, is_stopped; /* the last two under the lock */
    bool is_sparing;                         /* then there is no thread: see next_small_chunk() */
    bool is_over;                            /* the caller has seen the end */
    slice rest;                              /* of the caller's chunk */
    bool has_chunk, has_nul;
    struct buf carry;
    bool is_carry_out; /* the carry was handed out: empty it first */
    uint64_t out;      /* offset of the next line */
    uint64_t nul_bytes, nul_first, nul_places;
    uint64_t nul_end; /* offset behind the last */
};

/* Codecs hold no cancellation point: within, the thread can be stopped in read(2) only. */
static bool fill(struct source *s, struct chunk *c)
{
    bool more;

    (void)pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
    more = decoder_fill(&s->decoder, c->p, CHUNK, &c->n);
    (void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
    c->has_nul = memchr(c->p, 0, c->n) != NULL;
    return more;
}

static void *decode_all(void *arg)
{
    struct source *s = arg;
    uint64_t decoded = 0;
    bool more = true;

    (void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
    while (more) {
        struct chunk *c;

        pthread_mutex_lock(&s->lock);
        while (s->made - s->taken == CHUNKS && !s->is_stopped)
            pthread_cond_wait(&s->changed, &s->lock);
        more = !s->is_stopped;
        pthread_mutex_unlock(&s->lock);
        if (!more)
            break;
        c = &s->ring[s->made % CHUNKS];
        if (!c->p)
            c->p = mem_new(CHUNK, 1);
        more = fill(s, c);
        decoded += c->n;
        more = more && (!s->look || decoded < s->look);
        pthread_mutex_lock(&s->lock);
        s->made += c->n > 0;
        s->is_decoded = !more;
        pthread_cond_signal(&s->changed);
        pthread_mutex_unlock(&s->lock);
    }
    return NULL;
}

struct source *source_open(const char *path, const struct source_options *opt, struct err *err)
{
    struct decoder_options decoding = { opt->read_size, opt->ratio_max };
    struct source *s = mem_new(1, sizeof(*s));

    if (opt->is_sparing && decoding.read_size == 0)
        decoding.read_size = SMALL_CHUNK;
    s->is_sparing = opt->is_sparing;
    s->line_max = opt->line_max ? opt->line_max : LINE_MAX_BYTES;
    s->look = opt->look;
    if (!decoder_open(&s->decoder, path, &decoding, err)) {
        mem_free(s);
        return NULL;
    }
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    return s;
}

static bool start(struct source *s)
{
    s->is_running = pthread_create(&s->thread, NULL, decode_all, s) == 0;
    if (!s->is_running)
        decoder_fail(&s->decoder, "no thread could be started to read it");
    return s->is_running;
}

/* Decodes in the caller's thread, and lets go of the file. */
static bool next_small_chunk(struct source *s)
{
    struct chunk *c = &s->ring[0];
    bool more;

    c->n = 0;
    if (!c->p)
        c->p = mem_new(SMALL_CHUNK, 1);
    if (!s->is_decoded) {
        more = decoder_fill(&s->decoder, c->p, SMALL_CHUNK, &c->n);
        decoder_park(&s->decoder);
        s->is_decoded = !more || (s->look && s->out + c->n >= s->look);
    }
    s->is_over = c->n == 0;
    s->has_nul = memchr(c->p, 0, c->n) != NULL;
    s->rest = slice_of(c->p, c->n);
    return !s->is_over;
}

/* Gives the chunk back and waits for the next; false at the end. */
static bool next_chunk(struct source *s)
{
    struct chunk *c;

    if (s->is_sparing)
        return next_small_chunk(s);
    if (s->is_over || (!s->is_running && !start(s)))
        return false;
    pthread_mutex_lock(&s->lock);
    if (s->has_chunk) {
        s->taken++;
        pthread_cond_signal(&s->changed);
    }
    while (s->made == s->taken && !s->is_decoded)
        pthread_cond_wait(&s->changed, &s->lock);
    s->has_chunk = s->made != s->taken;
    s->is_over = !s->has_chunk;
    c = &s->ring[s->taken % CHUNKS];
    pthread_mutex_unlock(&s->lock);
    if (s->has_chunk) {
        s->rest = slice_of(c->p, c->n);
        s->has_nul = c->has_nul;
    }
    return s->has_chunk;
}

static void carry(struct source *s, slice part)
{
    size_t room = s->line_max + 2 > s->carry.n ? s->line_max + 2 - s->carry.n : 0;

    buf_add(&s->carry, slice_head(part, room));
    s->out += part.n;
}

static void hand_out(const struct source *s, slice line, slice *text, bool *is_too_long)
{
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    *is_too_long = line.n > s->line_max;
    *text = slice_head(line, s->line_max);
}

/*
 * Where the line at the front of the chunk ends: at \n or before NULs; n when it goes on. A
 * few NULs with text behind them are text: whoever writes them must not cut a line in two.
 */
static size_t line_end(const struct source *s)
{
    size_t end = slice_find(s->rest, '\n'), at = 0;

    while (s->has_nul && at < end) {
        slice ahead = slice_skip(slice_head(s->rest, end), at);
        size_t letters = slice_find(ahead, '\0');
        size_t nuls = slice_lead(slice_skip(ahead, letters), '\0');

        if (nuls >= HOLE || (nuls && letters + nuls == ahead.n))
            return at + letters;
        at += letters + nuls;
    }
    return end;
}

static void pass(struct source *s, size_t n)
{
    s->rest = slice_skip(s->rest, n);
    s->out += n;
}

/* A run of NULs may go on in the next chunk. */
static void pass_nuls(struct source *s, size_t n)
{
    if (n == 0)
        return;
    if (s->nul_bytes == 0)
        s->nul_first = s->out;
    s->nul_places += s->nul_bytes == 0 || s->out != s->nul_end;
    s->nul_bytes += n;
    pass(s, n);
    s->nul_end = s->out;
}

/* To the first byte of a line. A line of NULs alone goes with its newline. */
static bool begin_line(struct source *s)
{
    bool is_behind_nuls = false;

    for (;;) {
        size_t nuls;

        if (s->rest.n == 0 && !next_chunk(s))
            return false;
        if (!s->has_nul && !is_behind_nuls)
            return true;
        nuls = slice_lead(s->rest, '\0');
        if (nuls == 0 && is_behind_nuls && s->rest.p[0] == '\n')
            pass(s, 1);
        else if (nuls == 0)
            return true;
        is_behind_nuls = nuls > 0;
        pass_nuls(s, nuls);
    }
}

/* A line that begins in this chunk and ends in a later one, or with the input. */
static void next_carried(struct source *s, slice *text, bool *is_too_long)
{
    size_t end = s->rest.n;

    s->is_carry_out = true;
    for (;;) {
        bool is_whole = end < s->rest.n;

        carry(s, slice_head(s->rest, end));
        s->rest = slice_skip(s->rest, end);
        if (is_whole)
            pass(s, s->rest.p[0] == '\n');
        if (is_whole || !next_chunk(s))
            break;
        end = line_end(s);
    }
    hand_out(s, buf_slice(&s->carry), text, is_too_long);
}

/* Nearly every line: whole in its chunk, and no NUL near it. */
static bool next_plain(struct source *s, slice *text, uint64_t *offset, bool *is_too_long)
{
    const char *end;
    size_t n;

    if (s->has_nul || s->rest.n == 0 || !(end = memchr(s->rest.p, '\n', s->rest.n)))
        return false;
    n = (size_t)(end - s->rest.p);
    *offset = s->out;
    hand_out(s, slice_of(s->rest.p, n), text, is_too_long);
    s->rest = slice_of(end + 1, s->rest.n - n - 1);
    s->out += n + 1;
    return true;
}

bool source_next(struct source *s, slice *text, uint64_t *offset, bool *is_too_long)
{
    size_t end;

    if (s->is_carry_out) {
        buf_clear(&s->carry);
        s->is_carry_out = false;
    }
    if (next_plain(s, text, offset, is_too_long))
        return true;
    if (!begin_line(s))
        return false;
    *offset = s->out;
    end = line_end(s);
    if (end == s->rest.n) {
        next_carried(s, text, is_too_long);
        return true;
    }
    hand_out(s, slice_head(s->rest, end), text, is_too_long);
    pass(s, end + (s->rest.p[end] == '\n'));
    return true;
}

struct source_status source_status(const struct source *s)
{
    struct source_status status = {
        .codec = s->decoder.codec ? s->decoder.codec->name : "plain",
        .bytes_in = atomic_load_explicit(&s->decoder.bytes_in, memory_order_relaxed),
        .file_size = s->decoder.file_size,
        .bytes_out = s->out,
        .nul_bytes = s->nul_bytes,
        .nul_first = s->nul_first,
        .nul_places = s->nul_places,
        .trouble = "",
        .made = s->decoder.made,
        .is_made_told = s->decoder.is_made_told,
    };

    if (s->is_over || !s->is_running) {
        status.trouble = s->decoder.trouble.text;
        status.is_torn = status.trouble[0] != '\0';
    }
    return status;
}

static void stop(struct source *s)
{
    pthread_mutex_lock(&s->lock);
    s->is_stopped = true;
    pthread_cond_signal(&s->changed);
    pthread_mutex_unlock(&s->lock);
    (void)pthread_cancel(s->thread);
    pthread_join(s->thread, NULL);
}

void source_close(struct source *s)
{
    if (s->is_running)
        stop(s);
    decoder_close(&s->decoder);
    for (int i = 0; i < CHUNKS; i++)
        mem_free(s->ring[i].p);
    buf_free(&s->carry);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->changed);
    mem_free(s);
}
