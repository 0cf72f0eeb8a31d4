#include "tests/units/site_folder.h"

#include "analyzer/base/clock.h"

#define REQUIRED              \
    "- id: a1\n"              \
    "  owner: ann\n"          \
    "  created: 2026-03-01\n" \
    "  from: 2026-03-02\n"    \
    "  to: 2026-03-02\n"      \
    "  match: {digest: ABC}\n"

static void expect(const char *text, const char *mistakes)
{
    expect_mistakes("announcements.yaml", text, mistakes);
}

static struct folder loaded(const char *announcements)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", "time_zone: Europe/Berlin\n" POLICY);
    folder_write(&f, "announcements.yaml", announcements);
    folder_load(&f);
    cr_assert_str_eq(f.text.p, "");
    cr_assert(f.site.has_announcements);
    return f;
}

static usec at(const char *text)
{
    usec when = 0;

    cr_assert(clock_parse(slice_str(text), &when));
    return when;
}

Test(announcements, a_whole_one)
{
    struct folder f = loaded("- id: spring-2026\n"
                             "  owner: Ann@example.edu\n"
                             "  delegates: [bob, carl]\n"
                             "  contact: \"+1 555 0100\"\n"
                             "  approved_by: registrar\n"
                             "  created: 2026-02-20T10:00:00Z\n"
                             "  from: 2026-03-02 08:00\n"
                             "  to: 2026-03-04\n"
                             "  max_recipients: 20000\n"
                             "  scope: {domains: [Example.edu]}\n"
                             "  match:\n"
                             "    subject: Spring TERM\n"
                             "    message_id_domain: News.example.edu\n"
                             "    digest: ABCdef\n"
                             "    size: 45 KB\n"
                             "    list: All@lists.example.edu\n"
                             "    host: 10.20.1.5\n"
                             "  recurring: weekly\n"
                             "\n" REQUIRED);
    const struct announcement *a = f.site.announcements;

    cr_assert_eq(f.site.n_announcements, 2);
    cr_expect(is_text(a->id, "spring-2026"));
    cr_expect(is_text(a->owner, "ann@example.edu"));
    cr_expect_eq(a->n_delegates, 2);
    cr_expect(is_text(a->delegates[1], "carl"));
    cr_expect(is_text(a->contact, "+1 555 0100"));
    cr_expect(is_text(a->approved_by, "registrar"));
    cr_expect_eq(a->created, at("2026-02-20T10:00:00Z"));
    cr_expect_eq(a->from, at("2026-03-02T07:00:00Z"));
    cr_expect_eq(a->to, at("2026-03-05"), "the last day counts whole");
    cr_expect_eq(a->max_recipients, 20000);
    cr_expect_eq(a->scope, SCOPE_DOMAINS);
    cr_expect_eq(a->n_scope_domains, 1);
    cr_expect(is_text(a->scope_domains[0], "example.edu"));
    cr_expect(is_text(a->match.subject, "spring term"));
    cr_expect(is_text(a->match.message_id_domain, "news.example.edu"));
    cr_expect(is_text(a->match.digest, "abcdef"));
    cr_expect_eq(a->match.size_min, 44550);
    cr_expect_eq(a->match.size_max, 45450);
    cr_expect(is_text(a->match.list, "all@lists.example.edu"));
    cr_expect(is_text(a->match.host, "10.20.1.5"));
    cr_expect_eq(a->recurs, RECURS_WEEKLY);
    cr_expect_eq(a->line, 1);
    cr_expect_eq(a[1].line, 20);
    cr_expect_eq(a[1].to - a[1].from, (usec)DAY * USEC_PER_SECOND);
    cr_expect_eq(a[1].scope, SCOPE_ANY);
    cr_expect_eq(a[1].recurs, RECURS_NEVER);
    cr_expect_eq(a[1].number, 1);
    folder_remove(&f);
}

Test(announcements, scopes_and_sizes)
{
    struct folder f =
        loaded(REQUIRED "  scope: internal\n"
                        "- {id: a2, owner: ann, created: 2026-03-01, from: 2026-03-02,"
                        " to: 2026-03-03, scope: external, match: {size: 40 KB - "
                        "1 MB}}\n"
                        "- {id: a3, owner: ann, created: 2026-03-01, from: 2026-03-02,"
                        " to: 2026-03-03, scope: [a.org, b.org], match: {size: 7 B}}\n");
    const struct announcement *a = f.site.announcements;

    cr_expect_eq(a[0].scope, SCOPE_INTERNAL);
    cr_expect_eq(a[1].scope, SCOPE_EXTERNAL);
    cr_expect_eq(a[1].match.size_min, 40000);
    cr_expect_eq(a[1].match.size_max, 1000000);
    cr_expect_eq(a[2].scope, SCOPE_DOMAINS);
    cr_expect_eq(a[2].n_scope_domains, 2);
    cr_expect_eq(a[2].match.size_min, 7);
    cr_expect_eq(a[2].match.size_max, 7);
    folder_remove(&f);
}

/* What the subject of the one announcement is read as. */
static struct announcement with_subject(struct folder *f, const char *subject)
{
    char text[400];

    (void)snprintf(text, sizeof(text),
                   "- {id: a, owner: b, created: 2026-03-01, from: 2026-03-02, to: 2026-03-03,\n"
                   "   match: {subject: %s}}\n",
                   subject);
    *f = loaded(text);
    return f->site.announcements[0];
}

Test(announcements, subjects_are_words_or_patterns)
{
    static const char *const words[] = { "Spring TERM", "/usr/share", "'/ home'", "and/or",
                                         "a/b/i" };
    static const char *const kept[] = { "spring term", "/usr/share", "/ home", "and/or", "a/b/i" };
    struct matcher m = { 0 };
    struct announcement a;
    struct folder f;

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        a = with_subject(&f, words[i]);
        cr_expect(is_text(a.match.subject, kept[i]), "%s", words[i]);
        cr_expect_null(a.match.pattern);
        folder_remove(&f);
    }
    a = with_subject(&f, "\"/^Newsletter \\\\d+$/i\"");
    cr_expect_eq(a.match.subject.n, 0);
    cr_assert(a.match.pattern);
    cr_expect(pattern_matches(a.match.pattern, SLICE("NEWSLETTER 17"), &m));
    cr_expect_not(pattern_matches(a.match.pattern, SLICE("Newsletter x"), &m));
    folder_remove(&f);
    a = with_subject(&f, "/News/");
    cr_expect_not(pattern_matches(a.match.pattern, SLICE("the news"), &m));
    folder_remove(&f);
    matcher_free(&m);
}

Test(announcements, patterns_that_are_wrong)
{
    expect(REQUIRED "- {id: b, owner: ann, created: 2026-03-01, from: 2026-03-02, to: 2026-03-03,\n"
                    "   match: {subject: /Summer (school/i}}\n",
           "announcements.yaml:8:36: match.subject: 'Summer (school' is no pattern: missing "
           "closing parenthesis\n");
    expect(REQUIRED "- {id: b, owner: ann, created: 2026-03-01, from: 2026-03-02, to: 2026-03-03,\n"
                    "   match: {subject: //}}\n",
           "announcements.yaml:8:22: match.subject: '' is no pattern: nothing stands in it\n");
    expect(REQUIRED "- {id: b, owner: ann, created: 2026-03-01, from: 2026-03-02, to: 2026-03-03,\n"
                    "   match: {subject: /a*/}}\n",
           "announcements.yaml:8:22: match.subject: 'a*' is no pattern: it fits every text, even "
           "none at all\n");
}

Test(announcements, an_empty_file_is_none)
{
    struct folder f = loaded("# none yet\n");

    cr_expect_eq(f.site.n_announcements, 0);
    folder_remove(&f);
}

Test(announcements, what_is_missing)
{
    expect("- contact: x\n", "announcements.yaml:1:3: 'created' is missing from this announcement\n"
                             "announcements.yaml:1:3: 'from' is missing from this announcement\n"
                             "announcements.yaml:1:3: 'id' is missing from this announcement\n"
                             "announcements.yaml:1:3: 'match' is missing from this announcement\n"
                             "announcements.yaml:1:3: 'owner' is missing from this announcement\n"
                             "announcements.yaml:1:3: 'to' is missing from this announcement\n");
    expect(
        "- {id: a, owner: b, created: 2026-03-01, from: 2026-03-02, to: 2026-03-03, match: {}}\n",
        "announcements.yaml:1:83: match: must hold at least one of subject, message_id_domain, "
        "digest, size, list, host\n");
    expect("id: a\n", "announcements.yaml:1:1: must be a list, not keys with values\n");
    expect("- a\n", "announcements.yaml:1:3: must be keys with their values\n");
}

Test(announcements, unknown_keys)
{
    expect(REQUIRED "  max_recipient: 5\n",
           "announcements.yaml:7:3: unknown key 'max_recipient'; did you mean 'max_recipients'?\n");
    expect("- id: a1\n"
           "  owner: ann\n"
           "  created: 2026-03-01\n"
           "  from: 2026-03-02\n"
           "  to: 2026-03-02\n"
           "  match: {subjet: x}\n",
           "announcements.yaml:6:11: match: unknown key 'subjet'; did you mean 'subject'?\n");
}

Test(announcements, times)
{
    expect("- id: a1\n"
           "  owner: ann\n"
           "  created: 1.3.2026\n"
           "  from: 2026-03-02 12:00\n"
           "  to: 2026-03-02 12:00\n"
           "  match: {digest: x}\n",
           "announcements.yaml:3:12: created: '1.3.2026' is not a date (YYYY-MM-DD, or YYYY-MM-DD "
           "HH:MM)\n"
           "announcements.yaml:5:7: to: must be later than 'from'\n");
}

Test(announcements, times_that_come_again)
{
    expect("- id: a1\n"
           "  owner: ann\n"
           "  created: 2026-03-01\n"
           "  from: 2026-03-02\n"
           "  to: 2026-03-09\n"
           "  recurring: weekly\n"
           "  match: {digest: x}\n",
           "announcements.yaml:5:7: to: is later than it begins again (recurring)\n");
    expect(REQUIRED "  recurring: weakly\n",
           "announcements.yaml:7:14: recurring: 'weakly' is none of daily, weekly, monthly, yearly "
           "and false; did you mean 'weekly'?\n");
}

Test(announcements, values)
{
    expect(
        REQUIRED "  max_recipients: 0\n"
                 "  scope: internl\n"
                 "  recurring: yes\n",
        "announcements.yaml:7:19: max_recipients: must be at least 1\n"
        "announcements.yaml:8:10: scope: 'internl' is neither internal nor external nor a list "
        "of domains; did you mean 'internal'?\n"
        "announcements.yaml:9:14: recurring: 'yes' is none of daily, weekly, monthly, yearly and "
        "false\n");
    expect(REQUIRED "  scope: {domain: [a.org]}\n",
           "announcements.yaml:7:11: scope: unknown key 'domain'; did you mean 'domains'?\n");
    expect(REQUIRED "  scope: [a_b.org]\n",
           "announcements.yaml:7:11: scope: 'a_b.org' is not a domain name\n");
    expect("- id: a1\n"
           "  owner: ann\n"
           "  created: 2026-03-01\n"
           "  from: 2026-03-02\n"
           "  to: 2026-03-02\n"
           "  match:\n"
           "    size: 45000\n"
           "    list: all\n"
           "    host: \"-\"\n"
           "    digest: a b\n"
           "    message_id_domain: x@y\n",
           "announcements.yaml:7:11: match.size: '45000' has no unit: write 45 KB or 45000 B\n"
           "announcements.yaml:8:11: match.list: 'all' is not a mail address\n"
           "announcements.yaml:9:11: match.host: '-' is not a host name or address\n"
           "announcements.yaml:10:13: match.digest: 'a b' is not one word\n"
           "announcements.yaml:11:24: match.message_id_domain: 'x@y' is not a domain name\n");
    expect("- {id: a, owner: b, created: 2026-03-01, from: 2026-03-02, to: 2026-03-03,\n"
           "   match: {size: 60 KB - 40 KB}}\n",
           "announcements.yaml:2:18: match.size: '60 KB - 40 KB' holds no size: write 45 KB, or "
           "40 KB - 60 KB\n");
}

Test(announcements, ids_are_unique)
{
    expect(REQUIRED REQUIRED, "announcements.yaml:7:7: id: 'a1' is the id of the announcement in "
                              "line 1\n");
}

Test(announcements, owners_are_in_the_directory)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write(&f, "directory.csv", "account,kind,addresses\nannika,staff,ann.lee@example.edu\n");
    folder_write(&f, "announcements.yaml",
                 "- {id: a, owner: anika, created: 2026-03-01, from: 2026-03-02, to: 2026-03-03,\n"
                 "   delegates: [nobody, Annika], match: {digest: x}}\n"
                 "- {id: b, owner: ANN.LEE@example.edu, created: 2026-03-01, from: 2026-03-02,\n"
                 "   to: 2026-03-03, match: {digest: x}}\n");
    folder_load(&f);
    cr_expect_str_eq(
        f.text.p, "announcements.yaml:1:18: owner: 'anika' is not in the directory; did you mean "
                  "'annika'?\n"
                  "announcements.yaml:2:16: delegates: 'nobody' is not in the directory\n");
    folder_remove(&f);
}

Test(announcements, a_directory_that_cannot_be_read_makes_no_more_mistakes)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write(&f, "directory.csv", "account\nann\n");
    folder_write(&f, "announcements.yaml", REQUIRED);
    folder_load(&f);
    cr_expect_str_eq(f.text.p, "directory.csv:1:1: column 'kind' is missing: the first line must "
                               "name the columns\n");
    folder_remove(&f);
}
