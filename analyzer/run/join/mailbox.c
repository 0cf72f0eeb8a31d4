/*
 * One pass from the left. Each element of the list is words and at most one address: a
 * bare one that stands alone, or one in angle brackets behind any number of words.
 *
 * Postfix prints a line break and a tab as '?' each, so a folded line is "? " or "??".
 */
#include "analyzer/run/join/mailbox.h"

enum { COMMENT_DEPTH = 16 };

struct scan {
    slice rest;
    struct mailboxes *out;
    size_t words;        /* of this element */
    slice local, domain; /* the bare address among them; domain.n 0: none */
    bool is_in_group;
};

static bool is_at(const struct scan *s, char c)
{
    return s->rest.n && s->rest.p[0] == c;
}

static bool take(struct scan *s, char c)
{
    if (!is_at(s, c))
        return false;
    s->rest = slice_skip(s->rest, 1);
    return true;
}

/* How many bytes of white space it begins with; a '?' is some where one may follow. */
static size_t blanks(slice s)
{
    if (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        return 1;
    if (s.n == 0 || s.p[0] != '?')
        return 0;
    if (s.n == 1 || strchr(" <,;", s.p[1]))
        return 1;
    return s.p[1] == '?' ? 2 : 0;
}

/* False when it is left open or too deep. */
static bool skip_comment(struct scan *s)
{
    size_t depth = 0;

    do {
        if (take(s, '('))
            depth++;
        else if (take(s, ')'))
            depth--;
        else
            s->rest = slice_skip(s->rest, is_at(s, '\\') ? 2 : 1);
    } while (depth && depth <= COMMENT_DEPTH && s->rest.n);
    return depth == 0;
}

/* White space and comments. */
static bool skip_space(struct scan *s)
{
    size_t n;

    for (;;) {
        if (is_at(s, '(') && !skip_comment(s))
            return false;
        n = blanks(s->rest);
        s->rest = slice_skip(s->rest, n);
        if (n == 0 && !is_at(s, '('))
            return true;
    }
}

static bool is_special(char c)
{
    return strchr("()<>[]:;@\\,\" \t", c) != NULL; /* NUL, too */
}

static slice take_atom(struct scan *s)
{
    size_t n = 0;
    slice atom;

    while (n < s->rest.n && !is_special(s->rest.p[n]))
        n++;
    atom = slice_head(s->rest, n);
    s->rest = slice_skip(s->rest, n);
    return atom;
}

/* With its quotes; empty when it is left open. */
static slice take_quoted(struct scan *s)
{
    slice quoted;

    for (size_t i = 1; i < s->rest.n; i++) {
        if (s->rest.p[i] == '\\') {
            i++;
        } else if (s->rest.p[i] == '"') {
            quoted = slice_head(s->rest, i + 1);
            s->rest = slice_skip(s->rest, i + 1);
            return quoted;
        }
    }
    return slice_of(NULL, 0);
}

static slice take_word(struct scan *s)
{
    return is_at(s, '"') ? take_quoted(s) : take_atom(s);
}

/* An atom, or an address literal in brackets. */
static slice take_domain(struct scan *s)
{
    size_t end = slice_find(s->rest, ']');
    slice domain;

    if (!is_at(s, '[') || end == s->rest.n)
        return take_atom(s);
    domain = slice_head(s->rest, end + 1);
    s->rest = slice_skip(s->rest, end + 1);
    return domain;
}

static bool has_mark(slice s)
{
    return slice_find(s, '?') < s.n;
}

/* A local part that says the same without its quotes. */
static slice unquoted(slice local)
{
    slice inner = slice_skip(slice_head(local, local.n ? local.n - 1 : 0), 1);

    if (local.n < 3 || local.p[0] != '"')
        return local;
    for (size_t i = 0; i < inner.n; i++)
        if (is_special(inner.p[i]))
            return local;
    return inner;
}

static bool add(struct mailboxes *out, slice local, slice domain)
{
    size_t n = local.n + 1 + domain.n;
    char *p = out->text + out->used;

    if (has_mark(local) || has_mark(domain) || local.n == 0 || domain.n == 0)
        return false;
    if (out->n == MAILBOXES_MAX || n > sizeof(out->text) - out->used)
        return false;
    memcpy(p, local.p, local.n);
    p[local.n] = '@';
    memcpy(p + local.n + 1, domain.p, domain.n);
    out->at[out->n++] = slice_of(p, n);
    out->used += n;
    return true;
}

/* <local@domain>, with space inside the brackets only at their ends. */
static bool read_angle(struct scan *s)
{
    slice local, domain;

    if (!take(s, '<') || !skip_space(s))
        return false;
    local = take_word(s);
    if (!take(s, '@'))
        return false;
    domain = take_domain(s);
    return skip_space(s) && take(s, '>') && add(s->out, unquoted(local), domain) && skip_space(s);
}

/* One word of a name, or an address that stands among them. */
static bool read_word(struct scan *s)
{
    slice word = take_word(s);

    if (word.n == 0)
        return false;
    s->words++;
    if (!take(s, '@'))
        return true;
    s->local = unquoted(word);
    s->domain = take_domain(s);
    return s->domain.n > 0;
}

static bool is_end_of_element(const struct scan *s)
{
    return s->rest.n == 0 || is_at(s, ',') || is_at(s, ';');
}

/* What stood between two commas, when it has no brackets. */
static bool end_bare(struct scan *s)
{
    return s->words == 0 || (s->words == 1 && s->domain.n && add(s->out, s->local, s->domain));
}

static bool begin_group(struct scan *s)
{
    if (s->is_in_group || s->words == 0 || s->domain.n || !take(s, ':'))
        return false;
    s->is_in_group = true;
    s->words = 0;
    return true;
}

static bool read_element(struct scan *s)
{
    s->words = 0;
    s->domain = slice_of(NULL, 0);
    while (skip_space(s)) {
        if (is_end_of_element(s))
            return end_bare(s);
        if (is_at(s, '<'))
            return read_angle(s) && is_end_of_element(s);
        if (is_at(s, ':') ? !begin_group(s) : !read_word(s))
            return false;
    }
    return false;
}

/* Behind a group only a comma may follow. */
static bool end_group(struct scan *s)
{
    if (!s->is_in_group || !take(s, ';'))
        return false;
    s->is_in_group = false;
    return skip_space(s) && (s->rest.n == 0 || is_at(s, ','));
}

bool mailboxes_read(slice value, struct mailboxes *out)
{
    struct scan s = { .rest = value, .out = out };

    out->n = out->used = 0;
    if (value.n > MAILBOX_TEXT_MAX)
        return false;
    do {
        if (!read_element(&s) || (is_at(&s, ';') && !end_group(&s)))
            return false;
    } while (take(&s, ','));
    return s.rest.n == 0 && !s.is_in_group && out->n > 0;
}
