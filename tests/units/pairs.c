#include "analyzer/run/watch/pairs.h"
#include "analyzer/base/mem.h"
#include "tests/units/site_folder.h"

#include <stdio.h>

static const char directory[] = "account,person,kind,forward_to,addresses\n"
                                "ann,p1,staff,al77@example.net,ann.lee@example.edu\n"
                                "box,,system,,box@example.edu\n";

static struct account ann = { .name = { "ann", 3 }, .kind = KIND_STAFF, .in_directory = true };
static struct account eve = { .name = { "eve", 3 } };
static struct account box = { .name = { "box", 3 }, .kind = KIND_SYSTEM, .in_directory = true };

static struct folder f;
static struct pairs ps;
static struct pair_list list;
static int forgotten;

static void forget(void *context, struct pair_slot *slot)
{
    (void)context;
    (void)slot;
    forgotten++;
}

static void set_up(void)
{
    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write(&f, "directory.csv", directory);
    folder_load(&f);
    cr_assert_str_eq(f.text.p, "");
    ps = (struct pairs){ .site = &f.site, .forget = forget };
    ps.slots.size = sizeof(struct pair_slot) + 64;
    list = (struct pair_list){ 0 };
    forgotten = 0;
}

static void tear_down(void)
{
    pairs_sweep(&ps, &list, USEC_MAX);
    cold_free(&ps.slots);
    folder_remove(&f);
}

TestSuite(pairs, .init = set_up, .fini = tear_down);

enum { START = 100 * DAY };

static struct pair_slot *send_named(struct account *who, const char *address, seconds when)
{
    struct message m = { .accepted = (START + when) * USEC_PER_SECOND, .nrcpt = 1 };
    struct event ev = { .kind = EVENT_RECIPIENT, .account = who, .message = &m };

    ev.recipient.address = slice_str(address);
    ev.recipient.hash = hash_slice(ev.recipient.address);
    return pairs_join(&ps, &list, &ev);
}

static struct pair_slot *send(int recipient, seconds when)
{
    char address[32];

    (void)snprintf(address, sizeof(address), "r%d@example.net", recipient);
    return send_named(&ann, address, when);
}

static bool has_place(int recipient)
{
    char address[32];
    int n = snprintf(address, sizeof(address), "r%d@example.net", recipient);

    return pairs_find(&ps, &list, hash_slice(slice_of(address, (size_t)n)));
}

Test(pairs, third_message_within_a_day_gives_a_place)
{
    struct pair_slot *slot;

    cr_assert_null(send(1, 10));
    cr_assert_null(send(1, 20));
    slot = send(1, DAY + 10);
    cr_assert_not_null(slot);
    cr_assert_eq(slot->pair.before[0], (START + 10) * USEC_PER_SECOND);
    cr_assert_eq(slot->pair.before[1], (START + 20) * USEC_PER_SECOND);
    cr_assert_eq(slot->mail, 3);
    cr_assert(slice_eq(slot->pair.address, SLICE("r1@example.net")));
    cr_assert_eq(send(1, DAY + 11), slot);
}

Test(pairs, messages_more_than_a_day_apart_do_not_add_up)
{
    cr_assert_null(send(1, 0));
    cr_assert_null(send(1, 100));
    cr_assert_null(send(1, DAY + 50)); /* the first is over */
    cr_assert_not_null(send(1, DAY + 60));
    cr_assert_null(send(2, 0));
    cr_assert_null(send(2, DAY + 1));
    cr_assert_null(send(2, 2 * DAY + 2));
    cr_assert_null(send(2, 3 * DAY + 3));
}

Test(pairs, newcomer_takes_the_place_of_the_least_and_its_mail)
{
    for (int r = 0; r < PAIRS_MAX; r++)
        for (int i = 0; i < (r == 5 ? 3 : 10); i++)
            (void)send(r, r * 60 + i);
    for (int i = 0; i < 3; i++)
        (void)send(99, 5000 + i);
    cr_assert_eq(forgotten, 1);
    cr_assert_not(has_place(5));
    cr_assert(has_place(99));
    cr_assert_eq(list.n, PAIRS_MAX);
}

Test(pairs, much_mail_keeps_its_place_among_hundreds)
{
    for (int i = 0; i < 300; i++) {
        (void)send(1000, 60 * i);
        for (int k = 0; k < 3; k++) /* a hundred and fifty others get three each */
            (void)send(i / 2, 60 * i + k + 1);
    }
    cr_assert(has_place(1000));
    cr_assert_gt(forgotten, 100);
}

Test(pairs, yesterdays_mail_counts_half)
{
    for (int i = 0; i < 40; i++)
        (void)send(1, i);
    cr_assert_eq(send(1, DAY)->mail, 21);
    cr_assert_eq(send(1, 3 * DAY)->mail, 6);
}

Test(pairs, as_many_others_as_are_seen_may_come_between)
{
    (void)send(1, 0);
    (void)send(1, 1);
    for (int r = 2; r < 2 + PAIRS_SEEN; r++)
        (void)send(r, r);
    cr_assert_eq(list.n_seen, PAIRS_SEEN);
    cr_assert_not_null(send(1, 200)); /* of two: it went before none of those of one */
    (void)send(500, 300);
    for (int r = 600; r < 600 + PAIRS_SEEN; r++)
        (void)send(r, r);
    (void)send(500, 700);
    cr_assert_null(send(500, 701)); /* of one: it was the oldest */
}

Test(pairs, what_was_quiet_for_a_day_is_forgotten)
{
    for (int i = 0; i < 3; i++)
        (void)send(1, i);
    (void)send(2, 0);
    pairs_sweep(&ps, &list, (START + DAY + 1) * USEC_PER_SECOND);
    cr_assert_eq(list.n, 1);
    cr_assert_eq(list.n_seen, 0);
    pairs_sweep(&ps, &list, (START + DAY + 3) * USEC_PER_SECOND);
    cr_assert_eq(list.n, 0);
    cr_assert_eq(forgotten, 1);
}

Test(pairs, systems_and_mail_to_many_have_none)
{
    struct message m = { .accepted = START * USEC_PER_SECOND, .nrcpt = PAIR_RECIPIENTS + 1 };
    struct event ev = { .kind = EVENT_RECIPIENT, .account = &ann, .message = &m };

    for (int i = 0; i < 5; i++) {
        cr_assert_null(send_named(&box, "x@example.net", i));
        cr_assert_null(pairs_join(&ps, &list, &ev));
    }
    cr_assert_eq(list.n_seen, 0);
    cr_assert_null(list.seen);
}

static bool is_own(struct account *who, const char *address)
{
    struct pair_slot *slot = NULL;

    for (int i = 0; i < 3; i++)
        slot = send_named(who, address, i);
    return slot->pair.is_own;
}

Test(pairs, own_addresses_are_known)
{
    cr_assert(is_own(&ann, "ann.lee@example.edu"));
    cr_assert(is_own(&ann, "Ann.Lee+notes@example.edu"));
    cr_assert(is_own(&ann, "AL77@example.net"));
    cr_assert(is_own(&ann, "ann.lee@example.com"));
    cr_assert(is_own(&eve, "eve@example.com"));
    cr_assert_not(is_own(&ann, "al77@example.com"));
    cr_assert_not(is_own(&ann, "box@example.edu"));
    cr_assert_not(is_own(&eve, "ann@example.com"));
}
