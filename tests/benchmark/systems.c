/*
 * Whose the networks of places.c are. A provider has IPv4 and IPv6, as they do: elsewhere some
 * have IPv6 alone.
 */
#include "tests/benchmark/places.h"
#include "tests/mmdb.h"

/* Numbers that are nobody's. */
enum { HOME_SYSTEM = 64500, CARRIER_SYSTEM = 64510, HIDING_SYSTEM = 64520, APP_SYSTEM = 64505 };
static const uint32_t ELSEWHERE_SYSTEM = 4200000000;

static void add_v4(struct mmdb *m, uint32_t a, uint32_t b, uint32_t entry)
{
    mmdb_add_v4(m, a << 24 | b << 16, 16, entry);
}

static void add_v6(struct mmdb *m, uint64_t network, uint32_t entry)
{
    mmdb_add_v6(m, 0x3fffULL << 48 | network << 32, 32, entry);
}

static void add_near(struct mmdb *m)
{
    for (uint32_t n = 0; n < HOMES; n++) {
        uint32_t entry = mmdb_entry(m, NULL, HOME_SYSTEM + n);

        add_v4(m, 240, n, entry);
        add_v6(m, 1 + n, entry);
    }
    for (uint32_t n = 0; n < CARRIERS; n++)
        add_v4(m, 241, n, mmdb_entry(m, NULL, CARRIER_SYSTEM + n));
    for (uint32_t n = 0; n < HIDING; n++)
        add_v4(m, 243, n, mmdb_entry(m, NULL, HIDING_SYSTEM + n));
    for (uint32_t n = 0; n < APPS; n++)
        add_v4(m, 244, n, mmdb_entry(m, NULL, APP_SYSTEM + n));
}

bool systems_write(const char *path)
{
    struct mmdb m = { .version = MMDB_V6 };

    add_near(&m);
    for (uint32_t n = 0; n < PROVIDERS; n++) {
        uint32_t entry = mmdb_entry(&m, NULL, ELSEWHERE_SYSTEM + n);

        add_v6(&m, ELSEWHERE_V6 + n, entry);
        if (n < BLOCKS)
            add_v4(&m, 242, n, entry);
    }
    return mmdb_write(&m, path);
}
