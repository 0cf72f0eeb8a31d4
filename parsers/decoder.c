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

enum { READ_SIZE = 256 * 1024, HEAD = 32, RATIO_MAX = 500, FREE_MB = 64 };

static const char *name_of(const struct decoder *d)
{
    return strcmp(d->path, "-") == 0 ? "standard input" : d->path;
}

static uint64_t taken(const struct decoder *d)
{
    return atomic_load(&d->bytes_in) - d->in.n;
}

void decoder_fail(struct decoder *d, const char *why)
{
    (void)err_set(&d->trouble, "damaged at byte %llu: %s; what was readable is used",
                  (unsigned long long)taken(d), why);
}

/* Not damaged, but more than may be had. */
static void give_up(struct decoder *d, const char *why)
{
    (void)err_set(&d->trouble, "not read beyond byte %llu: %s", (unsigned long long)taken(d), why);
}

/* The file of this name may be another one by now. */
static bool is_same_file(const struct decoder *d)
{
    struct stat st;

    return fstat(d->fd, &st) == 0 && (uint64_t)st.st_dev == d->device &&
           (uint64_t)st.st_ino == d->inode;
}

static bool unpark(struct decoder *d)
{
    uint64_t at = atomic_load(&d->bytes_in);

    if (d->fd >= 0)
        return true;
    d->fd = open(d->path, O_RDONLY | O_CLOEXEC);
    if (d->fd < 0)
        return err_set(&d->trouble, "cannot be read beyond byte %llu: %s", (unsigned long long)at,
                       strerror(errno));
    if (!is_same_file(d) || lseek(d->fd, (off_t)at, SEEK_SET) < 0)
        return err_set(&d->trouble, "cannot be read beyond byte %llu: another file took its name",
                       (unsigned long long)at);
    return true;
}

void decoder_park(struct decoder *d)
{
    if (d->fd < 0 || d->inode == 0)
        return;
    (void)close(d->fd);
    d->fd = -1;
}

/* One read behind what is left; false at the end of the file or on an error. */
static bool read_more(struct decoder *d)
{
    ssize_t n;

    d->is_at_end = d->is_at_end || !unpark(d);
    if (d->is_at_end)
        return false;
    if (d->in.n && d->in.p != d->room)
        memmove(d->room, d->in.p, d->in.n);
    d->in.p = d->room;
    do
        n = read(d->fd, d->room + d->in.n, d->opt.read_size);
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
        d->device = (uint64_t)st.st_dev;
        d->inode = strcmp(d->path, "-") == 0 ? 0 : (uint64_t)st.st_ino;
    }
    if (d->codec && d->codec->made)
        d->is_made_told = d->codec->made(d->in, &d->made);
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

static struct decoder_options filled_in(const struct decoder_options *opt)
{
    return (struct decoder_options){
        .read_size = opt->read_size ? opt->read_size : READ_SIZE,
        .ratio_max = opt->ratio_max ? opt->ratio_max : RATIO_MAX,
    };
}

bool decoder_open(struct decoder *d, const char *path, const struct decoder_options *opt,
                  struct err *err)
{
    *d = (struct decoder){ .path = path, .opt = filled_in(opt) };
    if (!open_file(d, err))
        return false;
    d->room = mem_new(d->opt.read_size + HEAD, 1);
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

/* False when there is nothing behind it. */
static bool skip_padding(struct decoder *d)
{
    for (;;) {
        d->in = slice_skip(d->in, slice_lead(d->in, '\0'));
        if (d->in.n)
            return true;
        if (!read_more(d))
            return false;
    }
}

/* Between members: true when another begins here. */
static bool begin_member(struct decoder *d)
{
    if (!skip_padding(d))
        return false;
    while (d->in.n < HEAD && read_more(d))
        ;
    d->is_in_member = d->codec->bid(d->in) > 0;
    if (!d->is_in_member)
        decoder_fail(d, "what follows is no further member");
    return d->is_in_member;
}

static bool is_too_much(const struct decoder *d)
{
    return d->bytes_out > (uint64_t)FREE_MB * 1000000 && d->bytes_out / d->opt.ratio_max > taken(d);
}

/* One call of the codec; false when nothing more can be had. */
static bool unpack(struct decoder *d, struct span *out)
{
    size_t room = out->n;
    enum flow flow = d->codec->read(d->state, &d->in, out);

    d->bytes_out += room - out->n;
    d->is_in_member = flow == FLOW_MORE;
    if (flow == FLOW_TORN)
        decoder_fail(d, "the compressed data is not valid");
    else if (flow == FLOW_LARGE)
        give_up(d, "unpacking the rest would take more than 128 MB of memory");
    else if (is_too_much(d))
        give_up(d, "it unpacks to far more than a log does (policy: input.ratio_max)");
    else
        return true;
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
        if (!unpack(d, out))
            return false;
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
    if (d->fd >= 0)
        (void)close(d->fd);
}
