#ifndef SITE_LDIF_H
#define SITE_LDIF_H

/*
 * ldif - entries of an LDIF file (RFC 2849), with the place of every value
 *
 * Folded lines are put together, comments passed over, base64 values decoded; entries begin with
 * "dn:" and end with an empty line. Values point into the bytes given, or into the arena where
 * they had to be put together, and are trimmed of blanks. A value that is a URL is not followed,
 * and changes (changetype) are no entries: both are wrong here.
 */

#include "analyzer/base/arena.h"

struct ldif_value {
    slice name;            /* the attribute, without its options (";lang-en") */
    slice text;            /* UTF-8 without NUL */
    uint32_t line, column; /* of the value's first byte, from 1; of base64: of its code */
    uint32_t name_column;
    const char *wrong; /* literal; NULL: the value is well-formed */
};

struct ldif {
    slice rest;
    uint32_t line;
    struct arena *arena;
    bool is_in_entry;
};

struct ldif ldif_open(slice bytes, struct arena *arena);

enum ldif_found {
    LDIF_END,
    LDIF_ENTRY, /* out is its dn */
    LDIF_VALUE, /* of the entry that was begun */
};

enum ldif_found ldif_next(struct ldif *l, struct ldif_value *out);

#endif
