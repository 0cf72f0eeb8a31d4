/*
 * The lines and expected values of whyscream/postfix-grok-patterns, where a copy stands:
 * $MAILPROCTOR_CORPORA or ../shared/corpora. Its test files name one line each.
 */
#include "tests/units/postfix_said.h"
#include <dirent.h>
#include <stdlib.h>

/* Lines whose addresses lost their angle brackets on the way to that project. */
static const char *const lost_brackets[] = { "local_0001.yaml", "local_0002.yaml" };

/* Fragments of lines, to try single patterns on. */
static const char *const fragments[] = { "command_counter", "delays", "relay", "tls_features" };

static bool is_one_of(const char *name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (slice_starts(slice_str(name), slice_str(list[i])))
            return true;
    return false;
}

/* "trivial_rewrite_0001.yaml": postfix/trivial-rewrite */
static void program_of(const char *file, char *program, size_t size)
{
    size_t n = slice_rfind(slice_str(file), '_');

    (void)snprintf(program, size, "postfix/%.*s", (int)n, file);
    for (char *p = program; *p; p++)
        if (*p == '_')
            *p = '-';
}

/* The value behind `key`, unquoted in place. */
static slice value_of(char *text, const char *key)
{
    char *from = strstr(text, key), *to;

    if (!from)
        return slice_of(NULL, 0);
    from += strlen(key);
    if (*from != '"')
        return slice_head(slice_str(from), slice_find(slice_str(from), '\n'));
    to = ++from;
    for (const char *p = from; *p && *p != '"'; p++) {
        p += *p == '\\' && p[1];
        *to++ = *p;
    }
    return slice_of(from, (size_t)(to - from));
}

static void expect_value(char *text, const char *key, slice got, const char *file)
{
    slice expected = value_of(text, key);

    if (expected.n && !slice_eq(expected, SLICE("NOQUEUE")))
        cr_expect(slice_eq(got, expected), "%s:%s got \"" SLICE_FMT "\"", file, key,
                  SLICE_ARG(got));
}

static void check(const char *file, char *text)
{
    char program[64], values[8192];
    slice line;
    enum verdict v;

    (void)snprintf(values, sizeof(values), "%s", text);
    line = value_of(text, "data: ");
    program_of(file, program, sizeof(program));
    v = said(program, line);
    cr_expect((v == VERDICT_MALFORMED) == is_one_of(file, lost_brackets, 2), "%s", file);
    if (v != VERDICT_PARSED)
        return;
    expect_value(values, " postfix_queueid: ", postfix_facts.at[0].queue_id, file);
    expect_value(values, " postfix_client_ip: ", postfix_facts.at[0].client.ip, file);
    expect_value(values, " postfix_smtp_stage: ", postfix_facts.at[0].stage, file);
    expect_value(values, " postfix_status_code_enhanced: ", postfix_facts.at[0].dsn, file);
    expect_value(values, " postfix_smtp_response: ", postfix_facts.at[0].text, file);
    expect_value(values, " postfix_bounce_queueid: ", postfix_facts.at[0].next_queue_id, file);
}

static void check_file(const char *folder, const char *file)
{
    char path[4096], text[8192];
    FILE *f;
    size_t n;

    (void)snprintf(path, sizeof(path), "%s/%s", folder, file);
    f = fopen(path, "r");
    cr_assert(f, "%s", path);
    n = fread(text, 1, sizeof(text) - 1, f);
    text[n] = '\0';
    (void)fclose(f);
    check(file, text);
}

Test(postfix_corpus, whyscream)
{
    const char *root = getenv("MAILPROCTOR_CORPORA");
    char folder[2048];
    size_t files = 0;
    DIR *d;

    (void)snprintf(folder, sizeof(folder), "%s/logs/whyscream+postfix-grok-patterns/test",
                   root ? root : "../shared/corpora");
    d = opendir(folder);
    if (!d)
        cr_skip_test("no copy of postfix-grok-patterns: set MAILPROCTOR_CORPORA");
    for (const struct dirent *e; (e = readdir(d));) {
        if (!slice_ends(slice_str(e->d_name), SLICE(".yaml")) ||
            is_one_of(e->d_name, fragments, sizeof(fragments) / sizeof(fragments[0])))
            continue;
        check_file(folder, e->d_name);
        files++;
    }
    (void)closedir(d);
    cr_assert(files > 100, "%zu", files);
}
