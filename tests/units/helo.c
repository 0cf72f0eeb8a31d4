/* What a client called itself, in the lines that say so. */
#include "parsers/helo.h"

#include <criterion/criterion.h>

#define EXIM "2026-03-02 10:00:00 1vwqhc-0017GC-FG <= a@example.edu "
#define POSTFIX                                                                               \
    "Mar  2 10:00:00 mail postfix/cleanup[41]: 4A1B3C2D01: info: header Subject: Hello from " \
    "unknown[198.51.100.7]; from=<a@example.edu> to=<b@example.com> proto=ESMTP "

static const char *const lines[][2] = {
    { POSTFIX "helo=<ylmf-pc>", "ylmf-pc" },
    { POSTFIX "helo=<[192.0.2.7]>: greeted", "[192.0.2.7]" },
    { POSTFIX, "" },
    { "mail postfix/cleanup[41]: 4A: info: header Subject: say helo=<no> from u[192.0.2.1]; "
      "from=<a@x> to=<b@y> proto=ESMTP helo=<yes>",
      "yes" },
    { "mail postfix/submission/smtpd[31]: 4A: client=pc[192.0.2.1], sasl_username=a helo=<no>",
      "" },
    { EXIM "H=(ylmf-pc) [198.51.100.7] P=esmtpsa S=2048", "ylmf-pc" },
    { EXIM "H=host.example.net (ylmf-pc) [198.51.100.7]:5123 P=esmtpsa", "ylmf-pc" },
    { EXIM "H=host.example.net [198.51.100.7] P=esmtpsa", "host.example.net" },
    { EXIM "H=([192.0.2.7]) [198.51.100.7] P=esmtpsa", "[192.0.2.7]" },
    { EXIM "H=[198.51.100.7] P=esmtpsa", "" },
    { EXIM "U=root P=local S=2048", "" },
    { "", "" },
};

Test(helo, is_the_clients_own_word)
{
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
        slice is = helo_of(slice_str(lines[i][0]));

        cr_expect(slice_eq(is, slice_str(lines[i][1])), "%s: %.*s", lines[i][0], (int)is.n, is.p);
    }
}
