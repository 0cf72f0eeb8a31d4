/*
 * Sites have a dozen networks, exceptions may have thousands, and every client address
 * of a log is looked up: so the tree is in one block, a node has its mask ready, and
 * IPv4, which all but a few logs are full of, begins below its common 96 bits.
 */
#include "analyzer/site/prefixes.h"

#include "analyzer/base/mem.h"

enum { V4_BITS = 96, ALL_BITS = 128 };

struct bits {
    uint64_t high, low;
};

struct prefix_node {
    struct bits base, mask;
    uint32_t child[2]; /* 0: none, as the root is nobody's */
    uint32_t value;    /* 0: only a fork */
    uint32_t bits;
};

static uint64_t big_endian(const uint8_t *p)
{
    uint64_t value = 0;

    for (int i = 0; i < 8; i++)
        value = value << 8 | p[i];
    return value;
}

static struct bits bits_of(const struct address *a)
{
    return (struct bits){ big_endian(a->bytes), big_endian(a->bytes + 8) };
}

static struct bits mask_of(uint32_t bits)
{
    uint64_t high = bits == 0 ? 0 : bits >= 64 ? UINT64_MAX : UINT64_MAX << (64 - bits);
    uint64_t low = bits <= 64 ? 0 : UINT64_MAX << (ALL_BITS - bits);

    return (struct bits){ high, low };
}

/* The bit behind the first n, n < 128. */
static unsigned bit_behind(struct bits b, uint32_t n)
{
    return (unsigned)((n < 64 ? b.high >> (63 - n) : b.low >> (127 - n)) & 1);
}

static bool covers(const struct prefix_node *node, struct bits b)
{
    return (((b.high ^ node->base.high) & node->mask.high) |
            ((b.low ^ node->base.low) & node->mask.low)) == 0;
}

/* How many bits from the left two agree on, `most` at most. */
static uint32_t agreeing(struct bits a, struct bits b, uint32_t most)
{
    uint64_t high = a.high ^ b.high, low = a.low ^ b.low;
    uint32_t n = ALL_BITS;

    if (high)
        n = (uint32_t)__builtin_clzll(high);
    else if (low)
        n = 64 + (uint32_t)__builtin_clzll(low);
    return n < most ? n : most;
}

static uint32_t new_node(struct prefixes *p, struct bits base, uint32_t bits)
{
    struct prefix_node *node;

    p->at = mem_grow(p->at, &p->cap, p->n + 1, sizeof(*p->at));
    node = &p->at[p->n];
    node->mask = mask_of(bits);
    node->base = (struct bits){ base.high & node->mask.high, base.low & node->mask.low };
    node->bits = bits;
    return (uint32_t)p->n++;
}

/* The child of `at` on the way to base, made to lie on it: a leaf, or a fork, is added. */
static uint32_t step(struct prefixes *p, uint32_t at, struct bits base, uint32_t bits)
{
    unsigned side = bit_behind(base, p->at[at].bits);
    uint32_t next = p->at[at].child[side];
    uint32_t common, fork;

    if (!next) {
        next = new_node(p, base, bits);
        p->at[at].child[side] = next;
        return next;
    }
    common = agreeing(base, p->at[next].base, bits);
    if (common >= p->at[next].bits)
        return next;
    fork = new_node(p, base, common);
    p->at[fork].child[bit_behind(p->at[next].base, common)] = next;
    p->at[at].child[side] = fork;
    return fork;
}

static uint32_t node_of(struct prefixes *p, struct bits base, uint32_t bits)
{
    uint32_t at = 0;

    while (p->at[at].bits != bits)
        at = step(p, at, base, bits);
    return at;
}

uint32_t *prefixes_at(struct prefixes *p, const struct network *n)
{
    static const struct bits none = { 0 }, v4 = { 0, UINT64_C(0xffff00000000) };
    uint32_t at;

    if (p->n == 0) {
        (void)new_node(p, none, 0);
        p->v4 = node_of(p, v4, V4_BITS);
    }
    at = node_of(p, bits_of(&n->base), n->bits); /* before p->at, which it moves */
    return &p->at[at].value;
}

/* The last value on the way to `b` over nodes of fewer bits than `end`. */
static uint32_t walk(const struct prefixes *p, struct bits b, uint32_t start, uint32_t end)
{
    const struct prefix_node *node = &p->at[start];
    uint32_t found = 0;

    while (node->bits < end && covers(node, b)) {
        if (node->value)
            found = node->value;
        if (node->bits == ALL_BITS)
            break;
        start = node->child[bit_behind(b, node->bits)];
        if (!start)
            break;
        node = &p->at[start];
    }
    return found;
}

/* The same for IPv4, below whose node only the low half differs: the hot path. */
static uint32_t walk_v4(const struct prefixes *p, uint64_t low)
{
    const struct prefix_node *node = &p->at[p->v4];
    uint32_t found = node->value;

    while (node->bits < ALL_BITS) {
        uint32_t next = node->child[low >> (ALL_BITS - 1 - node->bits) & 1];

        if (!next)
            break;
        node = &p->at[next];
        if ((low ^ node->base.low) & node->mask.low)
            break;
        found = node->value ? node->value : found;
    }
    return found;
}

uint32_t prefixes_find(const struct prefixes *p, const struct address *a)
{
    if (p->n == 0)
        return 0;
    if (address_is_v4(a))
        return walk_v4(p, big_endian(a->bytes + 8));
    return walk(p, bits_of(a), 0, ALL_BITS + 1);
}

uint32_t prefixes_around(const struct prefixes *p, const struct network *n)
{
    uint32_t start = address_is_v4(&n->base) ? p->v4 : 0;

    return p->n ? walk(p, bits_of(&n->base), start, n->bits) : 0;
}

void prefixes_free(struct prefixes *p)
{
    mem_free(p->at);
    *p = (struct prefixes){ 0 };
}
