/*
 * Which of the known ones begins alike is found from its first lines; then all of it is read,
 * and where the last line of such a one stands the lines are compared. Of every line only a copy
 * is kept: whether it is the last one is known when the next has come, or the end.
 */
#include "analyzer/run/input/contents.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/mem.h"

struct alike {
    const struct content_known *known;
    bool is_confirmed; /* its last line stands here, too */
};

struct reading {
    struct contents_look *look;
    struct alike alike[CONTENT_ALIKE];
    size_t n_alike;
    uint64_t at, before_at;  /* the newest line, the one before it */
    struct buf text, before; /* their first bytes */
    bool has_line, has_before;
};

static void hash_line(slice text, uint8_t digest[SHA256_BYTES])
{
    sha256(slice_head(text, CONTENT_LINE), digest);
}

/* The head of most is as long as this one's, and its hash is there. */
static bool has_head(slice head, const struct content *now, const struct content *c)
{
    uint8_t digest[SHA256_BYTES];

    if (c->head_n > head.n)
        return false;
    if (c->head_n == now->head_n)
        return memcmp(now->head, c->head, sizeof(digest)) == 0;
    sha256(slice_head(head, (size_t)c->head_n), digest);
    return memcmp(digest, c->head, sizeof(digest)) == 0;
}

/* The newest line is complete: is it one at which something known ended? */
static void confirm(struct reading *r)
{
    uint8_t digest[SHA256_BYTES];

    for (size_t i = 0; i < r->n_alike; i++) {
        const struct content *c = &r->alike[i].known->content;

        if (c->last_at != r->at)
            continue;
        hash_line(buf_slice(&r->text), digest);
        r->alike[i].is_confirmed = memcmp(digest, c->last, sizeof(digest)) == 0;
    }
}

static void take_line(struct reading *r, slice text, uint64_t at)
{
    struct buf kept = r->before;

    if (r->has_line)
        confirm(r);
    r->before = r->text;
    r->before_at = r->at;
    r->has_before = r->has_line;
    r->text = kept;
    r->at = at;
    r->has_line = true;
    buf_clear(&r->text);
    buf_add(&r->text, slice_head(text, CONTENT_LINE));
}

/* `out`: where the input ends. A line that may be cut off there does not count. */
static void end_lines(struct reading *r, uint64_t out, bool is_cut)
{
    struct content *c = &r->look->content;

    if (r->has_line && !is_cut) {
        confirm(r);
        c->last_at = r->at;
        c->length = out;
        hash_line(buf_slice(&r->text), c->last);
    } else if (r->has_before) {
        c->last_at = r->before_at;
        c->length = r->at;
        hash_line(buf_slice(&r->before), c->last);
    }
}

static void read_all(struct reading *r, struct source *source)
{
    slice text;
    uint64_t at, out;
    bool is_too_long, is_cut = false;

    while (source_next(source, &text, &at, &is_too_long)) {
        take_line(r, text, at);
        is_cut = !is_too_long;
    }
    out = source_status(source).bytes_out;
    is_cut = is_cut && r->has_line && out - r->at <= text.n;
    end_lines(r, out, is_cut);
}

/* Complete lines only, as the last one may be longer next time. */
static void read_head(struct buf *head, struct source *source)
{
    slice text;
    uint64_t at;
    bool is_too_long;

    while (head->n < CONTENT_HEAD && source_next(source, &text, &at, &is_too_long)) {
        if (!is_too_long && source_status(source).bytes_out - at <= text.n)
            break;
        buf_add(head, text);
        buf_add(head, SLICE("\n"));
    }
    head->n = head->n < CONTENT_HEAD ? head->n : CONTENT_HEAD;
}

static bool look_at_head(struct reading *r, const char *path, struct source_options opt,
                         struct err *err)
{
    struct content *c = &r->look->content;
    struct source *source;
    struct buf head = { 0 };

    opt.is_sparing = true;
    source = source_open(path, &opt, err);
    if (!source)
        return false;
    read_head(&head, source);
    source_close(source);
    c->head_n = head.n;
    sha256(buf_slice(&head), c->head);
    for (size_t i = 0; head.n && i < r->look->n && r->n_alike < CONTENT_ALIKE; i++)
        if (has_head(buf_slice(&head), c, &r->look->known[i].content))
            r->alike[r->n_alike++].known = &r->look->known[i];
    buf_free(&head);
    return true;
}

static enum content_is compare(const struct content *now, const struct alike *then)
{
    if (then->is_confirmed)
        return now->length == then->known->content.length ? CONTENT_SAME : CONTENT_GROWN;
    return now->length < then->known->content.length ? CONTENT_SHORTER : CONTENT_ALTERED;
}

/* Of several the one that it has most of: the longest that it continues, else the longest. */
static void conclude(struct reading *r)
{
    struct contents_look *look = r->look;
    const struct alike *best = NULL;

    for (size_t i = 0; i < r->n_alike; i++) {
        const struct alike *one = &r->alike[i];

        if (one->is_confirmed)
            look->parts[look->n_parts++] = (uint32_t)(one->known - look->known);
        if (!best || one->is_confirmed > best->is_confirmed ||
            (one->is_confirmed == best->is_confirmed &&
             one->known->content.length > best->known->content.length))
            best = one;
    }
    look->is = best ? compare(&look->content, best) : CONTENT_NEW;
    look->found = best ? (size_t)(best->known - look->known) : 0;
}

bool contents_look(struct contents_look *look, const char *path, const struct source_options *opt,
                   struct err *err)
{
    struct reading r = { .look = look };
    struct source *source;

    look->content = (struct content){ 0 };
    look->is = CONTENT_NEW;
    look->n_parts = 0;
    if (!look_at_head(&r, path, *opt, err))
        return false;
    source = source_open(path, opt, err);
    if (!source)
        return false;
    read_all(&r, source);
    source_close(source);
    conclude(&r);
    buf_free(&r.text);
    buf_free(&r.before);
    return true;
}
