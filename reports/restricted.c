/* The general formats, over what is for the case handler alone. */
#include "reports/report.h"

extern const struct report report_html, report_findings_ndjson;

static void write_html(struct out *o, const struct result *r)
{
    report_html.write(o, r);
}

static void write_ndjson(struct out *o, const struct result *r)
{
    report_findings_ndjson.write(o, r);
}

const struct report restricted_reports[] = {
    { .name = "harassment.html",
      .what = "matters for the case handler, for people",
      .write = write_html },
    { .name = "harassment.ndjson", .what = "the same for machines", .write = write_ndjson },
    { 0 },
};
