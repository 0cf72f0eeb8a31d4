/* Reports in their folder: shown all at once, over what was there, and after a run that ended
 * early. */
#include "analyzer/run/publish/publish.h"

#include <dirent.h>

#include "tests/units/log_folder.h"
#include "tests/units/reports_sample.h"

TestSuite(publish, .init = make_log_folder, .fini = remove_log_folder, .timeout = 60);

static void aside(struct publication *p, const char *folder, const struct result *r)
{
    struct err err;

    cr_assert(publish_aside(p, folder, r, &err), "%s", err.text);
}

static void publish(const char *folder, const struct result *r)
{
    struct publication p;
    struct err err;

    aside(&p, folder, r);
    cr_assert(publish_into_place(&p, &err), "%s", err.text);
}

static void expect_refused(const char *folder, const char *why)
{
    struct publication p;
    struct err err;

    cr_assert_not(publish_aside(&p, folder, &sample, &err), "%s", folder);
    cr_expect(strstr(err.text, why), "%s", err.text);
}

static bool holds(const char *path, const char *text)
{
    static char found[1 << 20];
    FILE *f = fopen(path, "rb");

    if (!f)
        return false;
    found[fread(found, 1, sizeof(found) - 1, f)] = '\0';
    (void)fclose(f);
    return strcmp(found, text) == 0;
}

static void expect_shown(const char *folder, const struct result *r)
{
    char path[512];

    for (size_t i = 0; reports[i]; i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", folder, reports[i]->name);
        cr_expect(holds(path, rendered(reports[i]->name, r)), "%s", path);
    }
}

/* Entries whose name begins with a digit or a letter. */
static int entries(const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    int n = 0;

    cr_assert(dir, "%s", folder);
    while ((entry = readdir(dir)))
        n += entry->d_name[0] != '.';
    (void)closedir(dir);
    return n;
}

static unsigned mode_of(const char *path)
{
    struct stat st;

    cr_assert(stat(path, &st) == 0, "%s", path);
    return st.st_mode & 07777;
}

Test(publish, replaces_all_at_once)
{
    struct publication p;
    struct err err;
    int n = 0;

    (void)umask(0);
    publish("out", &nothing);
    expect_shown("out", &nothing);
    aside(&p, "out", &sample);
    expect_shown("out", &nothing);
    cr_assert(publish_into_place(&p, &err));
    expect_shown("out", &sample);
    while (reports[n])
        n++;
    cr_expect_eq(entries("out"), 1 + n + 1);
    cr_expect_eq(entries("out/.runs"), 1 + 1, "the lock and the run that is shown");
    cr_expect_eq(mode_of("out"), 0700);
    cr_expect_eq(mode_of("out/current/"), 0700);
    cr_expect_eq(mode_of("out/index.html"), 0600);
    cr_expect_eq(mode_of("out/restricted/"), 0700);
    cr_expect_eq(mode_of("out/restricted/harassment.html"), 0600);
    cr_expect_eq(mode_of("out/restricted/harassment.ndjson"), 0600);
}

Test(publish, dropped_it_has_never_been)
{
    struct publication p;

    aside(&p, "out", &sample);
    publish_drop(&p);
    cr_expect_eq(entries("out"), 0);
    cr_expect_eq(entries("out/.runs"), 1);
    publish("out", &nothing);
    aside(&p, "out", &sample);
    publish_drop(&p);
    expect_shown("out", &nothing);
    cr_expect_eq(entries("out/.runs"), 2);
}

Test(publish, what_was_to_be_shown_is_shown_later)
{
    struct publication p;
    struct err err;

    publish("out", &nothing);
    aside(&p, "out", &sample);
    publish_leave(&p);
    expect_shown("out", &nothing);
    cr_assert(chdir("out") == 0, "its folder is absolute");
    cr_assert(publish_settle(p.folder, p.run, &err), "%s", err.text);
    cr_assert(chdir("..") == 0);
    expect_shown("out", &sample);
    cr_expect_eq(entries("out/.runs"), 2);
}

/* By name and number: not over a later one, not one that merely has its number, nor a lost one. */
Test(publish, nothing_else_is_shown_later)
{
    struct publication p, next;
    struct err err;

    aside(&p, "out", &sample);
    publish_leave(&p);
    aside(&next, "out", &nothing);
    cr_expect_str_neq(p.run, next.run);
    cr_assert(publish_into_place(&next, &err), "%s", err.text);
    cr_expect_eq(entries("out/.runs"), 2, "what is left of a run goes with the next one");
    cr_assert(publish_settle(p.folder, p.run, &err));
    expect_shown("out", &nothing);
    aside(&next, "out", &sample);
    publish_leave(&next);
    cr_assert(publish_settle(next.folder, "000003-00000000", &err));
    cr_assert(publish_settle("/nowhere", next.run, &err));
    expect_shown("out", &nothing);
    cr_assert(publish_settle(next.folder, next.run, &err));
    expect_shown("out", &sample);
}

/* A run of somebody else's state that is to be shown later is left for that. */
Test(publish, settling_leaves_later_runs)
{
    struct publication p, next;
    struct err err;

    aside(&p, "out", &nothing);
    publish_leave(&p);
    aside(&next, "out", &sample);
    publish_leave(&next);
    cr_assert(publish_settle(p.folder, p.run, &err));
    expect_shown("out", &nothing);
    cr_assert(publish_settle(next.folder, next.run, &err));
    expect_shown("out", &sample);
}

/* An earlier version wrote files. They stay what they are until the new ones are shown. */
Test(publish, files_become_links)
{
    struct publication p;
    struct err err;

    cr_assert(mkdir("out", 0750) == 0);
    put("out/index.html", "of an earlier version");
    put("out/notes.txt", "somebody's own");
    put("out/.index.html.77", "what an earlier version left");
    aside(&p, "out", &sample);
    cr_expect(holds("out/index.html", "of an earlier version"));
    publish_drop(&p);
    cr_expect(holds("out/index.html", "of an earlier version"));
    aside(&p, "out", &sample);
    cr_expect(holds("out/index.html", "of an earlier version"));
    cr_assert(publish_into_place(&p, &err));
    expect_shown("out", &sample);
    cr_expect(holds("out/notes.txt", "somebody's own"));
    cr_expect_eq(mode_of("out"), 0750);
    put("file", "one more");
    cr_assert(rename("file", "out/findings.csv") == 0, "an earlier version ran again");
    aside(&p, "out", &nothing);
    cr_expect(holds("out/findings.csv", "one more"));
    cr_expect(holds("out/index.html", rendered("index.html", &sample)));
    cr_assert(publish_into_place(&p, &err));
    expect_shown("out", &nothing);
}

Test(publish, nothing_of_others_is_replaced)
{
    cr_assert(mkdir("out", 0700) == 0 && mkdir("out/accounts.csv", 0700) == 0);
    expect_refused("out", "out/accounts.csv: was not put there");
    cr_assert(rmdir("out/accounts.csv") == 0 && symlink("elsewhere", "out/index.html") == 0);
    expect_refused("out", "out/index.html: was not put there");
    cr_assert(unlink("out/index.html") == 0 && symlink("/etc", "out/current") == 0);
    expect_refused("out", "out/current: is not the link");
    cr_assert(unlink("out/current") == 0 && symlink(".runs/../..", "out/current") == 0);
    expect_refused("out", "out/current: is not the link");
    cr_assert(unlink("out/current") == 0);
    put("out/current", "a file");
    expect_refused("out", "out/current: is not the link");
    expect_refused("out/current", "is not a folder");
    expect_refused("no/where", "cannot be made");
    cr_expect_eq(entries("out"), 1);
}

Test(publish, the_folder_may_be_a_link_and_a_run_read_only)
{
    struct stat st;

    cr_assert(mkdir("real", 0700) == 0 && symlink("real", "out") == 0);
    publish("out/", &sample);
    cr_assert(chmod("real/current/", 0500) == 0);
    publish("out", &nothing);
    expect_shown("real", &nothing);
    cr_expect_eq(entries("real/.runs"), 2);
    cr_expect(lstat("out", &st) == 0 && S_ISLNK(st.st_mode));
}
