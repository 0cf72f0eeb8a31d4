/* What Exim hands to syslog in pieces, and more than once. */
#include <criterion/criterion.h>

#include "analyzer/run/input/pieces.h"

static struct pieces pieces;

/* A line of this process; `message` must be a literal. */
static struct line line_of(uint32_t pid, slice message)
{
    return (struct line){ .text = message,
                          .host = SLICE("mail"),
                          .program = SLICE("exim"),
                          .pid = pid,
                          .message = message };
}

static bool is_part(uint32_t pid, const char *message)
{
    struct line ln = line_of(pid, slice_str(message));

    return pieces_take(&pieces, &ln);
}

static slice whole(uint32_t pid, const char *message)
{
    struct line ln = line_of(pid, slice_str(message));

    cr_assert(!pieces_take(&pieces, &ln), "%s", message);
    return ln.message;
}

static bool is_repeated(uint32_t pid, const char *message)
{
    struct line ln = line_of(pid, slice_str(message));

    cr_assert(!pieces_take(&pieces, &ln), "%s", message);
    return ln.is_repeated;
}

Test(pieces, of_two_processes)
{
    cr_assert(is_part(1, "[1/3] a"));
    cr_assert(is_part(2, "[1/3] x"));
    cr_assert(is_part(2, "[2/3] y"));
    cr_assert(is_part(1, "[2/3] b"));
    cr_assert(slice_eq(whole(1, "[3/3] c"), SLICE("abc")));
    cr_assert(slice_eq(whole(2, "[3/3] z"), SLICE("xyz")));
    pieces_free(&pieces);
}

Test(pieces, headers_are_parts)
{
    cr_assert(is_part(1, "[1/4] rejected "));
    cr_assert(slice_eq(whole(1, "[2\\4] it"), SLICE("rejected it")));
    cr_assert(is_part(1, "[3\\4] Envelope-from: <>"));
    cr_assert(is_part(1, "[4/4] F From: x"));
    pieces_free(&pieces);
}

Test(pieces, without_a_beginning)
{
    cr_assert(is_part(1, "[2/3] b"));
    cr_assert(is_part(1, "[3/3] c"));
    for (uint32_t pid = 1; pid < 20; pid++)
        cr_assert(is_part(pid, "[1/2] a"));
    cr_assert(is_part(1, "[2/2] went for others"));
    cr_assert(slice_eq(whole(19, "[2/2] b"), SLICE("ab")));
    pieces_free(&pieces);
}

Test(pieces, what_is_none)
{
    static const char *const none[] = {
        "[7] a", "[1/2]a", "[0/2] a", "[3/2] a", "[1-2] a", "[", ""
    };

    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
        cr_assert(slice_eq(whole(1, none[i]), slice_str(none[i])));
    pieces_free(&pieces);
}

Test(pieces, copies)
{
    cr_assert(!is_repeated(1, "H=[192.0.2.1] rejected RCPT <a@b>: no"));
    cr_assert(is_repeated(1, "H=[192.0.2.1] rejected RCPT <a@b>: no"));
    cr_assert(!is_repeated(1, "H=[192.0.2.1] rejected RCPT <a@b>: no"));
    cr_assert(!is_repeated(2, "H=[192.0.2.1] rejected RCPT <a@b>: no"));
    cr_assert(is_repeated(1, "H=[192.0.2.1] rejected RCPT <a@b>: no"));
    pieces_free(&pieces);
}
