/* Findings that must be there, and findings that must not. */
#include "detectors/detector.h"
#include "tests/cases/case.h"

static bool is_any(slice s)
{
    return slice_eq(s, SLICE("*"));
}

static bool is_detector(slice name)
{
    for (size_t i = 0; detectors[i]; i++)
        if (slice_eq(slice_str(detectors[i]->name), name))
            return true;
    return false;
}

static bool is_action(slice name)
{
    for (int i = 0; i < ACTIONS; i++)
        if (slice_eq(slice_str(action_names[i]), name))
            return true;
    return false;
}

static bool contains_nocase(slice text, slice part)
{
    for (; part.n && text.n >= part.n; text = slice_skip(text, 1))
        if (slice_eq_nocase(slice_head(text, part.n), part))
            return true;
    return false;
}

/* A name that stands nowhere is a slip of the pen, not an expectation. */
static bool is_known_name(const struct test_case *c, slice name)
{
    for (size_t i = 0; i < c->n_nights; i++)
        if (contains_nocase(buf_slice(&c->nights[i]), name))
            return true;
    return contains_nocase(buf_slice(&c->log.text), name);
}

static bool says(const struct finding *f, slice words)
{
    for (size_t i = 0; i < f->n_reasons; i++)
        if (slice_find_str(f->reasons[i].text, words) < f->reasons[i].text.n)
            return true;
    for (size_t i = 0; i < f->n_against; i++)
        if (slice_find_str(f->against[i].text, words) < f->against[i].text.n)
            return true;
    return slice_find_str(f->headline, words) < f->headline.n ||
           slice_find_str(f->advice, words) < f->advice.n;
}

static bool has_number(const struct finding *f, slice name, slice value)
{
    uint64_t wanted;

    if (!slice_u64(value, &wanted))
        return false;
    if (slice_eq(name, SLICE("lines")))
        return f->lines == wanted;
    for (size_t i = 0; i < f->n_numbers; i++)
        if (slice_eq(slice_str(f->numbers[i].name), name))
            return f->numbers[i].value == (int64_t)wanted;
    return false;
}

static bool is_answer(slice value, bool answer)
{
    return slice_eq(value, answer ? SLICE("yes") : SLICE("no"));
}

static bool has(const struct finding *f, slice key, slice value)
{
    if (value.n == 0)
        return false;
    if (slice_eq(key, SLICE("says")))
        return says(f, value);
    if (slice_eq(key, SLICE("certainty")))
        return slice_eq(slice_str(certainty_names[f->certainty]), value);
    if (slice_eq(key, SLICE("going_on")))
        return is_answer(value, f->is_going_on);
    if (slice_eq(key, SLICE("operators")))
        return is_answer(value, f->is_operators);
    return has_number(f, key, value);
}

static bool is_about(const struct finding *f, slice detector, slice account)
{
    return (is_any(detector) || slice_eq(slice_str(f->detector), detector)) &&
           (is_any(account) || slice_eq(f->account->name, account));
}

static bool is_it(const struct finding *f, slice detector, slice account, slice action, slice rest)
{
    slice key, value;

    if (!is_about(f, detector, account) || !slice_eq(slice_str(action_names[f->action]), action))
        return false;
    while (case_token(&rest, &key, &value))
        if (!has(f, key, value))
            return false;
    return true;
}

static void wrong_with_findings(struct test_case *c, const struct expected *x, const char *what,
                                const struct result *r)
{
    struct buf b = { 0 };

    if (r->n_findings)
        case_tell(&b, r, false);
    else
        buf_addf(&b, "(no finding)");
    case_wrong(c, x->line, "%s " SLICE_FMT "; there is:\n" SLICE_FMT, what, SLICE_ARG(x->text),
               SLICE_ARG(buf_slice(&b)));
    buf_free(&b);
}

static void check_expect(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, detector = { 0 }, account = { 0 }, action = { 0 }, value;

    (void)case_token(&rest, &detector, &value);
    (void)case_token(&rest, &account, &value);
    (void)case_token(&rest, &action, &value);
    if (!is_detector(detector) || account.n == 0 || !is_action(action)) {
        case_wrong(c, x->line, "DETECTOR ACCOUNT ACTION is needed");
        return;
    }
    for (size_t i = 0; i < r->n_findings; i++)
        if (is_it(&r->findings[i], detector, account, action, rest))
            return;
    wrong_with_findings(c, x, "no finding", r);
}

static void check_expect_not(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, detector = { 0 }, account = { 0 }, value;

    (void)case_token(&rest, &detector, &value);
    (void)case_token(&rest, &account, &value);
    if ((!is_detector(detector) && !is_any(detector)) || account.n == 0 || rest.n) {
        case_wrong(c, x->line, "DETECTOR ACCOUNT is needed, and nothing more");
        return;
    }
    if (!is_any(account) && !is_known_name(c, account))
        case_wrong(c, x->line, "'" SLICE_FMT "' stands nowhere in the log", SLICE_ARG(account));
    for (size_t i = 0; i < r->n_findings; i++)
        if (is_about(&r->findings[i], detector, account) && r->findings[i].action > ACTION_RECORD) {
            wrong_with_findings(c, x, "found", r);
            return;
        }
}

static void check_expect_none(struct test_case *c, const struct expected *x, const struct result *r)
{
    if (x->text.n)
        case_wrong(c, x->line, "nothing may stand behind this key");
    if (r->n_findings)
        wrong_with_findings(c, x, "found something", r);
}

/* Of what is for the case handler alone: "restricted: DETECTOR ACCOUNT ..." or "restricted-none:".
 */
static bool check_restricted(struct test_case *c, const struct expected *x, const struct result *r)
{
    struct result view;

    result_restricted(r, &c->arena, &view);
    if (slice_eq(x->key, SLICE("restricted")))
        check_expect(c, x, &view);
    else if (slice_eq(x->key, SLICE("restricted-none")))
        check_expect_none(c, x, &view);
    else
        return false;
    return true;
}

bool case_check_finding(struct test_case *c, const struct expected *x, const struct result *r)
{
    if (check_restricted(c, x, r))
        return true;
    if (slice_eq(x->key, SLICE("expect")))
        check_expect(c, x, r);
    else if (slice_eq(x->key, SLICE("expect-not")))
        check_expect_not(c, x, r);
    else if (slice_eq(x->key, SLICE("expect-none")))
        check_expect_none(c, x, r);
    else
        return false;
    return true;
}
