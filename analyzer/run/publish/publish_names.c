/*
 * The paths that people know are links through `current`. Reports that an earlier version left
 * there as files become a run, which is shown under the same names, before the links take their
 * places: at every step whoever looks finds the same bytes.
 */
#include "analyzer/run/publish/publish_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TARGET = 256 };

enum name_is {
    NAME_FREE,
    NAME_OURS,    /* the link that belongs there */
    NAME_FILE,    /* of an earlier version */
    NAME_FOREIGN, /* anything else */
};

static void target_of(char target[TARGET], const char *name)
{
    (void)snprintf(target, TARGET, CURRENT "/%s", name);
}

static enum name_is look_at(const struct publication *p, const char *name)
{
    char wanted[TARGET], found[TARGET] = "";
    struct stat st;

    if (fstatat(p->at, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? NAME_FREE : NAME_FOREIGN;
    if (S_ISREG(st.st_mode))
        return NAME_FILE;
    target_of(wanted, name);
    if (readlinkat(p->at, name, found, TARGET - 1) > 0 && strcmp(found, wanted) == 0)
        return NAME_OURS;
    return NAME_FOREIGN;
}

/* The reports, and the folder of those for the case handler; NULL: no more. */
static const char *name_at(size_t i)
{
    size_t n = 0;

    while (reports[n])
        n++;
    return i < n ? reports[i]->name : i == n ? RESTRICTED : NULL;
}

static bool may_name(const struct publication *p, struct err *err)
{
    const char *name;

    for (size_t i = 0; (name = name_at(i)); i++)
        if (look_at(p, name) == NAME_FOREIGN ||
            (strcmp(name, RESTRICTED) == 0 && look_at(p, name) == NAME_FILE))
            return err_set(err, "%.300s/%s: was not put there by mailproctor; move it away",
                           p->path, name);
    return true;
}

/* Through a link that is ours, too: what it leads to is shown now. */
static bool take_over(const struct publication *p, int run, const char *name, struct err *err)
{
    if (linkat(p->at, name, run, name, AT_SYMLINK_FOLLOW) == 0 || errno == ENOENT)
        return true;
    return publish_fail(p, name, "cannot become a link", err);
}

static bool take_over_all(const struct publication *p, int run, struct err *err)
{
    for (size_t i = 0; reports[i]; i++)
        if (!take_over(p, run, reports[i]->name, err))
            return false;
    return publish_sync(p, run, err);
}

static bool make_run_of_files(struct publication *p, struct err *err)
{
    char run[RUN_NAME];
    int fd = publish_make_run(p, run, err);
    bool ok =
        fd >= 0 && take_over_all(p, fd, err) && publish_point(p, run, err) && publish_swap(p, err);

    if (fd >= 0)
        (void)close(fd);
    return ok;
}

static bool has_files(const struct publication *p)
{
    for (size_t i = 0; reports[i]; i++)
        if (look_at(p, reports[i]->name) == NAME_FILE)
            return true;
    return false;
}

bool publish_adopt(struct publication *p, struct err *err)
{
    return may_name(p, err) && (!has_files(p) || make_run_of_files(p, err));
}

static bool make_link(const struct publication *p, const char *name, struct err *err)
{
    char target[TARGET];

    if (look_at(p, name) == NAME_OURS)
        return true;
    target_of(target, name);
    (void)unlinkat(p->at, NEXT, 0);
    if (symlinkat(target, p->at, NEXT) != 0 || renameat(p->at, NEXT, p->at, name) != 0)
        return publish_fail(p, name, "cannot be made", err);
    return true;
}

bool publish_name_all(const struct publication *p, struct err *err)
{
    const char *name;

    for (size_t i = 0; (name = name_at(i)); i++)
        if (!make_link(p, name, err))
            return false;
    return true;
}

void publish_drop_names(const struct publication *p)
{
    const char *name;

    for (size_t i = 0; (name = name_at(i)); i++)
        if (look_at(p, name) == NAME_OURS)
            (void)unlinkat(p->at, name, 0);
}
