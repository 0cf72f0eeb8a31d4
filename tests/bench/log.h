#ifndef BENCH_LOG_H
#define BENCH_LOG_H

/*
 * log - lines of a Postfix log, written to standard output
 *
 * A line is begun, filled by the put functions and ended. It must stay below
 * LOG_LINE bytes; nothing checks that but the buffer's slack. The line that
 * would pass the limit is dropped, and the log is full from then on: a log is
 * never longer than asked and misses it by less than one line.
 *
 * Times are microseconds since 1970 in UTC.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { LOG_LINE = 8192 };

#define LOG_SECOND ((int64_t)1000000)

enum service {
    SMTPD,
    SUBMISSION,
    CLEANUP,
    QMGR,
    SMTP,
    LMTP,
    LOCAL,
    PICKUP,
    BOUNCE,
    ANVIL,
    SERVICES
};

struct log {
    char *at;
    char *line;
    char *buffer;
    uint64_t bytes;
    uint64_t limit;
    uint64_t lines;
    int64_t second;
    size_t stamp_length;
    char stamp[32];
    bool rfc3339;
    bool full;
};

void log_init(struct log *log, uint64_t limit, bool rfc3339);
void log_begin(struct log *log, int64_t when, enum service service, uint32_t pid);
void log_end(struct log *log);
void log_flush(struct log *log);

void put_number(struct log *log, uint64_t n);
void put_hex(struct log *log, uint64_t n, int digits);
void put_capital_hex(struct log *log, uint64_t n, int digits);
void put_string(struct log *log, const char *s);

/* `Mar  2 09:15:01`, as a line of a traditional log begins. */
void put_date(struct log *log, int64_t when);

/* `20260302091501`, as in the Message-ID that cleanup makes up. */
void put_compact_date(struct log *log, int64_t when);

/* A time span in seconds, with the two digits that Postfix shows. */
void put_delay(struct log *log, int64_t span);

static inline void put_bytes(struct log *log, const char *p, size_t n)
{
    memcpy(log->at, p, n);
    log->at += n;
}

static inline void put_char(struct log *log, char c)
{
    *log->at++ = c;
}

#define PUT(log, literal) put_bytes((log), "" literal, sizeof(literal) - 1)

#endif
