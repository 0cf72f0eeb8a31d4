/* What is put in is never looked at again, so that no part of a pseudonym is taken for a name. */
#include "analyzer/run/publish/redact_names.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/mem.h"
#include "analyzer/run/state/pseudonym.h"

enum { ANCHOR_SHOWN = 80 /* of an anchor in a sentence: judge_text.c */, DIGITS_LEAST = 4 };

struct known_name {
    slice name; /* lower case */
    slice pseudonym;
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '_' || (uint8_t)c >= 0x80;
}

static bool is_local(char c)
{
    return is_word(c) || (c && strchr(".-+=!#$%&*/?^`{|}~", c));
}

static bool is_domain(char c)
{
    return is_word(c) || c == '.' || c == '-' || c == '[' || c == ']' || c == ':';
}

static slice lower_kept(struct arena *a, slice s)
{
    char *p = arena_new(a, s.n + 1);

    for (size_t i = 0; i < s.n; i++)
        p[i] = lower(s.p[i]);
    return slice_of(p, s.n);
}

static slice kept(const struct redact_names *n, const char *text)
{
    return arena_keep(n->how->arena, slice_str(text));
}

static bool is_same(const void *value, const void *key)
{
    return slice_eq(((const struct known_name *)value)->name, *(const slice *)key);
}

static const struct known_name *find(const struct redact_names *n, slice folded)
{
    return map_find(&n->by_name, hash_slice(folded), &folded);
}

static bool is_number(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]))
            return false;
    return true;
}

slice redact_name(const struct redact_names *n, const char *kind, slice name)
{
    char text[PSEUDONYM_BYTES];

    if (name.n == 0)
        return name;
    name = lower_kept(n->how->arena, name);
    return kept(n, pseudonym(n->how->key, kind, name, text));
}

static void add(struct redact_names *n, const char *kind, slice name)
{
    struct known_name *one;

    name = lower_kept(n->how->arena, name);
    if (name.n == 0 || (name.n < DIGITS_LEAST && is_number(name)) || find(n, name))
        return;
    one = arena_new(n->how->arena, sizeof(*one));
    *one = (struct known_name){ name, redact_name(n, kind, name) };
    map_add(&n->by_name, hash_slice(name), one);
    if (name.n > n->longest)
        n->longest = name.n;
}

void redact_names_init(struct redact_names *n, const struct redaction *how, const struct result *r)
{
    const struct site *site = how->site;

    *n = (struct redact_names){ .how = how, .by_name.same = is_same };
    for (size_t i = 0; i < r->n_accounts; i++)
        add(n, r->accounts[i]->kind == KIND_HOST ? "host" : "account", r->accounts[i]->name);
    for (size_t i = 0; i < r->n_rulings; i++)
        add(n, r->rulings[i].account->kind == KIND_HOST ? "host" : "account",
            r->rulings[i].account->name);
    for (size_t i = 0; i < r->restricted.n_rulings; i++)
        add(n, "account", r->restricted.rulings[i].account->name);
    for (size_t i = 0; i < site->n_persons; i++) {
        add(n, "account", site->persons[i].account);
        add(n, "person", site->persons[i].person);
    }
    for (size_t i = 0; i < r->n_complaints; i++)
        add(n, "report", r->complaints[i].complaint->name);
    for (size_t i = 0; i < r->n_unread_reports; i++)
        add(n, "report", r->unread_reports[i].name);
    for (size_t i = 0; i < site->n_announcements; i++)
        add(n, "record", site->announcements[i].id);
}

void redact_names_free(struct redact_names *n)
{
    map_free(&n->by_name);
}

/* "ann+news@example.edu" of somebody in the directory is his account's; others are their own. */
static void add_address(const struct redact_names *n, struct buf *b, slice local, slice domain)
{
    char text[PSEUDONYM_BYTES];
    slice whole = lower_kept(n->how->arena, slice_of(local.p, local.n + 1 + domain.n));
    const struct person *owner = site_find_person(n->how->site, whole);
    const struct known_name *same = find(n, slice_head(whole, local.n));

    if (owner)
        buf_add(b, redact_name(n, "account", owner->account));
    else if (same && site_has_domain(n->how->site, domain))
        buf_add(b, same->pseudonym);
    else
        buf_addf(b, "%s", pseudonym(n->how->key, "address", whole, text));
    buf_add(b, SLICE("@"));
    buf_add(b, domain);
}

/* How many bytes of the text it took; 0: no address begins there. */
static size_t take_address(const struct redact_names *n, slice text, size_t at, struct buf *b)
{
    size_t local = at, end;

    while (local < text.n && is_local(text.p[local]))
        local++;
    if (local == at || local >= text.n || text.p[local] != '@')
        return 0;
    for (end = local + 1; end < text.n && is_domain(text.p[end]);)
        end++;
    while (end > local + 1 && (text.p[end - 1] == '.' || text.p[end - 1] == ':'))
        end--;
    add_address(n, b, slice_of(text.p + at, local - at),
                slice_of(text.p + local + 1, end - local - 1));
    return end - at;
}

static bool is_end(slice text, size_t at)
{
    return at >= text.n || !is_word(text.p[at]) || at == 0 || !is_word(text.p[at - 1]);
}

static size_t take_name(const struct redact_names *n, slice folded, size_t at, struct buf *b)
{
    size_t most = folded.n - at < n->longest ? folded.n - at : n->longest;

    for (size_t length = most; length > 0; length--) {
        const struct known_name *one;

        if (!is_end(folded, at + length))
            continue;
        one = find(n, slice_of(folded.p + at, length));
        if (!one)
            continue;
        buf_add(b, one->pseudonym);
        return length;
    }
    return 0;
}

static size_t take_anchor(const struct redact_names *n, slice text, size_t at, slice anchor,
                          struct buf *b)
{
    slice rest = slice_skip(text, at), shown = slice_head(anchor, ANCHOR_SHOWN);

    if (anchor.n == 0 || !is_end(text, at))
        return 0;
    if (slice_starts(rest, anchor) && is_end(text, at + anchor.n))
        shown = anchor;
    else if (!slice_starts(rest, shown) || !is_end(text, at + shown.n))
        return 0;
    buf_add(b, redact_anchor(n, anchor));
    return shown.n;
}

slice redact_anchor(const struct redact_names *n, slice anchor)
{
    slice folded = lower_kept(n->how->arena, anchor);
    const struct known_name *same = find(n, folded);
    struct buf b = { 0 };
    slice redacted;

    if (anchor.n == 0)
        return anchor;
    if (same)
        return same->pseudonym;
    if (take_address(n, anchor, 0, &b) != anchor.n) {
        buf_clear(&b);
        buf_add(&b, redact_name(n, "subject", anchor));
    }
    redacted = arena_keep(n->how->arena, buf_slice(&b));
    buf_free(&b);
    return redacted;
}

slice redact_text(const struct redact_names *n, slice text, slice anchor)
{
    slice folded = lower_kept(n->how->arena, text), redacted;
    struct buf b = { 0 };

    for (size_t at = 0, taken; at < text.n; at += taken) {
        bool begins = at == 0 || !is_word(text.p[at - 1]);

        taken = take_anchor(n, text, at, anchor, &b);
        if (!taken && (at == 0 || !is_local(text.p[at - 1])))
            taken = take_address(n, text, at, &b);
        if (!taken && begins)
            taken = take_name(n, folded, at, &b);
        if (taken)
            continue;
        buf_add(&b, slice_of(text.p + at, 1));
        taken = 1;
    }
    redacted = arena_keep(n->how->arena, buf_slice(&b));
    buf_free(&b);
    return redacted;
}
