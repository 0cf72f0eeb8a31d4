#ifndef SITE_UNITS_H
#define SITE_UNITS_H

/*
 * units - numbers of the policy as people write them
 *
 *   COUNT     500                      SECONDS   30 s, 90 min, 24 h, 365 d
 *   PER_CENT  20 %                     BYTES     150 MB, 64 KiB, 1000 B
 *   MILLI     4.0, at most three digits after the point
 *
 * KB, MB, GB are powers of 1000, KiB, MiB, GiB of 1024. Sizes and times without a unit
 * are refused, and so is all that a looser reader would guess at: 30x, 010, 0x10, yes.
 */

#include "analyzer/base/err.h"
#include "analyzer/base/slice.h"
#include "analyzer/model/limit.h"

/* False: why tells what is wrong and how to write it. */
bool unit_parse(slice text, enum unit unit, int64_t *out, struct err *why);

/* The shortest exact form, which unit_parse() reads back; buf holds 32 bytes. */
const char *unit_text(int64_t value, enum unit unit, char *buf);

/* "0.00002", "2e-5": a chance, above 0 and below 1, as thousandths of log10 of its odds. */
bool chance_parse(slice text, int32_t *odds, struct err *why);

#endif
