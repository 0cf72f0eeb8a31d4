/* Its patterns are compiled when the site is loaded: a slip is told with its place. */
#include "analyzer/site/adverts.h"

#include "analyzer/site/policy.h"
#include "analyzer/site/yaml.h"

static void read_subject(struct load *l, const struct node *value, void *into)
{
    ((struct advert_rule *)into)->subject = node_pattern(l, value);
}

static void read_uri(struct load *l, const struct node *value, void *into)
{
    ((struct advert_rule *)into)->uri = node_pattern(l, value);
}

static const struct key keys[] = {
    { "subject", read_subject },
    { "uri", read_uri },
    { 0 },
};

void policy_read_adverts(struct load *l, const struct node *value, void *into)
{
    struct site *s = l->site;

    (void)into;
    if (!node_is_list(l, value) || value->n == 0)
        return;
    s->adverts = arena_new(&s->arena, value->n * sizeof(*s->adverts));
    for (const struct node *item = value->first; item; item = item->next) {
        node_read_map(l, item, keys, &s->adverts[s->n_adverts++]);
        if (item->kind == NODE_MAP && item->n == 0)
            node_mistake(l, item, "an advert needs a 'subject' or a 'uri'");
    }
}

slice advert_by_subject(const struct site *s, slice subject, struct matcher *m)
{
    for (size_t i = 0; i < s->n_adverts && subject.n; i++)
        if (s->adverts[i].subject && pattern_matches(s->adverts[i].subject, subject, m))
            return pattern_text(s->adverts[i].subject);
    return slice_of(NULL, 0);
}

slice advert_by_uri(const struct site *s, slice uri, struct matcher *m)
{
    for (size_t i = 0; i < s->n_adverts && uri.n; i++)
        if (s->adverts[i].uri && pattern_matches(s->adverts[i].uri, uri, m))
            return pattern_text(s->adverts[i].uri);
    return slice_of(NULL, 0);
}
