/*
 * Real replies and what they mean. Each row of replies.inc has one here at least; those of the
 * traps first. Texts stand as a server logs them, names in them are example names.
 */
#include <criterion/criterion.h>

#include "analyzer/site/organisations.h"
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
    struct organisations o;
    slice whose;
    struct reply_class is;

    organisations_open(&o);
    whose = organisation_of(&o, slice_str(s->relay));
    is = replies_read(r, &(struct reply){ slice_str(s->text), slice_str(s->dsn), whose });
    organisations_free(&o);
    return is;
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

static const struct {
    enum reply_scope scope;
    enum reply_reason reason;
    const char *code, *pattern;
} rows[] = {
#define REPLY(scope, reason, provider, code, pattern) \
    { REPLY_##scope, REASON_##reason, code, pattern },
#include "analyzer/site/replies.inc"
#undef REPLY
};

static bool is_for(const struct sample *s, size_t row, struct matcher *m)
{
    struct pattern_fault why;
    char folded[REPLY_FOLDED];
    struct pattern *p;
    bool fits;

    if (s->scope != rows[row].scope || s->reason != rows[row].reason)
        return false;
    if (rows[row].pattern[0] == '\0')
        return strstr(s->text, rows[row].code[0] == 'x' ? rows[row].code + 1 : rows[row].code);
    p = pattern_new(slice_str(rows[row].pattern), false, &why);
    cr_assert(p, "%s: %s", rows[row].pattern, why.text);
    fits = pattern_matches(p, reply_fold(slice_str(s->text), folded), m);
    pattern_free(p);
    return fits;
}

/* Nothing is claimed to mean something without a reply that shows it. */
Test(reply_rows, each_has_a_sample)
{
    struct matcher m = { 0 };

    for (size_t row = 0; row < sizeof(rows) / sizeof(*rows); row++) {
        bool has_one = false;

        for (size_t i = 0; i < SAMPLES && !has_one; i++)
            has_one = is_for(&samples[i], row, &m);
        cr_expect(has_one, "%s %s %s", reply_scope_names[rows[row].scope], rows[row].code,
                  rows[row].pattern);
    }
    matcher_free(&m);
}

Test(reply_rows, are_counted_as_one_text)
{
    static const char *const alike[][2] = {
        { "host a.example[192.0.2.1] said: 550 5.1.1 <x@a.example>: Recipient address rejected: "
          "User "
          "unknown (in reply to RCPT TO command)",
          "host b.example[192.0.2.2] said: 550-5.1.1 <y@b.example>: Recipient address rejected: "
          "550-5.1.1 User 550 5.1.1 unknown (in reply to RCPT TO command)" },
        { "SMTP error from remote mail server after RCPT TO:<x@a.example>: 550 no such user",
          "host b.example[192.0.2.2] said: 550 No such user (in reply to RCPT TO command)" },
        { "delivery temporarily suspended: connect to a1.example[192.0.2.1]:25: Connection refused",
          "connect to b2.example[192.0.2.7]:25: Connection refused" },
    };
    char x[REPLY_FOLDED], y[REPLY_FOLDED];

    for (size_t i = 0; i < sizeof(alike) / sizeof(*alike); i++) {
        slice a = reply_fold(slice_str(alike[i][0]), x), b = reply_fold(slice_str(alike[i][1]), y);

        cr_expect(slice_eq(a, b), "%.*s\n%.*s", (int)a.n, a.p, (int)b.n, b.p);
    }
}

Test(reply_rows, the_site_is_asked_first)
{
    struct pattern_fault why;
    struct pattern *p = pattern_new(SLICE("user unknown"), true, &why);
    struct reply_rule rule = { .match = p, .scope = REPLY_NOBODY, .reason = REASON_TEMPORARY };
    struct replies r = { .own = { &rule, 1 } };
    struct reply one = { SLICE("550 5.1.1 User unknown"), SLICE("5.1.1"), SLICE(ANY) };
    struct reply other = { SLICE("550 5.1.1 No such user"), SLICE("5.1.1"), SLICE(ANY) };

    cr_expect_eq(replies_read(&r, &one).scope, REPLY_NOBODY);
    cr_expect_eq(replies_read(&r, &other).scope, REPLY_RECIPIENT);
    replies_free(&r);
    pattern_free(p);
}

Test(reply_rows, what_nobody_can_read_is_counted)
{
    struct replies r = { 0 };
    struct arena a = { 0 };
    struct reply one = { SLICE("550 Nein, <x@a.example>"), SLICE(""), SLICE(ANY) };
    struct reply same = { SLICE("550 nein, <y@b.example>"), SLICE(""), SLICE(ANY) };
    struct reply other = { SLICE("550 niet"), SLICE(""), SLICE(ANY) };
    struct unread_reply *all;
    size_t n;

    replies_unread(&r, &other);
    replies_unread(&r, &one);
    replies_unread(&r, &same);
    all = replies_sorted(&r, &a, &n);
    cr_assert_eq(n, 2);
    cr_expect(slice_eq(all[0].text, SLICE("550 nein, *")));
    cr_expect_eq(all[0].n, 2);
    cr_expect(slice_eq(all[1].text, SLICE("550 niet")));
    replies_free(&r);
    arena_free(&a);
}

Test(reply_rows, hostile_text_is_bounded)
{
    char text[5000], folded[REPLY_FOLDED];
    struct replies r = { 0 };
    struct reply one = { slice_of(text, sizeof(text)), SLICE(""), SLICE("") };

    memset(text, '<', sizeof(text));
    cr_expect_leq(reply_fold(one.text, folded).n, REPLY_FOLDED);
    memset(text, ' ', sizeof(text));
    cr_expect_eq(reply_fold(one.text, folded).n, 0);
    cr_expect_eq(replies_read(&r, &one).scope, REPLY_UNKNOWN);
    memset(text, 'a', sizeof(text));
    cr_expect_eq(reply_fold(one.text, folded).n, REPLY_FOLDED);
    cr_expect_eq(replies_read(&r, &one).scope, REPLY_UNKNOWN);
    replies_free(&r);
}
