/*
 * One excuse after the other. Each that applies lowers the action and is said; each that
 * was looked for and does not apply is said, too.
 */
#include "analyzer/run/judge/judge_parts.h"

#include <stdio.h>

#include "analyzer/site/dates.h"
#include "detectors/detector.h"

/* OWN_MOST: as far as replies may go. EXCEPTION_WEIGHT: more than any family's cap. */
enum { OWN_MOST = 4000, EXCEPTION_WEIGHT = 4000 };

static void against(struct case_file *c, int32_t weight, enum action at_most, slice text)
{
    struct finding *f = c->finding;

    if (f->n_against == AGAINST_EACH)
        return;
    f->against[f->n_against++] = (struct reason){ text, c->evidence->family, weight };
    c->excused += weight;
    if (at_most < c->action)
        c->action = at_most;
}

void judge_against(struct case_file *c, int32_t weight, enum action at_most, slice text)
{
    against(c, weight, at_most, text);
}

static slice printed(struct arena *a, const char *before, slice value, const char *after)
{
    char text[512];
    int n = snprintf(text, sizeof(text), "%s" SLICE_FMT "%s", before,
                     SLICE_ARG(slice_head(value, 200)), after);

    return arena_keep(a, slice_of(text, (size_t)n));
}

/* Neither the subject nor a number says what the record is about. */
static bool is_any_number_fine(const struct case_file *c)
{
    const struct mailing *m = &c->evidence->mailing;

    return m->is_subject_unseen && m->announcement->max_recipients == 0;
}

/* An announcement tells of a mailing's size, not of what else is wrong with it. */
static void mention_announcement(struct case_file *c)
{
    const struct announcement *an = c->evidence->mailing.announcement;

    if (an)
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                printed(c->judge->arena, "Record ", an->id,
                        " announces this mailing; that excuses its size alone."));
}

static void weigh_announcement(struct case_file *c)
{
    const struct announcement *an = c->evidence->mailing.announcement;
    struct arena *a = c->judge->arena;

    switch (c->evidence->announced) {
    case ANNOUNCED_YES:
        against(c, -3000, is_any_number_fine(c) ? ACTION_NOTIFY : ACTION_RECORD,
                printed(a, "Announced: record ", an->id, " fits in owner, time and size."));
        break;
    case ANNOUNCED_LATE:
        against(c, -2000, ACTION_NOTIFY,
                printed(a, "Announced, but only after the first message: record ", an->id, "."));
        break;
    case ANNOUNCED_OVERRUN:
        against(c, -1000, ACTION_CONTACT,
                printed(a, "Announced, but for fewer recipients: record ", an->id, "."));
        break;
    case ANNOUNCED_OUTSIDE:
        against(c, -1000, ACTION_CONTACT,
                printed(a, "Announced, but for another time or circle: record ", an->id, "."));
        break;
    case ANNOUNCED_FOREIGN:
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                printed(a, "Record ", an->id,
                        " looks alike, but belongs to somebody else: it does not excuse this."));
        break;
    default:
        against(c, 0, c->judge->site->has_announcements ? ACTION_DISABLE_ACCOUNT : ACTION_CONTACT,
                c->judge->site->has_announcements
                    ? SLICE("Announcements were looked through: none fits.")
                    : SLICE("No list of announcements was given, so it may have been announced."));
    }
    if (an && c->evidence->mailing.is_subject_unseen)
        against(
            c, 0, ACTION_HOLD_MAILING,
            SLICE("Subjects are not logged: that the record is about this mailing is taken from "
                  "its owner, its time and the number of recipients alone."));
}

/* An exception of the site lifts the piece altogether. */
static void weigh_exceptions(struct case_file *c)
{
    const struct evidence *e = c->evidence;
    const struct judge *j = c->judge;
    const struct exception *x =
        site_find_exception(j->site, e->account->name, e->detector->name, e->last);
    char text[512], day[32];

    if (!x) {
        if (j->site->exceptions.n)
            against(c, 0, ACTION_DISABLE_ACCOUNT,
                    SLICE("The site's exceptions were looked through: none covers this."));
        return;
    }
    j->excused[x->number] = true;
    (void)snprintf(text, sizeof(text),
                   "The site lets this pass until %s (exceptions.yaml, line %u): " SLICE_FMT
                   "; " SLICE_FMT " answers for it.",
                   day_text(x->expires - 1, day), (unsigned)x->line,
                   SLICE_ARG(slice_head(x->reason, 200)), SLICE_ARG(slice_head(x->owner, 100)));
    against(c, -EXCEPTION_WEIGHT, ACTION_RECORD, arena_keep(j->arena, slice_str(text)));
}

static void weigh_task(struct case_file *c, const char *of_volume, const char *of_others)
{
    if (c->evidence->family == FAMILY_VOLUME)
        against(c, 0, ACTION_RECORD, slice_str(of_volume));
    else
        against(c, 0, ACTION_HOLD_MAILING, slice_str(of_others));
}

static slice words_for_unknown(const struct case_file *c)
{
    if (c->judge->site->has_directory)
        return SLICE("The account is not in the directory: whether it is a list or a system is "
                     "not known.");
    return SLICE("No directory was given: whether it is a list or a system is not known.");
}

/* What it weighs is weighed once, for the account: judge_account. */
static void weigh_kind(struct case_file *c)
{
    const struct account *who = c->evidence->account;

    if (who->kind == KIND_LIST)
        weigh_task(c, "The account is a mailing list: sending to many is its task.",
                   "The account is a mailing list: its owner is asked, it is never disabled.");
    else if (who->kind == KIND_SYSTEM)
        weigh_task(c, "The account is a system that sends to many as its task.",
                   "The account is a system's: its owner is asked, it is never disabled.");
    else if (who->kind == KIND_ORGANISATION)
        against(
            c, 0, ACTION_HOLD_MAILING,
            SLICE("The account is an organisation's: phone its contact; it is never disabled."));
    else if (who->in_directory)
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                SLICE("The account is a person's: no list, system or organisation."));
    else
        against(c, 0, ACTION_DISABLE_ACCOUNT, words_for_unknown(c));
}

static void weigh_identity(struct case_file *c)
{
    const struct evidence *e = c->evidence;

    if (e->account->kind == KIND_HOST || e->identity >= IDENTITY_NETWORK)
        against(
            c, 0, ACTION_CONTACT,
            SLICE("No line names a login: only the host is known, its owner can tell who it was."));
    else if (e->identity == IDENTITY_UID)
        against(c, 0, ACTION_HOLD_MAILING,
                SLICE("Sent by a program on the server itself, under a local user."));
    else if (e->identity == IDENTITY_SUBMISSION)
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                SLICE("Webmail or a submission proxy says that it was this account's login."));
    else if (e->mailing.account)
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                SLICE("Every message was sent with this account's login."));
}

bool judge_is_over(const struct judge *j, const struct evidence *e)
{
    usec day_before = j->ended - (usec)DAY * USEC_PER_SECOND;

    return !e->unsettled && !(e->is_open && e->last >= day_before);
}

static void weigh_end(struct case_file *c)
{
    if (judge_is_over(c->judge, c->evidence))
        against(
            c, 0, ACTION_CONTACT,
            SLICE("It was over more than a day before the log ended: nothing is left to hold."));
    else if (c->evidence->unsettled)
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                SLICE("Part of it was still in the queue when the log ended."));
    else
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                SLICE("When the log ended nothing of it was left in the queue."));
}

/* What a detector says against its own piece, replies above all, goes so far and no further. */
static void weigh_own(struct case_file *c)
{
    const struct evidence *e = c->evidence;
    int32_t room = OWN_MOST;

    for (size_t i = 0; i < e->n_against; i++) {
        int32_t weight = e->against[i].weight > 0 ? 0 : e->against[i].weight;

        if (weight < -room)
            weight = -room;
        room += weight;
        against(c, weight, ACTION_DISABLE_ACCOUNT,
                judge_sentence(c->judge->arena, e->against[i].text, e));
    }
}

void judge_weigh(struct case_file *c)
{
    const struct evidence *e = c->evidence;

    weigh_own(c);
    if (c->action == ACTION_HOLD_MAILING &&
        (e->detector->clause == CLAUSE_FORGED_HEADER || e->detector->clause == CLAUSE_COMMERCIAL))
        weigh_end(c);
    if (e->mailing.account && e->family == FAMILY_VOLUME)
        weigh_announcement(c);
    else if (e->mailing.account)
        mention_announcement(c);
    weigh_exceptions(c);
    judge_weigh_past(c);
    if (e->is_operators) {
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                SLICE("It is a fault of the servers: no sender is held to it."));
        return;
    }
    if (e->account->kind != KIND_HOST || e->mailing.account)
        weigh_kind(c);
    weigh_identity(c);
    if (e->mailing.account)
        weigh_end(c);
}
