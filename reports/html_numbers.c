/*
 * The numbers of a finding: what was measured, each with a way to its lines, apart from
 * the limits of the policy that it was held against.
 */
#include "reports/html_parts.h"
#include "reports/number_words.h"

/* The kind of line that carries a number; what is not named here leads to all lines. */
static const struct {
    const char *name;
    enum quote_kind kind;
} carried[] = {
    { "recipients", QUOTE_OUTCOME },    { "external", QUOTE_OUTCOME },
    { "denied", QUOTE_OUTCOME },        { "domains", QUOTE_OUTCOME },
    { "relayed", QUOTE_OUTCOME },       { "messages", QUOTE_QUEUED },
    { "envelope", QUOTE_QUEUED },       { "header_from", QUOTE_FROM },
    { "refused", QUOTE_OUTCOME },       { "largest_message", QUOTE_QUEUED },
    { "size", QUOTE_QUEUED },           { "organisations", QUOTE_OUTCOME },
    { "taken", QUOTE_OUTCOME },         { "invalid", QUOTE_OUTCOME },
    { "inactive", QUOTE_OUTCOME },      { "tried", QUOTE_OUTCOME },
    { "spam", QUOTE_OUTCOME },          { "viruses", QUOTE_OUTCOME },
    { "outside", QUOTE_OUTCOME },       { "strangers", QUOTE_OUTCOME },
    { "canaries", QUOTE_OUTCOME },      { "complaints", QUOTE_OUTCOME },
    { "times", QUOTE_OUTCOME },         { "networks", QUOTE_ACCEPTED },
    { "new_networks", QUOTE_ACCEPTED }, { "providers", QUOTE_ACCEPTED },
};

static enum quote_kind kind_of(const struct number *n)
{
    for (size_t i = 0; i < sizeof(carried) / sizeof(*carried); i++)
        if (strcmp(carried[i].name, n->name) == 0)
            return carried[i].kind;
    return QUOTE_KINDS;
}

void html_number_href(struct out *o, const struct finding *f, const struct number *n)
{
    html_evidence_href(o, f, kind_of(n));
}

const struct limit *html_limit_of(const struct result *r, const struct finding *f,
                                  const struct number *n)
{
    for (size_t i = 0; i < r->n_sections; i++) {
        if (strcmp(r->sections[i].name, f->detector) != 0)
            continue;
        for (const struct limit *l = r->sections[i].limits; l->name; l++)
            if (strcmp(l->name, n->name) == 0)
                return l;
    }
    return NULL;
}

static void measured(struct out *o, const struct finding *f, const struct number *n)
{
    out_lit(o, "<li>");
    html_words(o, slice_str(number_words_of(n->name)));
    if (f->n_quotes) {
        out_lit(o, " <a href=\"");
        html_number_href(o, f, n);
        out_lit(o, "\">");
    } else {
        out_lit(o, " <b>");
    }
    html_number(o, n);
    if (f->n_quotes)
        out_lit(o, "</a></li>");
    else
        out_lit(o, "</b></li>");
}

static void limit(struct out *o, const struct number *n, const struct limit *l)
{
    out_lit(o, "<b>");
    html_number(o, n);
    out_lit(o, "</b> ");
    out_html(o, slice_str(l->meaning));
}

static void limits(struct out *o, const struct result *r, const struct finding *f)
{
    bool is_open = false;

    for (size_t i = 0; i < f->n_numbers; i++) {
        const struct limit *l = html_limit_of(r, f, &f->numbers[i]);

        if (!l)
            continue;
        if (is_open)
            out_lit(o, " \u00B7 ");
        else {
            out_lit(o, "<p>");
            html_said(o, SAY_LIMITS);
        }
        is_open = true;
        limit(o, &f->numbers[i], l);
    }
    if (is_open)
        out_lit(o, "</p>");
}

void html_numbers(struct out *o, const struct result *r, const struct finding *f, int level)
{
    if (f->n_numbers == 0)
        return;
    html_part(o, PART_NUMBERS, level);
    out_lit(o, "<ul class=\"numbers\">");
    for (size_t i = 0; i < f->n_numbers; i++)
        if (!html_limit_of(r, f, &f->numbers[i]))
            measured(o, f, &f->numbers[i]);
    out_lit(o, "</ul>");
    limits(o, r, f);
}
