/* The folders of the runs: their names, which of them is shown, and how they go. */
#include "analyzer/run/publish/publish_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DIGITS_MAX = 18, RANDOM_DIGITS = 8 };

/* As they are made here and in no other way: 000017-3fa94c02. */
uint64_t publish_number(const char *run)
{
    uint64_t number = 0;
    size_t n = strspn(run, "0123456789");

    if (n == 0 || n > DIGITS_MAX || run[n] != '-' || strlen(run) != n + 1 + RANDOM_DIGITS ||
        strspn(run + n + 1, "0123456789abcdef") != RANDOM_DIGITS)
        return 0;
    for (size_t i = 0; i < n; i++)
        number = 10 * number + (uint64_t)(run[i] - '0');
    return number;
}

bool publish_shown(const struct publication *p, char run[RUN_NAME], struct err *err)
{
    static const char before[] = RUNS "/";
    char target[sizeof(before) + RUN_NAME] = "";
    ssize_t n = readlinkat(p->at, CURRENT, target, sizeof(target) - 1);
    const char *name = target + sizeof(before) - 1;

    *run = '\0';
    if (n < 0 && errno == ENOENT)
        return true;
    if (n < 0 && errno != EINVAL)
        return publish_fail(p, CURRENT, "cannot be read", err);
    if (n < 0 || strncmp(target, before, sizeof(before) - 1) != 0 || !publish_number(name))
        return err_set(err,
                       "%.300s/" CURRENT ": is not the link to the reports of a run that "
                       "belongs there; move it away",
                       p->path);
    (void)snprintf(run, RUN_NAME, "%.*s", RUN_NAME - 1, name);
    return true;
}

/* The names in .runs, one after the other; NULL at the end, and when it cannot be read. */
static const char *next_run(DIR *runs)
{
    const struct dirent *entry;

    while (runs && (entry = readdir(runs)))
        if (publish_number(entry->d_name))
            return entry->d_name;
    return NULL;
}

static DIR *open_list(const struct publication *p)
{
    int fd = openat(p->runs, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *runs = fd < 0 ? NULL : fdopendir(fd);

    if (fd >= 0 && !runs)
        (void)close(fd);
    return runs;
}

static void close_list(DIR *runs)
{
    if (runs)
        (void)closedir(runs);
}

static uint64_t highest(const struct publication *p, const char *shown)
{
    uint64_t number = publish_number(shown);
    DIR *runs = open_list(p);
    const char *name;

    while ((name = next_run(runs)))
        if (publish_number(name) > number)
            number = publish_number(name);
    close_list(runs);
    return number;
}

int publish_make_run(struct publication *p, char run[RUN_NAME], struct err *err)
{
    char shown[RUN_NAME];
    uint32_t number;
    int fd;

    if (!publish_shown(p, shown, err))
        return -1;
    if (getrandom(&number, sizeof(number), 0) != sizeof(number)) {
        (void)publish_fail(p, RUNS, "no random number", err);
        return -1;
    }
    (void)snprintf(run, RUN_NAME, "%06ju-%08x", (uintmax_t)highest(p, shown) + 1, number);
    if (mkdirat(p->runs, run, 0700) != 0) {
        (void)publish_fail(p, RUNS, "no folder can be made there", err);
        return -1;
    }
    fd = openat(p->runs, run, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        (void)publish_fail(p, RUNS, "its folders cannot be opened", err);
    return fd;
}

bool publish_point(const struct publication *p, const char *run, struct err *err)
{
    char target[sizeof(RUNS) + RUN_NAME];

    (void)snprintf(target, sizeof(target), RUNS "/%s", run);
    (void)unlinkat(p->at, NEXT, 0);
    if (symlinkat(target, p->at, NEXT) != 0)
        return publish_fail(p, NEXT, "cannot be made", err);
    return publish_sync(p, p->at, err);
}

bool publish_swap(const struct publication *p, struct err *err)
{
    if (renameat(p->at, NEXT, p->at, CURRENT) != 0)
        return publish_fail(p, CURRENT, "cannot be put into place", err);
    return publish_sync(p, p->at, err);
}

/* A folder of files below another. */
static void remove_folder(int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    const struct dirent *entry;
    DIR *files;

    if (fd < 0)
        return;
    (void)fchmod(fd, 0700);
    files = fdopendir(fd);
    while (files && (entry = readdir(files)))
        (void)unlinkat(fd, entry->d_name, 0);
    if (files)
        (void)closedir(files);
    else
        (void)close(fd);
    (void)unlinkat(at, name, AT_REMOVEDIR);
}

static void remove_restricted(const struct publication *p, const char *run)
{
    int fd = openat(p->runs, run, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return;
    (void)fchmod(fd, 0700);
    remove_folder(fd, RESTRICTED);
    (void)close(fd);
}

/* It may be read-only; what cannot go stays, and is tried again by the next run. */
void publish_remove_run(const struct publication *p, const char *run)
{
    remove_restricted(p, run);
    remove_folder(p->runs, run);
}

void publish_remove_others(const struct publication *p, const char *run, bool higher_too)
{
    DIR *runs = open_list(p);
    const char *name;

    while ((name = next_run(runs)))
        if (strcmp(name, run) != 0 && (higher_too || publish_number(name) < publish_number(run)))
            publish_remove_run(p, name);
    close_list(runs);
}
