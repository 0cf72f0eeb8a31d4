/* What the logs do not say about who sent: header From lines, and logins of refusals. */
#include "analyzer/run/judge/flags.h"

/* A host is flagged when the header From of more of its messages than this is not logged. */
enum { FROM_PER_CENT = 10, FROMS_TOLD = 10 };

void flags_of_sessions(struct flags *fs, const struct sessions *s, const struct attempts *a)
{
    if (s->evicted)
        flags_raise(fs, FLAG_UNTIED,
                    "No room for more than %d open sessions: the login was forgotten %llu time%s, "
                    "and refusals behind that are nobody's.",
                    SESSIONS_MAX, (unsigned long long)s->evicted, s->evicted == 1 ? "" : "s");
    if (a->nameless)
        flags_raise(fs, FLAG_UNTIED,
                    "%llu message%s under an own address %s refused as too large, and no line says "
                    "by whose login, if any: they are nobody's (Postfix before 3.10 names none at "
                    "MAIL).",
                    (unsigned long long)a->nameless, a->nameless == 1 ? "" : "s",
                    a->nameless == 1 ? "was" : "were");
}

/* Once the join is closed. */
void flags_of_logins(struct flags *fs, const struct join *j)
{
    uint64_t proxied = j->ledger.nobodies[NOBODY_PROXY].messages;
    uint64_t unnamed = j->unnamed + j->heard.forgotten;

    if (proxied)
        flags_raise(fs, FLAG_UNTIED,
                    "%llu message%s handed in by the site's proxies, and no line says by whose "
                    "login: nobody's. Dovecot's submission service names it in its own log, "
                    "Roundcube with smtp_log; or let the proxy log in with its user's name.",
                    (unsigned long long)proxied, proxied == 1 ? " was" : "s were");
    if (j->unknown_logins)
        flags_raise(fs, FLAG_UNTIED,
                    "%llu message%s under a login that no line names: Sendmail names it once per "
                    "session, and the session's beginning is not in these logs. Nobody's, or their "
                    "own host's.",
                    (unsigned long long)j->unknown_logins,
                    j->unknown_logins == 1 ? " came" : "s came");
    if (unnamed)
        flags_raise(fs, FLAG_UNTIED,
                    "%llu line%s whose mail webmail or a submission proxy handed in, and no "
                    "message of these logs can be tied to %s.",
                    (unsigned long long)unnamed, unnamed == 1 ? " says" : "s say",
                    unnamed == 1 ? "it" : "them");
}

/* Which servers a host has. */
enum { POSTFIX = 1, EXIM = 2, SENDMAIL = 4 };

static unsigned servers_of(const struct host_heard *host)
{
    unsigned servers = 0;

    for (const struct program *p = host->instances; p; p = p->next) {
        slice name = slice_str(p->mta->name);

        servers |= slice_eq(name, SLICE("postfix"))    ? POSTFIX
                   : slice_eq(name, SLICE("exim"))     ? EXIM
                   : slice_eq(name, SLICE("sendmail")) ? SENDMAIL
                                                       : 0;
    }
    return servers;
}

static const char *subject_advice(unsigned servers)
{
    switch (servers & (POSTFIX | EXIM)) {
    case POSTFIX | EXIM:
        return "One line adds them: header_checks with /^Subject:/ INFO, for Exim log_selector = "
               "+subject.";
    case EXIM:
        return "One line adds them: log_selector = +subject.";
    default:
        return servers == SENDMAIL ? "Sendmail never logs them."
                                   : "One line adds them: header_checks with /^Subject:/ INFO.";
    }
}

static const char *from_advice(unsigned servers)
{
    if (servers == EXIM)
        return "One line adds it: warn logwrite = From: $rh_From: in the DATA ACL.";
    return servers == SENDMAIL ? "Sendmail never logs it."
                               : "One line adds it: header_checks with /^From:/ INFO.";
}

void flags_of_subjects(struct flags *fs, const struct lines *lines, const struct join *j)
{
    size_t n_hosts;
    const struct host_heard **hosts = lines_heard(lines, &n_hosts);
    unsigned servers = 0;

    for (size_t i = 0; i < n_hosts; i++)
        servers |= servers_of(hosts[i]);
    if (!j->saw_subject)
        flags_raise(fs, FLAG_NO_SUBJECT,
                    "Subjects are not logged: mailings are recognised by size alone. %s",
                    subject_advice(servers));
}

static struct from_sum from_of_host(const struct join *j, uint32_t number)
{
    struct from_sum sum = { 0 };

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

static void flag_from(struct flags *fs, const struct host_heard *host, const struct from_sum *sum)
{
    flags_raise(fs, FLAG_NO_HEADER_FROM,
                "Not checked on host " SLICE_FMT
                ": forgery of the header From, which is not logged for %llu of %llu messages under "
                "a login. %s",
                SLICE_ARG(slice_head(host->name, 200)),
                (unsigned long long)(sum->messages - sum->logged),
                (unsigned long long)sum->messages, from_advice(servers_of(host)))
        ->host = host->name;
}

void flags_of_senders(struct flags *fs, const struct lines *lines, const struct join *j)
{
    size_t n_hosts, told = 0;
    const struct host_heard **hosts = lines_heard(lines, &n_hosts);
    uint64_t unreadable = 0;

    for (size_t i = 0; i < n_hosts; i++) {
        struct from_sum sum = from_of_host(j, hosts[i]->number);

        unreadable += sum.unreadable;
        if (lacks_from(&sum) && told++ < FROMS_TOLD)
            flag_from(fs, hosts[i], &sum);
    }
    if (told > FROMS_TOLD)
        flags_raise(fs, FLAG_NO_HEADER_FROM, "And so on %zu more hosts.", told - FROMS_TOLD);
    if (unreadable)
        flags_raise(fs, FLAG_NO_HEADER_FROM,
                    "The header From of %llu messages is cut off or can be read in more than one "
                    "way: it was not checked.",
                    (unsigned long long)unreadable);
}
