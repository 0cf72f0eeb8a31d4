/* state name - whom a pseudonym stands for, with the site's files if they are given */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/base/mem.h"
#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/commands/state_verbs.h"
#include "analyzer/run/sections.h"
#include "analyzer/run/state/state_name.h"

static bool load_site(const char *folder, struct site *site)
{
    struct mistakes mistakes = { 0 };
    size_t n;
    struct limit_section *sections = sections_of_policy(&n);
    bool ok = true;

    if (folder)
        ok = site_load(folder, sections, n, site, &mistakes);
    else
        site_default(site, sections, n);
    print_mistakes(&mistakes);
    mistakes_free(&mistakes);
    mem_free(sections);
    return ok;
}

static int look_up(struct state *s, const struct site *site, slice wanted)
{
    struct out out = { .fd = STDOUT_FILENO };
    uint64_t n = 0;
    struct err err;

    if (!state_name(s, site, wanted, &out, &n, &err)) {
        (void)errors_because(&err);
        return EXIT_UNUSABLE;
    }
    if (!run_close_output(&out))
        return EXIT_UNUSABLE;
    if (n)
        return EXIT_DONE;
    fputs("mailproctor: nobody whom the state knows has this pseudonym, nor anybody of the site's "
          "files given with -c; was the report made with this state?\n",
          stderr);
    return EXIT_FOUND;
}

int state_verb_name(const char *path, int argc, char **argv)
{
    const char *folder = argc == 3 && strcmp(argv[1], "-c") == 0 ? argv[2] : NULL;
    struct site site = { 0 };
    struct state state;
    int status = EXIT_UNUSABLE;
    struct err err;

    if (argc != 1 && !folder)
        return state_verb_usage();
    if (!state_open(&state, path, STORE_LOOK, &err)) {
        (void)errors_because(&err);
        return EXIT_UNUSABLE;
    }
    if (load_site(folder, &site))
        status = look_up(&state, &site, slice_str(argv[0]));
    site_free(&site);
    state_close(&state);
    return status;
}
