/* Seen of inetutils' syslogd 2.4 and of rsyslog 8.2302.0 with $RepeatedMsgReduction. */
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

uint64_t repeated_message(slice message, slice *text)
{
    static const char begin[] = "message repeated ";
    uint64_t times;

    if (!slice_starts(message, SLICE("message repeated ")))
        return 0;
    message = slice_skip(message, sizeof(begin) - 1);
    times = take_times(&message);
    if (times == 0 || !slice_starts(message, SLICE(": [")) || !slice_ends(message, SLICE("]")))
        return 0;
    message = slice_head(message, message.n - 1);
    message = slice_skip(message, 3);
    *text = slice_skip(message, message.n && message.p[0] == ' ');
    return times;
}
