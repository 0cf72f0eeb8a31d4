#ifndef MODEL_QUEUED_H
#define MODEL_QUEUED_H

/*
 * queued - a queue entry that held what was left of a message when the log ended
 *
 * Where whoever acts on a finding finds the mail itself. Its slices live as long as the run;
 * they come from the log and are hostile.
 */

#include "analyzer/base/slice.h"

struct queued {
    const struct queued *next; /* of the same message, or of the same evidence */
    slice host, instance;      /* as struct instance_sum has them */
    const char *server;        /* "postfix" */
    slice id;
};

#endif
