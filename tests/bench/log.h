#ifndef BENCH_LOG_H
#define BENCH_LOG_H

/*
 * log - lines of a mail server's log, written to standard output or to files
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

/* LOG_OWN: Exim's main log, which names no host; others have RFC 3164 stamps then. */
enum log_format { LOG_RFC3164, LOG_RFC3339, LOG_OWN };

struct log {
    char folder[400]; /* empty: standard output */
    const char *name;
    uint64_t rotate;
    uint64_t in_file;
    uint32_t files;
    int fd;
    char *at;
    char *line;
    char *buffer;
    uint64_t bytes;
    uint64_t limit;
    uint64_t lines;
    int64_t second;
    size_t stamp_length;
    char stamp[32];
    enum log_format format;
    bool has_long_ids; /* Postfix's */
    bool full;
};

void log_init(struct log *log, uint64_t limit, enum log_format format);

/* Into files of so many lines, 0: one file: FOLDER/NAME, NAME.1 is older, and so on. */
void log_into(struct log *log, const char *folder, const char *name, uint64_t rotate);

/* The head of syslog: `stamp host program[pid]: `. */
void log_begin(struct log *log, int64_t when, const char *host, const char *program, uint32_t pid);
/* The head is all put by the rendering. */
void log_begin_bare(struct log *log);
void log_end(struct log *log);
void log_close(struct log *log);

void put_number(struct log *log, uint64_t n);
void put_hex(struct log *log, uint64_t n, int digits);
void put_capital_hex(struct log *log, uint64_t n, int digits);
void put_in_base(struct log *log, uint64_t n, int digits, const char *alphabet, uint32_t base);
void put_padded(struct log *log, uint64_t n, int digits); /* with zeros */
void put_string(struct log *log, const char *s);

/* `Mar  2 09:15:01`, as a line of a traditional log begins. */
void put_date(struct log *log, int64_t when);

/* `2026-03-02 09:15:01`, with `.123` if asked. */
void put_full_date(struct log *log, int64_t when, bool with_millis);

/* `20260302091501`, as in the Message-ID that cleanup makes up. */
void put_compact_date(struct log *log, int64_t when);

/* Year less 1900, month less 1, day, hour, minute, second. */
void log_calendar(int64_t when, uint32_t out[6]);

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
