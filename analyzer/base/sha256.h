#ifndef BASE_SHA256_H
#define BASE_SHA256_H

/* sha256 - FIPS 180-4, for fingerprints that others verify; not for secrets or passwords */

#include "analyzer/base/slice.h"

enum { SHA256_BYTES = 32 };

void sha256(slice s, uint8_t digest[SHA256_BYTES]);

#endif
