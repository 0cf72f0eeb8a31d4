/*
 * simulate - what would be found under another policy
 *
 * The logs are read twice, under the policy in force and under the changed one, from the same
 * state; neither run is remembered. Findings are told apart by their ids, so one whose numbers
 * alone have changed is the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analyzer/base/arena.h"
#include "analyzer/base/mem.h"
#include "analyzer/commands/commands.h"
#include "analyzer/commands/run.h"
#include "analyzer/site/units.h"
#include "reports/text_parts.h"

enum { SETS_MAX = 64, OPT_SET = OPT_OWN };

struct told {
    slice id, account, headline;
    enum action action;
};

struct told_list {
    struct told *at;
    size_t n, cap;
};

struct simulate {
    const char *sets[SETS_MAX]; /* section.limit=value */
    size_t n_sets;
    bool is_changed; /* which of the two runs it is */
    struct told_list plain, changed;
    struct arena texts;
};

static const char help[] =
    "usage: mailproctor simulate --set SECTION.LIMIT=VALUE... [-c SITE] [OPTION...] INPUT...\n\n"
    "Tells which findings come and go when limits of the policy are changed; nothing is\n"
    "written or remembered. `mailproctor policy` prints all sections and limits.\n\n" RUN_HELP_INPUT
        RUN_HELP_SITE "      --set S.L=VALUE   the limit L of section S, as in policy.yaml:\n"
    "                        --set mass_mailing.large=300; may be given several times\n"
    "      --state FILE      what is remembered from run to run: it must exist\n"
    "      --no-state        nothing is remembered (as without --state)\n" RUN_HELP_AS_OF
        RUN_HELP_UNTIL RUN_HELP_JOBS "  -q, --quiet           no progress\n"
    "  -h, --help            this text\n\n"
    "Exit status: 0 done; 2 wrong usage, mistakes in the site's files, nothing parsed; 3 part\n"
    "of the input could not be read.\n";

static const struct option options[] = {
    { "set", required_argument, NULL, OPT_SET },
    RUN_OPTIONS_STATE,
    { 0 },
};

static bool take(void *own, int option, const char *value)
{
    struct simulate *s = own;

    (void)option;
    if (s->n_sets == SETS_MAX)
        return run_usage_error("simulate", "--set: too many", "");
    s->sets[s->n_sets++] = value;
    return true;
}

static bool set_limit(const struct limit_section *section, int64_t values[], slice name,
                      slice value, const char *given)
{
    char text[256];
    struct err why;

    for (size_t i = 0; section->limits[i].name; i++) {
        if (!slice_eq(name, slice_str(section->limits[i].name)))
            continue;
        if (unit_parse(value, section->limits[i].unit, &values[i], &why))
            return true;
        (void)snprintf(text, sizeof(text), "--set %.100s: %.120s", given, why.text);
        return run_usage_error("simulate", text, "");
    }
    return run_usage_error("simulate", "--set: the section has no such limit: ", given);
}

static bool set_one(struct site *site, const char *given)
{
    slice text = slice_str(given);
    size_t equals = slice_find(text, '='), dot = slice_find(slice_head(text, equals), '.');
    slice section = slice_head(text, dot);

    if (equals == text.n || dot >= equals)
        return run_usage_error("simulate", "--set: not SECTION.LIMIT=VALUE: ", given);
    for (size_t i = 0; i < site->n_sections; i++)
        if (slice_eq(section, slice_str(site->sections[i].name)))
            return set_limit(&site->sections[i], site->sections[i].values,
                             slice_skip(slice_head(text, equals), dot + 1),
                             slice_skip(text, equals + 1), given);
    return run_usage_error("simulate", "--set: there is no such section: ", given);
}

static bool amend(void *own, struct site *site)
{
    const struct simulate *s = own;
    struct err why;
    bool ok = s->n_sets > 0 || run_usage_error("simulate", "nothing is --set", "");

    for (size_t i = 0; ok && s->is_changed && i < s->n_sets; i++)
        ok = set_one(site, s->sets[i]);
    for (size_t i = 0; ok && i < site->n_sections; i++)
        ok = !site->sections[i].check || site->sections[i].check(site->sections[i].values, &why) ||
             run_usage_error("simulate", "--set: ", why.text);
    return ok;
}

static int by_id(const void *x, const void *y)
{
    return slice_cmp(((const struct told *)x)->id, ((const struct told *)y)->id);
}

static int take_findings(void *own, const struct run_end *end, const struct result *r)
{
    struct simulate *s = own;
    struct told_list *list = s->is_changed ? &s->changed : &s->plain;

    (void)end;
    for (size_t i = 0; i < r->n_findings; i++) {
        const struct finding *f = &r->findings[i];

        list->at = mem_grow(list->at, &list->cap, list->n + 1, sizeof(*list->at));
        list->at[list->n++] = (struct told){ .id = arena_keep(&s->texts, slice_str(f->id)),
                                             .account = arena_keep(&s->texts, f->account->name),
                                             .headline = arena_keep(&s->texts, f->headline),
                                             .action = f->action };
    }
    if (list->n)
        qsort(list->at, list->n, sizeof(*list->at), by_id);
    return EXIT_DONE;
}

static const struct told *find(const struct told_list *list, slice id)
{
    const struct told key = { .id = id };

    return list->n ? bsearch(&key, list->at, list->n, sizeof(key), by_id) : NULL;
}

static void write_title(struct out *o, const char *what)
{
    out_lit(o, "\n");
    out_text(o, slice_str(what));
    out_lit(o, "\n");
}

/* before: what it recommends under the policy in force; ACTIONS: it is found in one run only. */
static void write_told(struct out *o, const struct told *t, enum action before)
{
    out_lit(o, "  ");
    out_text(o, t->id);
    out_lit(o, "  ");
    if (before != ACTIONS) {
        out_text(o, slice_str(action_names[before]));
        out_lit(o, " -> ");
    }
    out_text(o, slice_str(action_names[t->action]));
    out_lit(o, "\n      ");
    text_wrapped(o, t->headline, 6);
}

/* Those of one run that the other has not; how many they are. */
static size_t write_missing(struct out *o, const struct told_list *these,
                            const struct told_list *others, const char *what)
{
    size_t n = 0;

    for (size_t i = 0; i < these->n; i++) {
        if (find(others, these->at[i].id))
            continue;
        if (n++ == 0)
            write_title(o, what);
        write_told(o, &these->at[i], ACTIONS);
    }
    return n;
}

static size_t write_changed(struct out *o, const struct simulate *s)
{
    size_t n = 0;

    for (size_t i = 0; i < s->changed.n; i++) {
        const struct told *now = &s->changed.at[i], *before = find(&s->plain, now->id);

        if (!before || before->action == now->action)
            continue;
        if (n++ == 0)
            write_title(o, "These would recommend something else");
        write_told(o, now, before->action);
    }
    return n;
}

static int compare(const struct simulate *s)
{
    struct out o = { .fd = STDOUT_FILENO };
    size_t n;

    text_plural(&o, s->plain.n, "finding", "findings");
    out_lit(&o, " under the policy in force, ");
    out_int(&o, (int64_t)s->changed.n);
    out_lit(&o, " with");
    for (size_t i = 0; i < s->n_sets; i++) {
        out_lit(&o, " ");
        out_text(&o, slice_str(s->sets[i]));
    }
    out_lit(&o, "\n");
    n = write_missing(&o, &s->changed, &s->plain, "These would come");
    n += write_missing(&o, &s->plain, &s->changed, "These would go");
    n += write_changed(&o, s);
    if (n == 0)
        out_lit(&o, "All of them are the same, and recommend the same.\n");
    return run_close_output(&o) ? EXIT_DONE : EXIT_UNUSABLE;
}

/* Both take the same arguments. */
static int run_once(struct simulate *s, int argc, char **argv)
{
    static const struct run_command command = {
        .name = "simulate",
        .help = help,
        .letters = "",
        .options = options,
        .only_looks = true,
        .take = take,
        .amend = amend,
        .report = take_findings,
    };

    s->n_sets = 0;
    optind = 1;
    return run_command(&command, s, argc, argv);
}

static bool has_read(int status)
{
    return status == EXIT_DONE || status == EXIT_PARTLY;
}

int command_simulate(int argc, char **argv)
{
    struct simulate own = { 0 };
    int status = run_once(&own, argc, argv), compared = EXIT_DONE;

    if (has_read(status) && own.n_sets) {
        own.is_changed = true;
        status = run_once(&own, argc, argv);
        compared = has_read(status) ? compare(&own) : EXIT_DONE;
    }
    mem_free(own.plain.at);
    mem_free(own.changed.at);
    arena_free(&own.texts);
    return compared == EXIT_DONE ? status : compared;
}
