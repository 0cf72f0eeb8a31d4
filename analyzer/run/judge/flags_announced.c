/*
 * Announcements lift what is said of a mailing, so they are looked at themselves: one that nothing
 * leans on may be mistyped, and one that was written while somebody strange had its owner's login
 * may be that one's.
 */
#include "analyzer/run/judge/flags.h"
#include "analyzer/site/dates.h"

enum { RECORDS_TOLD = 20, NEW_FOR = 7 * DAY };

static bool is_over_in(const struct announcement *a, const struct result *r, usec *from)
{
    usec to;

    return r->first != USEC_NONE && announcement_ended(a, r->last, from, &to) && to >= r->first;
}

static void flag_unused(struct flags *fs, const struct announcement *a, bool is_begun_before)
{
    flags_raise(fs, FLAG_ANNOUNCEMENT,
                "No mailing of its owner fits record " SLICE_FMT
                " (announcements.yaml, line %u), whose time is over%s: nothing was sent, or what "
                "it is to be known by is mistyped.",
                SLICE_ARG(slice_head(a->id, 200)), (unsigned)a->line,
                is_begun_before ? "; it began before these logs" : "");
}

/* A finding that somebody else may be logging in as its account, and that counts. */
static const struct finding *strange_login(const struct ruling *v)
{
    for (size_t i = 0; i < v->n_findings; i++)
        if (v->findings[i].family == FAMILY_AUTHENTICATION && v->findings[i].score > 0)
            return &v->findings[i];
    return NULL;
}

static bool is_new(const struct announcement *a, const struct finding *f, usec ended)
{
    return a->created >= f->first - (usec)NEW_FOR * USEC_PER_SECOND && a->created <= ended;
}

static void flag_strange(struct flags *fs, const struct announcement *a, const struct finding *f)
{
    char day[32];

    flags_raise(fs, FLAG_ANNOUNCEMENT,
                "Record " SLICE_FMT " (announcements.yaml, line %u) was written on %s, and the "
                "logins of " SLICE_FMT ", who may send under it, look strange since then (%s): "
                "ask its owner whether it is his.",
                SLICE_ARG(slice_head(a->id, 200)), (unsigned)a->line, day_text(a->created, day),
                SLICE_ARG(slice_head(f->account->name, 200)), f->id);
}

static size_t flag_suspects(struct flags *fs, struct accounts *accounts, const struct ruling *v,
                            usec ended)
{
    const struct finding *f = strange_login(v);
    size_t told = 0;

    for (size_t i = 0; f && i < fs->site->n_announcements && told < RECORDS_TOLD; i++) {
        const struct announcement *a = &fs->site->announcements[i];

        if (!is_new(a, f, ended) || !accounts_own(accounts, a, v->account))
            continue;
        flag_strange(fs, a, f);
        told++;
    }
    return told;
}

void flags_of_announcements(struct flags *fs, const bool *announced, struct accounts *accounts,
                            const struct result *r)
{
    size_t told = 0;
    usec from;

    for (size_t i = 0; i < r->n_rulings && told < RECORDS_TOLD; i++)
        told += flag_suspects(fs, accounts, &r->rulings[i], r->last);
    told = 0;
    for (size_t i = 0; i < fs->site->n_announcements; i++) {
        const struct announcement *a = &fs->site->announcements[i];

        if (!announced[i] && is_over_in(a, r, &from) && told++ < RECORDS_TOLD)
            flag_unused(fs, a, from < clock_day(r->first));
    }
    if (told > RECORDS_TOLD)
        flags_raise(fs, FLAG_ANNOUNCEMENT, "And so %zu more announcements.", told - RECORDS_TOLD);
}
