#ifndef RUN_RESTRICTED_H
#define RUN_RESTRICTED_H

/* restricted - what is for the case handler alone */

#include "analyzer/base/slice.h"

/* The detector of this name serves such a clause. One that this version does not have does not. */
bool restricted_detector(slice name);

#endif
