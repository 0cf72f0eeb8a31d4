#include <criterion/criterion.h>
#include <stdlib.h>

#include "analyzer/site/prefixes.h"

static struct address parsed(const char *text)
{
    struct address a = { 0 };

    cr_assert(address_parse(slice_str(text), &a), "%s", text);
    return a;
}

static struct network network(const char *text)
{
    struct network n = { 0 };
    const char *why;

    cr_assert(network_parse(slice_str(text), &n, &why), "%s", text);
    return n;
}

static void add(struct prefixes *p, const char *text, uint32_t value)
{
    struct network n = network(text);

    *prefixes_at(p, &n) = value;
}

static uint32_t found(const struct prefixes *p, const char *text)
{
    struct address a = parsed(text);

    return prefixes_find(p, &a);
}

static uint32_t around(const struct prefixes *p, const char *text)
{
    struct network n = network(text);

    return prefixes_around(p, &n);
}

static bool has(const char *net, const char *address)
{
    struct prefixes p = { 0 };
    bool is_in;

    add(&p, net, 1);
    is_in = found(&p, address) == 1;
    prefixes_free(&p);
    return is_in;
}

Test(prefixes, membership_ends_at_the_bit)
{
    cr_expect(has("10.20.0.0/16", "10.20.255.255"));
    cr_expect_not(has("10.20.0.0/16", "10.21.0.0"));
    cr_expect_not(has("10.20.0.0/16", "10.19.255.255"));
    cr_expect(has("10.20.16.0/20", "10.20.31.255"));
    cr_expect_not(has("10.20.16.0/20", "10.20.32.0"));
    cr_expect(has("10.1.2.3", "10.1.2.3"));
    cr_expect_not(has("10.1.2.3", "10.1.2.2"));
    cr_expect(has("0.0.0.0/0", "203.0.113.9"));
    cr_expect_not(has("0.0.0.0/0", "2001:db8::1"));
    cr_expect(has("::/0", "2001:db8::1"));
    cr_expect_not(has("::/0", "203.0.113.9"), "IPv4 is in IPv4 networks only");
    cr_expect(has("fc00::/7", "fdff::1"));
    cr_expect_not(has("fc00::/7", "fe00::1"));
    cr_expect(has("2001:db8::/64", "2001:db8::ffff:ffff:ffff:ffff"));
    cr_expect_not(has("2001:db8::/64", "2001:db8:0:1::"));
    cr_expect(has("2001:db8::8000:0:0:0/65", "2001:db8::ffff:0:0:1"));
    cr_expect_not(has("2001:db8::8000:0:0:0/65", "2001:db8::7fff:0:0:1"));
    cr_expect(has("2001:db8::1", "2001:db8::1"));
    cr_expect(has("::ffff:10.0.0.0/104", "10.1.2.3"), "mapped IPv4 is IPv4");
}

Test(prefixes, the_longest_wins_whatever_the_order)
{
    static const char *const nets[] = { "10.0.0.0/8", "10.20.0.0/16", "10.20.3.0/24", "10.20.3.4" };
    static const int orders[][4] = { { 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 2, 0, 3, 1 } };

    for (size_t o = 0; o < 3; o++) {
        struct prefixes p = { 0 };

        for (int i = 0; i < 4; i++)
            add(&p, nets[orders[o][i]], (uint32_t)orders[o][i] + 1);
        cr_expect_eq(found(&p, "10.1.1.1"), 1);
        cr_expect_eq(found(&p, "10.20.1.1"), 2);
        cr_expect_eq(found(&p, "10.20.3.1"), 3);
        cr_expect_eq(found(&p, "10.20.3.4"), 4);
        cr_expect_eq(found(&p, "11.0.0.1"), 0);
        cr_expect_eq(around(&p, "10.20.3.4"), 3);
        cr_expect_eq(around(&p, "10.20.3.0/24"), 2);
        cr_expect_eq(around(&p, "10.20.0.0/16"), 1);
        cr_expect_eq(around(&p, "10.0.0.0/8"), 0);
        cr_expect_eq(around(&p, "10.20.2.0/23"), 2, "one that is not in the set");
        prefixes_free(&p);
    }
}

Test(prefixes, an_empty_set_has_nothing)
{
    struct prefixes p = { 0 };

    cr_expect_eq(found(&p, "10.1.1.1"), 0);
    cr_expect_eq(around(&p, "10.0.0.0/8"), 0);
    prefixes_free(&p);
}

Test(prefixes, the_same_network_is_found_again)
{
    struct prefixes p = { 0 };
    struct network n = network("10.0.0.0/8");

    cr_expect_eq(*prefixes_at(&p, &n), 0);
    *prefixes_at(&p, &n) = 7;
    add(&p, "11.0.0.0/8", 8);
    cr_expect_eq(*prefixes_at(&p, &n), 7);
    n = network("10.0.0.0/7");
    cr_expect_eq(*prefixes_at(&p, &n), 0, "a fork of the tree is no network");
    cr_expect_eq(found(&p, "10.1.1.1"), 7);
    prefixes_free(&p);
}

/* Against the plain way: every network looked at in turn. */
static bool is_in(const struct network *n, const struct address *a)
{
    for (unsigned bit = 0; bit < n->bits; bit++)
        if ((n->base.bytes[bit / 8] ^ a->bytes[bit / 8]) >> (7 - bit % 8) & 1)
            return false;
    return true;
}

static struct address any_address(void)
{
    struct address a = parsed(rand() % 2 ? "10.0.0.0" : "2001:db8::");

    for (size_t i = 13; i < 16; i++)
        a.bytes[i] = (uint8_t)(rand() % 8 * 37);
    return a;
}

Test(prefixes, agree_with_looking_at_each)
{
    struct network all[300];
    struct prefixes p = { 0 };

    srand(5);
    for (uint32_t i = 0; i < 300; i++) {
        struct address a = any_address();
        unsigned bits = 104 + (unsigned)rand() % 25;

        all[i] = (struct network){ .base = a, .bits = (uint8_t)bits };
        for (unsigned bit = bits; bit < 128; bit++)
            all[i].base.bytes[bit / 8] &= (uint8_t) ~(0x80 >> bit % 8);
        *prefixes_at(&p, &all[i]) = i + 1;
    }
    for (int round = 0; round < 5000; round++) {
        struct address a = any_address();
        uint32_t value = 0, bits = 0;

        for (uint32_t i = 0; i < 300; i++)
            if (is_in(&all[i], &a) && all[i].bits >= bits) {
                bits = all[i].bits;
                value = i + 1;
            }
        cr_assert_eq(prefixes_find(&p, &a), value);
    }
    prefixes_free(&p);
}
