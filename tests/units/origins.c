/*
 * A database of one's own: two networks, each with a country and a system. The form is MaxMind's:
 * a tree of 24-bit records, sixteen zero bytes, the entries, a mark and what it says of itself.
 */
#include "tests/units/site_folder.h"

enum { ENTRIES = 2, NODES_MAX = 128 };

struct tree {
    uint32_t at[NODES_MAX][2]; /* 0: nothing; from 1000 on: entry */
    uint32_t n;
};

static void put_text(struct buf *b, const char *text)
{
    char head = (char)(2 << 5 | (int)strlen(text));

    buf_add(b, slice_of(&head, 1));
    buf_add(b, slice_str(text));
}

static void put_number(struct buf *b, int type, unsigned size, uint64_t n)
{
    char bytes[10];
    size_t used = 0;

    bytes[used++] = (char)((type > 7 ? 0 : type) << 5 | (int)size);
    if (type > 7)
        bytes[used++] = (char)(type - 7);
    for (unsigned i = size; i > 0; i--)
        bytes[used++] = (char)(n >> (8 * (i - 1)) & 0xff);
    buf_add(b, slice_of(bytes, used));
}

static void put_map(struct buf *b, int pairs)
{
    char head = (char)(7 << 5 | pairs);

    buf_add(b, slice_of(&head, 1));
}

static void add_network(struct tree *t, uint32_t address, int bits, uint32_t entry)
{
    uint32_t node = 0;

    for (int bit = 0; bit < bits - 1; bit++) {
        uint32_t *next = &t->at[node][address >> (31 - bit) & 1];

        if (*next == 0)
            *next = t->n++;
        node = *next;
    }
    t->at[node][address >> (32 - bits) & 1] = 1000 + entry;
}

static void put_entry(struct buf *b, const char *country, uint32_t system)
{
    put_map(b, 2);
    put_text(b, "country");
    put_map(b, 1);
    put_text(b, "iso_code");
    put_text(b, country);
    put_text(b, "autonomous_system_number");
    put_number(b, 6, 4, system);
}

static void put_tree(struct buf *b, const struct tree *t, const uint32_t offsets[ENTRIES])
{
    for (uint32_t node = 0; node < t->n; node++)
        for (int side = 0; side < 2; side++) {
            uint32_t to = t->at[node][side], value = to ? to : t->n;
            char bytes[3];

            if (to >= 1000)
                value = t->n + 16 + offsets[to - 1000];
            bytes[0] = (char)(value >> 16);
            bytes[1] = (char)(value >> 8);
            bytes[2] = (char)value;
            buf_add(b, slice_of(bytes, 3));
        }
    for (int i = 0; i < 16; i++)
        buf_add(b, slice_of("", 1));
}

static void put_about(struct buf *b, const struct tree *t)
{
    buf_add(b, SLICE("\xab\xcd\xefMaxMind.com"));
    put_map(b, 9);
    put_text(b, "languages");
    buf_add(b, slice_of("\0\4", 2)); /* a list of none */
    put_text(b, "description");
    put_map(b, 0);
    put_text(b, "node_count");
    put_number(b, 6, 4, t->n);
    put_text(b, "record_size");
    put_number(b, 5, 2, 24);
    put_text(b, "ip_version");
    put_number(b, 5, 2, 4);
    put_text(b, "database_type");
    put_text(b, "Test");
    put_text(b, "binary_format_major_version");
    put_number(b, 5, 2, 2);
    put_text(b, "binary_format_minor_version");
    put_number(b, 5, 2, 0);
    put_text(b, "build_epoch");
    put_number(b, 9, 8, 1700000000);
}

/* 203.0.113.0/24 is in Brazil, AS64500; 198.51.0.0/16 in Germany, AS64501. */
static void write_database(const struct folder *f)
{
    struct tree t = { .n = 1 };
    struct buf entries = { 0 }, b = { 0 };
    uint32_t offsets[ENTRIES] = { 0 };
    char path[128];
    FILE *file;

    add_network(&t, 203U << 24 | 113U << 8, 24, 0);
    add_network(&t, 198U << 24 | 51U << 16, 16, 1);
    put_entry(&entries, "BR", 64500);
    offsets[1] = (uint32_t)entries.n;
    put_entry(&entries, "DE", 64501);
    put_tree(&b, &t, offsets);
    buf_add(&b, buf_slice(&entries));
    put_about(&b, &t);
    (void)snprintf(path, sizeof(path), "%s/test.mmdb", f->path);
    file = fopen(path, "w");
    cr_assert(file && fwrite(b.p, 1, b.n, file) == b.n && fclose(file) == 0);
    buf_free(&b);
    buf_free(&entries);
}

static struct origin_of find(const struct folder *f, const char *address)
{
    struct address a;

    cr_assert(address_parse(slice_str(address), &a), "%s", address);
    return origins_find(&f->site.origins, &a);
}

Test(origins, country_and_system_by_the_sites_database)
{
    struct folder f;
    struct origin_of from;

    folder_make(&f);
    write_database(&f);
    folder_write(&f, "policy.yaml",
                 POLICY "networks: {country_database: test.mmdb, asn_database: test.mmdb, "
                        "mobile: [AS64501, 192.0.2.0/24]}\n");
    folder_load(&f);
    cr_assert_str_eq(f.text.p, "");
    from = find(&f, "203.0.113.77");
    cr_expect_eq(from.country, 'B' << 8 | 'R');
    cr_expect_eq(from.system, 64500);
    from = find(&f, "198.51.3.4");
    cr_expect_eq(from.country, 'D' << 8 | 'E');
    cr_expect_eq(origins_kind(&f.site.origins, from.system), NETWORK_MOBILE);
    from = find(&f, "192.0.2.1");
    cr_expect_eq(from.country, 0, "not in it");
    cr_expect_eq(from.system, 0);
    from = find(&f, "2001:db8::1");
    cr_expect_eq(from.system, 0, "it has no IPv6");
    cr_expect_neq(f.site.configuration, 0);
    folder_remove(&f);
}

Test(origins, what_is_no_database)
{
    expect_mistakes("policy.yaml",
                    POLICY "networks: {asn_database: none.mmdb, mobile: [ASX, AS1, AS1]}\n",
                    "policy.yaml:2:26: networks.asn_database: 'none.mmdb' cannot be opened\n"
                    "policy.yaml:2:46: networks.mobile: 'ASX' is no autonomous system: write "
                    "one like AS64500\n"
                    "policy.yaml:2:56: networks.mobile: 'AS1' is listed twice\n");
    expect_mistakes("policy.yaml", POLICY "networks: {country_database: policy.yaml}\n",
                    "policy.yaml:2:30: networks.country_database: 'policy.yaml' is no MaxMind "
                    "database\n");
}

Test(origins, systems_without_a_database_are_noted)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY "networks: {anonymous: [AS64500, AS64501]}\n");
    folder_load(&f);
    cr_assert_eq(f.site.notes.n, 1);
    cr_expect(slice_find_str(f.site.notes.at[0], SLICE("2 autonomous systems have no effect")) <
              f.site.notes.at[0].n);
    folder_remove(&f);
}
