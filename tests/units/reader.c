/* Batches come whole and in order, whoever fills them, and may be left at any time. */
#include "analyzer/run/input/reader.h"

#include "analyzer/base/map.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

enum { LINES = 20000 };

static char path[64];

static void teardown(void)
{
    (void)unlink(path);
}

/* Lines of all lengths, one of them longer than a batch's text, some of no program we read. */
static void write_log(void)
{
    FILE *f;
    int fd;

    (void)snprintf(path, sizeof(path), "/tmp/mailproctor-reader-XXXXXX");
    fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    f = fdopen(fd, "w");
    for (int i = 0; i < LINES; i++) {
        fprintf(f, "2026-03-02T10:%02d:%02d+01:00 mail ", i / 60 % 60, i % 60);
        if (i % 7 == 0)
            fprintf(f, "cron[1]: job %d\n", i);
        else if (i % 5001 == 1)
            fprintf(f, "postfix/smtp[2]: 4A1B3C2D10: %0*d\n", BATCH_BYTES + 100, i);
        else
            fprintf(f, "postfix/qmgr[3]: 4A1B3C2D%02X: from=<a%d@x.example>, size=%d, nrcpt=1\n",
                    i % 256, i, i);
    }
    cr_assert_eq(fclose(f), 0);
}

TestSuite(reader, .init = write_log, .fini = teardown, .timeout = 60);

/* What a run reads, as one number that no two orders share. */
static uint64_t read_with(unsigned jobs, size_t most, size_t *lines)
{
    const char *paths[] = { path };
    struct inputs_options opt = { .not_after = USEC_NONE };
    struct inputs *in;
    struct reader *r;
    const struct batch *b;
    uint64_t hash = 0;

    opt.source.line_max = 2 * BATCH_BYTES;
    in = inputs_open(paths, 1, &opt);
    r = reader_new(in, jobs, false);
    *lines = 0;
    while (*lines < most && (b = reader_next(r)))
        for (size_t i = 0; i < b->n; i++) {
            const struct parsed *p = &b->lines[i];

            cr_assert_eq(p->line.at.line, ++*lines);
            cr_assert_eq(p->framing, FRAMING_LINE);
            cr_assert_eq(p->mta != NULL, slice_eq(p->line.program, SLICE("cron")) == false);
            hash = hash_mix(hash, hash_slice(p->line.text) + p->n_facts);
            for (size_t f = 0; f < p->n_facts; f++)
                hash = hash_mix(hash, hash_slice(b->facts[p->first_fact + f].sender));
        }
    reader_free(r);
    inputs_close(in);
    return hash;
}

Test(reader, says_the_same_for_any_number_of_jobs)
{
    static const unsigned jobs[] = { 2, 3, 7, JOBS_MAX + 1 };
    size_t lines;
    uint64_t alone = read_with(1, SIZE_MAX, &lines);

    cr_assert_eq(lines, LINES);
    for (size_t i = 0; i < sizeof(jobs) / sizeof(jobs[0]); i++) {
        cr_assert_eq(read_with(jobs[i], SIZE_MAX, &lines), alone, "%u jobs", jobs[i]);
        cr_assert_eq(lines, LINES);
    }
}

Test(reader, can_be_left_at_any_time)
{
    size_t lines;

    for (unsigned jobs = 1; jobs < 5; jobs++)
        for (size_t most = 0; most < 3000; most += 999) {
            (void)read_with(jobs, most, &lines);
            cr_assert_geq(lines, most);
        }
}
