#ifndef SITE_SPELLING_H
#define SITE_SPELLING_H

/*
 * spelling - how names are written, and which known word was probably meant
 *
 * Names are ASCII: case is folded for the letters A to Z only. A word is near when it
 * is a few slips away (letters left out, added, changed or swapped): one third of its
 * length, three at most.
 */

#include "analyzer/base/arena.h"

struct nearest {
    slice word;
    slice best;     /* empty: nothing tried so far is near */
    unsigned bound; /* from this distance on a word is not near, or not nearer */
};

struct nearest nearest_to(slice word);
void nearest_try(struct nearest *n, slice candidate);

/* Letters, digits and hyphens, in labels of 1 to 63; no final dot, not an IPv4 address. */
bool is_host_name(slice s);

/* local@host, the host as above, nothing that is white or a control. */
bool is_mail_address(slice s);

/* No control characters, line breaks among them. */
bool is_one_line(slice s);

bool has_white(slice s);

/* A copy with A-Z folded. */
slice lower_keep(struct arena *a, slice s);

#endif
