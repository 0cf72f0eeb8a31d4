#ifndef REPORTS_STEPS_H
#define REPORTS_STEPS_H

/*
 * steps - what to do about an account, as commands for its servers that can be taken back
 *
 * Printed, never run. Three kinds: hold in the queue what is left of a mailing, by the ids of its
 * queue entries and nothing else; stop the account's logins from sending while its mail still
 * arrives; and what is no command. Each command was tried on a real server: docs/outputs.md says
 * which, and what has to be set up once. Queue ids, logins and names of instances come from the
 * log: one with a byte that a shell, a table or a file's name could take for something else makes
 * no command but a step that says so. Neither does a redacted result.
 */
#include "analyzer/base/buf.h"
#include "analyzer/model/result.h"

struct step {
    const struct finding *finding; /* what it is about; of a login: the account's strongest */
    enum action action;            /* what it does, or a part of it */
    slice host;                    /* where to run it; empty: no command */
    const char *server;            /* "postfix"; "": no command */
    slice what;                    /* a sentence: its effect, or what stands in its way */
    slice command, undo;           /* for a POSIX shell, one line each; empty: it is no command */
};

/* Calls take for each of them, in order; what it gets lives during the call. None for an account
   about which nothing is to be done. */
typedef void step_fn(void *context, const struct step *step);
void steps_of(const struct result *r, const struct ruling *v, step_fn *take, void *context);

/* In single quotes, whatever is in it. */
void shell_quote(struct buf *b, slice s);

/* Nothing but letters, digits and a few signs that mean nothing to shells, tables and files. */
bool shell_is_plain(slice s);

#endif
