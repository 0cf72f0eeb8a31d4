/*
 * One large buffer, written when it is nearly full: at several hundred MB/s a
 * line must cost no more than copying its parts.
 */
#include "tests/bench/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 1 << 18 };

void log_init(struct log *log, uint64_t limit, enum log_format format)
{
    *log = (struct log){ .fd = STDOUT_FILENO, .limit = limit, .format = format, .second = -1 };
    log->buffer = malloc(BUFFER + LOG_LINE);
    if (!log->buffer) {
        (void)fputs("generate: out of memory\n", stderr);
        exit(1);
    }
    log->at = log->buffer;
}

static void fail(const char *what)
{
    (void)fputs("generate: ", stderr);
    perror(what);
    exit(1);
}

/* While it is written a file has its number from the oldest on; the end turns that round. */
static void path_of(const struct log *log, uint32_t number, bool is_final, char path[512])
{
    if (is_final && number == 0)
        (void)snprintf(path, 512, "%s/%s", log->folder, log->name);
    else
        (void)snprintf(path, 512, "%s/%s.%s%u", log->folder, log->name, is_final ? "" : "part",
                       number);
}

static void next_file(struct log *log)
{
    char path[512];

    path_of(log, log->files++, false, path);
    log->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (log->fd < 0)
        fail(path);
    log->in_file = 0;
}

void log_into(struct log *log, const char *folder, const char *name, uint64_t rotate)
{
    (void)snprintf(log->folder, sizeof(log->folder), "%s", folder);
    if (mkdir(log->folder, 0777) != 0 && errno != EEXIST)
        fail(log->folder);
    log->name = name;
    log->rotate = rotate;
    next_file(log);
}

static void flush(struct log *log)
{
    const char *p = log->buffer;

    while (p < log->at) {
        ssize_t n = write(log->fd, p, (size_t)(log->at - p));

        if (n <= 0)
            fail("output");
        p += n;
    }
    log->at = log->buffer;
}

void log_close(struct log *log)
{
    char from[512], to[512];

    flush(log);
    for (uint32_t i = 0; i < log->files; i++) {
        path_of(log, i, false, from);
        path_of(log, log->files - 1 - i, true, to);
        if (rename(from, to) != 0)
            fail(to);
    }
    if (close(log->fd) != 0)
        fail("output");
}

static void rotate(struct log *log)
{
    flush(log);
    if (close(log->fd) != 0)
        fail("output");
    next_file(log);
}

/* Days since 1970 to year, month (1..12) and day, after Howard Hinnant. */
static void civil_from_days(int64_t days, int out[3])
{
    int64_t z = days + 719468;
    int64_t era = z / 146097;
    int64_t doe = z % 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    out[2] = (int)(doy - (153 * mp + 2) / 5 + 1);
    out[1] = (int)(mp < 10 ? mp + 3 : mp - 9);
    out[0] = (int)(yoe + era * 400 + (out[1] <= 2));
}

static int stamp(char *to, size_t size, int64_t second, bool rfc3339)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int of_day = (int)(second % 86400);
    int date[3];

    civil_from_days(second / 86400, date);
    if (rfc3339)
        return snprintf(to, size, "%04d-%02d-%02dT%02d:%02d:%02d", date[0], date[1], date[2],
                        of_day / 3600, of_day / 60 % 60, of_day % 60);
    return snprintf(to, size, "%.3s %2d %02d:%02d:%02d", months + (ptrdiff_t)(date[1] - 1) * 3,
                    date[2], of_day / 3600, of_day / 60 % 60, of_day % 60);
}

static void put_fraction(struct log *log, int64_t micros)
{
    char *end = log->at + 7;

    *log->at = '.';
    for (char *p = end; --p > log->at; micros /= 10)
        *p = (char)('0' + micros % 10);
    log->at = end;
    PUT(log, "+00:00");
}

static void put_stamp(struct log *log, int64_t when)
{
    int64_t second = when / LOG_SECOND;
    bool rfc3339 = log->format == LOG_RFC3339;

    if (second != log->second) {
        log->second = second;
        log->stamp_length = (size_t)stamp(log->stamp, sizeof(log->stamp), second, rfc3339);
    }
    put_bytes(log, log->stamp, log->stamp_length);
    if (rfc3339)
        put_fraction(log, when % LOG_SECOND);
}

void log_begin_bare(struct log *log)
{
    log->line = log->at;
}

void log_begin(struct log *log, int64_t when, const char *host, const char *program, uint32_t pid)
{
    log->line = log->at;
    put_stamp(log, when);
    put_char(log, ' ');
    put_string(log, host);
    put_char(log, ' ');
    put_string(log, program);
    put_char(log, '[');
    put_number(log, pid);
    PUT(log, "]: ");
}

void log_end(struct log *log)
{
    put_char(log, '\n');
    uint64_t length = (uint64_t)(log->at - log->line);

    if (log->full || log->bytes + length > log->limit) {
        log->full = true;
        log->at = log->line;
        return;
    }
    log->bytes += length;
    log->lines++;
    if (++log->in_file == log->rotate)
        rotate(log);
    else if (log->at - log->buffer >= BUFFER)
        flush(log);
}

void put_number(struct log *log, uint64_t n)
{
    char digits[20];
    size_t used = 0;

    do
        digits[sizeof(digits) - ++used] = (char)('0' + n % 10);
    while (n /= 10);
    put_bytes(log, digits + sizeof(digits) - used, used);
}

static void put_digits(struct log *log, uint64_t n, int digits, const char *alphabet)
{
    for (int i = digits; i-- > 0; n >>= 4)
        log->at[i] = alphabet[n & 15];
    log->at += digits;
}

void put_in_base(struct log *log, uint64_t n, int digits, const char *alphabet, uint32_t base)
{
    for (int i = digits; i-- > 0; n /= base)
        log->at[i] = alphabet[n % base];
    log->at += digits;
}

void put_padded(struct log *log, uint64_t n, int digits)
{
    put_in_base(log, n, digits, "0123456789", 10);
}

void put_hex(struct log *log, uint64_t n, int digits)
{
    put_digits(log, n, digits, "0123456789abcdef");
}

void put_capital_hex(struct log *log, uint64_t n, int digits)
{
    put_digits(log, n, digits, "0123456789ABCDEF");
}

void put_string(struct log *log, const char *s)
{
    put_bytes(log, s, strlen(s));
}

void put_date(struct log *log, int64_t when)
{
    log->at += stamp(log->at, 32, when / LOG_SECOND, false);
}

void log_calendar(int64_t when, uint32_t out[6])
{
    int64_t second = when / LOG_SECOND;
    uint32_t of_day = (uint32_t)(second % 86400);
    int date[3];

    civil_from_days(second / 86400, date);
    out[0] = (uint32_t)date[0] - 1900;
    out[1] = (uint32_t)date[1] - 1;
    out[2] = (uint32_t)date[2];
    out[3] = of_day / 3600;
    out[4] = of_day / 60 % 60;
    out[5] = of_day % 60;
}

void put_full_date(struct log *log, int64_t when, bool with_millis)
{
    uint32_t c[6];

    log_calendar(when, c);
    log->at += snprintf(log->at, 40, "%04u-%02u-%02u %02u:%02u:%02u", c[0] + 1900, c[1] + 1, c[2],
                        c[3], c[4], c[5]);
    if (!with_millis)
        return;
    put_char(log, '.');
    put_padded(log, (uint64_t)(when / 1000 % 1000), 3);
}

void put_compact_date(struct log *log, int64_t when)
{
    uint32_t c[6];

    log_calendar(when, c);
    log->at += snprintf(log->at, 40, "%04u%02u%02u%02u%02u%02u", c[0] + 1900, c[1] + 1, c[2], c[3],
                        c[4], c[5]);
}

static void put_decimals(struct log *log, int64_t hundredths)
{
    put_number(log, (uint64_t)(hundredths / 100));
    if (hundredths % 100 == 0)
        return;
    put_char(log, '.');
    put_char(log, (char)('0' + hundredths / 10 % 10));
    if (hundredths % 10)
        put_char(log, (char)('0' + hundredths % 10));
}

void put_delay(struct log *log, int64_t span)
{
    if (span >= 9950000)
        put_number(log, (uint64_t)((span + 500000) / 1000000));
    else if (span >= 995000)
        put_decimals(log, (span + 50000) / 100000 * 10);
    else
        put_decimals(log, (span + 5000) / 10000);
}
