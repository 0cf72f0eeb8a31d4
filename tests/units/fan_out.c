/* One mail to each of many contacts: when that is a hint, and what it is none for. */
#include <criterion/criterion.h>

#include "analyzer/base/arena.h"
#include "detectors/groups.h"
#include "detectors/toolbox.h"

extern const struct detector detector_fan_out;

TestSuite(fan_out, .timeout = 60);

struct desk {
    struct arena arena;
    struct evidence_list list;
    struct evidence *slot;
    struct account account;
    struct mailing mailing;
    struct groups groups;
    struct calendar calendar;
    int64_t limits[16];
    _Alignas(16) char state[256];
    struct watch w;
};

static void open_desk(struct desk *d, enum account_kind kind)
{
    *d = (struct desk){ .account = { .name = SLICE("alice"), .kind = kind } };
    d->list.arena = &d->arena;
    d->mailing = (struct mailing){ .account = &d->account, .number = 1 };
    for (size_t i = 0; detector_fan_out.limits[i].name; i++)
        d->limits[i] = detector_fan_out.limits[i].preset;
    cr_assert_leq(detector_fan_out.state_size, sizeof(d->state));
    d->w = (struct watch){ .detector = &detector_fan_out,
                           .limit = d->limits,
                           .account = &d->account,
                           .mailing = &d->mailing,
                           .groups = &d->groups,
                           .calendar = &d->calendar,
                           .state = d->state,
                           .slot = &d->slot,
                           .list = &d->list };
}

static void close_desk(struct desk *d)
{
    evidence_list_free(&d->list);
    distinct_free((struct distinct *)(void *)d->state);
    groups_free(&d->groups);
    arena_free(&d->arena);
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

        open_desk(&d, KIND_STAFF);
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

    open_desk(&d, KIND_STAFF);
    send_to(&d, START, 200, (struct kind){ 1, CONTACT_KNOWN, 2 * MINUTE + 5 });
    cr_expect_eq(ripe(&d), 0, "29 an hour");
    close_desk(&d);
}

Test(fan_out, one_mail_to_all_of_them_is_none)
{
    struct desk d;

    open_desk(&d, KIND_STAFF);
    send_to(&d, START, 200, (struct kind){ 200, CONTACT_KNOWN, 0 });
    cr_expect_null(d.slot);
    close_desk(&d);
}

Test(fan_out, strangers_are_another_matter)
{
    struct desk d;

    open_desk(&d, KIND_STAFF);
    send_to(&d, START, 200, (struct kind){ 1, CONTACT_NEW, 4 });
    send_to(&d, START, 200, (struct kind){ 1, CONTACT_UNTOLD, 4 });
    cr_expect_null(d.slot);
    close_desk(&d);
}

Test(fan_out, lists_and_systems_do_that_all_day)
{
    struct desk d;

    open_desk(&d, KIND_SYSTEM);
    send_to(&d, START, 200, own);
    cr_expect_null(d.slot);
    close_desk(&d);
}

Test(fan_out, a_habit_excuses_it)
{
    struct desk d;

    open_desk(&d, KIND_FACULTY);
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
