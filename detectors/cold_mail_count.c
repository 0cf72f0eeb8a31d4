/* Strangers are counted anew each time: which of them a window holds, and who has answered. */
#include "detectors/cold_mail.h"

const seconds cold_mail_spans[WINDOWS] = { HOUR, DAY, 7 * DAY, 28 * DAY, DAY, HOUR };

static void count_untold(struct cold_mail_tally *t, int window, bool is_answered)
{
    t->outside[window] += !is_answered;
    t->all[window] += !is_answered;
    t->answers[window] += is_answered;
}

static void count_one(struct cold_mail_tally *t, uint64_t key, seconds age, seconds waited)
{
    bool is_answered = key & ANSWERED, is_left = !is_answered, is_outside = key & OUTSIDE;
    int i = IN_HOUR;

    if (key & UNTOLD) {
        if (age < cold_mail_spans[UNREMEMBERED])
            count_untold(t, UNREMEMBERED, is_answered);
        if (age < cold_mail_spans[UNREMEMBERED_HOUR] && key & TO_FEW)
            count_untold(t, UNREMEMBERED_HOUR, is_answered);
        return;
    }
    t->waiting += is_left && age >= waited;
    t->of_late += is_left && is_outside && age < DAY / 4;
    while (i <= IN_MONTH && age >= cold_mail_spans[i])
        i++;
    for (; i <= IN_MONTH; i++) {
        t->outside[i] += is_left && is_outside;
        t->all[i] += is_left;
        t->answers[i] += is_answered;
    }
}

void cold_mail_count(const struct distinct *strangers, usec when, seconds waited,
                     struct cold_mail_tally *t)
{
    uint32_t n;
    const struct distinct_slot *slots = distinct_slots(strangers, &n);

    *t = (struct cold_mail_tally){ 0 };
    for (size_t i = 0; i < n; i++)
        if (slots[i].key)
            count_one(t, slots[i].key, when / USEC_PER_SECOND - slots[i].when, waited);
}

struct cold_mail_answered cold_mail_answered(const struct distinct *strangers, int window,
                                             seconds until)
{
    struct cold_mail_answered a = { 0 };
    uint32_t n;
    const struct distinct_slot *slots = distinct_slots(strangers, &n);

    for (size_t i = 0; i < n; i++) {
        bool is_untold = slots[i].key & UNTOLD;
        seconds age = until - slots[i].when;

        if (!slots[i].key || is_untold != (window >= UNREMEMBERED) || age < 0 ||
            age >= cold_mail_spans[window])
            continue;
        if (window == UNREMEMBERED_HOUR && !(slots[i].key & TO_FEW))
            continue;
        a.answers += (slots[i].key & ANSWERED) != 0;
        a.unanswered += !(slots[i].key & ANSWERED);
    }
    return a;
}

bool cold_mail_has(const struct distinct *strangers, uint64_t hash, uint64_t marks)
{
    uint64_t key = hash & ~(uint64_t)MARKS, other = marks & UNTOLD ? marks ^ TO_FEW : marks;

    return distinct_last(strangers, key | marks) ||
           distinct_last(strangers, key | marks | ANSWERED) ||
           (other != marks && (distinct_last(strangers, key | other) ||
                               distinct_last(strangers, key | other | ANSWERED)));
}
