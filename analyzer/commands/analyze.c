/*
 * analyze: the usage, the site, the run, the reports, the exit status.
 */
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "analyzer/base/mem.h"
#include "analyzer/commands/commands.h"
#include "analyzer/run/pipeline.h"
#include "analyzer/run/publish.h"
#include "analyzer/run/sections.h"

struct options {
    const char *site, *folder;
    bool is_quiet;
    unsigned jobs;       /* 0: as many as there are processors */
    enum action fail_on; /* ACTIONS: never */
    usec not_after;
    slice until; /* as given: it needs the site's zone */
    const char *const *inputs;
    size_t n_inputs;
    struct source_options source;
};

static const char help[] =
    "usage: mailproctor analyze [-c SITE] [-o FOLDER] [OPTION...] INPUT...\n\n"
    "INPUT is a log file, plain or packed with gzip or zstd (told by content, not by\n"
    "name), or - for standard input. Their order does not matter.\n\n"
    "  -c, --site SITE       folder with policy.yaml, directory.csv, announcements.yaml\n"
    "  -o, --output FOLDER   write index.html, findings.csv, accounts.csv, findings.ndjson\n"
    "      --fail-on ACTION  exit with 1 when a finding recommends this action or more:\n"
    "                        record notify contact throttle hold_mailing disable_sending\n"
    "                        disable_account\n"
    "      --until DATE      stamps that carry no year are not later than this; without it\n"
    "                        the gzip header's time or the file's own decides\n"
    "  -j, --jobs N          threads that read and parse (as many as there are processors);\n"
    "                        the reports are the same for every N\n"
    "  -q, --quiet           no progress and no summary\n"
    "  -h, --help            this text\n\n"
    "Exit status: 0 done; 1 a finding reached --fail-on; 2 wrong usage, mistakes in the\n"
    "site's files, nothing parsed, or reports not written; 3 part of the input could not\n"
    "be read (the reports tell which, and hold the rest).\n";

enum { OPT_FAIL_ON = 256, OPT_UNTIL, OPT_READ_SIZE };

static const struct option long_options[] = {
    { "site", required_argument, NULL, 'c' },
    { "output", required_argument, NULL, 'o' },
    { "fail-on", required_argument, NULL, OPT_FAIL_ON },
    { "until", required_argument, NULL, OPT_UNTIL },
    { "read-size", required_argument, NULL, OPT_READ_SIZE }, /* for tests: bytes per read */
    { "jobs", required_argument, NULL, 'j' },
    { "quiet", no_argument, NULL, 'q' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

static bool usage_error(const char *what, const char *value)
{
    fprintf(stderr, "mailproctor analyze: %s%s\n(mailproctor analyze --help tells the usage)\n",
            what, value);
    return false;
}

static bool take_fail_on(struct options *o, const char *value)
{
    o->fail_on = action_find(value);
    return o->fail_on != ACTIONS || usage_error("--fail-on: there is no action ", value);
}

static bool take_read_size(struct options *o, const char *value)
{
    uint64_t size;

    if (!slice_u64(slice_str(value), &size) || size == 0)
        return usage_error("--read-size: not a number of bytes: ", value);
    o->source.read_size = (size_t)size;
    return true;
}

static bool take_jobs(struct options *o, const char *value)
{
    uint64_t jobs;

    if (!slice_u64(slice_str(value), &jobs) || jobs == 0 || jobs > JOBS_MAX)
        return usage_error("--jobs: not a number from 1 to 64: ", value);
    o->jobs = (unsigned)jobs;
    return true;
}

static unsigned processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : (unsigned)n;
}

static bool take_option(struct options *o, int c, const char *value)
{
    switch (c) {
    case 'c':
        o->site = value;
        return true;
    case 'o':
        o->folder = value;
        return true;
    case 'q':
        o->is_quiet = true;
        return true;
    case 'j':
        return take_jobs(o, value);
    case OPT_FAIL_ON:
        return take_fail_on(o, value);
    case OPT_UNTIL:
        o->until = slice_str(value);
        return true;
    case OPT_READ_SIZE:
        return take_read_size(o, value);
    default:
        return usage_error("wrong option", "");
    }
}

/* False: leave with *status. */
static bool read_options(struct options *o, int argc, char **argv, int *status)
{
    int c;

    *o = (struct options){ .fail_on = ACTIONS, .not_after = USEC_NONE };
    *status = EXIT_UNUSABLE;
    while ((c = getopt_long(argc, argv, "c:o:j:qh", long_options, NULL)) != -1) {
        if (c == 'h') {
            fputs(help, stdout);
            *status = EXIT_DONE;
            return false;
        }
        if (!take_option(o, c, optarg))
            return false;
    }
    o->inputs = (const char *const *)(argv + optind);
    o->n_inputs = (size_t)(argc - optind);
    return o->n_inputs > 0 || usage_error("no INPUT is given", "");
}

static bool load_site(const struct options *o, struct site *site)
{
    struct mistakes mistakes = { 0 };
    size_t n;
    struct limit_section *sections = sections_of_detectors(&n);
    bool ok = true;

    if (o->site)
        ok = site_load(o->site, sections, n, site, &mistakes);
    else
        site_default(site, sections, n);
    print_mistakes(&mistakes);
    mistakes_free(&mistakes);
    mem_free(sections);
    return ok;
}

static bool read_until(struct options *o)
{
    if (o->until.n == 0)
        return true;
    if (!clock_parse(o->until, &o->not_after))
        return usage_error("--until: not a date (YYYY-MM-DD): ", o->until.p);
    return true;
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

static bool reached(const struct result *r, enum action fail_on)
{
    return r->n_findings && fail_on != ACTIONS && r->findings[0].action >= fail_on;
}

static bool write_reports(const struct options *o, const struct result *r)
{
    struct out out = { .fd = STDOUT_FILENO };
    struct err err;

    if (o->folder && !publish(o->folder, r, &err)) {
        fprintf(stderr, "mailproctor: %s\n", err.text);
        return false;
    }
    if (o->is_quiet)
        return true;
    summary_write(&out, r, slice_str(o->folder));
    if (out_close(&out, &err))
        return true;
    fprintf(stderr, "mailproctor: standard output: %s\n", err.text);
    return false;
}

static void tell_why_nothing(const struct result *r)
{
    fputs("mailproctor: nothing could be parsed\n", stderr);
    for (size_t i = 0; i < r->n_inputs; i++)
        if (r->inputs[i].trouble.n)
            fprintf(stderr, "  " SLICE_FMT ": " SLICE_FMT "\n", SLICE_ARG(r->inputs[i].name),
                    SLICE_ARG(r->inputs[i].trouble));
        else
            fprintf(stderr,
                    "  " SLICE_FMT ": %llu lines, none of them from a server that is read\n",
                    SLICE_ARG(r->inputs[i].name), (unsigned long long)r->inputs[i].lines);
}

static int run(const struct options *o, const struct site *site, int argc, char **argv)
{
    struct pipeline_options opt = { .site = site, .shows_progress = !o->is_quiet };
    struct arena texts = { 0 };
    struct pipeline *p;
    struct result *r;
    int status = EXIT_DONE;

    opt.inputs = (struct inputs_options){ .source = o->source, .not_after = o->not_after };
    opt.inputs.source.line_max = (size_t)site->line_max;
    opt.jobs = o->jobs ? o->jobs : processors();
    p = pipeline_new(&opt);
    if (!pipeline_run(p, o->inputs, o->n_inputs)) {
        tell_why_nothing(pipeline_result(p));
        status = EXIT_UNUSABLE;
    } else {
        r = pipeline_result(p);
        r->organisation = site->organisation;
        r->version = SLICE(MAILPROCTOR_VERSION);
        r->command = command_line(&texts, argc, argv);
        r->site = site->folder;
        r->time_zone = site->time_zone;
        r->configuration = site->configuration;
        if (!write_reports(o, r))
            status = EXIT_UNUSABLE;
        else if (pipeline_had_trouble(p))
            status = EXIT_PARTLY;
        else if (reached(r, o->fail_on))
            status = EXIT_FOUND;
    }
    pipeline_free(p);
    arena_free(&texts);
    return status;
}

int command_analyze(int argc, char **argv)
{
    struct options o;
    struct site site;
    int status = EXIT_UNUSABLE;

    if (!read_options(&o, argc, argv, &status))
        return status;
    if (load_site(&o, &site) && read_until(&o))
        status = run(&o, &site, argc, argv);
    site_free(&site);
    return status;
}
