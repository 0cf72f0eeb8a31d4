/*
 * One large buffer, written when it is nearly full: at several hundred MB/s a
 * line must cost no more than copying its parts.
 */
#include "tests/bench/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUFFER = 1 << 18 };

static const char *const prefixes[SERVICES] = {
    [SMTPD] = "mx1 postfix/smtpd[",     [SUBMISSION] = "mx1 postfix/submission/smtpd[",
    [CLEANUP] = "mx1 postfix/cleanup[", [QMGR] = "mx1 postfix/qmgr[",
    [SMTP] = "mx1 postfix/smtp[",       [LMTP] = "mx1 postfix/lmtp[",
    [LOCAL] = "mx1 postfix/local[",     [PICKUP] = "mx1 postfix/pickup[",
    [BOUNCE] = "mx1 postfix/bounce[",   [ANVIL] = "mx1 postfix/anvil[",
};

void log_init(struct log *log, uint64_t limit, bool rfc3339)
{
    *log = (struct log){ .limit = limit, .rfc3339 = rfc3339, .second = -1 };
    log->buffer = malloc(BUFFER + LOG_LINE);
    if (!log->buffer) {
        (void)fputs("generate: out of memory\n", stderr);
        exit(1);
    }
    log->at = log->buffer;
}

void log_flush(struct log *log)
{
    const char *p = log->buffer;

    while (p < log->at) {
        ssize_t n = write(STDOUT_FILENO, p, (size_t)(log->at - p));

        if (n <= 0) {
            perror("generate: standard output");
            exit(1);
        }
        p += n;
    }
    log->at = log->buffer;
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

void log_begin(struct log *log, int64_t when, enum service service, uint32_t pid)
{
    int64_t second = when / LOG_SECOND;

    if (second != log->second) {
        log->second = second;
        log->stamp_length = (size_t)stamp(log->stamp, sizeof(log->stamp), second, log->rfc3339);
    }
    log->line = log->at;
    put_bytes(log, log->stamp, log->stamp_length);
    if (log->rfc3339)
        put_fraction(log, when % LOG_SECOND);
    put_char(log, ' ');
    put_string(log, prefixes[service]);
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
    if (log->at - log->buffer >= BUFFER)
        log_flush(log);
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

void put_compact_date(struct log *log, int64_t when)
{
    int64_t second = when / LOG_SECOND;
    int of_day = (int)(second % 86400);
    int date[3];

    civil_from_days(second / 86400, date);
    log->at += snprintf(log->at, 32, "%04d%02d%02d%02d%02d%02d", date[0], date[1], date[2],
                        of_day / 3600, of_day / 60 % 60, of_day % 60);
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
