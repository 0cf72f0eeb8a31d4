/*
 * Local parts are told apart by case in theory and nowhere in practice; those in UTF-8
 * stay as they are. What is no valid domain in UTF-8 stays, too: then it equals none.
 */
#include "analyzer/site/mail_address.h"

#include <idn2.h>

static slice lower_into(slice s, char *buf)
{
    for (size_t i = 0; i < s.n; i++)
        buf[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] - 'A' + 'a') : s.p[i];
    return slice_of(buf, s.n);
}

static bool is_ascii(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* The domain, which buf ends with, in its ASCII form; its new length. */
static size_t to_ascii(char *domain, size_t n, size_t room)
{
    char text[MAIL_ADDRESS_MAX + 1];
    uint8_t *ascii = NULL;
    size_t length;

    memcpy(text, domain, n);
    text[n] = '\0';
    if (memchr(text, '\0', n) || idn2_lookup_u8((const uint8_t *)text, &ascii,
                                                IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
        return n;
    length = strlen((const char *)ascii);
    if (length <= room) {
        memcpy(domain, ascii, length);
        n = length;
    }
    idn2_free(ascii);
    return n;
}

slice mail_address_fold(slice address, char *buf)
{
    slice folded, domain;
    size_t at;

    if (address.n > MAIL_ADDRESS_MAX)
        return (slice){ 0 };
    folded = lower_into(address, buf);
    at = slice_rfind(folded, '@');
    if (at == folded.n)
        return folded;
    if (folded.p[folded.n - 1] == '.')
        folded.n--;
    domain = slice_skip(folded, at + 1);
    if (!is_ascii(domain))
        folded.n = at + 1 + to_ascii(buf + at + 1, domain.n, MAIL_ADDRESS_MAX - at - 1);
    return folded;
}

slice mail_address_join(slice local, slice domain, char *buf)
{
    if (local.n + 1 + domain.n > MAIL_ADDRESS_MAX)
        return (slice){ 0 };
    if (local.n)
        memcpy(buf, local.p, local.n);
    buf[local.n] = '@';
    if (domain.n)
        memcpy(buf + local.n + 1, domain.p, domain.n);
    return slice_of(buf, local.n + 1 + domain.n);
}
