/*
 * generate - a mail server's log of any size, the same bytes for the same options
 *
 * New sessions come at a pace that fills the asked days with the asked bytes,
 * slower at night; the bytes a session costs are learned while it runs. What is
 * in flight when the log is full stays open, as in a log cut by rotation.
 */
#include "tests/bench/rendering.h"
#include "tests/bench/script.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define HOUR_LENGTH (3600 * LOG_SECOND)
#define DAY_LENGTH  (24 * HOUR_LENGTH)

/* Share of a day's traffic by hour, in thousandths. */
static const uint16_t hours[24] = { 18, 14, 12, 11, 12, 16, 24, 38, 56, 70, 74, 72,
                                    62, 64, 68, 66, 60, 52, 46, 42, 38, 34, 28, 23 };

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

static int64_t sessions_left(const struct traffic *t)
{
    const struct options *o = t->options;
    uint64_t written = t->hosts[EDGE].log->bytes;
    int64_t bytes = (int64_t)((written + 300000) / (t->counts.sessions + 200));

    if (o->sessions)
        return (int64_t)(o->sessions - t->counts.sessions) + 1;
    return (int64_t)(o->bytes - written) / bytes + 1;
}

/* Time until the next session: even odds around the mean that fills the days. */
static int64_t gap(struct traffic *t)
{
    const struct options *o = t->options;
    int64_t hour = (t->arrival - o->start) % DAY_LENGTH / HOUR_LENGTH;

    t->gap = weighted_rest(o, t->arrival) / sessions_left(t);
    int64_t mean = t->gap * 1000 / (hours[hour] * 24) + 1;
    struct dice own;
    struct dice *d = deal(t, &own, t->counts.sessions << 16);

    if (mean > HOUR_LENGTH)
        return mean / 1024 * dice_below(d, 2048) + 1;
    return 2 * dice_below(d, (uint64_t)mean) + 1;
}

static bool is_over(const struct traffic *t)
{
    if (t->options->sessions || t->script)
        return t->arrival == INT64_MAX && t->agenda.used == 0;
    return t->hosts[EDGE].log->full;
}

static void arrive(struct traffic *t)
{
    t->now = t->arrival;
    if (t->script) {
        session_follow(t);
        t->arrival = script_next(t->script);
        return;
    }
    session_open(t);
    if (t->counts.sessions == t->options->sessions)
        t->arrival = INT64_MAX;
    else
        t->arrival += gap(t);
}

static void statistics(struct traffic *t)
{
    struct host *edge = &t->hosts[EDGE];

    t->log = edge->log;
    if (edge->rendering->statistics)
        edge->rendering->statistics(t);
}

static void fill(struct traffic *t)
{
    int64_t next_statistics = t->now + 200 * LOG_SECOND;

    t->arrival = t->now;
    t->arrival = t->script ? script_next(t->script) : t->now + gap(t);
    while (!is_over(t)) {
        if (t->agenda.used == 0 || t->agenda.heap[0].due >= t->arrival) {
            arrive(t);
            continue;
        }
        struct entry e = agenda_next(&t->agenda);

        t->now = e.due;
        int64_t due = e.task->step(t, e.task);

        if (due != FINISHED)
            agenda_add(&t->agenda, due, e.task);
        if (t->now >= next_statistics) {
            statistics(t);
            next_statistics = t->now + 200 * LOG_SECOND;
        }
    }
}

static void into_files(const struct host *h, const struct options *o)
{
    bool is_main = h->log->format == LOG_OWN && h->rendering == &rendering_exim;
    char folder[400];

    (void)snprintf(folder, sizeof(folder), "%s/%s", o->into, h->name);
    log_into(h->log, folder, is_main ? "mainlog" : "mail.log", o->rotate);
}

static bool is_there(const struct options *o, uint32_t host)
{
    return host == EDGE || (host == HUB ? o->hop != NULL : host - MORE_EDGES + 1 < o->edges);
}

static void open_log(struct traffic *t, const struct options *o, uint32_t host)
{
    static struct log logs[HOSTS];
    uint64_t limit = host != EDGE || o->sessions || o->script ? UINT64_MAX : o->bytes;

    t->hosts[host].log = &logs[EDGE];
    if (!is_there(o, host) || (host != EDGE && !o->into))
        return;
    t->hosts[host].log = &logs[host];
    log_init(&logs[host], limit, o->format);
    logs[host].has_long_ids = o->new_ids && o->mta == &rendering_postfix;
    if (o->into)
        into_files(&t->hosts[host], o);
}

/* All hosts write one log, in the order of time, unless they have files of their own. */
static void open_logs(struct traffic *t, const struct options *o)
{
    static const char *const names[HOSTS] = { "mx1", "hub", "mx2", "mx3", "mx4" };
    static const char *const addresses[HOSTS] = { "10.20.250.1", "10.20.250.2", "10.20.250.3",
                                                  "10.20.250.4", "10.20.250.5" };

    for (uint32_t host = 0; host < HOSTS; host++) {
        t->hosts[host] =
            (struct host){ names[host], addresses[host], host == HUB ? o->hop : o->mta, NULL };
        open_log(t, o, host);
    }
}

static void close_logs(const struct traffic *t)
{
    for (uint32_t host = 0; host < HOSTS; host++)
        if (host == EDGE || t->hosts[host].log != t->hosts[EDGE].log)
            log_close(t->hosts[host].log);
}

static FILE *must_open(const char *path)
{
    FILE *file = fopen(path, "w");

    if (file)
        return file;
    (void)fputs("generate: ", stderr);
    perror(path);
    exit(1);
}

static void follow_script(struct traffic *t, const struct options *o)
{
    t->script = script_open(o->script, &t->world);
    t->now = script_next(t->script) == INT64_MAX ? o->start : script_next(t->script);
    t->gap = LOG_SECOND;
    if (o->ids)
        t->ids = must_open(o->ids);
    if (o->letters)
        t->letters = must_open(o->letters);
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
    open_logs(t, o);
    if (o->script)
        follow_script(t, o);
}

int main(int argc, char **argv)
{
    static struct traffic t;
    struct options o = options_read(argc, argv);

    if (o.directory) {
        world_init(&t.world, o.accounts, o.seed);
        world_directory(&t.world, stdout);
        return fflush(stdout) == 0 ? 0 : 1;
    }
    setup(&t, &o);
    fill(&t);
    close_logs(&t);
    if ((t.ids && fclose(t.ids) != 0) || (t.letters && fclose(t.letters) != 0))
        return 1;
    if (o.stats)
        (void)fprintf(stderr,
                      "bytes %" PRIu64 " lines %" PRIu64 " sessions %" PRIu64 " messages %" PRIu64
                      " deliveries %" PRIu64 " deferrals %" PRIu64 " in flight %" PRIu64 "\n",
                      t.hosts[EDGE].log->bytes, t.hosts[EDGE].log->lines, t.counts.sessions,
                      t.counts.messages, t.counts.recipients, t.counts.deferrals,
                      t.counts.in_flight_sum / (t.counts.sessions + 1));
    return 0;
}
