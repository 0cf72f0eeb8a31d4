/* trace: the path of the messages that are asked for, line by line. */
#include <stdio.h>
#include <unistd.h>

#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/run/trace.h"
#include "reports/path_words.h"

struct tracing {
    struct trace trace;
    slice since; /* as given: it needs the site's zone */
    bool is_json;
};

static const char help[] =
    "usage: mailproctor trace [--message-id ID] [--queue-id ID] [--account NAME]\n"
    "                         [--recipient ADDRESS] [--since TIME] [--json] [-c SITE]\n"
    "                         [OPTION...] INPUT...\n\n"
    "Tells the path of messages over filters, hops, hosts, retries and bounces, with each line\n"
    "that says so. At least one of these is given, and all that are given have to fit:\n\n"
    "      --message-id ID   with or without its angle brackets\n"
    "      --queue-id ID     that it had on any host\n"
    "      --account NAME    an account, or a form of its login\n"
    "      --recipient ADDRESS   as addressed or as delivered\n"
    "      --since TIME      accepted then or later (2026-03-02 10:00)\n"
    "      --json            one JSON object a line and message\n\n" RUN_HELP_INPUT RUN_HELP_SITE
        RUN_HELP_UNTIL RUN_HELP_JOBS "  -q, --quiet           no progress\n"
    "  -h, --help            this text\n\n"
    "Exit status: 0 done; 1 there is no such message; 2 wrong usage, mistakes in the site's\n"
    "files, nothing parsed, or no output; 3 part of the input could not be read.\n";

enum { OPT_MESSAGE_ID = OPT_OWN, OPT_QUEUE_ID, OPT_ACCOUNT, OPT_RECIPIENT, OPT_SINCE, OPT_JSON };

static const struct option options[] = {
    { "message-id", required_argument, NULL, OPT_MESSAGE_ID },
    { "queue-id", required_argument, NULL, OPT_QUEUE_ID },
    { "account", required_argument, NULL, OPT_ACCOUNT },
    { "recipient", required_argument, NULL, OPT_RECIPIENT },
    { "since", required_argument, NULL, OPT_SINCE },
    { "json", no_argument, NULL, OPT_JSON },
    { 0 },
};

static bool take(void *own, int option, const char *value)
{
    struct tracing *t = own;
    struct wanted_path *w = &t->trace.wanted;
    slice *const of[] = { &w->message_id, &w->queue_id, &w->account, &w->recipient, &t->since };

    if (option == OPT_JSON) {
        t->is_json = true;
        return true;
    }
    *of[option - OPT_MESSAGE_ID] = slice_str(value);
    return value[0] || run_usage_error("trace", "nothing is asked for: an option is empty", "");
}

/* The zone is known now. */
static bool settle(void *own, struct site *site)
{
    struct tracing *t = own;
    struct wanted_path *w = &t->trace.wanted;

    (void)site;
    w->since = USEC_NONE;
    if (t->since.n && !clock_parse(t->since, &w->since))
        return run_usage_error("trace", "--since: not a time: ", t->since.p);
    if (!w->message_id.n && !w->queue_id.n && !w->account.n && !w->recipient.n && !t->since.n)
        return run_usage_error("trace", "nothing is asked for: give --message-id or another", "");
    return true;
}

static struct trace *trace_of(void *own)
{
    return &((struct tracing *)own)->trace;
}

static int report(void *own, const struct run_end *end, const struct result *r)
{
    struct tracing *t = own;
    struct paths paths = trace_paths(&t->trace);
    struct out out = { .fd = STDOUT_FILENO };

    (void)end;
    if (t->is_json)
        path_json_write(&out, r, &paths);
    else
        path_text_write(&out, r, &paths);
    if (!run_close_output(&out))
        return EXIT_UNUSABLE;
    return paths.n ? EXIT_DONE : EXIT_FOUND;
}

int command_trace(int argc, char **argv)
{
    static const struct run_command command = {
        .name = "trace",
        .help = help,
        .letters = "",
        .options = options,
        .only_counts = true,
        .amend = settle,
        .trace = trace_of,
        .take = take,
        .report = report,
    };
    struct tracing own = { 0 };
    int status = run_command(&command, &own, argc, argv);

    trace_free(&own.trace);
    return status;
}
