/*
 * Seen of inetutils' syslogd 2.4, of rsyslog 8.2302.0 with $RepeatedMsgReduction and of syslog-ng
 * 3.38.1 with suppress(). The text may be anybody's: what follows it is read from the right.
 */
#include "parsers/repeated.h"

/* "3 times" off the front; a number that is beyond all reason stays one. */
static uint64_t take_times(slice *s)
{
    static const char times[] = " times";
    size_t n = 0;
    uint64_t value;

    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
        n++;
    if (n == 0 || !slice_starts(slice_skip(*s, n), SLICE(" times")))
        return 0;
    if (!slice_u64(slice_head(*s, n), &value))
        value = UINT64_MAX;
    *s = slice_skip(*s, n + sizeof(times) - 1);
    return value;
}

uint64_t repeated_last(slice message)
{
    static const char begin[] = "last message repeated ";
    uint64_t times;

    if (!slice_starts(message, SLICE("last message repeated ")))
        return 0;
    message = slice_skip(message, sizeof(begin) - 1);
    times = take_times(&message);
    return message.n == 0 ? times : 0;
}

/* "Last message 'text' repeated 3 times, suppressed by syslog-ng on host" */
static uint64_t take_suppressed(slice s, slice *text)
{
    static const char begin[] = "Last message '", end[] = ", suppressed by syslog-ng on ";
    slice behind = slice_skip(s, slice_rfind(s, ',')), number;
    uint64_t times;
    size_t quote;

    if (!slice_starts(s, SLICE("Last message '")) ||
        !slice_starts(behind, slice_of(end, sizeof(end) - 1)))
        return 0;
    s = slice_skip(slice_head(s, s.n - behind.n), sizeof(begin) - 1);
    quote = slice_rfind(s, '\'');
    number = slice_skip(s, quote);
    if (!slice_starts(number, SLICE("' repeated ")))
        return 0;
    number = slice_skip(number, sizeof("' repeated ") - 1);
    times = take_times(&number);
    if (times == 0 || number.n)
        return 0;
    *text = slice_head(s, quote);
    return times;
}

uint64_t repeated_message(slice message, slice *text)
{
    static const char begin[] = "message repeated ";
    uint64_t times;

    if (!slice_starts(message, SLICE("message repeated ")))
        return take_suppressed(message, text);
    message = slice_skip(message, sizeof(begin) - 1);
    times = take_times(&message);
    if (times == 0 || !slice_starts(message, SLICE(": [")) || !slice_ends(message, SLICE("]")))
        return 0;
    message = slice_head(message, message.n - 1);
    message = slice_skip(message, 3);
    *text = slice_skip(message, message.n && message.p[0] == ' ');
    return times;
}
