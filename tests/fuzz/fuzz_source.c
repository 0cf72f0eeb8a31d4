/*
 * Any bytes as a file: the first says how much is read at once. Lines come in order, are
 * within their limit and hold no newline, however torn the archive is. What unpacks to
 * more than a few MB is closed early, which the reading thread must bear as well.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "parsers/source.h"

enum { LINE_MAX_BYTES = 512, ENOUGH = 4 << 20 };

static char path[] = "/tmp/fuzz-source-XXXXXX";

static void remove_file(void)
{
    (void)unlink(path);
}

static void write_file(const uint8_t *data, size_t size)
{
    static int fd = -1;

    if (fd < 0) {
        fd = mkstemp(path);
        (void)atexit(remove_file);
    }
    if (fd < 0 || ftruncate(fd, 0) != 0 || pwrite(fd, data, size, 0) != (ssize_t)size)
        abort();
}

static void read_lines(struct source *s)
{
    uint64_t offset, end = 0;
    bool is_too_long;
    slice text;

    while (end < ENOUGH && source_next(s, &text, &offset, &is_too_long)) {
        if (offset < end || text.n > LINE_MAX_BYTES || slice_find(text, '\n') != text.n)
            abort();
        end = offset + text.n;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct source_options opt = { .line_max = LINE_MAX_BYTES, .ratio_max = 1 };
    struct source *s;
    struct err err;

    if (size == 0)
        return 0;
    opt.read_size = 1 + data[0] % 64;
    write_file(data + 1, size - 1);
    s = source_open(path, &opt, &err);
    if (!s)
        return 0;
    read_lines(s);
    (void)source_status(s);
    source_close(s);
    return 0;
}
