#ifndef PARSERS_MILTER_H
#define PARSERS_MILTER_H

/*
 * milter - what the parsers of small milters share
 *
 * They begin what they say of a message with the queue id that its server told them. Readers get
 * the text behind it.
 */

#include "parsers/text.h"

/* "4A1B3C2D10: " off the front: letters and digits, one digit at least. */
bool milter_take_id(slice *s, slice *id);

/* A verdict on that message: text is the whole of what was said. */
struct fact *milter_says(slice id, slice text, struct facts *out);

#endif
