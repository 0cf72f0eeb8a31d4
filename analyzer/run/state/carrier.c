#include "analyzer/run/state/carrier.h"

#include "analyzer/run/state/state.h"

uint64_t carry_unsigned(struct carrier *c, uint64_t n)
{
    if (carrier_loads(c))
        return unpack_number(&c->in);
    pack_number(c->out, n);
    return n;
}

int64_t carry_signed(struct carrier *c, int64_t n)
{
    if (carrier_loads(c))
        return unpack_signed(&c->in);
    pack_signed(c->out, n);
    return n;
}

uint64_t carry_hash(struct carrier *c, uint64_t hash)
{
    char bytes[8];

    if (!carrier_loads(c)) {
        for (int i = 0; i < 8; i++)
            bytes[i] = (char)(hash >> 8 * i);
        buf_add(c->out, slice_of(bytes, sizeof(bytes)));
        return hash;
    }
    if (c->in.rest.n < sizeof(bytes)) {
        c->in = (struct unpack){ .is_torn = true };
        return 0;
    }
    hash = 0;
    for (int i = 0; i < 8; i++)
        hash |= (uint64_t)(uint8_t)c->in.rest.p[i] << 8 * i;
    c->in.rest = slice_skip(c->in.rest, sizeof(bytes));
    return hash;
}

static slice load_bytes(struct carrier *c)
{
    uint64_t n = unpack_number(&c->in);
    slice bytes;

    if (n > c->in.rest.n) {
        c->in = (struct unpack){ .is_torn = true };
        return slice_of(NULL, 0);
    }
    bytes = slice_head(c->in.rest, (size_t)n);
    c->in.rest = slice_skip(c->in.rest, (size_t)n);
    return bytes;
}

void carry_text(struct carrier *c, slice *text)
{
    slice bytes;

    if (!carrier_loads(c)) {
        pack_number(c->out, text->n);
        buf_add(c->out, *text);
        return;
    }
    bytes = load_bytes(c);
    *text = bytes.n ? arena_keep(c->texts, bytes) : slice_of(NULL, 0);
}

void carry_within(struct carrier *c, slice *part, slice whole)
{
    uint64_t n = carry_unsigned(c, part->n);
    uint64_t at = n ? carry_unsigned(c, (uint64_t)(part->p - whole.p)) : 0;

    if (!carrier_loads(c))
        return;
    if (n > whole.n || at > whole.n - n) {
        c->in = (struct unpack){ .is_torn = true };
        n = at = 0;
    }
    *part = n ? slice_of(whole.p + at, (size_t)n) : slice_of(NULL, 0);
}

void carry_literal(struct carrier *c, const char **text)
{
    slice bytes = *text ? slice_str(*text) : slice_of(NULL, 0);
    bool is_there = *text;

    CARRY(c, is_there);
    if (is_there)
        carry_text(c, &bytes);
    if (carrier_loads(c))
        *text = is_there ? bytes.n ? bytes.p : "" : NULL;
}

void carry_cite(struct carrier *c, struct cite *at)
{
    CARRY(c, at->line);
    if (at->line == 0)
        return;
    CARRY(c, at->offset);
    if (carrier_loads(c))
        at->input = INPUT_EARLIER | (uint32_t)unpack_number(&c->in);
    else
        pack_number(c->out, state_input_number(c->state, at->input));
}

void carry_kept_line(struct carrier *c, struct kept_line *line)
{
    carry_cite(c, &line->at);
    if (line->at.line == 0)
        return;
    CARRY_SIGNED(c, line->when);
    carry_text(c, &line->raw);
}

size_t carry_count(struct carrier *c, size_t n)
{
    uint64_t count = carry_unsigned(c, n);

    if (!carrier_loads(c) || count <= c->in.rest.n)
        return (size_t)count;
    c->in = (struct unpack){ .is_torn = true };
    return 0;
}
