/* mail.err beside mail.log: lines that several inputs of one host have count once. */
#include "tests/units/log_folder.h"

TestSuite(overlap, .init = make_log_folder, .fini = remove_log_folder, .timeout = 60);

#define AT(time)   "2026-03-02T" time "+00:00"
#define L(n, text) LINE(AT("10:00:0" #n), text)

static const char *told(unsigned n)
{
    static char text[128];

    (void)snprintf(text, sizeof(text),
                   "\n%u line%s of a host %s in several inputs at the same time and count%s once.",
                   n, n == 1 ? "" : "s", n == 1 ? "stands" : "stand", n == 1 ? "s" : "");
    return text;
}

static void expect_overlap(const char *arguments, const char *lines, unsigned repeated)
{
    char text[512];

    (void)snprintf(text, sizeof(text), "%s%s", lines, repeated ? told(repeated) : "");
    expect_read(arguments, text);
}

Test(overlap, a_subset_adds_nothing)
{
    put("mail.log", L(0, "a") L(0, "b") L(1, "c") L(2, "d") L(3, "e"));
    put("mail.err", L(0, "b") L(3, "e"));
    put("mail.warn", L(0, "b") L(2, "d") L(3, "e"));
    expect_overlap("mail.log mail.err", "a b c d e [b] [e] ", 2);
    expect_overlap("mail.log mail.err mail.warn", "a b c d e [b] [b] [d] [e] [e] ", 5);
    put_packed("mail.log", PACK_ZSTD, L(0, "a") L(0, "b") L(1, "c") L(2, "d") L(3, "e"));
    put_packed("mail.err", PACK_GZIP, L(0, "b") L(3, "e"));
    expect_overlap("mail.log mail.err", "a b c d e [b] [e] ", 2);
}

/* Equal lines of one second happen: as often as they stand in one file they count. */
Test(overlap, the_same_line_twice_in_one_file_counts_twice)
{
    put("mail.log", L(0, "z") L(0, "a") L(0, "a") L(1, "b"));
    put("mail.warn", L(0, "a") L(0, "a"));
    expect_overlap("mail.log", "z a a b ", 0);
    expect_overlap("mail.log mail.warn", "z a a b [a] [a] ", 2);
    put("mail.warn", L(0, "a") L(0, "a") L(0, "a"));
    expect_overlap("mail.log mail.warn", "z a a b [a] [a] a ", 2);
}

Test(overlap, stamps_may_be_printed_differently)
{
    put("mail.log", LINE("2026-03-02T10:00:00.900000+00:00", "a") L(1, "b") L(2, "c"));
    put("mail.err", LINE("Mar  2 10:00:00", "a") LINE("Mar  2 10:00:01", "b"));
    written("mail.err", "2026-03-03");
    expect_overlap("mail.log mail.err", "a b c [a] [b] ", 2);
}

Test(overlap, the_same_text_of_two_hosts_is_two_lines)
{
    put("a", LINE_OF("a", AT("10:00:00"), "x") LINE_OF("b", AT("10:00:00"), "y"));
    put("b", LINE_OF("b", AT("10:00:00"), "x"));
    expect_overlap("a b", "x y x ", 0);
}

/* Each has lines of its own: they are read by time, but for the first of the smaller one. */
Test(overlap, two_that_share_some_lines)
{
    put("mail.info", L(0, "i0") L(2, "both2") L(4, "i4") L(6, "i6") L(8, "both8"));
    put("mail.warn", L(1, "w1") L(2, "both2") L(5, "w5") L(8, "both8"));
    expect_overlap("mail.info mail.warn", "i0 both2 i4 i6 both8 w1 [both2] w5 [both8] ", 2);
}

Test(overlap, one_that_began_long_before_the_other)
{
    put("mail.err", LINE("2026-01-07T10:00:00+00:00", "old") L(1, "b") L(3, "d"));
    put("mail.log", L(0, "a") L(1, "b") L(2, "c") L(3, "d") L(4, "e"));
    expect_overlap("mail.err mail.log", "old a b c d e [b] [d] ", 2);
}

/* Of a set one file follows the other; what they share at the seam is not worth a note. */
Test(overlap, a_rotated_set_costs_nothing)
{
    put("mail.log.1", LINE(AT("09:00:00"), "a") LINE(AT("09:10:00"), "b"));
    put("mail.log", LINE(AT("10:00:00"), "c") LINE(AT("10:00:01"), "c"));
    expect_overlap("mail.log mail.log.1", "a b c c ", 0);
}

Test(overlap, a_subset_is_rotated_on_its_own)
{
    put("mail.log.1", LINE(AT("09:00:00"), "a") LINE(AT("09:10:00"), "b"));
    put("mail.log", LINE(AT("10:00:00"), "c") LINE(AT("10:00:01"), "d"));
    put_packed("mail.err.1.gz", PACK_GZIP, LINE(AT("09:10:00"), "b") LINE(AT("10:00:00"), "c"));
    put("mail.err", LINE(AT("10:00:01"), "d"));
    expect_overlap(".", "a b [b] c d [c] [d] ", 3);
}

/* The delayed line of mx2 stands between younger ones; in mail.err it stands alone. */
Test(overlap, late_lines_count_where_they_stand_in_the_larger_file)
{
    put("mail.log", LINE(AT("10:00:00"), "a") LINE(AT("10:00:40"), "b")
                        LINE_OF("mx2", AT("10:00:10"), "late") LINE(AT("10:00:50"), "c"));
    put("mail.err", LINE_OF("mx2", AT("10:00:10"), "late") LINE(AT("10:00:50"), "c"));
    expect_overlap("mail.log mail.err", "a b late c [late] [c] ", 2);
}

/* From the fifth minute on it has nothing of its own; after eight such lines it is a shadow. */
Test(overlap, a_shadow_with_lines_of_its_own_is_read_by_time)
{
    struct buf log = { 0 }, some = { 0 };

    for (int i = 0; i < 18; i++) {
        buf_addf(&log, AT("10:%02d:00") " mx x: l%d\n", i, i);
        buf_addf(&some, AT("10:%02d:%02d") " mx x: %s%d\n", i, i < 5 ? 30 : 0, i < 5 ? "s" : "l",
                 i);
    }
    buf_addf(&log, AT("10:18:00") " mx x: l18\n");
    put_bytes("a", buf_slice(&log));
    put_bytes("b", buf_slice(&some));
    expect_overlap("a b",
                   "l0 l1 s0 s1 l2 s2 l3 s3 l4 s4 l5 [l5] l6 [l6] l7 [l7] l8 [l8] l9 [l9] "
                   "l10 [l10] l11 [l11] l12 [l12] l13 l14 [l13] l15 [l14] l16 [l15] l17 [l16] "
                   "l18 [l17] ",
                   13);
    buf_free(&log);
    buf_free(&some);
}

/* A pipe's first line is all that is known of it beforehand. */
Test(overlap, a_subset_from_a_pipe)
{
    static const char some[] = L(0, "b") L(2, "d");
    char name[32];
    const char *paths[] = { "mail.log", name };
    struct inputs_options opt = { .not_after = USEC_NONE };
    struct buf b = { 0 };
    int fds[2];

    put("mail.log", L(0, "a") L(0, "b") L(1, "c") L(2, "d"));
    cr_assert(pipe(fds) == 0 && write(fds[1], some, sizeof(some) - 1) > 0 && close(fds[1]) == 0);
    (void)snprintf(name, sizeof(name), "/dev/fd/%d", fds[0]);
    read_inputs(&b, paths, 2, &opt);
    cr_expect(slice_starts(buf_slice(&b), SLICE("a b c d [b] [d] ")), SLICE_FMT,
              SLICE_ARG(buf_slice(&b)));
    buf_free(&b);
}

/* Only the beginnings are looked at: a host that both have later makes them kin then. */
Test(overlap, a_host_that_turns_up_late_is_told)
{
    static char names[] = "ab";
    const char *paths[] = { "a", "b" };
    struct inputs_options opt = { .not_after = USEC_NONE };
    struct buf b = { 0 };

    for (int file = 0; file < 2; file++) {
        char name[] = { names[file], 0 };

        buf_clear(&b);
        for (int i = 0; i < 1100; i++)
            buf_addf(&b, AT("10:%02d:%02d") " %s x: %s\n", i / 60, i % 60, name, name);
        buf_addf(&b, AT("10:30:00") " c x: one\n" AT("10:30:01") " c x: two\n");
        put_bytes(name, buf_slice(&b));
    }
    read_inputs(&b, paths, 2, &opt);
    cr_expect(slice_ends(buf_slice(&b),
                         SLICE(" one one two [two] "
                               "\n1 line of a host stands in several inputs at the same time and "
                               "counts once."
                               "\nHost c (1 in all) turned up late in a further input: lines of "
                               "that second may count twice.")),
              SLICE_FMT, SLICE_ARG(slice_skip(buf_slice(&b), b.n - 300)));
    buf_free(&b);
}
