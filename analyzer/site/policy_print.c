/*
 * The printed policy is the documentation of its keys: it is made from the tables that
 * the loader reads by, so that the two cannot drift apart.
 */
#include "analyzer/site/policy.h"
#include "analyzer/site/units.h"

static const char *const unit_names[] = {
    [COUNT] = "count",       [SECONDS] = "time",  [BYTES] = "size",
    [PER_CENT] = "per cent", [MILLI] = "decimal",
};

static const char head[] =
    "# The policy of a site: every key with its preset. Keep what you change and drop the\n"
    "# rest: a key that is not there keeps its preset.\n"
    "#\n"
    "# size     with its unit: B, KB, MB, GB (1 MB = 1,000,000 B), KiB, MiB, GiB\n"
    "#          (1 MiB = 1,048,576 B)\n"
    "# time     with its unit: s, min, h, d (1 d = 24 h)\n"
    "# per cent with its sign: 20 %\n"
    "# decimal  with at most three digits after the point: 4.0\n"
    "# count    a whole number\n"
    "\n"
    "# Name of the organisation, as the reports show it (text).\n"
    "# organisation: Example University\n"
    "\n"
    "# Days begin and end, and stamps without a zone are read, in this zone (IANA name).\n"
    "time_zone: UTC\n"
    "\n"
    "# The site's mail domains (list of names). Must be set.\n"
    "# domains: [example.edu, cs.example.edu]\n"
    "\n"
    "# Networks in CIDR form, or single addresses (lists).\n"
    "# The narrowest one around an address says what it is.\n"
    "networks:\n"
    "  own: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, \"fc00::/7\"] # of the site itself\n"
    "  vpn: [] # own, but used from anywhere\n"
    "  proxies: [] # many people behind one address: webmail, gateways\n"
    "  # Outside, where an address tells little about who it is; AS64500 as well, if there is a\n"
    "  # database (MaxMind DB, path within this folder or from the root) that knows them.\n"
    "  mobile: [] # phones: carriers' gateways\n"
    "  mail_apps: [] # providers that send for their users: mail programs in the cloud\n"
    "  anonymous: [] # Tor, providers of VPNs\n"
    "  # country_database: country.mmdb\n"
    "  # asn_database: asn.mmdb\n"
    "\n"
    "# Hosts that are expected in the logs (list of names); mail is mail.example.edu, too.\n"
    "hosts: []\n"
    "\n"
    "# Hosts whose stamps without a zone are not in time_zone (names, each with an IANA name).\n"
    "# host_time_zones: {mx1: UTC, lists: America/New_York}\n"
    "\n"
    "# Own servers that pass mail on (list of addresses and networks).\n"
    "relays: []\n";

static const char tail[] =
    "\n"
    "# Whom to call, for the reports (free names, each with a text).\n"
    "contacts: {}\n"
    "\n"
    "# Other names for files of this folder (texts).\n"
    "# files:\n"
    "#   directory: directory.csv\n"
    "#   announcements: announcements.yaml\n"
    "#   exceptions: exceptions.yaml\n"
    "#   lists: lists.csv\n"
    "#   canaries: canaries.txt\n"
    "#   no_contact: no_contact.csv\n"
    "\n"
    "# prior is for the probability that a report tells; no action depends on it. Flags about\n"
    "# the quality of the data stop a sum from disabling anybody, unless they are explained.\n"
    "# judge:\n"
    "#   prior: 2e-5 # chance that an account is abused on a day (number below 1)\n"
    "#   explained: [] # flags that are known and do no harm (list of names): log_gap\n"
    "# adverts: # what shows that a mail sells something (list; each a subject, a uri or both)\n"
    "# # subject: a pattern (PCRE2) as below, for logged subjects and those of complaints\n"
    "# # uri: the same, for addresses that complaints say the mail pointed to\n"
    "#   - {subject: \"half price|special offer\"}\n"
    "# refusals: # what own servers mean by words of the site's own (list; the first that fits)\n"
    "# # match: a pattern (PCRE2), case ignored; between slashes, /.../ or /.../i, as it says\n"
    "# # reason: relay, unknown_recipient, size, recipients, sender_login, sender, client,\n"
    "# #   greylisted, content or other; words that are known keep their own\n"
    "#   - {match: \"we do not relay for you\", reason: relay}\n"
    "# replies: # what remote servers' replies mean (list; the first that fits decides)\n"
    "# # match: a pattern (PCRE2), case ignored; between slashes, /.../ or /.../i, as it says\n"
    "# # scope: what it is about: message, sender, recipient, ip, domain, or none of them\n"
    "# # reason: spam, banned, rate, blocked, reputation, invalid, inactive, full, temporary,\n"
    "# #   configuration or forbidden\n"
    "#   - {match: \"listed by dnsbl\", scope: ip, reason: blocked}\n";

static void print_section(FILE *out, const char *name, const char *title,
                          const struct limit *limits)
{
    char value[32];

    fprintf(out, "\n# %s\n%s:%s\n", title, name, limits[0].name ? "" : " {}");
    for (; limits->name; limits++)
        fprintf(out, "  %s: %s # %s (%s)\n", limits->name,
                unit_text(limits->preset, limits->unit, value), limits->meaning,
                unit_names[limits->unit]);
}

void policy_print(FILE *out, const struct limit_section *sections, size_t n)
{
    fputs(head, out);
    print_section(out, "input", "Bounds of the program itself", policy_input);
    print_section(out, "retention", "How long a state remembers, in whole days of the logs' time",
                  retention_limits);
    for (size_t i = 0; i < n; i++)
        print_section(out, sections[i].name, sections[i].title, sections[i].limits);
    fputs(tail, out);
}
