#ifndef BASE_UTF8_H
#define BASE_UTF8_H

/* utf8 - whether bytes are text; what is done about those that are not is the caller's */

#include "analyzer/base/slice.h"

/* Bytes of the character that s begins with; 0: it is no UTF-8 (overlong, surrogate, too high). */
size_t utf8_length(slice s);

/* All of it is. */
bool utf8_is_text(slice s);

#endif
