/* Several files as one stream: folders, rotated sets, many at once. */
#include "tests/units/log_folder.h"

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>

TestSuite(inputs, .init = make_log_folder, .fini = remove_log_folder, .timeout = 60);

#define AT(time) "2026-03-02T" time "+00:00"

Test(inputs, a_rotated_set_is_read_in_order_of_time)
{
    put("mail.log", LINE(AT("10:00:05"), "f"));
    put("mail.log.1", LINE(AT("10:00:04"), "e"));
    put_packed("mail.log.2.gz", PACK_GZIP, LINE(AT("10:00:03"), "d"));
    put_packed("mail.log-20260303.zst", PACK_ZSTD, LINE(AT("10:00:02"), "c"));
    put_packed("mail.log.10.xz", PACK_XZ, LINE(AT("10:00:01"), "b"));
    put("mail.log-20260303-1772500000", LINE(AT("10:00:00"), "a"));
    expect_read(".", "a b c d e f ");
    expect_read("mail.log mail.log.1 mail.log.2.gz mail.log-20260303.zst mail.log.10.xz "
                "mail.log-20260303-1772500000",
                "a b c d e f ");
}

Test(inputs, hosts_are_merged_by_time)
{
    put("b", LINE_OF("b", AT("10:00:00"), "b0") LINE_OF("b", AT("10:00:02"), "b2"));
    put("a", LINE_OF("a", AT("10:00:00"), "a0") LINE_OF("a", AT("10:00:01"), "a1")
                 LINE_OF("a", AT("10:00:03"), "a3"));
    put("c", LINE_OF("c", AT("10:00:03"), "c3"));
    expect_read("a b c", "a0 b0 a1 b2 a3 c3 ");
}

Test(inputs, a_line_without_a_head_stays_behind_the_one_before_it)
{
    put("a", LINE(AT("10:00:00"), "a0") "odd\n" LINE(AT("10:00:02"), "a2"));
    put("b", LINE_OF("b", AT("10:00:01"), "b1"));
    expect_read("a b", "a0 odd b1 a2 ");
}

Test(inputs, folders_are_walked_and_what_is_no_log_is_told)
{
    cr_assert(mkdir("mx1", 0700) == 0 && mkdir("mx2", 0700) == 0);
    put("mx1/mail.log", LINE_OF("mx1", AT("10:00:00"), "a"));
    put("mx2/mail.log", LINE_OF("mx2", AT("10:00:01"), "b"));
    put("mx2/mail.log.sha256", "6f1c4a  mail.log\n");
    put("mx2/system.journal", "LPKSHHRH\x01\x02\n\x03\n");
    put("mx2/mail.err", "");
    put("mx2/.mail.log.swp", LINE(AT("10:00:00"), "no"));
    cr_assert(mkfifo("mx1/pipe", 0600) == 0 && symlink("..", "mx1/up") == 0);
    expect_read("mx1 mx2",
                "a b "
                "\nNot read in the folders that were given: 2 files without a log line "
                "(mx2/mail.log.sha256, mx2/system.journal); 1 link to a folder (mx1/up)."
                "\nNot read in the folders that were given: 1 socket, pipe or device (mx1/pipe); "
                "1 hidden file (mx2/.mail.log.swp).");
}

/* lastlog is a hole with a few bytes in it; what logrotate packed may be empty. */
Test(inputs, holes_are_no_logs_and_empty_files_are)
{
    put_packed("mail.err.2.gz", PACK_GZIP, "");
    put("mail.log", LINE(AT("10:00:00"), "a"));
    put("lastlog", "");
    cr_assert(truncate("lastlog", (off_t)1 << 40) == 0);
    expect_read(".", "a \nNot read in the folders that were given: 1 file without a log line "
                     "(./lastlog).");
}

Test(inputs, a_file_that_is_named_is_read_whatever_it_holds)
{
    put(".odd", "not a log\n");
    expect_read(".odd", "not a log ");
}

Test(inputs, a_folder_with_nothing_to_read_is_trouble)
{
    cr_assert(mkdir("empty", 0700) == 0 && mkdir("other", 0700) == 0);
    put("other/notes", "no log\n");
    put("mail.log", LINE(AT("10:00:00"), "a"));
    expect_read("empty", "\nempty: the folder holds no log");
    expect_read("empty mail.log", "a \nempty: the folder holds no log");
    expect_read("other", "\nother: the folder holds no log"
                         "\nNot read in the folders that were given: 1 file without a log line "
                         "(other/notes).");
}

Test(inputs, what_cannot_be_opened_is_trouble_and_the_rest_is_read)
{
    put("mail.log", LINE(AT("10:00:00"), "a"));
    cr_assert(symlink("nowhere", "gone") == 0);
    expect_read(".", "a \n./gone: cannot be opened: No such file or directory");
    expect_read("missing", "\nmissing: cannot be opened: No such file or directory");
}

Test(inputs, what_may_not_be_read_is_trouble)
{
    uid_t own = geteuid();

    cr_assert(mkdir("closed", 0) == 0 && chmod(".", 0755) == 0);
    put("mail.log", LINE(AT("10:00:00"), "a"));
    put("secret", LINE(AT("10:00:01"), "b"));
    cr_assert(chmod("secret", 0) == 0 && chmod("mail.log", 0644) == 0);
    cr_assert(own != 0 || seteuid(65534) == 0); /* root may read everything */
    expect_read(".", "a \n./closed: the folder cannot be read: Permission denied"
                     "\n./secret: cannot be opened: Permission denied");
    cr_assert(own != 0 || seteuid(own) == 0);
}

Test(inputs, a_folder_below_another_is_read_once)
{
    cr_assert(mkdir("hosts", 0700) == 0 && mkdir("hosts/mx1", 0700) == 0);
    put("hosts/mx1/mail.log", LINE(AT("10:00:00"), "a"));
    expect_read("hosts hosts/mx1", "a \nNot read in the folders that were given: 1 folder that is "
                                   "read already (hosts/mx1).");
    expect_read("hosts/ hosts", "a \nNot read in the folders that were given: 1 folder that is "
                                "read already (hosts/).");
}

Test(inputs, folders_end_at_a_depth)
{
    char path[256] = "deep";

    for (int level = 0; level <= LISTING_LEVELS + 1; level++) {
        size_t n = strlen(path);

        cr_assert(mkdir(path, 0700) == 0);
        (void)snprintf(path + n, sizeof(path) - n, "/d");
    }
    put("deep/d/d/d/d/d/d/d/d/mail.log", LINE(AT("10:00:00"), "a"));
    expect_read("deep", "a \nNot read in the folders that were given: 1 folder too deep below "
                        "(deep/d/d/d/d/d/d/d/d/d).");
}

Test(inputs, thousands_of_files_need_few_descriptors)
{
    enum { FILES = 2000 };
    struct rlimit few = { 40, 40 };
    struct inputs_options opt = { .not_after = USEC_NONE };
    const char *paths[] = { "." };
    char name[32], text[256], host[32];
    struct buf b = { 0 };
    size_t words = 0;

    for (int i = 0; i < FILES; i++) {
        (void)snprintf(name, sizeof(name), "h%d.log", i);
        (void)snprintf(host, sizeof(host), "h%d", i);
        (void)snprintf(text, sizeof(text),
                       AT("10:00:00") " %s x[1]: a\n" AT("11:00:00") " %s x: b\n", host, host);
        put_packed(name, i % 2 ? PACK_GZIP : PACK_PLAIN, text);
    }
    cr_assert(setrlimit(RLIMIT_NOFILE, &few) == 0);
    read_inputs(&b, paths, 1, &opt);
    cr_expect_eq(b.n, FILES * 4);
    for (size_t i = 0; i < b.n; i += 2)
        words += b.p[i] == (i < FILES * 2 ? 'a' : 'b');
    cr_expect_eq(words, FILES * 2);
    buf_free(&b);
}

Test(inputs, a_file_that_is_replaced_meanwhile_is_trouble)
{
    const char *paths[] = { "early", "late" };
    struct inputs_options opt = { .not_after = USEC_NONE };
    struct inputs *in;
    enum framing framing;
    size_t n;

    put("early", LINE(AT("10:00:00"), "a"));
    put("late", LINE(AT("11:00:00"), "b"));
    in = inputs_open(paths, 2, &opt);
    put("new", LINE(AT("12:00:00"), "c"));
    cr_assert(rename("new", "late") == 0);
    cr_assert(inputs_next(in, &framing));
    cr_expect_not(inputs_next(in, &framing));
    cr_expect(inputs_have_trouble(in));
    cr_expect(slice_find_str(inputs_sums(in, &n)[1].trouble, SLICE("another file")) <
              inputs_sums(in, &n)[1].trouble.n);
    inputs_close(in);
}
