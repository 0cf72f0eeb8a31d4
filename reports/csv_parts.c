/* Numbers and times can be no formula: they need no escaper. */
#include "reports/csv_parts.h"

void csv_text(struct out *o, slice s)
{
    out_lit(o, ",");
    out_csv(o, s);
}

void csv_word(struct out *o, const char *word)
{
    csv_text(o, slice_str(word));
}

void csv_count(struct out *o, uint64_t n)
{
    out_lit(o, ",");
    out_int(o, (int64_t)n);
}

void csv_time(struct out *o, usec when)
{
    out_lit(o, ",");
    out_time(o, when);
}
