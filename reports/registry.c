/* The tables of list.inc, as an array. */
#include "reports/report.h"

#define REPORT(name) extern const struct report report_##name;
#include "reports/list.inc"
#undef REPORT

#define REPORT(name) &report_##name,
const struct report *const reports[] = {
#include "reports/list.inc"
    NULL,
};
