#ifndef TESTS_LOG_FOLDER_H
#define TESTS_LOG_FOLDER_H

/*
 * A folder of logs for one test, which is the working folder while the test lasts: write
 * files into it, read them as inputs, compare all that was read as one text.
 */

#include <criterion/criterion.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/input/inputs.h"
#include "tests/packing.h"

/* A line of host "mx"; a stamp is "Mar  2 10:00:01" or RFC 3339. */
#define LINE(stamp, text)          stamp " mx postfix/smtp[1]: " text "\n"
#define LINE_OF(host, stamp, text) stamp " " host " postfix/smtp[1]: " text "\n"

enum { PATHS_MAX = 16 };

static char log_folder[64];

static inline void make_log_folder(void)
{
    (void)snprintf(log_folder, sizeof(log_folder), "/tmp/logs-XXXXXX");
    cr_assert(mkdtemp(log_folder));
    cr_assert(chdir(log_folder) == 0);
    (void)clock_set_zone("UTC");
}

static inline int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static inline void remove_log_folder(void)
{
    (void)nftw(log_folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static inline void put_bytes(const char *name, slice bytes)
{
    FILE *f = fopen(name, "wb");

    cr_assert(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fclose(f) == 0, "%s", name);
}

static inline void put_packed(const char *name, enum packing how, const char *text)
{
    struct buf b = { 0 };

    pack(&b, how, slice_str(text));
    put_bytes(name, buf_slice(&b));
    buf_free(&b);
}

static inline void put(const char *name, const char *text)
{
    put_bytes(name, slice_str(text));
}

/* A date as clock_parse() takes it. */
static inline usec at(const char *date)
{
    usec when = USEC_NONE;

    cr_assert(clock_parse(slice_str(date), &when), "%s", date);
    return when;
}

static inline void written(const char *name, const char *date)
{
    struct timespec times[2] = { { .tv_sec = (time_t)(at(date) / USEC_PER_SECOND) } };

    times[1] = times[0];
    cr_assert(utimensat(AT_FDCWD, name, times, 0) == 0);
}

/* What inputs say: their messages in order, "[...]" when repeated, then troubles and notes. */
static inline void read_inputs(struct buf *b, const char *const *paths, size_t n,
                               const struct inputs_options *opt)
{
    struct inputs *in = inputs_open(paths, n, opt);
    const struct input_sum *sums;
    const slice *notes;
    const struct line *ln;
    enum framing framing;

    buf_clear(b);
    while ((ln = inputs_next(in, &framing)))
        buf_addf(b, "%s" SLICE_FMT "%s ", ln->is_repeated ? "[" : "",
                 SLICE_ARG(framing == FRAMING_LINE ? ln->message : ln->text),
                 ln->is_repeated ? "]" : "");
    sums = inputs_sums(in, &n);
    for (size_t i = 0; i < n; i++)
        if (sums[i].trouble.n)
            buf_addf(b, "\n" SLICE_FMT ": " SLICE_FMT, SLICE_ARG(sums[i].name),
                     SLICE_ARG(sums[i].trouble));
    notes = inputs_notes(in, &n);
    for (size_t i = 0; i < n; i++)
        buf_addf(b, "\n" SLICE_FMT, SLICE_ARG(notes[i]));
    inputs_close(in);
}

static inline size_t split_words(char *words, const char **out)
{
    size_t n = 0;

    for (char *word = strtok_r(words, " ", &words); word; word = strtok_r(NULL, " ", &words)) {
        cr_assert(n < PATHS_MAX);
        out[n++] = word;
    }
    return n;
}

/* Expects the same of the arguments in every rotation and backwards, and of small reads. */
static inline void expect_read_with(const char *arguments, struct inputs_options opt,
                                    const char *text)
{
    char words[512];
    const char *given[PATHS_MAX], *paths[PATHS_MAX];
    struct buf b = { 0 };
    size_t n;

    (void)snprintf(words, sizeof(words), "%s", arguments);
    n = split_words(words, given);
    for (size_t turn = 0; turn < 2 * n; turn++) {
        for (size_t i = 0; i < n; i++)
            paths[turn < n ? i : n - 1 - i] = given[(i + turn) % n];
        opt.source.read_size = turn % 2;
        read_inputs(&b, paths, n, &opt);
        cr_expect(slice_eq(buf_slice(&b), slice_str(text)), "%s, turn %zu:\n" SLICE_FMT "\nnot\n%s",
                  arguments, turn, SLICE_ARG(buf_slice(&b)), text);
    }
    buf_free(&b);
}

static inline void expect_read(const char *arguments, const char *text)
{
    expect_read_with(arguments, (struct inputs_options){ .not_after = USEC_NONE }, text);
}

#endif
