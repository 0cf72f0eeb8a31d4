/* Sums, lines, notes and the books: what is expected of a run besides its findings. */
#include "analyzer/run/books.h"
#include "tests/cases/case.h"

bool case_token(slice *rest, slice *key, slice *value)
{
    size_t n;

    *rest = slice_trim(*rest);
    *value = (slice){ 0 };
    if (rest->n == 0)
        return false;
    for (n = 0; n < rest->n && rest->p[n] != ' ' && rest->p[n] != '='; n++)
        ;
    *key = slice_head(*rest, n);
    *rest = slice_skip(*rest, n);
    if (rest->n == 0 || rest->p[0] == ' ')
        return true;
    *rest = slice_skip(*rest, 1);
    if (rest->n && rest->p[0] == '"') {
        *rest = slice_skip(*rest, 1);
        *value = slice_head(*rest, slice_find(*rest, '"'));
        *rest = slice_skip(*rest, value->n + 1);
        return true;
    }
    *value = slice_head(*rest, slice_find(*rest, ' '));
    *rest = slice_skip(*rest, value->n);
    return true;
}

void case_check_number(struct test_case *c, const struct expected *x, slice key, slice value,
                       const struct named *all)
{
    uint64_t wanted = 0;

    while (all->name && !slice_eq(key, slice_str(all->name)))
        all++;
    if (!all->name)
        case_wrong(c, x->line, "there is no number '" SLICE_FMT "' here", SLICE_ARG(key));
    else if (!slice_u64(value, &wanted))
        case_wrong(c, x->line, SLICE_FMT ": a number is needed", SLICE_ARG(key));
    else if (wanted != all->value)
        case_wrong(c, x->line, SLICE_FMT " is %llu, not %llu", SLICE_ARG(key),
                   (unsigned long long)all->value, (unsigned long long)wanted);
}

void case_check_numbers(struct test_case *c, const struct expected *x, slice rest,
                        const struct named *all)
{
    slice key, value;

    if (slice_trim(rest).n == 0)
        case_wrong(c, x->line, "nothing is expected here");
    while (case_token(&rest, &key, &value))
        case_check_number(c, x, key, value, all);
}

size_t case_name_sums(const struct sums *s, struct named *all)
{
    size_t n = 0;

    all[n++] = (struct named){ "messages", s->messages };
    all[n++] = (struct named){ "recipients", s->recipients };
    all[n++] = (struct named){ "bytes", s->bytes };
    all[n++] = (struct named){ "external", s->external };
    all[n++] = (struct named){ "rejects", s->rejects };
    all[n++] = (struct named){ "with_login", s->with_login };
    all[n++] = (struct named){ "auth_failed", s->auth_failed };
    for (int i = 0; i < OUTCOMES; i++)
        all[n++] = (struct named){ outcome_names[i], s->outcomes[i] };
    return n;
}

static const struct account *find_account(const struct result *r, slice name)
{
    for (size_t i = 0; i < r->n_accounts; i++)
        if (slice_eq(r->accounts[i]->name, name))
            return r->accounts[i];
    return NULL;
}

static void check_sum(struct test_case *c, const struct expected *x, const struct result *r)
{
    struct named all[SUMS_NAMED + 1] = { 0 };
    slice rest = x->text, name = { 0 }, key, value;
    const struct account *a;

    (void)case_token(&rest, &name, &value);
    a = find_account(r, name);
    if (!a) {
        case_wrong(c, x->line, "there is no account '" SLICE_FMT "'", SLICE_ARG(name));
        return;
    }
    (void)case_name_sums(&a->sums, all);
    if (slice_trim(rest).n == 0)
        case_wrong(c, x->line, "nothing is expected here");
    while (case_token(&rest, &key, &value)) {
        const char *word = slice_eq(key, SLICE("kind"))       ? account_kind_names[a->kind]
                           : slice_eq(key, SLICE("identity")) ? identity_names[a->identity]
                                                              : NULL;

        if (!word)
            case_check_number(c, x, key, value, all);
        else if (!slice_eq(value, slice_str(word)))
            case_wrong(c, x->line, SLICE_FMT " is %s", SLICE_ARG(key), word);
    }
}

static void check_total(struct test_case *c, const struct expected *x, const struct result *r)
{
    struct named all[SUMS_NAMED + 4] = { 0 };
    size_t n = case_name_sums(&r->all, all);

    all[n++] = (struct named){ "merged", r->merged };
    all[n++] = (struct named){ "inbound", r->inbound };
    all[n++] = (struct named){ "notices", r->notices };
    case_check_numbers(c, x, x->text, all);
}

static void check_lines(struct test_case *c, const struct expected *x, const struct result *r)
{
    struct named all[VERDICTS + 1] = { 0 };

    for (int i = 0; i < VERDICTS; i++)
        all[i] = (struct named){ verdict_names[i], r->verdicts[i] };
    case_check_numbers(c, x, x->text, all);
}

static void check_network(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, name = { 0 }, value;

    (void)case_token(&rest, &name, &value);
    for (size_t i = 0; i < r->n_networks; i++) {
        const struct network_sum *s = &r->networks[i];
        struct named all[] = { { "relay_denied", s->relay_denied },
                               { "auth_failed", s->auth_failed },
                               { "other_rejects", s->other_rejects },
                               { 0 } };

        if (!slice_eq(s->network, name))
            continue;
        case_check_numbers(c, x, rest, all);
        return;
    }
    case_wrong(c, x->line, "there is no network '" SLICE_FMT "'", SLICE_ARG(name));
}

static bool has_note(const struct result *r, slice words)
{
    for (size_t i = 0; i < r->n_flags; i++)
        if (slice_find_str(r->flags[i].text, words) < r->flags[i].text.n)
            return true;
    return false;
}

static bool is_flag(const struct flag *f, slice state, slice of)
{
    slice is = f->explained.n ? SLICE("explained") : f->blocks ? SLICE("blocks") : SLICE("open");

    return slice_eq(is, state) && (of.n == 0 || slice_eq(f->host, of));
}

/* flag: NAME blocks|explained|open [HOST] */
static void check_flag(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, name = { 0 }, state = { 0 }, of = { 0 }, value;

    (void)case_token(&rest, &name, &value);
    (void)case_token(&rest, &state, &value);
    (void)case_token(&rest, &of, &value);
    if (flag_find(name) == FLAGS)
        case_wrong(c, x->line, "there is no flag '" SLICE_FMT "'", SLICE_ARG(name));
    for (size_t i = 0; i < r->n_flags; i++)
        if (r->flags[i].kind == flag_find(name) && is_flag(&r->flags[i], state, of))
            return;
    case_wrong(c, x->line, "it is not so: " SLICE_FMT, SLICE_ARG(x->text));
}

static void check_flag_not(struct test_case *c, const struct expected *x, const struct result *r)
{
    if (flag_find(x->text) == FLAGS)
        case_wrong(c, x->line, "there is no flag '" SLICE_FMT "'", SLICE_ARG(x->text));
    for (size_t i = 0; i < r->n_flags; i++)
        if (r->flags[i].kind == flag_find(x->text))
            case_wrong(c, x->line, "it is raised: " SLICE_FMT, SLICE_ARG(r->flags[i].text));
}

static void check_note(struct test_case *c, const struct expected *x, const struct result *r)
{
    if (x->text.n == 0)
        case_wrong(c, x->line, "nothing is expected here");
    else if (!has_note(r, x->text))
        case_wrong(c, x->line, "no note says '" SLICE_FMT "'", SLICE_ARG(x->text));
}

static void check_note_not(struct test_case *c, const struct expected *x, const struct result *r)
{
    if (x->text.n == 0)
        case_wrong(c, x->line, "nothing is expected here");
    else if (has_note(r, x->text))
        case_wrong(c, x->line, "a note says '" SLICE_FMT "'", SLICE_ARG(x->text));
}

static void check_accounts(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, name, value;
    size_t n = 0;

    for (; case_token(&rest, &name, &value); n++)
        if (!find_account(r, name))
            case_wrong(c, x->line, "there is no account '" SLICE_FMT "'", SLICE_ARG(name));
    if (n != r->n_accounts)
        case_wrong(c, x->line, "there are %zu accounts", r->n_accounts);
}

static void check_span(struct test_case *c, const struct expected *x, const struct result *r)
{
    slice rest = x->text, first = { 0 }, last = { 0 }, value;
    usec from = 0, to = 0;
    char text[32];

    (void)case_token(&rest, &first, &value);
    (void)case_token(&rest, &last, &value);
    if (!clock_parse(first, &from) || !clock_parse(last, &to) || rest.n)
        case_wrong(c, x->line, "span: two times are needed");
    if (from / USEC_PER_SECOND != r->first / USEC_PER_SECOND)
        case_wrong(c, x->line, "the first stamp is %s", clock_local_text(r->first, text));
    if (to / USEC_PER_SECOND != r->last / USEC_PER_SECOND)
        case_wrong(c, x->line, "the last stamp is %s", clock_local_text(r->last, text));
}

static const struct {
    const char *key;
    void (*check)(struct test_case *c, const struct expected *x, const struct result *r);
} checks[] = {
    { "sum", check_sum },           { "total", check_total },       { "lines", check_lines },
    { "network", check_network },   { "note", check_note },         { "accounts", check_accounts },
    { "span", check_span },         { "note-not", check_note_not }, { "flag", check_flag },
    { "flag-not", check_flag_not },
};

void case_check(struct test_case *c, const struct result *r)
{
    for (size_t i = 0; i < c->n_expects; i++) {
        const struct expected *x = &c->expects[i];

        if (case_check_finding(c, x, r) || case_check_ruling(c, x, r) ||
            case_check_count(c, x, r) || case_check_incident(c, x, r) ||
            case_check_complaint(c, x, r))
            continue;
        for (size_t k = 0; k < sizeof(checks) / sizeof(checks[0]); k++)
            if (slice_eq(x->key, slice_str(checks[k].key)))
                checks[k].check(c, x, r);
    }
}

static void check_sums_balance(struct test_case *c, slice whose, const struct sums *s)
{
    uint64_t n = 0;

    for (int i = 0; i < OUTCOMES; i++)
        n += s->outcomes[i];
    if (n != s->recipients)
        case_wrong(c, 0, SLICE_FMT ": %llu recipients, %llu outcomes", SLICE_ARG(whose),
                   (unsigned long long)s->recipients, (unsigned long long)n);
}

static uint64_t sum_of_verdicts(const uint64_t *verdicts)
{
    uint64_t n = 0;

    for (int i = 0; i < VERDICTS; i++)
        n += verdicts[i];
    return n;
}

static void check_lines_balance(struct test_case *c, const struct result *r)
{
    uint64_t lines = 0, written = c->log.lines + c->lines_beside;

    for (size_t i = 0; i < r->n_inputs; i++) {
        lines += r->inputs[i].lines;
        if (sum_of_verdicts(r->inputs[i].verdicts) != r->inputs[i].lines)
            case_wrong(c, 0, "input %zu: lines and verdicts differ", i);
    }
    if (sum_of_verdicts(r->verdicts) != lines || lines != written)
        case_wrong(c, 0, "%llu lines written, %llu read, %llu verdicts",
                   (unsigned long long)written, (unsigned long long)lines,
                   (unsigned long long)sum_of_verdicts(r->verdicts));
}

void case_check_books(struct test_case *c, const struct result *r)
{
    const char *wrong = books_wrong(r);
    uint64_t messages = 0, recipients = 0;

    if (wrong)
        case_wrong(c, 0, "the books: %s", wrong);
    check_lines_balance(c, r);
    check_sums_balance(c, SLICE("all"), &r->all);
    for (size_t i = 0; i < r->n_accounts; i++) {
        check_sums_balance(c, r->accounts[i]->name, &r->accounts[i]->sums);
        messages += r->accounts[i]->sums.messages;
        recipients += r->accounts[i]->sums.recipients;
    }
    if (messages > r->all.messages || recipients > r->all.recipients)
        case_wrong(c, 0, "the accounts have more than all together");
}
