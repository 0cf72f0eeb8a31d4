/*
 * A ring of batches under one lock. Each is empty, then read, then parsed, then empty
 * again; three counters say how far reading, parsing and taking have come.
 */
#include "analyzer/run/input/reader.h"

#include <pthread.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/input/progress.h"

enum { RING_EXTRA = 2 };

struct place {
    struct batch batch;
    bool is_parsed; /* under the lock */
};

struct reader {
    struct inputs *inputs;
    struct progress progress;
    unsigned jobs, n_threads, ring;
    pthread_t threads[JOBS_MAX];
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct place *places;
    uint64_t read, parsing, taken; /* batches; under the lock */
    bool is_read, is_stopped;      /* under the lock */
    bool has_batch;                /* the caller holds places[taken] */
    const struct line *line;       /* did not fit into the batch before; the reading thread's */
    enum framing framing;
};

static struct place *place_of(struct reader *r, uint64_t number)
{
    return &r->places[number % r->ring];
}

/* False when the inputs have ended and nothing was read. */
static bool fill(struct reader *r, struct batch *b)
{
    batch_clear(b);
    while (r->line || (r->line = inputs_next(r->inputs, &r->framing))) {
        if (!batch_has_room(b, r->line->text.n))
            break;
        batch_add(b, r->line, r->framing);
        r->line = NULL;
        progress_line(&r->progress, r->inputs);
    }
    return b->n > 0;
}

/* Waits for an empty place; NULL: stop. */
static struct place *wait_for_room(struct reader *r)
{
    bool go_on;

    pthread_mutex_lock(&r->lock);
    while (r->read - r->taken == r->ring && !r->is_stopped)
        pthread_cond_wait(&r->changed, &r->lock);
    go_on = !r->is_stopped;
    pthread_mutex_unlock(&r->lock);
    return go_on ? place_of(r, r->read) : NULL;
}

static void *read_all(void *arg)
{
    struct reader *r = arg;
    bool parses = r->jobs == 2, more = true;
    struct place *p;

    while (more && (p = wait_for_room(r))) {
        more = fill(r, &p->batch);
        if (more && parses)
            batch_parse(&p->batch);
        pthread_mutex_lock(&r->lock);
        p->is_parsed = parses;
        r->read += more;
        r->is_read = !more;
        pthread_cond_broadcast(&r->changed);
        pthread_mutex_unlock(&r->lock);
    }
    return NULL;
}

/* Waits for a batch that nobody parses yet; NULL: there will be none. */
static struct place *wait_for_work(struct reader *r)
{
    struct place *p = NULL;

    pthread_mutex_lock(&r->lock);
    while (r->parsing == r->read && !r->is_read && !r->is_stopped)
        pthread_cond_wait(&r->changed, &r->lock);
    if (r->parsing != r->read && !r->is_stopped)
        p = place_of(r, r->parsing++);
    pthread_mutex_unlock(&r->lock);
    return p;
}

static void *parse_all(void *arg)
{
    struct reader *r = arg;
    struct place *p;

    while ((p = wait_for_work(r))) {
        batch_parse(&p->batch);
        pthread_mutex_lock(&r->lock);
        p->is_parsed = true;
        pthread_cond_broadcast(&r->changed);
        pthread_mutex_unlock(&r->lock);
    }
    return NULL;
}

static bool start_thread(struct reader *r, void *(*work)(void *))
{
    bool ok = pthread_create(&r->threads[r->n_threads], NULL, work, r) == 0;

    r->n_threads += ok;
    return ok;
}

static void stop_threads(struct reader *r)
{
    pthread_mutex_lock(&r->lock);
    r->is_stopped = true;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    while (r->n_threads)
        pthread_join(r->threads[--r->n_threads], NULL);
}

/* A machine that gives no more threads makes do with fewer jobs. */
static void start(struct reader *r)
{
    unsigned parsers = 0;

    while (parsers + 2 < r->jobs && start_thread(r, parse_all))
        parsers++;
    r->jobs = parsers ? parsers + 2 : r->jobs < 2 ? 1 : 2;
    if (r->jobs < 2 || start_thread(r, read_all))
        return;
    stop_threads(r);
    r->jobs = 1;
}

struct reader *reader_new(struct inputs *in, unsigned jobs, bool shows_progress)
{
    struct reader *r = mem_new(1, sizeof(*r));

    r->inputs = in;
    r->jobs = jobs < JOBS_MAX ? jobs : JOBS_MAX;
    r->ring = r->jobs + RING_EXTRA;
    r->places = mem_new(r->ring, sizeof(*r->places));
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
    progress_begin(&r->progress, shows_progress);
    start(r);
    return r;
}

static const struct batch *next_alone(struct reader *r)
{
    struct batch *b = &r->places[0].batch;

    if (!fill(r, b))
        return NULL;
    batch_parse(b);
    return b;
}

const struct batch *reader_next(struct reader *r)
{
    const struct batch *b = NULL;

    if (r->jobs < 2)
        return next_alone(r);
    pthread_mutex_lock(&r->lock);
    r->taken += r->has_batch;
    if (r->has_batch && r->read - r->taken <= r->ring / 2)
        pthread_cond_broadcast(&r->changed); /* not for each: to be woken costs more than to wait */
    while (r->taken == r->read ? !r->is_read : !place_of(r, r->taken)->is_parsed)
        pthread_cond_wait(&r->changed, &r->lock);
    r->has_batch = r->taken != r->read;
    if (r->has_batch)
        b = &place_of(r, r->taken)->batch;
    pthread_mutex_unlock(&r->lock);
    return b;
}

void reader_free(struct reader *r)
{
    stop_threads(r);
    progress_end(&r->progress);
    for (unsigned i = 0; i < r->ring; i++)
        batch_free(&r->places[i].batch);
    mem_free(r->places);
    pthread_mutex_destroy(&r->lock);
    pthread_cond_destroy(&r->changed);
    mem_free(r);
}
