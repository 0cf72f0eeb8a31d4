/*
 * Lines may be missing: a log is rotated, cut, or limited in its rate. A line that does not
 * name the session's client address is therefore not of it, whatever its pid.
 *
 * A disconnect line often comes before the queue's lines of what was handed in: a session of
 * many recipients waits for them, no longer found by its pid.
 */
#include "analyzer/run/join/sessions.h"

#include "analyzer/base/ages.h"
#include "analyzer/base/mem.h"

/* Servers hang up on who is quiet: after minutes, or after an hour as Sendmail does. */
enum { QUIET_SPAN = 6 * HOUR, HANG_UP_SPAN = 1 * HOUR };

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

void sessions_init(struct sessions *s, struct accounts *accounts, struct watchers *watchers)
{
    *s = (struct sessions){ .accounts = accounts, .watchers = watchers };
    s->by_pid.same = same_pid;
    s->pool.size = sizeof(struct session);
}

static struct session *find(struct sessions *s, uint32_t queue, uint32_t pid)
{
    struct pid_key key = { queue, pid };

    if (s->latest && same_pid(s->latest, &key))
        return s->latest;
    s->latest = s->by_pid.used ? map_find(&s->by_pid, hash_pid(queue, pid), &key) : NULL;
    return s->latest;
}

static struct session_list *list_of(struct sessions *s, const struct session *one)
{
    return one->login.n ? &s->named : &s->nameless;
}

static void list_append(struct sessions *s, struct session *one, usec when)
{
    struct session_list *list = list_of(s, one);

    one->touched = when;
    AGES_APPEND(list, one);
}

static void list_remove(struct sessions *s, struct session *one)
{
    struct session_list *list = list_of(s, one);

    AGES_REMOVE(list, one);
}

/* Lines that few sessions keep have room of their own. */
static void forget_line(struct kept_line *line)
{
    mem_free((void *)(uintptr_t)line->raw.p);
    *line = (struct kept_line){ 0 };
}

static void keep_line(struct kept_line *into, struct cite at, usec when, slice text)
{
    char *copy = mem_new(text.n + 1, 1);

    forget_line(into);
    memcpy(copy, text.p, text.n);
    *into = (struct kept_line){ at, when, slice_of(copy, text.n) };
}

static bool is_waiting(const struct session *one)
{
    return one->ending.at.line;
}

/* From here on its process is another session's. */
static void lose_pid(struct sessions *s, struct session *one)
{
    map_remove(&s->by_pid, one->hash, one);
    if (s->latest == one)
        s->latest = NULL;
}

static void end(struct sessions *s, struct session *one)
{
    list_remove(s, one);
    if (!is_waiting(one))
        lose_pid(s, one);
    forget_line(&one->ending);
    forget_line(&one->sum.queued_line);
    one->number = 0;
    s->n--;
    pool_give_back(&s->pool, one);
}

static void make_room(struct sessions *s, usec when)
{
    struct session *one = s->nameless.oldest ? s->nameless.oldest : s->named.oldest;

    s->evicted += one->login.n && one->touched > when - (usec)HANG_UP_SPAN * USEC_PER_SECOND;
    end(s, one);
}

static void keep_client(struct session *one, const struct fact *f, const struct line *ln)
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
    if (s->n >= SESSIONS_MAX)
        make_room(s, ln->when);
    s->n++;
    one = pool_take(&s->pool);
    one->number = ++s->numbered;
    one->queue = queue;
    one->pid = ln->pid;
    one->hash = hash_pid(queue, ln->pid);
    one->ending = (struct kept_line){ 0 };
    one->sum = (struct session_sum){ 0 };
    one->begun = f->queue_id.n > 0;
    one->has_refusal = false;
    keep_client(one, f, ln);
    map_add(&s->by_pid, one->hash, one);
    s->latest = one;
    list_append(s, one, ln->when);
}

/* What a filter in front of the queue said names no client. */
static bool is_of(const struct session *one, const struct fact *f)
{
    return f->client.ip.n == 0 || slice_eq(one->ip, f->client.ip);
}

static void go_on(struct sessions *s, struct session *one, const struct fact *f, usec when)
{
    one->begun += f->queue_id.n > 0;
    one->has_refusal = false;
    list_remove(s, one);
    list_append(s, one, when);
}

/* Several files may bring a line late, when the process has another client of that address:
   webmail has but one. Their stamps need not both have fractions. */
static bool is_before(const struct session *one, const struct line *ln)
{
    return ln->when / USEC_PER_SECOND < one->line.when / USEC_PER_SECOND;
}

/* Every transaction of it became a message, or may still do so. */
static bool is_whole(const struct session *one, const struct fact *f)
{
    return is_of(one, f) && f->mail.good == one->begun;
}

static void tell(struct sessions *s, struct session *one)
{
    sessions_tell(s, one);
    end(s, one);
}

static void wait_for_queue(struct sessions *s, struct session *one, const struct fact *f,
                           const struct line *ln)
{
    lose_pid(s, one);
    keep_line(&one->ending, ln->at, ln->when, ln->text);
    one->sum.offered = f->rcpt.good;
    if (one->sum.messages == one->begun)
        tell(s, one);
}

/* A server that logs a login once says of each message only that there was one. */
static bool is_its_login(const struct session *one, const struct fact *f)
{
    if (f->is_login_elsewhere || (f->may_have_login && one->login.n))
        return one->login.n > 0;
    return slice_eq(one->login, f->login);
}

void sessions_take(struct sessions *s, uint32_t queue, const struct fact *f, const struct line *ln)
{
    struct session *one = find(s, queue, ln->pid);
    bool is_client = f->kind == FACT_CLIENT || f->kind == FACT_LOGIN;
    bool is_late = one && is_before(one, ln);

    if (one && is_client && is_of(one, f) && is_its_login(one, f)) {
        go_on(s, one, f, ln->when);
        return;
    }
    if (one && f->rcpt.good > SESSION_MANY && is_whole(one, f))
        wait_for_queue(s, one, f, ln);
    else if (one)
        end(s, one);
    if (is_client && !is_late)
        begin(s, queue, f, ln);
}

struct session_ref sessions_refer(struct sessions *s, uint32_t queue, uint32_t pid)
{
    struct session *one = find(s, queue, pid);

    return (struct session_ref){ one, one ? one->number : 0 };
}

struct session_ref sessions_proxied(struct sessions *s, uint32_t queue, uint32_t pid)
{
    struct session_ref ref = sessions_refer(s, queue, pid);

    if (ref.session)
        ref.session->begun++;
    return ref;
}

void sessions_queued(struct sessions *s, struct session_ref ref, const struct message *m)
{
    struct session *one = ref.session;

    if (!one || one->number != ref.number)
        return;
    one->sum.messages++;
    one->sum.recipients += m->nrcpt;
    if (m->nrcpt > one->sum.largest) {
        one->sum.largest = m->nrcpt;
        if (m->nrcpt > SESSION_MANY)
            keep_line(&one->sum.queued_line, m->queued_line.at, m->queued_line.when,
                      m->queued_line.raw);
    }
    if (is_waiting(one) && one->sum.messages == one->begun)
        tell(s, one);
}

const struct session *sessions_find(struct sessions *s, uint32_t queue, const struct fact *f,
                                    const struct line *ln)
{
    const struct session *one = find(s, queue, ln->pid);

    return one && is_of(one, f) && !is_before(one, ln) ? one : NULL;
}

void sessions_refused(struct sessions *s, uint32_t queue, uint32_t pid, bool is_refused)
{
    struct session *one = find(s, queue, pid);

    if (one)
        one->has_refusal = is_refused;
}

static void restore_line(struct kept_line *into, const struct kept_line *line)
{
    *into = (struct kept_line){ 0 };
    if (line->at.line)
        keep_line(into, line->at, line->when, line->raw);
}

struct session *sessions_restore(struct sessions *s, const struct session *like)
{
    struct session *one = pool_take(&s->pool);
    slice raw = slice_head(like->line.raw, SESSION_LINE_MAX), copy = slice_of(one->text, raw.n);

    *one = *like;
    memcpy(one->text, raw.p, raw.n);
    one->line.raw = copy;
    one->login = slice_within(like->login, raw, copy);
    one->ip = slice_within(like->ip, raw, copy);
    restore_line(&one->ending, &like->ending);
    restore_line(&one->sum.queued_line, &like->sum.queued_line);
    one->number = ++s->numbered;
    one->hash = hash_pid(one->queue, one->pid);
    if (!is_waiting(one))
        map_add(&s->by_pid, one->hash, one);
    s->n++;
    list_append(s, one, like->touched);
    return one;
}

static void age(struct sessions *s, const struct session_list *list, usec before)
{
    while (list->oldest && list->oldest->touched < before)
        end(s, list->oldest);
}

void sessions_age(struct sessions *s, usec when)
{
    usec before = when - (usec)QUIET_SPAN * USEC_PER_SECOND;

    age(s, &s->named, before);
    age(s, &s->nameless, before);
}

void sessions_free(struct sessions *s)
{
    age(s, &s->named, USEC_MAX);
    age(s, &s->nameless, USEC_MAX);
    pool_free(&s->pool);
    map_free(&s->by_pid);
}
