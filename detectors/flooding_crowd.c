/* Some mail from each of several accounts, to one recipient in the same hour, is one act. */
#include "detectors/flooding.h"

static bool is_of_crowd(const int64_t *limit, const struct evidence *e)
{
    int64_t messages = evidence_value(e, "messages");

    return e->anchor.n && evidence_value(e, "in_an_hour") >= limit[CROWD_EACH] &&
           flooding_is_alike(evidence_value(e, "same"), limit[SAME], messages) &&
           !flooding_is_share(evidence_value(e, "answers"), limit[ANSWERED], messages);
}

static bool are_at_a_time(const struct evidence *a, const struct evidence *b)
{
    return a->first < b->last + (usec)HOUR * USEC_PER_SECOND &&
           b->first < a->last + (usec)HOUR * USEC_PER_SECOND;
}

static int64_t crowd_around(const int64_t *limit, const struct evidence *one, struct evidence **at,
                            size_t n)
{
    int64_t accounts = 0;

    for (size_t i = 0; i < n; i++)
        accounts += is_of_crowd(limit, at[i]) && are_at_a_time(one, at[i]);
    return accounts;
}

static void join_crowd(struct evidence *e, const int64_t *limit, int64_t accounts)
{
    evidence_number(e, "accounts", COUNT, accounts);
    evidence_number(e, "others", COUNT, accounts - 1);
    evidence_number(e, "crowd", COUNT, limit[CROWD]);
    e->is_ripe = true;
    e->headline = "one of {accounts} accounts that sent much mail to {anchor} in the same hour: "
                  "{messages} messages";
    e->why = "{messages} messages to {anchor} within a day, {same} of them one mailing, and it "
             "wrote back {answers} times; in the same hour {others} other accounts did so. {crowd} "
             "at a time are no chance.";
    e->advice = "Slow down these accounts' mail to this recipient and ask their owners; somebody "
                "may have the passwords of all of them.";
    e->certainty = e->certainty > CERTAINTY_LIKELY ? e->certainty : CERTAINTY_LIKELY;
    e->weight = e->weight > 3000 ? e->weight : 3000;
    e->warrants = e->account->in_directory ? ACTION_THROTTLE : ACTION_CONTACT;
}

/* Those of one anchor stand side by side. */
void flooding_across(const int64_t *limit, struct evidence **at, size_t n)
{
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && slice_eq(at[to]->anchor, at[from]->anchor); to++)
            ;
        for (size_t i = from; i < to; i++) {
            int64_t accounts = crowd_around(limit, at[i], at + from, to - from);

            if (is_of_crowd(limit, at[i]) && accounts >= limit[CROWD])
                join_crowd(at[i], limit, accounts);
        }
    }
}
