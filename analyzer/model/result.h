#ifndef MODEL_RESULT_H
#define MODEL_RESULT_H

/*
 * result - all that a run found out, ready to be written down
 *
 * Reports read this and nothing else. Every list is sorted, every slice lives as long
 * as the result; log text in it is hostile and goes through a format's escaper.
 * Rulings stand in order of action (strongest first), then account; findings in order of
 * their account's ruling, then their own action, clause, id.
 */

#include "analyzer/base/arena.h"
#include "analyzer/model/books.h"
#include "analyzer/model/complaint.h"
#include "analyzer/model/finding.h"
#include "analyzer/model/flag.h"
#include "analyzer/model/incident.h"
#include "analyzer/model/reply.h"

struct input_name { /* of an earlier run */
    uint32_t number;
    slice name;
};

struct input_sum {
    slice name;  /* as given on the command line, "-" for standard input */
    slice codec; /* "gzip", "zstd", "plain" */
    slice frame; /* of its first line that has one: "rfc3164" */
    uint64_t bytes_in, bytes_out, lines;
    uint64_t known; /* bytes that an earlier run has read, and this one has not */
    uint64_t nul_bytes, nul_first, nul_places; /* skipped; offset of the first; runs of them */
    uint64_t steps_back;                       /* lines stamped minutes before an earlier one */
    usec furthest_back;                        /* by how much at most */
    usec stepped_back;                         /* the first of them; USEC_NONE: none */
    bool guesses_year;           /* no stamp has one, and only the file's time tells it */
    usec first, last;            /* USEC_NONE: no stamp was read */
    slice trouble;               /* empty, or why it could not be read to its end */
    uint64_t verdicts[VERDICTS]; /* their sum is lines */
};

struct network_sum { /* refused attempts from one outside network: nobody's fault here */
    slice network;   /* "203.0.113.0/24", "2001:db8:1::/48" or "(other)" */
    uint64_t relay_denied, auth_failed, other_rejects;
    usec first, last;
};

/* Findings in order of their rulings, and these: one for each account that has a finding. */
struct matters {
    struct finding *findings;
    size_t n_findings;
    struct ruling *rulings;
    size_t n_rulings;
};

struct result {
    slice organisation, help_desk; /* of the site, and how to reach it; may be empty */
    slice version, command;        /* the program's version; the command line, for reproduction */
    slice site;                    /* the site folder as given, empty: built-in defaults */
    slice state;                   /* the file, for further commands; empty: the run has none */
    slice time_zone;
    uint64_t configuration; /* frozen hash of the policy in force and the site files */
    usec first, last;       /* of all stamps; USEC_NONE when no line had one */
    struct finding *findings;
    size_t n_findings;
    struct ruling *rulings; /* one for each account that has a finding */
    size_t n_rulings;
    struct matters restricted;     /* for the case handler alone: in none of the above */
    bool is_restricted;            /* made by result_restricted() */
    const struct changes *changes; /* against the run before; NULL: the run has no state */
    uint64_t benign_days; /* days of accounts that sent mail, without those that have a finding */
    int32_t volume_cap;   /* what they let volume count */
    const struct account **accounts; /* by name; all that sent or were refused, mail or login */
    size_t n_accounts;
    struct input_sum *inputs;
    size_t n_inputs;
    const struct input_name *earlier; /* inputs of earlier runs, by number */
    size_t n_earlier;
    uint64_t verdicts[VERDICTS];
    struct verdict_reason
        *reasons; /* malformed first, not known, foreign, ignored; most lines first */
    size_t n_reasons;
    struct network_sum *networks; /* most attempts first */
    size_t n_networks;
    uint64_t networks_evicted; /* counts folded into "(other)" because the table was full */
    struct sums all;           /* every message of everybody, each once */
    struct sums carried;  /* those of earlier runs that were still under way: in no other sum */
    struct rhythm rhythm; /* messages of all, by when they were accepted */
    uint64_t inbound;     /* messages of all that came from outside, without a login */
    uint64_t notices;     /* messages of all with an empty sender */
    uint64_t merged;      /* queue entries that were a further leg of a message already counted */
    uint64_t rejects;     /* commands refused at SMTP time */
    struct reply_sums replies;
    const struct incident *incidents; /* most accounts first */
    size_t n_incidents;
    uint64_t incidents_beyond; /* replies of others, for which there was no room */
    struct books books;
    const struct complaint_told *complaints; /* as the site has them, and what became of each */
    size_t n_complaints;
    const struct unread_report *unread_reports;
    size_t n_unread_reports;
    struct flag *flags; /* data quality, inferred domains, what could not be checked */
    size_t n_flags;
    const struct limit_section *sections; /* the policy in force */
    size_t n_sections;
    const char *const *looked_for; /* titles of the detectors that ran; literals */
    size_t n_looked_for;
};

/* The same with nothing found but what is for the case handler alone; accounts are those that it
   is about, in the arena. */
void result_restricted(const struct result *r, struct arena *a, struct result *out);

/* How many of the complaints count in this run. */
uint64_t complaints_counted(const struct result *r);

/* What the input of a cite is called. */
slice result_input_name(const struct result *r, uint32_t input);

#endif
