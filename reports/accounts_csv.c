/* One row per account that sent, was refused or was guessed at; sums are the account's, see
 * model/account.h. */
#include "reports/report.h"
#include "reports/tally.h"

static void text(struct out *o, slice s)
{
    out_lit(o, ",");
    out_csv(o, s);
}

static void count(struct out *o, uint64_t n)
{
    out_lit(o, ",");
    out_int(o, (int64_t)n);
}

static void stamp(struct out *o, usec when)
{
    out_lit(o, ",");
    out_time(o, when);
}

static void who(struct out *o, const struct account *a)
{
    out_lit(o, "1");
    text(o, a->name);
    text(o, a->person);
    text(o, slice_str(account_kind_names[a->kind]));
    text(o, a->department);
    text(o, slice_str(identity_names[a->identity]));
    stamp(o, a->first);
    stamp(o, a->last);
}

static void sums(struct out *o, const struct sums *s)
{
    static const enum outcome order[] = { OUTCOME_DELIVERED, OUTCOME_BOUNCED, OUTCOME_EXPIRED,
                                          OUTCOME_DISCARDED, OUTCOME_HELD,    OUTCOME_OPEN,
                                          OUTCOME_LOST };

    count(o, s->messages);
    count(o, s->recipients);
    count(o, s->external);
    for (size_t i = 0; i < OUTCOMES; i++)
        count(o, s->outcomes[order[i]]);
    count(o, s->bytes);
    count(o, s->rejects);
    count(o, s->auth_failed);
}

/* What its findings come to; empty where there are none. */
static void found(struct out *o, const struct ruling *v)
{
    count(o, v ? v->n_findings : 0);
    text(o, v ? slice_str(action_names[v->action]) : SLICE(""));
    out_lit(o, ",");
    if (v)
        out_milli(o, v->sum);
}

static void write_accounts(struct out *o, const struct result *r)
{
    struct tally t = tally_new(r);

    out_lit(o,
            "schema,account,person,kind,department,identity,first,last,messages,recipients,"
            "external,delivered,bounced,expired,discarded,held,open,lost,bytes,rejects,auth_failed,"
            "findings,action,score\r\n");
    for (size_t i = 0; i < r->n_accounts; i++) {
        const struct ruling *v = tally_find(&t, r->accounts[i]);

        who(o, r->accounts[i]);
        sums(o, &r->accounts[i]->sums);
        found(o, v);
        out_lit(o, "\r\n");
    }
    tally_free(&t);
}

const struct report report_accounts_csv = {
    .name = "accounts.csv",
    .what = "every account with its sums, for a spreadsheet",
    .write = write_accounts,
};
