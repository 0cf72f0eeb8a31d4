/* Most of what is found is of one day: what peers did on it is summed up once. */
#include "analyzer/run/watch/portrait.h"

#include "analyzer/base/days.h"
#include "analyzer/base/mem.h"
#include "analyzer/run/watch/usual.h"

struct studio {
    struct day_close *close;
    struct calendar calendar;
    struct peers_day *sums; /* of the day painted last; its own, if that was not closed */
    bool is_summed;
};

static const struct peers_day *sums_of(struct studio *s, int64_t day, bool *is_open)
{
    const struct peers_day *closed = peers_find(&s->close->peers, day);

    *is_open = !closed;
    if (closed)
        return closed;
    if (!s->is_summed || s->sums->day != day)
        day_close_sum_up(s->close, day, s->sums);
    s->is_summed = true;
    return s->sums;
}

static void compare(struct studio *s, struct portrait *p, const struct account_work *work)
{
    const struct peers_day *sums = sums_of(s, p->usual.day, &p->is_open);
    const struct history_day *day = history_find(work->history, p->usual.day);
    enum account_kind kind = work->account->kind;
    struct peers *peers = &s->close->peers;

    for (int m = 0; m < MEASURES; m++) {
        const struct peers_of *before = &peers_before(peers, kind, p->usual.day)[m];
        struct compared *c = &p->day[m];

        c->value = day ? usual_value(day, (enum measure)m) : 0;
        c->factor = peers_factor(peers, sums, kind, (enum measure)m);
        c->rank = peers_rank(before, c->value);
        c->surprise = usual_surprise(&p->usual.of[m], c->value, c->factor);
        c->calibrated = peers_calibrate(before, c->surprise);
    }
}

static void take_hours(struct portrait *p, const struct history_day *d)
{
    for (int hour = 0; hour < 24; hour++)
        p->hours[days_is_weekend(d->day)][hour] += (uint32_t)(d->hours >> hour & 1);
}

static void take_days(struct portrait *p, const struct history *h)
{
    for (size_t i = 0; i < h->n_days; i++) {
        const struct history_day *d = &h->days[i];
        int64_t at = d->day - p->usual.day + USUAL_DAYS;

        if (at < 0 || at > USUAL_DAYS)
            continue;
        p->recipients[at] = usual_value(d, MEASURE_RECIPIENTS);
        p->is_suspect[at] = !history_may_learn(d);
        if (at < USUAL_DAYS && history_may_learn(d))
            take_hours(p, d);
    }
}

/* The newest day of the evidence that is marked for it; else the day of its last line. */
static int64_t day_of(struct studio *s, const struct evidence *e, const struct history *h)
{
    int64_t first = calendar_day(&s->calendar, e->first);
    int64_t last = calendar_day(&s->calendar, e->last);

    for (size_t i = h->n_days; i-- > 0;)
        if (h->days[i].day >= first && h->days[i].day <= last && h->days[i].marks & HISTORY_SUSPECT)
            return h->days[i].day;
    return last;
}

static void draw(struct studio *s, const struct evidence *e)
{
    struct account_work *work = e->account->work;
    int64_t day;

    if (!work || !work->history || work->history->n_days == 0 || e->last == USEC_NONE)
        return;
    day = day_of(s, e, work->history);
    if (work->portrait && work->portrait->usual.day >= day)
        return;
    if (!work->portrait)
        work->portrait = arena_new(s->close->arena, sizeof(*work->portrait));
    *work->portrait = (struct portrait){ 0 };
    usual_of_day(work->history, &s->close->peers, e->account->kind, day, &work->portrait->usual);
    take_days(work->portrait, work->history);
    compare(s, work->portrait, work);
}

void portraits_draw(struct day_close *d)
{
    struct studio s = { .close = d, .sums = mem_new(1, sizeof(*s.sums)) };

    for (const struct evidence *e = d->watchers->evidence.first; e; e = e->next)
        if (e->is_ripe && !e->is_operators)
            draw(&s, e);
    mem_free(s.sums);
}
