/*
 * Whole days, since what is remembered is remembered by day. A month is taken for a twelfth of a
 * year of 365 days.
 */
#include "analyzer/site/retention.h"

#include "analyzer/base/clock.h"
#include "analyzer/site/policy.h"
#include "analyzer/site/yaml.h"

const struct limit retention_limits[] = {
    { "detail", INT64_C(60) * DAY, SECONDS, "log lines, subjects and addresses" },
    { "baselines", INT64_C(90) * DAY, SECONDS, "what is usual for an account, and its contacts" },
    { "findings", INT64_C(365) * DAY, SECONDS, "what was found, since it was last seen" },
    { "confirmed", INT64_C(730) * DAY, SECONDS, "the same where it was confirmed" },
    { "withdrawn", INT64_C(90) * DAY, SECONDS, "the same where it was withdrawn" },
    { 0 },
};

static void read_one(struct load *l, const struct node *value, enum retention what)
{
    int64_t span = 0;

    if (!node_number(l, value, SECONDS, &span))
        return;
    if (span == 0 || span % DAY != 0)
        node_mistake(l, value,
                     "must be whole days, at least 1 d: what is remembered is remembered "
                     "by day");
    else
        l->site->retention[what] = span;
}

void policy_read_retention(struct load *l, const struct node *map, void *into)
{
    (void)into;
    if (!node_is_map(l, map))
        return;
    for (const struct node *value = map->first; value; value = value->next) {
        struct nearest n = nearest_to(value->key->text);
        int what = 0;

        for (; what < RETENTIONS; what++) {
            if (slice_eq(slice_str(retention_limits[what].name), value->key->text))
                break;
            nearest_try(&n, slice_str(retention_limits[what].name));
        }
        if (what < RETENTIONS)
            read_one(l, value, (enum retention)what);
        else
            node_unknown_key(l, value, &n);
    }
}
