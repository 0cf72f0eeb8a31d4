/*
 * The same log in every packing. What a run tells is put down as text without the names
 * and numbers of its files, which differ from way to way by their nature.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/sections.h"
#include "parsers/parser.h"
#include "tests/cases/case.h"
#include "tests/packing.h"

const char *const way_names[WAYS] = {
    [WAY_PLAIN] = "one plain file",
    [WAY_BYTES] = "one byte a read",
    [WAY_GZIP] = "gzip",
    [WAY_ZSTD] = "zstd",
    [WAY_XZ] = "xz",
    [WAY_BZIP2] = "bzip2",
    [WAY_SPLIT] = "two files",
    [WAY_COPY] = "beside a packed copy",
    [WAY_SUBSET] = "beside a file of some of its lines",
    [WAY_PROGRAMS] = "a program in a file of its own",
    [WAY_SEED] = "another hash seed",
    [WAY_JOBS] = "four jobs",
};

static void write_packed(struct test_case *c, const char *folder, const char *name,
                         enum packing how, slice log)
{
    struct buf b = { 0 };

    pack(&b, how, log);
    case_write_file(c, folder, name, buf_slice(&b));
    buf_free(&b);
}

static void write_halves(struct test_case *c, const char *folder, slice log)
{
    size_t half = log.n / 2;

    half += slice_find(slice_skip(log, half), '\n');
    half = half < log.n ? half + 1 : log.n;
    case_write_file(c, folder, "log", slice_head(log, half));
    case_write_file(c, folder, "log.later", slice_skip(log, half));
}

/* The second file of a way that has two. */
static const char *const besides[WAYS] = {
    [WAY_SPLIT] = "log.later",
    [WAY_COPY] = "log.gz",
    [WAY_SUBSET] = "log.err",
    [WAY_PROGRAMS] = "log.others",
};

bool case_is_bare(enum way way)
{
    return way == WAY_COPY || way == WAY_SUBSET;
}

bool case_is_loose(enum way way)
{
    return way == WAY_PROGRAMS;
}

static bool take_head(slice text, struct line *ln)
{
    static _Alignas(16) char state[1024];
    const struct frame_context ctx = { .not_after = USEC_MAX };

    for (size_t i = 0; frames[i]; i++) {
        memset(state, 0, sizeof(state));
        if (frames[i]->state_size <= sizeof(state) && frames[i]->bid(text) &&
            frames[i]->split(state, &ctx, text, ln))
            return true;
    }
    return false;
}

static bool has_head(slice text)
{
    struct line ln = { 0 };

    return take_head(text, &ln);
}

/* A syslog daemon may give a program a file of its own: the first one here. */
static void write_programs(struct test_case *c, const char *folder, slice log)
{
    struct buf own = { 0 }, others = { 0 };
    slice first = { 0 };

    while (log.n) {
        slice line = slice_head(log, slice_find(log, '\n'));
        struct line ln = { 0 };
        bool is_first;

        log = slice_skip(log, line.n + 1);
        if (take_head(line, &ln) && first.n == 0)
            first = ln.program;
        is_first = ln.program.n == 0 || slice_eq(ln.program, first);
        buf_addf(is_first ? &own : &others, "%.*s\n", (int)line.n, line.p);
    }
    case_write_file(c, folder, "log", buf_slice(&own));
    case_write_file(c, folder, "log.others", others.n ? buf_slice(&others) : SLICE(""));
    buf_free(&own);
    buf_free(&others);
}

/* As mail.err stands beside mail.log: every other line that can be read, in its order. */
static void write_subset(struct test_case *c, const char *folder, slice log)
{
    struct buf some = { 0 };

    for (uint64_t i = 0; log.n; i++) {
        slice line = slice_head(log, slice_find(log, '\n'));

        log = slice_skip(log, line.n + 1);
        if (i % 2 == 0 || !has_head(line))
            continue;
        buf_addf(&some, "%.*s\n", (int)line.n, line.p);
        c->lines_beside++;
    }
    case_write_file(c, folder, "log.err", some.n ? buf_slice(&some) : SLICE(""));
    buf_free(&some);
}

static void write_log(struct test_case *c, enum way way, const char *folder)
{
    static const enum packing packings[WAYS] = {
        [WAY_GZIP] = PACK_GZIP,
        [WAY_ZSTD] = PACK_ZSTD,
        [WAY_XZ] = PACK_XZ,
        [WAY_BZIP2] = PACK_BZIP2,
    };
    slice log = buf_slice(&c->log.text);

    c->lines_beside = way == WAY_COPY ? c->log.lines : 0;
    if (way == WAY_SPLIT)
        write_halves(c, folder, log);
    else if (way == WAY_PROGRAMS)
        write_programs(c, folder, log);
    else
        write_packed(c, folder, "log", packings[way], log);
    if (way == WAY_COPY)
        write_packed(c, folder, "log.gz", PACK_GZIP, log);
    if (way == WAY_SUBSET)
        write_subset(c, folder, log);
}

static void set_seed(enum way way)
{
    (void)setenv("MAILPROCTOR_HASH_SEED", way == WAY_SEED ? "81985529216486895" : "1", 1);
    hash_seed_init();
}

static bool load_site(struct test_case *c, const char *folder, struct case_run *run)
{
    struct mistakes mistakes = { 0 };
    char site[512];
    size_t n;
    bool is_good = true;

    run->sections = sections_of_policy(&n);
    if (c->has_no_site) {
        site_default(&run->site, run->sections, n);
        return true;
    }
    (void)snprintf(site, sizeof(site), "%s/site", folder);
    case_write_site(c, site);
    is_good = site_load(site, run->sections, n, &run->site, &mistakes);
    for (size_t i = 0; i < mistakes.n; i++)
        case_wrong(c, 0, "site: " SLICE_FMT ":%u: " SLICE_FMT,
                   SLICE_ARG(slice_skip(mistakes.at[i].file, strlen(site) + 1)),
                   (unsigned)mistakes.at[i].line, SLICE_ARG(mistakes.at[i].text));
    mistakes_free(&mistakes);
    return is_good;
}

void case_open(struct test_case *c, enum way way, const char *folder, struct case_run *run)
{
    struct pipeline_options opt = { .site = &run->site };

    *run = (struct case_run){ 0 };
    set_seed(way);
    if (!case_open_state(c, folder, run) || !load_site(c, folder, run))
        return;
    opt.state = run->state;
    opt.decisions = (struct decisions){ c->decisions, c->n_decisions };
    opt.inputs.not_after = c->until;
    opt.inputs.source.line_max = (size_t)run->site.line_max;
    opt.inputs.source.read_size = way == WAY_BYTES ? 1 : 0;
    opt.jobs = way == WAY_JOBS ? 4 : way == WAY_ZSTD ? 2 : 1;
    run->pipeline = pipeline_new(&opt);
}

void case_run(struct test_case *c, enum way way, const char *folder, struct case_run *run)
{
    char log[512], beside[512];
    const char *paths[] = { beside, log };
    const char *name = besides[way];

    case_spend_nights(c, folder);
    case_open(c, way, folder, run);
    if (!run->pipeline)
        return;
    write_log(c, way, folder);
    (void)snprintf(log, sizeof(log), "%s/log", folder);
    (void)snprintf(beside, sizeof(beside), "%s/%s", folder, name ? name : "");
    (void)pipeline_run(run->pipeline, name ? paths : paths + 1, name ? 2 : 1);
    run->result = pipeline_result(run->pipeline);
    if (pipeline_had_trouble(run->pipeline))
        case_wrong(c, 0, "%s: the log could not be read to its end", way_names[way]);
}

void case_run_free(struct case_run *run)
{
    if (run->pipeline)
        pipeline_free(run->pipeline);
    if (run->state)
        state_close(run->state);
    site_free(&run->site);
    mem_free(run->sections);
}
