#ifndef SITE_COMPLAINTS_H
#define SITE_COMPLAINTS_H

/*
 * complaints - what came in about mail of the site: reports of others, and what was taken down
 *
 * The folder `complaints/` holds reports as received, RFC 5965 (.eml) and XARF version 4 (.json);
 * a strangers' report that cannot be read is counted and named, and stops nothing.
 * `complaints.csv` is the site's own: a mistake in it is one like in any other of its files.
 */

#include "analyzer/model/complaint.h"

struct complaints {
    struct complaint *at; /* rows of complaints.csv, then reports by name */
    size_t n, cap;
    struct unread_report *unread; /* by name */
    size_t n_unread, unread_cap;
    uint64_t others; /* files there that are no report by their name */
};

#endif
