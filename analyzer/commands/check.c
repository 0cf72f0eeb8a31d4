/* check - are the site's files right? All mistakes at once, before a run depends on them. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/base/mem.h"
#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/run/sections.h"
#include "analyzer/site/dates.h"
#include "analyzer/site/site.h"

static void add_count(struct buf *b, size_t n, const char *one, const char *many)
{
    buf_addf(b, "%zu %s", n, n == 1 ? one : many);
}

/* What most sites have none of is told where there is some. */
static void add_more(struct buf *b, size_t n, const char *one, const char *many)
{
    if (n == 0)
        return;
    buf_add(b, SLICE(", "));
    add_count(b, n, one, many);
}

/* Site files and names of complaints hold what others wrote. */
static void print_line(struct out *o, struct buf *b)
{
    out_text(o, buf_slice(b));
    out_lit(o, "\n");
    buf_clear(b);
}

static void print_expired(struct out *o, struct buf *b, const struct site *s)
{
    usec now = clock_now();
    char day[32];

    for (size_t i = 0; i < s->exceptions.n; i++) {
        const struct exception *e = &s->exceptions.at[i];

        if (e->expires > now)
            continue;
        buf_addf(b,
                 "note: exceptions.yaml:%u: the exception of " SLICE_FMT " from " SLICE_FMT
                 " expired on %s",
                 (unsigned)e->line, SLICE_ARG(e->subject), SLICE_ARG(e->detector),
                 day_text(e->expires - 1, day));
        print_line(o, b);
    }
}

static bool print_site(const struct site *s)
{
    struct out out = { .fd = STDOUT_FILENO };
    struct buf b = { 0 };

    buf_addf(&b, SLICE_FMT ": no mistakes: ", SLICE_ARG(s->folder));
    add_count(&b, s->n_persons, "account", "accounts");
    buf_add(&b, SLICE(", "));
    add_count(&b, s->n_announcements, "announcement", "announcements");
    buf_add(&b, SLICE(", "));
    add_count(&b, s->domains.n, "domain", "domains");
    buf_add(&b, SLICE(", "));
    add_count(&b, s->n_networks[NETWORK_OWN], "own network", "own networks");
    add_more(&b, s->exceptions.n, "exception", "exceptions");
    add_more(&b, s->lists.n, "list", "lists");
    add_more(&b, s->canaries.n, "canary", "canaries");
    add_more(&b, s->n_no_contacts, "request for no contact", "requests for no contact");
    add_more(&b, s->complaints.n, "complaint", "complaints");
    add_more(&b, s->complaints.n_unread, "unreadable report", "unreadable reports");
    add_more(&b, s->n_adverts, "advert pattern", "advert patterns");
    add_more(&b, s->n_refusals, "refusal pattern", "refusal patterns");
    add_more(&b, s->n_replies, "reply pattern", "reply patterns");
    print_line(&out, &b);
    for (size_t i = 0; i < s->notes.n; i++) {
        buf_addf(&b, "note: " SLICE_FMT, SLICE_ARG(s->notes.at[i]));
        print_line(&out, &b);
    }
    print_expired(&out, &b, s);
    buf_free(&b);
    return run_close_output(&out);
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
    bool is_good, is_told = true;
    size_t n;

    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return usage(stdout, EXIT_DONE);
    if (argc != 2 || argv[1][0] == '-')
        return usage(stderr, EXIT_UNUSABLE);
    sections = sections_of_policy(&n);
    is_good = site_load(argv[1], sections, n, &site, &mistakes);
    if (is_good)
        is_told = print_site(&site);
    else
        print_mistakes(&mistakes);
    mistakes_free(&mistakes);
    site_free(&site);
    mem_free(sections);
    return is_good && is_told ? EXIT_DONE : EXIT_UNUSABLE;
}
