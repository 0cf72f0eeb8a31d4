/* Reading a case: one table of keys, each line told by what it cannot be. */
#include "tests/cases/case.h"

#include <stdarg.h>
#include <stdio.h>

void case_wrong(struct test_case *c, uint32_t line, const char *format, ...)
{
    char text[8192];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    buf_addf(&c->wrong, SLICE_FMT ":%u: %s\n", SLICE_ARG(c->path), (unsigned)line, text);
}

static bool next_line(struct test_case *c, slice *line)
{
    size_t n = slice_find(c->rest, '\n');

    if (c->rest.n == 0)
        return false;
    *line = slice_head(c->rest, n);
    c->rest = slice_skip(c->rest, n + 1);
    c->line++;
    return true;
}

static bool is_blank(slice line)
{
    return slice_trim(line).n == 0;
}

/* Splits at the first `mark`; false when there is none. */
static bool split(slice s, slice mark, slice *before, slice *behind)
{
    size_t at = slice_find_str(s, mark);

    if (at == s.n)
        return false;
    *before = slice_trim(slice_head(s, at));
    *behind = slice_trim(slice_skip(s, at + mark.n));
    return true;
}

static void read_policy(struct test_case *c, slice value)
{
    slice name, setting, section = { 0 }, key;

    if (!split(value, SLICE("="), &name, &setting) || name.n == 0 || setting.n == 0) {
        case_wrong(c, c->line, "policy: section.key = value is needed");
        return;
    }
    if (!split(name, SLICE("."), &section, &key))
        key = name;
    case_set(c, section, key, setting);
}

/* account,kind[,addresses] */
static void read_directory(struct test_case *c, slice value)
{
    slice account, kind, addresses = { 0 };

    if (!split(value, SLICE(","), &account, &kind)) {
        case_wrong(c, c->line, "directory: account,kind[,addresses] is needed");
        return;
    }
    (void)split(kind, SLICE(","), &kind, &addresses);
    buf_addf(&c->directory, SLICE_FMT ",," SLICE_FMT ",,,,,,,,,," SLICE_FMT ",\n",
             SLICE_ARG(account), SLICE_ARG(kind), SLICE_ARG(addresses));
}

static void read_directory_row(struct test_case *c, slice value)
{
    buf_add(&c->directory, value);
    buf_add(&c->directory, SLICE("\n"));
}

static size_t indent_of(slice line)
{
    size_t n = 0;

    while (n < line.n && line.p[n] == ' ')
        n++;
    return n;
}

/* The indented lines that follow are one entry of the list. */
static void read_announcement(struct test_case *c, slice value)
{
    size_t indent = indent_of(c->rest);
    const char *lead = "- ";
    slice line;

    if (value.n || indent == 0)
        case_wrong(c, c->line, "announcement: its keys stand indented in the lines below");
    while (c->rest.n && indent && indent_of(c->rest) >= indent && next_line(c, &line)) {
        buf_addf(&c->announcements, "%s" SLICE_FMT "\n", lead, SLICE_ARG(slice_skip(line, indent)));
        lead = "  ";
    }
}

/* Mails have empty lines: one belongs to the file when what follows does. */
static bool is_within(slice rest, size_t indent)
{
    size_t n = 0;

    while (n < rest.n && rest.p[n] == '\n')
        n++;
    return n < rest.n && indent_of(slice_skip(rest, n)) >= indent;
}

static void read_file(struct test_case *c, slice value)
{
    size_t indent = indent_of(c->rest);
    struct case_file *file = &c->files[c->n_files];
    slice line;

    if (value.n == 0 || indent == 0 || c->n_files == FILES_MAX) {
        case_wrong(c, c->line, "file: its name, and its lines indented below; at most %d",
                   FILES_MAX);
        return;
    }
    file->name = value;
    c->n_files++;
    while (is_within(c->rest, indent) && next_line(c, &line))
        buf_addf(&file->text, SLICE_FMT "\n", SLICE_ARG(slice_skip(line, indent)));
}

static bool read_decided(slice rest, struct decision *d)
{
    slice verdict = { 0 }, action = { 0 }, value;
    int i = 0;

    (void)case_token(&rest, &d->account, &value);
    (void)case_token(&rest, &verdict, &value);
    (void)case_token(&rest, &action, &value);
    d->judgement = judgement_find(verdict);
    while (i < ACTIONS && !slice_eq(action, slice_str(action_names[i])))
        i++;
    d->action = (enum action)i;
    return d->judgement < JUDGEMENTS && (i < ACTIONS || slice_eq(action, SLICE("none"))) &&
           clock_parse(slice_trim(rest), &d->at);
}

static void read_decision(struct test_case *c, slice value)
{
    struct decision d = { .finding = SLICE("F-0000000000000001"), .reason = SLICE("a reason") };

    d.number = (int64_t)c->n_decisions + 1;
    if (c->n_decisions == DECISIONS_MAX || !read_decided(value, &d))
        case_wrong(c, c->line, "decision: account, verdict, action or none, time; at most %d",
                   DECISIONS_MAX);
    else
        c->decisions[c->n_decisions++] = d;
}

static void read_time(struct test_case *c, slice value, usec *out)
{
    if (!clock_parse(value, out))
        case_wrong(c, c->line, "'" SLICE_FMT "' is not a time", SLICE_ARG(value));
}

static void read_start(struct test_case *c, slice value)
{
    read_time(c, value, &c->log.start);
}

static void read_until(struct test_case *c, slice value)
{
    read_time(c, value, &c->until);
}

static void read_step(struct test_case *c, slice value)
{
    uint64_t n = 0;

    if (!slice_u64(value, &n))
        case_wrong(c, c->line, "step: a number of seconds is needed");
    c->log.step = (usec)n * USEC_PER_SECOND;
}

static void read_log(struct test_case *c, slice value)
{
    if (!c->log.is_repeating)
        (void)case_log_line(c, value);
    else if (c->log.n_templates < TEMPLATES_MAX)
        c->log.templates[c->log.n_templates++] = value;
    else
        case_wrong(c, c->line, "repeat: more than %d lines", TEMPLATES_MAX);
}

static void must_be_empty(struct test_case *c, slice value)
{
    if (value.n)
        case_wrong(c, c->line, "nothing may stand behind this key");
}

static void read_end(struct test_case *c, slice value)
{
    must_be_empty(c, value);
    case_log_end(c);
}

static void read_night(struct test_case *c, slice value)
{
    must_be_empty(c, value);
    case_log_night(c);
}

static void read_no_site(struct test_case *c, slice value)
{
    must_be_empty(c, value);
    c->has_no_site = true;
}

static void read_no_announcements(struct test_case *c, slice value)
{
    must_be_empty(c, value);
    c->has_no_announcements = true;
}

static void read_one_file(struct test_case *c, slice value)
{
    if (value.n == 0)
        case_wrong(c, c->line, "one-file: why is needed");
    c->is_one_file = true;
}

static void read_in_order(struct test_case *c, slice value)
{
    if (value.n == 0)
        case_wrong(c, c->line, "in-order: why is needed");
    c->is_in_order = true;
}

static const struct {
    const char *name;
    void (*read)(struct test_case *c, slice value); /* NULL: an expectation */
} keys[] = {
    { "policy", read_policy },
    { "directory", read_directory },
    { "directory-row", read_directory_row },
    { "announcement", read_announcement },
    { "file", read_file },
    { "decision", read_decision },
    { "no-site", read_no_site },
    { "no-announcements", read_no_announcements },
    { "one-file", read_one_file },
    { "in-order", read_in_order },
    { "until", read_until },
    { "start", read_start },
    { "step", read_step },
    { "log", read_log },
    { "end", read_end },
    { "night", read_night },
    { "expect", NULL },
    { "expect-not", NULL },
    { "expect-none", NULL },
    { "restricted", NULL },
    { "restricted-none", NULL },
    { "ruling", NULL },
    { "flag", NULL },
    { "flag-not", NULL },
    { "sum", NULL },
    { "total", NULL },
    { "lines", NULL },
    { "note", NULL },
    { "note-not", NULL },
    { "network", NULL },
    { "incident", NULL },
    { "host", NULL },
    { "instance", NULL },
    { "nobody", NULL },
    { "program", NULL },
    { "accounts", NULL },
    { "span", NULL },
    { "complaint", NULL },
    { "unread", NULL },
};

static void keep_expected(struct test_case *c, slice key, slice value)
{
    if (c->n_expects == EXPECTS_MAX) {
        case_wrong(c, c->line, "more than %d expectations", EXPECTS_MAX);
        return;
    }
    c->expects[c->n_expects++] = (struct expected){ key, value, c->line };
}

static void read_key(struct test_case *c, slice key, slice value)
{
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (!slice_eq(key, slice_str(keys[i].name)))
            continue;
        if (c->log.is_repeating && keys[i].read != read_log && keys[i].read != read_end)
            case_wrong(c, c->line, "only log: may stand between repeat and end:");
        else if (keys[i].read)
            keys[i].read(c, value);
        else
            keep_expected(c, key, value);
        return;
    }
    case_wrong(c, c->line, "there is no key '" SLICE_FMT "'", SLICE_ARG(key));
}

static void read_line(struct test_case *c, slice line)
{
    size_t colon = slice_find(line, ':');
    slice key = slice_head(line, colon);

    if (line.p[0] == '#') {
        c->is_told |= c->line == 1 && line.n > 2;
        return;
    }
    if (colon == line.n)
        case_wrong(c, c->line, "neither a key nor a comment");
    else if (slice_starts(key, SLICE("repeat ")))
        case_log_begin(c, slice_trim(slice_skip(key, 7)));
    else
        read_key(c, key, slice_trim(slice_skip(line, colon + 1)));
}

static void check_whole(struct test_case *c)
{
    if (!c->is_told)
        case_wrong(c, 1, "the first line is a comment that says what the case shows");
    if (c->log.is_repeating)
        case_wrong(c, c->line, "repeat without end:");
    if (c->log.lines == 0)
        case_wrong(c, c->line, "no log: line");
    if (c->n_expects == 0)
        case_wrong(c, c->line, "nothing is expected");
    if (c->has_no_site && (c->n_settings || c->directory.n || c->announcements.n || c->n_files ||
                           c->has_no_announcements))
        case_wrong(c, c->line, "no-site: leaves policy, directory and other files without effect");
    if (c->n_nights && c->n_decisions)
        case_wrong(c, c->line, "night: leaves the decisions without effect");
    if (c->has_no_announcements && c->announcements.n)
        case_wrong(c, c->line, "no-announcements: leaves the announcement without effect");
}

void case_read(struct test_case *c, slice path, slice text)
{
    slice line;

    *c = (struct test_case){ .path = path, .rest = text };
    (void)clock_set_zone("Europe/Berlin");
    (void)clock_parse(SLICE("2026-03-02T10:00:00+01:00"), &c->log.start);
    (void)clock_parse(SLICE("2026-12-31"), &c->until);
    c->log.step = USEC_PER_SECOND;
    while (next_line(c, &line))
        if (!is_blank(line))
            read_line(c, line);
    check_whole(c);
}

void case_free(struct test_case *c)
{
    buf_free(&c->directory);
    buf_free(&c->announcements);
    for (size_t i = 0; i < c->n_files; i++)
        buf_free(&c->files[i].text);
    buf_free(&c->log.text);
    for (size_t i = 0; i < c->n_nights; i++)
        buf_free(&c->nights[i]);
    buf_free(&c->wrong);
    arena_free(&c->arena);
}
