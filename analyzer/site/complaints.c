/*
 * Reports are read one at a time, in order of their names, each in memory of its own; what stays
 * of one are a few words. Strangers send them, by the thousand if they like: from a number on
 * they are counted and left.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/base/buf.h"
#include "analyzer/site/complaint_read.h"
#include "analyzer/site/load.h"

enum { REPORTS_MAX = 50000, REPORT_MB_MAX = 64 };

#define FOLDER "complaints"

/* Grown in the arena: the records move, and none is referred to before all are read. */
static void *grown(struct arena *a, void *old, size_t n, size_t *cap, size_t size)
{
    void *at = old;

    if (n == *cap) {
        *cap = *cap ? *cap * 2 : 16;
        at = arena_new(a, *cap * size);
        if (n)
            memcpy(at, old, n * size);
    }
    return at;
}

struct complaint *complaints_add(struct complaints *all, struct arena *a)
{
    all->at = grown(a, all->at, all->n, &all->cap, sizeof(*all->at));
    all->at[all->n] = (struct complaint){ .received = USEC_NONE, .arrived = USEC_NONE };
    return &all->at[all->n++];
}

static void keep(struct arena *a, slice *text)
{
    *text = text->n ? arena_keep(a, *text) : slice_of(NULL, 0);
}

static void add_read(struct load *l, const struct complaint *one)
{
    struct arena *a = &l->site->arena;
    struct complaint *c = complaints_add(&l->site->complaints, a);

    *c = *one;
    keep(a, &c->name);
    keep(a, &c->complainant);
    keep(a, &c->reporter);
    keep(a, &c->message_id);
    for (size_t i = 0; i < c->n_queue_ids; i++)
        keep(a, &c->queue_ids[i]);
    keep(a, &c->source);
    keep(a, &c->subject);
    keep(a, &c->uri);
}

static void add_unread(struct load *l, const struct unread_report *one)
{
    struct arena *a = &l->site->arena;
    struct complaints *all = &l->site->complaints;

    all->unread = grown(a, all->unread, all->n_unread, &all->unread_cap, sizeof(*all->unread));
    all->unread[all->n_unread] = *one;
    keep(a, &all->unread[all->n_unread].name);
    keep(a, &all->unread[all->n_unread++].why);
}

static bool read_open(int fd, struct buf *out, const char **why)
{
    struct stat st;
    ssize_t got = 1;

    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        *why = "is not a file";
    else if (st.st_size > (off_t)REPORT_MB_MAX * 1024 * 1024)
        *why = "is larger than 64 MiB";
    while (!*why && got > 0) {
        char block[16384];

        got = read(fd, block, sizeof(block));
        if (got < 0 && errno == EINTR)
            got = 1;
        else if (got < 0)
            *why = strerror(errno);
        else
            buf_add(out, slice_of(block, (size_t)got));
    }
    return !*why;
}

static bool read_whole(int folder, const char *file, struct buf *out, const char **why)
{
    int fd = openat(folder, file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool is_read;

    if (fd < 0) {
        *why = strerror(errno);
        return false;
    }
    is_read = read_open(fd, out, why);
    (void)close(fd);
    return is_read;
}

static bool read_report(struct complaint_reader *r, slice file, slice bytes)
{
    r->out->content = hash_frozen(bytes);
    if (slice_ends_nocase(file, SLICE(".json")))
        return complaint_read_xarf(r, bytes);
    return complaint_read_arf(r, bytes);
}

static void load_report(struct load *l, int folder, slice file)
{
    struct arena scratch = { 0 };
    struct buf bytes = { 0 }, name = { 0 };
    struct complaint one = { .received = USEC_NONE, .arrived = USEC_NONE };
    struct unread_report unread = { 0 };
    struct complaint_reader r = { l->site, &scratch, &one, &unread };
    const char *why = NULL;

    buf_addf(&name, FOLDER "/" SLICE_FMT, SLICE_ARG(file));
    one.name = unread.name = buf_slice(&name);
    if (!read_whole(folder, file.p, &bytes, &why)) {
        unread.why = slice_str(why);
        add_unread(l, &unread);
    } else if (read_report(&r, file, buf_slice(&bytes))) {
        add_read(l, &one);
    } else {
        add_unread(l, &unread);
    }
    buf_free(&bytes);
    buf_free(&name);
    arena_free(&scratch);
}

static bool is_report(slice name)
{
    return slice_ends_nocase(name, SLICE(".eml")) || slice_ends_nocase(name, SLICE(".json"));
}

static int by_bytes(const void *a, const void *b)
{
    return slice_cmp(*(const slice *)a, *(const slice *)b);
}

static void list(struct load *l, DIR *folder, struct slices *names)
{
    struct dirent *entry;

    while ((entry = readdir(folder))) {
        slice name = slice_str(entry->d_name);

        if (slice_starts(name, SLICE(".")) || slice_starts(name, SLICE("README")))
            continue;
        if (is_report(name))
            slices_add(&l->site->arena, names, arena_keep(&l->site->arena, name));
        else
            l->site->complaints.others++;
        if (slice_eq(name, SLICE("complaints.csv")))
            load_note(l, FOLDER "/complaints.csv: not read: its place is beside policy.yaml");
    }
    if (names->n)
        qsort(names->at, names->n, sizeof(*names->at), by_bytes);
}

static void note_trouble(struct load *l, size_t found)
{
    const struct complaints *all = &l->site->complaints;

    if (found > REPORTS_MAX)
        load_note(l, FOLDER ": %zu reports beyond the first %d: not read", found - REPORTS_MAX,
                  REPORTS_MAX);
    if (all->others)
        load_note(l, FOLDER ": %llu other files: only .eml and .json are read",
                  (unsigned long long)all->others);
    if (all->n_unread)
        load_note(l, "%.*s:%u:%u: %.*s; reports that cannot be read: %zu", SHOWN(all->unread->name),
                  (unsigned)all->unread->line, (unsigned)all->unread->column,
                  SHOWN(all->unread->why), all->n_unread);
}

void complaints_load_folder(struct load *l)
{
    struct slices names = { 0 };
    struct buf path = { 0 };
    DIR *folder;

    buf_addf(&path, SLICE_FMT "/" FOLDER "%c", SLICE_ARG(l->site->folder), 0);
    folder = opendir(path.p);
    if (!folder && errno != ENOENT)
        load_note(l, FOLDER ": cannot be opened as a folder: %s", strerror(errno));
    buf_free(&path);
    if (!folder)
        return;
    list(l, folder, &names);
    for (size_t i = 0; i < names.n && i < REPORTS_MAX; i++)
        load_report(l, dirfd(folder), names.at[i]);
    (void)closedir(folder);
    note_trouble(l, names.n);
}
