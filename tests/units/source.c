/* Inputs as they lie about: packed, joined, torn, without an end. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <isa-l/crc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parsers/source.h"
#include "tests/packing.h"

static char path[] = "/tmp/mailproctor-source-XXXXXX";

/* Every test is a process of its own: these start empty, and nobody gives them back. */
static struct buf b, plain, texts[3]; /* the file to be, what it holds, what was read last */

static void make_file(void)
{
    cr_assert_eq(close(mkstemp(path)), 0);
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

/* What was read: the lines with '|' between them, and how it ended. */
struct reading {
    slice text;
    uint64_t lines, bytes, too_long;
    bool is_torn;
    const char *codec;
    char trouble[512];
};

static struct source *open_source(const char *name, struct source_options opt)
{
    struct err err;
    struct source *s = source_open(name, &opt, &err);

    cr_assert(s, "%s", err.text);
    return s;
}

static bool step(struct source *s)
{
    uint64_t offset;
    bool is_too_long;
    slice line;

    return source_next(s, &line, &offset, &is_too_long);
}

static struct reading read_with(struct source_options opt)
{
    static int turn;
    struct buf *text = &texts[turn++ % 3];
    struct reading r = { 0 };
    struct source *s = open_source(path, opt);
    struct source_status status;
    uint64_t offset;
    bool is_too_long;
    slice line;

    buf_clear(text);
    while (source_next(s, &line, &offset, &is_too_long)) {
        r.lines++;
        r.too_long += is_too_long;
        buf_add(text, line);
        buf_add(text, SLICE("|"));
    }
    status = source_status(s);
    r.text = buf_slice(text);
    r.is_torn = status.is_torn;
    r.bytes = status.bytes_out;
    r.codec = status.codec;
    (void)snprintf(r.trouble, sizeof(r.trouble), "%s", status.trouble);
    source_close(s);
    return r;
}

static void expect_same(struct reading r, struct reading other)
{
    cr_assert(slice_eq(r.text, other.text));
    cr_assert_str_eq(r.codec, other.codec);
    cr_assert_eq(r.bytes, other.bytes);
    cr_assert_eq(r.is_torn, other.is_torn, "%s / %s", r.trouble, other.trouble);
}

/* Read in large pieces, a byte at a time, and as one of many: the same lines, the same end. */
static struct reading reading(void)
{
    struct reading r = read_with((struct source_options){ 0 });

    expect_same(r, read_with((struct source_options){ .read_size = 1 }));
    expect_same(r, read_with((struct source_options){ .is_sparing = true }));
    return r;
}

static void expect(slice content, slice text, const char *codec, bool is_torn)
{
    struct reading r;

    put(content);
    r = reading();
    cr_assert(slice_eq(r.text, text), SLICE_FMT, SLICE_ARG(r.text));
    cr_assert_str_eq(r.codec, codec);
    cr_assert_eq(r.is_torn, is_torn, "%s", r.trouble);
}

Test(source, plain_lines_with_and_without_an_end)
{
    expect(SLICE("one\ntwo\r\n\nfour"), SLICE("one|two||four|"), "plain", false);
    expect(SLICE("one\n"), SLICE("one|"), "plain", false);
    expect(SLICE(""), SLICE(""), "plain", false);
    expect(SLICE("\n"), SLICE("|"), "plain", false);
}

/* Members, frames, streams; and zeros behind them, or, as xz allows, between them. */
Test(source, members_that_follow_one_another)
{
    for (enum packing how = PACK_GZIP; how < PACKINGS; how++) {
        buf_clear(&b);
        pack(&b, how, SLICE("one\ntw"));
        pack(&b, how, SLICE(""));
        if (how == PACK_ZSTD)
            buf_add(&b, slice_of("\x50\x2a\x4d\x18\x03\0\0\0abc", 11)); /* skippable */
        pack(&b, how, SLICE("o\nthree"));
        expect(buf_slice(&b), SLICE("one|two|three|"), packing_names[how], false);
        buf_add(&b, SLICE("\0\0\0\0\0\0\0\0"));
        expect(buf_slice(&b), SLICE("one|two|three|"), packing_names[how], false);
        pack(&b, how, SLICE("\nfour\n"));
        expect(buf_slice(&b), SLICE("one|two|three|four|"), packing_names[how], false);
    }
}

static slice many_lines(unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        buf_addf(&plain, "line %u %x\n", i, i * 2654435761U);
    return buf_slice(&plain);
}

static void expect_torn(uint64_t least, const char *says)
{
    struct reading r;

    put(buf_slice(&b));
    r = read_with((struct source_options){ 0 });
    cr_assert(r.is_torn);
    cr_assert_geq(r.lines, least);
    cr_assert(strstr(r.trouble, says), "%s", r.trouble);
    cr_assert(strstr(r.trouble, " byte "), "%s", r.trouble);
}

Test(source, torn_archives_give_what_is_readable)
{
    slice lines = many_lines(50000);

    for (enum packing how = PACK_GZIP; how < PACKINGS; how++) {
        buf_clear(&b);
        pack(&b, how, lines);
        b.n -= b.n / 4;
        expect_torn(30000, "ends in the middle");
    }
}

/* Both begin anew with every block: xz here with the whole file in one, bzip2 with 100 KB. */
Test(source, damage_leaves_what_stands_before_it)
{
    slice lines = many_lines(50000);

    for (enum packing how = PACK_XZ; how < PACKINGS; how++) {
        buf_clear(&b);
        pack(&b, how, lines);
        memset(b.p + b.n * 3 / 4, 0xff, 16);
        expect_torn(25000, "not valid");
    }
}

/* Damage in the last block of a small file must not cost the blocks before it. */
Test(source, damage_costs_one_zstd_block)
{
    struct reading r;

    pack(&b, PACK_ZSTD, many_lines(20000));
    memset(b.p + b.n - 16, 0xff, 12);
    expect_torn(10000, "not valid");
    r = reading();
    cr_assert_eq(r.bytes % (128 * 1024), 0, "%llu", (unsigned long long)r.bytes);
}

/* Of the whole, or of the last block: where it stands, counted from the end. */
Test(source, a_wrong_checksum_costs_no_line)
{
    static const size_t stands[PACKINGS] = {
        [PACK_GZIP] = 6, [PACK_ZSTD] = 1, [PACK_XZ] = 24, [PACK_BZIP2] = 3
    };

    for (enum packing how = PACK_GZIP; how < PACKINGS; how++) {
        buf_clear(&b);
        pack(&b, how, SLICE("one\ntwo\n"));
        b.p[b.n - stands[how]] ^= 1;
        expect(buf_slice(&b), SLICE("one|two|"), packing_names[how], true);
        expect_torn(2, "not valid");
    }
}

Test(source, what_is_no_member_is_told_with_its_offset)
{
    char at[64];

    for (enum packing how = PACK_GZIP; how < PACKINGS; how++) {
        buf_clear(&b);
        pack(&b, how, SLICE("one\ntwo\n"));
        (void)snprintf(at, sizeof(at), "damaged at byte %zu: what follows is no", b.n);
        buf_add(&b, SLICE("rubbish behind it"));
        expect(buf_slice(&b), SLICE("one|two|"), packing_names[how], true);
        expect_torn(2, at);
    }
}

/* All fields, its own checksum too, and longer than what is read first: cut anywhere. */
Test(source, gzip_headers_of_any_shape)
{
    slice content, header = SLICE("\x1f\x8b\x08\x1e\0\0\0\0\0\x03\x02\0EE"
                                  "a-name-of-more-than-32-bytes-in-all.log\0words\0");
    uint32_t crc = crc32_gzip_refl(0, (const unsigned char *)header.p, header.n);

    pack(&b, PACK_GZIP, SLICE("one\n"));
    content = slice_skip(buf_slice(&b), 10);
    for (int i = 0; i < 3; i++) {
        buf_add(&plain, header);
        buf_add(&plain, slice_of((char[]){ (char)crc, (char)(crc >> 8) }, 2));
        buf_add(&plain, content);
    }
    expect(buf_slice(&plain), SLICE("one|one|one|"), "gzip", false);
    for (size_t size = 2; size < 64; size++) {
        struct reading r = read_with((struct source_options){ .read_size = size });

        cr_assert(r.lines == 3 && !r.is_torn, "%zu: %s", size, r.trouble);
    }
}

/* Every line stands where its offset says; one \r\n is cut by a chunk's end. */
Test(source, lines_across_chunks_and_their_offsets)
{
    size_t cut = 256 * 1024;
    struct source *s;
    uint64_t offset, end = 0;
    bool is_too_long;
    slice line;

    (void)many_lines(80000);
    memcpy(plain.p + cut - 2, "x\r\ny", 4);
    memcpy(plain.p + 2 * cut - 2, "x\nyy", 4);
    memcpy(plain.p + 3 * cut - 2, "xx\ny", 4);
    put(buf_slice(&plain));
    s = open_source(path, (struct source_options){ 0 });
    while (source_next(s, &line, &offset, &is_too_long)) {
        cr_assert_eq(offset, end);
        cr_assert(slice_eq(line, slice_of(plain.p + offset, line.n)));
        cr_assert_eq(slice_find(line, '\r'), line.n);
        end = offset + line.n + (plain.p[offset + line.n] == '\r') + 1;
        cr_assert_eq(plain.p[end - 1], '\n');
        cr_assert_eq(source_status(s).bytes_out, end);
        cr_assert_leq(source_status(s).bytes_in, plain.n);
    }
    cr_assert_eq(end, plain.n);
    source_close(s);
}

Test(source, long_lines_are_cut_and_the_next_is_whole)
{
    struct reading r;

    for (int i = 0; i < 700000; i++)
        buf_add(&b, SLICE("x"));
    buf_add(&b, SLICE("\n123456789x\n123456789x\r\n123456789xy\n123456789xy\r\nnext\n"));
    put(buf_slice(&b));
    r = read_with((struct source_options){ .line_max = 10 });
    cr_assert(
        slice_eq(r.text, SLICE("xxxxxxxxxx|123456789x|123456789x|123456789x|123456789x|next|")));
    cr_assert_eq(r.too_long, 3);
    cr_assert_eq(r.bytes, b.n);
}

Test(source, can_be_closed_at_any_time)
{
    put(many_lines(200000));
    for (int lines = 0; lines < 40; lines += 10) {
        struct source *s = open_source(path, (struct source_options){ 0 });

        for (int i = 0; i < lines; i++)
            cr_assert(step(s));
        source_close(s);
    }
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

static usec made_of(slice content)
{
    struct timespec times[2] = { { .tv_sec = 1000 }, { .tv_sec = 1767225600 } };
    struct source *s;
    usec made;

    put(content);
    cr_assert_eq(utimensat(AT_FDCWD, path, times, 0), 0);
    s = open_source(path, (struct source_options){ 0 });
    made = source_status(s).made;
    cr_assert_eq(source_status(s).file_size, content.n);
    source_close(s);
    return made;
}

Test(source, is_as_old_as_its_header_or_its_file)
{
    pack(&b, PACK_GZIP, SLICE("x\n"));
    memcpy(b.p + 4, "\x00\x10\x5e\x69", 4); /* 0x695e1000 */
    cr_assert_eq(made_of(buf_slice(&b)), 0x695e1000LL * USEC_PER_SECOND);
    memset(b.p + 4, 0, 4); /* packed from a pipe */
    cr_assert_eq(made_of(buf_slice(&b)), 1767225600LL * USEC_PER_SECOND);
    cr_assert_eq(made_of(SLICE("x\n")), 1767225600LL * USEC_PER_SECOND);
}

/* Its other end closed with something unread in it, a socket says "reset" after its bytes. */
Test(source, an_error_of_reading_is_trouble, .timeout = 20)
{
    int fds[2];
    slice lines = many_lines(100);
    struct source *s;

    cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    cr_assert_eq(dup2(fds[0], STDIN_FILENO), STDIN_FILENO);
    cr_assert_eq(write(fds[1], lines.p, lines.n), (ssize_t)lines.n);
    cr_assert_eq(write(fds[0], "unread", 6), 6);
    (void)close(fds[1]);
    s = open_source("-", (struct source_options){ .read_size = 512 });
    cr_assert_eq(source_status(s).made, USEC_NONE);
    cr_assert_eq(source_status(s).file_size, 0);
    for (int i = 0; i < 100; i++)
        cr_assert(step(s));
    cr_assert_not(step(s));
    cr_assert(source_status(s).is_torn);
    cr_assert(strstr(source_status(s).trouble, "cannot be read beyond byte "));
    source_close(s);
}

Test(source, can_be_closed_while_a_pipe_is_idle, .timeout = 20)
{
    int fds[2];
    slice lines = many_lines(20000);
    struct source *s;

    cr_assert_eq(pipe(fds), 0);
    cr_assert_geq(fcntl(fds[1], F_SETPIPE_SZ, 1 << 20), (int)lines.n);
    cr_assert_eq(dup2(fds[0], STDIN_FILENO), STDIN_FILENO);
    cr_assert_eq(write(fds[1], lines.p, lines.n), (ssize_t)lines.n);
    s = open_source("-", (struct source_options){ 0 });
    cr_assert(step(s));
    source_close(s);
}
