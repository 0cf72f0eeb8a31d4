/* Strongest action first, newest first among those: what is most urgent stands on top. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analyzer/base/mem.h"
#include "analyzer/commands/case.h"
#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/run/judge/restricted.h"
#include "reports/json_parts.h"
#include "reports/text_parts.h"

struct list {
    bool is_all, is_journal;
    enum sightings_of which;
    const char *account; /* NULL: every one */
    const char *path;
};

enum { OPT_OPEN = 1, OPT_ALL, OPT_JOURNAL, OPT_ACCOUNT, OPT_RESTRICTED };

static const struct option options[] = {
    { "open", no_argument, NULL, OPT_OPEN },
    { "all", no_argument, NULL, OPT_ALL },
    { "journal", no_argument, NULL, OPT_JOURNAL },
    { "account", required_argument, NULL, OPT_ACCOUNT },
    { "restricted", no_argument, NULL, OPT_RESTRICTED },
    { 0 },
};

static bool take_options(struct list *l, int argc, char **argv)
{
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == '?')
            return run_usage_error(
                "case", "list: wrong option, or without its value: ", errors_option(argv));
        l->is_all = option == OPT_ALL || (l->is_all && option != OPT_OPEN);
        l->is_journal = l->is_journal || option == OPT_JOURNAL;
        if (option == OPT_ACCOUNT)
            l->account = optarg;
        if (option == OPT_RESTRICTED)
            l->which = SIGHTINGS_RESTRICTED;
    }
    if (argc - optind != 1)
        return run_usage_error("case", "list: one STATE is needed", "");
    l->path = argv[optind];
    return true;
}

static int rank(slice action)
{
    int i = 0;

    while (i < ACTIONS && !slice_eq(action, slice_str(action_names[i])))
        i++;
    return i < ACTIONS ? i : -1;
}

static int by_urgency(const void *x, const void *y)
{
    const struct case_row *a = *(const struct case_row *const *)x;
    const struct case_row *b = *(const struct case_row *const *)y;
    int ranks = rank(b->seen.account_action) - rank(a->seen.account_action);

    if (ranks)
        return ranks;
    if (a->seen.last != b->seen.last)
        return a->seen.last > b->seen.last ? -1 : 1;
    return slice_cmp(a->seen.id, b->seen.id);
}

static bool is_of(slice account, const struct list *l)
{
    return !l->account || slice_eq(account, slice_str(l->account));
}

static bool is_wanted(const struct list *l, const struct case_row *row)
{
    return is_of(row->seen.account, l) && (l->is_all || row->past.standing != STANDING_CLOSED);
}

static void write_row(struct out *o, const struct case_row *row)
{
    char last[32];

    text_padded(o, row->seen.id, 18);
    text_padded(o, slice_str(standing_words[row->past.standing]), 9);
    text_padded(o, row->seen.account_action, 15);
    text_padded(o, row->seen.account, 20);
    if (row->seen.last != USEC_NONE)
        out_text(o, slice_str(clock_utc_text(row->seen.last, last)));
    out_lit(o, "\n    ");
    text_wrapped(o, row->seen.headline.n ? row->seen.headline : row->seen.detector, 4);
    if (!row->stands)
        return;
    text_pad(o, 4);
    case_write_decision(o, row->stands, 4);
}

static void write_sums(struct out *o, const struct case_row **rows, size_t n)
{
    uint64_t sums[STANDINGS] = { 0 };

    for (size_t i = 0; i < n; i++)
        sums[rows[i]->past.standing]++;
    text_plural(o, n, "case", "cases");
    for (int s = 0; s < STANDINGS; s++) {
        if (!sums[s])
            continue;
        out_lit(o, ", ");
        out_int(o, (int64_t)sums[s]);
        out_lit(o, " ");
        out_text(o, slice_str(standing_words[s]));
    }
    out_lit(o, "\n");
}

static void write_cases(struct out *o, const struct list *l, const struct case_book *b)
{
    const struct case_row **rows = mem_new(b->cases.n + 1, sizeof(struct case_row *));
    size_t n = 0;

    for (size_t i = 0; i < b->cases.n; i++)
        if (is_wanted(l, &b->cases.at[i]))
            rows[n++] = &b->cases.at[i];
    qsort(rows, n, sizeof(struct case_row *), by_urgency);
    for (size_t i = 0; i < n; i++)
        write_row(o, rows[i]);
    write_sums(o, rows, n);
    mem_free(rows);
}

static void key_time(struct out *o, const char *name, usec when)
{
    char text[32];

    json_key_word(o, name, clock_utc_text(when, text));
}

/* The members have the names and the order that their lines have in what the digest is of. */
static void write_entry(struct out *o, const struct decision *d)
{
    char pattern[17];

    (void)snprintf(pattern, sizeof(pattern), "%016llx", (unsigned long long)d->pattern);
    out_lit(o, "{\"number\":");
    out_int(o, d->number);
    key_time(o, "at", d->at);
    key_time(o, "entered", d->entered);
    json_key_text(o, "by", d->by);
    json_key_text(o, "second", d->second);
    json_key_word(o, "judgement", judgement_names[d->judgement]);
    json_key_word(o, "action", d->action < ACTIONS ? action_names[d->action] : "");
    json_key_text(o, "reason", d->reason);
    json_key_text(o, "finding", d->finding);
    json_key_text(o, "account", d->account);
    json_key_text(o, "detector", d->detector);
    json_key_word(o, "pattern", pattern);
    json_key_word(o, "previous", d->previous);
    json_key_word(o, "digest", d->own);
    out_lit(o, "}\n");
}

/* In order, also what a purge has emptied: whoever has all of them can check the digests. */
static void write_journal(struct out *o, const struct list *l, const struct case_book *b)
{
    bool is_restricted = l->which == SIGHTINGS_RESTRICTED;

    for (size_t i = 0; i < b->decisions.n; i++)
        if (is_of(b->decisions.at[i].account, l) &&
            restricted_detector(b->decisions.at[i].detector) == is_restricted)
            write_entry(o, &b->decisions.at[i]);
}

int case_list(int argc, char **argv)
{
    struct out out = { .fd = STDOUT_FILENO };
    struct list l = { 0 };
    struct case_book b;

    if (!take_options(&l, argc, argv) || !case_open(&b, l.path, STORE_LOOK, l.which))
        return EXIT_UNUSABLE;
    if (l.is_journal)
        write_journal(&out, &l, &b);
    else
        write_cases(&out, &l, &b);
    case_close(&b);
    return run_close_output(&out) ? EXIT_DONE : EXIT_UNUSABLE;
}
