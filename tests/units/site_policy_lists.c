/* What policy.yaml says in lists of its own: networks, hosts, replies. */
#include "tests/units/site_policy.h"

static enum network_kind kind(const struct folder *f, const char *address)
{
    struct address a;

    cr_assert(address_parse(slice_str(address), &a), "%s", address);
    return site_find_network(&f->site, &a);
}

Test(networks, the_narrowest_says_what_it_is)
{
    struct folder f = loaded(POLICY "networks:\n"
                                    "  own: [10.20.0.0/16, \"2001:db8:100::/48\"]\n"
                                    "  vpn: [10.20.99.0/24]\n"
                                    "  proxies: [10.20.5.5, 10.20.99.7, 198.51.100.20, "
                                    "198.51.100.0/24]\n"
                                    "relays: [10.20.1.10, 198.51.100.10, \"2001:db8:100::25\"]\n");

    cr_expect_eq(kind(&f, "10.20.1.1"), NETWORK_OWN);
    cr_expect_eq(kind(&f, "10.20.99.1"), NETWORK_VPN);
    cr_expect_eq(kind(&f, "10.20.5.5"), NETWORK_OWN_PROXY);
    cr_expect_eq(kind(&f, "10.20.99.7"), NETWORK_OWN_PROXY);
    cr_expect_eq(kind(&f, "198.51.100.20"), NETWORK_PROXY);
    cr_expect_eq(kind(&f, "198.51.100.21"), NETWORK_PROXY);
    cr_expect_eq(kind(&f, "10.20.1.10"), NETWORK_RELAY);
    cr_expect_eq(kind(&f, "198.51.100.10"), NETWORK_RELAY);
    cr_expect_eq(kind(&f, "2001:db8:100::25"), NETWORK_RELAY);
    cr_expect_eq(kind(&f, "2001:db8:100::26"), NETWORK_OWN);
    cr_expect_eq(kind(&f, "10.21.1.1"), NETWORK_OUTSIDE);
    cr_expect_eq(f.site.n_networks[NETWORK_OWN_PROXY], 2);
    cr_expect_eq(f.site.n_networks[NETWORK_PROXY], 2);
    cr_expect_eq(f.site.notes.n, 0);
    folder_remove(&f);
}

Test(networks, presets_stay_beside_what_is_given)
{
    struct folder f = loaded(POLICY "networks: {vpn: [10.0.0.0/8], proxies: [192.168.1.1]}\n");

    cr_expect_eq(kind(&f, "10.1.1.1"), NETWORK_VPN, "the site's word for a preset network");
    cr_expect_eq(kind(&f, "172.16.1.1"), NETWORK_OWN);
    cr_expect_eq(kind(&f, "192.168.1.1"), NETWORK_OWN_PROXY);
    cr_expect_eq(f.site.n_networks[NETWORK_OWN], 3);
    folder_remove(&f);
}

Test(networks, the_same_one_in_two_lists)
{
    expect(POLICY "networks:\n  own: [10.20.0.0/16, 10.20.0.0/16]\n  vpn: [10.20.0.0/16]\n"
                  "relays: [10.20.1.1, 10.20.0.0/16]\n",
           "policy.yaml:3:23: networks.own: '10.20.0.0/16' is in networks.own already, in line 3\n"
           "policy.yaml:4:9: networks.vpn: '10.20.0.0/16' is in networks.own already, in line 3\n"
           "policy.yaml:5:21: relays: '10.20.0.0/16' is in networks.own already, in line 3\n");
    expect(POLICY "relays: [10.20.1.1]\nnetworks: {proxies: [10.20.1.1/32]}\n",
           "policy.yaml:3:22: networks.proxies: '10.20.1.1/32' is in relays already, in line 2\n");
}

Test(networks, own_ones_inside_others_are_noted)
{
    struct folder f = loaded(POLICY "networks:\n  own: [10.20.1.0/24, 10.99.3.0/24, 10.20.1.7]\n"
                                    "  vpn: [10.99.0.0/16]\nrelays: [10.20.0.0/16]\n");

    cr_assert_eq(f.site.notes.n, 2);
    cr_expect(is_text(f.site.notes.at[0],
                      "policy.yaml:3: networks.own: 10.20.1.0/24 lies inside a network of relays: "
                      "its addresses are taken as own"));
    cr_expect(is_text(f.site.notes.at[1],
                      "policy.yaml:3: networks.own: 10.99.3.0/24 lies inside a network of "
                      "networks.vpn: its addresses are taken as own"));
    folder_remove(&f);
}

Test(hosts, short_names_and_long_ones)
{
    cr_expect(site_is_host(SLICE("mail"), SLICE("mail")));
    cr_expect(site_is_host(SLICE("mail"), SLICE("MAIL")));
    cr_expect(site_is_host(SLICE("mail"), SLICE("mail.example.edu")));
    cr_expect(site_is_host(SLICE("mail.example.edu"), SLICE("Mail")));
    cr_expect(site_is_host(SLICE("mail.example.edu"), SLICE("mail.EXAMPLE.edu")));
    cr_expect_not(site_is_host(SLICE("mail.example.edu"), SLICE("mail.example.org")));
    cr_expect_not(site_is_host(SLICE("mail"), SLICE("mail2")));
    cr_expect_not(site_is_host(SLICE("mail"), SLICE("mx.mail")));
    cr_expect_not(site_is_host(SLICE("mail"), SLICE("")));
}

Test(hosts, are_named_once)
{
    expect(POLICY "hosts: [mail, MAIL]\n", "policy.yaml:2:15: hosts: 'mail' is listed twice\n");
    expect(POLICY "hosts: [mail.example.edu, mail]\n",
           "policy.yaml:2:27: hosts: 'mail' may be 'mail.example.edu', which is listed already\n");
    expect(POLICY "hosts: [mail.example.edu, mail.example.org]\n", "");
}

Test(replies, a_whole_one)
{
    struct folder f =
        loaded(POLICY "replies:\n"
                      "  - {match: listed by .*dnsbl, scope: ip, reason: blocklisted}\n"
                      "  - match: '/too many (messages|mails)/'\n"
                      "    scope: sender\n"
                      "    reason: rate\n");
    const struct reply_rule *r = f.site.replies;
    struct matcher m = { 0 };

    cr_assert_eq(f.site.n_replies, 2);
    cr_expect_eq(r[0].scope, REPLY_IP);
    cr_expect_eq(r[0].reason, REASON_BLOCKED);
    cr_expect_eq(r[0].line, 3);
    cr_expect(pattern_matches(r[0].match, SLICE("554 Listed by our DNSBL"), &m));
    cr_expect_eq(r[1].scope, REPLY_SENDER);
    cr_expect_eq(r[1].reason, REASON_RATE);
    cr_expect(pattern_matches(r[1].match, SLICE("450 too many mails"), &m));
    cr_expect_not(pattern_matches(r[1].match, SLICE("450 Too many mails"), &m));
    cr_assert_eq(f.site.notes.n, 1);
    cr_expect(is_text(f.site.notes.at[0], "policy.yaml:3: the reason of this reply is none of "
                                          "mailproctor's: it counts as blocked"));
    matcher_free(&m);
    folder_remove(&f);
}

Test(replies, mistakes)
{
    expect(POLICY "replies: [{match: a, scop: b}]\n",
           "policy.yaml:2:11: 'reason' is missing from this reply\n"
           "policy.yaml:2:11: 'scope' is missing from this reply\n"
           "policy.yaml:2:22: unknown key 'scop'; did you mean 'scope'?\n");
    expect(POLICY "replies:\n- {match: [a], scope: mesage, reason: r}\n",
           "policy.yaml:3:11: match: must be a single value, not a list\n"
           "policy.yaml:3:23: scope: 'mesage' is none of message, sender, recipient, ip, domain, "
           "none; "
           "did you mean 'message'?\n");
    expect(POLICY "replies:\n- {match: .*, scope: ip, reason: r}\n",
           "policy.yaml:3:11: match: '.*' is no pattern: it fits every text, even none at all\n");
    expect(POLICY "replies:\n- {match: /a/g, scope: ip, reason: r}\n",
           "policy.yaml:3:11: match: 'g' is no flag: a pattern ends with / or /i\n");
}

/* The column is the one of the byte in the file, whatever the way of writing. */
Test(replies, the_place_in_the_pattern)
{
    expect(POLICY "replies:\n- match: spam (x\n  scope: ip\n  reason: r\n",
           "policy.yaml:3:17: match: 'spam (x' is no pattern: missing closing parenthesis\n");
    expect(POLICY "replies:\n- match: b\xc3\xb6se[z-a]\n  scope: ip\n  reason: r\n",
           "policy.yaml:3:17: match: 'b\xc3\xb6se[z-a]' is no pattern: range out of order in "
           "character class\n");
    expect(POLICY "replies:\n- match: \"/\\\\d[z-a]/i\"\n  scope: ip\n  reason: r\n",
           "policy.yaml:3:18: match: '\\d[z-a]' is no pattern: range out of order in character "
           "class\n");
    expect(POLICY "replies:\n- match: 'it''s[z-a]'\n  scope: ip\n  reason: r\n",
           "policy.yaml:3:19: match: 'it's[z-a]' is no pattern: range out of order in character "
           "class\n");
    expect(POLICY "replies:\n- match: >-\n    a[z-a]\n  scope: ip\n  reason: r\n",
           "policy.yaml:3:10: match: 'a[z-a]' is no pattern: range out of order in character "
           "class\n");
}

Test(adverts, mistakes)
{
    expect(POLICY "adverts: [{subject: 'a[z-a]'}]\n",
           "policy.yaml:2:26: subject: 'a[z-a]' is no pattern: range out of order in character "
           "class\n");
    expect(POLICY "adverts:\n- uri: .*\n",
           "policy.yaml:3:8: uri: '.*' is no pattern: it fits every text, even none at all\n");
    expect(POLICY "adverts: [{}]\n", "policy.yaml:2:11: an advert needs a 'subject' or a 'uri'\n");
}

Test(refusals, mistakes)
{
    expect(POLICY "refusals: [{match: a}]\n",
           "policy.yaml:2:12: 'reason' is missing from this refusal\n");
    expect(
        POLICY "refusals:\n- {match: a, reason: relais}\n",
        "policy.yaml:3:22: reason: 'relais' is none of other, relay, unknown_recipient, size, "
        "recipients, sender_login, sender, client, greylisted, content; did you mean 'relay'?\n");
    expect(POLICY "refusals:\n- {match: .*, reason: relay}\n",
           "policy.yaml:3:11: match: '.*' is no pattern: it fits every text, even none at all\n");
}
