/* What a crash leaves in a file, what a bomb unpacks to, and a look at the beginning. */
#include <criterion/criterion.h>
#include <isa-l/crc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "parsers/source.h"
#include "tests/packing.h"

static char path[] = "/tmp/mailproctor-limits-XXXXXX";

static struct buf b, text; /* the file to be, and its lines with '|' behind each */

static void make_file(void)
{
    cr_assert_eq(close(mkstemp(path)), 0);
}

static void remove_file(void)
{
    (void)unlink(path);
}

TestSuite(source_limits, .init = make_file, .fini = remove_file);

struct end {
    struct source_status status;
    char trouble[512];
    uint64_t lines;
};

static struct end read_with(struct source_options opt)
{
    struct end end = { 0 };
    struct err err;
    struct source *s = source_open(path, &opt, &err);
    uint64_t offset;
    bool is_too_long;
    slice line;

    cr_assert(s, "%s", err.text);
    buf_clear(&text);
    while (source_next(s, &line, &offset, &is_too_long)) {
        end.lines++;
        if (text.n < 4096)
            buf_addf(&text, SLICE_FMT "@%llu|", SLICE_ARG(line), (unsigned long long)offset);
    }
    end.status = source_status(s);
    (void)snprintf(end.trouble, sizeof(end.trouble), "%s", end.status.trouble);
    source_close(s);
    return end;
}

static void put(void)
{
    FILE *f = fopen(path, "wb");

    cr_assert(f && fwrite(b.p, 1, b.n, f) == b.n);
    (void)fclose(f);
}

static void expect(slice content, const char *lines, uint64_t nuls)
{
    for (size_t size = 0; size < 3; size++) {
        struct end end;

        buf_clear(&b);
        buf_add(&b, content);
        put();
        end = read_with((struct source_options){ .read_size = size });
        cr_assert(slice_eq(buf_slice(&text), slice_str(lines)), SLICE_FMT,
                  SLICE_ARG(buf_slice(&text)));
        cr_assert_eq(end.status.nul_bytes, nuls);
        cr_assert_eq(end.status.bytes_out, content.n);
        cr_assert_not(end.status.is_torn);
    }
}

#define HOLE "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" /* 16 bytes: as a crash leaves it */

Test(source_limits, nuls_end_a_line_and_are_none)
{
    expect(SLICE("\0\0\0one\n"), "one@3|", 3);
    expect(SLICE("one\n\0\0\0two\n"), "one@0|two@7|", 3);
    expect(SLICE("on" HOLE "two\nthree\n"), "on@0|two@18|three@22|", 16);
    expect(SLICE("one\n\0\0\0\ntwo\n"), "one@0|two@8|", 3);
    expect(SLICE("one\0\ntwo\n"), "one@0|two@5|", 1);
    expect(SLICE("one\n\0\0\0\0"), "one@0|", 4);
    expect(SLICE("one\0\0"), "one@0|", 2);
    expect(SLICE("\0\0\0\0"), "", 4);
    expect(SLICE("\0\n\n\0\n\ntwo"), "@2|@5|two@6|", 2);
}

/* A NUL that somebody put into a subject must not hide what is logged behind it. */
Test(source_limits, a_few_nuls_within_a_line_are_text)
{
    static const char log[] = "a\0b\0\0c\n" HOLE "d\0e\0\n";
    struct source_options opt = { 0 };
    struct source *s;
    struct err err;
    uint64_t offset;
    bool is_too_long;
    slice line;

    buf_clear(&b);
    buf_add(&b, slice_of(log, sizeof(log) - 1));
    put();
    s = source_open(path, &opt, &err);
    cr_assert(s, "%s", err.text);
    cr_assert(source_next(s, &line, &offset, &is_too_long));
    cr_assert(slice_eq(line, slice_of("a\0b\0\0c", 6)));
    cr_assert(source_next(s, &line, &offset, &is_too_long));
    cr_assert(slice_eq(line, slice_of("d\0e", 3)));
    cr_assert_eq(offset, 7 + 16);
    cr_assert_not(source_next(s, &line, &offset, &is_too_long));
    cr_assert_eq(source_status(s).nul_bytes, 17);
    cr_assert_eq(source_status(s).nul_first, 7);
    cr_assert_eq(source_status(s).nul_places, 2);
    source_close(s);
}

/* A hole of a megabyte, which begins and ends within chunks and fills some. */
Test(source_limits, a_hole_over_several_chunks)
{
    static char hole[1 << 20];
    struct end end;

    for (int i = 0; i < 20000; i++)
        buf_addf(&b, "line %05d\n", i);
    buf_add(&b, SLICE("torn li"));
    buf_add(&b, slice_of(hole, sizeof(hole)));
    buf_add(&b, SLICE("behind it\n"));
    put();
    end = read_with((struct source_options){ 0 });
    cr_assert_eq(end.lines, 20002);
    cr_assert_eq(end.status.nul_bytes, sizeof(hole));
    cr_assert_eq(end.status.nul_first, 20000 * 11 + 7);
    cr_assert_eq(end.status.nul_places, 1);
    cr_assert_eq(end.status.bytes_out, b.n);
}

/* Lines of a megabyte, 25 members of 8: packed a thousand times, as far as gzip can go. */
static void make_bomb(enum packing how, size_t members)
{
    static char zeros[8 << 20];

    for (size_t i = 0; i < sizeof(zeros); i++)
        zeros[i] = i % (1 << 20) == 0 ? '\n' : 'x';
    for (size_t i = 0; i < members; i++)
        pack(&b, how, slice_of(zeros, sizeof(zeros)));
    put();
}

Test(source_limits, a_bomb_is_not_read_to_its_end)
{
    for (enum packing how = PACK_GZIP; how < PACKINGS; how++) {
        struct end end;

        buf_clear(&b);
        make_bomb(how, 25);
        end = read_with((struct source_options){ 0 });
        cr_assert(end.status.is_torn, "%s", packing_names[how]);
        cr_assert_geq(end.status.bytes_out, 64000000);
        cr_assert_lt(end.status.bytes_out, 64000000 + (10 << 20));
        cr_assert(strstr(end.trouble, "not read beyond byte "), "%s", end.trouble);
        cr_assert(strstr(end.trouble, "input.ratio_max"), "%s", end.trouble);
    }
}

static void expect_trouble(const char *says)
{
    struct end end;

    put();
    end = read_with((struct source_options){ 0 });
    cr_assert_eq(end.lines, 0);
    cr_assert(strstr(end.trouble, says), "'%s'", end.trouble);
}

/* A header that only says how much memory it takes: 128 MB, then 256. */
Test(source_limits, a_zstd_window_has_a_limit)
{
    buf_add(&b, SLICE("\x28\xb5\x2f\xfd\0\x88\x01\0\0"));
    expect_trouble("");
    buf_clear(&b);
    buf_add(&b, SLICE("\x28\xb5\x2f\xfd\0\x90\x01\0\0"));
    expect_trouble("unpacking the rest would take more than 128 MB");
}

/* The dictionary of an xz block: 64 MB as `xz -9` has it, then 4 GB. */
Test(source_limits, an_xz_dictionary_has_a_limit)
{
    static const char head[] = "\xfd"
                               "7zXZ\0\0\0\xff\x12\xd9\x41";
    unsigned char block[12] = { 2, 0, 0x21, 1, 0 };

    for (int large = 0; large < 2; large++) {
        uint32_t crc;

        block[4] = large ? 40 : 28;
        crc = crc32_gzip_refl(0, block, 8);
        for (int i = 0; i < 4; i++)
            block[8 + i] = (unsigned char)(crc >> 8 * i);
        buf_clear(&b);
        buf_add(&b, slice_of(head, sizeof(head) - 1));
        buf_add(&b, slice_of((char *)block, sizeof(block)));
        expect_trouble(large ? "would take more than 128 MB" : "ends in the middle");
    }
}

Test(source_limits, the_ratio_is_the_sites)
{
    struct end end;

    make_bomb(PACK_ZSTD, 9);
    end = read_with((struct source_options){ .ratio_max = 1000000 });
    cr_assert_not(end.status.is_torn, "%s", end.trouble);
    cr_assert_eq(end.lines, 9 * 8 + 1);
    end = read_with((struct source_options){ .ratio_max = 10 });
    cr_assert(end.status.is_torn);
}

/* Log lines come to 10 or 20 times: the same ones over and over stay below the limit. */
Test(source_limits, lines_that_repeat_are_no_bomb)
{
    static struct buf lines;
    struct end end;

    for (int i = 0; i < 40000; i++)
        buf_addf(&lines,
                 "Mar  2 %02d:%02d:%02d mail postfix/smtpd[%d]: NOQUEUE: reject: RCPT from "
                 "unknown[203.0.113.9]: 554 5.7.1 <a@example.org>: Relay access denied\n",
                 i / 3600, i / 60 % 60, i % 60, 1000 + i / 100);
    for (int i = 0; i < 20; i++)
        pack(&b, PACK_XZ, buf_slice(&lines));
    put();
    end = read_with((struct source_options){ 0 });
    cr_assert_not(end.status.is_torn, "%s", end.trouble);
    cr_assert_eq(end.lines, 800000);
}

Test(source_limits, a_look_reads_no_further_than_it_must)
{
    struct end end;

    for (int i = 0; i < 200000; i++)
        buf_addf(&b, "line %05d\n", i);
    put();
    end = read_with((struct source_options){ .look = 1000 });
    cr_assert_lt(end.status.bytes_in, b.n / 2);
    cr_assert_gt(end.lines, 100);
    cr_assert_not(end.status.is_torn);
}
