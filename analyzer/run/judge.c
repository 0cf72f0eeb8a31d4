/*
 * The ladder, one excuse after the other. Each that applies lowers the action and is
 * said; each that was looked for and does not apply is said, too.
 */
#include "analyzer/run/judge.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyzer/run/judge_text.h"
#include "detectors/detector.h"

static const int32_t family_caps[FAMILIES] = {
    [FAMILY_VOLUME] = 4000,         [FAMILY_INVALID] = 4000,   [FAMILY_REMOTE] = 4000,
    [FAMILY_LOCAL_FILTER] = 3000,   [FAMILY_COMPLAINT] = 3000, [FAMILY_CANARY] = 4000,
    [FAMILY_AUTHENTICATION] = 2000, [FAMILY_FORGED] = 3000,    [FAMILY_CAMPAIGN] = 2000,
    [FAMILY_CONFIGURATION] = 3000,
};

enum { AGAINST_EACH = 8 };

/* A finding in the making: what is weighed against the evidence, and what is left of it. */
struct case_file {
    const struct judge *judge;
    const struct evidence *evidence;
    struct finding *finding;
    enum action action;
    int32_t score;
};

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

static void weigh_announcement(struct case_file *c)
{
    const struct announcement *an = c->evidence->mailing.announcement;
    struct arena *a = c->judge->arena;

    switch (c->evidence->announced) {
    case ANNOUNCED_YES:
        against(c, -3000, ACTION_RECORD,
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

static void weigh(struct case_file *c)
{
    const struct evidence *e = c->evidence;

    for (size_t i = 0; i < e->n_against; i++)
        against(c, e->against[i].weight, ACTION_DISABLE_ACCOUNT,
                judge_sentence(c->judge->arena, e->against[i].text, e));
    if (!e->mailing.account)
        return;
    weigh_announcement(c);
    weigh_kind(c);
    weigh_identity(c);
    weigh_end(c);
}

static void set_id(struct finding *f, const struct evidence *e)
{
    char key[1200];
    struct civil day = clock_to_local(e->first == USEC_MAX ? 0 : e->first);
    int n = snprintf(key, sizeof(key), SLICE_FMT "\n%s\n" SLICE_FMT "\n%llu\n%04d-%02d-%02d",
                     SLICE_ARG(slice_head(e->account->name, 300)), e->detector->name,
                     SLICE_ARG(slice_head(e->anchor, 500)),
                     (unsigned long long)(e->anchor.n ? 0 : e->mailing.size), day.year, day.month,
                     day.day);

    (void)snprintf(f->id, sizeof(f->id), "F-%016llx",
                   (unsigned long long)hash_frozen(slice_of(key, (size_t)n)));
}

static int by_place(const void *x, const void *y)
{
    const struct cite *a = &((const struct quote *)x)->at, *b = &((const struct quote *)y)->at;

    if (a->input != b->input)
        return a->input < b->input ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static int by_place_and_kind(const void *x, const void *y)
{
    int order = by_place(x, y);

    return order ? order
                 : (int)((const struct quote *)x)->kind - (int)((const struct quote *)y)->kind;
}

static void add_quote(struct finding *f, const struct quote *q, enum quote_kind kind)
{
    if (q->at.line == 0)
        return;
    f->quotes[f->n_quotes] = *q;
    f->quotes[f->n_quotes++].kind = kind;
}

static void add_quotes(struct finding *f, const struct quotes *qs, enum quote_kind kind)
{
    for (size_t i = 0; i < QUOTES_EACH; i++)
        add_quote(f, &qs->first[i], kind);
    for (size_t i = 0; i < QUOTES_EACH; i++)
        add_quote(f, &qs->last[i], kind);
    f->lines_of[kind] = qs->n;
}

static void drop_doubles(struct finding *f)
{
    size_t kept = 0;

    qsort(f->quotes, f->n_quotes, sizeof(*f->quotes), by_place_and_kind);
    for (size_t i = 0; i < f->n_quotes; i++)
        if (kept == 0 || by_place(&f->quotes[kept - 1], &f->quotes[i]) != 0)
            f->quotes[kept++] = f->quotes[i];
    f->n_quotes = kept;
}

static void take_quotes(struct finding *f, const struct evidence *e, struct arena *a)
{
    f->quotes = arena_new(a, 8 * QUOTES_EACH * sizeof(*f->quotes));
    add_quotes(f, &e->accepted, QUOTE_ACCEPTED);
    add_quotes(f, &e->subject, QUOTE_SUBJECT);
    add_quotes(f, &e->queued, QUOTE_QUEUED);
    add_quotes(f, &e->other, QUOTE_OUTCOME);
    drop_doubles(f);
    f->lines = e->lines;
}

static void describe(const struct judge *j, struct finding *f, const struct evidence *e)
{
    struct arena *a = j->arena;

    f->account = e->account;
    f->detector = e->detector->name;
    f->title = e->detector->title;
    f->clause = e->detector->clause;
    f->certainty = e->certainty;
    f->is_going_on = e->unsettled || e->last >= j->ended - (usec)HOUR * USEC_PER_SECOND;
    f->is_operators = e->is_operators;
    f->first = e->first;
    f->last = e->last;
    f->rhythm = e->rhythm;
    f->anchor = e->anchor;
    f->headline = judge_headline(a, e);
    f->numbers = arena_new(a, sizeof(e->numbers));
    memcpy(f->numbers, e->numbers, sizeof(e->numbers));
    f->n_numbers = e->n_numbers;
    f->reasons = arena_new(a, sizeof(*f->reasons));
    f->reasons[0] = (struct reason){ judge_sentence(a, e->why, e), e->family, e->weight };
    f->n_reasons = 1;
    f->against = arena_new(a, AGAINST_EACH * sizeof(*f->against));
    take_quotes(f, e, a);
}

static void say_unchecked(struct finding *f, const struct evidence *e, struct arena *a)
{
    slice *list = arena_new(a, 2 * sizeof(*list));

    if (e->mailing.account && e->anchor.n == 0)
        list[f->n_unchecked++] = SLICE("Whether these messages have one subject: it is not logged "
                                       "for them; they were recognised by their size.");
    if (e->mailing.account)
        list[f->n_unchecked++] = SLICE("What the messages say, and who stands in their header "
                                       "From: neither is read from these logs.");
    f->unchecked = list;
}

static void decide(const struct judge *j, struct finding *f, const struct evidence *e)
{
    struct case_file c = { .judge = j, .evidence = e, .finding = f, .action = e->warrants };

    describe(j, f, e);
    c.score = e->weight < family_caps[e->family] ? e->weight : family_caps[e->family];
    weigh(&c);
    f->action = c.action;
    f->score = c.score;
    f->advice = judge_advice(j->arena, e, c.action);
    set_id(f, e);
    say_unchecked(f, e, j->arena);
}

static int by_order(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;
    int order = slice_cmp(a->account->name, b->account->name);

    if (a->action != b->action)
        return a->action > b->action ? -1 : 1;
    if (order)
        return order;
    return a->clause != b->clause ? (int)a->clause - (int)b->clause : strcmp(a->id, b->id);
}

struct finding *judge_all(const struct judge *j, const struct evidence_list *list, size_t *n)
{
    struct finding *all;
    size_t count = 0;

    for (const struct evidence *e = list->first; e; e = e->next)
        count += e->is_ripe;
    all = arena_new(j->arena, (count + 1) * sizeof(*all));
    *n = 0;
    for (const struct evidence *e = list->first; e; e = e->next)
        if (e->is_ripe)
            decide(j, &all[(*n)++], e);
    qsort(all, *n, sizeof(*all), by_order);
    return all;
}
