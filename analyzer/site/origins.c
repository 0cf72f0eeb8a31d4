/* libmaxminddb does the look-ups; what is wanted of an entry is a word and a number. */
#include "analyzer/site/origins.h"

#include <arpa/inet.h>
#include <maxminddb.h>

#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"

struct MMDB_s *origins_open(const char *path, const char **why)
{
    struct MMDB_s *db = mem_new(1, sizeof(*db));
    int status = MMDB_open(path, MMDB_MODE_MMAP, db);

    if (status == MMDB_SUCCESS)
        return db;
    mem_free(db);
    *why = status == MMDB_FILE_OPEN_ERROR ? "cannot be opened" : "is no MaxMind database";
    return NULL;
}

uint64_t origins_edition(const struct MMDB_s *db)
{
    char text[256];
    int n = snprintf(text, sizeof(text), "%.200s %llu %u", db->metadata.database_type,
                     (unsigned long long)db->metadata.build_epoch, db->metadata.node_count);

    return hash_frozen(slice_of(text, (size_t)n));
}

static bool look_up(const struct MMDB_s *db, const struct address *a, MMDB_lookup_result_s *found)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
    const void *any = &v6;
    int error = MMDB_SUCCESS;

    memcpy(&v4.sin_addr, a->bytes + 12, 4);
    memcpy(&v6.sin6_addr, a->bytes, 16);
    if (address_is_v4(a))
        any = &v4;
    *found = MMDB_lookup_sockaddr(db, any, &error);
    return error == MMDB_SUCCESS && found->found_entry;
}

static uint16_t letters(const MMDB_entry_data_s *entry)
{
    const char *p = entry->utf8_string;

    if (!entry->has_data || entry->type != MMDB_DATA_TYPE_UTF8_STRING || entry->data_size != 2 ||
        p[0] < 'A' || p[0] > 'Z' || p[1] < 'A' || p[1] > 'Z')
        return 0;
    return (uint16_t)(p[0] << 8 | p[1]);
}

static uint16_t country_of(const struct MMDB_s *db, const struct address *a)
{
    MMDB_lookup_result_s found;
    MMDB_entry_data_s entry;
    uint16_t country = 0;

    if (!db || !look_up(db, a, &found))
        return 0;
    if (MMDB_get_value(&found.entry, &entry, "country", "iso_code", NULL) == MMDB_SUCCESS)
        country = letters(&entry);
    if (!country && MMDB_get_value(&found.entry, &entry, "registered_country", "iso_code", NULL) ==
                        MMDB_SUCCESS)
        country = letters(&entry);
    return country;
}

static uint32_t system_of(const struct MMDB_s *db, const struct address *a)
{
    MMDB_lookup_result_s found;
    MMDB_entry_data_s entry;

    if (!db || !look_up(db, a, &found) ||
        MMDB_get_value(&found.entry, &entry, "autonomous_system_number", NULL) != MMDB_SUCCESS)
        return 0;
    return entry.has_data && entry.type == MMDB_DATA_TYPE_UINT32 ? entry.uint32 : 0;
}

struct origin_of origins_find(const struct origins *o, const struct address *a)
{
    return (struct origin_of){ country_of(o->countries, a), system_of(o->systems, a) };
}

uint32_t origins_kind(const struct origins *o, uint32_t system)
{
    for (size_t i = 0; system && i < o->n_listed; i++)
        if (o->listed[i].number == system)
            return o->listed[i].kind;
    return 0;
}

static void close_database(struct MMDB_s *db)
{
    if (!db)
        return;
    MMDB_close(db);
    mem_free(db);
}

void origins_free(struct origins *o)
{
    close_database(o->countries);
    close_database(o->systems);
    *o = (struct origins){ 0 };
}
