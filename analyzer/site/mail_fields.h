#ifndef SITE_MAIL_FIELDS_H
#define SITE_MAIL_FIELDS_H

/*
 * mail_fields - header fields of a mail or a feedback report, unfolded, one after the other
 *
 * Ends at the first empty line. A line that is no field is passed over: what is read here was
 * written by strangers. Values are copied to the arena only where they were folded.
 */

#include "analyzer/base/arena.h"

struct mail_fields {
    slice rest;
    uint32_t line; /* of the next field, from 1 */
    struct arena *arena;
};

struct mail_field {
    slice name, value; /* trimmed */
    uint32_t line;
};

struct mail_fields mail_fields_of(slice text, struct arena *arena);
bool mail_fields_next(struct mail_fields *f, struct mail_field *out);

/* The address in a value: what stands in its last angle brackets, or all of it up to a blank. */
slice mail_field_address(slice value);

#endif
