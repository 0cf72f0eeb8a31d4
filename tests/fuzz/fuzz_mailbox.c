/*
 * Any bytes as a header From: what is read lies within its room, has a local part and a
 * domain, and is read again as itself. An address that stands in quotes only never comes out.
 */
#include <stdlib.h>

#include "analyzer/run/join/mailbox.h"

static void check_address(const struct mailboxes *m, slice address)
{
    struct mailboxes again;
    size_t at = slice_rfind(address, '@');

    if (address.p < m->text || address.p + address.n > m->text + m->used)
        abort();
    if (at == 0 || at + 1 >= address.n || slice_find(address, '?') < address.n)
        abort();
    if (!mailboxes_read(address, &again) || again.n != 1 || !slice_eq(again.at[0], address))
        abort();
}

/* Quoted as a whole, and with an own address behind it, it is a name and nothing else. */
static void check_quoted(slice value)
{
    static const char behind[] = "\" <own@example.edu>";
    char text[MAILBOX_TEXT_MAX];
    struct mailboxes m;
    size_t n = 1;

    if (value.n * 2 + sizeof(behind) + 1 > sizeof(text))
        return;
    text[0] = '"';
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == '"' || value.p[i] == '\\')
            text[n++] = '\\';
        text[n++] = value.p[i];
    }
    memcpy(text + n, behind, sizeof(behind) - 1);
    if (!mailboxes_read(slice_of(text, n + sizeof(behind) - 1), &m) || m.n != 1 ||
        !slice_eq(m.at[0], SLICE("own@example.edu")))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    slice value = slice_of((const char *)data, size);
    struct mailboxes m;

    if (mailboxes_read(value, &m)) {
        if (m.n == 0 || m.n > MAILBOXES_MAX || m.used > sizeof(m.text))
            abort();
        for (size_t i = 0; i < m.n; i++)
            check_address(&m, m.at[i]);
    }
    check_quoted(value);
    return 0;
}
