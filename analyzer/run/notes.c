/* Each sentence says what is so, and what would mend it. */
#include "analyzer/run/notes.h"

#include <stdarg.h>
#include <stdio.h>

#include "analyzer/base/mem.h"
#include "analyzer/site/dates.h"

enum { EXCEPTIONS_TOLD = 20, HOLE = 16 };

/* A host is noted when the header From of more of its messages than this is not logged. */
enum { FROM_PER_CENT = 10, FROMS_TOLD = 10 };

/* A program is noted when more of its lines than this are in no known form; both must hold. */
enum { UNREAD_LINES = 20, UNREAD_PER_CENT = 2, PROGRAMS_TOLD = 10 };

__attribute__((format(printf, 2, 3))) static void note(struct notes *n, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    n->list.at = mem_grow(n->list.at, &n->list.cap, n->list.n + 1, sizeof(slice));
    n->list.at[n->list.n++] = arena_keep(n->arena, slice_str(text));
}

/* Each once, however many inputs have it. */
static uint64_t lines_of(const uint64_t verdicts[VERDICTS])
{
    uint64_t sum = 0;

    for (int v = 0; v < VERDICTS; v++)
        sum += v == VERDICT_REPEATED ? 0 : verdicts[v];
    return sum;
}

static void note_share(struct notes *n, const struct result *r)
{
    uint64_t sum = lines_of(r->verdicts);

    if (sum == 0)
        note(n, "No line was read.");
    else if (r->verdicts[VERDICT_PARSED] == 0)
        note(n, "None of %llu lines could be parsed: these are no logs of a server that is read.",
             (unsigned long long)sum);
    else if (r->verdicts[VERDICT_MALFORMED] * 1000 > sum)
        note(n, "%llu of %llu lines are malformed: what they said is missing here.",
             (unsigned long long)r->verdicts[VERDICT_MALFORMED], (unsigned long long)sum);
}

/* Blocks that were laid out on the disk and never written; few NULs may be anybody's. */
static void note_nuls(struct notes *n, const struct input_sum *s)
{
    char places[64] = "";

    if (s->nul_places > 1)
        (void)snprintf(places, sizeof(places), " in %llu places",
                       (unsigned long long)s->nul_places);
    if (s->nul_bytes)
        note(n, SLICE_FMT ": %llu NUL byte%s%s, from byte %llu on, %s skipped%s.",
             SLICE_ARG(slice_head(s->name, 300)), (unsigned long long)s->nul_bytes,
             s->nul_bytes == 1 ? "" : "s", places, (unsigned long long)s->nul_first,
             s->nul_bytes == 1 ? "was" : "were",
             s->nul_bytes < HOLE
                 ? ""
                 : ": the machine crashed or its disk was full, and lines may be missing there");
}

void notes_of_inputs(struct notes *n, const struct result *r, struct inputs *in)
{
    size_t n_told;
    const slice *told = inputs_notes(in, &n_told);

    for (size_t i = 0; i < r->n_inputs; i++)
        note_nuls(n, &r->inputs[i]);
    for (size_t i = 0; i < r->n_inputs; i++)
        if (r->inputs[i].trouble.n)
            note(n, SLICE_FMT ": " SLICE_FMT, SLICE_ARG(slice_head(r->inputs[i].name, 300)),
                 SLICE_ARG(slice_head(r->inputs[i].trouble, 600)));
    for (size_t i = 0; i < n_told; i++)
        note(n, SLICE_FMT, SLICE_ARG(slice_head(told[i], 1000)));
    note_share(n, r);
}

static bool is_unread(const struct program_sum *p, uint64_t *lines)
{
    *lines = lines_of(p->verdicts);
    return p->is_read && p->unread > UNREAD_LINES && p->unread * 100 > *lines * UNREAD_PER_CENT;
}

/* A server with many daemons has a slash in their names, unless a syslog daemon cut it off. */
static void note_cut_names(struct notes *n, const struct result *r)
{
    for (size_t i = 0; i < r->books.n_programs; i++) {
        const struct program_sum *p = &r->books.programs[i];

        if (p->is_read && p->verdicts[VERDICT_PARSED] && slice_find(p->name, '/') == p->name.n)
            note(n,
                 SLICE_FMT
                 ": %llu lines do not say which daemon wrote them, and were read by their "
                 "wording: a syslog daemon cut the name at its slash. rsyslog keeps it "
                 "with global(parser.permitSlashInProgramName=\"on\").",
                 SLICE_ARG(slice_head(p->name, 200)),
                 (unsigned long long)p->verdicts[VERDICT_PARSED]);
    }
}

/* A new version says things in new words, and they go unread: that must not be silent. */
void notes_of_programs(struct notes *n, const struct result *r)
{
    uint64_t lines, told = 0;

    note_cut_names(n, r);
    for (size_t i = 0; i < r->books.n_programs; i++) {
        const struct program_sum *p = &r->books.programs[i];

        if (!is_unread(p, &lines) || told++ >= PROGRAMS_TOLD)
            continue;
        note(n,
             SLICE_FMT ": %llu of %llu lines are in no known form: a new version, or debug "
                       "logging? Samples stand with the reasons for verdicts.",
             SLICE_ARG(slice_head(p->name, 200)), (unsigned long long)p->unread,
             (unsigned long long)lines);
    }
    if (told > PROGRAMS_TOLD)
        note(n, "%llu more programs have lines in no known form.",
             (unsigned long long)(told - PROGRAMS_TOLD));
}

/* Counting what is not written one by one is a guess at what was: that must be told. */
void notes_of_repeats(struct notes *n, const struct repeats *r, const struct attempts *a)
{
    if (r->n)
        note(n,
             "%llu line%s that the one before came again, %llu times in all: refusals and failed "
             "logins in them count as often.",
             (unsigned long long)r->n, r->n == 1 ? " says" : "s say", (unsigned long long)r->times);
    if (r->beyond)
        note(n,
             "%llu of these times are not counted: no server refuses one client more than %d times "
             "in a row.",
             (unsigned long long)r->beyond, REPEATS_MAX);
    if (a->untold)
        note(
            n,
            "%llu of the refusals that are not written one by one are left out of the findings: at "
            "most %d of a line count there, as many as a server allows in one session.",
            (unsigned long long)a->untold, TOLD_MAX);
    if (r->n_homeless)
        note(n,
             "%llu line%s that a line came again which is not in these logs, %llu times in all: "
             "what it said is missing here.",
             (unsigned long long)r->n_homeless, r->n_homeless == 1 ? " says" : "s say",
             (unsigned long long)r->homeless);
}

static void note_domains(struct notes *n, const struct places *places)
{
    char text[700] = "";
    size_t used = 0;

    if (n->site->domains.n)
        return;
    for (size_t i = 0; i < places->n_inferred && used < sizeof(text) - 80; i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s" SLICE_FMT, i ? ", " : "",
                                 SLICE_ARG(slice_head(places->inferred[i], 64)));
    note(n,
         "The site's domains are not told; taken from what was delivered on the spot: %s. Logins "
         "with different realms stay different accounts.",
         used ? text : "none");
    note(n, "Not checked: mail accepted from outside for outside (needs the site's domains).");
}

static void note_files(struct notes *n)
{
    if (n->site->folder.n == 0)
        note(n,
             "No site was given (-c SITE): built-in limits, private networks taken as own, times "
             "in UTC.");
    if (!n->site->has_directory)
        note(
            n,
            "No directory: kinds of accounts and their aliases are not known. Not checked: whether "
            "mail was sent under somebody else's address.");
    if (!n->site->has_announcements)
        note(n, "No announcements: large mailings are at most a reason to talk to the sender.");
    for (size_t i = 0; i < n->site->notes.n; i++)
        note(n, SLICE_FMT, SLICE_ARG(slice_head(n->site->notes.at[i], 900)));
}

static void note_host_zones(struct notes *n)
{
    const struct host_zones *all = &n->site->host_zones;
    char text[700] = "";
    size_t used = 0, i;

    for (i = 0; i < all->n && used < sizeof(text) - 140; i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s" SLICE_FMT " in " SLICE_FMT,
                                 i ? ", " : "", SLICE_ARG(slice_head(all->at[i].host, 64)),
                                 SLICE_ARG(slice_head(all->names[all->at[i].zone], 64)));
    if (all->n)
        note(n,
             "Stamps without a zone are read as the policy says: %s%s; all others in " SLICE_FMT
             ".",
             text, i < all->n ? " and so on" : "", SLICE_ARG(slice_head(n->site->time_zone, 64)));
}

static bool is_any_host(const slice *hosts, size_t n, slice expected)
{
    for (size_t i = 0; i < n; i++)
        if (site_is_host(expected, hosts[i]))
            return true;
    return false;
}

static void note_unexpected(struct notes *n, const slice *hosts, size_t n_hosts)
{
    char text[700] = "";
    size_t used = 0;
    size_t more = 0;

    for (size_t i = 0; i < n_hosts; i++) {
        if (site_expects_host(n->site, hosts[i]))
            continue;
        if (used < sizeof(text) - 80)
            used += (size_t)snprintf(text + used, sizeof(text) - used, "%s" SLICE_FMT,
                                     used ? ", " : "", SLICE_ARG(slice_head(hosts[i], 64)));
        else
            more++;
    }
    if (more)
        note(n, "In the logs but not expected there (hosts): %s and %zu more.", text, more);
    else if (used)
        note(n, "In the logs but not expected there (hosts): %s.", text);
}

static void note_hosts(struct notes *n, const struct lines *lines)
{
    const struct slices *expected = &n->site->hosts;
    size_t n_hosts;
    const slice *hosts = lines_hosts(lines, &n_hosts);

    for (size_t i = 0; i < expected->n; i++)
        if (!is_any_host(hosts, n_hosts, expected->at[i]))
            note(n, "Host " SLICE_FMT " is expected in the logs and has no line.",
                 SLICE_ARG(slice_head(expected->at[i], 200)));
    if (expected->n)
        note_unexpected(n, hosts, n_hosts);
}

void notes_of_site(struct notes *n, const struct places *places, const struct lines *lines)
{
    note_files(n);
    note_host_zones(n);
    note_domains(n, places);
    note_hosts(n, lines);
}

static void note_exception(struct notes *n, const struct exception *e, usec ended)
{
    slice subject = slice_head(e->subject, 200), detector = slice_head(e->detector, 100);
    char day[32];

    if (e->expires <= ended)
        note(n,
             "The exception of " SLICE_FMT " from " SLICE_FMT
             " (exceptions.yaml, line %u) expired on %s.",
             SLICE_ARG(subject), SLICE_ARG(detector), (unsigned)e->line,
             day_text(e->expires - 1, day));
    else
        note(n,
             "No finding leans on the exception of " SLICE_FMT " from " SLICE_FMT
             " (exceptions.yaml, line %u).",
             SLICE_ARG(subject), SLICE_ARG(detector), (unsigned)e->line);
}

void notes_of_exceptions(struct notes *n, const bool *excused, usec ended)
{
    const struct exceptions *all = &n->site->exceptions;
    size_t told = 0;

    for (size_t i = 0; i < all->n; i++) {
        if (excused[i])
            continue;
        if (told++ < EXCEPTIONS_TOLD)
            note_exception(n, &all->at[i], ended);
    }
    if (told > EXCEPTIONS_TOLD)
        note(n, "And so for %zu more exceptions.", told - EXCEPTIONS_TOLD);
}

void notes_of_patterns(struct notes *n, const struct matcher *m)
{
    if (m->given_up)
        note(n,
             "A pattern of the site, " SLICE_FMT ", needed too much work on %llu subject%s: there "
             "it was taken as not fitting.",
             SLICE_ARG(slice_head(pattern_text(m->worst), 200)), (unsigned long long)m->given_up,
             m->given_up == 1 ? "" : "s");
}

void notes_of_sessions(struct notes *n, const struct sessions *s, const struct attempts *a)
{
    if (s->evicted)
        note(n,
             "No room for more than %d open sessions: the login was forgotten %llu time%s, and "
             "refusals behind that are nobody's.",
             SESSIONS_MAX, (unsigned long long)s->evicted, s->evicted == 1 ? "" : "s");
    if (a->nameless)
        note(n,
             "%llu message%s under an own address %s refused as too large, and no line says by "
             "whose login, if any: they are nobody's (Postfix before 3.10 names none at MAIL).",
             (unsigned long long)a->nameless, a->nameless == 1 ? "" : "s",
             a->nameless == 1 ? "was" : "were");
}

void notes_of_stations(struct notes *n, const struct tracker *t, const struct join *j)
{
    if (t->evicted)
        note(n, "%llu queue entries were given up for lack of room (entries_max %zu).",
             (unsigned long long)t->evicted, t->entries_max);
    if (t->outlived)
        note(n, "%llu queue entries never left the queue in this log and were given up.",
             (unsigned long long)t->outlived);
    if (j->unknown_origin)
        note(n, "%llu messages were accepted before the log begins: who sent them is not known.",
             (unsigned long long)j->unknown_origin);
    if (j->without_leg)
        note(n,
             "%llu recipients were handed to a filter, and what came out of it is not in these "
             "logs.",
             (unsigned long long)j->without_leg);
    if (!j->saw_subject)
        note(n,
             "Subjects are not logged: mailings are recognised by size alone. One line adds them: "
             "header_checks with /^Subject:/ INFO.");
}

static struct from_sum from_of_host(const struct lines *lines, const struct join *j, slice host)
{
    struct from_sum sum = { 0 };
    uint32_t number = lines_host_number(lines, host);

    for (uint32_t q = 0; q < j->tracker->n_queues; q++) {
        if (j->tracker->host_of[q] != number)
            continue;
        sum.messages += j->froms[q].messages;
        sum.logged += j->froms[q].logged;
        sum.unreadable += j->froms[q].unreadable;
    }
    return sum;
}

static bool lacks_from(const struct from_sum *sum)
{
    return sum->messages && (sum->messages - sum->logged) * 100 > sum->messages * FROM_PER_CENT;
}

static void note_from(struct notes *n, slice host, const struct from_sum *sum)
{
    note(n,
         "Not checked on host " SLICE_FMT
         ": forgery of the header From, which is not logged for %llu of %llu messages under a "
         "login. One line adds it: header_checks with /^From:/ INFO.",
         SLICE_ARG(slice_head(host, 200)), (unsigned long long)(sum->messages - sum->logged),
         (unsigned long long)sum->messages);
}

void notes_of_senders(struct notes *n, const struct lines *lines, const struct join *j)
{
    size_t n_hosts, told = 0;
    slice *hosts = lines_hosts(lines, &n_hosts);
    uint64_t unreadable = 0;

    for (size_t i = 0; i < n_hosts; i++) {
        struct from_sum sum = from_of_host(lines, j, hosts[i]);

        unreadable += sum.unreadable;
        if (lacks_from(&sum) && told++ < FROMS_TOLD)
            note_from(n, hosts[i], &sum);
    }
    if (told > FROMS_TOLD)
        note(n, "And so on %zu more hosts.", told - FROMS_TOLD);
    if (unreadable)
        note(n,
             "The header From of %llu messages is cut off or can be read in more than one way: it "
             "was not checked.",
             (unsigned long long)unreadable);
}

void notes_hand_over(struct notes *n, struct result *r)
{
    r->notes = arena_new(n->arena, (n->list.n + 1) * sizeof(*r->notes));
    if (n->list.n)
        memcpy(r->notes, n->list.at, n->list.n * sizeof(*r->notes));
    r->n_notes = n->list.n;
    mem_free(n->list.at);
}
