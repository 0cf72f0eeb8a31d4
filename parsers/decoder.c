/*
 * The head is read before anything else, so that the codec can be told even when a pipe
 * gives a byte at a time.
 */
#include "parsers/decoder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/base/mem.h"

enum { READ_SIZE = 256 * 1024, HEAD = 32 };

static const char *name_of(const struct decoder *d)
{
    return strcmp(d->path, "-") == 0 ? "standard input" : d->path;
}

void decoder_fail(struct decoder *d, const char *why)
{
    uint64_t at = atomic_load(&d->bytes_in) - d->in.n;

    (void)err_set(&d->trouble, "damaged at byte %llu: %s; what was readable is used",
                  (unsigned long long)at, why);
}

/* One read behind what is left; false at the end of the file or on an error. */
static bool read_more(struct decoder *d)
{
    ssize_t n;

    if (d->is_at_end)
        return false;
    if (d->in.n && d->in.p != d->room)
        memmove(d->room, d->in.p, d->in.n);
    d->in.p = d->room;
    do
        n = read(d->fd, d->room + d->in.n, d->read_size);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        (void)err_set(&d->trouble, "cannot be read beyond byte %llu: %s",
                      (unsigned long long)atomic_load(&d->bytes_in), strerror(errno));
    d->is_at_end = n <= 0;
    if (n <= 0)
        return false;
    d->in.n += (size_t)n;
    atomic_fetch_add(&d->bytes_in, (uint64_t)n);
    return true;
}

static const struct codec *codec_of(slice head)
{
    const struct codec *best = NULL;
    int most = 0;

    for (size_t i = 0; codecs[i]; i++) {
        int bid = codecs[i]->bid(head);

        if (bid > most) {
            most = bid;
            best = codecs[i];
        }
    }
    return best;
}

static void learn_times(struct decoder *d)
{
    struct stat st;

    d->made = USEC_NONE;
    if (fstat(d->fd, &st) == 0 && S_ISREG(st.st_mode)) {
        d->made = (usec)st.st_mtim.tv_sec * USEC_PER_SECOND;
        d->file_size = (uint64_t)st.st_size;
    }
    if (d->codec && d->codec->made)
        (void)d->codec->made(d->in, &d->made);
}

static bool open_file(struct decoder *d, struct err *err)
{
    struct stat st;

    d->fd = strcmp(d->path, "-") == 0 ? dup(STDIN_FILENO) : open(d->path, O_RDONLY | O_CLOEXEC);
    if (d->fd < 0)
        return err_set(err, "%s: cannot be opened: %s", name_of(d), strerror(errno));
    if (fstat(d->fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        (void)close(d->fd);
        return err_set(err, "%s: is a folder; name the files in it", name_of(d));
    }
    return true;
}

bool decoder_open(struct decoder *d, const char *path, size_t read_size, struct err *err)
{
    *d = (struct decoder){ .path = path, .read_size = read_size ? read_size : READ_SIZE };
    if (!open_file(d, err))
        return false;
    d->room = mem_new(d->read_size + HEAD, 1);
    d->in = slice_of(d->room, 0);
    while (d->in.n < HEAD && read_more(d))
        ;
    if (d->trouble.text[0]) {
        (void)err_set(err, "%s: %.400s", name_of(d), d->trouble.text);
        decoder_close(d);
        return false;
    }
    d->codec = codec_of(d->in);
    if (d->codec)
        d->state = mem_new(1, d->codec->state_size);
    learn_times(d);
    return true;
}

static bool fill_plain(struct decoder *d, struct span *out)
{
    while (out->n) {
        size_t n = d->in.n < out->n ? d->in.n : out->n;

        if (n == 0 && !read_more(d))
            return false;
        if (n == 0)
            continue;
        memcpy(out->p, d->in.p, n);
        d->in = slice_skip(d->in, n);
        out->p += n;
        out->n -= n;
    }
    return true;
}

static bool is_padding(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != 0)
            return false;
    return true;
}

/* Between members: true when another begins here. */
static bool begin_member(struct decoder *d)
{
    while (d->in.n < HEAD && read_more(d))
        ;
    if (d->codec->bid(d->in)) {
        d->is_in_member = true;
        return true;
    }
    while (is_padding(d->in)) {
        d->in.n = 0;
        if (!read_more(d))
            return false;
    }
    decoder_fail(d, "what follows is no further member");
    return false;
}

static bool fill_coded(struct decoder *d, struct span *out)
{
    while (out->n) {
        if (!d->is_in_member && !begin_member(d))
            return false;
        if (d->in.n == 0 && !d->is_full && !read_more(d)) {
            if (!d->trouble.text[0])
                decoder_fail(d, "the file ends in the middle of a member");
            return false;
        }
        switch (d->codec->read(d->state, &d->in, out)) {
        case FLOW_TORN:
            decoder_fail(d, "the compressed data is not valid");
            return false;
        case FLOW_END:
            d->is_in_member = false;
            break;
        default:
            break;
        }
        d->is_full = out->n == 0 && d->is_in_member;
    }
    return true;
}

bool decoder_fill(struct decoder *d, char *p, size_t room, size_t *n)
{
    struct span out = { p, room };
    bool more = d->codec ? fill_coded(d, &out) : fill_plain(d, &out);

    *n = room - out.n;
    return more;
}

void decoder_close(struct decoder *d)
{
    if (d->codec && d->codec->close)
        d->codec->close(d->state);
    mem_free(d->state);
    mem_free(d->room);
    (void)close(d->fd);
}
