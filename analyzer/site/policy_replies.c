/*
 * A rule is compiled when the site is loaded, so that a slip in one is told with its
 * place, and not found out by its never fitting. Its reason may be in any words: those that are
 * not ours mean what most replies of that scope mean, and the site is told so.
 */
#include "analyzer/site/policy.h"
#include "analyzer/site/yaml.h"

/* Of enum reply_scope, without what is unknown. */
static const char *const scopes[] = {
    "message", "sender", "recipient", "ip", "domain", "none", NULL,
};

static void read_match(struct load *l, const struct node *value, void *into)
{
    ((struct reply_rule *)into)->match = node_pattern(l, value);
}

static void read_scope(struct load *l, const struct node *value, void *into)
{
    int scope;

    if (node_choice(l, value, scopes, &scope))
        ((struct reply_rule *)into)->scope = (enum reply_scope)(scope + REPLY_MESSAGE);
}

static void read_reason(struct load *l, const struct node *value, void *into)
{
    struct reply_rule *rule = into;
    slice word;

    if (!node_text(l, value, &word))
        return;
    for (int i = 1; reply_reason_names[i]; i++)
        if (slice_eq(word, slice_str(reply_reason_names[i])))
            rule->reason = (enum reply_reason)i;
}

static const struct key keys[] = {
    { "match", read_match },
    { "scope", read_scope },
    { "reason", read_reason },
    { 0 },
};

static const char *const required[] = { "match", "scope", "reason", NULL };

static void settle_reason(struct load *l, struct reply_rule *rule)
{
    static const enum reply_reason usual[REPLY_SCOPES] = {
        [REPLY_MESSAGE] = REASON_SPAM,        [REPLY_SENDER] = REASON_BANNED,
        [REPLY_RECIPIENT] = REASON_FORBIDDEN, [REPLY_IP] = REASON_BLOCKED,
        [REPLY_DOMAIN] = REASON_REPUTATION,   [REPLY_NOBODY] = REASON_TEMPORARY,
    };

    if (rule->reason || !rule->scope)
        return;
    rule->reason = usual[rule->scope];
    load_note(l,
              "policy.yaml:%u: the reason of this reply is none of mailproctor's: it counts as %s",
              (unsigned)rule->line, reply_reason_names[rule->reason]);
}

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
        settle_reason(l, rule);
    }
}
