#ifndef PARSERS_EXIM_H
#define PARSERS_EXIM_H

/*
 * exim - what the pieces of the Exim parser share
 *
 * Lines are "KEY=value" fields behind a fixed beginning, in a fixed order; they are eaten
 * from the left, so that a value which looks like a field is none.
 *
 * Not for other MTAs.
 */

#include "parsers/next_id.h"
#include "parsers/text.h"

enum { EXIM_STAMP = 19 };

/* What a line of its own files begins with, and through syslog its text: "2026-03-02 10:00:00";
   then
   "+0100 " as seconds east of UTC; then "[4711] ", 0: none is there. */
bool exim_has_stamp(slice s);
bool exim_take_zone(slice *s, int64_t *east);
uint32_t exim_take_pid(slice *s);

/* "1vwqhc-0017GC-GN " (before 4.97) or "1vwqhc-000000017GC-00GN " off the front. */
bool exim_take_id(slice *s, slice *id);

/* A field's value ends at a blank; one in quotes at the quote that no backslash stands before.
   `words` is what its ':' ends: the rest of the line, when it was the last. */
struct exim_field {
    slice name, value;
    bool ends_fields; /* text follows: "T=remote_smtp: message" */
};

/* False when no field begins here, also at words alone; H= has its own, exim_take_host(). */
bool exim_take_field(slice *s, struct exim_field *out);

/* Words alone between the fields say nothing of ours. */
void exim_skip_flags(slice *s);

/* Whether a field or such a word stands here. */
bool exim_begins_field(slice s);

/* "name (helo) [ip]:port", behind "H="; any part may be missing but the address. */
bool exim_take_host(slice *s, struct peer *out);

/* An address as logged: up to a blank, that of a quoted local part included. Where it was delivered
   to, Exim leaves out the quotes. */
bool exim_take_address(slice *s, slice *out);

enum verdict exim_arrival(slice id, slice rest, struct facts *out);
enum verdict exim_delivery(slice id, slice rest, enum delivery_status status, struct facts *out);

/* With and without an id: what was refused; false: another line. */
bool exim_reject(slice id, slice s, struct facts *out, enum verdict *verdict);

/* The others: failed logins, fates, what sessions say. */
enum verdict exim_other(slice id, slice rest, struct facts *out);

#endif
