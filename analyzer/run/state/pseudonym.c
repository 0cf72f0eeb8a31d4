/* A line of its own for each use of the key: no hash of a contact is ever one of a name. */
#include "analyzer/run/state/pseudonym.h"

#include <stdio.h>

#include "analyzer/base/buf.h"

static uint64_t keyed(const uint8_t key[SIPHASH_KEY], const char *use, slice name)
{
    struct buf b = { 0 };
    uint64_t hash;

    buf_addf(&b, "pseudonym of %s\n", use);
    buf_add(&b, name);
    hash = siphash(key, buf_slice(&b));
    buf_free(&b);
    return hash;
}

const char *pseudonym(const uint8_t key[SIPHASH_KEY], const char *kind, slice name, char *buf)
{
    (void)snprintf(buf, PSEUDONYM_BYTES, "%s-%012llx", kind,
                   (unsigned long long)(keyed(key, kind, name) >> 16));
    return buf;
}

const char *pseudonym_of_id(const uint8_t key[SIPHASH_KEY], slice id, char *buf)
{
    (void)snprintf(buf, PSEUDONYM_BYTES, "F-%016llx", (unsigned long long)keyed(key, "id", id));
    return buf;
}
