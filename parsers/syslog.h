#ifndef PARSERS_SYSLOG_H
#define PARSERS_SYSLOG_H

/* syslog - what both syslog heads share: "<PRI>", and "host program[pid]: message" */

#include "parsers/parser.h"

/* Without a leading "<13>"; as it is when there is none. */
slice syslog_skip_priority(slice text);

/* rest begins at the host. False without a host or a program. */
bool syslog_take_tail(slice rest, struct line *out);

#endif
