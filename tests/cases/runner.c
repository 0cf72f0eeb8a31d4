/*
 * Runs every *.case below this folder in every way. CASES=words runs those whose path
 * holds the words and prints what they told. FINDINGS=FOLDER keeps each one's
 * findings.ndjson there, for tests/sums.py.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reports/report.h"
#include "tests/cases/case.h"

enum { CASES_MAX = 1024, PATH_ROOM = 240, CASE_BYTES_MAX = 1 << 20 };

struct parameter { /* copied into the test's process, so without pointers */
    char path[PATH_ROOM];
};

static struct parameter parameters[CASES_MAX];
static size_t n_parameters;

static void take_file(const char *path)
{
    const char *only = getenv("CASES");

    if (!slice_ends(slice_str(path), SLICE(".case")) || (only && !strstr(path, only)))
        return;
    cr_assert(n_parameters < CASES_MAX && strlen(path) < PATH_ROOM);
    memcpy(parameters[n_parameters++].path, path, strlen(path) + 1);
}

static void take_folder(const char *folder)
{
    DIR *d = opendir(folder);
    const struct dirent *e;

    cr_assert(d, "%s cannot be read", folder);
    while ((e = readdir(d))) {
        char path[PATH_ROOM + NAME_MAX];
        struct stat st;

        if (e->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
        if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
            take_folder(path);
        else
            take_file(path);
    }
    (void)closedir(d);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct parameter *)a)->path, ((const struct parameter *)b)->path);
}

static void make_folder(char *folder)
{
    (void)snprintf(folder, 64, "/tmp/case-XXXXXX");
    cr_assert(mkdtemp(folder), "%s cannot be made", folder);
}

static void remove_folder(const char *folder)
{
    static const char *const names[] = { "site/policy.yaml",
                                         "site/directory.csv",
                                         "site/announcements.yaml",
                                         "log",
                                         "log.later",
                                         "log.gz",
                                         "log.err",
                                         "log.others",
                                         "state",
                                         "state.key" };
    char path[512];

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        (void)unlink(path);
    }
    (void)snprintf(path, sizeof(path), "%s/site", folder);
    (void)rmdir(path);
    (void)rmdir(folder);
}

/* What the plain way told: all, bare, and its core. */
struct told {
    struct buf all, bare, core;
};

/* "F-19aa7894bcbd3793 forged_sender bob contact " of a finding, the whole of a sum. */
static slice core_of(slice line)
{
    size_t n = 0;

    if (!slice_starts(line, SLICE("F-")))
        return line;
    for (int words = 0; words < 4; words++)
        n += slice_find(slice_skip(line, n), ' ') + 1;
    return slice_head(line, n);
}

/* Who, how much, and what is to be done. Not: which lines tell it. Lines of one moment have no
   order among files. */
static void reduce(struct buf *b, slice told)
{
    static const char *const kept[] = { "F-", "account ", "total ", "nobody ", "ruling " };

    while (told.n) {
        slice line = slice_head(told, slice_find(told, '\n'));

        told = slice_skip(told, line.n + 1);
        for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
            if (slice_starts(line, slice_str(kept[i])))
                buf_addf(b, SLICE_FMT "\n", SLICE_ARG(core_of(line)));
    }
}

static void compare(struct test_case *c, enum way way, const struct told *plain, struct buf *b)
{
    const struct buf *first = case_is_bare(way)    ? &plain->bare
                              : case_is_loose(way) ? &plain->core
                                                   : &plain->all;
    struct buf core = { 0 };

    if (case_is_loose(way)) {
        reduce(&core, buf_slice(b));
        b = &core;
    }
    if (!slice_eq(buf_slice(first), buf_slice(b)))
        case_wrong(c, 0, "%s tells something else:\n" SLICE_FMT "--- than %s:\n" SLICE_FMT,
                   way_names[way], SLICE_ARG(buf_slice(b)), way_names[WAY_PLAIN],
                   SLICE_ARG(buf_slice(first)));
    buf_free(&core);
}

static void tell_plain(struct told *plain, const struct result *r)
{
    case_tell(&plain->all, r, false);
    case_tell(&plain->bare, r, true);
    reduce(&plain->core, buf_slice(&plain->all));
}

static const struct report *find_report(const char *name)
{
    size_t i = 0;

    while (strcmp(reports[i]->name, name) != 0)
        i++;
    return reports[i];
}

/* Of "tests/cases/site/hosts.case" in FOLDER/tests-cases-site-hosts.case. */
static void keep_findings(struct test_case *c, const struct result *r)
{
    const char *folder = getenv("FINDINGS");
    char path[PATH_MAX];
    struct out out;
    struct err err;
    int n;

    if (!folder || r->n_findings == 0)
        return;
    n = snprintf(path, sizeof(path), "%s/", folder);
    (void)snprintf(path + n, sizeof(path) - (size_t)n, SLICE_FMT, SLICE_ARG(c->path));
    for (char *p = path + n; *p; p++)
        *p = *p == '/' ? '-' : *p;
    out = (struct out){ .fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) };
    cr_assert(out.fd >= 0, "%s cannot be made", path);
    find_report("findings.ndjson")->write(&out, r);
    cr_assert(out_close(&out, &err), "%s: %s", path, err.text);
    (void)close(out.fd);
}

static void run_way(struct test_case *c, enum way way, const char *folder, struct told *plain)
{
    struct case_run run;
    struct buf b = { 0 };

    case_run(c, way, folder, &run);
    if (run.result) {
        case_check_books(c, run.result);
        if (way == WAY_PLAIN) {
            tell_plain(plain, run.result);
            case_check(c, run.result);
            keep_findings(c, run.result);
        } else {
            case_tell(&b, run.result, case_is_bare(way));
            compare(c, way, plain, &b);
        }
    }
    buf_free(&b);
    case_run_free(&run);
}

static bool has_meaning(const struct test_case *c, enum way way)
{
    if (way == WAY_PROGRAMS)
        return !c->is_one_file && !c->is_in_order;
    return way != WAY_SPLIT || !c->is_one_file;
}

static void run_ways(struct test_case *c, struct buf *first)
{
    struct told plain = { 0 };
    char folder[64];

    make_folder(folder);
    for (int way = 0; way < WAYS && c->wrong.n == 0; way++)
        if (has_meaning(c, (enum way)way))
            run_way(c, (enum way)way, folder, &plain);
    remove_folder(folder);
    buf_add(first, buf_slice(&plain.all));
    buf_free(&plain.all);
    buf_free(&plain.bare);
    buf_free(&plain.core);
}

static slice read_file(const char *path, char *bytes)
{
    FILE *in = fopen(path, "rb");
    size_t n;

    cr_assert(in, "%s cannot be opened", path);
    n = fread(bytes, 1, CASE_BYTES_MAX, in);
    (void)fclose(in);
    cr_assert(n < CASE_BYTES_MAX, "%s is too long", path);
    return slice_of(bytes, n);
}

ParameterizedTestParameters(cases, file)
{
    cr_assert(chdir(SOURCE_FOLDER) == 0);
    take_folder("tests/cases");
    qsort(parameters, n_parameters, sizeof(parameters[0]), by_path);
    return cr_make_param_array(struct parameter, parameters, n_parameters);
}

ParameterizedTest(struct parameter *p, cases, file)
{
    static char bytes[CASE_BYTES_MAX];
    struct buf first = { 0 };
    struct test_case c;

    cr_assert(chdir(SOURCE_FOLDER) == 0);
    case_read(&c, slice_str(p->path), read_file(p->path, bytes));
    if (c.wrong.n == 0)
        run_ways(&c, &first);
    if (getenv("CASES"))
        (void)fprintf(stderr, "%s\n" SLICE_FMT, p->path, SLICE_ARG(buf_slice(&first)));
    cr_expect(c.wrong.n == 0, "%s\n" SLICE_FMT, p->path, SLICE_ARG(buf_slice(&c.wrong)));
    buf_free(&first);
    case_free(&c);
}

/* The runner must be able to fail. */
static void expect_wrong(const char *text, const char *wrong)
{
    struct buf first = { 0 };
    struct test_case c;

    case_read(&c, SLICE("t"), slice_str(text));
    if (c.wrong.n == 0)
        run_ways(&c, &first);
    cr_expect(slice_find_str(buf_slice(&c.wrong), slice_str(wrong)) < c.wrong.n,
              "'%s' was not told, but: " SLICE_FMT, wrong, SLICE_ARG(buf_slice(&c.wrong)));
    buf_free(&first);
    case_free(&c);
}

#define SENT                                                                                    \
    "log: {time} mx postfix/submission/smtpd[9]: 4FA01B3C7: client=pc[10.20.1.5], "             \
    "sasl_method=PLAIN, sasl_username=alice\n"                                                  \
    "log: {time} mx postfix/qmgr[8]: 4FA01B3C7: from=<alice@example.edu>, size=900, nrcpt=1 "   \
    "(queue "                                                                                   \
    "active)\n"                                                                                 \
    "log: {time} mx postfix/smtp[7]: 4FA01B3C7: to=<x@example.com>, "                           \
    "relay=mx.example.com[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 " \
    "ok)\n"                                                                                     \
    "log: {time} mx postfix/qmgr[8]: 4FA01B3C7: removed\n"

Test(cases, mistakes_in_the_case_are_told)
{
    expect_wrong("# x\nlogg: a\n", "t:2: there is no key 'logg'");
    expect_wrong("log: a\nexpect-none:\n", "t:1: the first line is a comment");
    expect_wrong("# x\n" SENT, "nothing is expected");
    expect_wrong("# x\nexpect-none:\n", "no log: line");
    expect_wrong("# x\nlog: {times}\nexpect-none:\n", "t:2: there is no place {times}");
    expect_wrong("# x\nrepeat 1-3:\nlog: a\nexpect-none:\n", "t:4: only log: may stand between");
    expect_wrong("# x\nrepeat 3-1:\nlog: a\nend:\nexpect-none:\n", "t:2: repeat FROM-TO");
    expect_wrong("# x\npolicy: mass_mailing.larg = 5\n" SENT "expect-none:\n",
                 "site: policy.yaml:");
    expect_wrong("# x\nno-site:\ndirectory: a,staff\n" SENT "expect-none:\n", "without effect");
    expect_wrong("# x\nnight:\n" SENT "expect-none:\n", "t:2: night: stands behind log lines");
    expect_wrong("# x\n" SENT "night:\nexpect-none:\n", "no log: line");
}

Test(cases, unfulfilled_expectations_are_told)
{
    expect_wrong("# x\n" SENT "sum: alice messages=2\n", "t:6: messages is 1, not 2");
    expect_wrong("# x\n" SENT "sum: alice\n", "t:6: nothing is expected here");
    expect_wrong("# x\n" SENT "sum: bob messages=1\n", "t:6: there is no account 'bob'");
    expect_wrong("# x\n" SENT "sum: alice mesages=1\n", "t:6: there is no number 'mesages'");
    expect_wrong("# x\n" SENT "expect: mass_mailing alice hold_mailing\n", "t:6: no finding");
    expect_wrong("# x\n" SENT "expect: mass_mail alice hold_mailing\n", "t:6: DETECTOR ACCOUNT");
    expect_wrong("# x\n" SENT "expect-not: * malice\n", "t:6: 'malice' stands nowhere");
    expect_wrong("# x\n" SENT "lines: parsed=3\n", "t:6: parsed is 4, not 3");
    expect_wrong("# x\n" SENT "note: nobody says this\n", "t:6: no note says");
    expect_wrong("# x\n" SENT "note-not: header From\n", "t:6: a note says");
    expect_wrong("# x\n" SENT "host: mx messages=2\n", "t:6: messages is 1, not 2");
    expect_wrong("# x\n" SENT "host: my messages=1\n", "t:6: there is no host 'my'");
    expect_wrong("# x\n" SENT "instance: mx postfix sessions=1\n", "t:6: sessions is 0, not 1");
    expect_wrong("# x\n" SENT "instance: mx out messages=1\n", "t:6: there is no instance 'out'");
    expect_wrong("# x\n" SENT "nobody: (inside) messages=1\n", "t:6: there is no nobody");
    expect_wrong("# x\n" SENT "nobody: (outside) messages=1\n", "t:6: messages is 0, not 1");
    expect_wrong("# x\n" SENT "program: postfix/smtpd parsed=2\n", "t:6: parsed is 1, not 2");
    expect_wrong("# x\n" SENT "program: smtpd parsed=1\n", "t:6: there is no program");
    expect_wrong("# x\npolicy: mass_mailing.large = 1\n" SENT "expect-none:\n",
                 "t:7: found something");
    expect_wrong("# x\npolicy: mass_mailing.large = 1\n" SENT "expect-not: * alice\n",
                 "t:7: found");
}

Test(cases, a_good_one_has_nothing_wrong)
{
    struct buf first = { 0 };
    struct test_case c;

    case_read(&c, SLICE("t"),
              SLICE("# x\n" SENT "sum: alice messages=1 delivered=1\nlines: parsed=4\n"));
    run_ways(&c, &first);
    cr_expect(c.wrong.n == 0, SLICE_FMT, SLICE_ARG(buf_slice(&c.wrong)));
    cr_expect(slice_find_str(buf_slice(&first), SLICE("account alice")) < first.n);
    buf_free(&first);
    case_free(&c);
}
