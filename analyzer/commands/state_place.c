/* What XDG_STATE_HOME says counts only if it is absolute, as the XDG base directories have it. */
#include "analyzer/commands/state_place.h"
#include "analyzer/commands/commands.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char usual[PATH_MAX];

static bool tell(const char *what, const char *why)
{
    return errors_tell("mailproctor: the default state: %s%s%s", what, why[0] ? ": " : "", why);
}

static bool find_usual(void)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int n;

    if (geteuid() == 0)
        n = snprintf(usual, sizeof(usual), "/var/lib/mailproctor/state");
    else if (state && state[0] == '/')
        n = snprintf(usual, sizeof(usual), "%s/mailproctor/state", state);
    else if (home && home[0] == '/')
        n = snprintf(usual, sizeof(usual), "%s/.local/state/mailproctor/state", home);
    else
        return tell("neither XDG_STATE_HOME nor HOME is an absolute path; name a file", "");
    return n < PATH_MAX || tell("its path is too long", "");
}

/* Each folder on the way to the file that is not there. */
static bool make_folders(void)
{
    for (char *slash = strchr(usual + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        bool is_made;

        *slash = '\0';
        is_made = mkdir(usual, 0700) == 0 || errno == EEXIST;
        if (!is_made)
            return tell(usual, strerror(errno));
        *slash = '/';
    }
    return true;
}

const char *state_place(const char *name, enum store_use use)
{
    if (strcmp(name, "default") != 0)
        return name;
    if (!find_usual() || (use == STORE_RUN && !make_folders()))
        return NULL;
    return usual;
}
