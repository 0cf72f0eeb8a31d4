/*
 * One reply comes in as many texts as there are recipients: addresses, hosts, ids and times
 * differ. Folded, all of them are one text, so that it is read once and counted as one; and
 * what Postfix and Exim put around the words of the other server is one form.
 *
 * Sendmail prints the first line of a reply and nothing around it.
 */
#include <limits.h>

#include "analyzer/base/octets.h"
#include "analyzer/site/replies.h"

/* WORD_LONG: a word with a digit in it that is as long is an id. */
enum { STAGE_MAX = 40, WORD_LONG = 12, CODE_N = 3, TOKEN_MAX = 120 };

struct fold {
    char *p;
    size_t n;
    slice code;     /* of the first line: "550" */
    slice enhanced; /* "5.1.1" */
    bool ends_in_star;
};

static void put(struct fold *f, slice s)
{
    size_t room = REPLY_FOLDED - f->n, n = s.n < room ? s.n : room;

    octets_lower_all(f->p + f->n, s.p, n);
    f->n += n;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_code(slice s)
{
    return s.n == CODE_N && s.p[0] >= '2' && s.p[0] <= '5' && is_digit(s.p[1]) && is_digit(s.p[2]);
}

/* "5.1.1", "4.7.500": a digit, and two more numbers. */
static bool is_enhanced(slice s)
{
    size_t dots = 0;

    if (s.n < 5 || s.n > 7 || (s.p[0] != '2' && s.p[0] != '4' && s.p[0] != '5') || s.p[1] != '.')
        return false;
    for (size_t i = 1; i < s.n; i++) {
        dots += s.p[i] == '.';
        if (s.p[i] != '.' && !is_digit(s.p[i]))
            return false;
    }
    return dots == 2 && s.p[s.n - 1] != '.';
}

/* Removes the words before the other server's; returns the command that it answered, if told. */
static slice take_before(slice *s)
{
    static const slice exim = { "SMTP error from remote mail server after ", 41 };
    static const slice said[] = { { "] said: ", 8 }, { "] refused to talk to me: ", 25 } };
    slice stage = { 0 };
    size_t at;

    if (slice_starts(*s, SLICE("delivery temporarily suspended: ")))
        *s = slice_skip(*s, SLICE("delivery temporarily suspended: ").n);
    if (slice_starts(*s, exim)) {
        *s = slice_skip(*s, exim.n);
        at = slice_find(*s, ':');
        if (slice_starts(slice_skip(*s, at), SLICE(":<")))
            at += slice_find_str(slice_skip(*s, at), SLICE(">"));
        stage = slice_head(*s, slice_find(slice_head(*s, STAGE_MAX), ':'));
        at += slice_find_str(slice_skip(*s, at), SLICE(": "));
        *s = slice_skip(*s, at + 2);
    }
    if (!slice_starts(*s, SLICE("host ")))
        return stage;
    for (size_t i = 0; i < 2; i++) {
        at = slice_find_str(*s, said[i]);
        if (at < s->n) {
            *s = slice_skip(*s, at + said[i].n);
            return stage;
        }
    }
    at = slice_find_str(*s, SLICE("]: ")); /* Exim's "host name [ip]: " */
    if (at < s->n)
        *s = slice_skip(*s, at + 3);
    return stage;
}

static bool is_wrapper(char c)
{
    static const bool is[UCHAR_MAX + 1] = {
        ['<'] = true,  ['>'] = true, ['('] = true, [')'] = true, ['['] = true,
        [']'] = true,  ['{'] = true, ['}'] = true, ['"'] = true, [','] = true,
        ['\''] = true, [';'] = true, [':'] = true, ['.'] = true
    };

    return is[(unsigned char)c];
}

static slice without_wrappers(slice s)
{
    while (s.n && is_wrapper(s.p[0]))
        s = slice_skip(s, 1);
    while (s.n && is_wrapper(s.p[s.n - 1]))
        s.n--;
    return s;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What is in a word: how many of each kind. */
struct kinds {
    size_t digits, letters, dots, colons, ats;
};

/* Without a branch for each character: they come in no order. */
static struct kinds count(slice s)
{
    struct kinds k = { 0 };

    for (size_t i = 0; i < s.n; i++) {
        k.digits += is_digit(s.p[i]);
        k.letters += is_letter(s.p[i]);
        k.dots += s.p[i] == '.';
        k.colons += s.p[i] == ':';
        k.ats += s.p[i] == '@';
    }
    return k;
}

/* Of another recipient it would be another. */
static bool varies(const struct kinds *k, slice bare)
{
    if (k->ats)
        return true;
    if (k->digits == 0)
        return false;
    return bare.n >= WORD_LONG || k->dots > 2 || k->colons > 2 || (k->dots && k->letters > 2);
}

/* Its host alone; and what Google calls the reason. */
static void put_link(struct fold *f, slice s)
{
    size_t host = slice_find_str(s, SLICE("//")) + 2;
    size_t end = host + slice_find(slice_skip(s, host), '/');
    size_t why = slice_find_str(s, SLICE("?p="));

    put(f, slice_head(s, end));
    if (why < s.n) {
        slice word = slice_skip(s, why + 3);
        size_t n = 0;

        while (n < word.n && is_letter(word.p[n]))
            n++;
        put(f, SLICE("/"));
        put(f, slice_head(word, n));
    }
}

/* Nothing in it that may differ between recipients: no digit, ':' or '@'; not to be told of bytes
   beyond ASCII. */
static bool is_steady(slice word)
{
    size_t i = 0;

    for (; i + OCTETS <= word.n; i += OCTETS) {
        uint64_t x = octets_at(word.p + i);

        if (octets_within(x, '0', ':') | octets_equal(x, '@') | (x & octets_each(0x80)))
            return false;
    }
    for (; i < word.n; i++)
        if ((word.p[i] >= '0' && word.p[i] <= ':') || word.p[i] == '@' || (word.p[i] & 0x80))
            return false;
    return word.p[0] != '<';
}

static void put_steady(struct fold *f, slice word)
{
    if (f->n)
        put(f, SLICE(" "));
    put(f, word);
    f->ends_in_star = false;
}

static void put_word(struct fold *f, slice word)
{
    slice bare = without_wrappers(word);
    struct kinds k = count(bare);
    bool differs = varies(&k, bare), is_star = false;

    if (f->n && !(f->ends_in_star && differs))
        put(f, SLICE(" "));
    if (k.colons && slice_find_str(bare, SLICE("://")) < bare.n) {
        put_link(f, bare);
    } else if (differs || slice_starts(word, SLICE("<"))) {
        is_star = true;
        if (!f->ends_in_star)
            put(f, SLICE("*"));
    } else if (bare.n && k.digits == bare.n) {
        put(f, SLICE("#"));
    } else {
        put(f, word);
    }
    f->ends_in_star = is_star;
}

/* Codes stand once: each line of a reply repeats them. */
static slice without_codes(const struct fold *f, slice word)
{
    slice rest = word;

    if (f->code.n && slice_starts(word, f->code)) {
        rest = slice_skip(word, f->code.n);
        if (rest.n && rest.p[0] != '-')
            return word;
        rest = slice_skip(rest, 1);
    }
    return f->enhanced.n && slice_eq(rest, f->enhanced) ? slice_skip(rest, rest.n) : rest;
}

/* "550", "550-5.1.1", and behind it "5.1.1": in front of all words. What is left of the word. */
static slice take_codes(struct fold *f, slice word)
{
    slice rest = word;

    if (f->n == 0 && is_code(slice_head(word, CODE_N)) &&
        (word.n == CODE_N || word.p[CODE_N] == '-')) {
        f->code = slice_head(word, CODE_N);
        put(f, f->code);
        rest = slice_skip(word, CODE_N + 1);
    } else if (!f->code.n || f->n != CODE_N) {
        return without_codes(f, word);
    }
    if (slice_starts(rest, SLICE("#")))
        rest = slice_skip(rest, 1);
    if (!is_enhanced(rest))
        return rest;
    f->enhanced = rest;
    put(f, SLICE(" "));
    put(f, rest);
    return slice_skip(rest, rest.n);
}

static bool next_word(slice *s, slice *word)
{
    size_t n = 0;

    while (s->n && (s->p[0] == ' ' || s->p[0] == '\t'))
        *s = slice_skip(*s, 1);
    while (n < s->n && s->p[n] != ' ' && s->p[n] != '\t')
        n++;
    *word = slice_head(*s, n);
    *s = slice_skip(*s, n);
    return n > 0;
}

slice reply_fold(slice text, char *into)
{
    struct fold f = { .p = into };
    slice stage = take_before(&text), word;

    while (f.n < REPLY_FOLDED && next_word(&text, &word)) {
        word = take_codes(&f, word);
        if (word.n)
            (is_steady(word) ? put_steady : put_word)(&f, word);
    }
    if (stage.n) {
        put(&f, SLICE(" (in reply to "));
        put(&f, stage);
        put(&f, SLICE(" command)"));
    }
    return slice_of(into, f.n);
}
