/*
 * Dates that cannot be, or that the policy does not allow. Directories are made by other
 * programs and have such rows by the dozen; they must not stop a run, so they are notes.
 */
#include "analyzer/site/dates.h"
#include "analyzer/site/load.h"

struct oddity {
    const char *what;
    bool (*is_there)(const struct person *p);
};

static bool is_later(usec when, usec than)
{
    return when != USEC_NONE && than != USEC_NONE && when > than;
}

static bool left_before_it_was_created(const struct person *p)
{
    return is_later(p->created, p->left);
}

static bool deleted_late(const struct person *p)
{
    return !p->is_in_bad_standing && p->left != USEC_NONE &&
           is_later(p->deleted, clock_next_day(years_later(p->left, 1)));
}

static bool deleted_late_in_bad_standing(const struct person *p)
{
    return p->is_in_bad_standing && p->left != USEC_NONE &&
           is_later(p->deleted, clock_next_day(p->left));
}

static bool forwarded_long(const struct person *p)
{
    return p->left != USEC_NONE &&
           is_later(p->forward_until, clock_next_day(years_later(p->left, 1)));
}

static const struct oddity oddities[] = {
    { "'left' is earlier than 'created'", left_before_it_was_created },
    { "'deleted' is more than a year after 'left'", deleted_late },
    { "'deleted' is later than 'left', in bad standing", deleted_late_in_bad_standing },
    { "'forward_until' is more than a year after 'left'", forwarded_long },
};

static void note_oddity(struct load *l, const struct oddity *o)
{
    const struct person *first = NULL;
    size_t n = 0;

    for (size_t i = 0; i < l->site->n_persons; i++) {
        if (!o->is_there(&l->site->persons[i]))
            continue;
        if (n++ == 0)
            first = &l->site->persons[i];
    }
    if (n == 1)
        load_note(l, "directory.csv:%u: %s", (unsigned)first->line, o->what);
    else if (n)
        load_note(l, "directory.csv:%u: %s, and so in %zu more row%s", (unsigned)first->line,
                  o->what, n - 1, n == 2 ? "" : "s");
}

void directory_note_dates(struct load *l)
{
    for (size_t i = 0; i < sizeof(oddities) / sizeof(oddities[0]); i++)
        note_oddity(l, &oddities[i]);
}
