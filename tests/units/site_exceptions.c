#include "tests/units/site_folder.h"

#include "analyzer/base/clock.h"
#include "analyzer/site/dates.h"

#define DIRECTORY                        \
    "account,kind,addresses\n"           \
    "annika,staff,ann.lee@example.edu\n" \
    "postmaster,organisation,\n"

#define REST "detector: mass_mailing, reason: r, owner: postmaster, expires: 2020-06-30"

static struct folder load(const char *exceptions)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", "time_zone: Europe/Berlin\n" POLICY);
    folder_write(&f, "directory.csv", DIRECTORY);
    folder_write(&f, "exceptions.yaml", exceptions);
    folder_load(&f);
    return f;
}

static struct folder loaded(const char *exceptions)
{
    struct folder f = load(exceptions);

    cr_assert_str_eq(f.text.p, "");
    return f;
}

static void expect(const char *exceptions, const char *mistakes)
{
    struct folder f = load(exceptions);

    cr_expect_str_eq(f.text.p, mistakes);
    folder_remove(&f);
}

static usec at(const char *text)
{
    usec when = 0;

    cr_assert(clock_parse(slice_str(text), &when));
    return when;
}

/* The reason of the one in force, "" for none. */
static const char *why(const struct folder *f, const char *who, const char *detector,
                       const char *when)
{
    static char buf[64];
    const struct exception *e = site_find_exception(&f->site, slice_str(who), detector, at(when));

    (void)snprintf(buf, sizeof(buf), SLICE_FMT, SLICE_ARG(e ? e->reason : SLICE("")));
    return buf;
}

Test(exceptions, a_whole_one)
{
    struct folder f = loaded("- account: Ann.Lee@example.edu\n"
                             "  detector: mass_mailing\n"
                             "  reason: press office, weekly\n"
                             "  owner: Postmaster\n"
                             "  expires: 2020-06-30\n");
    const struct exception *e = &f.site.exceptions.at[0];

    cr_assert_eq(f.site.exceptions.n, 1);
    cr_expect(is_text(e->account, "annika"));
    cr_expect(is_text(e->subject, "annika"));
    cr_expect(is_text(e->detector, "mass_mailing"));
    cr_expect(is_text(e->reason, "press office, weekly"));
    cr_expect(is_text(e->owner, "postmaster"));
    cr_expect_eq(e->expires, at("2020-07-01"), "the day counts whole");
    cr_expect_eq(e->line, 1);
    cr_expect_eq(e->number, 0);
    cr_expect_eq(f.site.notes.n, 0, "what is over is told by those who know the time");
    folder_remove(&f);
}

Test(exceptions, of_an_account)
{
    struct folder f = loaded(
        "- {account: annika, detector: mass_mailing, reason: a, owner: postmaster, expires: "
        "2020-06-30}\n"
        "- {account: annika, detector: leavers, reason: b, owner: postmaster, expires: 2020-06-30 "
        "12:00}\n"
        "- {account: \"uid:38\", detector: leavers, reason: c, owner: postmaster, expires: "
        "2020-06-30}\n");

    cr_expect_str_eq(why(&f, "annika", "mass_mailing", "2020-06-30 23:59"), "a");
    cr_expect_str_eq(why(&f, "annika", "mass_mailing", "2020-07-01"), "", "it is over");
    cr_expect_str_eq(why(&f, "annika", "leavers", "2020-06-30 11:59"), "b");
    cr_expect_str_eq(why(&f, "annika", "leavers", "2020-06-30 12:00"), "");
    cr_expect_str_eq(why(&f, "annika", "relaying", "2020-01-01"), "");
    cr_expect_str_eq(why(&f, "postmaster", "leavers", "2020-01-01"), "");
    cr_expect_str_eq(why(&f, "uid:38", "leavers", "2020-01-01"), "c");
    cr_expect_str_eq(why(&f, "", "leavers", "2020-01-01"), "");
    folder_remove(&f);
}

Test(exceptions, of_networks_the_narrowest_first)
{
    struct folder f = loaded(
        "- {network: 10.20.3.4, detector: leavers, reason: host, owner: postmaster, expires: "
        "2020-03-31}\n"
        "- {network: 10.20.0.0/16, detector: leavers, reason: wide, owner: postmaster, expires: "
        "2020-12-31}\n"
        "- {network: 10.20.3.0/24, detector: mass_mailing, reason: lab, owner: postmaster, "
        "expires: 2020-12-31}\n"
        "- {network: 10.20.3.0/24, detector: leavers, reason: lab2, owner: postmaster, expires: "
        "2020-06-30}\n"
        "- {network: \"2001:db8::/32\", detector: leavers, reason: v6, owner: postmaster, "
        "expires: 2020-06-30}\n");

    cr_expect_str_eq(why(&f, "10.20.3.4", "leavers", "2020-01-01"), "host");
    cr_expect_str_eq(why(&f, "10.20.3.4", "leavers", "2020-05-01"), "lab2", "the host's is over");
    cr_expect_str_eq(why(&f, "10.20.3.4", "leavers", "2020-08-01"), "wide");
    cr_expect_str_eq(why(&f, "10.20.3.4", "leavers", "2021-08-01"), "");
    cr_expect_str_eq(why(&f, "10.20.3.4", "mass_mailing", "2020-01-01"), "lab");
    cr_expect_str_eq(why(&f, "10.20.9.9", "mass_mailing", "2020-01-01"), "");
    cr_expect_str_eq(why(&f, "10.20.9.9", "leavers", "2020-01-01"), "wide");
    cr_expect_str_eq(why(&f, "10.21.9.9", "leavers", "2020-01-01"), "");
    cr_expect_str_eq(why(&f, "2001:db8::7", "leavers", "2020-01-01"), "v6");
    folder_remove(&f);
}

Test(exceptions, everything_is_asked_for)
{
    expect("- {account: annika}\n",
           "exceptions.yaml:1:3: 'detector' is missing from this exception\n"
           "exceptions.yaml:1:3: 'expires' is missing from this exception\n"
           "exceptions.yaml:1:3: 'owner' is missing from this exception\n"
           "exceptions.yaml:1:3: 'reason' is missing from this exception\n");
    expect("- {" REST "}\n",
           "exceptions.yaml:1:3: 'account' or 'network' is missing from this exception\n");
    expect("- {account: annika, network: 10.1.2.3, " REST "}\n",
           "exceptions.yaml:1:30: network: an exception is for an account or for a network: write "
           "two\n");
    expect("- {account: annika, detector: leavers, reason: , owner: ~, expires: 2020-06-30}\n",
           "exceptions.yaml:1:48: reason: nothing is given: write a value, or leave it out\n"
           "exceptions.yaml:1:57: owner: nothing is given: write a value, or leave it out\n");
    expect("- annika\n", "exceptions.yaml:1:3: must be keys with their values\n");
    expect("account: annika\n", "exceptions.yaml:1:1: must be a list, not keys with values\n");
    expect("", "");
}

Test(exceptions, what_is_named_must_exist)
{
    expect("- {account: anika, detector: mas_mailing, reason: r, owner: postmastr, expires: "
           "2020-06-30}\n",
           "exceptions.yaml:1:13: account: 'anika' is not in the directory; did you mean "
           "'annika'?\n"
           "exceptions.yaml:1:30: detector: there is no detector 'mas_mailing'; did you mean "
           "'mass_mailing'?\n"
           "exceptions.yaml:1:61: owner: 'postmastr' is not in the directory; did you mean "
           "'postmaster'?\n");
    expect("- {account: \"uid:x\", " REST "}\n",
           "exceptions.yaml:1:13: account: 'uid:x' is not in the directory\n");
    expect("- {network: 10.20.0.1/16, " REST "}\n- {network: 0.0.0.0/0, " REST "}\n",
           "exceptions.yaml:1:13: network: '10.20.0.1/16': host bits set: write the first address "
           "of the network\n"
           "exceptions.yaml:2:13: network: '0.0.0.0/0' is the whole Internet\n");
    expect("- {account: annika, " REST ", until: x}\n",
           "exceptions.yaml:1:96: unknown key 'until'\n");
}

Test(exceptions, the_same_twice)
{
    expect("- {account: annika, " REST "}\n- {account: ann.lee@example.edu, " REST "}\n",
           "exceptions.yaml:2:3: 'annika' is excused from 'mass_mailing' in line 1 already\n");
    expect("- {network: 10.1.0.0/16, " REST "}\n- {network: 10.1.2.0/24, " REST "}\n"
           "- {network: 10.1.0.0/16, " REST "}\n",
           "exceptions.yaml:3:3: '10.1.0.0/16' is excused from 'mass_mailing' in line 1 already\n");
}

/* The text of a day so many years and days from now. */
static void expect_day(int years, int days, bool is_good)
{
    char text[200], day[32];
    usec when = years_later(clock_now(), years) + (usec)days * DAY * USEC_PER_SECOND;
    struct folder f;

    (void)snprintf(text, sizeof(text),
                   "- {account: annika, detector: leavers, reason: r, owner: annika, expires: "
                   "%s}\n",
                   day_text(when, day));
    f = load(text);
    cr_expect_eq(f.is_good, is_good, "%s", text);
    if (!is_good)
        cr_expect(strstr(f.text.p, "expires: '") && strstr(f.text.p, "' is more than 2 years from "
                                                                     "now: nothing is excused for "
                                                                     "ever\n"),
                  "%s", f.text.p);
    folder_remove(&f);
}

Test(exceptions, nothing_is_excused_for_ever)
{
    cr_assert(clock_set_zone("Europe/Berlin"));
    expect_day(0, -400, true);
    expect_day(1, 0, true);
    expect_day(2, -1, true);
    expect_day(2, 2, false);
    expect("- {account: annika, detector: leavers, reason: r, owner: annika, expires: "
           "9999-12-31}\n",
           "exceptions.yaml:1:75: expires: '9999-12-31' is more than 2 years from now: nothing is "
           "excused for ever\n");
    expect("- {account: annika, detector: leavers, reason: r, owner: annika, expires: never}\n",
           "exceptions.yaml:1:75: expires: 'never' is not a date (YYYY-MM-DD, or YYYY-MM-DD "
           "HH:MM)\n");
}

Test(exceptions, without_a_directory_names_are_taken_as_they_are)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write(&f, "exceptions.yaml", "- {account: Bob, " REST "}\n");
    folder_load(&f);
    cr_expect_str_eq(f.text.p, "");
    cr_expect_str_eq(why(&f, "bob", "mass_mailing", "2020-01-01"), "r");
    folder_remove(&f);
}
