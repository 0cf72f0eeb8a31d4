/* The words, and how they stand in the page. */
#include "reports/html_words.h"

#include "reports/html_parts.h"

#define WORD(name, text) [SAY_##name] = { "" text, sizeof(text) - 1 },
static const slice sentences[SAYS] = {
#include "reports/html_words.inc"
};
#undef WORD

/* id: in addresses, so it stays. lede: what the section is; empty: it says so by itself. */
static const struct {
    const char *id, *kind, *contents, *title, *lede;
} sections[SECTIONS] = {
    [SECTION_TROUBLES] = { "troubles", "trouble", "Not read", "Part of the input could not be read",
                           "What stands below covers only what could be read." },
    [SECTION_DECISIONS] = { "decisions", "", "Decisions", "What needs a decision now", "" },
    [SECTION_MAILINGS] = { "mailings", "", "Mailings to hold", "Mailings to hold",
                           "Each by its own queue entries: other mail of the sender goes on. The "
                           "commands stand in the account's case." },
    [SECTION_NOTICES] = { "notices", "", "Notices", "Notices",
                          "No hurry: a note to the user, whose draft is in the case." },
    [SECTION_OPERATOR] = { "operator", "home", "Servers", "Faults of the servers", "" },
    [SECTION_INCIDENTS] = { "incidents", "", "Refused everybody",
                            "Mail refused for the servers' address",
                            "Such replies are about the address that mail comes from, which is "
                            "everybody's: they count against no account." },
    [SECTION_CHANGES] = { "changes", "", "Changes", "What changed since the run before", "" },
    [SECTION_NOTES] = { "notes", "", "Data quality",
                        "Quality of the data, and what could not be checked", "" },
    [SECTION_CASES] = { "cases", "", "Cases", "Each account in full", "" },
    [SECTION_RECORDS] = { "records", "home", "On record", "Kept on record", "" },
    [SECTION_ACCOUNTS] = { "accounts", "", "Accounts", "Accounts", "" },
    [SECTION_NETWORKS] = { "networks", "", "Networks", "Outside networks refused",
                           "Noise of the internet, turned away as it should be. It is nobody's "
                           "fault here and counts against no account." },
    [SECTION_COMPLAINTS] = { "complaints", "", "Complaints", "Complaints", "" },
    [SECTION_SUMS] = { "sums", "", "Reconciliation", "Reconciliation", "" },
    [SECTION_RUN] = { "run", "", "This run", "How this report was made",
                      "The same inputs, site files and version give the same report." },
};

static const char *const parts[PARTS] = {
    [PART_WHY] = "Why",
    [PART_AGAINST] = "What speaks against it",
    [PART_COURSE] = "What happened when, each with its evidence",
    [PART_UNCHECKED] = "What could not be checked",
    [PART_USUAL] = "Own history and peers",
    [PART_SCOPE] = "Scope and harm, in these logs altogether",
    [PART_NUMBERS] = "Numbers",
};

void html_section_open(struct out *o, enum section s)
{
    out_lit(o, "<section id=\"");
    out_html(o, slice_str(sections[s].id));
    if (sections[s].kind[0]) {
        out_lit(o, "\" class=\"");
        out_html(o, slice_str(sections[s].kind));
    }
    out_lit(o, "\"><h2>");
    out_html(o, slice_str(sections[s].title));
    out_lit(o, "</h2>");
    if (sections[s].lede[0]) {
        out_lit(o, "<p>");
        out_html(o, slice_str(sections[s].lede));
        out_lit(o, "</p>");
    }
}

void html_section_close(struct out *o)
{
    out_lit(o, "</section>\n");
}

void html_section_entry(struct out *o, enum section s, int64_t count)
{
    out_lit(o, "<a href=\"#");
    out_html(o, slice_str(sections[s].id));
    out_lit(o, "\">");
    out_html(o, slice_str(sections[s].contents));
    if (count >= 0) {
        out_lit(o, "\u00A0<b>");
        html_count(o, (uint64_t)count);
        out_lit(o, "</b>");
    }
    out_lit(o, "</a>");
}

void html_part(struct out *o, enum part p, int level)
{
    html_heading_open(o, level);
    out_html(o, slice_str(parts[p]));
    html_heading_close(o, level);
}

slice html_word(enum html_word word)
{
    return sentences[word];
}

static void fill(struct out *o, const struct gap *g)
{
    switch (g->kind) {
    case GAP_TEXT:
        out_html(o, g->text);
        break;
    case GAP_COUNT:
        html_count(o, (uint64_t)g->value);
        break;
    case GAP_ID:
        out_int(o, g->value);
        break;
    case GAP_MILLI:
        out_milli(o, g->value);
        break;
    case GAP_MINUTE:
        html_minute(o, g->value);
        break;
    case GAP_SECONDS:
        html_duration(o, g->value);
        break;
    case GAP_NAME:
        html_words(o, g->text);
        break;
    }
}

void html_say_(struct out *o, enum html_word word, const struct gap *gaps)
{
    words_say(o, sentences[word], gaps, fill);
}
