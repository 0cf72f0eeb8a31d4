#ifndef PARSERS_REPEATED_H
#define PARSERS_REPEATED_H

/*
 * repeated - how a syslog daemon says that a line came again
 *
 *   host last message repeated 3 times                      the classic syslogd: no program
 *   host syslogd: last message repeated 3 times             (unverified) newer ones of the BSDs
 *   host program[9]: message repeated 3 times: [ text]      rsyslog: the text came 3 times more
 *
 * The first stands behind the line it is about, whose host it names. Of rsyslog's, the first
 * line was written itself, and its text is cut at 800 bytes.
 */

#include "analyzer/base/slice.h"

/* "last message repeated 3 times", and no more; 0: it is no such message. */
uint64_t repeated_last(slice message);

/* "message repeated 3 times: [ text]"; 0: it is no such message. */
uint64_t repeated_message(slice message, slice *text);

#endif
