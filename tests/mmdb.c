/* Tests and generators have memory, or end: nothing is left to go on with. */
#include "tests/mmdb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 2, DOUBLE_BYTES = 8, MAP = 7, LIST = 11, GAP = 16 };

/* Of a node's two ways: not to a node. */
static const uint32_t ENTRY = 1U << 31;

static void *must_grow(void *p, size_t n, size_t size)
{
    p = realloc(p, n * size);
    if (!p)
        abort();
    return p;
}

static void put(struct mmdb *m, const void *bytes, size_t n)
{
    if (m->n + n > m->room) {
        m->room = 2 * (m->n + n);
        m->entries = must_grow(m->entries, m->room, 1);
    }
    memcpy(m->entries + m->n, bytes, n);
    m->n += n;
}

/* Types above seven are told by a second byte. */
static void put_head(struct mmdb *m, unsigned type, size_t size)
{
    unsigned char head[2] = { (unsigned char)((type > 7 ? 0 : type) << 5 | size),
                              (unsigned char)(type - 7) };

    put(m, head, type > 7 ? 2 : 1);
}

static void put_text(struct mmdb *m, const char *text)
{
    put_head(m, TEXT, strlen(text));
    put(m, text, strlen(text));
}

static void put_number(struct mmdb *m, unsigned type, unsigned size, uint64_t n)
{
    put_head(m, type, size);
    for (unsigned i = size; i > 0; i--)
        put(m, &(unsigned char){ (unsigned char)(n >> (8 * (i - 1))) }, 1);
}

static void put_u16(struct mmdb *m, const char *name, uint64_t n)
{
    put_text(m, name);
    put_number(m, 5, 2, n);
}

uint32_t mmdb_entry(struct mmdb *m, const char *country, uint32_t system)
{
    size_t begin = m->n;

    put_head(m, MAP, country ? 2 : 1);
    if (country) {
        put_text(m, "country");
        put_head(m, MAP, 1);
        put_text(m, "iso_code");
        put_text(m, country);
    }
    put_text(m, "autonomous_system_number");
    put_number(m, 6, 4, system);
    return (uint32_t)begin;
}

static uint32_t new_node(struct mmdb *m)
{
    if (m->nodes == m->nodes_room) {
        m->nodes_room = 2 * m->nodes_room + 64;
        m->at = must_grow(m->at, m->nodes_room, sizeof(*m->at));
    }
    m->at[m->nodes][0] = m->at[m->nodes][1] = 0;
    return m->nodes++;
}

/* From a node on, by bits of a number of 64; the root is nobody's child, so 0 is no way. */
static uint32_t walk(struct mmdb *m, uint32_t node, uint64_t way, int bits)
{
    for (int bit = 0; bit < bits; bit++) {
        uint64_t side = way >> (63 - bit) & 1;
        uint32_t next = m->at[node][side];

        if (next == 0) {
            next = new_node(m);
            m->at[node][side] = next;
        }
        node = next;
    }
    return node;
}

static void add(struct mmdb *m, uint32_t node, uint64_t way, int bits, uint32_t entry)
{
    node = walk(m, node, way, bits - 1);
    m->at[node][way >> (64 - bits) & 1] = ENTRY | entry;
}

static uint32_t root(struct mmdb *m)
{
    return m->nodes ? 0 : new_node(m);
}

void mmdb_add_v4(struct mmdb *m, uint32_t address, int bits, uint32_t entry)
{
    uint32_t node = root(m);

    if (m->version == MMDB_V6)
        node = walk(m, walk(m, node, 0, 64), 0, 32);
    add(m, node, (uint64_t)address << 32, bits, entry);
}

void mmdb_add_v6(struct mmdb *m, uint64_t high_half, int bits, uint32_t entry)
{
    add(m, root(m), high_half, bits, entry);
}

static void put_about(struct mmdb *m, int version, uint32_t nodes)
{
    put(m, "\xab\xcd\xefMaxMind.com", 14);
    put_head(m, MAP, 9);
    put_text(m, "languages");
    put_head(m, LIST, 0);
    put_text(m, "description");
    put_head(m, MAP, 0);
    put_text(m, "node_count");
    put_number(m, 6, 4, nodes);
    put_u16(m, "record_size", 24);
    put_u16(m, "ip_version", (uint64_t)version);
    put_text(m, "database_type");
    put_text(m, "Test");
    put_u16(m, "binary_format_major_version", 2);
    put_u16(m, "binary_format_minor_version", 0);
    put_text(m, "build_epoch");
    put_number(m, 9, DOUBLE_BYTES, 1700000000);
}

static void put_record(FILE *file, const struct mmdb *m, uint32_t to)
{
    uint32_t value = to & ENTRY ? m->nodes + GAP + (to & ~ENTRY) : to;

    value = to ? value : m->nodes; /* nothing is known */
    for (int shift = 16; shift >= 0; shift -= 8)
        (void)fputc((int)(value >> shift & 0xff), file);
}

bool mmdb_write(struct mmdb *m, const char *path)
{
    FILE *file = fopen(path, "wb");
    bool is_written = false;

    (void)root(m);
    put_about(m, m->version, m->nodes);
    for (uint32_t node = 0; file && node < m->nodes; node++) {
        put_record(file, m, m->at[node][0]);
        put_record(file, m, m->at[node][1]);
    }
    if (file) {
        static const char gap[GAP];

        is_written = fwrite(gap, 1, GAP, file) == GAP && fwrite(m->entries, 1, m->n, file) == m->n;
        is_written = fclose(file) == 0 && is_written;
    }
    free(m->at);
    free(m->entries);
    return is_written;
}
