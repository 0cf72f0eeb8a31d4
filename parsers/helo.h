#ifndef PARSERS_HELO_H
#define PARSERS_HELO_H

/*
 * helo - what a client called itself, by a line that tells of its message
 *
 * Of Exim's "<=" lines and of what Postfix's header_checks log; other lines do not have it. It is
 * the client's own word: text that it chose.
 */

#include "analyzer/base/slice.h"

/* A part of the line; empty: it does not tell. */
slice helo_of(slice line);

#endif
