#ifndef RUN_SECTIONS_H
#define RUN_SECTIONS_H

/* The policy's sections as the detectors declare them, presets filled in; caller mem_free()s. */

#include "analyzer/model/limit.h"

#include <stddef.h>

struct limit_section *sections_of_detectors(size_t *n);

#endif
