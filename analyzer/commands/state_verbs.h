#ifndef COMMANDS_STATE_VERBS_H
#define COMMANDS_STATE_VERBS_H

/*
 * state_verbs - what `mailproctor state` can do, one function for each word
 *
 * path is the state's file, arguments are what stands behind it; each returns the exit status.
 *
 * To add one: its line here, its line in state.c's table and in its help.
 */

#include "analyzer/base/err.h"

int state_verb_back(const char *path, int argc, char **argv);
int state_verb_purge(const char *path, int argc, char **argv);
int state_verb_export(const char *path, int argc, char **argv);
int state_verb_name(const char *path, int argc, char **argv);

/* Each returns EXIT_UNUSABLE; on standard error the help, or what is wrong. */
int state_verb_usage(void);
int state_verb_tell(const struct err *err);

#endif
