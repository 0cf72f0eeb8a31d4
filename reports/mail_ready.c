/*
 * One screen for the nightly mail: a header with the subject, then who needs a decision, one line
 * each, and what is wrong with the servers and the data. The subject is made of numbers and dates
 * alone: no text of a log or of a site can add a header or need to be encoded there.
 */
#include "reports/past_words.h"
#include "reports/text_parts.h"

enum { WIDTH = 78, ACCOUNTS_MAX = 15, FAULTS_MAX = 5, FLAGS_MAX = 5, ID_SHOWN = 8 };

struct told {
    uint64_t decisions, asked, faults, troubles;
};

static struct told sum_up(const struct result *r)
{
    struct told s = { 0 };

    for (size_t i = 0; i < r->n_rulings; i++) {
        s.decisions += ruling_is_pressing(&r->rulings[i]);
        s.asked += ruling_needs_decision(&r->rulings[i]);
    }
    for (size_t i = 0; i < r->n_findings; i++)
        s.faults += r->findings[i].is_operators;
    for (size_t i = 0; i < r->n_inputs; i++)
        s.troubles += r->inputs[i].trouble.n > 0;
    return s;
}

static void date(struct out *o, usec when)
{
    char text[32];

    out_text(o, slice_of(clock_local_text(when, text), 10));
}

static void dates(struct out *o, const struct result *r)
{
    if (r->first == USEC_NONE)
        return;
    out_lit(o, ", ");
    date(o, r->first);
    if (clock_day(r->first) == clock_day(r->last))
        return;
    text_said(o, TELL_TO);
    date(o, r->last);
}

static void end_header(struct out *o)
{
    text_said(o, TELL_HEADER);
}

static void header(struct out *o, const struct result *r, const struct told *s)
{
    text_said(o, TELL_SUBJECT);
    if (s->decisions)
        text_say(o, TELL_NEED_DECISION, gap_count(s->decisions));
    else
        text_said(o, TELL_NOTHING_TO_DECIDE);
    if (s->faults) {
        out_lit(o, ", ");
        text_say(o, TELL_FAULTS_OF, gap_count(s->faults));
    }
    if (s->troubles)
        text_said(o, TELL_NOT_ALL_READ);
    dates(o, r);
    end_header(o);
}

/* The longest beginning of whole code points that takes so many columns. */
static slice cut(slice s, size_t columns)
{
    while (s.n && text_width(s) > columns) {
        s.n--;
        while (s.n && ((unsigned char)s.p[s.n] & 0xC0) == 0x80)
            s.n--;
    }
    return s;
}

/* On what is left of the line from this column on. */
static void rest_of_line(struct out *o, slice s, size_t from)
{
    slice head = slice_head(s, (size_t)WIDTH * 4);

    if (head.n == s.n && text_width(s) <= WIDTH - from) {
        out_text(o, s);
    } else {
        out_text(o, cut(head, WIDTH - from - 3));
        out_lit(o, "...");
    }
    out_lit(o, "\n");
}

static void organisation(struct out *o, const struct result *r)
{
    out_lit(o, "Mailproctor ");
    out_text(o, r->version);
    if (r->organisation.n)
        out_lit(o, ", ");
    rest_of_line(o, r->organisation, 14 + text_width(r->version));
}

static void more(struct out *o, uint64_t n)
{
    if (n)
        text_say(o, TELL_AND_MORE, gap_count(n));
}

static void decisions(struct out *o, const struct result *r, uint64_t n)
{
    uint64_t told = 0;

    out_lit(o, "\n");
    if (n == 0)
        text_said(o, TELL_NOBODY);
    for (size_t i = 0; i < r->n_rulings && told < ACCOUNTS_MAX; i++) {
        const struct ruling *v = &r->rulings[i];

        if (!ruling_needs_decision(v))
            continue;
        out_lit(o, "  ");
        text_padded(o, slice_str(action_names[v->action]), 15);
        text_padded(o, slice_head(slice_str(v->findings[0].id), ID_SHOWN), ID_SHOWN);
        rest_of_line(o, v->findings[0].headline, 18 + ID_SHOWN + 1);
        told++;
    }
    more(o, n - told);
}

static void faults(struct out *o, const struct result *r, uint64_t n)
{
    uint64_t told = 0;

    if (n)
        text_said(o, TELL_FAULTS);
    for (size_t i = 0; i < r->n_findings && told < FAULTS_MAX; i++) {
        if (!r->findings[i].is_operators)
            continue;
        out_lit(o, "  ");
        rest_of_line(o, r->findings[i].headline, 2);
        told++;
    }
    more(o, n - told);
}

static void troubles(struct out *o, const struct result *r)
{
    uint64_t told = 0, n = 0;

    for (size_t i = 0; i < r->n_inputs; i++) {
        if (r->inputs[i].trouble.n == 0 || n++ >= FLAGS_MAX)
            continue;
        if (told++ == 0)
            text_said(o, TELL_NOT_READ_TITLE);
        out_lit(o, "  ");
        rest_of_line(o, r->inputs[i].name, 2);
    }
    more(o, n - told);
}

static void flags(struct out *o, const struct result *r)
{
    uint64_t told = 0, n = 0;

    for (size_t i = 0; i < r->n_flags; i++) {
        if (!flag_blocks(&r->flags[i]) || n++ >= FLAGS_MAX)
            continue;
        if (told++ == 0)
            text_said(o, TELL_BLOCKS);
        out_lit(o, "  ");
        rest_of_line(o, r->flags[i].text, 2);
    }
    more(o, n - told);
}

static void changes(struct out *o, const struct result *r)
{
    struct buf b = { 0 };

    past_add_changes(&b, r->changes);
    if (b.n) {
        out_lit(o, "\n");
        rest_of_line(o, buf_slice(&b), 0);
    }
    buf_free(&b);
}

static void where(struct out *o, slice folder)
{
    if (folder.n == 0)
        return;
    text_said(o, TELL_WHERE);
    rest_of_line(o, folder, 8);
    text_said(o, TELL_EXPLAIN);
}

void mail_failed_write(struct out *o)
{
    text_said(o, TELL_FAILED);
    end_header(o);
    text_said(o, TELL_FAILED_WHY);
}

void mail_ready_write(struct out *o, const struct result *r, slice folder)
{
    struct told s = sum_up(r);

    header(o, r, &s);
    organisation(o, r);
    text_period(o, r);
    changes(o, r);
    troubles(o, r);
    decisions(o, r, s.asked);
    faults(o, r, s.faults);
    flags(o, r);
    where(o, folder);
}
