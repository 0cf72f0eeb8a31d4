/*
 * index.html: one file, nothing fetched. Its own policy forbids everything but the one
 * style sheet and the one script, whose digests it names, and lets the script make no
 * markup out of text: log text that got past the escaper could still do nothing.
 */
#include "analyzer/base/sha256.h"
#include "reports/html_case.h"

static void base64(const uint8_t *p, size_t n, char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t at = 0; at < n; at += 3) {
        uint32_t three = (uint32_t)p[at] << 16 | (uint32_t)(at + 1 < n ? p[at + 1] : 0) << 8 |
                         (at + 2 < n ? p[at + 2] : 0);

        *text++ = digits[three >> 18];
        *text++ = digits[three >> 12 & 63];
        *text++ = at + 1 < n ? digits[three >> 6 & 63] : '=';
        *text++ = at + 2 < n ? digits[three & 63] : '=';
    }
    *text = '\0';
}

static void digest_of(struct out *o, void (*write)(struct out *))
{
    struct out content = { .fd = -1 };
    uint8_t digest[SHA256_BYTES];
    char text[48];
    struct err err;

    write(&content);
    sha256(buf_slice(&content.buf), digest);
    (void)out_close(&content, &err);
    base64(digest, sizeof(digest), text);
    out_html(o, slice_str(text));
}

static void title(struct out *o, const struct result *r)
{
    html_said(o, r->is_restricted ? SAY_TITLE_RESTRICTED : SAY_TITLE);
    if (r->organisation.n) {
        out_lit(o, ", ");
        out_html(o, r->organisation);
    }
}

static void head(struct out *o, const struct result *r)
{
    out_lit(o, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'sha256-");
    digest_of(o, html_style);
    out_lit(o, "'; script-src 'sha256-");
    digest_of(o, html_script);
    out_lit(o, "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
               "trusted-types 'none'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"light dark\">\n"
               "<meta name=\"referrer\" content=\"no-referrer\">\n"
               "<meta name=\"robots\" content=\"noindex\">\n<title>");
    title(o, r);
    out_lit(o, "</title>\n<style>");
    html_style(o);
    out_lit(o, "</style>\n</head>\n");
}

/* Short lists are named, long ones counted. */
static void inputs(struct out *o, const struct result *r)
{
    uint64_t lines = 0;

    for (size_t i = 0; i < r->n_inputs; i++)
        lines += r->inputs[i].lines;
    html_say(o, SAY_LINES, gap_count(lines));
    html_said(o, SAY_INPUTS_OF);
    html_say(o, SAY_INPUTS, gap_count(r->n_inputs));
    for (size_t i = 0; i < r->n_inputs && r->n_inputs <= 2; i++) {
        if (i)
            out_lit(o, ", ");
        else
            out_lit(o, ": ");
        out_html(o, r->inputs[i].name);
    }
}

/* Of mailings of which something is left. */
static uint64_t count_left(const struct result *r)
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_findings; i++)
        n += finding_is_to_hold(&r->findings[i]) && r->findings[i].unsettled > 0;
    return n;
}

/* What there is at all, and how much of it: nothing of a matter where there is none. */
static void contents(struct out *o, const struct result *r)
{
    uint64_t mailings = count_left(r), notices = html_count_rulings(r, ruling_is_notice);
    uint64_t complaints = r->n_complaints + r->n_unread_reports;

    out_lit(o, "<nav aria-label=\"");
    html_said(o, SAY_CONTENTS);
    out_lit(o, "\">");
    html_section_entry(o, SECTION_DECISIONS, (int64_t)html_count_rulings(r, ruling_is_pressing));
    if (mailings)
        html_section_entry(o, SECTION_MAILINGS, (int64_t)mailings);
    if (notices)
        html_section_entry(o, SECTION_NOTICES, (int64_t)notices);
    html_section_entry(o, SECTION_OPERATOR, (int64_t)html_count_findings(r, ruling_is_fault));
    if (r->n_incidents)
        html_section_entry(o, SECTION_INCIDENTS, (int64_t)r->n_incidents);
    if (r->changes)
        html_section_entry(o, SECTION_CHANGES, -1);
    html_section_entry(o, SECTION_NOTES, (int64_t)r->n_flags);
    html_section_entry(o, SECTION_RECORDS, (int64_t)html_count_rulings(r, ruling_is_record));
    if (complaints)
        html_section_entry(o, SECTION_COMPLAINTS, (int64_t)complaints);
    for (int s = SECTION_ACCOUNTS; s < SECTIONS; s++)
        if (s != SECTION_COMPLAINTS)
            html_section_entry(o, (enum section)s, -1);
    out_lit(o, "</nav>\n");
}

static void masthead(struct out *o, const struct result *r)
{
    out_lit(o, "<header>\n<h1>");
    title(o, r);
    out_lit(o, "</h1>\n<p>");
    if (r->first == USEC_NONE)
        html_said(o, SAY_NO_STAMP);
    else
        html_span(o, r->first, r->last);
    out_lit(o, ", ");
    out_html(o, r->time_zone);
    out_lit(o, "<br>");
    inputs(o, r);
    out_lit(o, "</p>\n");
    contents(o, r);
    out_lit(o, "</header>\n");
}

/* How many, and where: whoever may not read that learns no more. */
static void restricted(struct out *o, const struct result *r)
{
    size_t n = r->restricted.n_findings;

    if (n == 0)
        return;
    out_lit(o, "<section id=\"restricted\">\n<p>");
    html_say(o, SAY_RESTRICTED, gap_count(n));
    out_lit(o, "</p>\n</section>\n");
}

static void script_word(struct out *o, const char *name, enum html_word word)
{
    out_lit(o, " data-");
    out_html(o, slice_str(name));
    out_lit(o, "=\"");
    out_html(o, html_word(word));
    out_lit(o, "\"");
}

static void body_open(struct out *o)
{
    out_lit(o, "<body");
    script_word(o, "withheld", SAY_SCRIPT_WITHHELD);
    script_word(o, "shown", SAY_SCRIPT_SHOWN);
    script_word(o, "shown-all", SAY_SCRIPT_SHOWN_ALL);
    script_word(o, "all-rows", SAY_SCRIPT_ALL_ROWS);
    script_word(o, "copy", SAY_SCRIPT_COPY);
    script_word(o, "copied", SAY_SCRIPT_COPIED);
    script_word(o, "marked", SAY_SCRIPT_MARKED);
    out_lit(o, ">\n<a class=\"skip\" href=\"#main\">");
    html_said(o, SAY_SKIP);
    out_lit(o, "</a>\n");
}

static void write_page(struct out *o, const struct result *r)
{
    head(o, r);
    body_open(o);
    masthead(o, r);
    out_lit(o, "<main id=\"main\">\n");
    html_troubles(o, r);
    restricted(o, r);
    html_decisions(o, r);
    html_mailings(o, r);
    html_notices(o, r);
    html_operator(o, r);
    html_incidents(o, r);
    html_changes(o, r);
    html_notes(o, r);
    html_cases(o, r);
    html_records(o, r);
    html_accounts(o, r);
    html_networks(o, r);
    html_complaints(o, r);
    html_sums(o, r);
    html_run(o, r);
    out_lit(o, "</main>\n<footer><p>");
    html_said(o, SAY_FOOT);
    out_lit(o, "</p></footer>\n<script>");
    html_script(o);
    out_lit(o, "</script>\n</body>\n</html>\n");
}

const struct report report_html = {
    .name = "index.html",
    .what = "the report for people: one page, works offline and without its script",
    .write = write_page,
};
