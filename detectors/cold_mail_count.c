/* Strangers are counted anew each time: which of them a window holds, and who has answered. */
#include "detectors/cold_mail.h"

const seconds cold_mail_spans[WINDOWS] = { HOUR, DAY, 7 * DAY, 28 * DAY, DAY };

static void count_one(struct cold_mail_tally *t, uint64_t key, seconds age, seconds waited)
{
    bool is_answered = key & ANSWERED, is_left = !is_answered, is_outside = key & OUTSIDE;
    int i = key & UNTOLD ? UNREMEMBERED : IN_HOUR, last = key & UNTOLD ? UNREMEMBERED : IN_MONTH;

    t->waiting += !(key & UNTOLD) && is_left && age >= waited;
    t->of_late += is_left && is_outside && age < DAY / 4;
    while (i <= last && age >= cold_mail_spans[i])
        i++;
    for (; i <= last; i++) {
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

        if (!slots[i].key || is_untold != (window == UNREMEMBERED) || age < 0 ||
            age >= cold_mail_spans[window])
            continue;
        a.answers += (slots[i].key & ANSWERED) != 0;
        a.unanswered += !(slots[i].key & ANSWERED);
    }
    return a;
}
