#ifndef SITE_SITE_H
#define SITE_SITE_H

/*
 * site - what the site tells the program: policy, directory, announcements
 *
 * Loaded once, checked as a whole, read-only afterwards; everything in it lives in its
 * arena. Mistakes are collected, all of them, as "file:line:column: text"; with any
 * mistake the site must not be used. Unknown names come with a suggestion.
 */

#include "analyzer/base/arena.h"
#include "analyzer/base/err.h"
#include "analyzer/base/map.h"
#include "analyzer/model/account.h"
#include "analyzer/model/announcement.h"
#include "analyzer/model/limit.h"
#include "analyzer/site/network.h"

struct slices {
    slice *at;
    size_t n, cap;
};

struct contact_point {
    slice name, value; /* help_desk, "+1 555 0100" */
};

struct person { /* one row of directory.csv */
    slice account, person, department;
    enum account_kind kind;
    bool is_in_bad_standing;
    usec created, left, deleted, disabled, forward_until, forward_stop; /* USEC_NONE: empty;
                                       forward_until is exclusive: a day counts whole */
    slice forward_to;
    struct slices addresses; /* without their dates */
    struct slices delegates; /* account names */
    uint32_t line;           /* in directory.csv */
};

struct site {
    slice folder; /* empty: built-in defaults */
    slice organisation, time_zone;
    struct slices domains; /* lower case */
    struct networks own, vpn, proxies, relays;
    struct slices hosts;
    struct contact_point *contacts;
    size_t n_contacts;
    int64_t message_size, recipients; /* limits: bytes, count */
    int64_t line_max, entries_max;    /* input: limits of the program itself, see core section */
    struct limit_section *sections;   /* the caller's detectors', with the values in force */
    size_t n_sections;
    bool has_policy, has_directory, has_announcements;
    struct person *persons;
    size_t n_persons;
    struct map by_login; /* account names, addresses, lower case -> struct person * */
    struct announcement *announcements;
    size_t n_announcements;
    struct slices notes;    /* what was accepted but has no effect: sentences */
    uint64_t configuration; /* frozen hash over names and bytes of the files read; 0: none */
    struct arena arena;
};

struct mistake {
    slice file;            /* path as it should be shown: "site/policy.yaml" */
    uint32_t line, column; /* from 1; 0: the file as a whole */
    slice text;
};

struct mistakes {
    struct mistake *at;
    size_t n, cap;
    uint64_t more; /* found beyond the most that are kept */
    struct arena arena;
};

/* Fills *out with the built-in defaults: no domains, private networks as own, UTC
   (which becomes the process's time zone). */
void site_default(struct site *out, const struct limit_section *sections, size_t n);

/* False when there is any mistake. Sets the process's time zone (clock_set_zone). */
bool site_load(const char *folder, const struct limit_section *sections, size_t n, struct site *out,
               struct mistakes *mistakes);

/* In file, line, column order. */
void mistakes_add(struct mistakes *m, slice file, uint32_t line, uint32_t column,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));
void mistakes_free(struct mistakes *m);

/* The directory's person for a login variant or address, already lower case; may be NULL. */
const struct person *site_find_person(const struct site *s, slice login_or_address);

/* True for the site's domains and all below none of them: exact, case folded. */
bool site_has_domain(const struct site *s, slice domain);

void site_free(struct site *s);

#endif
