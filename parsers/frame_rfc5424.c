/*
 * <22>1 2026-03-02T10:00:00.123456+01:00 host postfix/smtpd 9 - - message
 * <22>1 2026-03-02T10:00:00Z host postfix/smtpd 9 ID47 [a@32473 b="x\]y\"z"][c d=""] message
 * 92 <22>1 - - - - - -
 *
 * RFC 5424: what is not known is "-", a message may be missing or begin with a byte order
 * mark, and a relay's stream puts each line's length in front of it. A line without a time is
 * of the time of the one before it.
 *
 * Seen of syslog-ng 3.38.1 with flags(syslog-protocol), and of rsyslog 8.2302.0 with
 * RSYSLOG_SyslogProtocol23Format, to a file and through omfwd with octet counting: what came in by
 * the old protocol has a blank more in front of its message. It cuts the program's name at the
 * first slash ("postfix") unless it is told parser.permitSlashInProgramName="on"; postfix_any reads
 * such lines by their wording.
 *
 * Blind to: structured data, which mail servers do not write; lengths, which a line has anyway.
 */
#include "parsers/stamp.h"
#include "parsers/syslog.h"

enum { LENGTH_MAX = 6 };

/* Without the length in front: "92 <22>..." */
static slice skip_length(slice s)
{
    size_t n = 0;

    while (n < s.n && n < LENGTH_MAX && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n && n + 1 < s.n && s.p[n] == ' ' && s.p[n + 1] == '<' ? slice_skip(s, n + 1) : s;
}

/* "<22>1 " off the front; only version 1 exists. */
static bool take_version(slice *s)
{
    slice counted = skip_length(*s);
    slice rest = syslog_skip_priority(counted);

    if (rest.p == counted.p || rest.n < 2 || rest.p[0] != '1' || rest.p[1] != ' ')
        return false;
    *s = slice_skip(rest, 2);
    return true;
}

static int bid(slice line)
{
    slice rest = line;

    if (!take_version(&rest) || (!stamp_begins(rest) && !slice_starts(rest, SLICE("- "))))
        return 0;
    return (int)(line.n - rest.n);
}

/* A line without a time of its own has that of the last one that had. */
static bool take_time(struct stamp *last, slice *s, usec *when)
{
    if (!slice_starts(*s, SLICE("- ")))
        return stamp_take(last, s, when);
    *s = slice_skip(*s, 2);
    *when = last->when;
    return last->is_known;
}

static bool take_word(slice *s, slice *word)
{
    *word = slice_head(*s, slice_find(*s, ' '));
    *s = slice_skip(*s, word->n + 1);
    return word->n > 0;
}

/* [id name="value"...], one or more of them; a ']' within a value is escaped or quoted. */
static bool skip_element(slice *s)
{
    bool is_quoted = false;

    for (size_t i = 1; i < s->n; i++) {
        char c = s->p[i];

        if (is_quoted && c == '\\')
            i++;
        else if (c == '"')
            is_quoted = !is_quoted;
        else if (c == ']' && !is_quoted) {
            *s = slice_skip(*s, i + 1);
            return true;
        }
    }
    return false;
}

static bool skip_data(slice *s)
{
    bool is_nil = s->n && s->p[0] == '-';

    if (!is_nil && (s->n == 0 || s->p[0] != '['))
        return false;
    *s = slice_skip(*s, is_nil);
    while (!is_nil && s->n && s->p[0] == '[')
        if (!skip_element(s))
            return false;
    return s->n == 0 || s->p[0] == ' ';
}

/* Behind the blank that ends the head. */
static slice message_of(slice s)
{
    static const char mark[] = "\xef\xbb\xbf";

    s = slice_skip(s, 1);
    if (s.n && s.p[0] == ' ')
        return slice_skip(s, 1);
    return slice_starts(s, slice_of(mark, 3)) ? slice_skip(s, 3) : s;
}

static bool split(void *state, const struct frame_context *ctx, slice text, struct line *out)
{
    slice rest = text, pid, id;
    uint64_t number = 0;

    (void)ctx;
    if (!take_version(&rest) || !take_time(state, &rest, &out->when))
        return false;
    if (!take_word(&rest, &out->host) || !take_word(&rest, &out->program) ||
        !take_word(&rest, &pid) || !take_word(&rest, &id) || !skip_data(&rest))
        return false;
    out->pid = slice_u64(pid, &number) && number <= UINT32_MAX ? (uint32_t)number : 0;
    out->message = message_of(rest);
    return true;
}

const struct frame frame_rfc5424 = {
    .name = "rfc5424",
    .bid = bid,
    .state_size = sizeof(struct stamp),
    .split = split,
};
