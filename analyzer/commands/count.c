/*
 * count: reads logs and tells what was counted in them, and whether the sums agree.
 */
#include <unistd.h>

#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/run/books.h"
#include "reports/report.h"

struct count {
    bool is_json;
    size_t top;
};

static const char help[] =
    "usage: mailproctor count [-c SITE] [--json] [OPTION...] INPUT...\n\n"
    "Counts messages, recipients by outcome, logins and refusals by host, instance and\n"
    "account, and lines by verdict and program; looks for nothing. A message belongs to\n"
    "the host and instance that accepted it first.\n\n" RUN_HELP_INPUT RUN_HELP_SITE
    "      --json            one JSON document instead of text, with all accounts\n"
    "      --top N           text: the N accounts with the most recipients, 0 for all "
    "(20)\n" RUN_HELP_UNTIL RUN_HELP_JOBS "  -q, --quiet           no progress\n"
    "  -h, --help            this text\n\n"
    "Exit status: 0 done; 2 wrong usage, mistakes in the site's files, nothing parsed, or\n"
    "no output; 3 part of the input could not be read (the output tells which).\n";

enum { OPT_JSON = OPT_OWN, OPT_TOP };

static const struct option options[] = {
    { "json", no_argument, NULL, OPT_JSON },
    { "top", required_argument, NULL, OPT_TOP },
    { 0 },
};

static bool take(void *own, int option, const char *value)
{
    struct count *c = own;
    uint64_t top;

    if (option == OPT_JSON) {
        c->is_json = true;
        return true;
    }
    if (!slice_u64(slice_str(value), &top))
        return run_usage_error("count", "--top: not a number: ", value);
    c->top = (size_t)top;
    return true;
}

static int report(void *own, const struct run_end *end, const struct result *r)
{
    const struct count *c = own;
    struct out out = { .fd = STDOUT_FILENO };
    const char *wrong = books_wrong(r);

    (void)end; /* what is told is all that this command is for */
    if (wrong)
        bug(wrong);
    if (c->is_json)
        count_json_write(&out, r);
    else
        count_text_write(&out, r, c->top);
    return run_close_output(&out) ? EXIT_DONE : EXIT_UNUSABLE;
}

int command_count(int argc, char **argv)
{
    static const struct run_command command = {
        .name = "count",
        .help = help,
        .letters = "",
        .options = options,
        .only_counts = true,
        .take = take,
        .report = report,
    };
    struct count own = { .top = 20 };

    return run_command(&command, &own, argc, argv);
}
