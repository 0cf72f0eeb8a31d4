#include "tests/units/site_policy.h"

#include "analyzer/base/clock.h"
#include "analyzer/site/policy.h"

Test(policy, example_of_the_design)
{
    struct folder f = loaded("organisation: Example University\n"
                             "time_zone: Europe/Berlin\n"
                             "domains: [example.edu, CS.example.edu]\n"
                             "networks:\n"
                             "  own: [10.20.0.0/16, 2001:db8:100::/48]\n"
                             "  vpn: [10.99.0.0/16]\n"
                             "  proxies: []\n"
                             "hosts: [mail, lists, cs]          # expected in the logs\n"
                             "relays: [198.51.100.10]\n"
                             "limits:\n"
                             "  message_size: 200 MB\n"
                             "  recipients: 400\n"
                             "mass_mailing:\n"
                             "  notice_hour: 90\n"
                             "  large: 600\n"
                             "judge:\n"
                             "  prior: 2e-4\n"
                             "replies: []\n"
                             "retention:\n"
                             "  findings: 300 d\n"
                             "  baselines: 30 d\n"
                             "contacts:\n"
                             "  help_desk: \"+1 555 0100\"\n");
    struct address own, other;

    cr_expect(is_text(f.site.organisation, "Example University"));
    cr_expect(is_text(f.site.time_zone, "Europe/Berlin"));
    cr_expect_eq(f.site.domains.n, 2);
    cr_expect(is_text(f.site.domains.at[1], "cs.example.edu"));
    cr_expect(address_parse(SLICE("10.20.1.1"), &own) && address_parse(SLICE("10.1.1.1"), &other));
    cr_expect_eq(site_find_network(&f.site, &own), NETWORK_OWN);
    cr_expect_eq(site_find_network(&f.site, &other), NETWORK_OUTSIDE, "it replaces the preset");
    cr_expect_eq(f.site.n_networks[NETWORK_OWN], 2);
    cr_expect_eq(f.site.n_networks[NETWORK_VPN], 1);
    cr_expect_eq(f.site.n_networks[NETWORK_RELAY], 1);
    cr_expect_eq(f.site.hosts.n, 3);
    cr_expect_eq(f.site.sections[0].values[0], 90);
    cr_expect_eq(f.site.sections[0].values[1], 600);
    cr_expect_eq(f.site.sections[0].values[2], DAY, "unset keys keep their preset");
    cr_expect_eq(f.site.sections[1].values[0], DAY);
    cr_expect_eq(f.site.sections[2].values[0], 200000000);
    cr_expect_eq(f.site.sections[2].values[1], 400);
    cr_expect_eq(f.site.n_contacts, 1);
    cr_expect(is_text(f.site.contacts[0].name, "help_desk"));
    cr_expect(is_text(f.site.contacts[0].value, "+1 555 0100"));
    cr_expect_eq(f.site.prior_odds, -3699);
    cr_expect_eq(f.site.notes.n, 0);
    cr_expect_eq(f.site.retention[RETAIN_FINDINGS], INT64_C(300) * DAY);
    cr_expect_eq(f.site.retention[RETAIN_BASELINES], INT64_C(30) * DAY);
    cr_expect_eq(f.site.retention[RETAIN_DETAIL], INT64_C(60) * DAY, "its preset");
    cr_expect_eq(clock_offset(0), 60, "the process keeps the site's time");
    folder_remove(&f);
}

Test(policy, every_unit)
{
    struct folder f = loaded("domains: [example.edu]\n"
                             "mass_mailing: {span: 90 min, volume: \"64 KiB\", same: 20 %,\n"
                             "  weight: 4.125}\n"
                             "input: {line_max: 1 MB, entries_max: 5}\n"
                             "networks: {own: []}\n"
                             "replies: [{match: spam, scope: message, reason: spam}]\n");
    const int64_t *values = f.site.sections[0].values;

    cr_expect_eq(values[2], 5400);
    cr_expect_eq(values[3], 65536);
    cr_expect_eq(values[4], 20);
    cr_expect_eq(values[5], 4125);
    cr_expect_eq(f.site.line_max, 1000000);
    cr_expect_eq(f.site.entries_max, 5);
    cr_expect_eq(f.site.n_networks[NETWORK_OWN], 0);
    cr_expect_eq(f.site.notes.n, 0);
    folder_remove(&f);
}

Test(policy, domains_are_required)
{
    expect("organisation: X\n", "policy.yaml: 'domains' is missing: name the site's mail domains, "
                                "such as domains: [example.edu]\n");
    expect("", "policy.yaml: 'domains' is missing: name the site's mail domains, "
               "such as domains: [example.edu]\n");
    expect("domains: []\n", "policy.yaml:1:10: domains: must name at least one domain\n");
}

Test(policy, unknown_keys_are_told_with_what_was_meant)
{
    expect("domians: [example.edu]\n" POLICY,
           "policy.yaml:1:1: unknown key 'domians'; did you mean 'domains'?\n");
    expect(POLICY "mass_mailng:\n  large: 5\n",
           "policy.yaml:2:1: unknown key 'mass_mailng'; did you mean 'mass_mailing'?\n");
    expect(POLICY "mass_mailing:\n  notice-hour: 5\n",
           "policy.yaml:3:3: mass_mailing: unknown key 'notice-hour'; did you mean "
           "'notice_hour'?\n");
    expect(POLICY "limits:\n  recipients: 5\n  zebra: 5\n",
           "policy.yaml:4:3: limits: unknown key 'zebra'\n");
    expect(POLICY "networks: {won: []}\n",
           "policy.yaml:2:12: networks: unknown key 'won'; did you mean 'own'?\n");
    expect(POLICY "retention: {finding: 3 d}\n",
           "policy.yaml:2:13: retention: unknown key 'finding'; did you mean 'findings'?\n");
}

Test(policy, keys_given_twice)
{
    expect(POLICY "hosts: [a]\nhosts: [b]\n",
           "policy.yaml:3:1: 'hosts' is given twice: the first is in line 2\n");
    expect(POLICY "limits:\n  recipients: 5\n  recipients: 5\n",
           "policy.yaml:4:3: 'recipients' is given twice: the first is in line 3\n");
}

Test(policy, numbers_are_strict)
{
    expect(POLICY "limits:\n"
                  "  recipients: 30x\n"
                  "  message_size: 150\n"
                  "mass_mailing:\n"
                  "  notice_hour: 010\n"
                  "  large: 0x10\n"
                  "  span: yes\n"
                  "  volume: -1 MB\n"
                  "  same: 80\n"
                  "  weight: 4.00001\n"
                  "input:\n"
                  "  entries_max: 99999999999999999999\n",
           "policy.yaml:3:15: limits.recipients: '30x' is not a whole number\n"
           "policy.yaml:4:17: limits.message_size: '150' has no unit: write 150 B, or 150 MB\n"
           "policy.yaml:6:16: mass_mailing.notice_hour: '010' has a leading zero: write it "
           "without\n"
           "policy.yaml:7:10: mass_mailing.large: '0x10' is not a whole number\n"
           "policy.yaml:8:9: mass_mailing.span: 'yes' is not a whole number\n"
           "policy.yaml:9:11: mass_mailing.volume: '-1 MB' is negative\n"
           "policy.yaml:10:9: mass_mailing.same: '80' is not per cent: write 80 %\n"
           "policy.yaml:11:11: mass_mailing.weight: '4.00001' has more than three digits after the "
           "point\n"
           "policy.yaml:13:16: input.entries_max: '99999999999999999999' is too large\n");
}

Test(policy, wrong_types)
{
    expect("domains: example.edu\n", "policy.yaml:1:10: domains: must be a list: write "
                                     "[example.edu]\n");
    expect(POLICY "limits:\n  recipients: [5]\n",
           "policy.yaml:3:15: limits.recipients: must be a single value, not a list\n");
    expect(POLICY "limits: 5\n", "policy.yaml:2:9: limits: must be keys with their values\n");
    expect(POLICY "limits:\n", "policy.yaml:2:8: limits: nothing is given: write its keys below "
                               "it, or leave it out\n");
    expect(POLICY "organisation: {a: b}\n",
           "policy.yaml:2:15: organisation: must be a single value, not keys with values\n");
    expect(POLICY "organisation: ~\n", "policy.yaml:2:15: organisation: nothing is given: write a "
                                       "value, or leave it out\n");
    expect(POLICY "replies: none\n", "policy.yaml:2:10: replies: must be a list: write [none]\n");
    expect(POLICY "hosts:\n", "policy.yaml:2:7: hosts: nothing is given: write [] for an empty "
                              "list\n");
    expect("- a\n- b\n", "policy.yaml:1:1: must be keys with their values\n");
    expect(POLICY "contacts:\n  desk: [a]\n",
           "policy.yaml:3:9: contacts.desk: must be a single value, not a list\n");
}

Test(policy, time_zone_must_exist)
{
    expect(POLICY "time_zone: Europe/Berln\n",
           "policy.yaml:2:12: time_zone: 'Europe/Berln' is no time zone of this machine: write one "
           "like Europe/Berlin (the package tzdata has them)\n");
    expect(POLICY "time_zone: ../etc\n",
           "policy.yaml:2:12: time_zone: '../etc' is no time zone of this machine: write one "
           "like Europe/Berlin (the package tzdata has them)\n");
}

Test(policy, names_and_networks)
{
    expect("domains: [example.edu, EXAMPLE.edu, \"@a.edu\", a.edu., \"m\xc3\xbc.de\", 10.1.2.3]\n",
           "policy.yaml:1:24: domains: 'example.edu' is listed twice\n"
           "policy.yaml:1:37: domains: '@a.edu' is not a domain name: write it without the '@'\n"
           "policy.yaml:1:47: domains: 'a.edu.' is not a domain name: write it without the final "
           "dot\n"
           "policy.yaml:1:55: domains: 'm\xc3\xbc.de' is not a domain name: write its ASCII form "
           "(xn--...)\n"
           "policy.yaml:1:64: domains: '10.1.2.3' is not a domain name\n");
    expect(POLICY "networks:\n  own: [10.20.1.0/16, 0.0.0.0/0]\n  vpn: [10.0.0.0/33]\n"
                  "relays: [mail.example.edu]\nhosts: [a b]\n",
           "policy.yaml:3:9: networks.own: '10.20.1.0/16': host bits set: write the first address "
           "of the network\n"
           "policy.yaml:3:23: networks.own: '0.0.0.0/0' is the whole Internet\n"
           "policy.yaml:4:9: networks.vpn: '10.0.0.0/33': prefix too long: IPv4 has 32 bits\n"
           "policy.yaml:5:10: relays: 'mail.example.edu': not an address\n"
           "policy.yaml:6:9: hosts: 'a b' is not a host name\n");
}

Test(policy, keys_of_later_versions_are_checked)
{
    expect(
        POLICY "judge: {prior: 5, explained: [log_gap, log-gaps]}\n"
               "retention: {findings: 365, detail: 36 h, withdrawn: 0 d}\n",
        "policy.yaml:2:16: judge.prior: '5' is not a chance: it must be above 0 and below 1\n"
        "policy.yaml:2:40: judge.explained: 'log-gaps' is no flag; did you mean 'log_gap'?\n"
        "policy.yaml:3:23: retention.findings: '365' has no unit: write 365 s, or 365 h\n"
        "policy.yaml:3:36: retention.detail: must be whole days, at least 1 d: what is remembered "
        "is remembered by day\n"
        "policy.yaml:3:53: retention.withdrawn: must be whole days, at least 1 d: what is "
        "remembered is remembered by day\n");
}

Test(policy, yaml_is_kept_narrow)
{
    expect("a: &a [x, x]\nb: &b [*a, *a]\n",
           "policy.yaml:1:4: anchors (&name) and tags (!name) are not read here: write the plain "
           "value\n"
           "policy.yaml:2:4: anchors (&name) and tags (!name) are not read here: write the plain "
           "value\n"
           "policy.yaml:2:8: aliases (*name) are not read here: write the value out\n"
           "policy.yaml:2:12: aliases (*name) are not read here: write the value out\n");
    expect("domains: !!seq [example.edu]\n",
           "policy.yaml:1:10: anchors (&name) and tags (!name) are not read here: write the plain "
           "value\n");
    expect(POLICY "---\n" POLICY, "policy.yaml:2:1: a second document: one file holds one\n");
    expect("[a]: b\n", "policy.yaml:1:1: a key must be a word\n");
    expect(
        "domains: [example.edu\nhosts: [a]\n",
        "policy.yaml:2:6: not valid YAML: did not find expected ',' or ']' (while parsing a flow "
        "sequence)\n");
    expect("a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[", "policy.yaml:1:19: nested too deeply\n");
    expect("organisation: \"a\\nb\\0\"\n" POLICY,
           "policy.yaml:1:15: organisation: must be one line without control characters\n");
    expect("organisation: a\x07\n" POLICY,
           "policy.yaml:1:16: a control character: YAML allows none\n");
}

Test(policy, mistakes_carry_no_terminal_codes)
{
    expect(POLICY "\"\\e[2J\\u009b\": 1\n", "policy.yaml:2:1: unknown key '?[2J\?\?'\n");
}

static void print_to(char **text, size_t *n)
{
    FILE *out = open_memstream(text, n);

    cr_assert(out);
    fputs(POLICY, out);
    policy_print(out, site_sections, SITE_SECTIONS);
    fclose(out);
}

static enum network_kind network_kind_of(const struct site *s, const char *address)
{
    struct address a;

    cr_assert(address_parse(slice_str(address), &a), "%s", address);
    return site_find_network(s, &a);
}

Test(policy, what_is_printed_can_be_loaded)
{
    static const char *const addresses[] = { "10.1.2.3", "172.31.0.1", "192.168.1.1",
                                             "fd00::1",  "11.0.0.1",   "2001:db8::1" };
    struct site preset;
    struct folder f;
    char *text;
    size_t n;

    print_to(&text, &n);
    f = loaded(text);
    site_default(&preset, site_sections, SITE_SECTIONS);
    cr_expect_eq(f.site.line_max, preset.line_max);
    cr_expect_eq(f.site.entries_max, preset.entries_max);
    cr_expect_eq(memcmp(f.site.retention, preset.retention, sizeof(preset.retention)), 0);
    cr_expect_eq(memcmp(f.site.n_networks, preset.n_networks, sizeof(preset.n_networks)), 0);
    for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++)
        cr_expect_eq(network_kind_of(&f.site, addresses[i]), network_kind_of(&preset, addresses[i]),
                     "%s", addresses[i]);
    for (size_t i = 0; i < SITE_SECTIONS; i++)
        cr_expect_eq(memcmp(f.site.sections[i].values, preset.sections[i].values,
                            sizeof(preset.sections[i].values)),
                     0);
    cr_expect_eq(f.site.notes.n, 0);
    cr_expect(strstr(text, "  notice_hour: 100 # recipients within an hour (count)\n"));
    cr_expect(strstr(text, "  message_size: 150 MB # largest message that may be sent (size)\n"));
    cr_expect(strstr(text, "  weight: 4.5 # of the evidence (decimal)\n"));
    site_free(&preset);
    folder_remove(&f);
    free(text);
}

/* What is printed as a comment must be true, too. */
Test(policy, the_commented_keys_can_be_loaded)
{
    struct folder f;
    char *text, *line;
    size_t n;

    print_to(&text, &n);
    line = strstr(text, "# organisation:");
    cr_assert(line);
    line[0] = line[1] = ' ';
    memmove(line, line + 2, strlen(line + 2) + 1);
    line = strstr(text, "# judge:");
    cr_assert(line);
    for (char *p = line; p; p = strstr(p, "\n# ") ? strstr(p, "\n# ") + 1 : NULL)
        memmove(p, p + 2, strlen(p + 2) + 1);
    f = loaded(text);
    cr_expect(is_text(f.site.organisation, "Example University"));
    cr_expect_eq(f.site.notes.n, 0);
    cr_assert_eq(f.site.n_replies, 1);
    cr_expect_eq(f.site.replies[0].scope, REPLY_IP);
    cr_expect_eq(f.site.replies[0].reason, REASON_BLOCKED);
    folder_remove(&f);
    free(text);
}
