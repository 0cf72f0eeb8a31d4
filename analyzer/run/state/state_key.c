/*
 * Contacts are kept as hashes that nobody can compute without this key, so it is kept apart: a
 * copy of the state alone names no recipient. The state knows a hash of it, to tell when it is
 * another one.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/base/map.h"
#include "analyzer/run/state/state_parts.h"

enum { KEY_PATH = 4096, HEX = 2 * SIPHASH_KEY };

static bool sync_folder_of(const char *path)
{
    char folder[KEY_PATH];
    size_t slash = slice_rfind(slice_str(path), '/');
    bool has_slash = slash < strlen(path);
    int fd;

    (void)snprintf(folder, sizeof(folder), "%.*s", has_slash ? (int)slash + 1 : 1,
                   has_slash ? path : ".");
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    (void)fsync(fd);
    (void)close(fd);
    return true;
}

/* Beside its name first, so that there is never half a key. */
static bool make_key(struct state *s, const char *path)
{
    uint8_t key[SIPHASH_KEY];
    char text[HEX + 2], aside[KEY_PATH + 8];
    bool ok;
    int fd;

    (void)snprintf(aside, sizeof(aside), "%s.new", path);
    (void)unlink(aside);
    fd = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return store_fail(&s->store, "%s: cannot be made: %s", aside, strerror(errno));
    ok = getrandom(key, sizeof(key), 0) == sizeof(key);
    for (size_t i = 0; i < sizeof(key); i++)
        (void)snprintf(text + 2 * i, 3, "%02x", key[i]);
    text[HEX] = '\n';
    ok = ok && write(fd, text, HEX + 1) == HEX + 1 && fsync(fd) == 0;
    (void)close(fd);
    if (!ok || rename(aside, path) != 0 || !sync_folder_of(path)) {
        (void)unlink(aside);
        return store_fail(&s->store, "%s: cannot be written: %s", path, strerror(errno));
    }
    return true;
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_digits(const char *text, uint8_t key[SIPHASH_KEY])
{
    for (size_t i = 0; i < SIPHASH_KEY; i++) {
        int high = digit(text[2 * i]), low = high < 0 ? -1 : digit(text[2 * i + 1]);

        if (low < 0)
            return false;
        key[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static bool read_key(struct state *s, const char *path)
{
    char text[HEX + 1] = "";
    struct stat st;
    ssize_t n;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return store_fail(&s->store, "%s: %s%s", path, strerror(errno),
                          errno == ENOENT ? "; the state is of no use without its key" : "");
    n = read(fd, text, HEX);
    if (fstat(fd, &st) == 0 && st.st_mode & 077)
        (void)store_fail(&s->store, "%s: others can read it; make it 0600", path);
    (void)close(fd);
    if (n != HEX || !read_digits(text, s->key))
        return store_fail(&s->store, "%s: is no key of a state", path);
    return !s->store.has_failed;
}

static int64_t mark_of(const struct state *s)
{
    return (int64_t)siphash(s->key, SLICE("mailproctor state"));
}

static void write_mark(struct state *s)
{
    sqlite3_stmt *st = store_statement(&s->store, "INSERT INTO mark VALUES('key', ?)");

    store_bind_int(st, 1, mark_of(s));
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

/* False: there is none, or it cannot be read. */
static bool find_mark(struct state *s, int64_t *mark)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT value FROM mark WHERE name = 'key'");
    bool is_marked = store_step(&s->store, st);

    if (is_marked)
        *mark = store_int(st, 0);
    (void)sqlite3_finalize(st);
    return is_marked;
}

static bool key_name(struct state *s, char name[KEY_PATH])
{
    int n = snprintf(name, KEY_PATH, "%s.key", s->store.path);

    return (n > 0 && n < KEY_PATH) ||
           store_fail(&s->store, "%.200s...: the path is too long", s->store.path);
}

static bool check_mark(struct state *s, const char *name, int64_t mark)
{
    return mark == mark_of(s) ||
           store_fail(&s->store, "%s: is not the key that %s was written with", name,
                      s->store.path);
}

bool state_check_key(struct state *s)
{
    char name[KEY_PATH];
    int64_t mark = 0;

    if (!find_mark(s, &mark))
        return store_fail(&s->store, "%s: does not say which key it was written with",
                          s->store.path);
    return key_name(s, name) && read_key(s, name) && check_mark(s, name, mark);
}

bool state_take_key(struct state *s)
{
    char name[KEY_PATH];
    int64_t mark = 0;
    bool is_marked = find_mark(s, &mark);

    if (!key_name(s, name))
        return false;
    if (!is_marked && access(name, F_OK) != 0 && !make_key(s, name))
        return false;
    if (!read_key(s, name) || (is_marked && !check_mark(s, name, mark)))
        return false;
    if (!is_marked)
        write_mark(s);
    hash_seed_set(siphash(s->key, SLICE("seed of tables")));
    return !s->store.has_failed;
}
