/* What a name says about the set that a log belongs to. */
#include "analyzer/run/input/rotation.h"

#include <criterion/criterion.h>

static struct arena arena;

static void begin(void)
{
    (void)clock_set_zone("UTC");
}

static void end(void)
{
    arena_free(&arena);
}

TestSuite(rotation, .init = begin, .fini = end);

/* ends: "2026-03-05T00:00:00Z", "" for none. */
static void expect(const char *path, const char *set, int rank, const char *ends)
{
    struct rotation r = rotation_of(path, &arena);
    char text[32] = "";

    if (r.ends != USEC_NONE)
        (void)clock_utc_text(r.ends, text);
    cr_expect(slice_eq(r.set, slice_str(set)), "%s: " SLICE_FMT, path, SLICE_ARG(r.set));
    cr_expect_eq(r.rank, rank, "%s: %d", path, r.rank);
    cr_expect_str_eq(text, ends, "%s: %s", path, text);
}

Test(rotation, numbers)
{
    expect("mail.log", "mail.log", ROTATION_CURRENT, "");
    expect("/var/log/mail.log.1", "/var/log/mail.log", 1, "");
    expect("mail.log.2.gz", "mail.log", 2, "");
    expect("mail.log.0.bz2", "mail.log", 0, "");
    expect("mail.log.10.xz", "mail.log", 10, "");
    expect("mail.log.gz", "mail.log", ROTATION_CURRENT, "");
    expect("mail", "mail", ROTATION_CURRENT, "");
    expect("mail.12345", "mail.12345", ROTATION_CURRENT, "");
    expect("v1.2/mail.log", "v1.2/mail.log", ROTATION_CURRENT, "");
}

#define MARCH_3 "2026-03-05T00:00:00Z"

Test(rotation, dates)
{
    expect("mail.log-20260303.zst", "mail.log", ROTATION_DATED, MARCH_3);
    expect("mail.log.20260303", "mail.log", ROTATION_DATED, MARCH_3);
    expect("mail.log-2026-03-03.gz", "mail.log", ROTATION_DATED, MARCH_3);
    expect("mail.log_2026_03_03", "mail.log", ROTATION_DATED, MARCH_3);
    expect("mail.log-2026030314", "mail.log", ROTATION_DATED, MARCH_3);
    expect("mail.log-20260303-14.gz", "mail.log", ROTATION_DATED, MARCH_3);
    expect("mail.log-20260303.1", "mail.log", ROTATION_DATED, MARCH_3);
    expect("mail-20260303.log", "mail.log", ROTATION_DATED, MARCH_3);
    expect("20260303", "", ROTATION_DATED, MARCH_3);
    expect("mail.log-20260303-1772500000", "mail.log", ROTATION_DATED, "2026-03-03T01:06:40Z");
    expect("mail.log-1772500000", "mail.log", ROTATION_DATED, "2026-03-03T01:06:40Z");
    expect("mail.log-20240229", "mail.log", ROTATION_DATED, "2024-03-02T00:00:00Z");
}

Test(rotation, no_dates)
{
    expect("mail.log-20260231", "mail.log-20260231", ROTATION_CURRENT, "");
    expect("mail.log-20261303", "mail.log-20261303", ROTATION_CURRENT, "");
    expect("mail.log-2026-3-03", "mail.log-2026-3-03", ROTATION_CURRENT, "");
    expect("mail.log-12345678901234567890", "mail.log-12345678901234567890", ROTATION_CURRENT, "");
    expect("mx20260303a/mail.log", "mx20260303a/mail.log", ROTATION_CURRENT, "");
    expect("2026-0", "2026-0", ROTATION_CURRENT, "");
    expect("", "", ROTATION_CURRENT, "");
}
