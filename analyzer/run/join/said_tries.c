/* Each line that tells of a failed login is of one command, whatever try it is part of. */
#include "analyzer/run/join/said_tries.h"

struct process {
    uint32_t queue, pid;
    uint64_t client; /* hash of its address */
    uint32_t lines;  /* of this session, that told of a failed login */
};

struct process_key {
    uint32_t queue, pid;
};

static bool same_process(const void *value, const void *key)
{
    const struct process *p = value;
    const struct process_key *k = key;

    return p->pid == k->pid && p->queue == k->queue;
}

static uint64_t hash_process(uint32_t queue, uint32_t pid)
{
    return hash_mix((uint64_t)queue << 32 | pid, 1);
}

void said_tries_init(struct said_tries *s, struct tries *tries)
{
    *s = (struct said_tries){ .tries = tries, .by_process.same = same_process };
    s->pool.size = (sizeof(struct process) + 7) / 8 * 8;
}

static struct process *find(const struct said_tries *s, uint32_t queue, uint32_t pid)
{
    struct process_key key = { queue, pid };

    return s->by_process.used ? map_find(&s->by_process, hash_process(queue, pid), &key) : NULL;
}

static void forget(struct said_tries *s, struct process *p)
{
    map_remove(&s->by_process, hash_process(p->queue, p->pid), p);
    pool_give_back(&s->pool, p);
}

static struct process *add(struct said_tries *s, uint32_t queue, uint32_t pid)
{
    struct process *p;

    if (s->by_process.used >= SAID_MAX) {
        s->is_full = true;
        return NULL;
    }
    p = pool_take(&s->pool);
    *p = (struct process){ .queue = queue, .pid = pid };
    map_add(&s->by_process, hash_process(queue, pid), p);
    return p;
}

void said_tries_line(struct said_tries *s, uint32_t queue, const struct fact *f,
                     const struct line *ln, uint32_t times)
{
    uint64_t client = hash_slice(f->client.ip);
    struct process *p;

    if (ln->pid == 0 || f->is_seconded)
        return;
    p = find(s, queue, ln->pid);
    if (!p)
        p = add(s, queue, ln->pid);
    if (!p)
        return;
    p->lines = p->client == client ? p->lines + times : times;
    p->client = client;
}

/* How many of its session's failures lines told of; UINT32_MAX: that is not known, for lines are
   missing, or were not kept. */
static uint32_t lines_of(const struct said_tries *s, const struct process *p, const struct fact *f)
{
    if (!p)
        return s->is_full ? UINT32_MAX : 0;
    return p->client == hash_slice(f->client.ip) ? p->lines : UINT32_MAX;
}

void said_tries_session(struct said_tries *s, uint32_t host, uint32_t queue, const struct fact *f,
                        const struct line *ln)
{
    uint32_t failed = f->auth.all > f->auth.good ? f->auth.all - f->auth.good : 0, told;
    struct process *p;

    if (ln->pid == 0)
        return;
    p = find(s, queue, ln->pid);
    told = lines_of(s, p, f);
    if (p)
        forget(s, p);
    if (f->kind == FACT_DISCONNECT && failed > told)
        tries_uncounted(s->tries, &(struct tried){ host, queue, f, ln }, failed - told);
}

void said_tries_free(struct said_tries *s)
{
    map_free(&s->by_process);
    pool_free(&s->pool);
}
