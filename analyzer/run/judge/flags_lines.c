/* What programs and syslog daemons make of lines: new words, cut names, "came again". */
#include "analyzer/run/judge/flags.h"

/* A program is flagged when more of its lines than this are in no known form; both must hold. */
enum { UNREAD_LINES = 20, UNREAD_PER_CENT = 2, PROGRAMS_TOLD = 10 };

static bool is_unread(const struct program_sum *p, uint64_t *lines)
{
    *lines = flags_lines(p->verdicts);
    return p->is_read && p->unread > UNREAD_LINES && p->unread * 100 > *lines * UNREAD_PER_CENT;
}

/* Of a server with many daemons, whose names have a slash unless a syslog daemon cut it off. */
static void flag_cut_names(struct flags *fs, const struct result *r)
{
    for (size_t i = 0; i < r->books.n_programs; i++) {
        const struct program_sum *p = &r->books.programs[i];

        if (p->is_cut && p->verdicts[VERDICT_PARSED])
            flags_raise(fs, FLAG_CUT_NAMES,
                        SLICE_FMT
                        ": %llu lines do not say which daemon wrote them, and were read by their "
                        "wording: a syslog daemon cut the name at its slash. rsyslog keeps it "
                        "with global(parser.permitSlashInProgramName=\"on\").",
                        SLICE_ARG(slice_head(p->name, 200)),
                        (unsigned long long)p->verdicts[VERDICT_PARSED]);
    }
}

/* A new version says things in new words, and they go unread: that must not be silent. */
void flags_of_programs(struct flags *fs, const struct result *r)
{
    uint64_t lines, told = 0;

    flag_cut_names(fs, r);
    for (size_t i = 0; i < r->books.n_programs; i++) {
        const struct program_sum *p = &r->books.programs[i];

        if (!is_unread(p, &lines) || told++ >= PROGRAMS_TOLD)
            continue;
        flags_raise(fs, FLAG_UNKNOWN_FORM,
                    SLICE_FMT ": %llu of %llu lines are in no known form: a new version, or debug "
                              "logging? Samples stand with the reasons for verdicts.",
                    SLICE_ARG(slice_head(p->name, 200)), (unsigned long long)p->unread,
                    (unsigned long long)lines)
            ->blocks = true;
    }
    if (told > PROGRAMS_TOLD)
        flags_raise(fs, FLAG_UNKNOWN_FORM, "%llu more programs have lines in no known form.",
                    (unsigned long long)(told - PROGRAMS_TOLD));
}

/* An update in the middle of a log: how much of it goes unread, and since when. */
void flags_of_drift(struct flags *fs, const struct lines *lines)
{
    size_t n;
    const struct program **all = lines_drifted(lines, &n);
    char text[32];

    for (size_t i = 0; i < n && i < PROGRAMS_TOLD; i++) {
        const struct drift *d = &all[i]->drift;
        struct flag *flag = flags_raise(
            fs, FLAG_FORM_DRIFT,
            SLICE_FMT " on " SLICE_FMT ": from %s on %llu of %llu lines are in no known form, "
                      "before that %llu of %llu: an update, or another configuration?",
            SLICE_ARG(slice_head(all[i]->name, 200)), SLICE_ARG(slice_head(all[i]->host, 200)),
            clock_local_text(d->jumped, text), (unsigned long long)d->after.unread,
            (unsigned long long)d->after.lines, (unsigned long long)d->before.unread,
            (unsigned long long)d->before.lines);

        flag->host = all[i]->host;
        flag->blocks = true;
    }
    if (n > PROGRAMS_TOLD)
        flags_raise(fs, FLAG_FORM_DRIFT, "The same holds for %llu more programs.",
                    (unsigned long long)(n - PROGRAMS_TOLD));
}

/* Counting what is not written one by one is a guess at what was: that must be told. */
void flags_of_repeats(struct flags *fs, const struct repeats *r, const struct attempts *a)
{
    if (r->n)
        flags_raise(fs, FLAG_REPEATS,
                    "%llu line%s that the one before came again, %llu times in all: refusals and "
                    "failed logins in them count as often.",
                    (unsigned long long)r->n, r->n == 1 ? " says" : "s say",
                    (unsigned long long)r->times);
    if (r->beyond)
        flags_raise(fs, FLAG_REPEATS,
                    "%llu of these times are not counted: no server refuses one client more than "
                    "%d times in a row.",
                    (unsigned long long)r->beyond, REPEATS_MAX);
    if (a->untold)
        flags_raise(fs, FLAG_REPEATS,
                    "%llu of the refusals that are not written one by one are left out of the "
                    "findings: at most %d of a line count there, as many as a server allows in one "
                    "session.",
                    (unsigned long long)a->untold, TOLD_MAX);
    if (r->n_homeless)
        flags_raise(fs, FLAG_LOST_REPEATS,
                    "%llu line%s that a line came again which is not in these logs, %llu times in "
                    "all: what it said is missing here.",
                    (unsigned long long)r->n_homeless, r->n_homeless == 1 ? " says" : "s say",
                    (unsigned long long)r->homeless);
}
