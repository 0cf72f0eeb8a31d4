/* Texts and lines of the evidence; the raw text stays the evidence's own. */
#include "analyzer/run/judge/judge_parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyzer/run/in_queue.h"
#include "detectors/detector.h"

static void set_id(struct finding *f, const struct evidence *e)
{
    char key[1200];
    struct civil day = clock_to_local(e->lines ? e->first : 0); /* a file's has none */
    int n = snprintf(key, sizeof(key), SLICE_FMT "\n%s\n" SLICE_FMT "\n%llu\n%04d-%02d-%02d",
                     SLICE_ARG(slice_head(e->account->name, 300)), e->detector->name,
                     SLICE_ARG(slice_head(e->anchor, 500)),
                     (unsigned long long)(e->anchor.n ? 0 : e->mailing.size), day.year, day.month,
                     day.day);

    (void)snprintf(f->id, sizeof(f->id), "F-%016llx",
                   (unsigned long long)hash_frozen(slice_of(key, (size_t)n)));
}

/* Inputs of earlier runs first. */
static int by_place(const void *x, const void *y)
{
    const struct cite *a = &((const struct quote *)x)->at, *b = &((const struct quote *)y)->at;

    if (a->input != b->input)
        return (a->input ^ INPUT_EARLIER) < (b->input ^ INPUT_EARLIER) ? -1 : 1;
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
    for (size_t i = 0; i < quotes_kept(qs); i++)
        add_quote(f, &qs->at[i], kind);
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
    f->quotes = arena_new(a, QUOTE_KINDS * QUOTES_MAX * sizeof(*f->quotes));
    add_quotes(f, &e->accepted, QUOTE_ACCEPTED);
    add_quotes(f, &e->subject, QUOTE_SUBJECT);
    add_quotes(f, &e->from, QUOTE_FROM);
    add_quotes(f, &e->queued, QUOTE_QUEUED);
    add_quotes(f, &e->other, QUOTE_OUTCOME);
    drop_doubles(f);
    f->lines = e->lines;
}

static void say_unchecked(struct finding *f, const struct evidence *e, struct arena *a)
{
    slice *list = arena_new(a, 4 * sizeof(*list));

    if (e->mailing.account && e->anchor.n == 0)
        list[f->n_unchecked++] = SLICE("Whether these messages have one subject: it is not logged "
                                       "for them; they were recognised by their size.");
    if (e->mailing.account)
        list[f->n_unchecked++] = SLICE("What the messages say: no log holds that.");
    if (e->detector->clause == CLAUSE_FORGED_HEADER && e->accepted.n && e->from.n == 0)
        list[f->n_unchecked++] = SLICE("Who stands in the header From of these messages: it is "
                                       "not logged for them.");
    if (e->detector->unchecked)
        list[f->n_unchecked++] = slice_str(e->detector->unchecked);
    f->unchecked = list;
}

static slice cause_of(const struct evidence *e, struct arena *a)
{
    char text[512];
    int n =
        e->mailing.account
            ? snprintf(text, sizeof(text), "mailing %llu", (unsigned long long)e->mailing.number)
            : snprintf(text, sizeof(text), "of " SLICE_FMT,
                       SLICE_ARG(slice_head(e->anchor.n ? e->anchor : e->account->name, 400)));

    return arena_keep(a, slice_of(text, (size_t)n));
}

static bool is_its_senders(enum announced how)
{
    return how != ANNOUNCED_NOT && how != ANNOUNCED_FOREIGN;
}

/* Servers do not always say for how many they accepted a message. */
static uint64_t addressed(const struct evidence *e)
{
    uint64_t told =
        e->mailing.addressed > e->mailing.recipients ? e->mailing.addressed : e->mailing.recipients;

    return told > e->unsettled ? told : e->unsettled;
}

void judge_describe(const struct judge *j, struct finding *f, const struct evidence *e)
{
    struct arena *a = j->arena;

    f->account = e->account;
    f->detector = e->detector->name;
    f->title = e->detector->title;
    f->clause = e->detector->clause;
    f->certainty = e->certainty;
    f->is_going_on = e->unsettled || e->last >= j->ended - (usec)HOUR * USEC_PER_SECOND;
    f->is_operators = e->is_operators;
    f->family = e->family;
    f->weight = e->weight > 0 ? e->weight : 0;
    f->has_queue = e->mailing.account || e->warrants == ACTION_HOLD_MAILING;
    f->unsettled = e->unsettled;
    in_queue_hand_over(f, e->in_queue, a);
    f->addressed = e->mailing.account ? addressed(e) : 0;
    f->pattern = judge_pattern(e);
    f->can_be_held =
        (e->mailing.account || e->warrants == ACTION_HOLD_MAILING) && !judge_is_over(j, e);
    f->cause = cause_of(e, a);
    f->is_announced = e->mailing.account && is_its_senders(e->announced);
    f->first = e->first;
    f->last = e->last;
    f->rhythm = e->rhythm;
    f->anchor = e->anchor;
    f->headline = judge_headline(a, e);
    f->numbers = arena_new(a, e->n_numbers * sizeof(*e->numbers));
    f->n_numbers = e->n_numbers;
    for (size_t i = 0; i < e->n_numbers; i++)
        f->numbers[i] = e->numbers[i];
    f->reasons = arena_new(a, sizeof(*f->reasons));
    f->reasons[0] = (struct reason){ judge_sentence(a, e->why, e), e->family, e->weight };
    f->n_reasons = 1;
    f->against = arena_new(a, AGAINST_EACH * sizeof(*f->against));
    take_quotes(f, e, a);
    set_id(f, e);
    say_unchecked(f, e, a);
}
