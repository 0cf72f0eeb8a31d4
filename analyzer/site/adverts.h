#ifndef SITE_ADVERTS_H
#define SITE_ADVERTS_H

/*
 * adverts - what shows, by the site's own words (policy.yaml), that a mail sells something
 *
 * No log holds what a mail says; a subject may be logged, and a complaint may name an address
 * (URI) that the mail pointed to. Asked once for each mailing and each complaint, never for a
 * line. A mail that fits may be asked for all the same: it is for detectors to say who asked.
 */

#include "analyzer/site/pattern.h"

struct advert_rule {
    struct pattern *subject, *uri; /* NULL: not by that; one of both is there */
};

struct site;

/* The text of the first pattern that fits; empty: none does. It lives as long as the site. */
slice advert_by_subject(const struct site *s, slice subject, struct matcher *m);
slice advert_by_uri(const struct site *s, slice uri, struct matcher *m);

#endif
