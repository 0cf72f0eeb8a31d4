#ifndef COMMANDS_STATE_PLACE_H
#define COMMANDS_STATE_PLACE_H

/*
 * state_place - what is meant by the name of a state file
 *
 * `default` means the usual one: /var/lib/mailproctor/state for root, for others
 * $XDG_STATE_HOME/mailproctor/state, without that ~/.local/state/mailproctor/state. Every other
 * name means itself. Why a state has to be asked for: docs/state.md.
 */

#include "analyzer/run/state/store.h"

/* The file, good for the rest of the program; NULL: there is none, or its folder cannot be made,
   which was told. Only a run (STORE_RUN) makes the usual folder, for its owner alone. */
const char *state_place(const char *name, enum store_use use);

#endif
