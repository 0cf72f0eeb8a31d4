#ifndef RUN_MAILBOX_H
#define RUN_MAILBOX_H

/*
 * mailbox - the addresses that a header From names
 *
 * Reads a mailbox list (RFC 5322) as a log prints it: folded lines are joined, and every
 * control character may have become a '?'. Only what stands as an address counts: never
 * a display name, a quoted string, a comment or an encoded word, whatever they look like.
 *
 * What can be read in more than one way is not read at all: words without angle brackets
 * around the address, two addresses where one belongs, something left open, a '?' within
 * an address, a route. An empty list is not readable either. Never guesses.
 */

#include "analyzer/base/slice.h"

enum { MAILBOXES_MAX = 8, MAILBOX_TEXT_MAX = 1024 };

struct mailboxes {
    slice at[MAILBOXES_MAX]; /* in `text`; a local part that needs no quotes has none */
    size_t n;
    size_t used;
    char text[MAILBOX_TEXT_MAX];
};

/* value: behind "From:". False: not readable, longer than that, or more than that. */
bool mailboxes_read(slice value, struct mailboxes *out);

#endif
