/*
 * Timelines are drawn here and not in the browser, so that paper and readers without
 * scripts have them. One path each: a report may hold thousands. Their words stand
 * beside them as text, as those in a drawing would shrink with it.
 */
#include "reports/html_case.h"

/* A part is 10 wide, its bar a stroke that the style sheet makes 8 wide. */
enum { PART = 10, HEIGHT = 40, PARTS_LEAST = 12, LANE = 6, STROKES_MAX = 12 };

struct view { /* the parts that are shown: from `first` on, which may be negative */
    const struct rhythm *rhythm;
    int first, n, peak;
};

static struct view view_of(const struct rhythm *r)
{
    struct view v = { .rhythm = r };

    for (int i = 0; i < RHYTHM_PARTS; i++) {
        if (r->counts[i])
            v.n = i + 1;
        if (r->counts[i] > r->counts[v.peak])
            v.peak = i;
    }
    return v;
}

/* Within quiet parts a burst shows as one. */
static struct view with_surroundings(struct view v)
{
    int more = v.n + 2 < PARTS_LEAST ? PARTS_LEAST - v.n : 2;

    v.first -= more / 2;
    v.n += more;
    return v;
}

static usec time_of(const struct view *v, int part)
{
    return rhythm_start(v->rhythm) + part * rhythm_width(v->rhythm) * USEC_PER_SECOND;
}

/* What counts at all is seen. */
static int64_t height_of(const struct view *v, int part)
{
    int64_t h = (int64_t)v->rhythm->counts[part] * HEIGHT / v->rhythm->counts[v->peak];

    return h ? h : 1;
}

/* Where a time stands on a scale of `width` that begins at `from` and ends at `to`. */
static int64_t place(usec when, usec from, usec to, int64_t width)
{
    seconds span = (to - from) / USEC_PER_SECOND, at = (when - from) / USEC_PER_SECOND;

    return span <= 0 || at < 0 ? 0 : at > span ? width : at * width / span;
}

static void bars(struct out *o, const struct view *v)
{
    out_lit(o, "<path class=\"bars\" d=\"");
    for (int i = 0; i < RHYTHM_PARTS; i++) {
        if (v->rhythm->counts[i] == 0)
            continue;
        out_lit(o, "M");
        out_int(o, (i - v->first) * PART + PART / 2);
        out_lit(o, " ");
        out_int(o, HEIGHT);
        out_lit(o, "v-");
        out_int(o, height_of(v, i));
    }
    out_lit(o, "\"></path>");
}

/* The end of the log: behind it nothing is known. */
static void end_of_log(struct out *o, const struct result *r, const struct view *v)
{
    if (r->last < time_of(v, v->first) || r->last > time_of(v, v->first + v->n))
        return;
    out_lit(o, "<path class=\"end\" d=\"M");
    out_int(o, place(r->last, time_of(v, v->first), time_of(v, v->first + v->n), v->n * PART));
    out_lit(o, " 0v");
    out_int(o, HEIGHT);
    out_lit(o, "\"></path>");
}

/* Named for readers that do not see it; what it shows is said in the caption. */
static void svg_open(struct out *o, int64_t width, int64_t height, enum html_word what)
{
    out_lit(o, "<figure class=\"timeline\"><svg viewBox=\"0 0 ");
    out_int(o, width);
    out_lit(o, " ");
    out_int(o, height);
    out_lit(o, "\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"");
    html_say(o, SAY_OVER_TIME, gap_name(html_word(what)));
    out_lit(o, "\">");
}

static void svg_close(struct out *o, const struct view *v)
{
    out_lit(o, "</svg><div class=\"ends\">");
    out_lit(o, "<span>");
    html_minute(o, time_of(v, v->first));
    out_lit(o, "</span><span>");
    html_minute(o, time_of(v, v->first + v->n));
    out_lit(o, "</span></div>");
}

static void caption(struct out *o, const struct view *v)
{
    html_say(o, SAY_BAR_FOR, gap_seconds(rhythm_width(v->rhythm)),
             gap_count(v->rhythm->counts[v->peak]), gap_minute(time_of(v, v->peak)));
}

void html_timeline(struct out *o, const struct result *r, const struct finding *f,
                   enum html_word what)
{
    struct view v = with_surroundings(view_of(&f->rhythm));

    if (f->rhythm.total == 0)
        return;
    svg_open(o, v.n * PART, HEIGHT, what);
    bars(o, &v);
    end_of_log(o, r, &v);
    svg_close(o, &v);
    out_lit(o, "<figcaption>");
    html_say(o, SAY_COUNTED, gap_count(f->rhythm.total), gap_text(html_word(what)));
    caption(o, &v);
    out_lit(o, ".</figcaption></figure>");
}

/* From first to last, or a stroke that can still be seen; never beyond the edge. */
static void stroke(struct out *o, int64_t first, int64_t last, int64_t y, int64_t width)
{
    int64_t least = width / 100 + 1;

    if (last - first < least)
        last = first + least;
    if (last > width)
        first -= last - width;
    out_lit(o, "M");
    out_int(o, first);
    out_lit(o, " ");
    out_int(o, y);
    out_lit(o, "h");
    out_int(o, last < width ? last - first : width - first);
    out_lit(o, "v4H");
    out_int(o, first);
    out_lit(o, "z");
}

static bool is_marked(const struct finding *f, enum action action)
{
    return f->ruling->action == action && !f->is_operators && f->first != USEC_NONE;
}

/* The findings that ask for this action, as one path in a lane of their own. */
static bool lane(struct out *o, const struct result *r, const struct view *v, enum action action,
                 int64_t y)
{
    usec from = time_of(v, v->first), to = time_of(v, v->first + v->n);
    int64_t width = v->n * PART;
    bool is_open = false;

    for (size_t i = 0; i < r->n_findings; i++) {
        const struct finding *f = &r->findings[i];

        if (!is_marked(f, action))
            continue;
        if (!is_open) {
            out_lit(o, "<path class=\"mark a");
            out_int(o, action);
            out_lit(o, "\" d=\"");
        }
        is_open = true;
        stroke(o, place(f->first, from, to, width), place(f->last, from, to, width), y, width);
    }
    if (is_open)
        out_lit(o, "\"></path>");
    return is_open;
}

static bool has_lane(const struct result *r, enum action action)
{
    for (size_t i = 0; i < r->n_findings; i++)
        if (is_marked(&r->findings[i], action))
            return true;
    return false;
}

static void lanes(struct out *o, const struct result *r, const struct view *v)
{
    int64_t y = HEIGHT + LANE - 4;

    for (int a = ACTIONS - 1; a > ACTION_RECORD; a--)
        if (lane(o, r, v, (enum action)a, y))
            y += LANE;
}

static void legend(struct out *o, const struct result *r)
{
    bool is_first = true;

    for (int a = ACTIONS - 1; a > ACTION_RECORD; a--) {
        if (!has_lane(r, (enum action)a))
            continue;
        if (is_first)
            html_said(o, SAY_LEGEND);
        is_first = false;
        html_badge(o, (enum action)a);
        out_lit(o, " ");
    }
}

/* From the first line to the last, as findings need not be about messages. */
static struct view view_of_run(const struct result *r, struct rhythm *all)
{
    struct view v;

    *all = r->rhythm;
    rhythm_cover(all, r->first, r->last);
    v = view_of(all);
    v.n = (int)((r->last - rhythm_start(all)) / USEC_PER_SECOND / rhythm_width(all)) + 1;
    return v;
}

void html_overview(struct out *o, const struct result *r)
{
    struct rhythm all;
    struct view v;
    int64_t height = HEIGHT;

    if (r->rhythm.total == 0 || r->first == USEC_NONE)
        return;
    v = view_of_run(r, &all);
    for (int a = ACTION_RECORD + 1; a < ACTIONS; a++)
        height += has_lane(r, (enum action)a) ? LANE : 0;
    out_lit(o, "<div class=\"overview\">");
    svg_open(o, v.n * PART, height, SAY_MESSAGES);
    bars(o, &v);
    lanes(o, r, &v);
    svg_close(o, &v);
    out_lit(o, "<figcaption>");
    html_say(o, SAY_OF_EVERYBODY, gap_count(r->rhythm.total));
    caption(o, &v);
    legend(o, r);
    out_lit(o, "</figcaption></figure></div>");
}

static void small_open(struct out *o, enum action action)
{
    out_lit(o, "<svg class=\"span a");
    out_int(o, action);
    out_lit(o, "\" viewBox=\"0 0 400 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
               "<path class=\"mark\" d=\"");
}

void html_mark(struct out *o, const struct result *r, const struct ruling *v)
{
    if (r->last <= r->first || html_is_long(r))
        return;
    small_open(o, v->action);
    for (size_t i = 0; i < v->n_findings && i < STROKES_MAX; i++)
        if (v->findings[i].first != USEC_NONE)
            stroke(o, place(v->findings[i].first, r->first, r->last, 400),
                   place(v->findings[i].last, r->first, r->last, 400), 0, 400);
    out_lit(o, "\"></path></svg>");
}

void html_stroke(struct out *o, usec first, usec last, usec from, usec to)
{
    out_lit(o, "<svg class=\"span\" viewBox=\"0 0 400 4\" preserveAspectRatio=\"none\" "
               "aria-hidden=\"true\"><path class=\"mark\" d=\"");
    stroke(o, place(first, from, to, 400), place(last, from, to, 400), 0, 400);
    out_lit(o, "\"></path></svg>");
}
