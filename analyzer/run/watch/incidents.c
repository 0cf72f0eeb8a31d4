/*
 * The day before is looked at once, when an incident begins: what is written later is written
 * by people who try again. Whoever wrote most is remembered; whether it is suspect is known
 * when everything was judged.
 */
#include "analyzer/run/watch/incidents.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

/* SHARE: per cent of the new recipients; FEW: of fewer a share says nothing. */
enum { SHARE = 50, FEW = 10, NAMES_MAX = 4096 };

struct incident_name {
    uint32_t organisation;
    size_t n;
    char text[256];
};

static uint64_t hash_account(const struct account *who)
{
    return hash_bytes(&who, sizeof(const struct account *));
}

static bool is_of(const void *value, const void *key)
{
    return ((const struct incident_writer *)value)->account == *(const struct account *const *)key;
}

static bool is_organisations(const void *value, const void *key)
{
    return ((const struct incident_work *)value)->organisation == *(const uint32_t *)key;
}

static struct incident_writer *writer_of(struct map *writers, const struct account *who)
{
    struct incident_writer *w = map_find(writers, hash_account(who), &who);

    if (w || writers->used >= HURT_MAX)
        return w;
    w = mem_new(1, sizeof(*w));
    w->account = who;
    map_add(writers, hash_account(who), w);
    return w;
}

static void free_writers(struct map *writers)
{
    struct incident_writer *w;
    size_t at = 0;

    while ((w = map_next(writers, &at)))
        mem_free(w);
    map_free(writers);
}

struct incident_writer *incidents_writer(struct incident_work *one, const struct account *who)
{
    return writer_of(&one->writers, who);
}

void incidents_remember(struct incidents *in, const struct recent_mail *mail)
{
    if (!in->recent)
        in->recent = mem_new(RECENT_MAX, sizeof(*in->recent));
    in->recent[in->n_recent++ % RECENT_MAX] = *mail;
}

static void remember(struct incidents *in, const struct event *ev)
{
    incidents_remember(in,
                       &(struct recent_mail){ ev->account, ev->message->accepted / USEC_PER_SECOND,
                                              ev->organisation });
}

static bool is_more(uint64_t n, const struct account *who, const struct new_mail *than)
{
    if (!than->most || n != than->of_most)
        return n > than->of_most;
    return slice_cmp(who->name, than->most->name) < 0;
}

static void take_most(struct new_mail *sum, const struct account *who, uint64_t n)
{
    sum->recipients += n;
    if (n == 0 || !is_more(n, who, sum))
        return;
    sum->most = who;
    sum->of_most = n;
}

/* Who wrote to new recipients within the day before. */
static void look_back(const struct incidents *in, struct incident_work *one)
{
    seconds until = one->is.first / USEC_PER_SECOND, since = until - DAY;
    size_t kept = in->n_recent < RECENT_MAX ? in->n_recent : RECENT_MAX, at = 0;
    struct map writers = { .same = is_of };
    const struct incident_writer *w;

    for (size_t i = 0; i < kept; i++) {
        const struct recent_mail *m = &in->recent[i];
        struct incident_writer *who;

        if (m->when < since || m->when > until || !(who = writer_of(&writers, m->account)))
            continue;
        who->everywhere++;
        who->there += m->organisation == one->organisation;
    }
    while ((w = map_next(&writers, &at))) {
        take_most(&one->is.there, w->account, w->there);
        take_most(&one->is.everywhere, w->account, w->everywhere);
    }
    one->is.is_short =
        (in->begins == USEC_NONE || in->begins > since * USEC_PER_SECOND) ||
        (in->n_recent > RECENT_MAX && in->recent[in->n_recent % RECENT_MAX].when > since);
    free_writers(&writers);
}

struct incident_work *incidents_restore(struct incidents *in, const struct incident_work *read)
{
    struct incident_work *one;

    if (in->n_all >= INCIDENTS_MAX || map_find(&in->open, read->organisation, &read->organisation))
        return NULL;
    one = mem_new(1, sizeof(*one));
    *one = *read;
    one->writers = (struct map){ .same = is_of };
    one->raw = read->is.line.raw.n ? mem_copy(read->is.line.raw) : slice_of(NULL, 0);
    one->is.line.raw = one->raw;
    one->before = in->all;
    in->all = one;
    in->n_all++;
    in->open.same = is_organisations;
    map_add(&in->open, one->organisation, one);
    return one;
}

static struct incident_work *begin(struct incidents *in, const struct event *ev)
{
    struct incident_work read = { .organisation = ev->organisation }, *one;

    read.is.first = read.is.last = ev->when;
    if (ev->line.at.line)
        read.is.line =
            (struct quote){ .at = ev->line.at, .when = ev->line.when, .raw = ev->line.raw };
    one = incidents_restore(in, &read);
    if (one)
        look_back(in, one);
    else
        in->beyond++;
    return one;
}

static struct incident_work *open_one(struct incidents *in, const struct event *ev)
{
    struct incident_work *one = map_find(&in->open, ev->organisation, &ev->organisation);

    if (one && ev->when - one->is.last > (usec)DAY * USEC_PER_SECOND) {
        map_remove(&in->open, one->organisation, one);
        one = NULL;
    }
    return one;
}

static bool is_about_the_address(const struct event *ev)
{
    return ev->reply.scope == REPLY_IP && ev->reply.reason == REASON_BLOCKED &&
           ev->outcome != OUTCOME_DELIVERED;
}

static void count(struct incident_work *one, const struct event *ev, bool is_refused)
{
    struct incident_writer *w = writer_of(&one->writers, ev->account);

    if (is_refused) {
        one->is_touched = true;
        one->is.recipients++;
        if (ev->when > one->is.last)
            one->is.last = ev->when;
    }
    if (!w)
        return;
    one->is.accounts += is_refused && w->refused == 0;
    w->refused += is_refused;
}

void incidents_begin(struct incidents *in, usec when)
{
    if (in->begins == USEC_NONE || when > in->last + (usec)HOUR * USEC_PER_SECOND)
        in->begins = when;
}

void incidents_take(struct incidents *in, const struct event *ev)
{
    bool is_refused = is_about_the_address(ev);
    struct incident_work *one;

    if (!ev->recipient.is_external || ev->organisation == 0)
        return;
    if (in->last < ev->when)
        in->last = ev->when;
    one = open_one(in, ev);
    if (!one && is_refused)
        one = begin(in, ev);
    if (!ev->is_again && ev->recipient.contact != CONTACT_KNOWN)
        remember(in, ev);
    if (one && !ev->is_again)
        count(one, ev, is_refused);
}

static bool is_called(const void *value, const void *key)
{
    return ((const struct incident_name *)value)->organisation == *(const uint32_t *)key;
}

void incidents_name(struct incidents *in, uint32_t organisation, slice name)
{
    struct incident_name *one;

    in->names.same = is_called;
    if (in->names.used >= NAMES_MAX || map_find(&in->names, organisation, &organisation))
        return;
    one = mem_new(1, sizeof(*one));
    one->organisation = organisation;
    one->n = name.n < sizeof(one->text) ? name.n : sizeof(one->text);
    memcpy(one->text, name.p, one->n);
    map_add(&in->names, organisation, one);
}

slice incidents_called(const struct incidents *in, uint32_t organisation)
{
    const struct incident_name *one = map_find(&in->names, organisation, &organisation);

    return one ? slice_of(one->text, one->n) : slice_of(NULL, 0);
}

static const struct account *suspect(const struct new_mail *sum)
{
    bool is_most = sum->of_most * 100 >= sum->recipients * SHARE;

    return sum->recipients >= FEW && is_most ? sum->most : NULL;
}

size_t incidents_suspects(const struct incident_work *one, const struct account *out[2])
{
    size_t n = 0;

    if (suspect(&one->is.there))
        out[n++] = one->is.there.most;
    if (suspect(&one->is.everywhere) && one->is.everywhere.most != one->is.there.most)
        out[n++] = one->is.everywhere.most;
    return n;
}

static int32_t sum_of(const struct result *r, const struct account *who)
{
    for (size_t i = 0; who && i < r->n_rulings; i++)
        if (r->rulings[i].account == who)
            return r->rulings[i].sum;
    return 0;
}

/* Most of the mail there comes first; a list of many names blocks at once wherever mail went. */
static void name_culprit(struct incident *is, const struct result *r)
{
    const struct account *who = suspect(&is->there);
    int32_t contact = ladder_of(r->sections, r->n_sections).contact;

    if (sum_of(r, who) < contact)
        who = suspect(&is->everywhere);
    if (sum_of(r, who) < contact)
        return;
    is->culprit = who;
    is->sum = sum_of(r, who);
}

static int by_refused(const void *x, const void *y)
{
    const struct hurt_account *a = x, *b = y;

    if (a->recipients != b->recipients)
        return a->recipients > b->recipients ? -1 : 1;
    return slice_cmp(a->account->name, b->account->name);
}

static void list_hurt(const struct incident_work *one, struct incident *is, struct arena *a)
{
    struct hurt_account *hurt = arena_new(a, (one->writers.used + 1) * sizeof(*hurt));
    const struct incident_writer *w;
    size_t at = 0;

    while ((w = map_next(&one->writers, &at)))
        if (w->refused && w->account != is->culprit)
            hurt[is->n_hurt++] = (struct hurt_account){ w->account, w->refused };
    if (is->n_hurt)
        qsort(hurt, is->n_hurt, sizeof(*hurt), by_refused);
    is->hurt = hurt;
}

static int by_accounts(const void *x, const void *y)
{
    const struct incident *a = x, *b = y;

    if (a->accounts != b->accounts)
        return a->accounts > b->accounts ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return slice_cmp(a->organisation, b->organisation);
}

static void conclude(const struct incidents *in, struct incident_work *one, struct arena *a,
                     const struct result *r)
{
    slice name = incidents_called(in, one->organisation);

    one->is.organisation = name.n ? arena_keep(a, name) : SLICE("(not named)");
    one->is.senders = one->writers.used;
    one->is.line.raw = arena_keep(a, one->is.line.raw);
    name_culprit(&one->is, r);
    list_hurt(one, &one->is, a);
}

void incidents_close(struct incidents *in, struct arena *a, struct result *r)
{
    struct incident *all = arena_new(a, (in->n_all + 1) * sizeof(*all));

    for (struct incident_work *one = in->all; one; one = one->before) {
        if (!one->is_touched)
            continue;
        conclude(in, one, a, r);
        all[r->n_incidents++] = one->is;
    }
    if (r->n_incidents)
        qsort(all, r->n_incidents, sizeof(*all), by_accounts);
    r->incidents = all;
    r->incidents_beyond = in->beyond;
}

static void free_names(struct incidents *in)
{
    struct incident_name *one;
    size_t at = 0;

    while ((one = map_next(&in->names, &at)))
        mem_free(one);
    map_free(&in->names);
}

void incidents_free(struct incidents *in)
{
    while (in->all) {
        struct incident_work *one = in->all;

        in->all = one->before;
        free_writers(&one->writers);
        mem_free((void *)(uintptr_t)one->raw.p);
        mem_free(one);
    }
    free_names(in);
    map_free(&in->open);
    mem_free(in->recent);
    *in = (struct incidents){ 0 };
}
