#ifndef COMMANDS_COMMANDS_H
#define COMMANDS_COMMANDS_H

/*
 * commands - one file per subcommand; argv[0] is its own name
 *
 * Each returns the exit status: 0 done; 1 a finding reached --fail-on; 2 usage, site
 * files, nothing parsed, no output, no memory; 3 part of the input was not readable,
 * the reports are written. 2 beats 3 beats 1.
 *
 * To add one: its file, its line here, its line in main.c's table.
 */

#include <stdbool.h>

enum { EXIT_DONE = 0, EXIT_FOUND = 1, EXIT_UNUSABLE = 2, EXIT_PARTLY = 3 };

struct err;
struct mistakes;

/* One line on standard error, which may hold text of others. Always false. */
bool errors_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));
bool errors_because(const struct err *err); /* "mailproctor: ", and why */
/* What getopt_long() has just refused. It lasts until it is asked again. */
const char *errors_option(char **argv);

/* On standard error, one a line: file:line:column: text. */
void print_mistakes(const struct mistakes *m);

int command_analyze(int argc, char **argv);
int command_count(int argc, char **argv);
int command_trace(int argc, char **argv);
int command_bundle(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_check(int argc, char **argv);
int command_simulate(int argc, char **argv);
int command_policy(int argc, char **argv);
int command_state(int argc, char **argv);
int command_case(int argc, char **argv);

#endif
