/* The year of stamps that carry none: names, headers, times of files, and the set's order. */
#include "tests/units/log_folder.h"

TestSuite(sets, .init = make_log_folder, .fini = remove_log_folder, .timeout = 60);

/* Inputs with the day each begins, in their order: "mail.log.1 2025-12-28". */
static void expect_dates_until(const char *arguments, usec until, const char *text)
{
    struct inputs_options opt = { .not_after = until };
    char words[512], day[32];
    const char *paths[PATHS_MAX], *swapped[PATHS_MAX];
    struct buf b = { 0 };
    size_t n;

    (void)snprintf(words, sizeof(words), "%s", arguments);
    n = split_words(words, paths);
    for (size_t turn = 0; turn < 2; turn++) {
        struct inputs *in;
        const struct input_sum *sums;
        enum framing framing;
        size_t n_sums;

        for (size_t i = 0; i < n; i++)
            swapped[i] = paths[turn ? n - 1 - i : i];
        in = inputs_open(swapped, n, &opt);
        while (inputs_next(in, &framing))
            ;
        sums = inputs_sums(in, &n_sums);
        buf_clear(&b);
        for (size_t i = 0; i < n_sums; i++)
            buf_addf(&b, SLICE_FMT " %.10s to %.10s\n", SLICE_ARG(sums[i].name),
                     clock_local_text(sums[i].first, day),
                     clock_local_text(sums[i].last, (char[32]){ 0 }));
        inputs_close(in);
        cr_expect(slice_eq(buf_slice(&b), slice_str(text)), "%s:\n" SLICE_FMT "not\n%s", arguments,
                  SLICE_ARG(buf_slice(&b)), text);
    }
    buf_free(&b);
}

static void expect_dates(const char *arguments, const char *text)
{
    expect_dates_until(arguments, USEC_NONE, text);
}

static void put_written(const char *name, const char *first, const char *last, const char *date)
{
    char text[256];

    (void)snprintf(text, sizeof(text), "%s 10:00:00 mx x: %s\n%s 09:00:00 mx x: %s\n", first, name,
                   last, name);
    put(name, text);
    written(name, date);
}

Test(sets, times_of_files_that_were_kept)
{
    put_written("mail.log", "Jan  4", "Jan  6", "2026-01-06 11:00");
    put_written("mail.log.1", "Dec 28", "Jan  4", "2026-01-04 11:00");
    put_written("mail.log.2", "Dec 21", "Dec 28", "2025-12-28 11:00");
    expect_dates("mail.log mail.log.1 mail.log.2", "mail.log.2 2025-12-21 to 2025-12-28\n"
                                                   "mail.log.1 2025-12-28 to 2026-01-04\n"
                                                   "mail.log 2026-01-04 to 2026-01-06\n");
}

/* All copied on a day in late December: by that alone mail.log.1 would be a year younger. */
Test(sets, a_copied_set_over_new_year)
{
    put_written("mail.log", "Jan  4", "Jan  6", "2026-12-30 12:00");
    put_written("mail.log.1", "Dec 28", "Jan  4", "2026-12-30 12:00");
    put_written("mail.log.2", "Dec 21", "Dec 28", "2026-12-30 12:00");
    expect_dates(".", "./mail.log.2 2025-12-21 to 2025-12-28\n"
                      "./mail.log.1 2025-12-28 to 2026-01-04\n"
                      "./mail.log 2026-01-04 to 2026-01-06\n");
    expect_read("mail.log mail.log.1 mail.log.2",
                "mail.log.2 mail.log.2 mail.log.1 mail.log.1 mail.log mail.log "
                "\nStamps carry no year and the files' own times are those of a copy: mail.log.1 "
                "is taken to begin on 2025-12-28, and 1 more likewise, by names and order of the "
                "rotated set.");
}

Test(sets, more_than_a_year_of_a_copied_set)
{
    put_written("mail.log", "Jan 15", "Jan 20", "2026-12-30");
    put_written("mail.log.1", "Jul 15", "Dec 15", "2026-12-30");
    put_written("mail.log.2", "Jan 15", "Jul  1", "2026-12-30");
    put_written("mail.log.3", "Jul 14", "Dec 14", "2026-12-30");
    expect_dates(".", "./mail.log.3 2024-07-14 to 2024-12-14\n"
                      "./mail.log.2 2025-01-15 to 2025-07-01\n"
                      "./mail.log.1 2025-07-15 to 2025-12-15\n"
                      "./mail.log 2026-01-15 to 2026-01-20\n");
}

Test(sets, a_date_in_the_name_is_believed)
{
    put_written("mail.log-20251228", "Dec 21", "Dec 28", "2026-12-30");
    put_written("mail.log-20260104", "Dec 28", "Jan  4", "2026-12-30");
    put_written("mail.log", "Jan  4", "Jan  6", "2028-12-30");
    expect_dates(".", "./mail.log-20251228 2025-12-21 to 2025-12-28\n"
                      "./mail.log-20260104 2025-12-28 to 2026-01-04\n"
                      "./mail.log 2026-01-04 to 2026-01-06\n");
    expect_dates("mail.log-20260104", "mail.log-20260104 2025-12-28 to 2026-01-04\n");
}

/* Nothing happened for more than a year: files that were not copied say so. */
Test(sets, a_log_that_was_silent_for_long)
{
    put_written("mail.err-20250104", "Dec 28", "Jan  4", "2025-01-04 11:00");
    put_written("mail.err", "Mar  1", "Mar  2", "2026-03-02 11:00");
    expect_dates(".", "./mail.err-20250104 2024-12-28 to 2025-01-04\n"
                      "./mail.err 2026-03-01 to 2026-03-02\n");
}

/* A device without a clock writes the first line of mail.log. */
Test(sets, a_stray_stamp_at_the_beginning_makes_nobody_older)
{
    put_written("mail.log", "Jul  1", "Nov 23", "2026-11-23 11:00");
    put_written("mail.log.1", "Nov 15", "Nov 22", "2026-11-22 11:00");
    expect_dates("mail.log.1", "mail.log.1 2026-11-15 to 2026-11-22\n");
    expect_dates("mail.log mail.log.1", "mail.log 2026-07-01 to 2026-11-23\n"
                                        "mail.log.1 2026-11-15 to 2026-11-22\n");
}

Test(sets, until_is_for_all_of_a_set)
{
    put_written("mail.log", "Jan  4", "Jan  6", "2030-06-01");
    put_written("mail.log.1", "Dec 28", "Jan  4", "2030-06-01");
    put_written("mail.log-20251228", "Dec 21", "Dec 28", "2030-06-01");
    expect_dates_until(".", at("2026-12-31"),
                       "./mail.log-20251228 2025-12-21 to 2025-12-28\n"
                       "./mail.log.1 2025-12-28 to 2026-01-04\n"
                       "./mail.log 2026-01-04 to 2026-01-06\n");
}

/* gzip keeps the time of what it packed; isa-l of the tests does not, so it is put in. */
Test(sets, a_header_is_believed_and_so_for_its_twin)
{
    struct buf b = { 0 };
    uint32_t packed = (uint32_t)(at("2025-12-29") / USEC_PER_SECOND);

    put_written("mail.log.1", "Dec 21", "Dec 28", "2026-12-30");
    pack(&b, PACK_GZIP,
         SLICE("Dec 21 10:00:00 mx x: mail.log.1\nDec 28 09:00:00 mx x: mail.log.1\n"));
    for (int i = 0; i < 4; i++)
        b.p[4 + i] = (char)(packed >> 8 * i & 255);
    put_bytes("mail.log.1.gz", buf_slice(&b));
    written("mail.log.1.gz", "2026-12-30");
    expect_dates("mail.log.1.gz", "mail.log.1.gz 2025-12-21 to 2025-12-28\n");
    expect_dates("mail.log.1 mail.log.1.gz", "mail.log.1 2025-12-21 to 2025-12-28\n"
                                             "mail.log.1.gz 2025-12-21 to 2025-12-28\n");
    buf_free(&b);
}

Test(sets, years_that_are_printed_need_no_help)
{
    put("mail.log.1", LINE("2026-03-02T10:00:00+00:00", "a"));
    put("mail.log-19990101", LINE("2026-03-03T10:00:00+00:00", "b"));
    put("mail.log", LINE("2026-03-01T10:00:00+00:00", "c"));
    expect_dates("mail.log mail.log.1 mail.log-19990101",
                 "mail.log 2026-03-01 to 2026-03-01\n"
                 "mail.log.1 2026-03-02 to 2026-03-02\n"
                 "mail.log-19990101 2026-03-03 to 2026-03-03\n");
}
