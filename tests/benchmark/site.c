/*
 * The site's files, and beside them the labels, which the program never sees.
 */
#include "tests/bench/log.h"
#include "tests/benchmark/plan.h"

#include <stdlib.h>

static FILE *must_open(const char *folder, const char *name)
{
    FILE *file = fopen(text("%s/%s", folder, name).s, "w");

    if (file)
        return file;
    perror(text("plan: %s/%s", folder, name).s);
    exit(1);
}

static void must_close(FILE *file)
{
    if (fclose(file) == 0)
        return;
    perror("plan");
    exit(1);
}

static void write_systems(const char *folder)
{
    struct text path = text("%s/site/systems.mmdb", folder);

    if (systems_write(path.s))
        return;
    perror(path.s);
    exit(1);
}

void site_open(struct plan *p, const char *folder)
{
    p->labels = must_open(folder, "labels.tsv");
    p->announcements = must_open(folder, "site/announcements.yaml");
    p->lists = must_open(folder, "site/lists.csv");
    (void)fputs("account\tclause\tleast\tgreatest\tfrom\tto\tkind\twhy\n", p->labels);
    p->no_contact = must_open(folder, "site/no_contact.csv");
    p->complaints = must_open(folder, "complaints.tsv");
    (void)fputs("list,owner,host,verp\n", p->lists);
    (void)fputs("complainant,account,requested,ticket\n", p->no_contact);
}

void site_close(struct plan *p, const char *folder)
{
    FILE *directory = must_open(folder, "site/directory.csv");
    FILE *policy = must_open(folder, "site/policy.yaml");
    FILE *script = must_open(folder, "script");

    people_print(p, directory);
    plan_print(p, script);
    (void)fprintf(policy,
                  "organisation: Benchmark University\ntime_zone: UTC\ndomains: [example.edu]\n"
                  "networks: {own: [10.20.0.0/16], vpn: [10.21.0.0/16], mobile: [241.0.0.0/8], "
                  "anonymous: [243.0.0.0/8], mail_apps: [244.0.0.0/8]%s}\n"
                  "relays: [10.20.250.1, 10.20.250.2, 10.20.250.3, 10.20.250.4, 10.20.250.5]\n",
                  p->is_unknown ? "" : ", asn_database: systems.mmdb");
    if (!p->is_unknown)
        write_systems(folder);
    must_close(directory);
    must_close(policy);
    must_close(script);
    must_close(p->labels);
    must_close(p->announcements);
    must_close(p->lists);
    must_close(p->no_contact);
    must_close(p->complaints);
}

static struct text minute(int64_t when)
{
    uint32_t c[6];

    log_calendar(when * LOG_SECOND, c);
    return text("%04u-%02u-%02u %02u:%02u", c[0] + 1900, c[1] + 1, c[2], c[3], c[4]);
}

void site_announce(struct plan *p, const struct announcement *a)
{
    static uint32_t number;

    (void)fprintf(p->announcements,
                  "- id: mailing-%u\n  owner: %s\n  contact: press@example.edu\n"
                  "  approved_by: president\n  created: %s\n  from: %s\n  to: %s\n"
                  "  max_recipients: %u\n  match: {subject: \"%s\"}\n",
                  ++number, a->owner.s, minute(a->created).s, minute(a->from).s, minute(a->to).s,
                  a->most, a->subject.s);
}

void site_no_contact(struct plan *p, struct text complainant, uint32_t person, int64_t when)
{
    (void)fprintf(p->no_contact, "%s,%s,%s,\n", complainant.s, p->persons[person].name.s,
                  minute(when).s);
}

void site_label(struct plan *p, const struct label *l)
{
    (void)fprintf(p->labels, "%s\t%s\t%s\t%s\t%lld\t%lld\t%s\t%s\n", l->account.s, l->clause,
                  l->least, l->greatest, (long long)l->from, (long long)l->to, l->kind.s, l->why.s);
}

void label_innocent(struct plan *p, uint32_t person, struct text kind, const char *why)
{
    site_label(p, &(struct label){ p->persons[person].name, "-", "none", "record", p->start,
                                   day_start(p, p->days), kind, text("%s", why) });
}

/* Mailboxes take mail as ever, also those of who has left: the operators' to mend. */
void label_mailbox(struct plan *p, uint32_t person, uint32_t last)
{
    site_label(p, &(struct label){ p->persons[person].name, "aliases", "notify", "notify",
                                   day_start(p, last + 1), day_start(p, p->days),
                                   text("mailbox_of_leaver"), text("its mailbox takes mail") });
}

/* The server took more recipients at once than the policy allows: told or not, it is no error. */
void label_server(struct plan *p, int64_t when)
{
    site_label(p, &(struct label){ text("(operator)"), "*", "none", "notify", when, when + DAY,
                                   text("server's limit"), text("more recipients than allowed") });
}
