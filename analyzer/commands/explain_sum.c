/*
 * The sum of the account as a table that anybody can add up: a row for each kind of evidence, below
 * it the findings that it is made of, then the excuses. model/ruling.h says how they add up.
 */
#include "analyzer/base/mem.h"
#include "analyzer/commands/explain.h"
#include "reports/text_table.h"

enum { COUNTS, WEIGHT, AGAINST, AT_MOST, PIECES_MAX = 20 };

static const struct text_column columns[] = {
    { "Counts", MILLI }, { "Weight", MILLI }, { "Against", MILLI }, { "At most", MILLI }, { 0 },
};

struct rows {
    struct text_row *at;
    size_t n, cap;
};

static struct text_row *add(struct rows *rows, slice name)
{
    struct text_row *row;

    rows->at = mem_grow(rows->at, &rows->cap, rows->n + 1, sizeof(*rows->at));
    row = &rows->at[rows->n++];
    *row = (struct text_row){ .name = name };
    return row;
}

/* But for what it counts. */
static void leave_blank(struct text_row *row)
{
    row->is_blank[WEIGHT] = row->is_blank[AGAINST] = row->is_blank[AT_MOST] = true;
}

static uint64_t milli(const json_t *object, const char *path)
{
    return (uint64_t)stored_milli(object, path);
}

static uint64_t against(const json_t *f)
{
    const json_t *all = stored_at(f, "unmapped.against");
    int64_t sum = 0;

    for (size_t i = 0; i < json_array_size(all); i++)
        sum += stored_milli(json_array_get(all, i), "weight");
    return (uint64_t)sum;
}

static bool is_piece(const json_t *f, const json_t *of, slice family)
{
    return slice_eq(stored_text(f, "unmapped.account"), stored_text(of, "unmapped.account")) &&
           slice_eq(stored_text(f, "unmapped.family"), family) &&
           !json_is_true(stored_at(f, "unmapped.is_operators"));
}

static void pieces(struct rows *rows, const struct stored *s, const json_t *f, const json_t *sum)
{
    size_t told = 0;

    for (size_t i = 0; i < s->n && told < PIECES_MAX; i++) {
        const json_t *piece = s->findings[i];
        struct text_row *row;

        if (!is_piece(piece, f, stored_text(sum, "family")))
            continue;
        row = add(rows, stored_text(piece, "finding_info.uid"));
        row->indent = 2;
        row->values[WEIGHT] = milli(piece, "unmapped.weight");
        row->values[AGAINST] = against(piece);
        row->values[AT_MOST] = milli(sum, "cap");
        row->values[COUNTS] = milli(piece, "unmapped.counted");
        told++;
    }
}

static void families(struct rows *rows, const struct stored *s, const json_t *f)
{
    const json_t *all = stored_at(f, "unmapped.ruling.families");

    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *sum = json_array_get(all, i);
        struct text_row *row = add(rows, stored_text(sum, "family"));

        row->is_blank[AGAINST] = true;
        row->values[WEIGHT] = milli(sum, "weight");
        row->values[AT_MOST] = milli(sum, "cap");
        row->values[COUNTS] = milli(sum, "counted");
        pieces(rows, s, f, sum);
    }
}

static void excuses(struct rows *rows, const json_t *f)
{
    const json_t *all = stored_at(f, "unmapped.ruling.excuses");

    for (size_t i = 0; i < json_array_size(all); i++) {
        struct text_row *row = add(rows, text_word(TELL_EXCUSED_ROW));

        leave_blank(row);
        row->values[COUNTS] = milli(json_array_get(all, i), "weight");
    }
}

static void sentence(struct out *o, slice text)
{
    out_lit(o, "  ");
    text_wrapped(o, text, 2);
}

/* Families that show harm: disabling needs one. */
static void harm(struct out *o, const json_t *f)
{
    const json_t *all = stored_at(f, "unmapped.ruling.families");
    struct buf b = { 0 };

    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *sum = json_array_get(all, i);

        if (!json_is_true(stored_at(sum, "is_harm")))
            continue;
        buf_addf(&b, "%s" SLICE_FMT, b.n ? ", " : explain_word(TELL_HARM),
                 SLICE_ARG(stored_text(sum, "family")));
    }
    sentence(o, b.n ? buf_slice(&b) : text_word(TELL_NO_HARM));
    buf_free(&b);
}

static void texts(struct out *o, const json_t *f)
{
    const json_t *excuses = stored_at(f, "unmapped.ruling.excuses");
    const json_t *withheld = stored_at(f, "unmapped.ruling.withheld");

    for (size_t i = 0; i < json_array_size(excuses); i++)
        sentence(o, stored_text(json_array_get(excuses, i), "text"));
    for (size_t i = 0; i < json_array_size(withheld); i++)
        sentence(o, stored_text(json_array_get(withheld, i), ""));
}

static void come_to(struct out *o, const json_t *f)
{
    struct buf b = { 0 };

    words_add(&b, TELL_COMES_TO, gap_text(stored_text(f, "unmapped.ruling.by_sum")),
              gap_text(stored_text(f, "unmapped.ruling.by_rule")),
              gap_text(stored_text(f, "unmapped.ruling.chance")),
              gap_milli(stored_milli(f, "unmapped.ruling.prior")),
              gap_milli(stored_milli(f, "unmapped.ruling.posterior")));
    sentence(o, buf_slice(&b));
    buf_free(&b);
}

void explain_sum(struct out *o, const struct stored *s, const json_t *f)
{
    struct rows rows = { 0 };
    struct text_row *total;

    families(&rows, s, f);
    excuses(&rows, f);
    total = add(&rows, text_word(TELL_SUM_ROW));
    total->is_total = true;
    leave_blank(total);
    total->values[COUNTS] = milli(f, "unmapped.ruling.sum");
    text_table(o, explain_word(TELL_SUM_TITLE), columns, rows.at, rows.n);
    mem_free(rows.at);
    if (json_array_size(stored_at(f, "unmapped.ruling.families")) == 0)
        sentence(o, text_word(TELL_NOT_WEIGHED));
    else
        harm(o, f);
    texts(o, f);
    come_to(o, f);
}
