/* What became of the complaints of a case. */
#include "tests/cases/case.h"

static const struct complaint_told *find(const struct result *r, slice name)
{
    for (size_t i = 0; i < r->n_complaints; i++)
        if (slice_eq(r->complaints[i].complaint->name, name))
            return &r->complaints[i];
    return NULL;
}

static void check_told(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, name = { 0 }, match = { 0 }, account = { 0 }, value;
    const struct complaint_told *told;

    (void)case_token(&rest, &name, &value);
    (void)case_token(&rest, &match, &value);
    (void)case_token(&rest, &account, &value);
    told = find(r, name);
    if (!told)
        case_wrong(c, x->line, "there is no complaint '" SLICE_FMT "'", SLICE_ARG(name));
    else if (!slice_eq(match, slice_str(complaint_match_names[told->match])))
        case_wrong(c, x->line, "it is %s", complaint_match_names[told->match]);
    else if (account.n && (!told->account || !slice_eq(told->account->name, account)))
        case_wrong(c, x->line, "its account is " SLICE_FMT,
                   SLICE_ARG(told->account ? told->account->name : SLICE("nobody")));
}

static bool is_unread(const struct unread_report *u, slice place, slice words)
{
    struct buf b = { 0 };
    bool is_it;

    buf_addf(&b, SLICE_FMT ":%u", SLICE_ARG(u->name), (unsigned)u->line);
    is_it = slice_eq(buf_slice(&b), place) && slice_find_str(u->why, words) < u->why.n;
    buf_free(&b);
    return is_it;
}

static void check_unread(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, place = { 0 }, key = { 0 }, words = { 0 }, value;

    (void)case_token(&rest, &place, &value);
    (void)case_token(&rest, &key, &words);
    for (size_t i = 0; i < r->n_unread_reports; i++)
        if (is_unread(&r->unread_reports[i], place, words))
            return;
    case_wrong(c, x->line, "no report is unread there for that");
    for (size_t i = 0; i < r->n_unread_reports; i++)
        case_wrong(c, x->line, "  but " SLICE_FMT ":%u: " SLICE_FMT,
                   SLICE_ARG(r->unread_reports[i].name), (unsigned)r->unread_reports[i].line,
                   SLICE_ARG(r->unread_reports[i].why));
}

bool case_check_complaint(struct test_case *c, const struct expected *x, const struct result *r)
{
    if (slice_eq(x->key, SLICE("complaint")))
        check_told(c, x, r);
    else if (slice_eq(x->key, SLICE("unread")))
        check_unread(c, x, r);
    else
        return false;
    return true;
}

void case_tell_complaints(struct buf *b, const struct result *r)
{
    char text[32];

    for (size_t i = 0; i < r->n_complaints; i++) {
        const struct complaint_told *t = &r->complaints[i];

        buf_addf(b, "complaint " SLICE_FMT " %s %s %s " SLICE_FMT "\n",
                 SLICE_ARG(t->complaint->name), complaint_kind_names[t->complaint->kind],
                 complaint_match_names[t->match], clock_utc_text(t->accepted, text),
                 SLICE_ARG(t->account ? t->account->name : SLICE("")));
    }
    for (size_t i = 0; i < r->n_unread_reports; i++)
        buf_addf(b, "unread " SLICE_FMT ":%u:%u " SLICE_FMT "\n",
                 SLICE_ARG(r->unread_reports[i].name), (unsigned)r->unread_reports[i].line,
                 (unsigned)r->unread_reports[i].column, SLICE_ARG(r->unread_reports[i].why));
}
