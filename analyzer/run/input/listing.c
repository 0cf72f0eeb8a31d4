/*
 * Names are sorted before they are followed, so that a walk has one course. Folders are
 * known by device and inode: one that is given twice, or lies below another, is read once.
 */
#include "analyzer/run/input/listing.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "analyzer/base/buf.h"
#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"

struct place { /* a folder that was walked */
    uint64_t device, inode;
};

struct walk {
    struct listing *list;
    struct listed_folder *folder;
    struct map places;
    bool is_full, has_standard_input;
};

struct names {
    const char **at;
    size_t n, cap;
};

static bool same_place(const void *value, const void *key)
{
    const struct place *a = value, *b = key;

    return a->device == b->device && a->inode == b->inode;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct listed *)a)->path, ((const struct listed *)b)->path);
}

static void leave_out(struct listing *l, enum left_out why, slice name)
{
    struct omission *o = &l->left_out[why];

    if (o->n < LEFT_OUT_NAMED)
        o->names[o->n] = name;
    o->n++;
}

static struct listed *add(struct walk *w, const char *path)
{
    struct listing *l = w->list;
    struct listed *file;

    l->files = mem_grow(l->files, &l->cap, l->n + 1, sizeof(*l->files));
    file = &l->files[l->n++];
    *file = (struct listed){ .path = path, .folder = w->folder };
    if (w->folder)
        w->folder->files++;
    return file;
}

static void add_trouble(struct walk *w, const char *path, const char *what, const char *why)
{
    struct buf b = { 0 };

    buf_addf(&b, "%s: %s", what, why);
    add(w, path)->trouble = arena_keep(w->list->arena, buf_slice(&b));
    buf_free(&b);
}

static void add_file(struct walk *w, const char *path, const struct stat *st, bool is_link)
{
    struct listed *file = add(w, path);

    file->is_file = true;
    file->is_link = is_link;
    file->device = (uint64_t)st->st_dev;
    file->inode = (uint64_t)st->st_ino;
    file->size = (uint64_t)st->st_size;
}

static bool is_new_place(struct walk *w, const struct stat *st)
{
    struct place key = { (uint64_t)st->st_dev, (uint64_t)st->st_ino }, *kept;
    uint64_t hash = hash_bytes(&key, sizeof(key));

    if (map_find(&w->places, hash, &key))
        return false;
    kept = arena_new(w->list->arena, sizeof(*kept));
    *kept = key;
    map_add(&w->places, hash, kept);
    return true;
}

static const char *join(struct arena *a, const char *folder, const char *name)
{
    bool ends = folder[0] && folder[strlen(folder) - 1] == '/';
    struct buf b = { 0 };
    slice kept;

    buf_addf(&b, "%s%s%s", folder, ends ? "" : "/", name);
    kept = arena_keep(a, buf_slice(&b));
    buf_free(&b);
    return kept.p;
}

/* Its entries' paths, sorted; false when it cannot be read. */
static bool read_names(struct arena *a, const char *folder, struct names *out)
{
    DIR *d = opendir(folder);
    const struct dirent *e;

    if (!d)
        return false;
    errno = 0;
    while ((e = readdir(d))) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        out->at = mem_grow(out->at, &out->cap, out->n + 1, sizeof(*out->at));
        out->at[out->n++] = join(a, folder, e->d_name);
    }
    (void)closedir(d);
    if (out->n)
        qsort(out->at, out->n, sizeof(*out->at), by_bytes);
    return true;
}

static bool walk_folder(struct walk *w, const char *path, const struct stat *st, int level);

static void take_entry(struct walk *w, const char *path, int level)
{
    const char *name = strrchr(path, '/') + 1;
    struct listing *l = w->list;
    struct stat st, own;

    if (name[0] == '.')
        leave_out(l, LEFT_OUT_HIDDEN, slice_str(path));
    else if (lstat(path, &own) != 0 || stat(path, &st) != 0)
        add_trouble(w, path, "cannot be opened", strerror(errno));
    else if (S_ISREG(st.st_mode))
        add_file(w, path, &st, S_ISLNK(own.st_mode));
    else if (!S_ISDIR(st.st_mode))
        leave_out(l, LEFT_OUT_SPECIAL, slice_str(path));
    else if (S_ISLNK(own.st_mode))
        leave_out(l, LEFT_OUT_LINKED, slice_str(path));
    else if (level == LISTING_LEVELS)
        leave_out(l, LEFT_OUT_DEEP, slice_str(path));
    else
        (void)walk_folder(w, path, &st, level + 1);
}

/* More files than a run may have: the first that is too much says so for all. */
static bool has_room(struct walk *w, const char *path)
{
    if (w->list->n >= LISTING_FILES && !w->is_full) {
        add_trouble(w, path, "not read, nor what comes after it", "there are too many files");
        w->is_full = true;
    }
    return !w->is_full;
}

/* False: it was walked before. */
static bool walk_folder(struct walk *w, const char *path, const struct stat *st, int level)
{
    struct names names = { 0 };

    if (!is_new_place(w, st)) {
        leave_out(w->list, LEFT_OUT_KNOWN, slice_str(path));
        return false;
    }
    if (!read_names(w->list->arena, path, &names))
        add_trouble(w, path, "the folder cannot be read", strerror(errno));
    for (size_t i = 0; i < names.n && has_room(w, names.at[i]); i++)
        take_entry(w, names.at[i], level);
    mem_free(names.at);
    return true;
}

static void take_argument(struct walk *w, const char *path)
{
    struct listing *l = w->list;
    bool is_named = strcmp(path, "-") != 0;
    struct stat st, own;

    w->folder = NULL;
    if (!is_named && w->has_standard_input) {
        add_trouble(w, path, "standard input", "cannot be read twice");
        return;
    }
    w->has_standard_input |= !is_named;
    if (!is_named || lstat(path, &own) != 0 || stat(path, &st) != 0) {
        (void)add(w, path); /* opening it tells what is wrong */
    } else if (S_ISDIR(st.st_mode)) {
        w->folder = &l->folders[l->n_folders++];
        w->folder->path = path;
        w->folder->is_known = !walk_folder(w, path, &st, 0);
    } else if (S_ISREG(st.st_mode)) {
        add_file(w, path, &st, S_ISLNK(own.st_mode));
    } else {
        (void)add(w, path);
    }
}

void listing_read(struct listing *l, const char *const *args, size_t n)
{
    struct walk w = { .list = l, .places = { .same = same_place } };
    const char **sorted = mem_new(n + 1, sizeof(*sorted));

    l->folders = arena_new(l->arena, (n + 1) * sizeof(*l->folders));
    for (size_t i = 0; i < n; i++)
        sorted[i] = arena_keep(l->arena, slice_str(args[i])).p;
    qsort(sorted, n, sizeof(*sorted), by_bytes);
    for (size_t i = 0; i < n; i++)
        take_argument(&w, sorted[i]);
    if (l->n)
        qsort(l->files, l->n, sizeof(*l->files), by_path);
    map_free(&w.places);
    mem_free(sorted);
}

void listing_leave_out(struct listing *l, enum left_out why, const struct listed *file)
{
    leave_out(l, why, slice_str(file->path));
    if (file->folder)
        file->folder->files--;
}

static void tell(struct buf *b, const struct omission *o, const char *const texts[2])
{
    uint64_t named = o->n < LEFT_OUT_NAMED ? o->n : LEFT_OUT_NAMED;

    buf_addf(b, "%s%llu %s (",
             b->n ? "; " : "Not read in the folders that were given: ", (unsigned long long)o->n,
             texts[o->n > 1]);
    for (uint64_t i = 0; i < named; i++)
        buf_addf(b, "%s" SLICE_FMT, i ? ", " : "", SLICE_ARG(slice_head(o->names[i], 100)));
    if (o->n > named)
        buf_addf(b, " and %llu more", (unsigned long long)(o->n - named));
    buf_add(b, SLICE(")"));
}

slice listing_told(const struct listing *l, enum left_out first, enum left_out last)
{
    static const char *const texts[LEFT_OUT_KINDS][2] = {
        [LEFT_OUT_NO_LOG] = { "file without a log line", "files without a log line" },
        [LEFT_OUT_LINKED] = { "link to a folder", "links to folders" },
        [LEFT_OUT_DEEP] = { "folder too deep below", "folders too deep below" },
        [LEFT_OUT_KNOWN] = { "folder that is read already", "folders that are read already" },
        [LEFT_OUT_SPECIAL] = { "socket, pipe or device", "sockets, pipes or devices" },
        [LEFT_OUT_HIDDEN] = { "hidden file", "hidden files" },
    };
    struct buf b = { 0 };
    slice kept = SLICE("");

    for (int why = (int)first; why <= (int)last; why++)
        if (l->left_out[why].n)
            tell(&b, &l->left_out[why], texts[why]);
    if (b.n) {
        buf_add(&b, SLICE("."));
        kept = arena_keep(l->arena, buf_slice(&b));
    }
    buf_free(&b);
    return kept;
}

void listing_free(struct listing *l)
{
    mem_free(l->files);
}
