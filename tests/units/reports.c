/* CSV and JSON read back, the summary, and what is said when there is nothing to say. */
#include "tests/units/reports_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

/* A tiny RFC 4180 reader: takes one field off *at, tells whether the row ends behind it. */
static bool csv_field(const char **at, char *field)
{
    const char *p = *at;
    bool is_quoted = *p == '"';

    for (p += is_quoted; *p; p++) {
        if (is_quoted && p[0] == '"' && p[1] == '"')
            p++;
        else if (is_quoted ? *p == '"' : (*p == ',' || *p == '\r'))
            break;
        else
            cr_assert(is_quoted || *p != '"', "a bare quote");
        *field++ = *p;
    }
    *field = '\0';
    p += is_quoted;
    cr_assert(*p == ',' || (p[0] == '\r' && p[1] == '\n'));
    *at = p + (*p == ',' ? 1 : 2);
    return *p != ',';
}

struct row {
    char at[32][1024];
};

static size_t csv_row(const char **at, struct row *row)
{
    size_t n = 0;

    for (bool is_last = false; !is_last; n++) {
        cr_assert_lt(n, 32);
        is_last = csv_field(at, row->at[n]);
    }
    return n;
}

static const char *cell(const struct row *head, const struct row *row, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(head->at[i], name) == 0)
            return row->at[i];
    cr_assert(false, "no column %s", name);
    return NULL;
}

static struct row head, row;

#define cell_is(name, value) cr_assert_str_eq(cell(&head, &row, n, name), value)

Test(reports, findings_csv_reads_back)
{
    const char *at = rendered("findings.csv", &sample);
    size_t n = csv_row(&at, &head);

    cr_assert_eq(n, 25);
    cr_assert_eq(csv_row(&at, &row), n);
    cell_is("schema", "1");
    cell_is("id", "F-0000000000000001");
    cell_is("action", "hold_mailing");
    cell_is("certainty", "proved");
    cell_is("score", "3.5");
    cell_is("family", "volume");
    cell_is("weight", "4");
    cell_is("counted", "3.5");
    cell_is("account_action", "hold_mailing");
    cell_is("account_score", "1");
    cell_is("account_chance", "less than 1 %");
    cell_is("going_on", "true");
    cell_is("first", "2026-03-02T12:02:11+00:00");
    cell_is("anchor", "'=1+1");
    cell_is("reasons", "900 recipients at once | 90 | unknown");
    cell_is("against", "no announcement fits | a role account");
    cell_is("numbers", "recipients=900 span=3725 size=157286400 share=12");
    cell_is("lines", "1234");
    cell_is("evidence", "mx1.log.gz:7 a<b>.log:9");
    cr_assert_eq(csv_row(&at, &row), n);
    cell_is("score", "0");
    cell_is("first", "");
    cell_is("account", "<script>alert(1)</script>\"' onload=x [U+001B][31m\xEF\xBF\xBD[U+202E]");
    cr_assert_eq(csv_row(&at, &row), n);
    cr_assert_eq(csv_row(&at, &row), n);
    cr_assert_eq(*at, '\0');
}

Test(reports, accounts_csv_reads_back)
{
    const char *at = rendered("accounts.csv", &sample);
    size_t n = csv_row(&at, &head);

    cr_assert_eq(n, 24);
    cr_assert_eq(csv_row(&at, &row), n);
    cell_is("action", "contact");
    cr_assert_eq(csv_row(&at, &row), n);
    cell_is("account", "alice");
    cell_is("person", "'=cmd|' /C calc'!A0");
    cell_is("department", "Physics, \"Optics\"");
    cell_is("recipients", "900");
    cell_is("delivered", "800");
    cell_is("bounced", "90");
    cell_is("expired", "5");
    cell_is("discarded", "1");
    cell_is("held", "2");
    cell_is("open", "1");
    cell_is("lost", "1");
    cell_is("rejects", "3");
    cell_is("auth_failed", "7");
    cell_is("findings", "1");
    cell_is("action", "hold_mailing");
    cell_is("score", "1");
    cr_assert_eq(csv_row(&at, &row), n);
    cell_is("action", "record");
    cr_assert_eq(*at, '\0');
}

/* Strings closed, braces paired, no control byte: enough where no JSON reader is at hand. */
static void check_json(const char *line, size_t n)
{
    bool is_string = false;
    int depth = 0;

    for (size_t i = 0; i < n; i++) {
        cr_assert_geq((unsigned char)line[i], 0x20);
        if (is_string && line[i] == '\\')
            i++;
        else if (line[i] == '"')
            is_string = !is_string;
        else if (!is_string)
            depth += (line[i] == '{' || line[i] == '[') - (line[i] == '}' || line[i] == ']');
        cr_assert(depth > 0 || i + 1 == n);
    }
    cr_assert(!is_string && depth == 0);
}

Test(reports, ndjson_is_one_object_a_line)
{
    const char *text = rendered("findings.ndjson", &sample);
    size_t lines = 0;

    for (const char *end; (end = strchr(text, '\n')); text = end + 1, lines++)
        check_json(text, (size_t)(end - text));
    cr_assert_eq(*text, '\0');
    cr_assert_eq(lines, 4);
}

Test(reports, ndjson_is_read_by_python)
{
    const char *text = rendered("findings.ndjson", &sample);
    FILE *f;

    if (system("command -v python3 >/dev/null 2>&1") != 0)
        cr_skip_test("no python3");
    f = popen("python3 -c '\n"
              "import sys, json\n"
              "rows = [json.loads(line) for line in sys.stdin]\n"
              "first = rows[0]\n"
              "assert len(rows) == 4 and first[\"class_uid\"] == 2004\n"
              "assert first[\"type_uid\"] == 200401 and first[\"time\"] == 1772455223000\n"
              "assert first[\"unmapped\"][\"score\"] == 3.5\n"
              "ruling = first[\"unmapped\"][\"ruling\"]\n"
              "assert ruling[\"sum\"] == 1 and ruling[\"posterior\"] == -3.699\n"
              "assert ruling[\"families\"][0] == {\"family\": \"volume\", \"adds\": False, "
              "\"is_harm\": False, \"pieces\": 1, \"weight\": 3.5, \"cap\": 3, \"counted\": 3}\n"
              "assert ruling[\"excuses\"][0][\"weight\"] == -2\n"
              "assert ruling[\"withheld\"] == [\"Disabling needs proof of harm.\"]\n"
              "assert first[\"unmapped\"][\"numbers\"][\"recipients\"] == 900\n"
              "assert first[\"unmapped\"][\"against\"][1][\"weight\"] == -0.5\n"
              "assert first[\"evidences\"][0][\"data\"][\"line\"] == 7\n"
              "assert chr(0x202e) in first[\"evidences\"][0][\"data\"][\"raw\"]\n"
              "assert rows[2][\"unmapped\"][\"is_operators\"] is True\n"
              "'",
              "w");
    cr_assert(f);
    cr_assert_geq(fputs(text, f), 0);
    cr_assert_eq(pclose(f), 0);
}

Test(reports, nothing_is_said_in_words)
{
    const char *html = rendered("index.html", &nothing);

    cr_assert(strstr(html, "<b>No finding:</b>"));
    cr_assert(strstr(html, "Looked for: Mass mailing; Open relay."));
    cr_assert(strstr(html, "No line had a time stamp"));
    cr_assert_null(strstr(html, "<table"));
    cr_assert_eq(times(rendered("findings.csv", &nothing), "\r\n"), 1);
    cr_assert_eq(times(rendered("accounts.csv", &nothing), "\r\n"), 1);
    cr_assert_str_eq(rendered("findings.ndjson", &nothing), "");
    cr_assert(strstr(summary(&nothing, SLICE("")), "No account needs a decision"));
}

Test(reports, summary_names_whom_it_should)
{
    const char *text = summary(&sample, SLICE("out/today"));

    cr_assert(strstr(text, "2 accounts need a decision; 1 on record only; 1 fault of the servers"));
    cr_assert(strstr(text, "  hold_mailing    alice                proved\n"));
    cr_assert(
        strstr(text, "      Sum 1 = volume 3 (of 3.5) - 2 excused, which recommends nothing"));
    cr_assert(strstr(text, "      Disabling needs proof of harm.\n"));
    cr_assert(strstr(
        text, "\n  The site has shown 49 days of accounts without a finding: volume counts at\n"
              "  most 1.213.\n"));
    cr_assert(strstr(text, "mx2 relays for everybody"));
    cr_assert(strstr(text, "NOT READ TO ITS END: a<b>.log"));
    cr_assert(strstr(text, "out/today/index.html"));
    cr_assert_null(strstr(text, "bob"));
    cr_assert_null(strstr(text, "\x1b"));
    cr_assert_null(strstr(text, "\xE2\x80\xAE"));
    cr_assert_leq(times(text, "\n"), 40);
}
