#ifndef SITE_SITE_H
#define SITE_SITE_H

/*
 * site - what the site tells the program: its policy and the files beside it
 *
 * Loaded once, checked as a whole, read-only afterwards; everything in it lives in its
 * arena. Mistakes are collected, all of them, as "file:line:column: text"; with any
 * mistake the site must not be used. Unknown names come with a suggestion.
 */

#include "analyzer/base/err.h"
#include "analyzer/model/announcement.h"
#include "analyzer/model/flag.h"
#include "analyzer/model/host_zone.h"
#include "analyzer/model/limit.h"
#include "analyzer/site/adverts.h"
#include "analyzer/site/canaries.h"
#include "analyzer/site/clashes.h"
#include "analyzer/site/complaints.h"
#include "analyzer/site/exceptions.h"
#include "analyzer/site/lists.h"
#include "analyzer/site/mistakes.h"
#include "analyzer/site/no_contact.h"
#include "analyzer/site/origins.h"
#include "analyzer/site/person.h"
#include "analyzer/site/refusals.h"
#include "analyzer/site/replies.h"
#include "analyzer/site/retention.h"

struct contact_point {
    slice name, value; /* help_desk, "+1 555 0100" */
};

/* What the site calls the narrowest of its networks around an address. */
enum network_kind {
    NETWORK_OUTSIDE, /* it names none */
    NETWORK_OWN,
    NETWORK_VPN,       /* own, but used from anywhere */
    NETWORK_PROXY,     /* many people behind one address; in no own network */
    NETWORK_OWN_PROXY, /* the same, inside an own one */
    NETWORK_RELAY,     /* own servers that pass mail on */
    NETWORK_MOBILE,    /* outside; so are the next ones */
    NETWORK_MAIL_APP,  /* providers that fetch and send for their users */
    NETWORK_ANONYMOUS, /* Tor, and providers of VPNs */
    NETWORK_KINDS
};

struct site {
    slice folder; /* empty: built-in defaults */
    slice organisation, time_zone;
    struct slices domains;    /* lower case */
    struct prefixes networks; /* their values are enum network_kind */
    size_t n_networks[NETWORK_KINDS];
    struct origins origins; /* beyond what lists of networks can say */
    struct slices hosts;
    struct host_zones host_zones; /* where stamps are not in time_zone */
    struct contact_point *contacts;
    size_t n_contacts;
    uint64_t explained; /* bit k: the policy explains flags of kind k */
    int32_t prior_odds; /* that an account is abused on a day: thousandths of log10 */
    int64_t line_max, entries_max, ratio_max; /* input: limits of the program itself */
    int64_t retention[RETENTIONS];            /* seconds, whole days */
    struct limit_section *sections;           /* the caller's, with the values in force */
    size_t n_sections;
    bool has_policy, has_directory, has_announcements;
    struct person *persons;
    size_t n_persons;
    struct clashes clashes;
    struct map by_login; /* account names, addresses, lower case -> struct person * */
    struct announcement *announcements;
    size_t n_announcements;
    struct exceptions exceptions;
    struct mail_lists lists;
    struct canaries canaries;
    struct no_contact *no_contacts;
    size_t n_no_contacts;
    struct complaints complaints;
    struct advert_rule *adverts;
    size_t n_adverts;
    struct refusal_rule *refusals;
    size_t n_refusals;
    struct reply_rule *replies;
    size_t n_replies;
    struct slices notes;    /* what was accepted but has no effect: sentences */
    uint64_t configuration; /* frozen hash over names and bytes of the files read; 0: none */
    struct arena arena;
};

/* Fills *out with the built-in defaults: no domains, private networks as own, UTC
   (which becomes the process's time zone). */
void site_default(struct site *out, const struct limit_section *sections, size_t n);

/* False when there is any mistake. Sets the process's time zone (clock_set_zone). */
bool site_load(const char *folder, const struct limit_section *sections, size_t n, struct site *out,
               struct mistakes *mistakes);

/* The directory's person for a login variant or address, already lower case; may be NULL. */
const struct person *site_find_person(const struct site *s, slice login_or_address);

/* The same of a login, and since when it is that one's (0: always): one without a domain may also
   be what stands before the '@' of an address at the own domains, if that is one person's. */
const struct person *site_find_login(const struct site *s, slice login, usec *since);

/* True for the site's domains and all below none of them: exact, case folded. */
bool site_has_domain(const struct site *s, slice domain);

enum network_kind site_find_network(const struct site *s, const struct address *a);

/* True when `hosts` names it. */
bool site_expects_host(const struct site *s, slice seen);

/* True when a host of the logs is the one that is expected; as host_is() has it. */
bool site_is_host(slice expected, slice seen);

void site_free(struct site *s);

#endif
