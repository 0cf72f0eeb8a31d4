/*
 * What people found out before is evidence, too: an alarm of the same pattern that was none.
 *
 * The same is: of one account and one detector, about the same subject (but for its numbers), the
 * same address, the same network. It weighs -2, and the action goes no further than to ask: who
 * took over an account can read its subjects and use them. Another subject of the same account
 * weighs nothing, for any mailing would then excuse the next. The very finding that was cleared
 * counts nothing, as long as nothing more has happened. What was confirmed adds no weight: a
 * repeat offender is shown as one, but this time he may be right.
 */
#include <stdio.h>

#include "analyzer/base/map.h"
#include "analyzer/run/judge/judge_parts.h"
#include "detectors/detector.h"

/* CLEARED_WEIGHT: more than any family's cap. */
enum { ALIKE_WEIGHT = -2000, CLEARED_WEIGHT = -4000, FOLDED_MAX = 500, REASON_SHOWN = 200 };

#define YEAR ((usec)PRECEDENT_DAYS * DAY * USEC_PER_SECOND)

/* Case is folded; of mailings the numbers too, as it is done to tell a mailing by its subject. */
static slice fold(slice anchor, bool is_subject, char into[FOLDED_MAX])
{
    size_t n = 0;

    anchor = slice_head(slice_trim(anchor), FOLDED_MAX);
    for (size_t i = 0; i < anchor.n; i++) {
        char c = anchor.p[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (is_subject && c >= '0' && c <= '9')
            c = '0';
        if (!is_subject || c != '0' || n == 0 || into[n - 1] != '0')
            into[n++] = c;
    }
    return slice_of(into, n);
}

uint64_t judge_pattern(const struct evidence *e)
{
    char folded[FOLDED_MAX];

    if (slice_trim(e->anchor).n == 0)
        return 0;
    return hash_frozen(fold(e->anchor, e->mailing.account != NULL, folded)) | 1;
}

uint32_t judge_confirmed(const struct judge *j, const struct account *who)
{
    struct precedents one = precedents_of(&j->precedents, who->name);

    return precedents_confirmed(&one, j->ended - YEAR);
}

/* "The same was found benign on 2026-03-04: class list." Without names. */
static slice words(const struct judge *j, const char *what, const struct decision *d,
                   const char *behind)
{
    const char *how = d->judgement == JUDGED_BENIGN ? "found benign" : "withdrawn";
    char text[512], day[32];
    int n = snprintf(text, sizeof(text), "%s %s on %.10s: " SLICE_FMT "%s", what, how,
                     clock_local_text(d->at, day), SLICE_ARG(slice_head(d->reason, REASON_SHOWN)),
                     behind);

    return arena_keep(j->arena, slice_of(text, (size_t)n));
}

static bool is_old(const struct judge *j, const struct decision *d)
{
    return d->at < j->ended - YEAR;
}

static void weigh_alike(struct case_file *c, const struct decision *d)
{
    const struct judge *j = c->judge;

    if (is_old(j, d))
        judge_against(c, 0, ACTION_DISABLE_ACCOUNT,
                      words(j, "The same was", d, ". That is over a year ago."));
    else
        judge_against(c, ALIKE_WEIGHT, ACTION_CONTACT, words(j, "The same was", d, "."));
}

/* Ids that are alike within a run are told apart later: such pieces share what was decided. */
static bool is_decided(const struct finding *f, const struct decision *d)
{
    return d && f->last <= d->at;
}

void judge_weigh_past(struct case_file *c)
{
    const struct finding *f = c->finding;
    struct precedents one = precedents_of(&c->judge->precedents, f->account->name);
    const struct decision *own = precedents_on(&one, slice_str(f->id));
    const struct decision *alike =
        f->pattern ? precedents_alike(&one, slice_str(f->detector), f->pattern) : own;
    const struct decision *other;

    if (is_decided(f, own) && decision_clears(own)) {
        judge_against(c, CLEARED_WEIGHT, ACTION_RECORD,
                      words(c->judge, "This finding was", own, "."));
        return;
    }
    if (alike && decision_clears(alike)) {
        weigh_alike(c, alike);
        return;
    }
    other = alike ? NULL : precedents_alike(&one, slice_str(f->detector), 0);
    if (other)
        judge_against(c, 0, ACTION_DISABLE_ACCOUNT,
                      words(c->judge, "Another finding of this kind was", other,
                            ". It was about something else, so it does not excuse this."));
}
