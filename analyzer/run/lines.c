/*
 * An instance is the first part of the program's name ("postfix-out/smtp" is of
 * "postfix-out"); every host and instance has a queue of its own.
 */
#include "analyzer/run/lines.h"

#include <stdlib.h>

#include "parsers/parser.h"

/* Whoever may write to a log can make up programs: those that are not read leave room. */
enum { PROGRAMS_MAX = 1 << 16, FOREIGN_MAX = PROGRAMS_MAX / 2 };

static bool same_program(const void *value, const void *key)
{
    const struct program *p = value;
    const struct line *ln = key;

    return slice_eq(p->name, ln->program) && slice_eq(p->host, ln->host);
}

static bool same_host(const void *value, const void *key)
{
    return slice_eq(((const struct host_heard *)value)->name, *(const slice *)key);
}

void lines_init(struct lines *l, struct tracker *tracker, struct attempts *attempts,
                struct reconcile *reconcile, struct arena *arena)
{
    *l = (struct lines){ .tracker = tracker, .attempts = attempts, .reconcile = reconcile };
    l->arena = arena;
    tries_init(&l->tries, attempts);
    said_tries_init(&l->said_tries, &l->tries);
    late_logins_init(&l->late_logins, attempts->accounts, attempts->watchers);
    l->by_program.same = same_program;
    l->by_host.same = same_host;
}

static struct host_heard *host_of(struct lines *l, slice host)
{
    uint64_t hash = hash_slice(host);
    struct host_heard *h = map_find(&l->by_host, hash, &host);

    if (h)
        return h;
    h = arena_new(l->arena, sizeof(*h));
    h->name = arena_keep(l->arena, host);
    h->number = l->n_hosts++;
    h->first = h->last = USEC_NONE;
    map_add(&l->by_host, hash, h);
    return h;
}

static void end_of_quiet(struct host_heard *h, usec when)
{
    usec longest = h->quiet_to - h->quiet_from;

    if (when - h->last < (usec)QUIET_LEAST * USEC_PER_SECOND || when - h->last <= longest)
        return;
    h->quiet_from = h->last;
    h->quiet_to = when;
    h->quiet_after = h->lines - 1;
    h->burst = 0;
}

static void hear(struct host_heard *h, usec when)
{
    h->lines++;
    if (h->first == USEC_NONE)
        h->first = h->last = when;
    if (when > h->last) {
        end_of_quiet(h, when);
        h->last = when;
    }
    h->burst += when - h->quiet_to < (usec)BURST_SPAN * USEC_PER_SECOND;
}

/* The queue of this host's instance; programs of one instance share it. Those that came when
   there was no queue left are not listed: they share the last. */
static uint32_t queue_of(struct lines *l, struct program *p)
{
    bool has_room = l->tracker->n_queues < QUEUES_MAX;

    for (const struct program *first = p->heard->instances; first; first = first->next)
        if (first->mta == p->mta && slice_eq(first->instance, p->instance))
            return first->queue;
    if (has_room) {
        p->next = p->heard->instances;
        p->heard->instances = p;
    }
    return tracker_add_queue(l->tracker, p->host_number, p->mta->ends_silently);
}

/* Instance and service are the site's to name: "postfix-out/submission/smtpd". */
static slice daemon_of(struct lines *l, const struct program *p)
{
    size_t slash = slice_rfind(p->name, '/');
    struct buf b = { 0 };
    slice kept;

    if (!p->mta || slash == p->name.n)
        return p->name;
    buf_addf(&b, "%s/" SLICE_FMT, p->mta->name, SLICE_ARG(slice_skip(p->name, slash + 1)));
    kept = arena_keep(l->arena, buf_slice(&b));
    buf_free(&b);
    return kept;
}

static struct program *add_program(struct lines *l, uint64_t hash, const struct line *ln,
                                   const struct mta *mta)
{
    struct program *p = arena_new(l->arena, sizeof(*p));

    p->host = arena_keep(l->arena, ln->host);
    p->name = arena_keep(l->arena, ln->program);
    p->instance = slice_head(p->name, slice_find(p->name, '/'));
    p->heard = host_of(l, p->host);
    p->host_number = p->heard->number;
    p->mta = mta;
    p->daemon = daemon_of(l, p);
    if (p->mta)
        p->queue = queue_of(l, p);
    map_add(&l->by_program, hash, p);
    l->n_programs++;
    return p;
}

/* Programs take turns, so those met last are tried first. */
static struct program *program_of(struct lines *l, const struct line *ln, const struct mta *mta)
{
    struct program **recent = &l->recent[(hash_end(ln->program) + hash_end(ln->host)) % RECENT];
    uint64_t hash;
    struct program *p;

    if (*recent && same_program(*recent, ln))
        return *recent;
    hash = hash_mix(hash_slice(ln->program), hash_slice(ln->host));
    p = map_find(&l->by_program, hash, ln);
    if (!p && l->n_programs >= (mta ? PROGRAMS_MAX : FOREIGN_MAX))
        return &l->nameless;
    *recent = p ? p : add_program(l, hash, ln, mta);
    return *recent;
}

uint32_t lines_queue(struct lines *l, slice host, slice program, const struct mta *mta)
{
    const struct line ln = { .host = host, .program = program };
    const struct program *p = program_of(l, &ln, mta);

    return p->mta ? p->queue : QUEUES_MAX - 1;
}

/* How often what was refused counts. */
static uint32_t times_of(const struct parsed *parsed)
{
    if (parsed->repeats == 0)
        return 1;
    return parsed->repeats < REPEATS_MAX ? (uint32_t)parsed->repeats : REPEATS_MAX;
}

/* The line that came again has told of an entry that is there, be it in the file before. */
static bool is_taken(const struct lines *l, const struct program *p, const struct parsed *parsed,
                     const struct fact *f)
{
    return parsed->is_taken ||
           (parsed->repeats && tracker_find(l->tracker, p->host_number, f->queue_id));
}

static bool is_about_session(enum fact_kind kind)
{
    return kind == FACT_CLIENT || kind == FACT_LOGIN || kind == FACT_CONNECT ||
           kind == FACT_DISCONNECT;
}

static void take_failed_login(struct lines *l, const struct program *p, const struct fact *f,
                              const struct parsed *parsed)
{
    uint32_t times = times_of(parsed);

    said_tries_line(&l->said_tries, p->queue, f, &parsed->line, times);
    tries_take(&l->tries, p->host_number, p->queue, f, &parsed->line, times);
}

static void take_fact(struct lines *l, const struct program *p, const struct fact *f,
                      const struct parsed *parsed)
{
    const struct line *ln = &parsed->line;

    if (is_about_session(f->kind) && !parsed->repeats && !p->mta->is_companion)
        sessions_take(l->attempts->sessions, p->queue, f, ln);
    if ((f->kind == FACT_CONNECT || f->kind == FACT_DISCONNECT) && !parsed->repeats)
        said_tries_session(&l->said_tries, p->host_number, p->queue, f, ln);
    if (f->kind == FACT_LOGIN && !parsed->repeats)
        late_logins_take(&l->late_logins, f, ln);
    if (f->kind == FACT_REJECT && f->reaction == REACTION_WARN)
        return; /* only tried out: it was let pass */
    if (f->kind == FACT_AUTH_FAILED)
        take_failed_login(l, p, f, parsed);
    else if (f->kind == FACT_REJECT)
        attempts_take(l->attempts, p->queue, f, ln, times_of(parsed));
    else if (f->kind == FACT_OVERSIZE && f->queue_id.n == 0)
        attempts_oversize(l->attempts, p->queue, f, ln, times_of(parsed));
    else if (f->kind == FACT_PROXIED)
        join_proxied(l->tracker->join, p->queue, f, ln);
    else if (f->kind == FACT_SUBMITTED && !parsed->repeats)
        join_submitted(l->tracker->join, p->host_number, f, ln);
    else if (f->kind == FACT_REINJECTED && !parsed->repeats)
        join_reinjected(l->tracker->join, p->host_number, f, ln);
    else if (f->kind == FACT_BLOCKED)
        join_blocked(l->tracker->join, p->host_number, f);
    else if (f->kind == FACT_REDIRECTED && !parsed->repeats)
        join_redirected(l->tracker->join, f, ln);
    else if (f->kind == FACT_ANSWERED && !parsed->repeats)
        join_answered(l->tracker->join, p->host_number, f, ln);
    else if (f->kind == FACT_DISCONNECT)
        ledger_session(l->attempts->ledger, p->queue, f, times_of(parsed));
    else if (f->kind == FACT_FILTERED) {
        if (!parsed->repeats)
            join_filtered(l->tracker->join, p->host_number, &(struct said){ p->mta->name, f, ln });
        return; /* opens no entry */
    }
    if (f->queue_id.n && !is_taken(l, p, parsed, f))
        tracker_take(l->tracker, p->queue, f, ln);
}

void lines_take(struct lines *l, const struct parsed *parsed, const struct fact *facts)
{
    const struct line *ln = &parsed->line;
    bool has_head = parsed->framing == FRAMING_LINE;
    struct program *p = has_head ? program_of(l, ln, parsed->mta) : &l->nameless;

    bool is_unread = parsed->verdict == VERDICT_MALFORMED || parsed->why == why_not_known;

    p->verdicts[parsed->verdict]++;
    if (p->heard && parsed->verdict != VERDICT_REPEATED)
        hear(p->heard, ln->when);
    p->unread += is_unread;
    if (p->mta && parsed->verdict != VERDICT_REPEATED)
        drift_line(&p->drift, ln->when, is_unread);
    reconcile_line(l->reconcile, parsed->verdict, p->daemon, parsed->why, ln);
    if (p == &l->nameless) {
        l->unplaced += parsed->n_facts > 0;
        return; /* in no queue: what it says would be taken for another server's */
    }
    for (size_t i = 0; i < parsed->n_facts; i++)
        take_fact(l, p, &facts[parsed->first_fact + i], parsed);
}

static int by_name(const void *a, const void *b)
{
    return slice_cmp((*(const struct host_heard *const *)a)->name,
                     (*(const struct host_heard *const *)b)->name);
}

const struct host_heard **lines_heard(const struct lines *l, size_t *n)
{
    const struct host_heard **all =
        arena_new(l->arena, (l->by_host.used + 1) * sizeof(struct host_heard *));
    const struct host_heard *h;
    size_t at = 0;

    *n = 0;
    while ((h = map_next(&l->by_host, &at)))
        all[(*n)++] = h;
    qsort(all, *n, sizeof(*all), by_name);
    return all;
}

static int by_host_and_name(const void *a, const void *b)
{
    const struct program *x = *(const struct program *const *)a;
    const struct program *y = *(const struct program *const *)b;
    int hosts = slice_cmp(x->host, y->host);

    return hosts ? hosts : slice_cmp(x->name, y->name);
}

const struct program **lines_drifted(const struct lines *l, size_t *n)
{
    const struct program **all = arena_new(l->arena, (l->n_programs + 1) * sizeof(*all));
    struct program *p;
    size_t at = 0;

    *n = 0;
    while ((p = map_next(&l->by_program, &at))) {
        drift_close(&p->drift);
        if (p->drift.jumped)
            all[(*n)++] = p;
    }
    qsort(all, *n, sizeof(*all), by_host_and_name);
    return all;
}

uint32_t lines_host_number(const struct lines *l, slice host)
{
    const struct host_heard *h = map_find(&l->by_host, hash_slice(host), &host);

    return h ? h->number : UINT32_MAX;
}

void lines_free(struct lines *l)
{
    said_tries_free(&l->said_tries);
    map_free(&l->by_program);
    map_free(&l->by_host);
}
