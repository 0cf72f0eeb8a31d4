#ifndef PARSERS_REPEATED_H
#define PARSERS_REPEATED_H

/*
 * repeated - how a syslog daemon says that a line came again
 *
 *   host last message repeated 3 times                      the classic syslogd: no program
 *   host syslogd: last message repeated 3 times             (unverified) newer ones of the BSDs
 *   host program[9]: message repeated 3 times: [ text]      rsyslog: the text came 3 times more
 *   host program[1]: Last message 'text' repeated 3 times, suppressed by syslog-ng on host
 *
 * The first two stand behind the line they are about, whose host they name. Of the others that
 * line was written itself; rsyslog cuts its text at REPEATED_CUT bytes, and the pid that syslog-ng
 * prints is not the program's.
 */

#include "analyzer/base/slice.h"

enum { REPEATED_CUT = 799 }; /* rsyslog: what is so long may have been longer */

/* "last message repeated 3 times", and no more; 0: it is no such message. */
uint64_t repeated_last(slice message);

/* Rsyslog's and syslog-ng's, with its text; 0: it is no such message. */
uint64_t repeated_message(slice message, slice *text);

#endif
