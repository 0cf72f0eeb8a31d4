/* Records as they lie in the state. */
#include <criterion/criterion.h>

#include "analyzer/run/state/sent.h"

Test(sent, a_record_comes_back)
{
    struct sent_record one = { .message = UINT64_C(0xffeeddccbb),
                               .queue = 1,
                               .recipient = UINT64_C(0x8000000001),
                               .domain = 0xdeadbeef,
                               .accepted = INT64_C(4102444800) * USEC_PER_SECOND, /* 2100 */
                               .line = { 70000, 4000000000, UINT64_C(0xabcdef0123) },
                               .marks = SENT_TO_ONE | SENT_BY_WEBMAIL };
    struct sent_record two = { .message = 2, .accepted = USEC_PER_SECOND }, back;
    struct buf packed = { 0 };
    slice rest;

    sent_pack(&one, &packed);
    sent_pack(&two, &packed);
    cr_assert_eq(packed.n, 2 * SENT_SIZE);
    rest = buf_slice(&packed);
    cr_assert(sent_next(&rest, &back));
    cr_expect_eq(back.message, one.message);
    cr_expect_eq(back.queue, one.queue);
    cr_expect_eq(back.recipient, one.recipient);
    cr_expect_eq(back.domain, one.domain);
    cr_expect_eq(back.accepted, one.accepted);
    cr_expect_eq(back.line.input, one.line.input);
    cr_expect_eq(back.line.line, one.line.line);
    cr_expect_eq(back.line.offset, one.line.offset);
    cr_expect_eq(back.marks, one.marks);
    cr_assert(sent_next(&rest, &back));
    cr_expect_eq(back.message, two.message);
    cr_expect_eq(back.accepted, two.accepted);
    cr_expect_not(sent_next(&rest, &back));
    buf_free(&packed);
}

Test(sent, what_is_cut_off_is_no_record)
{
    struct sent_record one = { .message = 1 }, back;
    struct buf packed = { 0 };
    slice rest;

    sent_pack(&one, &packed);
    rest = slice_head(buf_slice(&packed), SENT_SIZE - 1);
    cr_expect_not(sent_next(&rest, &back));
    buf_free(&packed);
}

/* Without a state's key as well: complainants are told apart by the same bits. */
Test(sent, hashes_have_forty_bits)
{
    cr_expect_eq(sent_hash(NULL, UINT64_MAX), UINT64_C(0xffffffffff));
    cr_expect_eq(sent_hash(NULL, UINT64_C(1) << 24), 1);
}
