/*
 * The usage, the site, the run, the report, the exit status: in this order, and the first
 * that fails decides.
 */
#include "analyzer/commands/run.h"

#include <stdio.h>
#include <unistd.h>

#include "analyzer/base/mem.h"
#include "analyzer/commands/commands.h"
#include "analyzer/commands/state_place.h"
#include "analyzer/run/pipeline.h"
#include "analyzer/run/sections.h"

enum { OPTIONS_MAX = 20, WHYS_TOLD = 50 };

/* What every command has; --read-size, bytes per read, is for tests. */
static const struct option shared[] = {
    { "site", required_argument, NULL, 'c' },
    { "until", required_argument, NULL, OPT_UNTIL },
    { "jobs", required_argument, NULL, 'j' },
    { "read-size", required_argument, NULL, OPT_READ_SIZE },
    { "quiet", no_argument, NULL, 'q' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

struct run {
    const struct run_command *command;
    void *own;
    const char *site_folder;
    const char *state_path; /* NULL: none */
    bool is_quiet;
    unsigned jobs;            /* 0: as many as there are processors, JOBS_USUAL at most */
    slice until, given_as_of; /* as given: they need the site's zone */
    usec not_after, as_of;
    struct source_options source;
    const char *const *inputs;
    size_t n_inputs;
    slice command_line;
    struct site site;
};

bool run_usage_error(const char *command, const char *what, const char *value)
{
    (void)errors_tell("mailproctor %s: %s%s", command, what, value);
    return errors_tell("(mailproctor %s --help tells the usage)", command);
}

bool run_close_output(struct out *o)
{
    struct err err;

    if (out_close(o, &err))
        return true;
    return errors_tell("mailproctor: standard output: %s", err.text);
}

static bool take_read_size(struct run *run, const char *value)
{
    uint64_t size;

    if (!slice_u64(slice_str(value), &size) || size == 0)
        return run_usage_error(run->command->name, "--read-size: not a number of bytes: ", value);
    run->source.read_size = (size_t)size;
    return true;
}

static bool take_jobs(struct run *run, const char *value)
{
    uint64_t jobs;

    if (!slice_u64(slice_str(value), &jobs) || jobs == 0 || jobs > JOBS_MAX)
        return run_usage_error(run->command->name, "--jobs: not a number from 1 to 64: ", value);
    run->jobs = (unsigned)jobs;
    return true;
}

/* More than a few parse faster than one can read. */
static unsigned usual_jobs(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > JOBS_USUAL ? JOBS_USUAL : (unsigned)n;
}

static bool take_option(struct run *run, int option, const char *value)
{
    switch (option) {
    case 'c':
        run->site_folder = value;
        return true;
    case 'q':
        run->is_quiet = true;
        return true;
    case OPT_STATE:
        run->state_path = value;
        return true;
    case OPT_NO_STATE:
        run->state_path = NULL;
        return true;
    case OPT_AS_OF:
        run->given_as_of = slice_str(value);
        return true;
    case OPT_UNTIL:
        run->until = slice_str(value);
        return true;
    case 'j':
        return take_jobs(run, value);
    case OPT_READ_SIZE:
        return take_read_size(run, value);
    case '?':
        return run_usage_error(run->command->name, "wrong option, or without its value: ", value);
    default:
        return run->command->take(run->own, option, value);
    }
}

static void put_together(const struct run_command *c, struct option *options, char *letters)
{
    size_t n = 0;

    for (const struct option *o = shared; o->name; o++)
        options[n++] = *o;
    for (const struct option *o = c->options; o->name && n < OPTIONS_MAX - 1; o++)
        options[n++] = *o;
    options[n] = (struct option){ 0 };
    (void)snprintf(letters, OPTIONS_MAX, "c:j:qh%s", c->letters);
}

/* False: leave with *status. */
static bool take_operands(struct run *run, const char *const *operands, size_t n, int *status)
{
    const struct run_command *c = run->command;
    struct run_asked asked = { operands, n, run->state_path };
    size_t subjects = c->has_subject && n > 0;

    if (c->answer && c->answer(run->own, &asked, status))
        return false;
    run->inputs = operands + subjects;
    run->n_inputs = n - subjects;
    return run->n_inputs > 0 || run_usage_error(c->name, "no INPUT is given", "");
}

/* False: leave with *status. */
static bool read_options(struct run *run, int argc, char **argv, int *status)
{
    const struct run_command *c = run->command;
    struct option options[OPTIONS_MAX];
    char letters[OPTIONS_MAX];
    int option;

    *status = EXIT_UNUSABLE;
    put_together(c, options, letters);
    while ((option = getopt_long(argc, argv, letters, options, NULL)) != -1) {
        if (option == 'h') {
            fputs(c->help, stdout);
            *status = EXIT_DONE;
            return false;
        }
        if (!take_option(run, option, option == '?' ? errors_option(argv) : optarg))
            return false;
    }
    return take_operands(run, (const char *const *)(argv + optind), (size_t)(argc - optind),
                         status);
}

static bool load_site(struct run *run)
{
    struct mistakes mistakes = { 0 };
    size_t n;
    struct limit_section *sections = sections_of_policy(&n);
    bool ok = true;

    if (run->site_folder)
        ok = site_load(run->site_folder, sections, n, &run->site, &mistakes);
    else
        site_default(&run->site, sections, n);
    print_mistakes(&mistakes);
    mistakes_free(&mistakes);
    mem_free(sections);
    return ok;
}

static bool read_until(struct run *run)
{
    run->not_after = USEC_NONE;
    if (run->until.n == 0 || clock_parse(run->until, &run->not_after))
        return true;
    return run_usage_error(run->command->name, "--until: not a date (YYYY-MM-DD): ", run->until.p);
}

static bool read_as_of(struct run *run)
{
    run->as_of = USEC_NONE;
    if (run->given_as_of.n == 0)
        return true;
    if (!run->state_path)
        return run_usage_error(run->command->name, "--as-of needs --state", "");
    if (clock_parse(run->given_as_of, &run->as_of))
        return true;
    return run_usage_error(run->command->name, "--as-of: not a time: ", run->given_as_of.p);
}

static bool amend(struct run *run)
{
    return !run->command->amend || run->command->amend(run->own, &run->site);
}

static slice command_line(struct arena *a, int argc, char **argv)
{
    struct buf b = { 0 };
    slice kept;

    buf_add(&b, SLICE("mailproctor"));
    for (int i = 0; i < argc; i++)
        buf_addf(&b, " %s", argv[i]);
    kept = arena_keep(a, buf_slice(&b));
    buf_free(&b);
    return kept;
}

static void tell_why(struct out *o, const struct input_sum *in)
{
    out_lit(o, "  ");
    out_text(o, in->name);
    out_lit(o, ": ");
    if (in->trouble.n) {
        out_text(o, in->trouble);
    } else {
        out_int(o, (int64_t)in->lines);
        out_lit(o, " lines, none of them from a server that is read");
    }
    out_lit(o, "\n");
}

/* Names of files may be anybody's: they go through the escaper, here too. */
static void tell_why_nothing(const struct result *r)
{
    struct out out = { .fd = STDERR_FILENO };
    struct err err;
    size_t told = r->n_inputs < WHYS_TOLD ? r->n_inputs : WHYS_TOLD;

    out_lit(&out, "mailproctor: nothing could be parsed\n");
    for (size_t i = 0; i < told; i++)
        tell_why(&out, &r->inputs[i]);
    if (told < r->n_inputs) {
        out_lit(&out, "  and ");
        out_int(&out, (int64_t)(r->n_inputs - told));
        out_lit(&out, " more inputs\n");
    }
    (void)out_close(&out, &err);
}

static slice help_desk(const struct site *s)
{
    for (size_t i = 0; i < s->n_contacts; i++)
        if (slice_eq(s->contacts[i].name, SLICE("help_desk")))
            return s->contacts[i].value;
    return SLICE("");
}

/* What the stations do not know of the run. */
static void sign(struct result *r, const struct run *run)
{
    r->organisation = run->site.organisation;
    r->version = SLICE(MAILPROCTOR_VERSION);
    r->command = run->command_line;
    r->site = run->site.folder;
    r->state = run->state_path ? slice_str(run->state_path) : SLICE("");
    r->help_desk = help_desk(&run->site);
    r->time_zone = run->site.time_zone;
    r->configuration = run->site.configuration;
}

static struct pipeline_options pipeline_options(const struct run *run, struct state *state)
{
    struct pipeline_options opt = { .site = &run->site, .shows_progress = !run->is_quiet };

    opt.only_counts = run->command->only_counts;
    opt.inputs = (struct inputs_options){ .source = run->source, .not_after = run->not_after };
    opt.inputs.source.line_max = (size_t)run->site.line_max;
    opt.inputs.source.ratio_max = (uint64_t)run->site.ratio_max;
    opt.jobs = run->jobs ? run->jobs : usual_jobs();
    opt.state = state;
    if (run->command->trace)
        opt.trace = run->command->trace(run->own);
    return opt;
}

static int read_logs(const struct run *run, struct state *state)
{
    struct pipeline_options opt = pipeline_options(run, state);
    struct pipeline *p = pipeline_new(&opt);
    bool is_parsed = pipeline_run(p, run->inputs, run->n_inputs);
    struct run_end end = { run->is_quiet, state, &run->site };
    int status = EXIT_UNUSABLE;
    struct err err;

    if (state && state_failed(state, &err)) {
        (void)errors_because(&err);
        pipeline_free(p);
        return EXIT_UNUSABLE;
    }
    if (!is_parsed)
        tell_why_nothing(pipeline_result(p));
    if (is_parsed || opt.only_counts) {
        sign(pipeline_result(p), run);
        status = run->command->report(run->own, &end, pipeline_result(p));
    }
    if (!is_parsed)
        status = EXIT_UNUSABLE;
    else if (status != EXIT_UNUSABLE && pipeline_had_trouble(p))
        status = EXIT_PARTLY;
    pipeline_free(p);
    return status;
}

static bool open_state(struct run *run, struct state *state)
{
    enum store_use use = run->command->only_looks ? STORE_CHANGE : STORE_RUN;
    struct err err;

    if (!run->state_path)
        return true;
    run->state_path = state_place(run->state_path, use);
    if (!run->state_path)
        return false;
    if (state_open(state, run->state_path, use, &err)) {
        /* reports that cannot be shown now, on a disk that is not there, keep no run from its work
         */
        if (use == STORE_RUN && !state_settle_reports(state, &err))
            (void)errors_tell("mailproctor: the reports of the run before: %s", err.text);
        return true;
    }
    return errors_because(&err);
}

/* The state first: the site's tables are hashed with its key. */
int run_command(const struct run_command *command, void *own, int argc, char **argv)
{
    struct run run = { .command = command, .own = own };
    struct arena texts = { 0 };
    struct state state;
    int status;

    if (!read_options(&run, argc, argv, &status))
        return status;
    if (!open_state(&run, &state))
        return EXIT_UNUSABLE;
    run.command_line = command_line(&texts, argc, argv);
    if (load_site(&run) && read_until(&run) && read_as_of(&run) && amend(&run)) {
        state.as_of = run.as_of;
        status = read_logs(&run, run.state_path ? &state : NULL);
    }
    if (run.state_path)
        state_close(&state);
    site_free(&run.site);
    arena_free(&texts);
    return status;
}
