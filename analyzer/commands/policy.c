/* policy - all keys of policy.yaml with their presets, to start a site's own from */
#include <string.h>

#include "analyzer/base/mem.h"
#include "analyzer/commands/commands.h"
#include "analyzer/run/sections.h"
#include "analyzer/site/policy.h"

static int usage(FILE *to, int status)
{
    fputs("usage: mailproctor policy\n\n"
          "Prints all keys of policy.yaml with their presets, meanings and units.\n",
          to);
    return status;
}

int command_policy(int argc, char **argv)
{
    struct limit_section *sections;
    size_t n;

    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return usage(stdout, EXIT_DONE);
    if (argc != 1)
        return usage(stderr, EXIT_UNUSABLE);
    sections = sections_of_policy(&n);
    policy_print(stdout, sections, n);
    mem_free(sections);
    if (fflush(stdout) != 0) {
        fprintf(stderr, "mailproctor: the policy could not be written\n");
        return EXIT_UNUSABLE;
    }
    return EXIT_DONE;
}
