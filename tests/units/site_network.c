#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/site/network.h"

static struct address parsed(const char *text)
{
    struct address a = { 0 };

    cr_assert(address_parse(slice_str(text), &a), "%s", text);
    return a;
}

static const char *refused(const char *text)
{
    struct network n;
    const char *why = NULL;

    cr_assert_not(network_parse(slice_str(text), &n, &why), "%s", text);
    return why;
}

static const char *round_trip(const char *text)
{
    static char buf[64];
    struct network n;
    const char *why;

    cr_assert(network_parse(slice_str(text), &n, &why), "%s", text);
    return network_text(&n, buf);
}

Test(network, addresses)
{
    static const char *const wrong[] = { "",
                                         "10.1.2",
                                         "10.1.2.3.4",
                                         "010.1.2.3",
                                         "256.1.1.1",
                                         "[::1]",
                                         "fe80::1%et",
                                         "::g",
                                         "10.1.2.3 ",
                                         "example.edu",
                                         "1:2:3:4:5:6:7:8:9",
                                         "10.1.2.3/8",
                                         "::ffff:1.2.3" };
    struct address v4 = parsed("10.1.2.3"), mapped = parsed("::ffff:10.1.2.3");
    struct address v6 = parsed("2001:db8::1"), a;

    cr_expect(memcmp(&v4, &mapped, sizeof(v4)) == 0);
    cr_expect(address_is_v4(&v4));
    cr_expect_not(address_is_v4(&v6));
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        cr_expect_not(address_parse(slice_str(wrong[i]), &a), "%s", wrong[i]);
    cr_expect_not(address_parse(SLICE("10.1.2.3\0"), &a));
}

/* Text that is nearly an address, of n bytes. */
static size_t near_address(char *text, size_t room)
{
    static const char letters[] = "0123456789.0123456789.12.25 x";
    size_t n = (size_t)rand() % 16;

    if (rand() % 2)
        return (size_t)snprintf(text, room, "%d.%d.%d.%d", rand() % 300, rand() % 300, rand() % 300,
                                rand() % 300);
    for (size_t i = 0; i < n; i++)
        text[i] = letters[(size_t)rand() % (sizeof(letters) - 1)];
    text[n] = '\0';
    return n;
}

/* IPv4 is read here, and must be read as the C library does. */
Test(network, as_the_c_library_reads_it)
{
    srand(11);
    for (int round = 0; round < 200000; round++) {
        struct address a = { 0 };
        uint8_t bytes[4];
        char text[18];
        size_t n = near_address(text, sizeof(text));
        bool is_one = inet_pton(AF_INET, text, bytes) == 1;

        cr_assert_eq(address_parse(slice_of(text, n), &a), is_one, "%s", text);
        if (is_one)
            cr_assert_eq(memcmp(a.bytes + 12, bytes, sizeof(bytes)), 0, "%s", text);
    }
}

/* Of one to nine groups, most with a gap; one in four has a letter changed. */
static size_t near_v6(char *text, size_t room)
{
    static const char letters[] = "0123456789abcdefABCDEF::::g.";
    int groups = 1 + rand() % 9, gap = rand() % 10;
    size_t n = 0;

    for (int i = 0; i < groups; i++)
        n += (size_t)snprintf(text + n, room - n, "%s%x",
                              i == gap ? "::"
                              : i      ? ":"
                                       : "",
                              rand() % 3 ? (unsigned)rand() % 0x12000 : 0);
    if (gap == groups)
        n += (size_t)snprintf(text + n, room - n, "::");
    if (rand() % 4 == 0)
        text[(size_t)rand() % n] = letters[(size_t)rand() % (sizeof(letters) - 1)];
    return n;
}

Test(network, as_the_c_library_reads_ipv6)
{
    int good = 0;

    srand(12);
    for (int round = 0; round < 200000; round++) {
        struct address a = { 0 };
        uint8_t bytes[16];
        char text[80];
        size_t n = near_v6(text, sizeof(text));
        bool is_one = inet_pton(AF_INET6, text, bytes) == 1;

        cr_assert_eq(address_parse(slice_of(text, n), &a), is_one, "%s", text);
        if (is_one)
            cr_assert_eq(memcmp(a.bytes, bytes, sizeof(bytes)), 0, "%s", text);
        good += is_one;
    }
    cr_expect(good > 20000 && good < 180000, "%d are none or all", good);
}

/* Bytes that are often 0, as groups of addresses are. */
static struct address some_address(void)
{
    struct address a;

    for (size_t i = 0; i < sizeof(a.bytes); i++)
        a.bytes[i] = rand() % 2 ? (uint8_t)rand() : 0;
    return a;
}

Test(network, lines_as_the_c_library_writes_them)
{
    srand(13);
    for (int round = 0; round < 20000; round++) {
        struct address a = some_address();
        struct network line = network_around(&a);
        char own[64], bare[INET6_ADDRSTRLEN], theirs[64];

        if (address_is_v4(&a))
            continue;
        for (size_t i = 0; i < sizeof(a.bytes); i++)
            cr_assert_eq(line.base.bytes[i], i < 6 ? a.bytes[i] : 0);
        (void)snprintf(theirs, sizeof(theirs), "%s/48",
                       inet_ntop(AF_INET6, line.base.bytes, bare, sizeof(bare)));
        cr_assert_str_eq(network_text(&line, own), theirs);
    }
}

Test(network, loopback)
{
    struct address a = parsed("127.0.0.1"), b = parsed("127.9.9.9"), c = parsed("::1");
    struct address d = parsed("128.0.0.1"), e = parsed("::2"), f = parsed("::ffff:127.0.0.1");

    cr_expect(address_is_loopback(&a) && address_is_loopback(&b) && address_is_loopback(&c));
    cr_expect(address_is_loopback(&f));
    cr_expect_not(address_is_loopback(&d) || address_is_loopback(&e));
}

Test(network, refused_with_the_reason)
{
    cr_expect_str_eq(refused("10.20.1.0/16"),
                     "host bits set: write the first address of the network");
    cr_expect_str_eq(refused("2001:db8::1/32"),
                     "host bits set: write the first address of the network");
    cr_expect_str_eq(refused("10.0.0.0/33"), "prefix too long: IPv4 has 32 bits");
    cr_expect_str_eq(refused("fc00::/129"), "prefix too long: IPv6 has 128 bits");
    cr_expect_str_eq(refused("10.0.0.0/"), "the prefix length after '/' is not a number");
    cr_expect_str_eq(refused("10.0.0.0/08"), "the prefix length after '/' is not a number");
    cr_expect_str_eq(refused("10.0.0.0/8x"), "the prefix length after '/' is not a number");
    cr_expect_str_eq(refused("campus"), "not an address");
    cr_expect_str_eq(refused(""), "not an address");
}

Test(network, text)
{
    struct address v4 = parsed("203.0.113.77"), v6 = parsed("2001:db8:1:2::3");
    struct network around = network_around(&v4);
    char buf[64];

    cr_expect_str_eq(network_text(&around, buf), "203.0.113.0/24");
    around = network_around(&v6);
    cr_expect_str_eq(network_text(&around, buf), "2001:db8:1::/48");
    cr_expect_str_eq(round_trip("10.20.0.0/16"), "10.20.0.0/16");
    cr_expect_str_eq(round_trip("10.1.2.3"), "10.1.2.3");
    cr_expect_str_eq(round_trip("2001:DB8::/32"), "2001:db8::/32");
    cr_expect_str_eq(round_trip("::1"), "::1");
    cr_expect_str_eq(round_trip("::/0"), "::/0");
    cr_expect_str_eq(round_trip("0.0.0.0/0"), "0.0.0.0/0");
}
