#ifndef MODEL_ORGANISATION_H
#define MODEL_ORGANISATION_H

/*
 * organisation - the part of a host's or a mail domain's name that stands for who runs it
 *
 * "mx3.mail.example.co.uk" is of "example.co.uk". The last two labels; three where the last
 * is a country's and the one before it a short word that registries use (co, ac, edu, com ...).
 * The public suffix list knows more: without it hosts of two customers of one registry may count
 * as one organisation, which only ever makes evidence weaker.
 */

#include "analyzer/base/slice.h"

/* A part of `name`, without a dot at its end; all of it where there are too few labels, or where
   it is an address in place of a name. */
slice organisation_of(slice name);

/* Of the same, folded to lower case; never 0. */
uint64_t organisation_hash(slice name);

#endif
