/*
 * The sum and the findings by themselves each recommend something; the greater of both is
 * the ruling. What was counted, a mailing nobody announced, needs no sum.
 */
#include "analyzer/run/judge/judge_parts.h"

/* The kinds whose task explains much of what is unusual in a person. */
enum { TASK_EXCUSE = -2000 };

static void excuse(const struct judge *j, struct ruling *v)
{
    const struct account *who = v->account;
    const char *why = who->kind == KIND_LIST     ? "The account is a mailing list."
                      : who->kind == KIND_SYSTEM ? "The account is a system's."
                      : who->kind == KIND_ORGANISATION
                          ? "The account is an organisation's: many people use it, for many."
                          : NULL;

    if (!why || v->is_operators)
        return;
    v->excuses = arena_new(j->arena, sizeof(*v->excuses));
    v->excuses[v->n_excuses++] = (struct reason){ .text = slice_str(why), .weight = TASK_EXCUSE };
}

/* Half way between two steps, in odds, the nearer one begins. */
static const char *chance_of(int32_t odds)
{
    static const struct {
        int32_t below; /* thousandths of log10 of the odds */
        const char *words;
    } steps[] = {
        { -2496, "less than 1 %" }, { -1843, "about 1 %" }, { -1485, "about 2 %" },
        { -1117, "about 5 %" },     { -778, "about 10 %" }, { -455, "about 20 %" },
        { -154, "about 33 %" },     { 154, "about 50 %" },  { 455, "about 67 %" },
        { 778, "about 80 %" },      { 1117, "about 90 %" }, { 1485, "about 95 %" },
        { 1843, "about 98 %" },     { 2146, "about 99 %" },
    };

    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
        if (odds < steps[i].below)
            return steps[i].words;
    return "more than 99 %";
}

static void take_tally(const struct judge *j, struct ruling *v, const struct tally *t)
{
    v->sum = t->sum;
    for (size_t i = 0; i < v->n_excuses; i++)
        v->sum += v->excuses[i].weight;
    v->n_families = 0;
    for (int f = 0; f < FAMILIES; f++)
        if (t->families[f].pieces)
            v->families[v->n_families++] = t->families[f];
    v->by_sum = judge_by_sum(j, v);
}

static bool is_better(const struct ruling *a, const struct ruling *b)
{
    return a->by_sum != b->by_sum ? a->by_sum > b->by_sum : a->sum > b->sum;
}

/* Volume and invalid recipients of one announced mailing: the reading that leaves more. */
static void read_both_ways(const struct judge *j, struct ruling *v, struct finding **at, size_t n,
                           const struct tally *all)
{
    struct left_out out = { FAMILY_INVALID, all->best[FAMILY_VOLUME]->cause };
    struct ruling other = *v;
    struct tally t;

    judge_add_up(j, at, n, &out, &t);
    take_tally(j, v, &t);
    out.family = FAMILY_VOLUME;
    judge_add_up(j, at, n, &out, &t);
    take_tally(j, &other, &t);
    if (!is_better(v, &other)) {
        *v = other;
        return;
    }
    out.family = FAMILY_INVALID;
    judge_add_up(j, at, n, &out, &t);
}

/* Faults of the servers count nothing: nobody is held to them. */
static void add_up(const struct judge *j, struct ruling *v)
{
    struct finding **at = arena_new(j->arena, v->n_findings * sizeof(struct finding *));
    struct tally t;
    size_t n = 0;

    for (size_t i = 0; i < v->n_findings; i++)
        if (!v->findings[i].is_operators)
            at[n++] = &v->findings[i];
    judge_order(at, n);
    judge_add_up(j, at, n, NULL, &t);
    if (judge_has_one_cause(&t))
        read_both_ways(j, v, at, n, &t);
    else
        take_tally(j, v, &t);
}

static enum certainty certainty_of_sum(const struct ladder *l, int32_t sum)
{
    return sum >= l->disable ? CERTAINTY_STRONG
           : sum >= l->hold  ? CERTAINTY_LIKELY
                             : CERTAINTY_HINT;
}

/* That of the surest finding that warrants the action, or of the sum that goes beyond them. */
static enum certainty certainty_of(const struct judge *j, const struct ruling *v)
{
    enum certainty surest = CERTAINTY_HINT;

    if (v->by_sum > v->by_rule)
        return certainty_of_sum(&j->ladder, v->sum);
    for (size_t i = 0; i < v->n_findings; i++)
        if (v->findings[i].action == v->by_rule && v->findings[i].certainty > surest)
            surest = v->findings[i].certainty;
    return surest;
}

void judge_account(const struct judge *j, struct ruling *v, struct finding *at, size_t n)
{
    *v = (struct ruling){ .account = at[0].account, .findings = at, .n_findings = n };
    v->usual = at[0].account->work ? at[0].account->work->portrait : NULL;
    v->is_operators = true;
    for (size_t i = 0; i < n; i++) {
        v->is_operators = v->is_operators && at[i].is_operators;
        if (at[i].action > v->by_rule)
            v->by_rule = at[i].action;
    }
    excuse(j, v);
    add_up(j, v);
    v->action = v->by_sum > v->by_rule ? v->by_sum : v->by_rule;
    v->certainty = certainty_of(j, v);
    v->confirmed = judge_confirmed(j, v->account);
    v->prior = j->site->prior_odds;
    v->posterior = v->prior + v->sum;
    v->chance = chance_of(v->posterior);
}
