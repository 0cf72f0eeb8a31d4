#ifndef BASE_SIPHASH_H
#define BASE_SIPHASH_H

/* siphash - SipHash-2-4: a short hash that nobody can compute or turn back without the key */

#include "analyzer/base/slice.h"

enum { SIPHASH_KEY = 16 /* bytes */ };

uint64_t siphash(const uint8_t key[SIPHASH_KEY], slice s);

#endif
