/* The program's front door: which command, and help. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"
#include "analyzer/commands/commands.h"

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *what;
};

static const struct command commands[] = {
    { "analyze", command_analyze, "read logs, write findings with evidence" },
    { "count", command_count, "read logs, tell what was counted and whether it adds up" },
    { "trace", command_trace, "tell the path of a message, line by line" },
    { "explain", command_explain, "tell all about one finding, from a report or from logs" },
    { "show", command_explain, "the same as explain" },
    { "bundle", command_bundle,
      "put a finding with all it rests on into a file, check such a file" },
    { "check", command_check, "check a site's files, tell every mistake" },
    { "simulate", command_simulate, "read logs under another policy, tell what would be found" },
    { "policy", command_policy, "print the complete default policy" },
    { "state", command_state, "print what is remembered from run to run" },
    { "case", command_case, "list findings of all days, decide about them" },
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static void print_help(FILE *to)
{
    fputs("usage: mailproctor COMMAND [...]\n\n"
          "Reads mail server logs, works out who sent what to whom, holds it against the\n"
          "site's mail policy, and writes findings per account with a recommended action.\n\n",
          to);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(to, "  %-9s %s\n", commands[i].name, commands[i].what);
    fputs("\n  mailproctor COMMAND --help tells more; mailproctor --version tells the version.\n",
          to);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";

    mem_init();
    hash_seed_init();
    (void)signal(SIGXFSZ, SIG_IGN); /* what is too large to be written fails, as on a full disk */
    opterr = 0;                     /* errors_option() tells it, without a control character */
    if (strcmp(name, "--version") == 0) {
        puts("mailproctor " MAILPROCTOR_VERSION);
        return EXIT_DONE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        print_help(stdout);
        return EXIT_DONE;
    }
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(name, commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    if (name[0])
        (void)errors_tell("mailproctor: there is no command '%s'", name);
    print_help(stderr);
    return EXIT_UNUSABLE;
}
