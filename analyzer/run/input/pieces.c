/* A piece whose beginning is not there, or went for others, is a part of nothing. */
#include "analyzer/run/input/pieces.h"

#include "analyzer/base/map.h"

struct piece {
    uint64_t number, all;
    bool ends_line; /* or the record */
};

static bool take_number(slice *s, uint64_t *out)
{
    size_t n = 0;

    for (*out = 0; n < s->n && n < 6 && s->p[n] >= '0' && s->p[n] <= '9'; n++)
        *out = *out * 10 + (uint64_t)(s->p[n] - '0');
    *s = slice_skip(*s, n);
    return n > 0;
}

/* "[1/3] " and "[1\6] " off the front. */
static bool take_prefix(slice *s, struct piece *out)
{
    slice rest = slice_skip(*s, 1);
    char mark;

    if (s->n == 0 || s->p[0] != '[' || !take_number(&rest, &out->number) || rest.n == 0)
        return false;
    mark = rest.p[0];
    rest = slice_skip(rest, 1);
    if ((mark != '/' && mark != '\\') || !take_number(&rest, &out->all) ||
        !slice_starts(rest, SLICE("] ")) || out->number == 0 || out->number > out->all)
        return false;
    out->ends_line = mark == '\\' || out->number == out->all;
    *s = slice_skip(rest, 2);
    return true;
}

static uint64_t whose(const struct line *ln)
{
    return hash_mix(hash_slice(ln->host), ln->pid) | 1;
}

static struct cut_record *open_record(struct pieces *p, const struct piece *piece, uint64_t owner)
{
    struct cut_record *r = &p->open[p->n_open++ % PIECES_OPEN];

    buf_clear(&r->text);
    r->whose = owner;
    r->all = piece->all;
    r->is_told = false;
    return r;
}

static struct cut_record *find_record(struct pieces *p, const struct piece *piece, uint64_t owner)
{
    for (size_t i = 0; i < PIECES_OPEN; i++) {
        struct cut_record *r = &p->open[i];

        if (r->whose == owner && r->all == piece->all && r->next == piece->number)
            return r;
    }
    return NULL;
}

/* The head of this piece, and all of the first line. */
static void make_whole(struct pieces *p, struct line *ln, slice message)
{
    slice old = ln->text, head = slice_head(old, (size_t)(ln->message.p - old.p));

    buf_clear(&p->whole);
    buf_add(&p->whole, head);
    buf_add(&p->whole, message);
    ln->text = buf_slice(&p->whole);
    ln->host = slice_if_within(ln->host, old, ln->text);
    ln->program = slice_if_within(ln->program, old, ln->text);
    ln->message = slice_skip(ln->text, head.n);
}

static bool take_piece(struct pieces *p, struct line *ln, const struct piece *piece, slice rest)
{
    uint64_t owner = whose(ln);
    struct cut_record *r =
        piece->number == 1 ? open_record(p, piece, owner) : find_record(p, piece, owner);

    if (!r)
        return true;
    r->next = piece->number + 1;
    if (piece->number == piece->all)
        r->whose = 0;
    if (r->is_told)
        return true;
    if (r->text.n + rest.n <= RECORD_MAX)
        buf_add(&r->text, rest);
    if (!piece->ends_line)
        return true;
    r->is_told = true;
    make_whole(p, ln, buf_slice(&r->text));
    return false;
}

static bool has(slice s, slice words)
{
    return slice_find_str(s, words) < s.n;
}

static struct heard_line *find_heard(struct pieces *p, uint64_t hash)
{
    for (size_t i = 0; i < PIECES_RECENT; i++)
        if (p->recent[i].hash == hash && !p->recent[i].is_doubled)
            return &p->recent[i];
    return NULL;
}

static void remember(struct pieces *p, uint64_t hash, slice message)
{
    struct heard_line *one = &p->recent[p->n_recent++ % PIECES_RECENT];

    if (one->is_refusal)
        (*(one->is_doubled ? &p->doubled : &p->alone))++;
    *one = (struct heard_line){ .hash = hash };
    one->is_refusal =
        has(message, SLICE("rejected ")) || has(message, SLICE("authenticator failed "));
}

/* Of one process within a second. */
static bool is_copy(struct pieces *p, const struct line *ln)
{
    uint64_t second = (uint64_t)(ln->when / USEC_PER_SECOND);
    uint64_t hash = hash_mix(hash_slice(ln->message), hash_mix(second, whose(ln))) | 1;
    struct heard_line *one = find_heard(p, hash);

    if (one && p->doubled >= p->alone) {
        one->is_doubled = true;
        return true;
    }
    remember(p, hash, ln->message);
    return false;
}

bool pieces_take(struct pieces *p, struct line *ln)
{
    slice rest = ln->message;
    struct piece piece;

    if (take_prefix(&rest, &piece) && take_piece(p, ln, &piece, rest))
        return true;
    ln->is_repeated |= is_copy(p, ln);
    return false;
}

void pieces_free(struct pieces *p)
{
    for (size_t i = 0; i < PIECES_OPEN; i++)
        buf_free(&p->open[i].text);
    buf_free(&p->whole);
}
