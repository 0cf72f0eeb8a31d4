/* The second byte tells long forms, surrogates and what lies beyond Unicode. */
#include "analyzer/base/utf8.h"

size_t utf8_length(slice s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t length;

    if (s.n == 0)
        return 0;
    length = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    if (length > s.n || p[0] > 0xf4)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
        (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    return length;
}

bool utf8_is_text(slice s)
{
    while (s.n) {
        size_t n = utf8_length(s);

        if (n == 0)
            return false;
        s = slice_skip(s, n);
    }
    return true;
}
