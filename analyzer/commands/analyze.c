/*
 * analyze: reads logs, writes the reports into a folder and a summary to the terminal.
 */
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/run/publish/publish.h"
#include "analyzer/run/publish/redact.h"

struct analyze {
    const char *folder;  /* NULL: no reports but the summary */
    enum action fail_on; /* ACTIONS: never */
    bool redacts, is_mail, is_told;
};

static const char help[] =
    "usage: mailproctor analyze [-c SITE] [-o FOLDER] [OPTION...] INPUT...\n\n" RUN_HELP_INPUT
        RUN_HELP_SITE "  -o, --output FOLDER   write the reports there: index.html, tables, JSON\n"
    "      --fail-on ACTION  exit with 1 when a finding recommends this action or more:\n"
    "                        record notify contact throttle hold_mailing disable_sending\n"
    "                        disable_account\n" RUN_HELP_UNTIL RUN_HELP_JOBS
    "      --state FILE      what is remembered from run to run: made when there is none;\n"
    "                        default: /var/lib/mailproctor/state for root, for others\n"
    "                        mailproctor/state in $XDG_STATE_HOME or ~/.local/state\n"
    "      --mail-ready      the summary as a mail of one screen: for sendmail -oi ADDRESS\n"
    "      --redact          reports without names: pseudonyms, with the state's key\n"
    "      --no-state        remember nothing (as without --state)\n" RUN_HELP_AS_OF
    "  -q, --quiet           no progress and no summary\n"
    "  -h, --help            this text\n\n"
    "Exit status: 0 done; 1 a finding reached --fail-on; 2 wrong usage, mistakes in the\n"
    "site's files, nothing parsed, or reports not written; 3 part of the input could not\n"
    "be read (the reports tell which, and hold the rest).\n";

enum { OPT_FAIL_ON = OPT_OWN, OPT_REDACT, OPT_MAIL_READY };

static const struct option options[] = {
    { "output", required_argument, NULL, 'o' },
    { "fail-on", required_argument, NULL, OPT_FAIL_ON },
    { "redact", no_argument, NULL, OPT_REDACT },
    { "mail-ready", no_argument, NULL, OPT_MAIL_READY },
    RUN_OPTIONS_STATE,
    { 0 },
};

static bool take(void *own, int option, const char *value)
{
    struct analyze *a = own;

    if (option == 'o') {
        a->folder = value;
        return true;
    }
    if (option == OPT_REDACT) {
        a->redacts = true;
        return true;
    }
    if (option == OPT_MAIL_READY) {
        a->is_mail = true;
        return true;
    }
    a->fail_on = action_find(value);
    return a->fail_on != ACTIONS ||
           run_usage_error("analyze", "--fail-on: there is no action ", value);
}

/* True: the generation is durable, and names the reports. */
static bool commit(struct state *state, struct publication *p, const struct result *r)
{
    struct err err;

    state_name_reports(state, p);
    if (state_commit(state, r, &err))
        return true;
    if (p && state_may_name_reports(state, p))
        publish_leave(p);
    else if (p)
        publish_drop(p);
    return errors_because(&err);
}

/* What is remembered is made durable when the reports are written down, and before they replace
   those of the run before: see docs/state.md. */
static bool put_down(const struct analyze *a, struct state *state, const struct result *r,
                     const struct result *shown)
{
    struct publication p;
    struct err err;

    if (a->folder && !publish_aside(&p, a->folder, shown, &err))
        return errors_because(&err);
    if (state && !commit(state, a->folder ? &p : NULL, r))
        return false;
    return !a->folder || publish_into_place(&p, &err) || errors_because(&err);
}

static bool write_reports(struct analyze *a, const struct run_end *end, const struct result *r,
                          const struct result *shown)
{
    struct out out = { .fd = STDOUT_FILENO };

    if (!put_down(a, end->state, r, shown))
        return false;
    if (end->is_quiet)
        return true;
    a->is_told = true;
    if (a->is_mail)
        mail_ready_write(&out, shown, slice_str(a->folder));
    else
        summary_write(&out, shown, slice_str(a->folder));
    return run_close_output(&out);
}

/* Without a state nobody keeps a key: one that is forgotten serves. */
static const struct result *without_names(const struct run_end *end, const struct result *r,
                                          struct arena *arena)
{
    uint8_t key[SIPHASH_KEY];
    struct redaction how = { .key = key, .site = end->site, .arena = arena };

    if (end->state)
        how.key = end->state->key;
    else if (getrandom(key, sizeof(key), 0) != sizeof(key))
        return NULL;
    how.is_of_run = !end->state;
    return redact(r, &how);
}

static bool reached(const struct result *r, enum action fail_on)
{
    for (size_t i = 0; fail_on != ACTIONS && i < r->n_rulings; i++)
        if (r->rulings[i].action >= fail_on && !ruling_is_decided(&r->rulings[i]))
            return true;
    return false;
}

static int report(void *own, const struct run_end *end, const struct result *r)
{
    struct analyze *a = own;
    struct arena redacted = { 0 };
    const struct result *shown = a->redacts ? without_names(end, r, &redacted) : r;
    bool ok = shown && write_reports(a, end, r, shown);

    arena_free(&redacted);
    if (!ok)
        return EXIT_UNUSABLE;
    return reached(r, a->fail_on) ? EXIT_FOUND : EXIT_DONE;
}

/* Whoever waits for the nightly mail is told that there is nothing in it. */
static void tell_failure(void)
{
    struct out out = { .fd = STDOUT_FILENO };

    mail_failed_write(&out);
    (void)run_close_output(&out);
}

int command_analyze(int argc, char **argv)
{
    static const struct run_command command = {
        .name = "analyze",
        .help = help,
        .letters = "o:",
        .options = options,
        .take = take,
        .report = report,
    };
    struct analyze own = { .fail_on = ACTIONS };
    int status = run_command(&command, &own, argc, argv);

    if (status == EXIT_UNUSABLE && own.is_mail && !own.is_told)
        tell_failure();
    return status;
}
