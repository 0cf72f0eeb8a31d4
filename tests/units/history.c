/* What is remembered of an account: packed, read again, by a later version, and torn. */
#include "analyzer/run/watch/history.h"

#include <criterion/criterion.h>

#include "analyzer/run/watch/fields.h"

/* The upper bits are what is kept of it. */
#define HASH(number) (UINT64_C(number) << 40)

TestSuite(history, .timeout = 60);

static void pack_again(struct history *h, int64_t today)
{
    struct buf packed = { 0 };
    struct unpack u;
    slice name, bytes;

    history_pack_whole(h, today, &packed);
    buf_add(&packed, buf_slice(&h->unknown));
    history_free(h);
    u = (struct unpack){ .rest = buf_slice(&packed) };
    while (unpack_part(&u, &name, &bytes))
        if (!history_unpack_part(h, name, bytes))
            pack_part(&h->unknown, name, bytes);
    buf_free(&packed);
}

Test(history, who_was_written_to_is_known_on_later_days)
{
    struct history h = { 0 };

    cr_expect_not(history_recipient(&h, 100, HASH(7), true));
    cr_expect_not(history_recipient(&h, 100, HASH(7), true));
    cr_expect_not(history_recipient(&h, 100, HASH(0), false));
    pack_again(&h, 100);
    cr_expect_not(history_recipient(&h, 100, HASH(7), true));
    cr_expect(history_recipient(&h, 101, HASH(7), true));
    cr_expect(history_recipient(&h, 101, HASH(0), false));
    cr_expect_not(history_recipient(&h, 101, HASH(8), false));
    pack_again(&h, 101);
    cr_assert_eq(h.n_days, 2);
    cr_expect(h.days[0].day == 100 && h.days[0].recipients == 4 && h.days[0].external == 3);
    cr_expect(h.days[0].distinct == 2 && h.days[0].met == 2);
    cr_expect(h.days[1].recipients == 3 && h.days[1].distinct == 3 && h.days[1].met == 1);
    history_free(&h);
}

Test(history, whom_it_forgets)
{
    struct history h = { 0 };

    (void)history_recipient(&h, 100, HASH(7), false);
    (void)history_recipient(&h, 100, HASH(8), false);
    cr_expect(history_recipient(&h, 100 + CONTACT_DAYS, HASH(7), false));
    cr_expect_not(history_recipient(&h, 101 + CONTACT_DAYS, HASH(8), false));
    (void)history_recipient(&h, 101 + CONTACT_DAYS, HASH(9), false);
    pack_again(&h, 101 + 2 * CONTACT_DAYS);
    cr_expect_eq(contacts_count(&h.contacts), 2, "%zu", contacts_count(&h.contacts));
    history_free(&h);
}

Test(history, the_newest_days_stay)
{
    struct history h = { 0 };

    for (int64_t day = 1000; day < 1000 + 2 * HISTORY_DAYS; day++)
        history_message(&h, day, 9, 1000);
    history_message(&h, 1000 + 2 * HISTORY_DAYS - 2, 10, 5); /* a late one of a day that is there */
    history_message(&h, 900, 10, 5);                         /* of one that is not any more */
    pack_again(&h, 1200);
    cr_assert_eq(h.n_days, HISTORY_DAYS);
    cr_expect_eq(h.days[0].day, 1000 + HISTORY_DAYS);
    cr_expect_eq(h.days[HISTORY_DAYS - 2].messages, 2);
    cr_expect_eq(h.days[HISTORY_DAYS - 1].messages, 1);
    history_free(&h);
}

Test(history, what_a_day_holds)
{
    struct history h = { 0 };

    history_message(&h, 100, 0, 1000);
    history_message(&h, 100, 23, 234);
    history_message(&h, 102, 12, 1);
    history_bounced(&h, 100, 3);
    history_bounced(&h, 101, 5); /* a day that is not remembered */
    history_mark(&h, 102, HISTORY_SUSPECT);
    history_mark(&h, 101, HISTORY_SUSPECT);
    pack_again(&h, 102);
    cr_assert_eq(h.n_days, 2);
    cr_expect(h.days[0].bytes == 1234 && h.days[0].bounced == 3);
    cr_expect(h.days[0].hours == (1 | 1 << 23));
    cr_expect(history_may_learn(&h.days[0]) && !history_may_learn(&h.days[1]));
    history_mark(&h, 102, HISTORY_RELEASED);
    cr_expect(history_may_learn(&h.days[1]));
    history_free(&h);
}

/* Made by the version that wrote five numbers a day, in a part of another name. */
Test(history, what_version_1_wrote_is_read)
{
    static const char days[] = "\xc8\x01\x02\x05\x03\x04\x01" /* day 100 */
                               "\x04\x01\xac\x02\x00\x01\x00";
    struct history h = { 0 };

    cr_assert(history_unpack_part(&h, SLICE("days"), slice_of(days, sizeof(days) - 1)));
    pack_again(&h, 102);
    cr_assert_eq(h.n_days, 2);
    cr_expect(h.days[0].day == 100 && h.days[0].messages == 2 && h.days[0].recipients == 5);
    cr_expect(h.days[0].external == 3 && h.days[0].distinct == 4 && h.days[0].met == 1);
    cr_expect(h.days[1].day == 102 && h.days[1].recipients == 300 && h.days[1].bytes == 0);
    history_free(&h);
}

/* Ten numbers a day: the last of them is not known here. */
Test(history, what_a_later_version_writes_is_read)
{
    static const char days[] = "\x0a\xc8\x01\x02\x05\x03\x04\x01\x06\x07\x08\x01\x63"
                               "\x02\x09\x05\x03\x04\x01\x06\x07\x08\x01\x63";
    struct history h = { 0 };

    cr_assert(history_unpack_part(&h, SLICE("daily"), slice_of(days, sizeof(days) - 1)));
    cr_assert_eq(h.n_days, 2);
    cr_expect(h.days[0].bytes == 6 && h.days[0].bounced == 7 && h.days[0].hours == 8);
    cr_expect(h.days[1].day == 101 && h.days[1].messages == 9 && h.days[1].marks == 1);
    history_free(&h);
}

Test(history, many_contacts)
{
    enum { MANY = 20000 };
    struct history h = { 0 };
    struct buf one = { 0 }, other = { 0 };

    for (uint64_t i = 0; i < MANY; i++)
        (void)history_recipient(&h, 100, i * 0xff51afd7ed558ccdU, false);
    history_pack_whole(&h, 100, &one);
    history_free(&h);
    for (uint64_t i = MANY; i-- > 0;)
        (void)history_recipient(&h, 100, i * 0xff51afd7ed558ccdU, false);
    history_pack_whole(&h, 100, &other);
    cr_expect(slice_eq(buf_slice(&one), buf_slice(&other)), "the order of mail shows");
    pack_again(&h, 100);
    cr_expect_eq(contacts_count(&h.contacts), MANY);
    for (uint64_t i = 0; i < MANY; i++)
        cr_assert(history_recipient(&h, 101, i * 0xff51afd7ed558ccdU, false));
    history_free(&h);
    buf_free(&one);
    buf_free(&other);
}

Test(history, parts_of_others_are_kept)
{
    struct history h = { 0 };

    history_message(&h, 100, 23, 7);
    pack_part(&h.unknown, SLICE("later_detector"), SLICE("what it knows"));
    pack_again(&h, 100);
    pack_again(&h, 100);
    cr_expect_eq(h.n_days, 1);
    cr_expect_eq(h.unknown.n, 1 + strlen("later_detector") + 1 + strlen("what it knows"));
    history_free(&h);
}

struct old_state {
    int64_t messages, gone, kept;
    struct window window;
    struct distinct keys;
};

struct new_state {
    int64_t kept, added;
    struct distinct keys;
    struct window window;
    struct window messages; /* another kind than it was */
    int64_t mails;          /* it was called messages */
};

static const struct field old_fields[] = {
    NUMBER(struct old_state, messages), NUMBER(struct old_state, gone),
    NUMBER(struct old_state, kept),     WINDOW(struct old_state, window),
    DISTINCT(struct old_state, keys),   { 0 },
};

static const struct field new_fields[] = {
    NUMBER(struct new_state, kept),
    NUMBER(struct new_state, added),
    DISTINCT(struct new_state, keys),
    WINDOW(struct new_state, window),
    WINDOW(struct new_state, messages),
    NUMBER(struct new_state, mails),
    { 0 },
};

static const struct renamed renamed[] = { { 2, "messages", "mails" }, { 0 } };

static const struct detector old_detector = { .fields = old_fields, .state_version = 1 };
static const struct detector new_detector = { .fields = new_fields,
                                              .state_version = 2,
                                              .renamed = renamed };

static void fill(struct old_state *st, int64_t keys)
{
    *st = (struct old_state){ .messages = -5, .gone = 6, .kept = INT64_MAX };
    (void)window_add(&st->window, 3, 1000 * DAY * USEC_PER_SECOND, DAY);
    (void)window_add(&st->window, 4, (1000 * DAY + 3 * HOUR) * USEC_PER_SECOND, DAY);
    for (int64_t i = 0; i < keys; i++)
        (void)distinct_add(&st->keys, (uint64_t)i, (1000 * DAY + i) * USEC_PER_SECOND, DAY);
}

static bool has_same_keys(const struct distinct *a, const struct distinct *b)
{
    struct distinct_slot x[128], y[128];
    size_t n = distinct_sorted(a, x);
    bool is_same = n == distinct_sorted(b, y);

    for (size_t i = 0; i < n && is_same; i++)
        is_same = x[i].key == y[i].key && x[i].when == y[i].when;
    return is_same;
}

Test(history, fields_come_back)
{
    for (int64_t keys = 0; keys < 100; keys += 1 + keys) {
        struct old_state st, read = { 0 };
        struct buf b = { 0 };

        fill(&st, keys);
        fields_pack(&old_detector, &st, &b);
        fields_unpack(&old_detector, &read, buf_slice(&b));
        cr_expect(read.messages == -5 && read.gone == 6 && read.kept == INT64_MAX);
        cr_expect(memcmp(&read.window, &st.window, sizeof(st.window)) == 0);
        cr_expect_eq(read.keys.used, st.keys.used);
        cr_expect(has_same_keys(&read.keys, &st.keys));
        distinct_free(&st.keys);
        distinct_free(&read.keys);
        buf_free(&b);
    }
}

Test(history, a_later_version_reads_field_by_field)
{
    struct old_state st;
    struct new_state read = { 0 };
    struct buf b = { 0 };

    fill(&st, 5);
    fields_pack(&old_detector, &st, &b);
    fields_unpack(&new_detector, &read, buf_slice(&b));
    cr_expect(read.kept == INT64_MAX && read.added == 0 && read.mails == -5);
    cr_expect(read.window.sum == 7 && read.messages.sum == 0 && read.keys.used == 5);
    distinct_free(&st.keys);
    distinct_free(&read.keys);
    buf_free(&b);
}

Test(history, nothing_takes_no_room_and_torn_fields_do_no_harm)
{
    struct old_state st = { 0 };
    struct buf b = { 0 };

    fields_pack(&old_detector, &st, &b);
    cr_expect_eq(b.n, 0);
    fill(&st, 40);
    fields_pack(&old_detector, &st, &b);
    for (size_t cut = 0; cut < b.n; cut++) {
        struct old_state read = { 0 };

        fields_unpack(&old_detector, &read, slice_head(buf_slice(&b), cut));
        distinct_free(&read.keys);
    }
    distinct_free(&st.keys);
    buf_free(&b);
}

static void unpack(struct history *h, slice pieces)
{
    struct unpack u = { .rest = pieces };
    slice name, bytes;

    while (unpack_part(&u, &name, &bytes))
        cr_assert(history_unpack_part(h, name, bytes));
    cr_expect_not(h->is_torn);
}

/* What is packed as changed since, on the whole, is the same as all of it. */
Test(history, a_whole_and_what_has_changed_since)
{
    struct history h = { 0 }, other = { 0 };
    struct buf whole = { 0 }, since = { 0 }, one = { 0 }, two = { 0 };

    for (uint64_t i = 0; i < 300; i++)
        (void)history_recipient(&h, 100, i << 40 | 99, false);
    cr_expect_not(history_pack_since(&h, &since), "all of it is new");
    cr_expect_eq(since.n, 0);
    history_pack_whole(&h, 100, &whole);
    history_free(&h);
    for (int64_t day = 101; day < 104; day++) {
        unpack(&h, buf_slice(&whole));
        unpack(&h, buf_slice(&since));
        buf_clear(&since);
        cr_expect(history_recipient(&h, day, HASH(17), false));
        cr_expect_eq(history_recipient(&h, day, HASH(1000), false), day > 101);
        cr_expect_not(history_recipient(&h, day, (uint64_t)day << 50, false));
        history_message(&h, day, 9, 100);
        history_bounced(&h, 100, 1);
        cr_expect(history_pack_since(&h, &since));
        cr_expect_leq(since.n, 200);
        history_free(&h);
    }
    unpack(&h, buf_slice(&whole));
    unpack(&h, buf_slice(&since));
    cr_expect_eq(contacts_count(&h.contacts), 304);
    cr_expect(h.n_days == 4 && h.days[0].bounced == 3 && h.days[0].recipients == 300);
    buf_clear(&one);
    history_pack_whole(&h, 103, &one);
    unpack(&other, buf_slice(&one));
    buf_clear(&one);
    history_pack_alone(&h, &one);
    history_pack_alone(&other, &two);
    cr_expect(slice_eq(buf_slice(&one), buf_slice(&two)));
    history_free(&h);
    history_free(&other);
    buf_free(&whole);
    buf_free(&since);
    buf_free(&one);
    buf_free(&two);
}

/* Twelve bytes a contact, lowest first. */
Test(history, contacts_of_an_earlier_version_are_read)
{
    static const char rows[] = "\x01\x02\x00\x00\x00\x00\x00\x07\x64\x00\x65\x00"
                               "\x09\x02\x00\x00\x00\x00\x00\x07\x60\x00\x61\x00"
                               "\x01\x02\x00\x00\x00\x00\x00\x08\x64\x00\x64\x00";
    struct history h = { 0 };
    struct buf since = { 0 };

    cr_assert(history_unpack_part(&h, SLICE("contacts"), slice_of(rows, sizeof(rows) - 1)));
    cr_expect_not(h.is_torn);
    cr_expect_eq(contacts_count(&h.contacts), 2, "two are one by their upper bits");
    cr_expect(history_recipient(&h, 102, UINT64_C(7) << 56, false));
    cr_expect(history_recipient(&h, 102, UINT64_C(8) << 56, false));
    cr_expect_not(history_pack_since(&h, &since), "it is time for a whole");
    cr_assert(history_unpack_part(&h, SLICE("contacts"), slice_of(rows, sizeof(rows) - 2)));
    cr_expect(h.is_torn);
    history_free(&h);
    buf_free(&since);
}
