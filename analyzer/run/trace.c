/* A trail has an arena of its own, which goes with it: most messages are not asked for. */
#include "analyzer/run/trace.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/input/batch.h"
#include "analyzer/run/join/join.h"
#include "analyzer/run/join/parcel.h"
#include "analyzer/run/lines.h"

enum { TRAIL_BLOCK = 4096 }; /* most have a few lines */

struct trail {
    struct trace *trace;
    struct arena arena;
    struct path_step *steps;
    size_t n, cap;
};

static struct trail *trail_of(struct trace *t, struct parcel *p)
{
    if (!p->trail) {
        p->trail = mem_new(1, sizeof(*p->trail));
        p->trail->trace = t;
        p->trail->arena.block = TRAIL_BLOCK;
    }
    return p->trail;
}

static void trail_free(struct trail *trail)
{
    arena_free(&trail->arena);
    mem_free(trail->steps);
    mem_free(trail);
}

static struct entry *entry_of(const struct lines *l, const struct line *ln, const struct fact *f)
{
    slice id = f->queue_id.n ? f->queue_id : f->next_queue_id;
    uint32_t host = lines_host_number(l, ln->host);

    return id.n && host != UINT32_MAX ? tracker_find(l->tracker, host, id) : NULL;
}

/* Nearly all of what a fact says stands in its line. */
static slice kept(slice part, slice line, slice copy, struct arena *a)
{
    bool is_within = part.n && part.p >= line.p && part.p + part.n <= line.p + line.n;

    return is_within ? slice_within(part, line, copy) : arena_keep(a, part);
}

static void fill(struct path_step *s, const struct line *ln, const struct fact *f, struct arena *a)
{
    slice raw = arena_keep(a, ln->text), text = ln->text;

    *s = (struct path_step){ .at = ln->at, .when = ln->when, .kind = f->kind, .raw = raw };
    s->status = f->status;
    s->host = kept(ln->host, text, raw, a);
    s->program = kept(ln->program, text, raw, a);
    s->id = kept(f->queue_id, text, raw, a);
    s->recipient = kept(f->recipient, text, raw, a);
    s->orig_to = kept(f->orig_to, text, raw, a);
    s->relay = kept(f->relay.name.n ? f->relay.name : f->relay.ip, text, raw, a);
    s->dsn = kept(f->dsn, text, raw, a);
    s->next_id = kept(f->next_queue_id, text, raw, a);
    s->filter = kept(f->kind == FACT_FILTERED ? f->stage : slice_of(NULL, 0), text, raw, a);
}

/* A line is one step for each of its facts, and is looked at twice. */
static bool is_known(const struct trail *trail, const struct line *ln, const struct fact *f)
{
    for (size_t i = trail->n; i > 0 && trail->steps[i - 1].at.offset == ln->at.offset &&
                              trail->steps[i - 1].at.input == ln->at.input;
         i--)
        if (trail->steps[i - 1].kind == f->kind &&
            slice_eq(trail->steps[i - 1].recipient, f->recipient))
            return true;
    return false;
}

static void add(struct trace *t, struct parcel *p, const struct line *ln, const struct fact *f)
{
    struct trail *trail = trail_of(t, p);

    if (is_known(trail, ln, f))
        return;
    trail->steps = mem_grow(trail->steps, &trail->cap, trail->n + 1, sizeof(*trail->steps));
    fill(&trail->steps[trail->n++], ln, f, &trail->arena);
}

/* True: all of its facts are of entries that are there. */
static bool look(struct trace *t, const struct lines *l, const struct parsed *parsed,
                 const struct fact *facts)
{
    bool is_all = true;

    for (size_t i = 0; i < parsed->n_facts; i++) {
        const struct fact *f = &facts[parsed->first_fact + i];
        struct entry *e = entry_of(l, &parsed->line, f);

        is_all = is_all && e;
        if (e && e->parcel)
            add(t, e->parcel, &parsed->line, f);
    }
    return is_all;
}

/* What uses an id again is about the entry that it begins. */
static bool begins(const struct parsed *parsed, const struct fact *facts)
{
    for (size_t i = 0; i < parsed->n_facts; i++) {
        enum fact_kind kind = facts[parsed->first_fact + i].kind;

        if (kind == FACT_CLIENT || kind == FACT_PICKUP)
            return true;
    }
    return false;
}

bool trace_before(struct trace *t, const struct lines *l, const struct parsed *parsed,
                  const struct fact *facts)
{
    return parsed->n_facts == 0 || (!begins(parsed, facts) && look(t, l, parsed, facts));
}

void trace_behind(struct trace *t, const struct lines *l, const struct parsed *parsed,
                  const struct fact *facts)
{
    (void)look(t, l, parsed, facts);
}

/* Texts are copied: each trail's arena ends with it. */
static void copy_step(struct path_step *to, const struct path_step *from, struct arena *a)
{
    slice raw = arena_keep(a, from->raw), text = from->raw;

    *to = *from;
    to->raw = raw;
    to->host = kept(from->host, text, raw, a);
    to->program = kept(from->program, text, raw, a);
    to->id = kept(from->id, text, raw, a);
    to->recipient = kept(from->recipient, text, raw, a);
    to->orig_to = kept(from->orig_to, text, raw, a);
    to->relay = kept(from->relay, text, raw, a);
    to->dsn = kept(from->dsn, text, raw, a);
    to->next_id = kept(from->next_id, text, raw, a);
    to->filter = kept(from->filter, text, raw, a);
}

void trace_merge(struct parcel *into, struct parcel *from)
{
    struct trail *one = into->trail, *other = from->trail;

    from->trail = NULL;
    if (!one) {
        into->trail = other;
        return;
    }
    one->steps = mem_grow(one->steps, &one->cap, one->n + other->n, sizeof(*one->steps));
    for (size_t i = 0; i < other->n; i++)
        copy_step(&one->steps[one->n++], &other->steps[i], &one->arena);
    trail_free(other);
}

static bool has_id(const struct trail *trail, slice id)
{
    for (size_t i = 0; i < trail->n; i++)
        if (slice_eq(trail->steps[i].id, id))
            return true;
    return false;
}

static bool has_recipient(const struct trail *trail, slice address)
{
    for (size_t i = 0; i < trail->n; i++)
        if (slice_eq_nocase(trail->steps[i].recipient, address) ||
            slice_eq_nocase(trail->steps[i].orig_to, address))
            return true;
    return false;
}

static slice bare(slice id)
{
    if (id.n > 2 && id.p[0] == '<' && id.p[id.n - 1] == '>')
        return slice_of(id.p + 1, id.n - 2);
    return id;
}

static bool is_of(const struct trace *t, const struct account *account)
{
    return account && (slice_eq_nocase(account->name, t->wanted.account) ||
                       accounts_find_login((struct accounts *)(uintptr_t)t->accounts,
                                           t->wanted.account, USEC_NONE) == account);
}

static bool is_wanted(const struct trail *trail, const struct message *m)
{
    const struct wanted_path *w = &trail->trace->wanted;

    return (w->message_id.n == 0 || slice_eq(bare(m->message_id), bare(w->message_id))) &&
           (w->since == USEC_NONE || m->accepted >= w->since) &&
           (w->queue_id.n == 0 || has_id(trail, w->queue_id)) &&
           (w->recipient.n == 0 || has_recipient(trail, w->recipient)) &&
           (w->account.n == 0 || is_of(trail->trace, m->account));
}

static int by_time(const void *x, const void *y)
{
    const struct path_step *a = x, *b = y;

    if (a->when != b->when)
        return a->when < b->when ? -1 : 1;
    if (a->at.input != b->at.input)
        return a->at.input < b->at.input ? -1 : 1;
    if (a->at.offset != b->at.offset)
        return a->at.offset < b->at.offset ? -1 : 1;
    return slice_cmp(a->recipient, b->recipient);
}

static void tell_message(struct path *path, const struct message *m, struct arena *a)
{
    path->accepted = m->accepted;
    path->account = m->account ? arena_keep(a, m->account->name) : slice_of(NULL, 0);
    path->identity = m->account ? m->identity : IDENTITY_NONE;
    path->login = arena_keep(a, m->login);
    path->sender = arena_keep(a, m->sender);
    path->message_id = arena_keep(a, m->message_id);
    path->subject = arena_keep(a, m->subject);
    path->client_ip = arena_keep(a, m->client_ip);
    path->size = m->size;
    path->nrcpt = m->nrcpt;
}

static void keep(struct trace *t, const struct trail *trail, const struct parcel *p)
{
    struct path *path;

    if (t->n == PATHS_MAX) {
        t->left_out++;
        return;
    }
    t->paths = mem_grow(t->paths, &t->cap, t->n + 1, sizeof(*t->paths));
    path = &t->paths[t->n++];
    tell_message(path, &p->m, &t->arena);
    for (size_t i = 0; i < p->n; i++)
        path->outcomes[p->deliveries[i].outcome]++;
    path->steps = arena_new(&t->arena, (trail->n + 1) * sizeof(*path->steps));
    for (size_t i = 0; i < trail->n; i++)
        copy_step(&path->steps[i], &trail->steps[i], &t->arena);
    path->n_steps = trail->n;
    qsort(path->steps, path->n_steps, sizeof(*path->steps), by_time);
}

void trace_end(struct parcel *p)
{
    struct trail *trail = p->trail;

    if (is_wanted(trail, &p->m))
        keep(trail->trace, trail, p);
    p->trail = NULL;
    trail_free(trail);
}

static int by_acceptance(const void *x, const void *y)
{
    const struct path *a = x, *b = y;

    if (a->accepted != b->accepted)
        return a->accepted < b->accepted ? -1 : 1;
    return a->n_steps && b->n_steps ? by_time(&a->steps[0], &b->steps[0]) : 0;
}

struct paths trace_paths(struct trace *t)
{
    if (t->n)
        qsort(t->paths, t->n, sizeof(*t->paths), by_acceptance);
    return (struct paths){ t->paths, t->n, t->left_out };
}

void trace_free(struct trace *t)
{
    mem_free(t->paths);
    arena_free(&t->arena);
}
