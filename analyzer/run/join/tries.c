/* Tries are kept by client: who guesses passwords tries many names from one address. */
#include "analyzer/run/join/tries.h"

#include "analyzer/base/ages.h"
#include "analyzer/base/mem.h"
#include "analyzer/run/input/repeats.h"
#include "analyzer/run/join/parcel.h"

/* What the auth service said of a name, and no server yet. */
struct pending_try {
    struct pending_try *next;
    usec when;
    uint64_t name, words; /* hashes */
    uint32_t queue;
    slice login;
};

/* What a server said and the auth service did not yet. */
struct unpaired_try {
    usec when;
    uint64_t name;
};

/* The server's last try, by all methods that it took. */
struct last_try {
    usec when;
    uint64_t name, methods[METHODS_MAX];
    size_t n_methods;
    uint32_t pid;
};

struct client_tries {
    struct client_tries *older, *newer; /* in the order in which they were last heard of */
    uint64_t key;
    usec touched;
    struct pending_try *first, *last;
    size_t n_pending;
    struct unpaired_try unpaired[UNPAIRED_MAX];
    size_t n_unpaired; /* ever */
    struct last_try try;
    slice ip;
};

static bool has_key(const void *value, const void *key)
{
    return ((const struct client_tries *)value)->key == *(const uint64_t *)key;
}

void tries_init(struct tries *t, struct attempts *attempts)
{
    *t = (struct tries){ .attempts = attempts, .by_client.same = has_key };
}

static uint64_t name_of(const struct fact *f)
{
    return f->login.n ? hash_address(f->login) | 1 : 0;
}

static void hear(struct tries *t, struct client_tries *c, usec when)
{
    c->touched = when;
    AGES_APPEND(t, c);
}

static struct pending_try *take_first(struct client_tries *c)
{
    struct pending_try *p = c->first;

    c->first = p->next;
    if (!c->first)
        c->last = NULL;
    c->n_pending--;
    return p;
}

static void count_first(struct tries *t, struct client_tries *c)
{
    struct pending_try *p = take_first(c);
    struct fact f = { .kind = FACT_AUTH_FAILED, .client.ip = c->ip, .login = p->login };
    struct line ln = { .when = p->when };

    attempts_take(t->attempts, p->queue, &f, &ln, 1);
    mem_free(p);
}

static void forget(struct tries *t, struct client_tries *c)
{
    while (c->first)
        count_first(t, c);
    AGES_REMOVE(t, c);
    map_remove(&t->by_client, c->key, c);
    t->n--;
    mem_free(c);
}

static struct client_tries *client_of(struct tries *t, uint32_t host, slice ip, usec when)
{
    uint64_t key = hash_mix(hash_slice(ip), host);
    struct client_tries *c = map_find(&t->by_client, key, &key);

    if (c) {
        AGES_REMOVE(t, c);
        hear(t, c, when);
        return c;
    }
    if (t->n >= CLIENTS_MAX)
        forget(t, t->oldest);
    c = mem_new(1, sizeof(*c) + ip.n + 1);
    c->key = key;
    memcpy(c + 1, ip.p, ip.n);
    c->ip = slice_of((const char *)(c + 1), ip.n);
    map_add(&t->by_client, key, c);
    hear(t, c, when);
    t->n++;
    return c;
}

static usec apart(usec a, usec b)
{
    return a < b ? b - a : a - b;
}

static bool is_within(usec a, usec b, seconds span)
{
    return apart(a, b) <= span * USEC_PER_SECOND;
}

/* The pending try of that name, taken out; name 0: of any. NULL: none. */
static struct pending_try *take_pending(struct client_tries *c, uint64_t name)
{
    struct pending_try **at = &c->first, *before = NULL, *p;

    while (*at && name && (*at)->name && (*at)->name != name) {
        before = *at;
        at = &(*at)->next;
    }
    p = *at;
    if (!p)
        return NULL;
    *at = p->next;
    if (c->last == p)
        c->last = before;
    c->n_pending--;
    return p;
}

static bool take_unpaired(struct client_tries *c, uint64_t name, usec when)
{
    size_t n = c->n_unpaired < UNPAIRED_MAX ? c->n_unpaired : UNPAIRED_MAX;

    for (size_t i = 0; i < n; i++) {
        struct unpaired_try *u = &c->unpaired[i];

        if (u->when == 0 || !is_within(u->when, when, TRY_SPAN) ||
            (name && u->name && u->name != name))
            continue;
        u->when = 0;
        return true;
    }
    return false;
}

/* Of another password database. */
static bool is_said_again(const struct client_tries *c, uint64_t name, uint64_t words, usec when)
{
    return c->last && c->last->name == name && c->last->words != words &&
           is_within(c->last->when, when, 1);
}

static void add_pending(struct client_tries *c, uint32_t queue, const struct fact *f, usec when)
{
    struct pending_try *p = mem_new(1, sizeof(*p) + f->login.n + 1);

    if (f->login.n)
        memcpy(p + 1, f->login.p, f->login.n);
    p->login = slice_of((const char *)(p + 1), f->login.n);
    p->name = name_of(f);
    p->words = hash_slice(f->text);
    p->when = when;
    p->queue = queue;
    *(c->last ? &c->last->next : &c->first) = p;
    c->last = p;
    c->n_pending++;
}

static void take_seconded(struct tries *t, struct client_tries *c, uint32_t queue,
                          const struct fact *f, usec when)
{
    uint64_t name = name_of(f);

    if (is_said_again(c, name, hash_slice(f->text), when) || take_unpaired(c, name, when))
        return;
    if (c->n_pending >= PENDING_MAX)
        count_first(t, c);
    add_pending(c, queue, f, when);
}

static bool is_fallback(const struct last_try *try, const struct fact *f, const struct line *ln)
{
    uint64_t method = hash_slice(f->method);

    if (f->method.n == 0 || try->n_methods == 0 || try->n_methods == METHODS_MAX)
        return false;
    if (try->name != name_of(f) || try->pid != ln->pid ||
        !is_within(try->when, ln->when, ln->pid ? FALLBACK_SPAN : 2))
        return false;
    for (size_t i = 0; i < try->n_methods; i++)
        if (try->methods[i] == method)
            return false;
    return true;
}

/* False: it is the last try, by another method. */
static bool begin_try(struct client_tries *c, const struct fact *f, const struct line *ln,
                      uint32_t times)
{
    struct last_try *try = &c->try;
    bool is_new = times > 1 || !is_fallback(try, f, ln);

    if (is_new)
        *try = (struct last_try){ .name = name_of(f), .pid = ln->pid };
    try->when = ln->when;
    if (f->method.n)
        try->methods[try->n_methods++] = hash_slice(f->method);
    return is_new;
}

static void add_unpaired(struct client_tries *c, uint64_t name, usec when)
{
    c->unpaired[c->n_unpaired++ % UNPAIRED_MAX] = (struct unpaired_try){ when, name };
}

/* Once for each try that the line tells of. The auth service may know the name that an older
   server does not print. */
static void take_server(struct tries *t, struct client_tries *c, uint32_t queue,
                        const struct fact *f, const struct line *ln)
{
    struct pending_try *p = take_pending(c, name_of(f));
    struct fact named = *f;

    if (!p)
        add_unpaired(c, name_of(f), ln->when);
    else if (f->login.n == 0)
        named.login = p->login;
    attempts_take(t->attempts, queue, &named, ln, 1);
    mem_free(p);
}

static void count_overdue(struct tries *t, struct client_tries *c, usec when)
{
    while (c->first && when - c->first->when > (usec)TRY_SPAN * USEC_PER_SECOND)
        count_first(t, c);
}

static void take_one(struct tries *t, struct client_tries *c, uint32_t queue, const struct fact *f,
                     const struct line *ln, bool is_new)
{
    if (f->is_seconded)
        take_seconded(t, c, queue, f, ln->when);
    else if (is_new)
        take_server(t, c, queue, f, ln);
    else
        mem_free(take_pending(c, name_of(f)));
}

static uint32_t tries_in(const struct fact *f, uint32_t times)
{
    uint64_t n = (uint64_t)times * (f->count ? f->count : 1);

    return n < REPEATS_MAX ? (uint32_t)n : REPEATS_MAX;
}

void tries_take(struct tries *t, uint32_t host, uint32_t queue, const struct fact *f,
                const struct line *ln, uint32_t times)
{
    uint32_t n = tries_in(f, times);
    struct client_tries *c;
    bool is_new;

    if (f->client.ip.n == 0) {
        attempts_take(t->attempts, queue, f, ln, n);
        return;
    }
    c = client_of(t, host, f->client.ip, ln->when);
    count_overdue(t, c, ln->when);
    is_new = f->is_seconded || begin_try(c, f, ln, n);
    for (uint32_t i = 0; i < n; i++)
        take_one(t, c, queue, f, ln, is_new);
}

void tries_uncounted(struct tries *t, const struct tried *session, uint32_t times)
{
    const struct fact f = { .kind = FACT_AUTH_FAILED, .client = session->over->client };
    struct client_tries *c;

    if (f.client.ip.n == 0)
        return;
    c = client_of(t, session->host, f.client.ip, session->ln->when);
    count_overdue(t, c, session->ln->when);
    for (uint32_t i = 0; i < times && i < REPEATS_MAX; i++)
        take_server(t, c, session->queue, &f, session->ln);
}

void tries_age(struct tries *t, usec when)
{
    while (t->oldest && when - t->oldest->touched > (usec)TRY_SPAN * USEC_PER_SECOND)
        forget(t, t->oldest);
}

void tries_close(struct tries *t)
{
    while (t->oldest)
        forget(t, t->oldest);
    map_free(&t->by_client);
}
