/* Who refused everybody's mail: what is expected of one organisation. */
#include "tests/cases/case.h"

static const struct incident *find(const struct result *r, slice organisation)
{
    for (size_t i = 0; i < r->n_incidents; i++)
        if (slice_eq(r->incidents[i].organisation, organisation))
            return &r->incidents[i];
    return NULL;
}

static void check(struct test_case *c, const struct expected *x, slice rest,
                  const struct incident *is)
{
    const struct named all[] = {
        { "recipients", is->recipients },
        { "accounts", is->accounts },
        { "senders", is->senders },
        { "hurt", is->n_hurt },
        { "new_there", is->there.recipients },
        { "new_of_most", is->there.of_most },
        { "is_short", is->is_short },
        { 0 },
    };
    slice key, value, culprit = is->culprit ? is->culprit->name : SLICE("none");

    while (case_token(&rest, &key, &value)) {
        if (!slice_eq(key, SLICE("culprit")))
            case_check_number(c, x, key, value, all);
        else if (!slice_eq(value, culprit))
            case_wrong(c, x->line, "the culprit is " SLICE_FMT, SLICE_ARG(culprit));
    }
}

bool case_check_incident(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, name = { 0 }, value;
    const struct incident *is;

    if (!slice_eq(x->key, SLICE("incident")))
        return false;
    (void)case_token(&rest, &name, &value);
    is = find(r, name);
    if (slice_eq(name, SLICE("none"))) {
        if (r->n_incidents)
            case_wrong(c, x->line, "there is an incident of " SLICE_FMT,
                       SLICE_ARG(r->incidents[0].organisation));
    } else if (is) {
        check(c, x, rest, is);
    } else {
        case_wrong(c, x->line, "there is no incident of " SLICE_FMT, SLICE_ARG(name));
    }
    return true;
}
