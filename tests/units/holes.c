/* NULs of a machine that crashed: their lines are read around, and the report says so. */
#include "analyzer/run/pipeline.h"
#include "analyzer/run/sections.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/mem.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

static char path[64];

static void write_log(slice bytes)
{
    int fd;

    (void)snprintf(path, sizeof(path), "/tmp/mailproctor-holes-XXXXXX");
    fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    cr_assert_eq(write(fd, bytes.p, bytes.n), (ssize_t)bytes.n);
    (void)close(fd);
}

static const char line[] =
    "2026-03-02T10:00:00Z mail postfix/smtpd[9]: connect from a[192.0.2.1]\n";

static void add(struct buf *b, size_t nuls, size_t lines)
{
    static const char zeros[5000];

    buf_add(b, slice_of(zeros, nuls));
    for (size_t i = 0; i < lines; i++)
        buf_add(b, slice_str(line));
}

/* The note that begins with the file's name; NULL: there is none. */
static void expect_note(const struct buf *log, const char *expected)
{
    struct pipeline_options opt = { .jobs = 1, .inputs.not_after = USEC_NONE };
    struct limit_section *sections;
    const char *paths[] = { path };
    struct site site;
    struct pipeline *p;
    const struct result *r;
    slice note = { 0 };
    size_t n;

    write_log(buf_slice(log));
    sections = sections_of_policy(&n);
    site_default(&site, sections, n);
    opt.site = &site;
    p = pipeline_new(&opt);
    cr_assert(pipeline_run(p, paths, 1));
    r = pipeline_result(p);
    cr_assert_eq(r->verdicts[VERDICT_PARSED], 3);
    cr_assert_eq(r->verdicts[VERDICT_MALFORMED], 0);
    for (size_t i = 0; i < r->n_flags; i++)
        if (slice_starts(r->flags[i].text, slice_str(path)))
            note = slice_skip(r->flags[i].text, strlen(path));
    cr_assert(slice_eq(note, slice_str(expected)), "got \"" SLICE_FMT "\"", SLICE_ARG(note));
    pipeline_free(p);
    site_free(&site);
    mem_free(sections);
    (void)unlink(path);
}

Test(holes, are_told_with_their_place)
{
    struct buf log = { 0 };

    add(&log, 0, 2);
    add(&log, 4096, 1);
    expect_note(&log,
                ": 4096 NUL bytes, from byte 140 on, were skipped: the machine crashed or its "
                "disk was full, and lines may be missing there.");
    buf_free(&log);
}

Test(holes, are_told_together)
{
    struct buf log = { 0 };

    add(&log, 20, 2);
    add(&log, 4096, 1);
    add(&log, 4096, 0);
    expect_note(&log, ": 8212 NUL bytes in 3 places, from byte 0 on, were skipped: the machine "
                      "crashed or its disk was full, and lines may be missing there.");
    buf_free(&log);
}

Test(holes, of_a_few_bytes_have_no_cause)
{
    struct buf log = { 0 };

    add(&log, 0, 2);
    add(&log, 1, 1);
    expect_note(&log, ": 1 NUL byte, from byte 140 on, was skipped.");
    buf_free(&log);
}

Test(holes, that_are_not_there_are_not_told)
{
    struct buf log = { 0 };

    add(&log, 0, 3);
    expect_note(&log, "");
    buf_free(&log);
}
