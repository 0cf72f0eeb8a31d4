/* The tables of list.inc, as an array. */
#include "detectors/detector.h"

#define DETECTOR(name) extern const struct detector detector_##name;
#include "detectors/list.inc"
#undef DETECTOR

#define DETECTOR(name) &detector_##name,
const struct detector *const detectors[] = {
#include "detectors/list.inc"
    NULL,
};
