/* One row for each line that a finding cites. */
#include "reports/csv_parts.h"

static void row(struct out *o, const struct result *r, const struct finding *f,
                const struct quote *q)
{
    out_lit(o, "1");
    csv_word(o, f->id);
    csv_text(o, f->account->name);
    csv_word(o, quote_kind_names[q->kind]);
    csv_text(o, result_input_name(r, q->at.input));
    csv_count(o, q->at.line);
    csv_count(o, q->at.offset);
    csv_time(o, q->when);
    csv_text(o, q->raw);
    out_lit(o, "\r\n");
}

static void write_evidence(struct out *o, const struct result *r)
{
    out_lit(o, "schema,finding,account,tells,file,line,offset,time,text\r\n");
    for (size_t i = 0; i < r->n_findings; i++)
        for (size_t k = 0; k < r->findings[i].n_quotes; k++)
            row(o, r, &r->findings[i], &r->findings[i].quotes[k]);
}

const struct report report_evidence_csv = {
    .name = "evidence.csv",
    .what = "every line that a finding cites, with its place in the logs",
    .write = write_evidence,
};
