/* Days are added one after the other, and asked for far more often: sums over them are kept. */
#include "analyzer/run/watch/peers.h"

#include "analyzer/base/mem.h"

static void forget_windows(struct peers *p)
{
    for (int i = 0; i < 2; i++)
        if (p->windows[i])
            p->windows[i]->is_made = false;
}

void peers_add(struct peers *p, struct peers_day *day)
{
    if (p->n == USUAL_DAYS) {
        mem_free(p->days[0]);
        memmove(&p->days[0], &p->days[1], (USUAL_DAYS - 1) * sizeof(struct peers_day *));
        p->n--;
    }
    p->days[p->n++] = day;
    forget_windows(p);
}

const struct peers_day *peers_find(const struct peers *p, int64_t day)
{
    for (size_t i = p->n; i-- > 0;)
        if (p->days[i]->day == day)
            return p->days[i];
    return NULL;
}

uint64_t peers_closed(const struct peers *p, int64_t day)
{
    uint64_t closed = 0;

    for (size_t i = 0; i < p->n; i++) {
        int64_t before = day - p->days[i]->day;

        if (before >= 1 && before <= USUAL_DAYS)
            closed |= UINT64_C(1) << (before - 1);
    }
    return closed;
}

static void add(struct peers_of *to, const struct peers_of *one)
{
    for (size_t i = 0; i < COUNT_BUCKETS; i++)
        to->counts[i] += one->counts[i];
    for (size_t i = 0; i < SURPRISE_BUCKETS; i++)
        to->surprises[i] += one->surprises[i];
    to->spread += one->spread;
    to->spread_of += one->spread_of;
}

static void make_window(const struct peers *p, struct peers_window *w, int64_t day)
{
    *w = (struct peers_window){ .is_made = true, .day = day };
    for (size_t i = 0; i < p->n; i++) {
        if (p->days[i]->day >= day || p->days[i]->day < day - USUAL_DAYS)
            continue;
        for (int kind = 0; kind < ACCOUNT_KINDS; kind++)
            for (int m = 0; m < MEASURES; m++) {
                add(&w->of[kind][m], &p->days[i]->of[kind][m]);
                add(&w->of[ACCOUNT_KINDS][m], &p->days[i]->of[kind][m]);
            }
    }
}

const struct peers_of *peers_before(struct peers *p, enum account_kind kind, int64_t day)
{
    struct peers_window **w = &p->windows[day & 1];

    if (!*w)
        *w = mem_new(1, sizeof(**w));
    if (!(*w)->is_made || (*w)->day != day)
        make_window(p, *w, day);
    if (peers_total(&(*w)->of[kind][MEASURE_MESSAGES]) > PEERS_FEW)
        return (*w)->of[kind];
    return (*w)->of[ACCOUNT_KINDS];
}

void peers_free(struct peers *p)
{
    for (size_t i = 0; i < p->n; i++)
        mem_free(p->days[i]);
    mem_free(p->windows[0]);
    mem_free(p->windows[1]);
    *p = (struct peers){ 0 };
}
