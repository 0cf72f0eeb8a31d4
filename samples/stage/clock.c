/*
 * A clock for servers that stamp their own logs: loaded before libc into every program of a
 * root (/etc/ld.so.preload), it makes time pass faster. /etc/clock holds three numbers: the
 * monotonic clock's nanoseconds when the made-up time began, the second that it began with,
 * and how many of its seconds pass in a real one. Waiting is not changed: a server that wants
 * to sleep for a second sleeps for a real one.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { BILLION = 1000000000 };

static int64_t zero, begin, factor;

__attribute__((constructor)) static void load(void)
{
    long long found[3];
    FILE *file = fopen("/etc/clock", "re");

    if (!file)
        return;
    if (fscanf(file, "%lld %lld %lld", &found[0], &found[1], &found[2]) == 3) {
        zero = found[0];
        begin = found[1];
        factor = found[2];
    }
    fclose(file);
}

static int real_clock(clockid_t clock, struct timespec *at)
{
    return (int)syscall(SYS_clock_gettime, clock, at);
}

static int64_t passed(void)
{
    struct timespec now;

    real_clock(CLOCK_MONOTONIC, &now);
    return ((int64_t)now.tv_sec * BILLION + now.tv_nsec - zero) * factor;
}

static void set(struct timespec *at, int64_t nanoseconds)
{
    at->tv_sec = nanoseconds / BILLION;
    at->tv_nsec = nanoseconds % BILLION;
    if (at->tv_nsec < 0) {
        at->tv_nsec += BILLION;
        at->tv_sec--;
    }
}

int clock_gettime(clockid_t clock, struct timespec *at)
{
    if (factor && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        set(at, begin * BILLION + passed());
    else if (factor && clock == CLOCK_MONOTONIC)
        set(at, zero + passed());
    else
        return real_clock(clock, at);
    return 0;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone)
{
    struct timespec now;

    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *at)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    if (at)
        *at = now.tv_sec;
    return now.tv_sec;
}
