/*
 * An announcement excuses a mailing, so a slip in one must not pass: whoever it names
 * has to exist, and it has to say by what its mailing is known.
 */
#include "analyzer/base/clock.h"
#include "analyzer/site/dates.h"
#include "analyzer/site/units.h"
#include "analyzer/site/yaml.h"

static slice lower(struct load *l, slice s)
{
    return lower_keep(&l->site->arena, s);
}

static void read_id(struct load *l, const struct node *value, void *into)
{
    (void)node_text(l, value, &((struct announcement *)into)->id);
}

static void read_contact(struct load *l, const struct node *value, void *into)
{
    (void)node_text(l, value, &((struct announcement *)into)->contact);
}

static void read_approved_by(struct load *l, const struct node *value, void *into)
{
    (void)node_text(l, value, &((struct announcement *)into)->approved_by);
}

static void check_account(struct load *l, const struct node *value, slice name)
{
    if (l->knows_accounts && !site_find_person(l->site, name))
        node_mistake(l, value, "'%.*s' is not in the directory%s", SHOWN(name),
                     load_account_hint(l, name));
}

static void read_owner(struct load *l, const struct node *value, void *into)
{
    struct announcement *a = into;

    if (!node_text(l, value, &a->owner))
        return;
    a->owner = lower(l, a->owner);
    check_account(l, value, a->owner);
}

static void take_delegate(struct load *l, const struct node *item, slice text, void *into)
{
    slice name = lower(l, text);

    slices_add(&l->site->arena, into, name);
    check_account(l, item, name);
}

static void read_delegates(struct load *l, const struct node *value, void *into)
{
    struct announcement *a = into;
    struct slices list = { 0 };

    node_each_text(l, value, take_delegate, &list);
    a->delegates = list.at;
    a->n_delegates = list.n;
}

static void read_created(struct load *l, const struct node *value, void *into)
{
    slice text;

    (void)node_time(l, value, &text, &((struct announcement *)into)->created);
}

static void read_from(struct load *l, const struct node *value, void *into)
{
    slice text;

    (void)node_time(l, value, &text, &((struct announcement *)into)->from);
}

/* A day counts whole. */
static void read_to(struct load *l, const struct node *value, void *into)
{
    struct announcement *a = into;
    slice text;

    if (node_time(l, value, &text, &a->to) && is_day(text))
        a->to = clock_next_day(a->to);
}

static void read_max_recipients(struct load *l, const struct node *value, void *into)
{
    int64_t most;

    if (!node_number(l, value, COUNT, &most))
        return;
    if (most == 0)
        node_mistake(l, value, "must be at least 1");
    ((struct announcement *)into)->max_recipients = (uint64_t)most;
}

static void take_domain(struct load *l, const struct node *item, slice text, void *into)
{
    slice name = lower(l, text);

    if (is_host_name(name))
        slices_add(&l->site->arena, into, name);
    else
        node_mistake(l, item, "'%.*s' is not a domain name", SHOWN(text));
}

static void read_scope_domains(struct load *l, const struct node *value, void *into)
{
    struct announcement *a = into;
    struct slices list = { 0 };

    node_each_text(l, value, take_domain, &list);
    if (value->kind == NODE_LIST && value->n == 0)
        node_mistake(l, value, "must name at least one domain");
    a->scope = SCOPE_DOMAINS;
    a->scope_domains = list.at;
    a->n_scope_domains = list.n;
}

static void read_scope_word(struct load *l, const struct node *value, struct announcement *a)
{
    struct nearest n;
    slice word;

    if (!node_text(l, value, &word))
        return;
    n = nearest_to(word);
    nearest_try(&n, SLICE("internal"));
    nearest_try(&n, SLICE("external"));
    if (slice_eq(word, SLICE("internal")))
        a->scope = SCOPE_INTERNAL;
    else if (slice_eq(word, SLICE("external")))
        a->scope = SCOPE_EXTERNAL;
    else
        node_mistake(l, value, "'%.*s' is neither internal nor external nor a list of domains%s",
                     SHOWN(word), load_hint(l, &n));
}

static void read_scope(struct load *l, const struct node *value, void *into)
{
    static const struct key keys[] = { { "domains", read_scope_domains }, { 0 } };

    if (value->kind == NODE_TEXT)
        read_scope_word(l, value, into);
    else if (value->kind == NODE_LIST)
        read_scope_domains(l, value, into);
    else
        node_read_map(l, value, keys, into);
}

static void read_subject(struct load *l, const struct node *value, void *into)
{
    struct announcement *a = into;
    slice text;

    if (node_is_pattern(value))
        a->match.pattern = node_pattern(l, value);
    else if (node_text(l, value, &text))
        a->match.subject = lower(l, text);
}

static void read_message_id_domain(struct load *l, const struct node *value, void *into)
{
    slice text;

    if (!node_text(l, value, &text))
        return;
    if (is_host_name(text))
        ((struct announcement *)into)->match.message_id_domain = lower(l, text);
    else
        node_mistake(l, value, "'%.*s' is not a domain name", SHOWN(text));
}

static void read_digest(struct load *l, const struct node *value, void *into)
{
    slice text;

    if (!node_text(l, value, &text))
        return;
    if (has_white(text))
        node_mistake(l, value, "'%.*s' is not one word", SHOWN(text));
    ((struct announcement *)into)->match.digest = lower(l, text);
}

static void read_list(struct load *l, const struct node *value, void *into)
{
    slice text;

    if (!node_text(l, value, &text))
        return;
    if (is_mail_address(text))
        ((struct announcement *)into)->match.list = lower(l, text);
    else
        node_mistake(l, value, "'%.*s' is not a mail address", SHOWN(text));
}

static void read_host(struct load *l, const struct node *value, void *into)
{
    struct address ignored;
    slice text;

    if (!node_text(l, value, &text))
        return;
    if (is_host_name(text) || address_parse(text, &ignored))
        ((struct announcement *)into)->match.host = lower(l, text);
    else
        node_mistake(l, value, "'%.*s' is not a host name or address", SHOWN(text));
}

static bool size_of(struct load *l, const struct node *value, slice text, int64_t *size)
{
    struct err why;

    if (unit_parse(slice_trim(text), BYTES, size, &why))
        return true;
    node_mistake(l, value, "%s", why.text);
    return false;
}

/* One size stands for itself and 1 % on either side. */
static void read_size(struct load *l, const struct node *value, void *into)
{
    struct announcement *a = into;
    int64_t low = 0, high = 0;
    slice text;
    size_t dash;

    if (!node_text(l, value, &text))
        return;
    dash = slice_find_str(text, SLICE(" - "));
    if (!size_of(l, value, slice_head(text, dash), &low))
        return;
    if (dash < text.n && !size_of(l, value, slice_skip(text, dash + 3), &high))
        return;
    if (dash < text.n ? low >= high : low == 0) {
        node_mistake(l, value, "'%.*s' holds no size: write 45 KB, or 40 KB - 60 KB", SHOWN(text));
        return;
    }
    a->match.size_min = (uint64_t)(dash < text.n ? low : low - low / 100);
    a->match.size_max = (uint64_t)(dash < text.n ? high : low + low / 100);
}

static void read_match(struct load *l, const struct node *value, void *into)
{
    static const struct key keys[] = {
        { "subject", read_subject },
        { "message_id_domain", read_message_id_domain },
        { "digest", read_digest },
        { "size", read_size },
        { "list", read_list },
        { "host", read_host },
        { 0 },
    };

    node_read_map(l, value, keys, into);
    if (value->kind == NODE_MAP && value->n == 0)
        node_mistake(l, value,
                     "must hold at least one of subject, message_id_domain, digest, "
                     "size, list, host");
}

static void read_recurring(struct load *l, const struct node *value, void *into)
{
    struct nearest n;
    slice text;

    if (!node_text(l, value, &text))
        return;
    n = nearest_to(text);
    for (int i = 0; i < RECURS_KINDS; i++) {
        if (slice_eq(text, slice_str(recurs_names[i]))) {
            ((struct announcement *)into)->recurs = (enum recurs)i;
            return;
        }
        nearest_try(&n, slice_str(recurs_names[i]));
    }
    node_mistake(l, value, "'%.*s' is none of daily, weekly, monthly, yearly and false%s",
                 SHOWN(text), load_hint(l, &n));
}

static const struct key keys[] = {
    { "id", read_id },
    { "owner", read_owner },
    { "delegates", read_delegates },
    { "contact", read_contact },
    { "approved_by", read_approved_by },
    { "created", read_created },
    { "from", read_from },
    { "to", read_to },
    { "max_recipients", read_max_recipients },
    { "scope", read_scope },
    { "match", read_match },
    { "recurring", read_recurring },
    { 0 },
};

static const char *const required[] = {
    "id", "owner", "created", "from", "to", "match", NULL,
};

static bool is_same_id(const void *value, const void *key)
{
    return slice_eq(((const struct announcement *)value)->id, *(const slice *)key);
}

static void check_id(struct load *l, const struct node *item, struct map *ids,
                     struct announcement *a)
{
    const struct announcement *other = map_find(ids, hash_slice(a->id), &a->id);

    if (a->id.n == 0)
        return;
    if (other)
        node_mistake(l, node_find(item, "id"), "'%.*s' is the id of the announcement in line %u",
                     SHOWN(a->id), (unsigned)other->line);
    else
        map_add(ids, hash_slice(a->id), a);
}

static void read_announcement(struct load *l, const struct node *item, struct announcement *a)
{
    a->created = a->from = a->to = USEC_NONE;
    a->line = item->line;
    node_read_map(l, item, keys, a);
    if (item->kind != NODE_MAP)
        return;
    node_require(l, item, required, "announcement");
    if (a->from != USEC_NONE && a->to != USEC_NONE && a->from >= a->to)
        node_mistake(l, node_find(item, "to"), "must be later than 'from'");
    else if (a->from != USEC_NONE && a->to != USEC_NONE && announcement_overlaps_itself(a))
        node_mistake(l, node_find(item, "to"), "is later than it begins again (recurring)");
}

static void read_all(struct load *l, const struct node *root)
{
    struct site *s = l->site;
    struct map ids = { .same = is_same_id };

    s->announcements = arena_new(&s->arena, (root->n ? root->n : 1) * sizeof(*s->announcements));
    for (const struct node *item = root->first; item; item = item->next) {
        struct announcement *a = &s->announcements[s->n_announcements];

        a->number = (uint32_t)s->n_announcements++;
        read_announcement(l, item, a);
        check_id(l, item, &ids, a);
    }
    map_free(&ids);
}

void announcements_load(struct load *l, slice bytes)
{
    const struct node *root = yaml_read(l, bytes);

    l->site->has_announcements = true;
    if (root && node_is_list(l, root))
        read_all(l, root);
}
