/*
 * generate - a Postfix log of any size, the same bytes for the same options
 *
 * New sessions come at a pace that fills the asked days with the asked bytes,
 * slower at night; the bytes a session costs are learned while it runs. What is
 * in flight when the log is full stays open, as in a log cut by rotation.
 */
#include "tests/bench/traffic.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define HOUR_LENGTH (3600 * LOG_SECOND)
#define DAY_LENGTH  (24 * HOUR_LENGTH)

static const char usage[] =
    "usage: generate [option ...] > log\n"
    "  --bytes N           size; K M G for powers of 1000 (100M)\n"
    "  --accounts N        accounts with a Zipf law of activity (20000)\n"
    "  --seed N            which of the possible logs (1)\n"
    "  --in-flight N       messages open at a time, about (700)\n"
    "  --days N            time over which the lines are spread (1)\n"
    "  --start YYYY-MM-DD  first day (2026-03-02)\n"
    "  --format F          rfc3164 or rfc3339 stamps (rfc3164)\n"
    "  --filter            every message passes a content filter and comes back\n"
    "  --no-removed        no `removed` line is ever logged\n"
    "  --directory         print the accounts' directory.csv instead of a log\n"
    "  --stats             tell on standard error what was made\n";

/* Share of a day's traffic by hour, in thousandths. */
static const uint16_t hours[24] = { 18, 14, 12, 11, 12, 16, 24, 38, 56, 70, 74, 72,
                                    62, 64, 68, 66, 60, 52, 46, 42, 38, 34, 28, 23 };

static void fail(const char *what, const char *value)
{
    (void)fprintf(stderr, "generate: %s: %s\n%s", what, value, usage);
    exit(2);
}

static uint64_t unit(const char *suffix)
{
    static const char units[] = " KMG";
    uint64_t factor = 1;

    if (*suffix == '\0')
        return 1;
    for (const char *u = units + 1; *u; u++) {
        factor *= 1000;
        if (*u == *suffix && suffix[1] == '\0')
            return factor;
    }
    return 0;
}

static uint64_t number(const char *option, const char *text, uint64_t most)
{
    char *end;
    uint64_t n = strtoull(text, &end, 10);
    uint64_t factor = unit(end);

    if (end == text || *text == '-' || factor == 0 || n == 0 || n > most / factor)
        fail(option, text);
    return n * factor;
}

static int64_t first_day(const char *text)
{
    static const uint16_t before[12] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
    int year, month, day;
    char end;

    if (sscanf(text, "%4d-%2d-%2d%c", &year, &month, &day, &end) != 3 || year < 1971 ||
        year > 2999 || month < 1 || month > 12 || day < 1 || day > 31)
        fail("--start", text);
    int64_t past = year - 1;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int64_t days = past * 365 + past / 4 - past / 100 + past / 400 + before[month - 1] +
                   (leap && month > 2) + day - 1;

    return (days - 719162) * DAY_LENGTH;
}

static bool take_flag(struct options *o, const char *name)
{
    if (strcmp(name, "--filter") == 0)
        return o->filter = true;
    if (strcmp(name, "--no-removed") == 0)
        return o->no_removed = true;
    if (strcmp(name, "--directory") == 0)
        return o->directory = true;
    if (strcmp(name, "--stats") == 0)
        return o->stats = true;
    return false;
}

static void take_format(struct options *o, const char *value)
{
    o->rfc3339 = strcmp(value, "rfc3339") == 0;
    if (!o->rfc3339 && strcmp(value, "rfc3164") != 0)
        fail("--format", value);
}

static void take_value(struct options *o, const char *name, const char *value)
{
    if (strcmp(name, "--bytes") == 0)
        o->bytes = number(name, value, UINT64_C(100000000000000));
    else if (strcmp(name, "--accounts") == 0)
        o->accounts = (uint32_t)number(name, value, 1000000);
    else if (strcmp(name, "--seed") == 0)
        o->seed = number(name, value, UINT64_MAX);
    else if (strcmp(name, "--in-flight") == 0)
        o->in_flight = (uint32_t)number(name, value, 100000);
    else if (strcmp(name, "--days") == 0)
        o->days = (uint32_t)number(name, value, 3660);
    else if (strcmp(name, "--start") == 0)
        o->start = first_day(value);
    else if (strcmp(name, "--format") == 0)
        take_format(o, value);
    else
        fail("unknown option", name);
}

static struct options read_options(int argc, char **argv)
{
    struct options o = { .bytes = 100000000,
                         .accounts = 20000,
                         .seed = 1,
                         .in_flight = 700,
                         .days = 1,
                         .start = first_day("2026-03-02") };

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            (void)fputs(usage, stdout);
            exit(0);
        }
        if (take_flag(&o, argv[i]))
            continue;
        if (i + 1 == argc)
            fail("option unknown or without its value", argv[i]);
        take_value(&o, argv[i], argv[i + 1]);
        i++;
    }
    return o;
}

/* What is left of the days, in time of an average hour. */
static int64_t weighted_rest(const struct options *o, int64_t now)
{
    int64_t since = now - o->start;
    int64_t in_day = since % DAY_LENGTH;
    int64_t hour = in_day / HOUR_LENGTH;
    int64_t rest = ((int64_t)o->days - 1 - since / DAY_LENGTH) * DAY_LENGTH;

    rest += (HOUR_LENGTH - in_day % HOUR_LENGTH) * hours[hour] * 24 / 1000;
    while (++hour < 24)
        rest += HOUR_LENGTH * hours[hour] * 24 / 1000;
    return rest > LOG_SECOND ? rest : LOG_SECOND;
}

/* Time until the next session: even odds around the mean that fills the days. */
static int64_t gap(struct traffic *t)
{
    const struct options *o = t->options;
    int64_t hour = (t->now - o->start) % DAY_LENGTH / HOUR_LENGTH;
    int64_t bytes = (int64_t)((t->log.bytes + 300000) / (t->counts.sessions + 200));
    int64_t sessions = (int64_t)(o->bytes - t->log.bytes) / bytes + 1;

    t->gap = weighted_rest(o, t->now) / sessions;
    int64_t mean = t->gap * 1000 / (hours[hour] * 24) + 1;

    if (mean > HOUR_LENGTH)
        return mean / 1024 * dice_below(&t->dice, 2048) + 1;
    return 2 * dice_below(&t->dice, (uint64_t)mean) + 1;
}

static void fill(struct traffic *t)
{
    int64_t arrival = t->now + gap(t);
    int64_t statistics = t->now + 200 * LOG_SECOND;

    while (!t->log.full) {
        if (t->agenda.used == 0 || t->agenda.heap[0].due >= arrival) {
            t->now = arrival;
            session_open(t);
            arrival += gap(t);
            continue;
        }
        struct entry e = agenda_next(&t->agenda);

        t->now = e.due;
        int64_t due = e.task->step(t, e.task);

        if (due != FINISHED)
            agenda_add(&t->agenda, due, e.task);
        if (t->now >= statistics) {
            session_statistics(t);
            statistics = t->now + 200 * LOG_SECOND;
        }
    }
}

static void setup(struct traffic *t, const struct options *o)
{
    t->options = o;
    t->dice.state = dice_mix(o->seed);
    t->now = o->start;
    t->next_pid = 1200;
    for (uint32_t i = 0; i < INODES; i++)
        t->inodes[i] = 0x41000 + i;
    t->inodes_returned = INODES;
    world_init(&t->world, o->accounts, o->seed);
    log_init(&t->log, o->bytes, o->rfc3339);
}

int main(int argc, char **argv)
{
    static struct traffic t;
    struct options o = read_options(argc, argv);

    setup(&t, &o);
    if (o.directory) {
        world_directory(&t.world, stdout);
        return fflush(stdout) == 0 ? 0 : 1;
    }
    fill(&t);
    log_flush(&t.log);
    if (o.stats)
        (void)fprintf(stderr,
                      "bytes %" PRIu64 " lines %" PRIu64 " sessions %" PRIu64 " messages %" PRIu64
                      " deliveries %" PRIu64 " deferrals %" PRIu64 " in flight %" PRIu64 "\n",
                      t.log.bytes, t.log.lines, t.counts.sessions, t.counts.messages,
                      t.counts.recipients, t.counts.deferrals,
                      t.counts.in_flight_sum / (t.counts.sessions + 1));
    return 0;
}
