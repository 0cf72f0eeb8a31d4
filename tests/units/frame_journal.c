/* Records of journald 252, as journalctl -o json and -o export print them. */
#include <criterion/criterion.h>

#include "parsers/parser.h"

extern const struct frame frame_journal_json, frame_journal_export;

static _Alignas(16) char state[80 * 1024];

static void begin(void)
{
    memset(state, 0, sizeof(state));
    cr_assert_leq(frame_journal_json.state_size, sizeof(state));
    cr_assert_leq(frame_journal_export.state_size, sizeof(state));
}

TestSuite(frame_journal, .init = begin);

static bool split(const struct frame *frame, slice text, uint32_t number, struct line *out)
{
    struct frame_context ctx = { .not_after = USEC_MAX };

    *out = (struct line){ .text = text, .when = 7, .at.line = number };
    return frame->split(state, &ctx, text, out);
}

#define SHOULD_BE(got, expected)                                                                  \
    cr_assert(slice_eq(got, slice_str(expected)), "\"" SLICE_FMT "\" for \"%s\"", SLICE_ARG(got), \
              expected)

static bool json(const char *text, struct line *out)
{
    cr_assert(frame_journal_json.bid(slice_str(text)), "%s", text);
    return split(&frame_journal_json, slice_str(text), 1, out);
}

#define TIME "\"__REALTIME_TIMESTAMP\":\"1772442000123457\""

Test(frame_journal, json_is_a_line_of_syslog)
{
    struct line ln;

    cr_assert(json("{\"_BOOT_ID\":\"28\",\"SYSLOG_IDENTIFIER\":\"postfix/smtpd\"," TIME
                   ",\"SYSLOG_PID\":\"101\",\"_PID\":\"7\",\"_COMM\":\"python3\","
                   "\"MESSAGE\":\"4F1A2B3C4D: client=unknown[192.0.2.1]\","
                   "\"_SOURCE_REALTIME_TIMESTAMP\":\"1772442000123456\",\"_HOSTNAME\":\"mx1\"}",
                   &ln));
    SHOULD_BE(ln.text, "2026-03-02T09:00:00.123456+00:00 mx1 postfix/smtpd[101]: "
                       "4F1A2B3C4D: client=unknown[192.0.2.1]");
    SHOULD_BE(ln.host, "mx1");
    SHOULD_BE(ln.program, "postfix/smtpd");
    SHOULD_BE(ln.message, "4F1A2B3C4D: client=unknown[192.0.2.1]");
    cr_assert_eq(ln.when, INT64_C(1772442000123456));
    cr_assert_eq(ln.pid, 101);
    cr_assert(!ln.is_part);
    cr_assert(ln.text.p <= ln.host.p && ln.message.p + ln.message.n == ln.text.p + ln.text.n);
}

Test(frame_journal, json_values_of_every_kind)
{
    struct line ln;

    cr_assert(
        json("{" TIME ",\"_COMM\":\"exim\",\"_PID\":\"7\",\"MESSAGE\":[99,97,102,233,7]}", &ln));
    SHOULD_BE(ln.message, "caf\xe9\x07");
    SHOULD_BE(ln.program, "exim");
    cr_assert_eq(ln.pid, 7);
    cr_assert_eq(ln.when, INT64_C(1772442000123457));
    cr_assert(
        json("\x1e{" TIME ",\"SYSLOG_IDENTIFIER\":[\"a b\",\"c\"],\"MESSAGE\":\"x\\ny\"}", &ln));
    SHOULD_BE(ln.program, "a_b");
    SHOULD_BE(ln.message, "x y");
    cr_assert(json("{" TIME ",\"SYSLOG_IDENTIFIER\":\"a\",\"MESSAGE\":null}", &ln));
    SHOULD_BE(ln.message, "");
    cr_assert(json("{" TIME ",\"SYSLOG_IDENTIFIER\":\"a\",\"MESSAGE\":[[98],[99]]}", &ln));
    SHOULD_BE(ln.message, "b");
}

Test(frame_journal, what_is_no_record_is_no_line)
{
    static const char *const broken[] = {
        "{" TIME "}",                                                   /* no program */
        "{" TIME ",\"SYSLOG_IDENTIFIER\":\"a\",\"MESSAGE\":\"x\"",      /* cut off */
        "{\"__REALTIME_TIMESTAMP\":\"x\",\"SYSLOG_IDENTIFIER\":\"a\"}", /* no time */
        "{\"__REALTIME_TIMESTAMP\":\"99999999999999999999\",\"_COMM\":\"a\"}",
        "{\"__REALTIME_TIMESTAMP\":5,\"_COMM\":{}}",
    };
    struct line ln;

    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        cr_assert(!json(broken[i], &ln), "%s", broken[i]);
        cr_assert_eq(ln.when, 7);
    }
    cr_assert_eq(frame_journal_json.bid(SLICE("")), 0);
    cr_assert_eq(frame_journal_json.bid(SLICE("{\"level\":\"info\"}")), 0);
}

/* The lines of a record's message as they come when a file is split at line breaks and NUL bytes
   at a line's ends are cut off; each ends the record, and the next one begins. */
static void export(const slice *lines, size_t n, const char *message)
{
    static const slice head[] = {
        { "__CURSOR=s=1", 12 },
        { "__REALTIME_TIMESTAMP=1772442000123456", 37 },
        { "_HOSTNAME=mx1", 13 },
        { "SYSLOG_IDENTIFIER=postfix/qmgr", 30 },
    };
    struct line ln;
    uint32_t number = 0;

    for (size_t i = 0; i < 4; i++)
        cr_assert(split(&frame_journal_export, head[i], ++number, &ln) && ln.is_part);
    for (size_t i = 0; i < n; i++)
        cr_assert(split(&frame_journal_export, lines[i], ++number, &ln) && ln.is_part);
    cr_assert(split(&frame_journal_export, SLICE("_PID=103"), ++number, &ln) && ln.is_part);
    cr_assert(split(&frame_journal_export, SLICE(""), ++number, &ln) && !ln.is_part);
    SHOULD_BE(ln.message, message);
    SHOULD_BE(ln.program, "postfix/qmgr");
    SHOULD_BE(ln.host, "mx1");
    cr_assert_eq(ln.pid, 103);
    cr_assert_eq(ln.at.line, n > 1 && lines[1].n < 2 ? 4 + n : n > 1 ? 6 : 5);
}

#define LINE(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }

Test(frame_journal, export_is_a_line_of_syslog)
{
    static const slice plain[] = { LINE("MESSAGE=4F1A2B3C4D: removed") };

    export(plain, 1, "4F1A2B3C4D: removed");
    export(plain, 1, "4F1A2B3C4D: removed");
}

Test(frame_journal, export_of_bytes)
{
    static const slice bytes[] = { LINE("MESSAGE"), LINE("\x05\0\0\0\0\0\0\0caf\xe9\x07") };
    static const slice lines[] = { LINE("MESSAGE"), LINE("\x09\0\0\0\0\0\0\0two"), LINE("lines") };
    static const slice cut[] = { LINE("MESSAGE"), LINE("\x06\0\0\0\0\0\0\0two"), LINE("a=") };
    static const slice empty_within[] = { LINE("MESSAGE"), LINE("\x05\0\0\0\0\0\0\0ab"), LINE(""),
                                          LINE("c") };

    export(bytes, 2, "caf\xe9\x07");
    export(lines, 3, "two lines");
    export(cut, 3, "two a=");
    export(empty_within, 4, "ab  c");
}

/* Lengths in which a line break or a NUL byte stands. */
Test(frame_journal, export_of_lengths_that_are_split)
{
    static char ten[] = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
    static char text[2571 + 16], message[2571];
    const slice name = LINE("MESSAGE");
    const slice of_ten[] = { name, { NULL, 0 }, { ten, 10 } };
    slice lines[4] = { name };

    export(of_ten, 3, ten);

    memset(message, 'm', sizeof(message) - 1);
    memset(text, 0, sizeof(text));
    memset(text + 7, 'm', 2570);
    text[0] = 1;
    lines[1] = slice_of(text, 7 + 256); /* 0x0100: its first byte was cut off */
    message[256] = '\0';
    export(lines, 2, message);

    message[256] = 'm';
    message[266] = '\0';
    lines[1] = slice_of(NULL, 0); /* 0x010a */
    lines[2] = slice_of(text, 7 + 266);
    export(lines, 3, message);

    message[266] = 'm';
    message[2570] = '\0';
    lines[2] = slice_of(NULL, 0); /* 0x0a0a: what is behind it is NUL */
    lines[3] = slice_of(text + 7, 2570);
    export(lines, 4, message);
}

/* What follows a value that lost its end is not swallowed. */
Test(frame_journal, export_goes_on_behind_a_value_that_is_cut)
{
    static const slice lines[] = { LINE("MESSAGE"), LINE("\x05\0\0\0\0\0\0\0abcd"),
                                   LINE("SYSLOG_IDENTIFIER=postfix/qmgr") };

    export(lines, 3, "abcd ");
}

Test(frame_journal, export_is_left_where_something_else_begins)
{
    struct line ln;

    cr_assert(!split(&frame_journal_export, SLICE("Mar  2 10:00:00 mx1 a: b"), 1, &ln));
    cr_assert(!ln.is_part);
    cr_assert_eq(frame_journal_export.bid(SLICE("MESSAGE=x")), 0);
    cr_assert(split(&frame_journal_export, SLICE(""), 2, &ln) && ln.is_part);
}
