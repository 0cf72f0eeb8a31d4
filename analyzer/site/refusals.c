/* Its patterns are compiled when the site is loaded: a slip is told with its place. */
#include "analyzer/site/refusals.h"

#include "analyzer/site/policy.h"
#include "analyzer/site/yaml.h"

static const char *const names[] = {
    [REJECT_OTHER] = "other",
    [REJECT_RELAY] = "relay",
    [REJECT_UNKNOWN_RECIPIENT] = "unknown_recipient",
    [REJECT_SIZE] = "size",
    [REJECT_RECIPIENTS] = "recipients",
    [REJECT_SENDER_LOGIN] = "sender_login",
    [REJECT_SENDER] = "sender",
    [REJECT_CLIENT] = "client",
    [REJECT_GREYLISTED] = "greylisted",
    [REJECT_CONTENT] = "content",
    NULL,
};

static void read_match(struct load *l, const struct node *value, void *into)
{
    ((struct refusal_rule *)into)->match = node_pattern(l, value);
}

static void read_reason(struct load *l, const struct node *value, void *into)
{
    int reason;

    if (node_choice(l, value, names, &reason))
        ((struct refusal_rule *)into)->reason = (enum reject_reason)reason;
}

static const struct key keys[] = {
    { "match", read_match },
    { "reason", read_reason },
    { 0 },
};

static const char *const required[] = { "match", "reason", NULL };

void policy_read_refusals(struct load *l, const struct node *value, void *into)
{
    struct site *s = l->site;

    (void)into;
    if (!node_is_list(l, value) || value->n == 0)
        return;
    s->refusals = arena_new(&s->arena, value->n * sizeof(*s->refusals));
    for (const struct node *item = value->first; item; item = item->next) {
        struct refusal_rule *rule = &s->refusals[s->n_refusals++];

        node_read_map(l, item, keys, rule);
        node_require(l, item, required, "refusal");
    }
}

enum reject_reason refusal_reason(const struct site *s, slice text, struct matcher *m)
{
    for (size_t i = 0; i < s->n_refusals; i++)
        if (pattern_matches(s->refusals[i].match, text, m))
            return s->refusals[i].reason;
    return REJECT_OTHER;
}
