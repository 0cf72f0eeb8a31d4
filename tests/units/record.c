/* A record as a whole: the same bytes again, nothing torn is taken, old things are thrown away. */
#include "analyzer/run/state/record.h"

#include <criterion/criterion.h>

TestSuite(record, .timeout = 60);

/* Three days of mail to one who stays and one who is new each day, and a part of a later version.
 */
static void make(struct history *h)
{
    *h = (struct history){ 0 };
    for (int64_t day = 100; day < 103; day++) {
        (void)history_recipient(h, day, UINT64_C(1000) << 40, false);
        (void)history_recipient(h, day, (uint64_t)day << 40, true);
    }
    pack_part(&h->unknown, SLICE("later_detector"), SLICE("what it knows"));
}

static void pack(const struct history *h, struct buf *b)
{
    buf_clear(b);
    record_pack_alone(h, b);
}

Test(record, comes_back_as_the_same_bytes)
{
    struct history h, again = { 0 };
    struct buf one = { 0 }, other = { 0 };
    struct err why;

    make(&h);
    pack(&h, &one);
    cr_expect(record_check(buf_slice(&one), &why));
    cr_expect(record_unpack(&again, buf_slice(&one)));
    pack(&again, &other);
    cr_expect(slice_eq(buf_slice(&one), buf_slice(&other)));
    history_free(&h);
    history_free(&again);
    buf_free(&one);
    buf_free(&other);
}

Test(record, what_is_cut_off_is_not_whole)
{
    struct history h;
    struct buf b = { 0 };
    int whole = 0;

    make(&h);
    pack(&h, &b);
    for (size_t cut = 0; cut < b.n; cut++) {
        slice part = slice_head(buf_slice(&b), cut);
        struct history read = { 0 };
        struct err why;
        bool is_whole = record_unpack(&read, part);

        cr_expect_eq(record_check(part, &why), is_whole, "%zu", cut);
        whole += is_whole;
        history_free(&read);
    }
    cr_expect_eq(whole, 3, "%d", whole); /* behind the version, and behind each of two parts */
    history_free(&h);
    buf_free(&b);
}

Test(record, forgets_what_is_older_than_a_day)
{
    const struct record_keep nothing = { 0 };
    struct forgotten sum = { 0 };
    struct history h;
    struct buf b = { 0 };
    struct contact one;
    slice contacts;
    size_t at = 0;

    make(&h);
    cr_expect_not(record_forget(&h, &nothing, 100, &sum));
    cr_expect(record_forget(&h, &nothing, 102, &sum));
    cr_expect(sum.days == 2 && sum.contacts == 2 && sum.accounts == 0);
    cr_expect(h.n_days == 1 && h.days[0].day == 102 && contacts_count(&h.contacts) == 2 &&
              h.unknown.n);
    contacts_pack(&h.contacts, 102, &b);
    contacts = buf_slice(&b);
    while (contacts_next(contacts, &at, &one))
        cr_expect_eq(one.first, 102);
    cr_expect(record_forget(&h, &nothing, 103, &sum));
    cr_expect(sum.days == 3 && sum.contacts == 4 && sum.accounts == 1);
    pack(&h, &b);
    cr_expect_eq(b.n, 0);
    cr_expect_not(record_forget(&h, &nothing, 200, &sum));
    cr_expect_eq(sum.accounts, 1);
    history_free(&h);
    buf_free(&b);
}
