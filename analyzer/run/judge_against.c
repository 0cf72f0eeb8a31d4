/*
 * One excuse after the other. Each that applies lowers the action and is said; each that
 * was looked for and does not apply is said, too.
 */
#include "analyzer/run/judge_parts.h"

#include <stdio.h>

#include "detectors/detector.h"

static void against(struct case_file *c, int32_t weight, enum action at_most, slice text)
{
    struct finding *f = c->finding;

    if (f->n_against == AGAINST_EACH)
        return;
    f->against[f->n_against++] = (struct reason){ text, c->evidence->family, weight };
    c->score += weight;
    if (at_most < c->action)
        c->action = at_most;
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

static void weigh_kind(struct case_file *c)
{
    const struct account *who = c->evidence->account;

    if (who->kind == KIND_LIST)
        against(c, -2000, ACTION_RECORD,
                SLICE("The account is a mailing list: sending to many is its task."));
    else if (who->kind == KIND_SYSTEM)
        against(c, -2000, ACTION_RECORD,
                SLICE("The account is a system that sends to many as its task."));
    else if (who->kind == KIND_ORGANISATION)
        against(
            c, 0, ACTION_HOLD_MAILING,
            SLICE("The account is an organisation's: phone its contact; it is never disabled."));
    else if (who->in_directory)
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                SLICE("The account is a person's: no list, system or organisation."));
    else
        against(
            c, 0, ACTION_DISABLE_ACCOUNT,
            c->judge->site->has_directory
                ? SLICE("The account is not in the directory: whether it is a list or a system is "
                        "not known.")
                : SLICE("No directory was given: whether it is a list or a system is not known."));
}

static void weigh_identity(struct case_file *c)
{
    if (c->evidence->identity == IDENTITY_LOGIN)
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                SLICE("Every message was sent with this account's login."));
    else if (c->evidence->identity == IDENTITY_UID)
        against(c, 0, ACTION_HOLD_MAILING,
                SLICE("Sent by a program on the server itself, under a local user."));
    else
        against(
            c, 0, ACTION_CONTACT,
            SLICE("Sent without a login: only the host is known, its owner can tell who it was."));
}

static void weigh_end(struct case_file *c)
{
    const struct evidence *e = c->evidence;
    usec day_before = c->judge->ended - (usec)DAY * USEC_PER_SECOND;

    if (e->unsettled)
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                SLICE("Part of it was still in the queue when the log ended."));
    else if (e->is_open && e->last >= day_before)
        against(c, 0, ACTION_DISABLE_ACCOUNT,
                SLICE("When the log ended nothing of it was left in the queue."));
    else
        against(
            c, 0, ACTION_CONTACT,
            SLICE("It was over more than a day before the log ended: nothing is left to hold."));
}

void judge_weigh(struct case_file *c)
{
    const struct evidence *e = c->evidence;

    for (size_t i = 0; i < e->n_against; i++)
        against(c, e->against[i].weight, ACTION_DISABLE_ACCOUNT,
                judge_sentence(c->judge->arena, e->against[i].text, e));
    if (c->action == ACTION_HOLD_MAILING && e->detector->clause == CLAUSE_FORGED_HEADER)
        weigh_end(c);
    if (!e->mailing.account)
        return;
    weigh_announcement(c);
    weigh_kind(c);
    weigh_identity(c);
    weigh_end(c);
}
