/*
 * A busy site is told the same thing thousands of times, in texts that differ in an address. So
 * the folded text is looked up first; patterns are asked for what was not met before.
 */
#include "analyzer/site/replies.h"

#include <stdlib.h>

#include "analyzer/base/err.h"
#include "analyzer/base/mem.h"
#include "analyzer/site/organisations.h"

enum { KNOWN_MAX = 8192 };

struct reply_row {
    struct reply_class is;
    const char *provider, *code, *pattern;
};

#define REPLY(scope, reason, provider, code, pattern) \
    { { REPLY_##scope, REASON_##reason }, provider, code, pattern },
static const struct reply_row rows[] = {
#include "analyzer/site/replies.inc"
};
#undef REPLY

enum { ROWS = sizeof(rows) / sizeof(*rows) };

/* What is asked about one text. */
struct question {
    slice folded, code, enhanced, provider;
    uint64_t hash;
};

struct known_reply {
    struct reply_class is;
    uint64_t beside; /* hash of provider and enhanced code */
    slice folded;
};

static bool has_key(const void *value, const void *key)
{
    const struct known_reply *known = value;
    const struct question *q = key;

    return known->beside == q->hash && slice_eq(known->folded, q->folded);
}

static bool has_text(const void *value, const void *key)
{
    return slice_eq(((const struct unread_reply *)value)->text, *(const slice *)key);
}

static void compile(struct replies *r)
{
    struct pattern_fault why;

    r->known.same = has_key;
    r->rows = mem_new(ROWS, sizeof(struct pattern *));
    for (size_t i = 0; i < ROWS; i++) {
        if (rows[i].pattern[0] == '\0')
            continue;
        r->rows[i] = pattern_new(slice_str(rows[i].pattern), false, &why);
        if (!r->rows[i])
            bug("a row of replies.inc is no pattern");
    }
}

static bool is_number(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

/* "5.1.1", as an enhanced code stands at the front of a reply. */
static slice enhanced_of(slice s)
{
    slice word = slice_head(s, slice_find(s, ' '));
    size_t dot = slice_find(word, '.');
    slice rest = slice_skip(word, dot + 1);
    size_t second = slice_find(rest, '.');

    if (dot == 1 && is_number(slice_head(word, 1)) && is_number(slice_head(rest, second)) &&
        is_number(slice_skip(rest, second + 1)))
        return word;
    return slice_of(NULL, 0);
}

static struct question ask(const struct reply *one, slice folded)
{
    struct question q = { .folded = folded, .provider = one->organisation };
    slice code = slice_head(folded, slice_find(folded, ' '));

    if (code.n == 3 && is_number(code)) {
        q.code = code;
        q.enhanced = enhanced_of(slice_skip(folded, code.n + 1));
    }
    if (!q.enhanced.n && one->dsn.n && !slice_ends(one->dsn, SLICE(".0.0")))
        q.enhanced = one->dsn;
    q.hash = hash_mix(organisation_hash(one->organisation), hash_slice(q.enhanced));
    return q;
}

/* A whole enhanced code, or the beginning of a reply code; x is 4 or 5. */
static bool fits_code(const char *code, const struct question *q)
{
    bool is_enhanced = strchr(code, '.') != NULL;
    slice has = is_enhanced ? q->enhanced : q->code;
    size_t n = strlen(code);

    if (has.n < n || (is_enhanced && has.n != n))
        return false;
    for (size_t i = 0; i < n; i++) {
        bool is_any = code[i] == 'x' && (has.p[i] == '4' || has.p[i] == '5');

        if (code[i] != has.p[i] && !is_any)
            return false;
    }
    return true;
}

static bool fits(struct replies *r, size_t i, const struct question *q)
{
    const struct reply_row *row = &rows[i];

    if (row->provider[0] && !slice_eq_nocase(q->provider, slice_str(row->provider)))
        return false;
    if (row->code[0] && !fits_code(row->code, q))
        return false;
    return !r->rows[i] || pattern_matches(r->rows[i], q->folded, &r->matcher);
}

static struct reply_class read_rows(struct replies *r, const struct question *q)
{
    for (size_t i = 0; i < ROWS; i++)
        if (fits(r, i, q))
            return rows[i].is;
    return (struct reply_class){ REPLY_UNKNOWN, REASON_UNKNOWN };
}

static void forget(struct replies *r)
{
    size_t at = 0;
    struct known_reply *one;

    while ((one = map_next(&r->known, &at)))
        mem_free(one);
    map_free(&r->known);
    r->known.same = has_key;
}

static struct reply_class look_up(struct replies *r, const struct question *q)
{
    uint64_t hash = hash_mix(hash_slice(q->folded), q->hash);
    struct known_reply *one = map_find(&r->known, hash, q);
    char *copy;

    if (one)
        return one->is;
    if (r->known.used >= KNOWN_MAX)
        forget(r);
    one = mem_new(1, sizeof(*one) + q->folded.n + 1);
    copy = (char *)(one + 1);
    memcpy(copy, q->folded.p, q->folded.n);
    one->folded = slice_of(copy, q->folded.n);
    one->beside = q->hash;
    one->is = read_rows(r, q);
    map_add(&r->known, hash, one);
    return one->is;
}

struct reply_class replies_read(struct replies *r, const struct reply *one)
{
    char folded[REPLY_FOLDED];
    struct question q;

    for (size_t i = 0; i < r->own.n; i++)
        if (pattern_matches(r->own.at[i].match, one->text, &r->matcher))
            return (struct reply_class){ r->own.at[i].scope, r->own.at[i].reason };
    if (!r->rows)
        compile(r);
    q = ask(one, reply_fold(one->text, folded));
    return look_up(r, &q);
}

void replies_unread(struct replies *r, const struct reply *one)
{
    char room[REPLY_FOLDED];
    slice folded = reply_fold(one->text, room);
    struct unread_reply *known;

    r->unread.same = has_text;
    known = map_find(&r->unread, hash_slice(folded), &folded);
    if (!known && r->unread.used >= UNREAD_MAX) {
        r->n_unread_beyond++;
        return;
    }
    if (!known) {
        known = arena_new(&r->texts, sizeof(*known));
        known->text = arena_keep(&r->texts, folded);
        map_add(&r->unread, hash_slice(folded), known);
    }
    known->n++;
}

static int by_number(const void *x, const void *y)
{
    const struct unread_reply *a = x, *b = y;

    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return slice_cmp(a->text, b->text);
}

struct unread_reply *replies_sorted(const struct replies *r, struct arena *a, size_t *n)
{
    struct unread_reply *all = arena_new(a, (r->unread.used + 1) * sizeof(*all));
    const struct unread_reply *one;
    size_t at = 0;

    *n = 0;
    while ((one = map_next(&r->unread, &at))) {
        all[*n] = *one;
        all[(*n)++].text = arena_keep(a, one->text);
    }
    qsort(all, *n, sizeof(*all), by_number);
    return all;
}

void replies_free(struct replies *r)
{
    forget(r);
    map_free(&r->unread);
    for (size_t i = 0; r->rows && i < ROWS; i++)
        if (r->rows[i])
            pattern_free(r->rows[i]);
    mem_free(r->rows);
    matcher_free(&r->matcher);
    arena_free(&r->texts);
    *r = (struct replies){ .own = r->own };
}
