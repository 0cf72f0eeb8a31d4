/* The id under which the next server took a message, in the words of each make. */
#include <criterion/criterion.h>

#include "parsers/next_id.h"

static slice next_of(const char *reply)
{
    struct fact f = { .text = slice_str(reply) };

    find_next_id(&f);
    return f.next_queue_id;
}

static void is(const char *reply, const char *id)
{
    cr_expect(slice_eq(next_of(reply), slice_str(id)), "%s", reply);
}

Test(next_id, sendmail_told_by_postfix)
{
    is("250 2.0.0 62A9xYz1012345 Message accepted for delivery", "62A9xYz1012345");
}

/* stat=Sent (62A9xYz1012345 Message accepted for delivery): seen with 8.17.1 */
Test(next_id, sendmail_told_by_sendmail)
{
    is("62A9xYz1012345 Message accepted for delivery", "62A9xYz1012345");
    is(" Message accepted for delivery", "");
    is("62A9/z1012345 Message accepted for delivery", "");
    is("62A9xYz1012345 Message accepted for delivery, or not", "");
}

Test(next_id, exim)
{
    is("250 OK id=1wXA48-00000D-0m", "1wXA48-00000D-0m");
    is("OK id=1wXA48-00000D-0m", "1wXA48-00000D-0m");
    is("LOOK id=1wXA48-00000D-0m", "");
}

Test(next_id, postfix)
{
    is("250 2.0.0 Ok: 259 bytes queued as BACA2128033", "BACA2128033");
    is("Ok: queued as 08933128181", "08933128181");
}
