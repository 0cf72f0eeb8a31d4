/*
 * Real replies and what they mean. Each row of replies.inc has one here at least; those of the
 * traps first. Texts stand as a server logs them, names in them are example names.
 */
#include <criterion/criterion.h>

#include "analyzer/model/organisation.h"
#include "analyzer/site/replies.h"

struct sample {
    const char *relay, *dsn, *text;
    enum reply_scope scope;
    enum reply_reason reason;
};

#define GOOGLE  "gmail-smtp-in.l.google.com"
#define OUTLOOK "example-org.mail.protection.outlook.com"
#define YAHOO   "mta5.am0.yahoodns.net"
#define ANY     "mx1.bigmail.example"
#define RCPT    " (in reply to RCPT TO command)"
#define DATA    " (in reply to end of DATA command)"
#define HOST    "host mx1.bigmail.example[192.0.2.1] said: "

static const struct sample samples[] = {
#include "tests/units/replies.inc"
};

enum { SAMPLES = sizeof(samples) / sizeof(*samples) };

static struct reply_class read_one(struct replies *r, const struct sample *s)
{
    struct reply one = { slice_str(s->text), slice_str(s->dsn), slice_str(s->relay) };

    return replies_read(r, &one);
}

Test(reply_rows, mean_what_they_say)
{
    struct replies r = { 0 };
    char folded[REPLY_FOLDED];

    for (size_t i = 0; i < SAMPLES; i++) {
        const struct sample *s = &samples[i];
        struct reply_class is = read_one(&r, s);
        slice f = reply_fold(slice_str(s->text), folded);

        cr_expect(is.scope == s->scope && is.reason == s->reason,
                  "%s\n   folded %.*s\n   is %s %s, expected %s %s", s->text, (int)f.n, f.p,
                  reply_scope_names[is.scope], reply_reason_names[is.reason],
                  reply_scope_names[s->scope], reply_reason_names[s->reason]);
    }
    cr_expect_eq(r.matcher.given_up, 0);
    replies_free(&r);
}
