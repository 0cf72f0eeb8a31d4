#ifndef SITE_COMPLAINT_READ_H
#define SITE_COMPLAINT_READ_H

/*
 * complaint_read - one report's bytes as a complaint
 *
 * Whoever wrote it is a stranger: any bytes may come, and nothing in them is believed but as
 * something to be compared with own log lines.
 */

#include "analyzer/site/complaints.h"
#include "analyzer/site/site.h"

struct complaint_reader {
    const struct site *site; /* its domains and hosts: whose queue ids are own */
    struct arena *arena;     /* of what stays */
    struct complaint *out;   /* zeroed but for its name; times USEC_NONE */
    struct unread_report *unread;
};

/* False: it is none that can be read; then *unread says where and why. */
bool complaint_read_arf(struct complaint_reader *r, slice bytes);
bool complaint_read_xarf(struct complaint_reader *r, slice bytes);

/* What the header of the message says that is complained about. */
void complaint_take_header(struct complaint_reader *r, slice text);

/* An address as printed, with or without brackets; only a domain, where no more is told. */
slice complaint_address(struct complaint_reader *r, slice value);

/* A date as in a mail; USEC_NONE: it is none. */
usec complaint_date(slice value);

/* Fields that more than one form has; a value that is none is left out. */
void complaint_take_reporter(struct complaint_reader *r, slice address_or_domain);
void complaint_take_message_id(struct complaint_reader *r, slice value);

/* Sets *unread; always false. */
bool complaint_unread(struct complaint_reader *r, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A new one, zeroed, its times not known; good until the next. */
struct complaint *complaints_add(struct complaints *all, struct arena *a);

/* The folder's reports; those of complaints.csv are added by its reader (load.h) before. */
struct load;
void complaints_load_folder(struct load *l);

#endif
