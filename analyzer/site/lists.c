/*
 * A VERP sender is found without trying all lists: it is cut behind each sign that may
 * stand before the recipient, and what is left is looked up.
 */
#include "analyzer/site/lists.h"

#include "analyzer/site/mail_address.h"
#include "analyzer/site/network.h"
#include "analyzer/site/table.h"

static const char signs[] = "+-=_.";

static bool is_sign(char c)
{
    return c && strchr(signs, c);
}

static void read_list(struct table *t, const struct column *c, const struct csv_field *f)
{
    if (table_is_given(t, c, f))
        table_mail_address(t, c, f);
}

static void read_host(struct table *t, const struct column *c, const struct csv_field *f)
{
    slice *host = table_value(t, c);
    struct address ignored;

    if (f->text.n && !is_host_name(f->text) && !address_parse(f->text, &ignored))
        table_mistake(t, c, f, "is not a host name or address");
    else
        *host = lower_keep(&t->load->site->arena, f->text);
}

/* Where a placeholder stands as a word of its own, the last time; s.n: nowhere. */
static size_t find_word(slice s, slice word)
{
    for (size_t i = s.n >= word.n ? s.n - word.n + 1 : 0; i > 0; i--) {
        slice at = slice_skip(s, i - 1);
        bool begins = i == 1 || is_sign(s.p[i - 2]);
        bool ends = at.n == word.n || (at.n > word.n && is_sign(at.p[word.n]));

        if (begins && ends && slice_starts(at, word))
            return i - 1;
    }
    return s.n;
}

static slice joined(struct table *t, slice local, slice domain)
{
    char buf[MAIL_ADDRESS_MAX];

    return arena_keep(&t->load->site->arena, mail_address_join(local, domain, buf));
}

/* A leading `list` becomes the list's own name. */
static slice local_of(struct table *t, const struct mail_list *list, slice written)
{
    slice name =
        slice_head(list->senders[SENDER_LIST], slice_rfind(list->senders[SENDER_LIST], '@'));
    char buf[MAIL_ADDRESS_MAX];

    if (!slice_starts(written, SLICE("list")) || (written.n > 4 && !is_sign(written.p[4])) ||
        name.n + written.n - 4 > sizeof(buf))
        return written;
    memcpy(buf, name.p, name.n);
    memcpy(buf + name.n, written.p + 4, written.n - 4);
    return arena_keep(&t->load->site->arena, slice_of(buf, name.n + written.n - 4));
}

/* What stands behind `user`: nothing, or a sign and `domain`. */
static bool read_recipient(struct mail_list *list, slice rest)
{
    size_t domain = find_word(rest, SLICE("domain"));

    if (rest.n == 0)
        return true;
    list->between = slice_head(rest, domain);
    return list->between.n > 0 && domain + strlen("domain") == rest.n;
}

/* local: as written, lower case. False when it is no form of VERP. */
static bool read_form(struct table *t, struct mail_list *list, slice local, slice domain)
{
    size_t user = find_word(local, SLICE("user"));
    slice head;

    if (user == local.n) {
        list->senders[SENDER_BOUNCES] = joined(t, local_of(t, list, local), domain);
        return find_word(local, SLICE("domain")) == local.n;
    }
    if (user < 2 || !read_recipient(list, slice_skip(local, user + strlen("user"))))
        return false;
    head = local_of(t, list, slice_head(local, user));
    list->senders[SENDER_VERP] = joined(t, head, domain);
    list->senders[SENDER_BOUNCES] = joined(t, slice_head(head, head.n - 1), domain);
    return true;
}

/* Read at the row's end, because it may lean on a column to the right of it. */
static void read_verp(struct table *t, const struct csv_field *f)
{
    struct mail_list *list = t->record;
    slice form = lower_keep(&t->load->site->arena, f->text);
    size_t at = slice_rfind(form, '@');
    slice domain = slice_skip(form, at + 1);

    if (f->text.n == 0 || list->senders[SENDER_LIST].n == 0)
        return;
    if (slice_eq(domain, SLICE("host")))
        domain = slice_domain(list->senders[SENDER_LIST]);
    if (at == form.n || !is_mail_address(joined(t, slice_head(form, at), domain)) ||
        !read_form(t, list, slice_head(form, at), domain))
        load_mistake(t->load, f->line, f->column,
                     "verp: '%.*s' is no form of sender: write it like "
                     "list-bounces+user=domain@host",
                     SHOWN(f->text));
}

static void read_later(struct table *t, const struct column *c, const struct csv_field *f)
{
    (void)t;
    (void)c;
    (void)f;
}

#define AT(member) offsetof(struct mail_list, member)

static const struct column columns[] = {
    { "list", true, read_list, AT(senders[SENDER_LIST]) },
    { "owner", true, table_account, AT(owner) },
    { "host", false, read_host, AT(host) },
    { "verp", false, read_later, 0 },
    { 0 },
};

static void begin(struct table *t, uint32_t line)
{
    ((struct mail_list *)t->record)->line = line;
}

static void end(struct table *t)
{
    const struct csv_field *verp = table_field(t, "verp");

    if (verp)
        read_verp(t, verp);
}

static bool has_sender(const void *value, const void *key)
{
    const struct mail_list *list = value;

    for (int i = 0; i < LIST_SENDERS; i++)
        if (slice_eq(list->senders[i], *(const slice *)key))
            return true;
    return false;
}

static void claim_sender(struct load *l, struct mail_list *list, slice sender)
{
    struct map *map = &l->site->lists.by_sender;
    const struct mail_list *other;

    if (sender.n == 0)
        return;
    other = map_find(map, hash_slice(sender), &sender);
    if (!other)
        map_add(map, hash_slice(sender), list);
    else if (other != list)
        load_mistake(l, list->line, 1, "'%.*s' is an address of the list in line %u already",
                     SHOWN(sender), (unsigned)other->line);
}

void lists_load(struct load *l, slice bytes)
{
    struct table t = { .load = l, .columns = columns, .record_size = sizeof(struct mail_list) };
    struct mail_lists *lists = &l->site->lists;

    t.begin = begin;
    t.end = end;
    lists->at = table_read(&t, bytes);
    lists->n = t.n;
    lists->by_sender.same = has_sender;
    for (size_t i = 0; i < lists->n; i++)
        for (int sender = 0; sender < LIST_SENDERS; sender++)
            claim_sender(l, &lists->at[i], lists->at[i].senders[sender]);
}

static const struct mail_list *find(const struct site *s, slice sender)
{
    return sender.n ? map_find(&s->lists.by_sender, hash_slice(sender), &sender) : NULL;
}

/* `recipient` is what VERP put into the sender: user=domain. */
static bool is_recipient(const struct mail_list *list, slice recipient)
{
    size_t between = slice_find_str(recipient, list->between);

    if (list->between.n == 0)
        return recipient.n > 0;
    return between > 0 && between + list->between.n < recipient.n;
}

static const struct mail_list *find_verp(const struct site *s, slice local, slice domain)
{
    char buf[MAIL_ADDRESS_MAX];

    for (size_t i = 1; i < local.n; i++) {
        const struct mail_list *list;
        slice sender;

        if (!is_sign(local.p[i]))
            continue;
        sender = mail_address_join(slice_head(local, i + 1), domain, buf);
        list = find(s, sender);
        if (list && slice_eq(list->senders[SENDER_VERP], sender) &&
            is_recipient(list, slice_skip(local, i + 1)))
            return list;
    }
    return NULL;
}

const struct mail_list *site_find_list(const struct site *s, slice address)
{
    char buf[MAIL_ADDRESS_MAX];
    slice folded = mail_address_fold(address, buf);
    size_t at = slice_rfind(folded, '@');
    const struct mail_list *list;

    if (s->lists.n == 0 || at == folded.n)
        return NULL;
    list = find(s, folded);
    if (list && slice_eq(list->senders[SENDER_VERP], folded))
        list = NULL; /* "news-bounces+@...": a form without its recipient */
    return list ? list : find_verp(s, slice_head(folded, at), slice_skip(folded, at + 1));
}
