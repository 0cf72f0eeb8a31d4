/*
 * The generator's options: what each is called and what it may be.
 */
#include "tests/bench/rendering.h"

#include <stdio.h>
#include <stdlib.h>

static const char usage[] =
    "usage: generate [option ...] > log\n"
    "how much:\n"
    "  --bytes N           size; K M G for powers of 1000 (100M)\n"
    "  --sessions N        so many sessions and all that comes of them, in place of a size; who\n"
    "                      sends what to whom then depends on nothing but these, the accounts,\n"
    "                      the seed, --abuse and --mailings\n"
    "  --accounts N        accounts with a Zipf law of activity (20000)\n"
    "  --seed N            which of the possible logs (1)\n"
    "  --in-flight N       messages open at a time, about (700)\n"
    "  --days N            time over which the lines are spread (1)\n"
    "  --start YYYY-MM-DD  first day (2026-03-02)\n"
    "  --abuse             two accounts are in foreign hands (with --sessions)\n"
    "by which server:\n"
    "  --mta M             postfix, exim or sendmail (postfix)\n"
    "  --format F          rfc3164 or rfc3339 stamps; exim also has main, its own log, which is\n"
    "                      its default (rfc3164)\n"
    "  --subjects          subjects are logged: header_checks; Sendmail cannot\n"
    "  --rich              Exim: log_selector = +received_recipients +subject +pid +millisec\n"
    "  --new-ids           Exim: ids as since 4.97; Postfix: enable_long_queue_ids\n"
    "  --rspamd            Postfix: a milter looks at what logins hand in; where --subjects are\n"
    "                      logged, too, a From that differs is in its line and in no other\n"
    "  --no-removed        no line says that a message left the queue\n"
    "on which way:\n"
    "  --filter            Postfix: every message passes a content filter and comes back\n"
    "  --edges N           mail is taken in by N servers, up to four: mx1, mx2, ... (1)\n"
    "  --hop M             every message goes on to a second own server, hub, of this make\n"
    "  --greylist          everybody elsewhere says no at first\n"
    "  --retry SECONDS     mean time to the next attempt (as keeps --in-flight)\n"
    "into which files:\n"
    "  --into FOLDER       HOST/mail.log or HOST/mainlog in place of standard output\n"
    "  --rotate N          and of N lines each: mail.log, older mail.log.1, and so on\n"
    "from elsewhere:\n"
    "  --script FILE       who sends what to whom is all in this file: see script.h\n"
    "  --ids FILE          which line of the script each queue id is of\n"
    "  --letters FILE      line of the script, queue id and Message-ID of each message\n"
    "what else:\n"
    "  --directory         print the accounts' directory.csv instead of a log\n"
    "  --stats             tell on standard error what was made\n";

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

    return (days - 719162) * 86400 * LOG_SECOND;
}

struct flag {
    const char *name;
    bool *is_set;
};

static bool take_flag(struct options *o, const char *name)
{
    const struct flag flags[] = {
        { "--filter", &o->filter },       { "--greylist", &o->greylist },
        { "--abuse", &o->abuse },         { "--subjects", &o->subjects },
        { "--rich", &o->rich },           { "--new-ids", &o->new_ids },
        { "--rspamd", &o->rspamd },       { "--no-removed", &o->no_removed },
        { "--directory", &o->directory }, { "--stats", &o->stats },
    };

    for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
        if (strcmp(flags[i].name, name) == 0)
            return *flags[i].is_set = true;
    return false;
}

static enum log_format format(const char *value)
{
    static const char *const names[] = { "rfc3164", "rfc3339", "main" };

    for (int i = 0; i < 3; i++)
        if (strcmp(names[i], value) == 0)
            return (enum log_format)i;
    fail("--format", value);
    return LOG_RFC3164;
}

static const struct rendering *rendering(const char *option, const char *value)
{
    static const struct rendering *const all[] = { &rendering_postfix, &rendering_exim,
                                                   &rendering_sendmail };

    for (int i = 0; i < 3; i++)
        if (strcmp(all[i]->name, value) == 0)
            return all[i];
    fail(option, value);
    return NULL;
}

static bool take_amount(struct options *o, const char *name, const char *value)
{
    if (strcmp(name, "--bytes") == 0)
        o->bytes = number(name, value, UINT64_C(100000000000000));
    else if (strcmp(name, "--sessions") == 0)
        o->sessions = number(name, value, UINT64_C(1000000000000));
    else if (strcmp(name, "--accounts") == 0)
        o->accounts = (uint32_t)number(name, value, 1000000);
    else if (strcmp(name, "--seed") == 0)
        o->seed = number(name, value, UINT64_MAX);
    else if (strcmp(name, "--in-flight") == 0)
        o->in_flight = (uint32_t)number(name, value, 100000);
    else if (strcmp(name, "--days") == 0)
        o->days = (uint32_t)number(name, value, 3660);
    else if (strcmp(name, "--edges") == 0)
        o->edges = (uint32_t)number(name, value, HOSTS - MORE_EDGES + 1);
    else if (strcmp(name, "--retry") == 0)
        o->retry = (int64_t)number(name, value, 1000000) * LOG_SECOND;
    else if (strcmp(name, "--rotate") == 0)
        o->rotate = number(name, value, UINT64_MAX);
    else
        return false;
    return true;
}

static void take_value(struct options *o, const char *name, const char *value)
{
    if (take_amount(o, name, value))
        return;
    if (strcmp(name, "--start") == 0)
        o->start = first_day(value);
    else if (strcmp(name, "--format") == 0)
        o->format = format(value);
    else if (strcmp(name, "--mta") == 0)
        o->mta = rendering(name, value);
    else if (strcmp(name, "--hop") == 0)
        o->hop = rendering(name, value);
    else if (strcmp(name, "--script") == 0)
        o->script = value;
    else if (strcmp(name, "--ids") == 0)
        o->ids = value;
    else if (strcmp(name, "--letters") == 0)
        o->letters = value;
    else if (strcmp(name, "--into") == 0)
        o->into = value;
    else
        fail("unknown option", name);
}

/* Exim's own log names no host and comes in a file of its own; others are syslog's. */
static void check(const struct options *o)
{
    bool mixed = o->hop && o->hop != o->mta;

    if (o->filter && o->mta != &rendering_postfix)
        fail("--filter", "only of Postfix");
    if (o->rspamd && o->mta != &rendering_postfix)
        fail("--rspamd", "only of Postfix");
    if (o->script && o->sessions)
        fail("--script", "says how many --sessions there are");
    if (o->ids && !o->script)
        fail("--ids", "only of a --script");
    if (o->letters && !o->script)
        fail("--letters", "only of a --script");
    if (o->abuse && !o->sessions)
        fail("--abuse", "only with --sessions");
    if (o->edges > 1 && !o->sessions && !o->script)
        fail("--edges", "only with --sessions or a --script");
    if (o->rotate && !o->into)
        fail("--rotate", "only with --into");
    if (o->format == LOG_OWN && o->mta != &rendering_exim && o->hop != &rendering_exim)
        fail("--format main", "only of Exim");
    if (o->format == LOG_OWN && mixed && !o->into)
        fail("--format main", "of two kinds of servers only with --into");
}

struct options options_read(int argc, char **argv)
{
    struct options o = { .bytes = 100000000,
                         .accounts = 20000,
                         .seed = 1,
                         .in_flight = 700,
                         .days = 1,
                         .edges = 1,
                         .mta = &rendering_postfix,
                         .start = first_day("2026-03-02") };
    bool has_format = false;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            (void)fputs(usage, stdout);
            exit(0);
        }
        if (take_flag(&o, argv[i]))
            continue;
        if (i + 1 == argc)
            fail("option unknown or without its value", argv[i]);
        has_format |= strcmp(argv[i], "--format") == 0;
        take_value(&o, argv[i], argv[i + 1]);
        i++;
    }
    if (!has_format && o.mta == &rendering_exim && (!o.hop || o.hop == o.mta || o.into))
        o.format = LOG_OWN;
    check(&o);
    return o;
}
