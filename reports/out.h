#ifndef REPORTS_OUT_H
#define REPORTS_OUT_H

/*
 * out - the only way to write a report
 *
 * Log text is hostile: literals go out with out_lit(), which takes nothing else; any
 * other text goes through the escaper of the format, so that forgetting it does not
 * compile. Errors stick: out_close() tells the first one.
 *
 *   out_html  text and quoted attributes: & < > " ' and control bytes; UTF-8 repaired
 *   out_csv   one field, RFC 4180 quoting, formulas defused with a leading apostrophe
 *   out_json  the inside of a string: quotes, controls, UTF-8 repaired, U+2028/9 escaped
 *   out_text  for terminals and mail: no control byte, no escape sequence, no bidi mark
 */

#include "analyzer/base/buf.h"
#include "analyzer/base/clock.h"
#include "analyzer/base/err.h"

struct out {
    int fd; /* -1: into memory only, buf keeps everything */
    struct buf buf;
    int failed;     /* errno of the first failed write, 0: none */
    uint64_t bytes; /* written so far, the buffered ones included */
};

#define out_lit(o, literal) out_raw_((o), "" literal, sizeof(literal) - 1)
void out_raw_(struct out *o, const char *p, size_t n); /* through out_lit() only */

void out_html(struct out *o, slice s);
void out_csv(struct out *o, slice s);
void out_json(struct out *o, slice s);
void out_text(struct out *o, slice s);

void out_int(struct out *o, int64_t value);
/* Thousandths as a decimal number: -1800 is "-1.8", 4000 is "4". */
void out_milli(struct out *o, int64_t thousandths);
/* Local time with offset; empty for USEC_NONE. Plain ASCII, safe in every format. */
void out_time(struct out *o, usec when);

/* Flushes; false when any write failed. Does not close fd. Frees the buffer. */
bool out_close(struct out *o, struct err *err);

#endif
