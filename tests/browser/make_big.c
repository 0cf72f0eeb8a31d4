/*
 * make_big - index.html of a bad day at a large site: make_big FINDINGS ACCOUNTS >index.html
 *
 * How fast a browser opens a report is measured with it. Every finding has what real ones
 * have: lines of each kind, reasons, numbers, a timeline.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analyzer/base/arena.h"
#include "reports/report.h"

enum { QUOTES = 24, DAY_BEGINS = 1772406000 };

static struct arena arena;
static struct reason why[] = {
    { .text = { "650 different recipients in 650 messages of one mailing within a day", 68 },
      .family = FAMILY_VOLUME,
      .weight = 4000 },
};
static struct reason against[] = {
    { .text = { "Announcements were looked through: none fits.", 45 } },
    { .text = { "The account is a person's: no list, system or organisation.", 59 } },
    { .text = { "Every message was sent with this account's login.", 49 } },
    { .text = { "When the log ended nothing of it was left in the queue.", 55 } },
};
static struct number numbers[] = { { "size", BYTES, 2595 },
                                   { "recipients", COUNT, 650 },
                                   { "messages", COUNT, 650 },
                                   { "external", COUNT, 640 } };
static const slice unchecked[] = { { "Whether the header From is forged: it is not logged.", 52 } };

static slice printed(const char *format, size_t i)
{
    char text[256];
    int n = snprintf(text, sizeof(text), format, i, i);

    return arena_keep(&arena, slice_of(text, (size_t)n));
}

static usec second_of_day(size_t s)
{
    return (usec)(DAY_BEGINS + s % DAY) * USEC_PER_SECOND;
}

static void make_quotes(struct finding *f, size_t i)
{
    f->quotes = arena_new(&arena, QUOTES * sizeof(*f->quotes));
    f->n_quotes = QUOTES;
    f->lines = 2600;
    for (size_t q = 0; q < QUOTES; q++) {
        f->quotes[q].at = (struct cite){ 0, (uint32_t)(i * 1000 + q + 1), i * 200000 + q * 200 };
        f->quotes[q].when = second_of_day(i * 40 + q * 60);
        f->quotes[q].kind = (enum quote_kind)(q * QUOTE_KINDS / QUOTES);
        f->quotes[q].raw = printed("2026-03-02T10:00:01.123456+01:00 mail postfix/smtp[%zu]: "
                                   "4jYd7d5FLjz8%zu: to=<someone@example.net>, relay="
                                   "mx.example.net[192.0.2.9]:25, delay=1.3, dsn=2.0.0, "
                                   "status=sent (250 2.0.0 Ok: queued)",
                                   i * QUOTES + q);
    }
    for (int kind = 0; kind < QUOTE_KINDS; kind++)
        f->lines_of[kind] = 650;
}

static void make_finding(struct finding *f, const struct account *who, size_t i, size_t n)
{
    *f = (struct finding){
        .account = who,
        .detector = "mass_mailing",
        .title = "Mass mailing",
        .clause = (enum clause)(i % CLAUSES),
        .action = (enum action)(ACTIONS - 1 - i * ACTIONS / n),
        .certainty = (enum certainty)(i % CERTAINTIES),
        .weight = 4000,
        .score = (int32_t)(i % 9 * 500),
        .counted = (int32_t)(i % 9 * 500),
        .first = second_of_day(i * 40),
        .last = second_of_day(i * 40 + 7200),
        .reasons = why,
        .n_reasons = 1,
        .against = against,
        .n_against = 4,
        .numbers = numbers,
        .n_numbers = 4,
        .unchecked = unchecked,
        .n_unchecked = 1,
        .advice = SLICE("Hold what is left of this mailing, then talk to the sender."),
    };
    (void)snprintf(f->id, sizeof(f->id), "F-%016zx", i);
    f->headline = printed("user%zu: mailing \"News number %zu\" to 650 recipients", i);
    f->anchor = printed("News number %zu", i);
    make_quotes(f, i);
    for (size_t m = 0; m < 650; m++)
        rhythm_add(&f->rhythm, second_of_day(i * 40 + m * 11), 1);
}

static void make_ruling(struct ruling *v, struct finding *f)
{
    *v = (struct ruling){
        .account = f->account,
        .action = f->action,
        .by_rule = f->action,
        .certainty = f->certainty,
        .sum = f->score,
        .chance = "less than 1 %",
        .families = { { FAMILY_VOLUME, false, false, 1, f->score, 4000, f->score } },
        .n_families = 1,
        .findings = f,
        .n_findings = 1,
    };
    f->ruling = v;
}

static void make_accounts(struct result *r)
{
    struct account *all = arena_new(&arena, r->n_accounts * sizeof(*all));

    r->accounts = arena_new(&arena, r->n_accounts * sizeof(*r->accounts));
    for (size_t i = 0; i < r->n_accounts; i++) {
        all[i].name = printed("user%zu", i);
        all[i].person = printed("Person Number %zu", i);
        all[i].department = printed("department %zu", i % 40);
        all[i].kind = (enum account_kind)(i % ACCOUNT_KINDS);
        all[i].sums = (struct sums){ .messages = i % 97 + 1, .recipients = i * 7919 % 100003 };
        all[i].sums.outcomes[OUTCOME_DELIVERED] = all[i].sums.recipients;
        r->accounts[i] = &all[i];
        r->all.recipients += all[i].sums.recipients;
    }
    r->all.outcomes[OUTCOME_DELIVERED] = r->all.recipients;
}

int main(int argc, char **argv)
{
    static struct input_sum input = { .name = { "mail.log.zst", 12 }, .lines = 9000000 };
    struct result r = { .inputs = &input, .n_inputs = 1, .time_zone = SLICE("UTC") };
    struct out out = { .fd = STDOUT_FILENO };
    struct err err;

    r.n_findings = argc == 3 ? strtoul(argv[1], NULL, 10) : 0;
    r.n_accounts = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    if (r.n_findings == 0 || r.n_accounts < r.n_findings || !clock_set_zone("UTC")) {
        (void)fprintf(stderr, "make_big FINDINGS ACCOUNTS: at least as many accounts\n");
        return 2;
    }
    input.verdicts[VERDICT_PARSED] = r.verdicts[VERDICT_PARSED] = input.lines;
    input.first = r.first = second_of_day(0);
    input.last = r.last = second_of_day(DAY - 1);
    make_accounts(&r);
    r.findings = arena_new(&arena, r.n_findings * sizeof(*r.findings));
    r.rulings = arena_new(&arena, r.n_findings * sizeof(*r.rulings));
    r.n_rulings = r.n_findings;
    for (size_t i = 0; i < r.n_findings; i++) {
        make_finding(&r.findings[i], r.accounts[i], i, r.n_findings);
        make_ruling(&r.rulings[i], &r.findings[i]);
        rhythm_add(&r.rhythm, r.findings[i].first, 650);
    }
    reports[0]->write(&out, &r);
    arena_free(&arena);
    return out_close(&out, &err) ? 0 : 1;
}
