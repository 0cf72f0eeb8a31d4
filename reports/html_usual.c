/*
 * What an account did on other days, beside the day of the finding: a bar for each of 56 days, a
 * table of its numbers and its peers' (html_usual_table.c), and the hours in which it sends. Every
 * picture is said in words as well.
 */
#include "analyzer/model/usual.h"
#include "reports/html_parts.h"

/* A day is 10 wide, an hour likewise; the style sheet makes their bars 8 wide. */
enum { PART = 10, HEIGHT = 40, LEAST = 2, HOURS = 24 };

static void date(struct out *o, int64_t day)
{
    char text[32];

    (void)clock_utc_text((usec)day * DAY * USEC_PER_SECOND, text);
    out_html(o, slice_of(text, 10));
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
    out_int(o, (int64_t)at * PART + PART / 2);
    out_lit(o, " ");
    out_int(o, HEIGHT);
    out_lit(o, "v-");
    out_int(o, height_of(value, most));
}

static void svg_open(struct out *o, int64_t parts)
{
    out_lit(o, "<figure class=\"timeline\"><svg viewBox=\"0 0 ");
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
        html_said(o, SAY_NO_DAYS);
        return;
    }
    html_say(o, SAY_DAYS_BEFORE, gap_count(p->usual.known), gap_count(of->median),
             gap_count(of->p95), gap_count(of->maximum));
}

static void said_suspect(struct out *o, const struct usual *u)
{
    if (u->days != u->known)
        html_say(o, SAY_SUSPECT, gap_count(u->days - u->known));
}

static void sparkline(struct out *o, const struct portrait *p)
{
    svg_open(o, USUAL_DAYS + 1);
    html_said(o, SAY_SPARKLINE);
    out_lit(o, "</title><desc>");
    said_days(o, p);
    html_say(o, SAY_LAST_DAY, gap_count(p->day[MEASURE_RECIPIENTS].value));
    out_lit(o, "</desc>");
    day_bars(o, p, false);
    day_bars(o, p, true);
    out_lit(o, "</svg><div class=\"ends\">");
    out_lit(o, "<span>");
    date(o, p->usual.day - USUAL_DAYS);
    out_lit(o, "</span><span>");
    date(o, p->usual.day);
    out_lit(o, "</span>");
    out_lit(o, "</div><figcaption>");
    html_say(o, SAY_RECIPIENTS_A_DAY, gap_count(p->day[MEASURE_RECIPIENTS].value));
    said_days(o, p);
    said_suspect(o, &p->usual);
    out_lit(o, "</figcaption></figure>");
}

static void hour_bars(struct out *o, const uint32_t *hours, enum html_word what)
{
    uint64_t most = 1;

    for (size_t i = 0; i < HOURS; i++)
        if (hours[i] > most)
            most = hours[i];
    svg_open(o, HOURS);
    html_say(o, SAY_HOURS_WITH_MAIL, gap_text(html_word(what)));
    out_lit(o, "</title><desc>");
    for (size_t i = 0; i < HOURS; i++)
        if (hours[i])
            html_say(o, SAY_HOUR_ON, gap_id(i), gap_count(hours[i]));
    out_lit(o, "</desc><path class=\"bars a0\" d=\"");
    for (size_t i = 0; i < HOURS; i++)
        if (hours[i])
            bar(o, i, hours[i], most);
    out_lit(o, "\"></path></svg><div class=\"ends\"><span>0:00</span><span>24:00</span></div>"
               "<figcaption>");
    html_say(o, SAY_HOURS_AT_MOST, gap_text(html_word(what)), gap_count(most));
    out_lit(o, "</figcaption></figure>");
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
        hour_bars(o, p->hours[0], SAY_WORKDAYS);
    if (has_any(p->hours[1]))
        hour_bars(o, p->hours[1], SAY_WEEKENDS);
}

static void said_peers(struct out *o, const struct portrait *p, const struct account *who)
{
    html_say(o, SAY_PEERS, gap_count(p->usual.peer_days));
    html_say(o, who->kind == KIND_UNKNOWN ? SAY_PEERS_UNKNOWN : SAY_PEERS_KIND,
             gap_word(account_kind_names[who->kind]));
    html_said(o, SAY_PEERS_SCALE);
    if (p->is_open)
        html_said(o, SAY_DAY_OPEN);
    out_lit(o, "</p>");
}

static void said_age(struct out *o, const struct usual *u)
{
    if (u->is_young)
        html_say(o, SAY_YOUNG, gap_count((uint64_t)u->age));
}

void html_usual(struct out *o, const struct ruling *v, int level)
{
    const struct portrait *p = v->usual;

    out_lit(o, "<div>");
    html_part(o, PART_USUAL, level);
    if (!p) {
        html_said(o, SAY_NO_USUAL);
        out_lit(o, "</div>");
        return;
    }
    sparkline(o, p);
    out_lit(o, "<details class=\"sum\"><summary>");
    html_say(o, SAY_USUAL, gap_count(p->usual.of[MEASURE_RECIPIENTS].maximum),
             gap_count(p->usual.of[MEASURE_RECIPIENTS].peers_p999),
             gap_count(p->day[MEASURE_RECIPIENTS].value));
    date(o, p->usual.day);
    out_lit(o, "</summary>");
    said_age(o, &p->usual);
    html_usual_table(o, p);
    said_peers(o, p, v->account);
    hours(o, p);
    out_lit(o, "</details>");
    out_lit(o, "</div>");
}
