/*
 * second_account - one person has two accounts
 *
 * Catches rows of the directory that name one person and are both a person's (student, staff,
 * faculty, retiree) and in use. The later one is told. Organisations, systems and lists may have
 * accounts beside their people's; user+tag is an address, no account. It is administrative: no
 * line of a log is held against anybody.
 *
 * Blind to one person under two names, and to a person whom the directory does not name.
 */

#include "detectors/toolbox.h"

static const struct limit limits[] = {
    { 0 },
};

static const struct field fields[] = {
    { 0 },
};

static void on_matter(struct watch *w, const struct event *ev)
{
    struct evidence *e;

    if (ev->matter->kind != MATTER_SECOND_ACCOUNT)
        return;
    e = evidence_open(w, FAMILY_CONFIGURATION, ev->matter->subject);
    e->first = e->last = ev->when;
    e->is_ripe = true;
    e->certainty = CERTAINTY_PROVED;
    e->warrants = ACTION_NOTIFY;
    e->owner = ev->matter->other;
    e->headline = "the same person has {owner}";
    e->why = ev->matter->why == MATTER_EARLIER
                 ? "The directory names {anchor} for this account (line {line}) and for {owner} "
                   "(line {other_line}), which was made earlier. A person has one account."
                 : "The directory names {anchor} for this account (line {line}) and for {owner} "
                   "(line {other_line}). A person has one account.";
    e->advice = "Look whether they are one person; if so, agree with them which account stays.";
    evidence_number(e, "line", COUNT, ev->matter->line);
    evidence_number(e, "other_line", COUNT, ev->matter->other_line);
    evidence_against(e,
                     "Two people of one name, or a change of roles that is under way, look the "
                     "same in a directory.",
                     0);
}

const struct detector detector_second_account = {
    .name = "second_account",
    .title = "A person's second account",
    .clause = CLAUSE_ACCOUNTS,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_version = 1,
    .on = { [EVENT_MATTER] = on_matter },
};
