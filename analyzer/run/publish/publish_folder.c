/*
 * A lock of its own rather than of the folder: network file systems lock only what is open for
 * writing. It goes with the process, however that ends.
 */
#include "analyzer/run/publish/publish_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool publish_fail(const struct publication *p, const char *name, const char *what, struct err *err)
{
    return err_set(err, "%.300s%s%s: %s: %s", p->path, *name ? "/" : "", name, what,
                   strerror(errno));
}

bool publish_sync(const struct publication *p, int fd, struct err *err)
{
    return fsync(fd) == 0 || errno == EINVAL || publish_fail(p, "", "cannot be synced", err);
}

static void sync_parent(int at)
{
    int parent = openat(at, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (parent < 0)
        return;
    (void)fsync(parent);
    (void)close(parent);
}

static bool open_folder(struct publication *p, enum publish_use use, struct err *err)
{
    bool is_made = use == PUBLISH_MAKE && mkdir(p->path, 0700) == 0;

    if (use == PUBLISH_MAKE && !is_made && errno != EEXIST)
        return publish_fail(p, "", "cannot be made", err);
    p->at = open(p->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (p->at < 0 && errno == ENOTDIR)
        return err_set(err, "%s: is not a folder", p->path);
    if (p->at < 0 || !realpath(p->path, p->folder))
        return publish_fail(p, "", "cannot be opened", err);
    if (is_made)
        sync_parent(p->at);
    return true;
}

static bool open_runs(struct publication *p, enum publish_use use, struct err *err)
{
    if (use == PUBLISH_MAKE && mkdirat(p->at, RUNS, 0700) != 0 && errno != EEXIST)
        return publish_fail(p, RUNS, "cannot be made", err);
    p->runs = openat(p->at, RUNS, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return p->runs >= 0 || publish_fail(p, RUNS, "cannot be opened", err);
}

static bool take_lock(struct publication *p, struct err *err)
{
    p->lock = openat(p->runs, "lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (p->lock < 0)
        return publish_fail(p, RUNS "/lock", "cannot be made", err);
    while (flock(p->lock, LOCK_EX) != 0)
        if (errno != EINTR)
            return publish_fail(p, RUNS "/lock", "cannot be locked", err);
    return true;
}

bool publish_open(struct publication *p, const char *path, enum publish_use use, struct err *err)
{
    *p = (struct publication){ .path = path, .at = -1, .runs = -1, .lock = -1 };
    if (open_folder(p, use, err) && open_runs(p, use, err) && take_lock(p, err))
        return true;
    publish_close(p);
    return false;
}

static void close_one(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

void publish_close(struct publication *p)
{
    close_one(&p->lock);
    close_one(&p->runs);
    close_one(&p->at);
}
