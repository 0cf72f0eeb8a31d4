#ifndef RUN_PSEUDONYM_H
#define RUN_PSEUDONYM_H

/*
 * pseudonym - what stands for a name: "account-3f9a2c71d04b"
 *
 * Keyed, so that nobody without the key can try out names. The same name of the same kind has the
 * same pseudonym wherever the key is the same. 48 bits: among 100,000 names two are alike once in
 * 50,000 sites.
 */

#include "analyzer/base/siphash.h"

enum { PSEUDONYM_BYTES = 32 };

/* kind: "account", "host", "person", "subject", "address", "record" or "report"; names are folded
   by the caller. buf holds PSEUDONYM_BYTES; returns it. */
const char *pseudonym(const uint8_t key[SIPHASH_KEY], const char *kind, slice name, char *buf);

/* Of a finding's id, which is a hash that anybody could try names with. */
const char *pseudonym_of_id(const uint8_t key[SIPHASH_KEY], slice id, char *buf);

#endif
