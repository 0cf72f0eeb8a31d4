#ifndef PARSERS_MILTER_H
#define PARSERS_MILTER_H

/*
 * milter - what the parsers of small milters share
 *
 * They begin what they say of a message with the queue id that its server told them. Readers get
 * the text behind it.
 */

#include "parsers/text.h"

/* Why what is about no message, or tells nothing of it, is ignored. */
extern const char milter_at_work[];

typedef enum verdict milter_about_fn(slice id, slice text, struct facts *out);

/* Gives what is about a message to its reader. */
enum verdict milter_read(slice message, milter_about_fn *about, struct facts *out);

/* A verdict on that message: text is the whole of what was said. */
struct fact *milter_says(slice id, slice text, struct facts *out);

#endif
