/* Eight bytes at once say the same as one after the other. */
#include <criterion/criterion.h>
#include <ctype.h>

#include "analyzer/base/octets.h"

/* Seven of `others` and one c, at every place. */
static void each_place(char others, char c, uint64_t (*ask)(uint64_t), bool is_marked)
{
    for (size_t i = 0; i < OCTETS; i++) {
        char bytes[OCTETS];
        uint64_t marks;

        memset(bytes, others, sizeof(bytes));
        bytes[i] = c;
        marks = ask(octets_at(bytes));
        if (is_marked)
            cr_assert(marks && octets_first(marks) == i, "byte %02x at %zu", (unsigned char)c, i);
        else
            cr_assert_eq(marks, 0, "byte %02x at %zu", (unsigned char)c, i);
    }
}

static uint64_t is_bracket(uint64_t x)
{
    return octets_equal(x, '[');
}

Test(octets, find_a_byte)
{
    for (int c = 0; c < 256; c++) {
        each_place('x', (char)c, is_bracket, c == '[');
        each_place('\xdb', (char)c, is_bracket, c == '['); /* differs in its top bit alone */
        each_place('Z', (char)c, is_bracket, c == '[');
        each_place('\\', (char)c, is_bracket, c == '[');
    }
}

Test(octets, find_what_is_no_letter_and_no_digit)
{
    for (int c = 0; c < 256; c++)
        for (int good = 0; good < 4; good++)
            each_place("a9Zz"[good], (char)c, octets_not_alnum, c > 127 || !isalnum(c));
}

/* Every letter at every place of texts of any length up to two octets and a half. */
Test(octets, make_capitals_small)
{
    for (int c = 0; c < 256; c++)
        for (size_t n = 1; n < 2 * OCTETS + 4; n++) {
            char text[2 * OCTETS + 4], small[2 * OCTETS + 4];
            size_t at = (size_t)c % n;

            memset(text, 'Q', sizeof(text));
            memset(small, '#', sizeof(small));
            text[at] = (char)c;
            octets_lower_all(small, text, n);
            for (size_t i = 0; i < n; i++)
                cr_assert_eq(small[i], i == at ? (char)(c >= 'A' && c <= 'Z' ? c + 32 : c) : 'q',
                             "byte %02x at %zu of %zu", (unsigned)c, at, n);
            cr_assert_eq(small[n], '#', "written beyond %zu", n);
        }
}
