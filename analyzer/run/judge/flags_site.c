/* What the site tells and does not tell, held against what is in the logs. */
#include <stdio.h>

#include "analyzer/run/judge/flags.h"
#include "analyzer/site/dates.h"

enum { EXCEPTIONS_TOLD = 20 };

/* A host is quiet for too long when it is so for many times as long as between two lines on
   average; one with few lines may be quiet for any time. */
enum { QUIET_FACTOR = 500, QUIET_LINES = 100, BURST_FACTOR = 5 };

static void flag_domains(struct flags *fs, const struct places *places)
{
    char text[700] = "";
    size_t used = 0;

    if (fs->site->domains.n)
        return;
    for (size_t i = 0; i < places->n_inferred && used < sizeof(text) - 80; i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s" SLICE_FMT, i ? ", " : "",
                                 SLICE_ARG(slice_head(places->inferred[i], 64)));
    flags_raise(fs, FLAG_NO_DOMAINS,
                "The site's domains are not told; taken from what was delivered on the spot: %s. "
                "Logins with different realms stay different accounts.",
                used ? text : "none");
    flags_raise(fs, FLAG_NO_DOMAINS,
                "Not checked: mail accepted from outside for outside (needs the site's domains).");
}

static void flag_files(struct flags *fs)
{
    if (fs->site->folder.n == 0)
        flags_raise(fs, FLAG_NO_SITE,
                    "No site was given (-c SITE): built-in limits, private networks taken as own, "
                    "times in UTC.");
    if (!fs->site->has_directory)
        flags_raise(fs, FLAG_NO_DIRECTORY,
                    "No directory: kinds of accounts and their aliases are not known. Not checked: "
                    "whether mail was sent under somebody else's address.")
            ->blocks = true;
    if (!fs->site->has_announcements)
        flags_raise(fs, FLAG_NO_ANNOUNCEMENTS,
                    "No announcements: large mailings are at most a reason to talk to the sender.")
            ->blocks = true;
    for (size_t i = 0; i < fs->site->notes.n; i++)
        flags_raise(fs, FLAG_SITE_FILE, SLICE_FMT,
                    SLICE_ARG(slice_head(fs->site->notes.at[i], 900)));
}

static void flag_host_zones(struct flags *fs)
{
    const struct host_zones *all = &fs->site->host_zones;
    char text[700] = "";
    size_t used = 0, i;

    for (i = 0; i < all->n && used < sizeof(text) - 140; i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s" SLICE_FMT " in " SLICE_FMT,
                                 i ? ", " : "", SLICE_ARG(slice_head(all->at[i].host, 64)),
                                 SLICE_ARG(slice_head(all->names[all->at[i].zone], 64)));
    if (all->n)
        flags_raise(
            fs, FLAG_HOST_ZONES,
            "Stamps without a zone are read as the policy says: %s%s; all others in " SLICE_FMT ".",
            text, i < all->n ? " and so on" : "", SLICE_ARG(slice_head(fs->site->time_zone, 64)));
}

void flags_of_site(struct flags *fs, const struct places *places)
{
    flag_files(fs);
    flag_host_zones(fs);
    flag_domains(fs, places);
}

static bool is_any_host(const struct host_heard **hosts, size_t n, slice expected)
{
    for (size_t i = 0; i < n; i++)
        if (site_is_host(expected, hosts[i]->name))
            return true;
    return false;
}

static void flag_silent(struct flags *fs, const struct host_heard **hosts, size_t n)
{
    struct flag *f;

    for (size_t i = 0; i < fs->site->hosts.n; i++) {
        slice expected = fs->site->hosts.at[i];

        if (is_any_host(hosts, n, expected))
            continue;
        f = flags_raise(fs, FLAG_SILENT_HOST,
                        "Host " SLICE_FMT " is expected in the logs and has no line.",
                        SLICE_ARG(slice_head(expected, 200)));
        f->host = expected;
        f->blocks = true;
    }
}

static void flag_unexpected(struct flags *fs, const struct host_heard **hosts, size_t n)
{
    char text[700] = "";
    size_t used = 0, more = 0;

    for (size_t i = 0; i < n; i++) {
        if (site_expects_host(fs->site, hosts[i]->name))
            continue;
        if (used < sizeof(text) - 80)
            used += (size_t)snprintf(text + used, sizeof(text) - used, "%s" SLICE_FMT,
                                     used ? ", " : "", SLICE_ARG(slice_head(hosts[i]->name, 64)));
        else
            more++;
    }
    if (more)
        flags_raise(fs, FLAG_UNEXPECTED_HOST,
                    "In the logs but not expected there (hosts): %s and %zu more.", text, more);
    else if (used)
        flags_raise(fs, FLAG_UNEXPECTED_HOST, "In the logs but not expected there (hosts): %s.",
                    text);
}

/* What lies between two lines on average, without the quiet time itself. */
static usec usual_gap(const struct host_heard *h)
{
    return (h->last - h->first - (h->quiet_to - h->quiet_from)) / (usec)h->lines;
}

static bool is_too_long(const struct host_heard *h, usec quiet)
{
    return h->lines >= QUIET_LINES && quiet >= (usec)QUIET_LEAST * USEC_PER_SECOND &&
           quiet >= QUIET_FACTOR * usual_gap(h);
}

/* Held against what was usual before it fell silent. */
static bool is_burst(const struct host_heard *h)
{
    usec before = (h->quiet_from - h->first) / (usec)(h->quiet_after ? h->quiet_after : 1);

    return (usec)h->burst * before > BURST_FACTOR * (usec)BURST_SPAN * USEC_PER_SECOND;
}

static void flag_quiet(struct flags *fs, const struct host_heard *h, usec ended)
{
    slice name = slice_head(h->name, 200);
    char from[32], to[32];

    if (h->lines == 0)
        return; /* all it said, another input said before */
    if (is_too_long(h, h->quiet_to - h->quiet_from)) {
        struct flag *f = flags_raise(
            fs, FLAG_LOG_GAP, "Host " SLICE_FMT " has no line from %s to %s%s: lines are missing?",
            SLICE_ARG(name), clock_local_text(h->quiet_from, from),
            clock_local_text(h->quiet_to, to), is_burst(h) ? ", and then a burst of them" : "");

        f->host = h->name;
        f->from = h->quiet_from;
        f->to = h->quiet_to;
        f->blocks = true;
    }
    if (is_too_long(h, ended - h->last)) {
        struct flag *f = flags_raise(
            fs, FLAG_LOG_GAP, "Host " SLICE_FMT " has no line after %s, other hosts have until %s.",
            SLICE_ARG(name), clock_local_text(h->last, from), clock_local_text(ended, to));

        f->host = h->name;
        f->from = h->last;
        f->to = ended;
        f->blocks = true;
    }
}

/* Hosts and programs are whatever a line says they are. */
static void flag_unplaced(struct flags *fs, uint64_t lines)
{
    if (lines)
        flags_raise(fs, FLAG_EVICTED,
                    "%llu lines name programs or hosts beyond all number: what they say of mail is "
                    "missing here.",
                    (unsigned long long)lines)
            ->blocks = true;
}

void flags_of_hosts(struct flags *fs, const struct lines *lines, usec ended)
{
    size_t n;
    const struct host_heard **hosts = lines_heard(lines, &n);

    flag_unplaced(fs, lines->unplaced);
    flag_silent(fs, hosts, n);
    if (fs->site->hosts.n)
        flag_unexpected(fs, hosts, n);
    for (size_t i = 0; i < n; i++)
        flag_quiet(fs, hosts[i], ended);
}

void flags_of_patterns(struct flags *fs, const struct matcher *m, const char *what)
{
    if (m->given_up)
        flags_raise(fs, FLAG_PATTERN,
                    "A pattern of the site, " SLICE_FMT ", needed too much work on %llu "
                    "%s%s: there it was taken as not fitting.",
                    SLICE_ARG(slice_head(pattern_text(m->worst), 200)),
                    (unsigned long long)m->given_up, what, m->given_up == 1 ? "" : "s");
}

static void flag_exception(struct flags *fs, const struct exception *e, usec ended)
{
    slice subject = slice_head(e->subject, 200), detector = slice_head(e->detector, 100);
    char day[32];

    if (e->expires <= ended)
        flags_raise(fs, FLAG_EXCEPTION,
                    "The exception of " SLICE_FMT " from " SLICE_FMT
                    " (exceptions.yaml, line %u) expired on %s.",
                    SLICE_ARG(subject), SLICE_ARG(detector), (unsigned)e->line,
                    day_text(e->expires - 1, day));
    else
        flags_raise(fs, FLAG_EXCEPTION,
                    "No finding leans on the exception of " SLICE_FMT " from " SLICE_FMT
                    " (exceptions.yaml, line %u).",
                    SLICE_ARG(subject), SLICE_ARG(detector), (unsigned)e->line);
}

void flags_of_exceptions(struct flags *fs, const bool *excused, usec ended)
{
    const struct exceptions *all = &fs->site->exceptions;
    size_t told = 0;

    for (size_t i = 0; i < all->n; i++) {
        if (excused[i])
            continue;
        if (told++ < EXCEPTIONS_TOLD)
            flag_exception(fs, &all->at[i], ended);
    }
    if (told > EXCEPTIONS_TOLD)
        flags_raise(fs, FLAG_EXCEPTION, "And so for %zu more exceptions.", told - EXCEPTIONS_TOLD);
}
