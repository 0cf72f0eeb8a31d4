/* Inputs as they lie about: packed, joined, torn, without an end. */
#include <criterion/criterion.h>
#include <isa-l/igzip_lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zstd.h>

#include "analyzer/base/buf.h"
#include "parsers/source.h"

static char path[] = "/tmp/mailproctor-source-XXXXXX";

static void make_file(void)
{
    int fd = mkstemp(path);

    cr_assert_geq(fd, 0);
    (void)close(fd);
}

static void remove_file(void)
{
    (void)unlink(path);
}

TestSuite(source, .init = make_file, .fini = remove_file);

static void put(slice s)
{
    FILE *f = fopen(path, "wb");

    cr_assert(f && fwrite(s.p, 1, s.n, f) == s.n);
    (void)fclose(f);
}

static void add_gzip(struct buf *b, slice s)
{
    static unsigned char packed[1 << 20];
    struct isal_zstream z;

    isal_deflate_stateless_init(&z);
    z.gzip_flag = IGZIP_GZIP;
    z.end_of_stream = 1;
    z.next_in = (uint8_t *)(uintptr_t)s.p;
    z.avail_in = (uint32_t)s.n;
    z.next_out = packed;
    z.avail_out = sizeof(packed);
    cr_assert_eq(isal_deflate_stateless(&z), COMP_OK);
    buf_add(b, slice_of((char *)packed, z.total_out));
}

static void add_zstd(struct buf *b, slice s)
{
    static char packed[1 << 20];
    size_t n = ZSTD_compress(packed, sizeof(packed), s.p, s.n, 3);

    cr_assert_not(ZSTD_isError(n));
    buf_add(b, slice_of(packed, n));
}

/* What was read: the lines with '|' between them, and how it ended. */
struct reading {
    struct buf text;
    uint64_t lines, bytes;
    unsigned too_long;
    bool is_torn;
    char codec[16], trouble[512];
};

static struct reading read_with(struct source_options opt)
{
    struct reading r = { 0 };
    struct err err;
    struct source *s = source_open(path, &opt, &err);
    struct source_status status;
    uint64_t offset, expected = 0;
    bool is_too_long;
    slice line;

    cr_assert(s, "%s", err.text);
    while (source_next(s, &line, &offset, &is_too_long)) {
        cr_assert_geq(offset, expected);
        expected = offset + line.n;
        r.lines++;
        r.too_long += is_too_long;
        buf_add(&r.text, line);
        buf_add(&r.text, SLICE("|"));
    }
    status = source_status(s);
    r.is_torn = status.is_torn;
    r.bytes = status.bytes_out;
    (void)snprintf(r.codec, sizeof(r.codec), "%s", status.codec);
    (void)snprintf(r.trouble, sizeof(r.trouble), "%s", status.trouble);
    source_close(s);
    return r;
}

/* Read in large pieces and a byte at a time: the same lines, the same end. */
static struct reading reading(void)
{
    struct reading r = read_with((struct source_options){ 0 });
    struct reading slow = read_with((struct source_options){ .read_size = 1 });

    cr_assert(slice_eq(buf_slice(&r.text), buf_slice(&slow.text)));
    cr_assert_str_eq(r.codec, slow.codec);
    cr_assert_eq(r.is_torn, slow.is_torn, "%s / %s", r.trouble, slow.trouble);
    buf_free(&slow.text);
    return r;
}

static void expect(slice text, const char *codec, bool is_torn)
{
    struct reading r = reading();

    cr_assert(slice_eq(buf_slice(&r.text), text), SLICE_FMT, SLICE_ARG(buf_slice(&r.text)));
    cr_assert_str_eq(r.codec, codec);
    cr_assert_eq(r.is_torn, is_torn, "%s", r.trouble);
    buf_free(&r.text);
}

Test(source, plain_lines_with_and_without_an_end)
{
    put(SLICE("one\ntwo\r\n\nfour"));
    expect(SLICE("one|two||four|"), "plain", false);
    put(SLICE("one\n"));
    expect(SLICE("one|"), "plain", false);
    put(SLICE(""));
    expect(SLICE(""), "plain", false);
    put(SLICE("\n"));
    expect(SLICE("|"), "plain", false);
}

Test(source, members_and_frames_that_follow_one_another)
{
    struct buf b = { 0 };

    add_gzip(&b, SLICE("one\ntw"));
    add_gzip(&b, SLICE(""));
    add_gzip(&b, SLICE("o\nthree"));
    put(buf_slice(&b));
    expect(SLICE("one|two|three|"), "gzip", false);
    buf_add(&b, SLICE("\0\0\0\0\0\0"));
    put(buf_slice(&b));
    expect(SLICE("one|two|three|"), "gzip", false);
    buf_clear(&b);
    add_zstd(&b, SLICE("one\ntw"));
    buf_add(&b, slice_of("\x50\x2a\x4d\x18\x03\0\0\0abc", 11)); /* a skippable frame */
    add_zstd(&b, SLICE("o\nthree"));
    put(buf_slice(&b));
    expect(SLICE("one|two|three|"), "zstd", false);
    buf_free(&b);
}

static struct buf many_lines(unsigned n)
{
    struct buf b = { 0 };

    for (unsigned i = 0; i < n; i++)
        buf_addf(&b, "line %u %x\n", i, i * 2654435761U);
    return b;
}

static void expect_torn(const struct buf *packed, uint64_t least, const char *says)
{
    struct reading r;

    put(buf_slice(packed));
    r = read_with((struct source_options){ 0 });
    cr_assert(r.is_torn);
    cr_assert_geq(r.lines, least);
    cr_assert(strstr(r.trouble, says), "%s", r.trouble);
    cr_assert(strstr(r.trouble, " byte "), "%s", r.trouble);
    buf_free(&r.text);
}

Test(source, torn_archives_give_what_is_readable)
{
    struct buf plain = many_lines(50000), gz = { 0 }, zst = { 0 };

    add_gzip(&gz, buf_slice(&plain));
    gz.n -= gz.n / 4;
    expect_torn(&gz, 10000, "ends in the middle");
    add_zstd(&zst, slice_head(buf_slice(&plain), plain.n / 2));
    add_zstd(&zst, slice_skip(buf_slice(&plain), plain.n / 2));
    zst.n -= zst.n / 4;
    expect_torn(&zst, 20000, "ends in the middle");
    buf_free(&plain);
    buf_free(&gz);
    buf_free(&zst);
}

Test(source, damage_is_told_with_its_offset)
{
    struct buf b = { 0 };
    size_t good;

    add_gzip(&b, SLICE("one\ntwo\n"));
    good = b.n;
    buf_add(&b, SLICE("rubbish behind it"));
    put(buf_slice(&b));
    expect(SLICE("one|two|"), "gzip", true);
    b.n = good;
    b.p[good - 6] ^= 1; /* the CRC */
    expect_torn(&b, 2, "not valid");
    buf_free(&b);
}

Test(source, lines_across_chunks_and_their_offsets)
{
    struct buf b = many_lines(80000), zst = { 0 };
    struct reading r;

    put(buf_slice(&b));
    r = read_with((struct source_options){ 0 });
    cr_assert_eq(r.lines, 80000);
    cr_assert_eq(r.bytes, b.n);
    for (size_t i = 0; i < b.n; i++)
        cr_assert_eq(r.text.p[i], b.p[i] == '\n' ? '|' : b.p[i]);
    buf_free(&r.text);
    buf_free(&b);
    buf_free(&zst);
}

Test(source, long_lines_are_cut_and_the_next_is_whole)
{
    struct buf b = { 0 };
    struct reading r;

    for (int i = 0; i < 700000; i++)
        buf_add(&b, SLICE("x"));
    buf_add(&b, SLICE("\nnext\n"));
    put(buf_slice(&b));
    r = read_with((struct source_options){ .line_max = 10 });
    cr_assert(slice_eq(buf_slice(&r.text), SLICE("xxxxxxxxxx|next|")));
    cr_assert_eq(r.too_long, 1);
    cr_assert_eq(r.bytes, b.n);
    buf_free(&r.text);
    buf_free(&b);
}

Test(source, can_be_closed_at_any_time)
{
    struct buf b = many_lines(200000);
    struct source_options opt = { 0 };
    uint64_t offset;
    bool is_too_long;
    slice line;

    put(buf_slice(&b));
    for (int lines = 0; lines < 40; lines += 10) {
        struct err err;
        struct source *s = source_open(path, &opt, &err);

        for (int i = 0; i < lines; i++)
            cr_assert(source_next(s, &line, &offset, &is_too_long));
        source_close(s);
    }
    buf_free(&b);
}

Test(source, says_what_cannot_be_opened)
{
    struct source_options opt = { 0 };
    struct err err;

    cr_assert_null(source_open("/nowhere/mail.log", &opt, &err));
    cr_assert_str_eq(err.text, "/nowhere/mail.log: cannot be opened: No such file or directory");
    cr_assert_null(source_open("/tmp", &opt, &err));
    cr_assert(strstr(err.text, "is a folder"), "%s", err.text);
}

Test(source, a_gzip_header_dates_its_content)
{
    struct buf b = { 0 };
    struct source_options opt = { 0 };
    struct err err;
    struct source *s;

    add_gzip(&b, SLICE("x\n"));
    memcpy(b.p + 4, "\x00\x10\x5e\x69", 4); /* 0x695e1000 */
    put(buf_slice(&b));
    s = source_open(path, &opt, &err);
    cr_assert_eq(source_status(s).made, 0x695e1000LL * USEC_PER_SECOND);
    source_close(s);
    buf_free(&b);
}
