/*
 * What an account did on other days, beside the day of the finding: a bar for each of 56 days, a
 * table of its numbers and its peers' (html_usual_table.c), and the hours in which it sends. Every
 * picture is said in words as well.
 */
#include "analyzer/model/usual.h"
#include "reports/html_parts.h"
#include "reports/html_words.h"

/* A day is 10 wide, its bar 8; an hour likewise. */
enum { PART = 10, BAR = 8, HEIGHT = 40, LEAST = 2, HOURS = 24 };

static void date(struct out *o, int64_t day)
{
    char text[32];

    (void)clock_utc_text((usec)day * DAY * USEC_PER_SECOND, text);
    out_lit(o, "<time datetime=\"");
    out_html(o, slice_of(text, 10));
    out_lit(o, "\">");
    out_html(o, slice_of(text, 10));
    out_lit(o, "</time>");
}

/* What counts at all is seen. */
static int64_t height_of(uint64_t value, uint64_t most)
{
    int64_t height = (int64_t)(value * HEIGHT / most);

    return height > LEAST ? height : LEAST;
}

static void bar(struct out *o, size_t at, uint64_t value, uint64_t most)
{
    out_lit(o, "M");
    out_int(o, (int64_t)at * PART + (PART - BAR) / 2);
    out_lit(o, " ");
    out_int(o, HEIGHT);
    out_lit(o, "v-");
    out_int(o, height_of(value, most));
    out_lit(o, "h");
    out_int(o, BAR);
    out_lit(o, "V");
    out_int(o, HEIGHT);
    out_lit(o, "z");
}

static void svg_open(struct out *o, int64_t parts)
{
    out_lit(o, "<figure class=\"timeline\">\n<svg viewBox=\"0 0 ");
    out_int(o, parts * PART);
    out_lit(o, " ");
    out_int(o, HEIGHT);
    out_lit(o, "\" preserveAspectRatio=\"none\" role=\"img\"><title>");
}

static uint64_t most_of(const struct portrait *p)
{
    uint64_t most = 1;

    for (size_t i = 0; i <= USUAL_DAYS; i++)
        if (p->recipients[i] > most)
            most = p->recipients[i];
    return most;
}

/* Days that are learned from are grey; the others, and the day itself, have the ruling's colour. */
static void day_bars(struct out *o, const struct portrait *p, bool is_told_apart)
{
    uint64_t most = most_of(p);

    if (is_told_apart)
        out_lit(o, "<path class=\"bars\" d=\"");
    else
        out_lit(o, "<path class=\"bars a0\" d=\"");
    for (size_t i = 0; i <= USUAL_DAYS; i++)
        if (p->recipients[i] && (p->is_suspect[i] || i == USUAL_DAYS) == is_told_apart)
            bar(o, i, p->recipients[i], most);
    out_lit(o, "\"></path>");
}

static void said_days(struct out *o, const struct portrait *p)
{
    const struct usual_of *of = &p->usual.of[MEASURE_RECIPIENTS];

    if (p->usual.known == 0) {
        out_lit(o, "On none of the 56 days before there is mail to compare with.");
        return;
    }
    out_lit(o, "On ");
    html_plural(o, p->usual.known, "day", "days");
    out_lit(o, " with mail among the 56 before: median ");
    html_count(o, of->median);
    out_lit(o, ", 95 % of them at most ");
    html_count(o, of->p95);
    out_lit(o, ", maximum ");
    html_count(o, of->maximum);
    out_lit(o, ".");
}

static void said_suspect(struct out *o, const struct usual *u)
{
    if (u->days == u->known)
        return;
    out_lit(o, " ");
    html_plural(o, u->days - u->known, "more day", "more days");
    out_lit(o, ", on which something was found, in colour, not counted among them.");
}

static void sparkline(struct out *o, const struct portrait *p)
{
    svg_open(o, USUAL_DAYS + 1);
    out_lit(o, "Recipients a day, over 57 days</title><desc>");
    said_days(o, p);
    out_lit(o, " On the last day: ");
    html_count(o, p->day[MEASURE_RECIPIENTS].value);
    out_lit(o, ".</desc>");
    day_bars(o, p, false);
    day_bars(o, p, true);
    out_lit(o, "</svg>\n<div class=\"ends\">");
    date(o, p->usual.day - USUAL_DAYS);
    date(o, p->usual.day);
    out_lit(o, "</div>\n<figcaption>Recipients a day, the last one: ");
    html_count(o, p->day[MEASURE_RECIPIENTS].value);
    out_lit(o, ". ");
    said_days(o, p);
    said_suspect(o, &p->usual);
    out_lit(o, "</figcaption></figure>\n");
}

static void hour_bars(struct out *o, const uint32_t *hours, const char *what)
{
    uint64_t most = 1;

    for (size_t i = 0; i < HOURS; i++)
        if (hours[i] > most)
            most = hours[i];
    svg_open(o, HOURS);
    out_html(o, slice_str(what));
    out_lit(o, ": hours with mail</title><desc>");
    for (size_t i = 0; i < HOURS; i++) {
        if (hours[i] == 0)
            continue;
        out_int(o, (int64_t)i);
        out_lit(o, ":00 on ");
        html_plural(o, hours[i], "day; ", "days; ");
    }
    out_lit(o, "</desc><path class=\"bars a0\" d=\"");
    for (size_t i = 0; i < HOURS; i++)
        if (hours[i])
            bar(o, i, hours[i], most);
    out_lit(o, "\"></path></svg>\n<div class=\"ends\"><span>0:00</span><span>24:00</span></div>\n"
               "<figcaption>");
    out_html(o, slice_str(what));
    out_lit(o, ": days with mail in each hour, ");
    html_count(o, most);
    out_lit(o, " at most</figcaption></figure>\n");
}

static bool has_any(const uint32_t *hours)
{
    for (size_t i = 0; i < HOURS; i++)
        if (hours[i])
            return true;
    return false;
}

static void hours(struct out *o, const struct portrait *p)
{
    if (has_any(p->hours[0]))
        hour_bars(o, p->hours[0], "Workdays");
    if (has_any(p->hours[1]))
        hour_bars(o, p->hours[1], "Weekends");
}

static void said_peers(struct out *o, const struct portrait *p, const struct account *who)
{
    out_lit(o, "<p>Peers: ");
    html_plural(o, p->usual.peer_days, "day", "days");
    out_lit(o, " with mail of ");
    if (who->kind == KIND_UNKNOWN)
        out_lit(o, "accounts that are in no directory");
    else {
        out_lit(o, "kind ");
        out_html(o, slice_str(account_kind_names[who->kind]));
    }
    out_lit(o, ", or of everybody where the kind has 30 or less. Chances and the last share are "
               "powers of ten: -3 is one in a thousand.");
    if (p->is_open)
        out_lit(o, " The day was not over when the log ended: what peers did on it is "
                   "provisional.");
    out_lit(o, "</p>\n");
}

static void said_age(struct out *o, const struct usual *u)
{
    if (!u->is_young)
        return;
    out_lit(o, "<p>Of this account no more than ");
    html_plural(o, (uint64_t)u->age, "day is", "days are");
    out_lit(o, " remembered: until there are 14, its rate is that of its peers.</p>\n");
}

void html_usual(struct out *o, const struct ruling *v, int level)
{
    const struct portrait *p = v->usual;

    out_lit(o, "<div>\n");
    html_part(o, PART_USUAL, level);
    if (!p) {
        out_lit(o, "<p>Not known: no earlier day of it is remembered.</p>\n</div>\n");
        return;
    }
    sparkline(o, p);
    out_lit(o, "<details class=\"sum\"><summary>What is usual for it: ");
    html_count(o, p->usual.of[MEASURE_RECIPIENTS].maximum);
    out_lit(o, " recipients a day at most, of peers ");
    html_count(o, p->usual.of[MEASURE_RECIPIENTS].peers_p999);
    out_lit(o, " in 99.9 %; ");
    html_count(o, p->day[MEASURE_RECIPIENTS].value);
    out_lit(o, " on ");
    date(o, p->usual.day);
    out_lit(o, "</summary>\n");
    said_age(o, &p->usual);
    html_usual_table(o, p);
    said_peers(o, p, v->account);
    hours(o, p);
    out_lit(o, "</details>\n");
    out_lit(o, "</div>\n");
}
