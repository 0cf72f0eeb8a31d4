/* One mail to each of many contacts: when that is a hint, and what it is none for. */
#include "tests/units/desk.h"

extern const struct detector detector_fan_out;

TestSuite(fan_out, .timeout = 60);

static void sit_down(struct desk *d, enum account_kind kind)
{
    open_desk(d, &detector_fan_out, kind);
    d->w.mailing = &d->mailing;
    d->w.groups = &d->groups;
    d->w.calendar = &d->calendar;
}

/* What a mail is like. */
struct kind {
    uint32_t recipients;
    enum contact_is contact;
    seconds step;
};

static void send_to(struct desk *d, seconds when, uint32_t n, struct kind kind)
{
    struct message m = { .account = &d->account, .nrcpt = kind.recipients };
    struct event ev = { .kind = EVENT_RECIPIENT, .account = &d->account, .message = &m };

    ev.recipient.contact = kind.contact;
    for (uint32_t i = 0; i < n; i++, when += kind.step) {
        m.accepted = ev.when = when * USEC_PER_SECOND;
        ev.recipient.hash = (uint64_t)(i + 1) << 32;
        ev.is_first = i % kind.recipients == 0;
        d->mailing.recipients++;
        detector_fan_out.on[EVENT_RECIPIENT](&d->w, &ev);
    }
}

static int32_t ripe(const struct desk *d)
{
    return d->slot && d->slot->is_ripe ? d->slot->weight : 0;
}

enum { START = 100 * DAY };

static const struct kind own = { 1, CONTACT_KNOWN, 4 };

Test(fan_out, thirty_contacts_are_a_hint)
{
    static const struct {
        uint32_t n;
        int32_t weight;
    } rows[] = { { 29, 0 },    { 30, 1500 },  { 49, 1500 }, { 50, 2000 },
                 { 99, 2000 }, { 100, 2500 }, { 500, 2500 } };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct desk d;

        sit_down(&d, KIND_STAFF);
        send_to(&d, START, rows[i].n, own);
        cr_expect_eq(ripe(&d), rows[i].weight, "%u", rows[i].n);
        if (rows[i].weight)
            cr_expect_eq(d.slot->warrants, ACTION_RECORD);
        close_desk(&d);
    }
}

Test(fan_out, within_an_hour)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    send_to(&d, START, 200, (struct kind){ 1, CONTACT_KNOWN, 2 * MINUTE + 5 });
    cr_expect_eq(ripe(&d), 0, "29 an hour");
    close_desk(&d);
}

Test(fan_out, one_mail_to_all_of_them_is_none)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    send_to(&d, START, 200, (struct kind){ 200, CONTACT_KNOWN, 0 });
    cr_expect_null(d.slot);
    close_desk(&d);
}

Test(fan_out, strangers_are_another_matter)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    send_to(&d, START, 200, (struct kind){ 1, CONTACT_NEW, 4 });
    send_to(&d, START, 200, (struct kind){ 1, CONTACT_UNTOLD, 4 });
    cr_expect_null(d.slot);
    close_desk(&d);
}

Test(fan_out, lists_and_systems_do_that_all_day)
{
    struct desk d;

    sit_down(&d, KIND_SYSTEM);
    send_to(&d, START, 200, own);
    cr_expect_null(d.slot);
    close_desk(&d);
}

Test(fan_out, a_habit_excuses_it)
{
    struct desk d;

    sit_down(&d, KIND_FACULTY);
    for (uint64_t week = 0; week < 3; week++) {
        struct evidence **slot = &d.slot;

        d.mailing.number = 1 + week;
        if (*slot)
            evidence_close(&d.list, *slot);
        *slot = NULL;
        distinct_free((struct distinct *)(void *)d.state);
        send_to(&d, START + 7 * (seconds)week * DAY, 40, own);
        cr_assert_eq(ripe(&d), 1500);
        cr_expect_eq(d.slot->n_against, week == 2 ? 1 : 0);
    }
    cr_expect_eq(d.slot->against[0].weight, -2000);
    close_desk(&d);
}
