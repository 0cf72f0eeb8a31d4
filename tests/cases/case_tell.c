/* A result as text: all that must not depend on how the log was packed. */
#include "tests/cases/case.h"

/* What is told of lines that another input has, too. */
struct teller {
    struct buf *b;
    bool is_bare;
};

static void tell_time(struct buf *b, const char *name, usec when)
{
    char text[32];

    buf_addf(b, " %s=%s", name, when == USEC_NONE ? "none" : clock_utc_text(when, text));
}

static void tell_reasons(struct buf *b, const char *name, const struct reason *r, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_addf(b, "  %s %d: " SLICE_FMT "\n", name, (int)r[i].weight, SLICE_ARG(r[i].text));
}

static void tell_finding(struct buf *b, const struct finding *f)
{
    buf_addf(b, "%s %s " SLICE_FMT " %s certainty=%s score=%d", f->id, f->detector,
             SLICE_ARG(f->account->name), action_names[f->action], certainty_names[f->certainty],
             (int)f->score);
    buf_addf(b, "%s%s", f->is_going_on ? " going_on" : "", f->is_operators ? " operators" : "");
    for (size_t i = 0; i < f->n_numbers; i++)
        buf_addf(b, " %s=%lld", f->numbers[i].name, (long long)f->numbers[i].value);
    buf_addf(b, " lines=%llu", (unsigned long long)f->lines);
    tell_time(b, "first", f->first);
    tell_time(b, "last", f->last);
    buf_addf(b, "\n  " SLICE_FMT "\n  " SLICE_FMT "\n", SLICE_ARG(f->headline),
             SLICE_ARG(f->advice));
    tell_reasons(b, "for", f->reasons, f->n_reasons);
    tell_reasons(b, "against", f->against, f->n_against);
    for (size_t i = 0; i < f->n_quotes; i++)
        buf_addf(b, "  > " SLICE_FMT "\n", SLICE_ARG(f->quotes[i].raw));
}

static void tell_ruling(struct buf *b, const struct ruling *v)
{
    buf_addf(b, "ruling " SLICE_FMT " %s by_rule=%s by_sum=%s certainty=%s sum=%d",
             SLICE_ARG(v->account->name), action_names[v->action], action_names[v->by_rule],
             action_names[v->by_sum], certainty_names[v->certainty], (int)v->sum);
    for (size_t i = 0; i < v->n_families; i++)
        buf_addf(b, " %s=%d", family_names[v->families[i].family], (int)v->families[i].counted);
    buf_addf(b, "\n");
    for (size_t i = 0; i < v->n_withheld; i++)
        buf_addf(b, "  " SLICE_FMT "\n", SLICE_ARG(v->withheld[i]));
}

static void tell_sums(struct buf *b, const struct sums *s)
{
    buf_addf(b, " messages=%llu recipients=%llu", (unsigned long long)s->messages,
             (unsigned long long)s->recipients);
    for (int i = 0; i < OUTCOMES; i++)
        if (s->outcomes[i])
            buf_addf(b, " %s=%llu", outcome_names[i], (unsigned long long)s->outcomes[i]);
    buf_addf(b, " bytes=%llu external=%llu rejects=%llu with_login=%llu auth_failed=%llu",
             (unsigned long long)s->bytes, (unsigned long long)s->external,
             (unsigned long long)s->rejects, (unsigned long long)s->with_login,
             (unsigned long long)s->auth_failed);
}

static void tell_accounts(struct buf *b, const struct result *r)
{
    for (size_t i = 0; i < r->n_accounts; i++) {
        const struct account *a = r->accounts[i];

        buf_addf(b, "account " SLICE_FMT " kind=%s identity=%s", SLICE_ARG(a->name),
                 account_kind_names[a->kind], identity_names[a->identity]);
        tell_sums(b, &a->sums);
        buf_addf(b, "\n");
    }
}

static bool is_told(bool is_bare, int verdict)
{
    return !is_bare || verdict != VERDICT_REPEATED;
}

static void tell_totals(struct buf *b, const struct result *r, bool is_bare)
{
    buf_addf(b, "total");
    tell_sums(b, &r->all);
    buf_addf(b, " merged=%llu inbound=%llu notices=%llu refused=%llu",
             (unsigned long long)r->merged, (unsigned long long)r->inbound,
             (unsigned long long)r->notices, (unsigned long long)r->rejects);
    tell_time(b, "first", r->first);
    tell_time(b, "last", r->last);
    buf_addf(b, "\nlines");
    for (int i = 0; i < VERDICTS; i++)
        if (is_told(is_bare, i))
            buf_addf(b, " %s=%llu", verdict_names[i], (unsigned long long)r->verdicts[i]);
    buf_addf(b, "\n");
}

static void tell_verdicts(struct buf *b, const uint64_t *verdicts, bool is_bare)
{
    for (int i = 0; i < VERDICTS; i++)
        if (verdicts[i] && is_told(is_bare, i))
            buf_addf(b, " %s=%llu", verdict_names[i], (unsigned long long)verdicts[i]);
    buf_addf(b, "\n");
}

static void tell_traffic(const struct teller *to, const char *what, slice name,
                         const struct traffic *t)
{
    struct buf *b = to->b;

    buf_addf(b, "%s " SLICE_FMT, what, SLICE_ARG(name));
    tell_sums(b, &t->sums);
    buf_addf(b, " merged=%llu sessions=%llu", (unsigned long long)t->merged,
             (unsigned long long)t->sessions);
    tell_verdicts(b, t->verdicts, to->is_bare);
}

static bool has_repeated_only(const uint64_t *verdicts)
{
    uint64_t n = 0;

    for (int i = 0; i < VERDICTS; i++)
        n += i == VERDICT_REPEATED ? 0 : verdicts[i];
    return n == 0;
}

static void tell_books(const struct teller *to, const struct books *books)
{
    struct buf *b = to->b;

    for (size_t i = 0; i < books->n_hosts; i++) {
        const struct host_sum *host = &books->hosts[i];

        tell_traffic(to, "host", host->name, &host->traffic);
        for (size_t k = 0; k < host->n_instances; k++)
            tell_traffic(to, "  instance", host->instances[k].name, &host->instances[k].traffic);
    }
    for (int i = 0; i < NOBODIES; i++) {
        buf_addf(b, "nobody %s", nobody_names[i]);
        tell_sums(b, &books->nobodies[i]);
        buf_addf(b, "\n");
    }
    for (size_t i = 0; i < books->n_programs; i++) {
        if (to->is_bare && has_repeated_only(books->programs[i].verdicts))
            continue;
        buf_addf(b, "program " SLICE_FMT " unread=%llu", SLICE_ARG(books->programs[i].name),
                 (unsigned long long)books->programs[i].unread);
        tell_verdicts(b, books->programs[i].verdicts, to->is_bare);
    }
    buf_addf(b, "hostless");
    tell_verdicts(b, books->hostless, to->is_bare);
}

/* What is about one input is about how the log was packed. */
static void tell_flag(struct buf *b, const struct flag *f)
{
    if (f->input.n == 0)
        buf_addf(b, "flag %s%s \"" SLICE_FMT "\" " SLICE_FMT "\n", flag_names[f->kind],
                 f->blocks ? " blocks" : "", SLICE_ARG(f->explained), SLICE_ARG(f->text));
}

static void tell_reasons_of_verdicts(struct buf *b, const struct result *r, bool is_bare)
{
    for (size_t i = 0; i < r->n_reasons; i++)
        if (is_told(is_bare, (int)r->reasons[i].verdict))
            buf_addf(b, "%s " SLICE_FMT " \"" SLICE_FMT "\" %llu: " SLICE_FMT "\n",
                     verdict_names[r->reasons[i].verdict], SLICE_ARG(r->reasons[i].program),
                     SLICE_ARG(r->reasons[i].why), (unsigned long long)r->reasons[i].lines,
                     SLICE_ARG(r->reasons[i].sample.raw));
}

static bool is_about_copies(slice note)
{
    return slice_ends(note, SLICE(" once."));
}

static void tell_rest(struct buf *b, const struct result *r, bool is_bare)
{
    for (size_t i = 0; i < r->n_networks; i++)
        buf_addf(b, "network " SLICE_FMT " relay_denied=%llu auth_failed=%llu other_rejects=%llu\n",
                 SLICE_ARG(r->networks[i].network), (unsigned long long)r->networks[i].relay_denied,
                 (unsigned long long)r->networks[i].auth_failed,
                 (unsigned long long)r->networks[i].other_rejects);
    for (size_t i = 0; i < r->n_flags; i++)
        if (!is_bare || !is_about_copies(r->flags[i].text))
            tell_flag(b, &r->flags[i]);
}

void case_tell(struct buf *b, const struct result *r, bool is_bare)
{
    struct teller to = { b, is_bare };

    for (size_t i = 0; i < r->n_rulings; i++)
        tell_ruling(b, &r->rulings[i]);
    for (size_t i = 0; i < r->n_findings; i++)
        tell_finding(b, &r->findings[i]);
    for (size_t i = 0; i < r->restricted.n_rulings; i++)
        tell_ruling(b, &r->restricted.rulings[i]);
    for (size_t i = 0; i < r->restricted.n_findings; i++)
        tell_finding(b, &r->restricted.findings[i]);
    tell_accounts(b, r);
    tell_totals(b, r, is_bare);
    tell_books(&to, &r->books);
    tell_reasons_of_verdicts(b, r, is_bare);
    tell_rest(b, r, is_bare);
    case_tell_complaints(b, r);
}
