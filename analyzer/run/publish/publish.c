/*
 * The order is all: everything that can fail for want of space, rights or names comes before the
 * point where the state is committed, and what comes after it is one rename.
 */
#include "analyzer/run/publish/publish_parts.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_to(const struct publication *p, int fd, const struct report *report,
                     const struct result *r, struct err *err)
{
    struct out out = { .fd = fd };
    struct err cause;

    report->write(&out, r);
    if (!out_close(&out, &cause))
        return err_set(err, "%.200s/%s: cannot be written: %.200s", p->path, report->name,
                       cause.text);
    return publish_sync(p, fd, err);
}

static bool write_report(const struct publication *p, int run, const struct report *report,
                         const struct result *r, struct err *err)
{
    int fd = openat(run, report->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool ok;

    if (fd < 0)
        return publish_fail(p, report->name, "cannot be made", err);
    ok = write_to(p, fd, report, r, err);
    (void)close(fd);
    return ok;
}

static bool write_restricted(const struct publication *p, int run, const struct result *r,
                             struct err *err)
{
    struct arena arena = { 0 };
    struct result view;
    bool ok = mkdirat(run, RESTRICTED, 0700) == 0;
    int at = ok ? openat(run, RESTRICTED, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

    if (at < 0)
        return publish_fail(p, RESTRICTED, "cannot be made", err);
    result_restricted(r, &arena, &view);
    for (size_t i = 0; ok && restricted_reports[i].name; i++)
        ok = write_report(p, at, &restricted_reports[i], &view, err);
    ok = ok && publish_sync(p, at, err);
    arena_free(&arena);
    (void)close(at);
    return ok;
}

static bool write_run(struct publication *p, const struct result *r, struct err *err)
{
    int run = publish_make_run(p, p->run, err);
    bool ok = run >= 0;

    for (size_t i = 0; ok && reports[i]; i++)
        ok = write_report(p, run, reports[i], r, err);
    ok = ok && write_restricted(p, run, r, err);
    ok = ok && publish_sync(p, run, err) && publish_sync(p, p->runs, err);
    if (run >= 0)
        (void)close(run);
    return ok;
}

bool publish_aside(struct publication *p, const char *path, const struct result *r, struct err *err)
{
    if (!publish_open(p, path, PUBLISH_MAKE, err))
        return false;
    if (publish_adopt(p, err) && write_run(p, r, err) && publish_name_all(p, err) &&
        publish_point(p, p->run, err))
        return true;
    publish_drop(p);
    return false;
}

bool publish_into_place(struct publication *p, struct err *err)
{
    bool ok = publish_swap(p, err);

    if (ok)
        publish_remove_others(p, p->run, true);
    publish_close(p);
    return ok;
}

void publish_drop(struct publication *p)
{
    char shown[RUN_NAME];
    struct err ignored;

    if (*p->run)
        publish_remove_run(p, p->run);
    if (publish_shown(p, shown, &ignored)) {
        (void)unlinkat(p->at, NEXT, 0);
        if (!*shown)
            publish_drop_names(p);
    }
    publish_close(p);
}

void publish_leave(struct publication *p)
{
    publish_close(p);
}

static bool show(const struct publication *p, const char *run, struct err *err)
{
    char shown[RUN_NAME];

    if (!publish_shown(p, shown, err))
        return false;
    if (publish_number(run) <= publish_number(shown) || faccessat(p->runs, run, F_OK, 0) != 0)
        return true;
    if (!publish_point(p, run, err) || !publish_swap(p, err))
        return false;
    publish_remove_others(p, run, false);
    return true;
}

/* Nearly always: then there is nothing to open, and nothing to wait for. */
static bool is_shown_or_gone(const char *folder, const char *run)
{
    char path[PATH_MAX + RUN_NAME], target[RUN_NAME + sizeof(RUNS)] = "";

    (void)snprintf(path, sizeof(path), "%s/" RUNS "/%s", folder, run);
    if (access(path, F_OK) != 0)
        return true;
    (void)snprintf(path, sizeof(path), "%s/" CURRENT, folder);
    return readlink(path, target, sizeof(target) - 1) > 0 &&
           strcmp(target + sizeof(RUNS), run) == 0;
}

bool publish_settle(const char *folder, const char *run, struct err *err)
{
    struct publication p;
    bool ok;

    if (is_shown_or_gone(folder, run))
        return true;
    if (!publish_open(&p, folder, PUBLISH_EXISTING, err))
        return false;
    ok = show(&p, run, err);
    publish_close(&p);
    return ok;
}
