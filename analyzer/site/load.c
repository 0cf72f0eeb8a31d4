/*
 * One way into the program for every site file, so that each is read once, whole, and
 * found to be text before anything is made of it; the hash that dates a run's
 * configuration is taken on the way.
 */
#include "analyzer/site/load.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/base/err.h"
#include "analyzer/base/utf8.h"

enum { FILE_MB_MAX = 64, SHOWN_MAX = 60 };

#define FILE_MAX ((off_t)FILE_MB_MAX * 1024 * 1024)

slice load_shown(slice s)
{
    size_t n = s.n;

    if (n <= SHOWN_MAX)
        return slice_of(s.p ? s.p : "", n);
    for (n = SHOWN_MAX; n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80;)
        n--;
    return slice_of(s.p, n);
}

void load_note(struct load *l, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    slices_add(&l->site->arena, &l->site->notes, clean_text(&l->site->arena, format, args));
    va_end(args);
}

const char *load_hint(struct load *l, const struct nearest *n)
{
    struct arena *a = &l->mistakes->arena;
    char *text;

    if (n->best.n == 0)
        return "";
    text = arena_new(a, n->best.n + sizeof("; did you mean ''?"));
    memcpy(text, "; did you mean '", 16);
    memcpy(text + 16, n->best.p, n->best.n);
    memcpy(text + 16 + n->best.n, "'?", 2);
    return text;
}

const char *load_account_hint(struct load *l, slice word)
{
    struct nearest n = nearest_to(word);

    if (l->searches_left == 0)
        return "";
    l->searches_left--;
    for (size_t i = 0; i < l->site->n_persons; i++)
        nearest_try(&n, l->site->persons[i].account);
    return load_hint(l, &n);
}

bool load_account(struct load *l, slice *name)
{
    const struct person *p;

    *name = lower_keep(&l->site->arena, *name);
    if (!l->knows_accounts)
        return true;
    p = site_find_person(l->site, *name);
    if (p)
        *name = p->account;
    return p;
}

void slices_add(struct arena *a, struct slices *list, slice s)
{
    if (list->n == list->cap) {
        slice *old = list->at;

        list->cap = list->cap ? list->cap * 2 : 4;
        list->at = arena_new(a, list->cap * sizeof(*list->at));
        if (list->n)
            memcpy(list->at, old, list->n * sizeof(*old));
    }
    list->at[list->n++] = s;
}

void load_mistake_at(struct load *l, slice bytes, size_t offset, const char *text)
{
    uint32_t line = 1;
    size_t start = 0;

    for (size_t i = 0; i < offset && i < bytes.n; i++)
        if (bytes.p[i] == '\n') {
            line++;
            start = i + 1;
        }
    load_mistake(l, line, (uint32_t)(offset - start) + 1, "%s", text);
}

static bool is_text(struct load *l, slice bytes)
{
    size_t step;

    for (size_t i = 0; i < bytes.n; i += step) {
        step = utf8_length(slice_skip(bytes, i));
        if (step == 0 || bytes.p[i] == 0) {
            load_mistake_at(l, bytes, i,
                            step ? "a NUL byte: this is not a text file"
                                 : "this byte is not UTF-8: save the file as UTF-8");
            return false;
        }
    }
    return true;
}

static bool read_all(struct load *l, int fd, size_t size, slice *bytes)
{
    char *p = arena_new(&l->site->arena, size + 1);
    size_t n = 0;

    while (n < size) {
        ssize_t got = read(fd, p + n, size - n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            load_mistake(l, 0, 0, "cannot be read: %s", strerror(errno));
        if (got < 0)
            return false;
        if (got == 0)
            break;
        n += (size_t)got;
    }
    *bytes = slice_of(p, n);
    return true;
}

static bool read_open(struct load *l, int fd, slice *bytes)
{
    struct stat st;

    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        load_mistake(l, 0, 0, "is not a file");
        return false;
    }
    if (st.st_size > FILE_MAX) {
        load_mistake(l, 0, 0, "is larger than %d MiB", FILE_MB_MAX);
        return false;
    }
    return read_all(l, fd, (size_t)st.st_size, bytes) && is_text(l, *bytes);
}

static slice path_of(struct load *l, slice name)
{
    slice folder = l->site->folder;
    char *path = arena_new(&l->site->arena, folder.n + name.n + 2);
    bool is_bare = name.n && name.p[0] == '/';

    if (!is_bare) {
        memcpy(path, folder.p, folder.n);
        path[folder.n] = '/';
    }
    memcpy(path + (is_bare ? 0 : folder.n + 1), name.p, name.n);
    return slice_str(path);
}

static void missing(struct load *l, const struct file_choice *choice, int error)
{
    bool is_chosen = choice->line != 0;

    if (error == ENOENT && !is_chosen)
        return;
    if (error != ENOENT) {
        load_mistake(l, 0, 0, "cannot be opened: %s", strerror(error));
        return;
    }
    l->shown = path_of(l, SLICE("policy.yaml"));
    load_mistake(l, choice->line, choice->column, "files: there is no file '%.*s' in the folder",
                 SHOWN(choice->name));
}

static void hash_in(struct site *s, slice name, slice bytes)
{
    s->configuration = hash_mix(s->configuration, hash_frozen(name));
    s->configuration = hash_mix(s->configuration, hash_frozen(bytes));
}

bool load_file(struct load *l, const struct file_choice *choice, slice *bytes)
{
    bool is_read;
    int fd;

    l->shown = path_of(l, choice->name);
    fd = open(l->shown.p, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        missing(l, choice, errno);
        return false;
    }
    is_read = read_open(l, fd, bytes);
    (void)close(fd);
    if (is_read) {
        hash_in(l->site, choice->name, *bytes);
        l->bytes = *bytes;
    }
    return is_read;
}
