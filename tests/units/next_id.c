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

static enum delivery_status kept_of(const char *reply)
{
    struct fact f = { .text = slice_str(reply) };

    find_next_id(&f);
    return f.kept;
}

/* amavis 2.13.0: what it does not hand on */
Test(next_id, kept_by_a_filter)
{
    cr_expect(kept_of("250 2.7.0 Ok, discarded, id=07940-01 - spam") == STATUS_DISCARDED);
    cr_expect(kept_of("250 2.5.0 Ok, id=10526-02, BOUNCE") == STATUS_BOUNCED);
    cr_expect(kept_of("250 2.5.0 Ok, id=1-1, DISCARD(bounce.suppressed)") == STATUS_DISCARDED);
    cr_expect(kept_of("250 2.5.0 Ok, id=1-1, 1 BOUNCE, and 2 DISCARD") == STATUS_BOUNCED);
    cr_expect(kept_of("250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as "
                      "A06B5A8869C, but 2 DISCARD") == STATUS_DISCARDED);
    is("250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as A06B5A8869C, but 2 "
       "DISCARD",
       "A06B5A8869C");
    cr_expect(kept_of("250 2.0.0 Ok: queued as A06B5A8869C") == STATUS_SENT);
    cr_expect(kept_of("250 2.0.0 Ok: queued as A06B5A8869C, but late") == STATUS_SENT);
    cr_expect(kept_of("250 2.5.0 Ok, id=1-1, continue delivery") == STATUS_SENT);
    cr_expect(kept_of("") == STATUS_SENT);
    cr_expect(kept_of("delivered, discarded") == STATUS_SENT);
}

/* The name of a file that was banned is anybody's. */
Test(next_id, filter_repeats_the_name_of_a_file)
{
    is("250 2.7.0 Ok, discarded, id=07940-02 - BANNED: .exe,queued as 4A1B3C2D10", "");
}
