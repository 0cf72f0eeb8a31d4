/*
 * What a line needs of a record. The stamp is the one that the program's line had when it
 * came (_SOURCE_REALTIME_TIMESTAMP), as journalctl prints it; the pid is the program's own
 * (SYSLOG_PID) rather than its sender's. Seen of systemd 252.
 */
#include "parsers/journal.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "parsers/text.h"

void journal_begin(struct journal *j)
{
    memset(j, 0, offsetof(struct journal, text));
}

static size_t keep(char *room, size_t max, slice value)
{
    size_t n = value.n < max ? value.n : max;

    if (n)
        memcpy(room, value.p, n);
    return n;
}

static uint64_t number(slice value)
{
    uint64_t n = 0;

    return slice_u64(value, &n) ? n : 0;
}

static usec stamp(slice value)
{
    uint64_t n = number(value);

    return n <= INT64_MAX / 2 ? (usec)n : 0;
}

void journal_add_message(struct journal *j, slice more)
{
    char *room = j->text + JOURNAL_HEAD + j->message_n;
    size_t n = keep(room, JOURNAL_MESSAGE - j->message_n, more);

    for (size_t i = 0; i < n; i++)
        if (room[i] == '\n')
            room[i] = ' ';
    j->message_n += n;
}

static void take_message(struct journal *j, slice value, struct cite at)
{
    j->at = at;
    j->message_n = 0;
    journal_add_message(j, value);
}

void journal_field(struct journal *j, slice name, slice value, struct cite at)
{
    j->has_fields = true;
    if (slice_eq(name, SLICE("MESSAGE")))
        take_message(j, value, at);
    else if (slice_eq(name, SLICE("_HOSTNAME")))
        j->host_n = keep(j->host, sizeof(j->host), value);
    else if (slice_eq(name, SLICE("SYSLOG_IDENTIFIER")))
        j->program_n = keep(j->program, sizeof(j->program), value);
    else if (slice_eq(name, SLICE("_COMM")))
        j->command_n = keep(j->command, sizeof(j->command), value);
    else if (slice_eq(name, SLICE("SYSLOG_PID")))
        j->syslog_pid = number(value);
    else if (slice_eq(name, SLICE("_PID")))
        j->pid = number(value);
    else if (slice_eq(name, SLICE("__REALTIME_TIMESTAMP")))
        j->received = stamp(value);
    else if (slice_eq(name, SLICE("_SOURCE_REALTIME_TIMESTAMP")))
        j->sent = stamp(value);
}

/* A word of the head: blanks would end it. */
static slice word(char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)p[i] <= ' ')
            p[i] = '_';
    return slice_of(p, n);
}

static size_t print_stamp(char *room, size_t size, usec when)
{
    time_t second = (time_t)(when / USEC_PER_SECOND);
    struct tm tm;
    size_t n;

    if (!gmtime_r(&second, &tm) || tm.tm_year < 70 || tm.tm_year > 8099)
        return 0;
    n = strftime(room, size, "%Y-%m-%dT%H:%M:%S", &tm);
    return n + (size_t)snprintf(room + n, size - n, ".%06d+00:00 ", (int)(when % USEC_PER_SECOND));
}

bool journal_line(struct journal *j, struct line *out)
{
    slice host = word(j->host, j->host_n);
    slice program = j->program_n ? word(j->program, j->program_n) : word(j->command, j->command_n);
    uint64_t pid = j->syslog_pid ? j->syslog_pid : j->pid;
    usec when = j->sent ? j->sent : j->received;
    char head[JOURNAL_HEAD];
    size_t stamped, n;

    stamped = print_stamp(head, sizeof(head), when);
    if (when == 0 || stamped == 0 || program.n == 0)
        return false;
    out->when = when;
    out->pid = pid <= UINT32_MAX ? (uint32_t)pid : 0;
    n = stamped + (size_t)snprintf(head + stamped, sizeof(head) - stamped,
                                   SLICE_FMT " " SLICE_FMT "[%" PRIu32 "]: ", SLICE_ARG(host),
                                   SLICE_ARG(program), out->pid);
    out->text = slice_of(j->text + JOURNAL_HEAD - n, n + j->message_n);
    memcpy(j->text + JOURNAL_HEAD - n, head, n);
    out->host = slice_of(out->text.p + stamped, host.n);
    out->program = slice_of(out->host.p + host.n + 1, program.n);
    out->message = slice_of(j->text + JOURNAL_HEAD, j->message_n);
    if (j->at.line)
        out->at = j->at;
    return true;
}
