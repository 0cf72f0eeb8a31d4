/* In the order in which somebody reads who has to answer for it: what, why, against, the sum. */
#include <string.h>

#include "analyzer/commands/explain.h"
#include "analyzer/model/clause.h"

const char *explain_word(enum text_word word)
{
    return text_word(word).p;
}

void explain_heading(struct out *o, enum text_word text)
{
    out_lit(o, "\n");
    out_text(o, text_word(text));
    out_lit(o, "\n");
}

static void add_part(struct buf *b, const char *before, slice s)
{
    if (s.n == 0)
        return;
    buf_add(b, slice_str(b->n ? before : ""));
    buf_add(b, s);
}

/* Frees it. */
static void labelled(struct out *o, const char *what, struct buf *b)
{
    if (b->n)
        text_labelled(o, what, buf_slice(b));
    buf_free(b);
}

static void who(struct out *o, const json_t *f)
{
    struct buf b = { 0 };
    slice kind = stored_text(f, "unmapped.kind");

    add_part(&b, "", stored_text(f, "unmapped.account"));
    add_part(&b, ", ", slice_eq(kind, SLICE("unknown")) ? text_word(TELL_NO_DIRECTORY) : kind);
    add_part(&b, ", ", stored_text(f, "unmapped.department"));
    labelled(o, explain_word(TELL_OF_ACCOUNT), &b);
}

static void add_time(struct buf *b, const json_t *f, const char *path)
{
    usec when = stored_usec(f, path);
    char text[32];

    if (when == USEC_NONE)
        return;
    add_part(b, explain_word(TELL_TO), slice_str(clock_local_text(when, text)));
}

static void when(struct out *o, const json_t *f)
{
    struct buf b = { 0 };

    add_time(&b, f, "finding_info.first_seen_time");
    add_time(&b, f, "finding_info.last_seen_time");
    if (json_is_true(stored_at(f, "unmapped.is_going_on")))
        words_added(&b, TELL_IT_WENT_ON);
    labelled(o, explain_word(TELL_WHEN), &b);
}

/* Empty for a clause that this version does not know. */
static slice sentence_of(slice clause)
{
    for (int i = 0; i < CLAUSES; i++)
        if (slice_eq(clause, slice_str(clause_names[i])))
            return slice_str(clause_titles[i]);
    return SLICE("");
}

static void clause(struct out *o, const json_t *f)
{
    struct buf b = { 0 };
    slice name = stored_text(f, "unmapped.clause");

    add_part(&b, "", name);
    add_part(&b, ": ", sentence_of(name));
    labelled(o, explain_word(TELL_CLAUSE), &b);
}

static void ruled(struct out *o, const json_t *f)
{
    struct buf b = { 0 };

    add_part(&b, "", stored_text(f, "unmapped.action"));
    add_part(&b, ", ", stored_text(f, "unmapped.certainty"));
    labelled(o, explain_word(TELL_BY_ITSELF), &b);
    b = (struct buf){ 0 };
    add_part(&b, "", stored_text(f, "unmapped.ruling.action"));
    add_part(&b, ", ", stored_text(f, "unmapped.ruling.certainty"));
    labelled(o, explain_word(TELL_IN_ALL), &b);
}

static void head(struct out *o, const json_t *f)
{
    struct buf b = { 0 };

    add_part(&b, "", stored_text(f, "finding_info.analytic.name"));
    add_part(&b, ": ", stored_text(f, "finding_info.title"));
    text_labelled(o, explain_word(TELL_FINDING), stored_text(f, "finding_info.uid"));
    text_labelled(o, explain_word(TELL_WHAT), stored_text(f, "finding_info.desc"));
    who(o, f);
    when(o, f);
    clause(o, f);
    labelled(o, explain_word(TELL_RULE), &b);
    if (stored_text(f, "unmapped.anchor").n)
        text_labelled(o, explain_word(TELL_CONCERNS), stored_text(f, "unmapped.anchor"));
    ruled(o, f);
    if (stored_text(f, "remediation.desc").n)
        text_labelled(o, explain_word(TELL_DO_NOW), stored_text(f, "remediation.desc"));
}

static void step(struct out *o, const json_t *s)
{
    struct buf b = { 0 };

    if (stored_text(s, "command").n == 0)
        return;
    add_part(&b, "", stored_text(s, "host"));
    add_part(&b, ": ", stored_text(s, "effect"));
    out_lit(o, "  ");
    text_wrapped(o, buf_slice(&b), 2);
    out_lit(o, "    ");
    out_text(o, stored_text(s, "command"));
    text_said(o, TELL_UNDO);
    out_text(o, stored_text(s, "undo"));
    out_lit(o, "\n");
    buf_free(&b);
}

static bool has_command(const json_t *f)
{
    const json_t *all = stored_at(f, "unmapped.steps");

    for (size_t i = 0; i < json_array_size(all); i++)
        if (stored_text(json_array_get(all, i), "command").n)
            return true;
    return false;
}

/* On one line each, however long: they are to be copied. */
static void steps(struct out *o, const json_t *f)
{
    const json_t *all = stored_at(f, "unmapped.steps");

    if (!has_command(f))
        return;
    explain_heading(o, TELL_COMMANDS);
    for (size_t i = 0; i < json_array_size(all); i++)
        step(o, json_array_get(all, i));
}

static void reason(struct out *o, const json_t *why)
{
    struct buf b = { 0 };
    int64_t weight = stored_milli(why, "weight");

    buf_add(&b, weight > 0 ? SLICE("+") : SLICE(""));
    text_add_milli(&b, weight);
    out_lit(o, "  ");
    text_padded(o, buf_slice(&b), 8);
    buf_clear(&b);
    add_part(&b, "", stored_text(why, "text"));
    if (weight) {
        add_part(&b, " (", stored_text(why, "family"));
        buf_add(&b, SLICE(")"));
    }
    text_wrapped(o, buf_slice(&b), 11);
    buf_free(&b);
}

static void reasons(struct out *o, const json_t *f, const char *path, enum text_word heading)
{
    const json_t *all = stored_at(f, path);

    explain_heading(o, heading);
    if (json_array_size(all) == 0)
        text_said(o, TELL_LOOKED_FOR_NOTHING);
    for (size_t i = 0; i < json_array_size(all); i++)
        reason(o, json_array_get(all, i));
}

/* Names that mean the limits of the rule stand with what they mean in the table below. */
static void numbers(struct out *o, const json_t *f)
{
    json_t *all = json_object_get(json_object_get(f, "unmapped"), "numbers"), *value;
    const char *name;

    if (json_object_size(all) == 0)
        return;
    explain_heading(o, TELL_NUMBERS);
    json_object_foreach(all, name, value)
    {
        out_lit(o, "  ");
        text_padded(o, slice_str(name), 24);
        out_int(o, json_integer_value(value));
        out_lit(o, "\n");
    }
}

static const json_t *rule_of(const struct stored *s, slice name)
{
    const json_t *all = stored_at(s->run, "rules");

    for (size_t i = 0; i < json_array_size(all); i++)
        if (slice_eq(stored_text(json_array_get(all, i), "name"), name))
            return json_array_get(all, i);
    return NULL;
}

static void limit(struct out *o, const json_t *l)
{
    struct buf b = { 0 };
    slice unit = stored_text(l, "unit");

    buf_addf(&b, "%lld", (long long)stored_int(l, "value"));
    if (slice_eq(unit, SLICE("per_cent")))
        buf_add(&b, SLICE(" %"));
    else if (!slice_eq(unit, SLICE("count")))
        add_part(&b, " ", unit);
    add_part(&b, ", ", stored_text(l, "meaning"));
    out_lit(o, "  ");
    text_padded(o, stored_text(l, "name"), 24);
    text_wrapped(o, buf_slice(&b), 27);
    buf_free(&b);
}

static void limits(struct out *o, const struct stored *s, const json_t *f)
{
    const json_t *all =
        stored_at(rule_of(s, stored_text(f, "finding_info.analytic.name")), "limits");

    if (json_array_size(all) == 0)
        return;
    explain_heading(o, TELL_LIMITS);
    for (size_t i = 0; i < json_array_size(all); i++)
        limit(o, json_array_get(all, i));
}

static void made(struct out *o, const struct stored *s)
{
    if (!s->run)
        return;
    explain_heading(o, TELL_MADE);
    text_labelled(o, explain_word(TELL_VERSION), stored_text(s->run, "version"));
    text_labelled(o, explain_word(TELL_COMMAND), stored_text(s->run, "command"));
    if (stored_text(s->run, "site").n)
        text_labelled(o, explain_word(TELL_SITE), stored_text(s->run, "site"));
    text_labelled(o, explain_word(TELL_POLICY), stored_text(s->run, "configuration"));
}

void explain_write(struct out *o, const struct stored *s, const json_t *f)
{
    head(o, f);
    steps(o, f);
    reasons(o, f, "unmapped.reasons", TELL_WHY);
    explain_rests_on(o, f);
    reasons(o, f, "unmapped.against", TELL_AGAINST);
    numbers(o, f);
    limits(o, s, f);
    explain_sum(o, s, f);
    explain_usual(o, f);
    explain_past(o, f);
    explain_lines(o, f);
    explain_quality(o, s, f);
    made(o, s);
}
