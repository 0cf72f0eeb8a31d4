/* The same lines in several files: counted once, whatever the files are called and packed in. */
#include "tests/units/log_folder.h"

TestSuite(twins, .init = make_log_folder, .fini = remove_log_folder, .timeout = 60);

#define AT(time) "2026-03-02T" time "+00:00"
#define A        LINE(AT("10:00:00"), "a")
#define B        LINE(AT("10:00:01"), "b")
#define C        LINE(AT("10:00:02"), "c")
#define D        LINE(AT("10:00:03"), "d")

Test(twins, a_packed_copy)
{
    for (int how = PACK_PLAIN; how < PACKINGS; how++) {
        put("mail.log.1", A A B);
        put_packed("mail.log.1.gz", (enum packing)how, A A B);
        expect_read(".", "a [a] a [a] b [b] "
                         "\n./mail.log.1.gz has the same lines as ./mail.log.1: its 3 lines count "
                         "once.");
    }
}

Test(twins, one_file_under_several_names)
{
    put("mail.log", A B);
    cr_assert(link("mail.log", "other") == 0 && symlink("mail.log", "current") == 0);
    expect_read("mail.log ./mail.log",
                "a [a] b [b] \nmail.log is another name of ./mail.log: its 2 lines count once.");
    expect_read("mail.log current",
                "a [a] b [b] "
                "\ncurrent is another name of mail.log: its 2 lines count once.");
    expect_read(". mail.log", "a [a] [a] [a] b [b] [b] [b] "
                              "\n./current is another name of ./mail.log: its 2 lines count once."
                              "\n./other is another name of ./mail.log: its 2 lines count once."
                              "\nmail.log is another name of ./mail.log: its 2 lines count once.");
}

Test(twins, a_copy_made_while_the_log_grew)
{
    put("a", A B);
    put("b", A B C);
    put_packed("c", PACK_GZIP, A);
    expect_read("a b c", "a [a] [a] b [b] c "
                         "\na is the beginning of b: its 2 lines count once."
                         "\nc is the beginning of b: its 1 line counts once.");
}

Test(twins, a_copy_that_was_cut_within_a_line)
{
    put("copy", A B "2026-03-02T10:00:02+00:00 mx post");
    put("mail.log", A B C D);
    expect_read("copy mail.log", "a [a] b [b] c [c] d "
                                 "\ncopy is the beginning of mail.log: its 3 lines count once.");
}

Test(twins, a_torn_archive_of_a_log_that_is_there)
{
    struct buf b = { 0 };

    put("mail.log", A B C D);
    pack(&b, PACK_GZIP, SLICE(A B C D));
    put_bytes("mail.log.gz", slice_head(buf_slice(&b), b.n - 9));
    cr_assert_gt(b.n, 60);
    buf_free(&b);
    expect_read("mail.log mail.log.gz",
                "a [a] b [b] c [c] d [d] "
                "\nmail.log.gz: damaged at byte 75: the file ends in the middle of a member; what "
                "was readable is used"
                "\nmail.log.gz has the same lines as mail.log: its 4 lines count once.");
}

Test(twins, lines_without_a_head_are_repeated_as_well)
{
    put("a", "odd\n" A "odd\n");
    put("b", "odd\n" A "odd\n");
    expect_read("a b", "odd [odd] a [a] odd [odd] "
                       "\nb has the same lines as a: its 3 lines count once.");
}

#define ONCE "\n1 line of a host stands in several inputs at the same time and counts once."

Test(twins, files_that_merely_begin_alike_are_none)
{
    put("a", A B D);
    put("b", A C D D);
    put("c", A B);
    expect_read("b c", "a c d d [a] b " ONCE);
    expect_read("a c", "a [a] b [b] d \nc is the beginning of a: its 2 lines count once.");
}

Test(twins, several_originals_that_begin_alike)
{
    put("a", A B);
    put("c", A C D);
    put("d", A B);
    put("e", A B C);
    expect_read("a c", "a c d [a] b " ONCE);
    expect_read("a c d",
                "a c d [a] [a] b [b] \nd has the same lines as a: its 2 lines count once." ONCE);
    put("mail.log", A B C D);
    expect_read("a d e mail.log", "a [a] [a] [a] b [b] [b] [b] c [c] d "
                                  "\na is the beginning of mail.log: its 2 lines count once."
                                  "\nd is the beginning of mail.log: its 2 lines count once."
                                  "\ne is the beginning of mail.log: its 3 lines count once.");
}

Test(twins, notes_are_few)
{
    put("a", A);
    put("b", A);
    put("c", A);
    put("d", A);
    put("e", A);
    expect_read("a b c d e", "a [a] [a] [a] [a] "
                             "\nb has the same lines as a: its 1 line counts once."
                             "\nc has the same lines as a: its 1 line counts once."
                             "\nd has the same lines as a: its 1 line counts once."
                             "\nAnd so for 1 more input.");
}
