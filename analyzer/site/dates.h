#ifndef SITE_DATES_H
#define SITE_DATES_H

/* dates - days and years as site files mean them, in the site's time zone */

#include "analyzer/base/clock.h"

/* True for YYYY-MM-DD, which stands for a whole day, and not for a point in time. */
bool is_day(slice date);

/* The same day and time so many years later; February 29 becomes March 1. */
usec years_later(usec when, int years);

/* "2026-03-31" of a point in time; buf holds 32 bytes. */
const char *day_text(usec when, char *buf);

#endif
