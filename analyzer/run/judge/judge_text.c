/* Numbers are put into sentences by name, and nothing that a log says can name one. */
#include "analyzer/run/judge/judge_text.h"

#include "analyzer/base/buf.h"

enum { ANCHOR_MAX = 80 };

static slice keep(struct arena *a, struct buf *b)
{
    slice kept = arena_keep(a, buf_slice(b));

    buf_free(b);
    return kept;
}

static void add_megabytes(struct buf *b, int64_t bytes)
{
    int64_t tenths = bytes / 100000;

    buf_addf(b, tenths % 10 ? "%lld.%lld" : "%lld", (long long)(tenths / 10),
             (long long)(tenths % 10));
}

static bool add_place(struct buf *b, const struct evidence *e, slice name)
{
    bool in_megabytes = slice_ends(name, SLICE(" MB"));

    name = slice_head(name, name.n - (in_megabytes ? SLICE(" MB").n : 0));
    if (slice_eq(name, SLICE("anchor"))) {
        buf_add(b, slice_head(e->anchor, ANCHOR_MAX));
        return true;
    }
    if (slice_eq(name, SLICE("owner"))) {
        buf_add(b, slice_head(e->owner, ANCHOR_MAX));
        return true;
    }
    for (size_t i = 0; i < e->n_numbers; i++) {
        if (!slice_eq(slice_str(e->numbers[i].name), name))
            continue;
        if (in_megabytes)
            add_megabytes(b, e->numbers[i].value);
        else
            buf_addf(b, "%lld", (long long)e->numbers[i].value);
        return true;
    }
    return false;
}

static void add_sentence(struct buf *b, const char *text, const struct evidence *e)
{
    slice rest = slice_str(text);

    while (rest.n) {
        size_t open = slice_find(rest, '{');
        slice behind = slice_skip(rest, open + 1);
        size_t close = slice_find(behind, '}');

        buf_add(b, slice_head(rest, open));
        if (open == rest.n)
            return;
        if (close < behind.n && add_place(b, e, slice_head(behind, close))) {
            rest = slice_skip(behind, close + 1);
            continue;
        }
        buf_add(b, SLICE("{"));
        rest = behind;
    }
}

slice judge_sentence(struct arena *a, const char *text, const struct evidence *e)
{
    struct buf b = { 0 };

    add_sentence(&b, text, e);
    return keep(a, &b);
}

static const char *announced_words(enum announced how)
{
    static const char *const words[ANNOUNCED_KINDS] = {
        [ANNOUNCED_NOT] = ", not announced",
        [ANNOUNCED_YES] = ", announced",
        [ANNOUNCED_LATE] = ", announced only after it had begun",
        [ANNOUNCED_OVERRUN] = ", more recipients than announced",
        [ANNOUNCED_OUTSIDE] = ", outside its announced time or circle",
        [ANNOUNCED_FOREIGN] = ", announced by somebody else",
    };

    return words[how];
}

slice judge_headline(struct arena *a, const struct evidence *e)
{
    struct buf b = { 0 };

    buf_addf(&b, SLICE_FMT ": ", SLICE_ARG(e->account->name));
    add_sentence(&b, e->headline, e);
    if (e->mailing.account)
        buf_addf(&b, "%s", announced_words(e->announced));
    return keep(a, &b);
}
