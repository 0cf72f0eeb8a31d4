#ifndef TESTS_CASE_H
#define TESTS_CASE_H

/*
 * case - a log with what must be found in it, as one text file
 *
 *   # what it shows                     policy: mass_mailing.large = 300
 *   directory: alice,faculty[,addresses]  directory-row: a whole row of directory.csv
 *   announcement: (its YAML in indented lines)
 *   file: exceptions.yaml (any other file of the site, in indented lines; complaints/NAME;
 *     country.mmdb becomes a database of lines like "198.51.100.0/24 DE")
 *   decision: ACCOUNT confirmed|benign|withdrawn ACTION|none TIME (all about one finding each)
 *   no-site:   no-announcements:   one-file: why its halves would mean something else
 *   in-order: why a program's lines in a file of their own would mean something else
 *   until: 2026-12-31 (for stamps without a year)
 *   night:   (the log lines above were read by an earlier run, which left a state)
 *   log: LINE    repeat 1-450: (log: lines) end:    start: TIME    step: SECONDS
 *   expect: DETECTOR ACCOUNT ACTION [recipients=900 certainty=proved says="words" ...]
 *   expect-not: DETECTOR ACCOUNT        expect-none:
 *   restricted: as expect, of what is for the case handler alone      restricted-none:
 *   ruling: ACCOUNT ACTION [sum=1213 (thousandths) by_sum=contact withheld="words" ...]
 *   sum: ACCOUNT messages=2 ...         total: messages=2 merged=1 ...
 *   lines: parsed=9 malformed=1 ...     note: words     note-not: words
 *   flag: NAME blocks|explained|open [HOST]         flag-not: NAME
 *   network: 203.0.113.0/24 relay_denied=3 ...   accounts: alice bob (all of them)
 *   host: NAME messages=2 merged=1 parsed=9 ...  instance: HOST NAME messages=2 ...
 *   nobody: (outside) messages=2 ...             program: postfix/smtpd parsed=9 unread=1 ...
 *   span: FIRST LAST                   incident: ORGANISATION culprit=ACCOUNT|none accounts=2 ...
 *   complaint: FILE MATCH [ACCOUNT]    unread: FILE:LINE says="words"
 *
 * In log lines {i}, {i:04d} and {i:04x} are the counter, {time} and {time3164} the start
 * and `step` more seconds each round. Everything found wrong goes into `wrong` as
 * "file:line: text"; a case is good when that is empty.
 */

#include "analyzer/base/arena.h"
#include "analyzer/base/buf.h"
#include "analyzer/base/clock.h"
#include "analyzer/run/pipeline.h"

struct setting { /* of policy.yaml; section is empty at the top level */
    slice section, key, value;
};

enum {
    SETTINGS_MAX = 64,
    EXPECTS_MAX = 64,
    TEMPLATES_MAX = 64,
    FILES_MAX = 8,
    DECISIONS_MAX = 8,
    NIGHTS_MAX = 8,
};

struct expected {
    slice key, text;
    uint32_t line;
};

struct case_log {
    struct buf text;
    uint64_t lines;
    usec start;
    usec step;
    slice templates[TEMPLATES_MAX]; /* of the open repeat block */
    size_t n_templates;
    uint64_t from, to;
    bool is_repeating;
};

struct case_file {
    slice name;
    struct buf text;
};

struct test_case {
    slice path; /* as shown */
    slice rest; /* what is still to be read */
    uint32_t line;
    struct arena arena;
    struct setting settings[SETTINGS_MAX];
    size_t n_settings;
    struct buf directory, announcements;
    struct case_file files[FILES_MAX];
    size_t n_files;
    struct decision decisions[DECISIONS_MAX]; /* as if they stood in a state's journal */
    size_t n_decisions;
    struct case_log log;
    struct buf nights[NIGHTS_MAX]; /* logs of earlier runs */
    size_t n_nights;
    uint64_t lines_beside; /* written to another file as well, in this way */
    bool has_no_site, has_no_announcements, is_one_file, is_in_order, is_told;
    usec until;
    struct expected expects[EXPECTS_MAX];
    size_t n_expects;
    struct buf wrong;
};

/* Reads a case; the text must live as long as it. */
void case_read(struct test_case *c, slice path, slice text);
void case_free(struct test_case *c);

/* line 0: about the case as a whole. */
void case_wrong(struct test_case *c, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Log lines; false when the template cannot be expanded (a mistake was told). */
bool case_log_line(struct test_case *c, slice template);
void case_log_begin(struct test_case *c, slice range);
void case_log_end(struct test_case *c);
void case_log_night(struct test_case *c);

/* The site's folder with its files; a file in an existing folder. */
void case_write_site(struct test_case *c, const char *folder);
void case_write_file(struct test_case *c, const char *folder, const char *name, slice bytes);
void case_set(struct test_case *c, slice section, slice key, slice value);

/* One run over the log in one packing; told as text, so that ways can be compared. */
enum way {
    WAY_PLAIN,
    WAY_BYTES,
    WAY_GZIP,
    WAY_ZSTD,
    WAY_XZ,
    WAY_BZIP2,
    WAY_SPLIT,
    WAY_COPY,
    WAY_SUBSET,
    WAY_PROGRAMS,
    WAY_SEED,
    WAY_JOBS,
    WAYS
};

extern const char *const way_names[WAYS];

struct case_run {
    struct site site;
    struct limit_section *sections;
    struct state memory;
    struct state *state; /* NULL: no nights came before */
    struct pipeline *pipeline;
    struct result *result; /* NULL: the site could not be loaded */
};

/* The site and the stations, before anything is read; and the runs of the nights before. */
void case_open(struct test_case *c, enum way way, const char *folder, struct case_run *run);
bool case_open_state(struct test_case *c, const char *folder, struct case_run *run);
void case_spend_nights(struct test_case *c, const char *folder);

void case_run(struct test_case *c, enum way way, const char *folder, struct case_run *run);
void case_run_free(struct case_run *run);

/* Bare: without what further inputs that hold the same lines add to it. */
void case_tell(struct buf *b, const struct result *r, bool is_bare);
bool case_is_bare(enum way way);

/* Its lines have no order among each other within a moment: only sums and findings are the same. */
bool case_is_loose(enum way way);

/* Holds the result against what is expected, and the books against themselves. */
void case_check(struct test_case *c, const struct result *r);
void case_check_books(struct test_case *c, const struct result *r);
bool case_check_ruling(struct test_case *c, const struct expected *x, const struct result *r);
bool case_check_finding(struct test_case *c, const struct expected *x, const struct result *r);

/* A number that a case may expect; the table ends with a zeroed row. */
struct named {
    const char *name;
    uint64_t value;
};

enum { SUMS_NAMED = 7 + OUTCOMES };

/* Holds "key=value ..." against a table; the names of sums, SUMS_NAMED of them. */
void case_check_numbers(struct test_case *c, const struct expected *x, slice rest,
                        const struct named *all);
void case_check_number(struct test_case *c, const struct expected *x, slice key, slice value,
                       const struct named *all);
size_t case_name_sums(const struct sums *s, struct named *all);

/* complaint: unread: are its; false for any other key. */
bool case_check_complaint(struct test_case *c, const struct expected *x, const struct result *r);
void case_tell_complaints(struct buf *b, const struct result *r);

/* host: instance: nobody: program: are its; false for any other key. */
bool case_check_count(struct test_case *c, const struct expected *x, const struct result *r);

/* incident: is its; false for any other key. */
bool case_check_incident(struct test_case *c, const struct expected *x, const struct result *r);

/* "word", "key=value" or key="some words"; false at the end. A word has no value. */
bool case_token(slice *rest, slice *key, slice *value);

#endif
