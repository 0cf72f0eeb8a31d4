/* The nightly mail: one header, one screen, whatever the log holds. */
#include "tests/units/reports_sample.h"

#include <criterion/criterion.h>
#include <string.h>

#include "analyzer/base/mem.h"

static struct buf mail;

static const char *mailed(const struct result *r)
{
    struct out out = { .fd = -1 };

    mail_ready_write(&out, r, SLICE("reports\nBcc: eve@example.net"));
    buf_clear(&mail);
    buf_add(&mail, buf_slice(&out.buf));
    buf_add(&mail, slice_of("", 1));
    buf_free(&out.buf);
    return mail.p;
}

/* Without the bytes that continue a code point. */
static size_t widest(const char *text)
{
    size_t most = 0, n = 0;

    for (; *text; text++) {
        n = *text == '\n' ? 0 : n + (((unsigned char)*text & 0xC0) != 0x80);
        most = n > most ? n : most;
    }
    return most;
}

Test(reports, mail_has_its_subject_first)
{
    const char *text = mailed(&sample);

    cr_expect_eq(strncmp(text, "Subject: Mailproctor: ", 22), 0, "%s", text);
    cr_expect_eq(times(text, "\n\n") >= 2, 1);
    cr_expect_null(strstr(text, "\nBcc"), "%s", text);
    cr_expect_null(strstr(text, "\033"));
    cr_expect(widest(strstr(text, "\n\n")) <= 80, "%s", text);
    cr_expect(strstr(text, "\nAuto-Submitted: auto-generated\n\nMailproctor "));
    text = mailed(&nothing);
    cr_expect_eq(strncmp(text, "Subject: Mailproctor: nothing to decide\n", 40), 0, "%s", text);
}

Test(reports, mail_is_one_screen)
{
    enum { MANY = 500 };
    struct ruling *rulings = mem_new(MANY, sizeof(*rulings));
    struct flag *flags = mem_new(MANY, sizeof(*flags));
    struct input_sum *inputs = mem_new(MANY, sizeof(*inputs));
    struct result r = sample;
    static char long_text[4000];
    struct finding finding = sample.findings[0];
    const char *text;

    memset(long_text, 'x', sizeof(long_text));
    finding.headline = slice_of(long_text, sizeof(long_text));
    for (size_t i = 0; i < MANY; i++) {
        rulings[i] = sample.rulings[0];
        rulings[i].action = ACTION_HOLD_MAILING;
        rulings[i].findings = &finding;
        flags[i] = (struct flag){ .text = finding.headline, .blocks = true };
        inputs[i] = (struct input_sum){ .name = finding.headline, .trouble = SLICE("torn") };
    }
    r.rulings = rulings;
    r.n_rulings = MANY;
    r.flags = flags;
    r.n_flags = MANY;
    r.inputs = inputs;
    r.n_inputs = MANY;
    text = mailed(&r);
    cr_expect(strstr(text, "Subject: Mailproctor: 500 accounts need a decision"), "%s", text);
    cr_expect(strstr(text, "NOT ALL COULD BE READ"));
    cr_expect(times(text, "\n") <= 55, "%zu lines", times(text, "\n"));
    cr_expect(strstr(text, "  and 485 more\n"));
    cr_expect_eq(times(text, "  and 495 more\n"), 2, "of flags, of inputs");
    cr_expect(widest(strstr(text, "\n\n")) <= 80, "%s", text);
    mem_free(rulings);
    mem_free(flags);
    mem_free(inputs);
}
