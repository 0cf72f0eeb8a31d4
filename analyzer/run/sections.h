#ifndef RUN_SECTIONS_H
#define RUN_SECTIONS_H

/* The policy's sections as the detectors declare them, in their order, and behind them the judge's;
   presets filled in. Caller mem_free()s. */

#include "analyzer/model/limit.h"

#include <stddef.h>

struct limit_section *sections_of_policy(size_t *n);

#endif
