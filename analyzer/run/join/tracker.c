/*
 * Three lists by how long an entry may live, each in the order in which its entries were
 * last moved; an entry heard of again is moved only every half minute, and looked at once
 * more before it ends.
 */
#include "analyzer/run/join/tracker.h"

#include "analyzer/base/ages.h"
#include "analyzer/run/join/join.h"

enum { MOVE_AFTER = 30, LATE = 2 * MINUTE };

static const seconds life_spans[LIVES] = {
    [LIFE_FRESH] = 1 * HOUR,
    [LIFE_QUEUED] = 6 * DAY,
    [LIFE_DONE] = 10 * MINUTE,
    [LIFE_OVER] = LATE,
};

enum { ID_MAX = sizeof(((struct entry *)0)->id) };

struct id_key {
    slice id;
    uint32_t queue;
};

static bool same_id(const void *value, const void *key)
{
    const struct entry *e = value;
    const struct id_key *k = key;

    return e->queue == k->queue && slice_eq(slice_of(e->id, e->id_n), k->id);
}

static uint64_t hash_id(uint32_t queue, slice id)
{
    return hash_mix(hash_slice(id), queue);
}

void tracker_init(struct tracker *t, struct join *join, size_t entries_max)
{
    *t = (struct tracker){ .join = join, .entries_max = entries_max };
    t->by_id.same = same_id;
    t->entries.size = sizeof(struct entry);
}

static void list_remove(struct tracker *t, struct entry *e)
{
    struct life_list *list = &t->lists[e->life];

    AGES_REMOVE(list, e);
}

static void list_append(struct tracker *t, struct entry *e, enum life life)
{
    struct life_list *list = &t->lists[life];

    e->life = (uint8_t)life;
    e->moved = e->touched;
    AGES_APPEND(list, e);
}

static void end_entry(struct tracker *t, struct entry *e, enum ending how, usec when)
{
    list_remove(t, e);
    map_remove(&t->by_id, e->hash, e);
    join_end(t->join, e, how, when);
    pool_give_back(&t->entries, e);
}

static struct entry *add_entry(struct tracker *t, uint32_t queue, slice id, const struct line *ln)
{
    struct entry *e;

    if (t->by_id.used >= t->entries_max) {
        enum life life = t->lists[LIFE_OVER].oldest    ? LIFE_OVER
                         : t->lists[LIFE_DONE].oldest  ? LIFE_DONE
                         : t->lists[LIFE_FRESH].oldest ? LIFE_FRESH
                                                       : LIFE_QUEUED;

        t->evicted++;
        end_entry(t, t->lists[life].oldest, ENDING_LOST, ln->when);
    }
    t->begun++;
    e = pool_take(&t->entries);
    *e = (struct entry){ .hash = hash_id(queue, id), .queue = queue };
    e->host = t->host_of[queue];
    e->id_n = (uint8_t)id.n;
    memcpy(e->id, id.p, e->id_n);
    e->touched = e->begun = ln->when;
    map_add(&t->by_id, e->hash, e);
    list_append(t, e, LIFE_FRESH);
    join_begin(t->join, e, ln->when);
    return e;
}

static struct entry *find(const struct tracker *t, uint32_t queue, slice id)
{
    struct id_key key = { id, queue };

    return map_find(&t->by_id, hash_id(queue, id), &key);
}

static struct entry *find_elsewhere(const struct tracker *t, uint32_t host, uint32_t but, slice id)
{
    struct entry *e = NULL;

    for (uint32_t q = 0; q < t->n_queues && !e; q++)
        if (q != but && t->host_of[q] == host)
            e = find(t, q, id);
    return e;
}

struct entry *tracker_find(const struct tracker *t, uint32_t host, slice id)
{
    return find_elsewhere(t, host, UINT32_MAX, slice_head(id, ID_MAX));
}

struct entry *tracker_find_anywhere(const struct tracker *t, slice id)
{
    struct entry *e = NULL;

    for (uint32_t q = 0; q < t->n_queues && !e; q++)
        e = find(t, q, slice_head(id, ID_MAX));
    return e;
}

uint32_t tracker_add_queue(struct tracker *t, uint32_t host, bool ends_silently)
{
    if (t->n_queues == QUEUES_MAX)
        return QUEUES_MAX - 1;
    t->host_of[t->n_queues] = host;
    t->ends_silently[t->n_queues] = ends_silently;
    return t->n_queues++;
}

static bool is_first_use(enum fact_kind kind)
{
    return kind == FACT_CLIENT || kind == FACT_PICKUP;
}

static bool lacks_beginning(const struct entry *e)
{
    return !e->has_beginning && join_lacks_beginning(e);
}

/* Stamps of one second in several files do not tell which line came first. */
static bool is_begun_late(const struct entry *e, const struct line *ln)
{
    usec apart = ln->when > e->begun ? ln->when - e->begun : e->begun - ln->when;

    return apart <= (usec)LATE * USEC_PER_SECOND && lacks_beginning(e);
}

/* These alone tell nothing of a message whose beginning is missing. */
static bool is_only_an_end(enum fact_kind kind)
{
    return kind == FACT_REMOVED || kind == FACT_REJECT || kind == FACT_NOTICE ||
           kind == FACT_OVERSIZE || kind == FACT_CANCELED || kind == FACT_SPLIT;
}

static struct entry *entry_of(struct tracker *t, uint32_t queue, const struct fact *f,
                              const struct line *ln)
{
    slice id = slice_head(f->queue_id, ID_MAX);
    struct entry *e = find(t, queue, id);

    if (e && is_first_use(f->kind) && !is_begun_late(e, ln)) {
        t->reused++;
        end_entry(t, e, ENDING_LOST, ln->when);
        e = NULL;
    }
    if (!e && !is_first_use(f->kind))
        e = find_elsewhere(t, t->host_of[queue], queue, id);
    return e || is_only_an_end(f->kind) ? e : add_entry(t, queue, id, ln);
}

static void count_recipients(struct entry *e, const struct fact *f)
{
    if (f->kind == FACT_QUEUED) {
        e->nrcpt = f->nrcpt; /* of a retry: those that are left */
        e->decided = e->life == LIFE_OVER ? e->decided : 0;
        e->is_torn = f->is_torn;
    }
    if (f->kind == FACT_EXPIRED)
        e->decided = e->nrcpt;
    if (f->kind == FACT_DELIVERY)
        e->is_torn = false;
    if ((f->kind == FACT_DELIVERY && f->status != STATUS_DEFERRED) || f->kind == FACT_SPLIT)
        e->decided++;
}

/* Of a server that says neither that a message came in, as of notices, nor that it left: some are
   decided, and for those that are not it is asked again later. */
static enum life life_of_silent(const struct entry *e, const struct fact *f)
{
    bool is_end = f->kind == FACT_DELIVERY || f->kind == FACT_SPLIT || f->kind == FACT_EXPIRED;

    if (!is_end)
        return f->kind == FACT_QUEUED && !f->is_torn ? LIFE_QUEUED : e->life;
    if (f->kind == FACT_DELIVERY && f->status == STATUS_DEFERRED)
        return LIFE_QUEUED;
    return e->decided >= e->nrcpt ? LIFE_DONE : LIFE_QUEUED;
}

static enum life life_of(const struct entry *e, const struct fact *f, bool is_silent)
{
    if ((f->kind == FACT_DISPOSED || f->kind == FACT_HEADER) && f->reaction == REACTION_HOLD)
        return LIFE_QUEUED; /* it stays there until somebody looks at it */
    if (is_silent)
        return life_of_silent(e, f);
    if (f->kind == FACT_DELIVERY && f->status != STATUS_DEFERRED && e->decided >= e->nrcpt)
        return e->nrcpt ? LIFE_DONE : e->life;
    return f->kind == FACT_QUEUED ? LIFE_QUEUED : e->life;
}

static void move(struct tracker *t, struct entry *e, enum life life)
{
    list_remove(t, e);
    list_append(t, e, life);
}

static void update_life(struct tracker *t, struct entry *e, const struct fact *f, usec when)
{
    enum life life = life_of(e, f, t->ends_silently[e->queue]);

    e->touched = when > e->touched ? when : e->touched;
    if (life != e->life || e->touched - e->moved >= (usec)MOVE_AFTER * USEC_PER_SECOND)
        move(t, e, life);
}

static bool is_complete(const struct entry *e)
{
    return !lacks_beginning(e) && e->decided >= e->nrcpt;
}

/* Who handed it in, and what became of its recipients, may stand in other files, whose lines
   of this second are still to come. */
static void take_out(struct tracker *t, struct entry *e, bool is_by_hand, usec when)
{
    e->ending = is_by_hand ? ENDING_DELETED : ENDING_REMOVED;
    if (is_by_hand ? !lacks_beginning(e) : is_complete(e))
        end_entry(t, e, e->ending, when);
    else
        move(t, e, LIFE_OVER);
}

void tracker_take(struct tracker *t, uint32_t queue, const struct fact *f, const struct line *ln)
{
    struct entry *e = entry_of(t, queue, f, ln);

    if (!e)
        return;
    e->has_beginning |= is_first_use(f->kind);
    count_recipients(e, f);
    if (f->kind == FACT_REMOVED)
        take_out(t, e, f->is_by_hand, ln->when);
    else if (!join_take(t->join, e, f, ln))
        end_entry(t, e, ENDING_REFUSED, ln->when);
    else if (e->life != LIFE_OVER)
        update_life(t, e, f, ln->when);
    else if (is_complete(e))
        end_entry(t, e, e->ending, ln->when);
}

/* Of a server that does not say so, a message has left the queue when all was decided. */
static void end_of_life(struct tracker *t, struct entry *e, usec when)
{
    bool is_done = e->life == LIFE_DONE, has_ended = is_done && t->ends_silently[e->queue];

    if (e->life == LIFE_OVER) {
        end_entry(t, e, e->ending, when);
        return;
    }
    if (has_ended && join_has_open(e)) {
        move(t, e, LIFE_QUEUED);
        return;
    }
    if (e->is_torn) {
        end_entry(t, e, ENDING_REFUSED, when);
        return;
    }
    t->outlived += !has_ended;
    t->unremoved += is_done && !has_ended;
    end_entry(t, e, has_ended ? ENDING_REMOVED : ENDING_LOST, when);
}

static void age_list(struct tracker *t, enum life life, usec when)
{
    usec since = when - life_spans[life] * USEC_PER_SECOND;
    struct entry *e;

    while ((e = t->lists[life].oldest) && e->moved < since) {
        if (e->touched >= since) {
            list_remove(t, e);
            list_append(t, e, life);
            continue;
        }
        end_of_life(t, e, when);
    }
}

void tracker_age(struct tracker *t, usec when)
{
    for (int life = 0; life < LIVES; life++)
        age_list(t, (enum life)life, when);
}

struct entry *tracker_restore(struct tracker *t, const struct entry *like)
{
    struct entry *e = pool_take(&t->entries);
    usec moved = like->moved;

    *e = *like;
    e->host = t->host_of[e->queue];
    e->hash = hash_id(e->queue, slice_of(e->id, e->id_n));
    map_add(&t->by_id, e->hash, e);
    list_append(t, e, (enum life)e->life);
    e->moved = moved;
    return e;
}

static void close_entry(struct tracker *t, struct entry *e)
{
    if (e->life == LIFE_OVER)
        end_entry(t, e, e->ending, e->touched);
    else
        end_entry(t, e, ENDING_INPUT, USEC_MAX);
}

void tracker_close(struct tracker *t)
{
    for (int life = LIVES - 1; life >= 0; life--)
        while (t->lists[life].oldest)
            close_entry(t, t->lists[life].oldest);
    pool_free(&t->entries);
    map_free(&t->by_id);
}
