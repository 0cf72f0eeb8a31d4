#ifndef REPORTS_DECEPTIVE_H
#define REPORTS_DECEPTIVE_H

/*
 * deceptive - characters that show the eye something else than there is
 *
 * What is not seen (zero width, direction marks, fillers, tags), what ends a line without being an
 * end of line, and letters of another script amidst Latin ones, which are there to be taken for
 * Latin. A word that is all of one script is left alone: a name in Greek is no deceit. Marks that
 * join are left behind characters of scripts and symbols that are written with them.
 *
 * Blind to words of another script that look Latin from their first to their last letter.
 */

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/base/slice.h"

/* Is the code point, at this byte of the text and not ASCII, to be spelled out? `before` is the
   code point in front of it, 0 for none. */
bool is_deceptive(slice text, size_t at, uint32_t point, uint32_t before);

#endif
