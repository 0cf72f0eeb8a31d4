/* One row for each mailing that something was found about: what is left of it, and where. */
#include "reports/csv_parts.h"

static bool is_mailing(const struct finding *f)
{
    return f->has_queue && slice_starts(f->cause, SLICE("mailing "));
}

/* Empty where the detector has no such number. */
static void number(struct out *o, const struct finding *f, const char *name)
{
    for (size_t i = 0; i < f->n_numbers; i++)
        if (strcmp(f->numbers[i].name, name) == 0) {
            csv_count(o, (uint64_t)f->numbers[i].value);
            return;
        }
    out_lit(o, ",");
}

/* host:id, joined with blanks. */
static void queued(struct out *o, const struct finding *f)
{
    struct buf b = { 0 };

    for (size_t i = 0; i < f->n_queued; i++) {
        if (i)
            buf_add(&b, SLICE(" "));
        buf_add(&b, f->queued[i].host);
        buf_add(&b, SLICE(":"));
        buf_add(&b, f->queued[i].id);
    }
    csv_text(o, buf_slice(&b));
    buf_free(&b);
}

static void row(struct out *o, const struct finding *f)
{
    out_lit(o, "1");
    csv_word(o, f->id);
    csv_text(o, f->account->name);
    csv_word(o, f->detector);
    csv_word(o, action_names[f->action]);
    csv_text(o, f->anchor);
    number(o, f, "size");
    number(o, f, "messages");
    number(o, f, "recipients");
    number(o, f, "external");
    csv_word(o, f->is_announced ? "true" : "false");
    csv_time(o, f->first);
    csv_time(o, f->last);
    csv_count(o, f->addressed);
    csv_count(o, f->unsettled);
    queued(o, f);
    out_lit(o, "\r\n");
}

static void write_mailings(struct out *o, const struct result *r)
{
    out_lit(o, "schema,finding,account,detector,action,subject,size,messages,recipients,external,"
               "announced,first,last,addressed,left,queued\r\n");
    for (size_t i = 0; i < r->n_findings; i++)
        if (is_mailing(&r->findings[i]))
            row(o, &r->findings[i]);
}

const struct report report_mailings_csv = {
    .name = "mailings.csv",
    .what = "every mailing that something was found about, and what is left of it",
    .write = write_mailings,
};
