/*
 * Lines may be missing: a log is rotated, cut, or limited in its rate. A line that does not
 * name the session's client address is therefore not of it, whatever its pid.
 */
#include "analyzer/run/sessions.h"

enum { QUIET_SPAN = 6 * HOUR };

struct pid_key {
    uint32_t queue, pid;
};

static bool same_pid(const void *value, const void *key)
{
    const struct session *one = value;
    const struct pid_key *k = key;

    return one->pid == k->pid && one->queue == k->queue;
}

static uint64_t hash_pid(uint32_t queue, uint32_t pid)
{
    return hash_mix((uint64_t)queue << 32 | pid, 0);
}

void sessions_init(struct sessions *s)
{
    *s = (struct sessions){ 0 };
    s->by_pid.same = same_pid;
    s->pool.size = sizeof(struct session);
}

static struct session *find(const struct sessions *s, uint32_t queue, uint32_t pid)
{
    struct pid_key key = { queue, pid };

    return s->by_pid.used ? map_find(&s->by_pid, hash_pid(queue, pid), &key) : NULL;
}

static void list_remove(struct sessions *s, struct session *one)
{
    *(one->older ? &one->older->newer : &s->oldest) = one->newer;
    *(one->newer ? &one->newer->older : &s->newest) = one->older;
}

static void list_append(struct sessions *s, struct session *one, usec when)
{
    one->touched = when;
    one->newer = NULL;
    one->older = s->newest;
    *(s->newest ? &s->newest->newer : &s->oldest) = one;
    s->newest = one;
}

static void end(struct sessions *s, struct session *one)
{
    list_remove(s, one);
    map_remove(&s->by_pid, one->hash, one);
    pool_give_back(&s->pool, one);
}

static void keep_line(struct session *one, const struct fact *f, const struct line *ln)
{
    slice copy = slice_of(one->text, ln->text.n);

    memcpy(one->text, ln->text.p, ln->text.n);
    one->line = (struct kept_line){ ln->at, ln->when, copy };
    one->login = slice_within(f->login, ln->text, copy);
    one->ip = slice_within(f->client.ip, ln->text, copy);
}

static void begin(struct sessions *s, uint32_t queue, const struct fact *f, const struct line *ln)
{
    struct session *one;

    if (ln->pid == 0 || ln->text.n > SESSION_LINE_MAX)
        return;
    if (s->by_pid.used >= SESSIONS_MAX) {
        s->evicted++;
        end(s, s->oldest);
    }
    one = pool_take(&s->pool);
    one->queue = queue;
    one->pid = ln->pid;
    one->hash = hash_pid(queue, ln->pid);
    keep_line(one, f, ln);
    map_add(&s->by_pid, one->hash, one);
    list_append(s, one, ln->when);
}

static bool is_of(const struct session *one, const struct fact *f)
{
    return slice_eq(one->ip, f->client.ip);
}

void sessions_take(struct sessions *s, uint32_t queue, const struct fact *f, const struct line *ln)
{
    struct session *one = find(s, queue, ln->pid);
    bool is_client = f->kind == FACT_CLIENT;

    if (one && is_client && is_of(one, f) && slice_eq(one->login, f->login)) {
        list_remove(s, one);
        list_append(s, one, ln->when);
        return;
    }
    if (one)
        end(s, one);
    if (is_client)
        begin(s, queue, f, ln);
}

const struct session *sessions_find(const struct sessions *s, uint32_t queue, const struct fact *f,
                                    const struct line *ln)
{
    const struct session *one = find(s, queue, ln->pid);

    return one && is_of(one, f) ? one : NULL;
}

void sessions_age(struct sessions *s, usec when)
{
    while (s->oldest && s->oldest->touched < when - (usec)QUIET_SPAN * USEC_PER_SECOND)
        end(s, s->oldest);
}

void sessions_free(struct sessions *s)
{
    pool_free(&s->pool);
    map_free(&s->by_pid);
}
