/* What an account's findings must come to. */
#include "tests/cases/case.h"

static bool is_withheld(const struct ruling *v, slice words)
{
    for (size_t i = 0; i < v->n_withheld; i++)
        if (slice_find_str(v->withheld[i], words) < v->withheld[i].n)
            return true;
    return false;
}

static bool is_number(slice value, int64_t number)
{
    bool is_negative = slice_starts(value, SLICE("-"));
    uint64_t wanted;

    return slice_u64(slice_skip(value, is_negative), &wanted) &&
           number == (is_negative ? -(int64_t)wanted : (int64_t)wanted);
}

static bool counts(const struct ruling *v, slice family, slice value)
{
    for (size_t i = 0; i < v->n_families; i++)
        if (slice_eq(slice_str(family_names[v->families[i].family]), family))
            return is_number(value, v->families[i].counted);
    return false;
}

static bool has(const struct ruling *v, slice key, slice value)
{
    if (slice_eq(key, SLICE("sum")))
        return is_number(value, v->sum);
    if (slice_eq(key, SLICE("by_sum")))
        return slice_eq(slice_str(action_names[v->by_sum]), value);
    if (slice_eq(key, SLICE("by_rule")))
        return slice_eq(slice_str(action_names[v->by_rule]), value);
    if (slice_eq(key, SLICE("certainty")))
        return slice_eq(slice_str(certainty_names[v->certainty]), value);
    if (slice_eq(key, SLICE("withheld")))
        return is_withheld(v, value);
    return counts(v, key, value);
}

static bool is_it(const struct ruling *v, slice account, slice action, slice rest)
{
    slice key, value;

    if (!slice_eq(v->account->name, account) ||
        !slice_eq(slice_str(action_names[v->action]), action))
        return false;
    while (case_token(&rest, &key, &value))
        if (value.n == 0 || !has(v, key, value))
            return false;
    return true;
}

bool case_check_ruling(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, account = { 0 }, action = { 0 }, value;
    struct buf b = { 0 };

    if (!slice_eq(x->key, SLICE("ruling")))
        return false;
    (void)case_token(&rest, &account, &value);
    (void)case_token(&rest, &action, &value);
    for (size_t i = 0; i < r->n_rulings; i++)
        if (is_it(&r->rulings[i], account, action, rest))
            return true;
    case_tell(&b, r, false);
    case_wrong(c, x->line, "no ruling " SLICE_FMT "; there is:\n" SLICE_FMT, SLICE_ARG(x->text),
               SLICE_ARG(buf_slice(&b)));
    buf_free(&b);
    return true;
}
