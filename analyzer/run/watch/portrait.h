#ifndef RUN_PORTRAIT_H
#define RUN_PORTRAIT_H

/*
 * portrait - for the report: what is usual for those on whom something was found
 *
 * Drawn when the log has ended, while their histories are in memory: of the newest day on which
 * evidence about an account was ripe, and the USUAL_DAYS before it. Hangs on account->work. Who
 * has no mail on any day that is remembered has none.
 */

#include "analyzer/run/watch/day_close.h"

void portraits_draw(struct day_close *d);

#endif
