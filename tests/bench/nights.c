/*
 * nights - a long history, and what a night with it costs
 *
 *	nights FILE [ACCOUNTS [CONTACTS [DAYS [ROUNDS]]]]
 *
 * Makes the state FILE of so many accounts that write every day (50,000), with so many contacts in
 * all (15,000,000) after so many days (60), each a generation of its own, as the program itself
 *would: the days are not read from logs, but told to its history and its state. Accounts differ in
 *size; every day an account writes to new contacts and to twice as many old ones. Then ROUNDS (5)
 *more days are measured: all accounts loaded in the order of their first mail, and saved; beside it
 * the same records as one file are copied and synced. One line each, in microseconds and bytes:
 *
 *	night DAY load MICROS write MICROS save MICROS bytes BYTES copy MICROS file BYTES peak BYTES
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/state/state_retention.h"
#include "analyzer/run/state/state_rows.h"
#include "analyzer/run/watch/history.h"

enum { BEGINS = 20500, CHUNK = 1 << 20 };

struct night {
    struct state state;
    struct history *of; /* by account */
    uint32_t *order;    /* of their first mail */
    uint64_t accounts, contacts, days;
    int64_t day; /* from 0 */
    const struct state_account **known;
    size_t bytes; /* of their records */
};

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9U;
    x = (x ^ x >> 27) * 0x94d049bb133111ebU;
    return x ^ x >> 31;
}

static int64_t micros(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "nights: %s\n", what);
    exit(2);
}

static slice name_of(uint64_t account, char text[32])
{
    int n = snprintf(text, 32, "user%06ju", (uintmax_t)mix(account) % 900000 * 100000 + account);

    return slice_of(text, (size_t)n);
}

/* A quarter to seven quarters of the mean. */
static uint64_t contacts_of(const struct night *n, uint64_t account)
{
    uint64_t mean = n->contacts / n->accounts;

    return mean / 4 + mean * (mix(account) % 1000) * 3 / 2000;
}

static void shuffle(struct night *n)
{
    for (uint64_t i = 0; i < n->accounts; i++)
        n->order[i] = (uint32_t)i;
    for (uint64_t i = n->accounts; i > 1; i--) {
        uint64_t other = mix((uint64_t)n->day << 32 | i) % i;
        uint32_t kept = n->order[i - 1];

        n->order[i - 1] = n->order[other];
        n->order[other] = kept;
    }
}

static void open_night(struct night *n, const char *path)
{
    static const int64_t terms[RETENTIONS] = {
        [RETAIN_BASELINES] = 90 * DAY, [RETAIN_DETAIL] = 90 * DAY
    };
    struct err err;

    if (!state_open(&n->state, path, STORE_RUN, &err))
        die(err.text);
    n->state.base = n->state.newest = n->day;
    state_retain(&n->state, terms);
    n->state.today = BEGINS + n->day;
}

static void load(struct night *n, uint64_t account)
{
    char text[32];
    const struct state_account *a = state_account(&n->state, name_of(account, text));

    n->known[account] = a;
    n->bytes += a->body.n + a->rest.n;
    if ((a->body.n && !record_unpack(&n->of[account], a->body)) ||
        (a->rest.n && !record_unpack(&n->of[account], a->rest)))
        die("a damaged record");
}

static void write_mail(struct night *n, uint64_t account)
{
    uint64_t all = contacts_of(n, account), day = (uint64_t)n->day;
    uint64_t known = all * day / n->days, now = all * (day + 1) / n->days;
    uint64_t dice = mix(account << 16 | day);

    history_message(&n->of[account], BEGINS + n->day, 9 + (int)(dice % 8), dice % 99999);
    for (uint64_t i = known; i < now; i++)
        (void)history_recipient(&n->of[account], BEGINS + n->day, mix(account << 24 | i), true);
    for (uint64_t i = 0; known && i <= 2 * (now - known); i++) {
        dice = mix(dice);
        (void)history_recipient(&n->of[account], BEGINS + n->day, mix(account << 24 | dice % known),
                                true);
    }
}

static void save(struct night *n, uint64_t account)
{
    struct record r;

    record_pack(&n->of[account], BEGINS + n->day, slice_of(NULL, 0), &r);
    state_keep_account(&n->state, n->known[account], &r,
                       record_due(&n->of[account], false, &n->state.keep, BEGINS + n->day));
    record_free(&r);
    history_free(&n->of[account]);
}

static void commit(struct night *n)
{
    struct result r = { .last = (BEGINS + n->day) * DAY * USEC_PER_SECOND };
    struct err err;

    if (!state_commit(&n->state, &r, &err))
        die(err.text);
    state_close(&n->state);
}

static void write_all(int fd, const char *p, size_t n)
{
    if (fd < 0 || write(fd, p, n) != (ssize_t)n)
        die("the copy cannot be written");
}

/* As cp does, in large pieces. */
static int64_t copy_micros(const char *from, const char *to)
{
    char *chunk = mem_new(CHUNK, 1);
    int64_t begun = micros();
    int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ssize_t n;

    while ((n = read(in, chunk, CHUNK)) > 0)
        write_all(out, chunk, (size_t)n);
    if (n < 0 || fsync(out) != 0)
        die("the copy cannot be synced");
    (void)close(in);
    (void)close(out);
    mem_free(chunk);
    return micros() - begun;
}

/* As many bytes as they have, which nothing can press. */
static void make_file(const char *path, size_t bytes)
{
    uint64_t *chunk = mem_new(CHUNK, 1), dice = 1;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    for (size_t at = 0; at < bytes; at += CHUNK) {
        for (size_t i = 0; i < CHUNK / sizeof(*chunk); i++)
            chunk[i] = dice = mix(dice + 1);
        write_all(fd, (const char *)chunk, bytes - at < CHUNK ? bytes - at : CHUNK);
    }
    (void)fsync(fd);
    (void)close(fd);
    mem_free(chunk);
}

static int64_t copy_records(const struct night *n, const char *path)
{
    char from[4096], to[4096];
    int64_t took;

    (void)snprintf(from, sizeof(from), "%s.records", path);
    (void)snprintf(to, sizeof(to), "%s.copy", path);
    make_file(from, n->bytes);
    took = copy_micros(from, to);
    (void)unlink(from);
    (void)unlink(to);
    return took;
}

static void run_night(struct night *n, const char *path, bool is_told)
{
    int64_t begun, loaded, wrote, saved, copied, peak;
    struct rusage usage;
    struct stat st;

    n->bytes = 0;
    shuffle(n);
    begun = micros();
    open_night(n, path);
    for (uint64_t i = 0; i < n->accounts; i++)
        load(n, n->order[i]);
    loaded = micros();
    for (uint64_t i = 0; i < n->accounts; i++)
        write_mail(n, n->order[i]);
    wrote = micros();
    for (uint64_t i = 0; i < n->accounts; i++)
        save(n, n->order[i]);
    commit(n);
    saved = micros();
    (void)getrusage(RUSAGE_SELF, &usage);
    peak = usage.ru_maxrss * 1024;
    if (!is_told || stat(path, &st) != 0)
        return;
    copied = copy_records(n, path);
    printf("night %jd load %jd write %jd save %jd bytes %zu copy %jd file %jd peak %jd\n",
           (intmax_t)n->day, (intmax_t)(loaded - begun), (intmax_t)(wrote - loaded),
           (intmax_t)(saved - wrote), n->bytes, (intmax_t)copied, (intmax_t)st.st_size,
           (intmax_t)peak);
    (void)fflush(stdout);
}

static uint64_t number(int argc, char **argv, int i, uint64_t preset)
{
    uint64_t n = preset;

    if (argc > i && (!slice_u64(slice_str(argv[i]), &n) || n == 0))
        die("not a number");
    return n;
}

int main(int argc, char **argv)
{
    struct night n = { 0 };
    uint64_t rounds = number(argc, argv, 5, 5);

    if (argc < 2)
        die("usage: nights FILE [ACCOUNTS [CONTACTS [DAYS [ROUNDS]]]]");
    n.accounts = number(argc, argv, 2, 50000);
    n.contacts = number(argc, argv, 3, 15000000);
    n.days = number(argc, argv, 4, 60);
    (void)clock_set_zone("UTC");
    n.of = mem_new(n.accounts, sizeof(*n.of));
    n.known = mem_new(n.accounts, sizeof(*n.known));
    n.order = mem_new(n.accounts, sizeof(*n.order));
    for (; n.day < (int64_t)(n.days + rounds); n.day++)
        run_night(&n, argv[1], getenv("ALL") || n.day >= (int64_t)n.days);
    mem_free(n.of);
    mem_free(n.order);
    mem_free(n.known);
    return 0;
}
