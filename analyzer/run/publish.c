/* Names aside carry the process number, so that two runs into one folder do not mix. */
#include "analyzer/run/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

static bool path_of(char *path, const char *folder, const char *name, bool aside, struct err *err)
{
    int n = aside ? snprintf(path, PATH_BYTES, "%s/.%s.%ld", folder, name, (long)getpid())
                  : snprintf(path, PATH_BYTES, "%s/%s", folder, name);

    if (n < 0 || n >= PATH_BYTES)
        return err_set(err, "%.200s...: the path is too long", folder);
    return true;
}

static bool make_folder(const char *folder, struct err *err)
{
    struct stat st;

    if (mkdir(folder, 0700) == 0)
        return true;
    if (errno != EEXIST)
        return err_set(err, "%s: cannot be made: %s", folder, strerror(errno));
    if (stat(folder, &st) != 0 || !S_ISDIR(st.st_mode))
        return err_set(err, "%s: is not a folder", folder);
    return true;
}

static bool write_to(int fd, const char *path, const struct report *report, const struct result *r,
                     struct err *err)
{
    struct out out = { .fd = fd };
    struct err cause;

    report->write(&out, r);
    if (!out_close(&out, &cause))
        return err_set(err, "%s: cannot be written: %.300s", path, cause.text);
    if (fsync(fd) != 0)
        return err_set(err, "%s: cannot be synced: %s", path, strerror(errno));
    return true;
}

static bool write_aside(const char *folder, const struct report *report, const struct result *r,
                        struct err *err)
{
    char path[PATH_BYTES];
    bool ok;
    int fd;

    if (!path_of(path, folder, report->name, true, err))
        return false;
    (void)unlink(path);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_set(err, "%s: cannot be made: %s", path, strerror(errno));
    ok = write_to(fd, path, report, r, err);
    (void)close(fd);
    return ok;
}

static bool rename_all(const char *folder, struct err *err)
{
    char aside[PATH_BYTES], path[PATH_BYTES];

    for (size_t i = 0; reports[i]; i++) {
        if (!path_of(aside, folder, reports[i]->name, true, err) ||
            !path_of(path, folder, reports[i]->name, false, err))
            return false;
        if (rename(aside, path) != 0)
            return err_set(err, "%s: cannot be put into place: %s", path, strerror(errno));
    }
    return true;
}

void publish_drop(const char *folder)
{
    char path[PATH_BYTES];
    struct err ignored;

    for (size_t i = 0; reports[i]; i++)
        if (path_of(path, folder, reports[i]->name, true, &ignored))
            (void)unlink(path);
}

static void sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return;
    (void)fsync(fd);
    (void)close(fd);
}

bool publish_aside(const char *folder, const struct result *r, struct err *err)
{
    bool ok = make_folder(folder, err);

    for (size_t i = 0; ok && reports[i]; i++)
        ok = write_aside(folder, reports[i], r, err);
    if (!ok)
        publish_drop(folder);
    return ok;
}

bool publish_into_place(const char *folder, struct err *err)
{
    bool ok = rename_all(folder, err);

    publish_drop(folder);
    if (ok)
        sync_folder(folder);
    return ok;
}

bool publish(const char *folder, const struct result *r, struct err *err)
{
    return publish_aside(folder, r, err) && publish_into_place(folder, err);
}
