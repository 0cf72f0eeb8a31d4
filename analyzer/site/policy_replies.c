/*
 * A rule is compiled when the site is loaded, so that a slip in one is told with its
 * place, and not found out by its never fitting.
 */
#include "analyzer/site/policy.h"
#include "analyzer/site/yaml.h"

const char *const reply_scope_names[REPLY_SCOPES + 1] = {
    "message", "sender", "recipient", "ip", "domain", NULL,
};

static void read_match(struct load *l, const struct node *value, void *into)
{
    ((struct reply_rule *)into)->match = node_pattern(l, value);
}

static void read_scope(struct load *l, const struct node *value, void *into)
{
    int scope;

    if (node_choice(l, value, reply_scope_names, &scope))
        ((struct reply_rule *)into)->scope = (enum reply_scope)scope;
}

static void read_reason(struct load *l, const struct node *value, void *into)
{
    (void)node_text(l, value, &((struct reply_rule *)into)->reason);
}

static const struct key keys[] = {
    { "match", read_match },
    { "scope", read_scope },
    { "reason", read_reason },
    { 0 },
};

static const char *const required[] = { "match", "scope", "reason", NULL };

void policy_read_replies(struct load *l, const struct node *value, void *into)
{
    struct site *s = l->site;

    (void)into;
    if (!node_is_list(l, value) || value->n == 0)
        return;
    s->replies = arena_new(&s->arena, value->n * sizeof(*s->replies));
    for (const struct node *item = value->first; item; item = item->next) {
        struct reply_rule *rule = &s->replies[s->n_replies++];

        rule->line = item->line;
        node_read_map(l, item, keys, rule);
        node_require(l, item, required, "reply");
    }
    policy_not_used(l, value);
}
