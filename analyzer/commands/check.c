/* check - are the site's files right? All mistakes at once, before a run depends on them. */
#include <stdio.h>
#include <string.h>

#include "analyzer/base/mem.h"
#include "analyzer/commands/commands.h"
#include "analyzer/run/sections.h"
#include "analyzer/site/dates.h"
#include "analyzer/site/site.h"

static void print_count(size_t n, const char *one, const char *many)
{
    printf("%zu %s", n, n == 1 ? one : many);
}

/* What most sites have none of is told where there is some. */
static void print_more(size_t n, const char *one, const char *many)
{
    if (n == 0)
        return;
    printf(", ");
    print_count(n, one, many);
}

static void print_expired(const struct site *s)
{
    usec now = clock_now();
    char day[32];

    for (size_t i = 0; i < s->exceptions.n; i++) {
        const struct exception *e = &s->exceptions.at[i];

        if (e->expires <= now)
            printf("note: exceptions.yaml:%u: the exception of " SLICE_FMT " from " SLICE_FMT
                   " expired on %s\n",
                   (unsigned)e->line, SLICE_ARG(e->subject), SLICE_ARG(e->detector),
                   day_text(e->expires - 1, day));
    }
}

static void print_site(const struct site *s)
{
    printf(SLICE_FMT ": no mistakes: ", SLICE_ARG(s->folder));
    print_count(s->n_persons, "account", "accounts");
    printf(", ");
    print_count(s->n_announcements, "announcement", "announcements");
    printf(", ");
    print_count(s->domains.n, "domain", "domains");
    printf(", ");
    print_count(s->n_networks[NETWORK_OWN], "own network", "own networks");
    print_more(s->exceptions.n, "exception", "exceptions");
    print_more(s->lists.n, "list", "lists");
    print_more(s->canaries.n, "canary", "canaries");
    print_more(s->n_no_contacts, "request for no contact", "requests for no contact");
    print_more(s->complaints.n, "complaint", "complaints");
    print_more(s->complaints.n_unread, "unreadable report", "unreadable reports");
    print_more(s->n_refusals, "refusal pattern", "refusal patterns");
    print_more(s->n_replies, "reply pattern", "reply patterns");
    printf("\n");
    for (size_t i = 0; i < s->notes.n; i++)
        printf("note: " SLICE_FMT "\n", SLICE_ARG(s->notes.at[i]));
    print_expired(s);
}

static int usage(FILE *to, int status)
{
    fputs("usage: mailproctor check SITE\n\n"
          "Reads the site's folder and tells every mistake in its files as file:line:column.\n"
          "Exit status: 0 none, 2 mistakes.\n",
          to);
    return status;
}

int command_check(int argc, char **argv)
{
    struct mistakes mistakes = { 0 };
    struct limit_section *sections;
    struct site site;
    bool is_good;
    size_t n;

    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return usage(stdout, EXIT_DONE);
    if (argc != 2 || argv[1][0] == '-')
        return usage(stderr, EXIT_UNUSABLE);
    sections = sections_of_detectors(&n);
    is_good = site_load(argv[1], sections, n, &site, &mistakes);
    if (is_good)
        print_site(&site);
    else
        print_mistakes(&mistakes);
    mistakes_free(&mistakes);
    site_free(&site);
    mem_free(sections);
    return is_good ? EXIT_DONE : EXIT_UNUSABLE;
}
