/*
 * Each sentence says what is so, and what would mend it. What blocks could make a sender
 * look worse than he was: lines that are missing, or stamps that are wrong.
 */
#include "analyzer/run/judge/flags.h"

#include <stdarg.h>
#include <stdio.h>

#include "analyzer/base/mem.h"

/* Beyond these shares it is no longer a few lines that got lost. */
enum { MALFORMED_PER_CENT = 1, UNKNOWN_PER_CENT = 5, UNREMOVED_PER_CENT = 1, HOLE = 16 };

struct flag *flags_raise(struct flags *fs, enum flag_kind kind, const char *format, ...)
{
    char text[1024];
    struct flag *f;
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    fs->at = mem_grow(fs->at, &fs->cap, fs->n + 1, sizeof(*fs->at));
    f = &fs->at[fs->n++];
    *f = (struct flag){ .kind = kind, .text = arena_keep(fs->arena, slice_str(text)) };
    if (fs->site->explained >> kind & 1)
        f->explained = SLICE("the site's policy explains it (judge.explained)");
    return f;
}

static void explain(struct flag *f, slice why)
{
    if (f->explained.n == 0)
        f->explained = why;
}

uint64_t flags_lines(const uint64_t verdicts[VERDICTS])
{
    uint64_t sum = 0;

    for (int v = 0; v < VERDICTS; v++)
        sum += v == VERDICT_REPEATED ? 0 : verdicts[v];
    return sum;
}

static void flag_share(struct flags *fs, const struct result *r)
{
    uint64_t sum = flags_lines(r->verdicts), malformed = r->verdicts[VERDICT_MALFORMED];

    if (sum == 0)
        flags_raise(fs, FLAG_NOT_PARSED, "No line was read.")->blocks = true;
    else if (r->verdicts[VERDICT_PARSED] == 0)
        flags_raise(fs, FLAG_NOT_PARSED,
                    "None of %llu lines could be parsed: these are no logs of a server that is "
                    "read.",
                    (unsigned long long)sum)
            ->blocks = true;
    else if (malformed * 1000 > sum)
        flags_raise(fs, FLAG_MALFORMED,
                    "%llu of %llu lines are malformed: what they said is missing here.",
                    (unsigned long long)malformed, (unsigned long long)sum)
            ->blocks = malformed * 100 > sum * MALFORMED_PER_CENT;
}

/* The night in which clocks go back is the one in which stamps may. */
static bool is_clock_change(const struct input_sum *in)
{
    usec hours = 2 * (usec)HOUR * USEC_PER_SECOND;

    return in->furthest_back <= hours &&
           clock_offset(in->stepped_back - hours) > clock_offset(in->stepped_back + hours);
}

static void flag_clock(struct flags *fs, const struct input_sum *in)
{
    char when[32];
    struct flag *f;

    if (in->steps_back == 0)
        return;
    f = flags_raise(fs, FLAG_CLOCK_BACK,
                    SLICE_FMT ": %llu lines are stamped before earlier ones, first at %s and by "
                              "up to %lld min: a clock was set, or is wrong.",
                    SLICE_ARG(slice_head(in->name, 300)), (unsigned long long)in->steps_back,
                    clock_local_text(in->stepped_back, when),
                    (long long)(in->furthest_back / USEC_PER_SECOND / MINUTE));
    f->input = in->name;
    f->blocks = true;
    if (is_clock_change(in))
        explain(f, SLICE("clocks went back that night"));
}

/* Blocks that were laid out on the disk and never written; few NULs may be anybody's. */
static void flag_nuls(struct flags *fs, const struct input_sum *in)
{
    bool is_hole = in->nul_bytes >= HOLE;
    char places[64] = "";
    struct flag *f;

    if (in->nul_bytes == 0)
        return;
    if (in->nul_places > 1)
        (void)snprintf(places, sizeof(places), " in %llu places",
                       (unsigned long long)in->nul_places);
    f = flags_raise(
        fs, FLAG_NUL_BYTES, SLICE_FMT ": %llu NUL byte%s%s, from byte %llu on, %s skipped%s.",
        SLICE_ARG(slice_head(in->name, 300)), (unsigned long long)in->nul_bytes,
        in->nul_bytes == 1 ? "" : "s", places, (unsigned long long)in->nul_first,
        in->nul_bytes == 1 ? "was" : "were",
        is_hole ? ": the machine crashed or its disk was full, and lines may be missing there"
                : "");
    f->input = in->name;
    f->blocks = is_hole;
}

static void flag_input(struct flags *fs, const struct input_sum *in)
{
    slice name = slice_head(in->name, 300);
    struct flag *f;

    if (in->trouble.n) {
        f = flags_raise(fs, FLAG_TORN_INPUT, SLICE_FMT ": " SLICE_FMT, SLICE_ARG(name),
                        SLICE_ARG(slice_head(in->trouble, 600)));
        f->input = in->name;
        f->blocks = true;
    }
    flag_nuls(fs, in);
    flag_clock(fs, in);
    if (in->guesses_year)
        flags_raise(fs, FLAG_YEAR_GUESSED,
                    SLICE_FMT ": its stamps have no year; the time of the file tells it.",
                    SLICE_ARG(name))
            ->input = in->name;
}

void flags_of_inputs(struct flags *fs, const struct result *r, struct inputs *in)
{
    size_t n = 0;
    const slice *told = in ? inputs_notes(in, &n) : NULL;

    for (size_t i = 0; i < r->n_inputs; i++)
        flag_input(fs, &r->inputs[i]);
    for (size_t i = 0; i < n; i++)
        flags_raise(fs, FLAG_INPUTS, SLICE_FMT, SLICE_ARG(slice_head(told[i], 1000)));
    flag_share(fs, r);
}

static void flag_entries(struct flags *fs, const struct tracker *t)
{
    if (t->evicted)
        flags_raise(fs, FLAG_EVICTED,
                    "%llu queue entries were given up for lack of room (entries_max %zu).",
                    (unsigned long long)t->evicted, t->entries_max)
            ->blocks = true;
    if (t->outlived > t->unremoved)
        flags_raise(fs, FLAG_OUTLIVED,
                    "%llu queue entries never left the queue in this log and were given up.",
                    (unsigned long long)(t->outlived - t->unremoved));
    if (t->unremoved)
        flags_raise(fs, FLAG_REMOVED_MISSING,
                    "%llu of %llu queue entries were dealt with, but the lines that say they left "
                    "the queue are missing.",
                    (unsigned long long)t->unremoved, (unsigned long long)t->begun)
            ->blocks = t->unremoved * 100 > t->begun * UNREMOVED_PER_CENT;
}

static void flag_origins(struct flags *fs, const struct join *j)
{
    struct flag *f;

    if (j->unknown_origin == 0)
        return;
    f = flags_raise(fs, FLAG_UNKNOWN_ORIGIN,
                    "%llu messages were accepted before the log begins: who sent them is not "
                    "known.",
                    (unsigned long long)j->unknown_origin);
    f->blocks = j->unknown_origin * 100 > j->ledger.all.sums.messages * UNKNOWN_PER_CENT;
    if (j->unknown_late * 100 <= j->ledger.all.sums.messages * UNKNOWN_PER_CENT)
        explain(f, SLICE("they were in the queue when the log began"));
}

void flags_of_stations(struct flags *fs, const struct tracker *t, const struct join *j)
{
    flag_entries(fs, t);
    flag_origins(fs, j);
    if (j->without_leg)
        flags_raise(fs, FLAG_UNSEEN_FILTER,
                    "%llu recipients were handed to a filter, and what came out of it is not in "
                    "these logs.",
                    (unsigned long long)j->without_leg);
}

void flags_hand_over(struct flags *fs, struct result *r)
{
    r->flags = arena_new(fs->arena, (fs->n + 1) * sizeof(*r->flags));
    if (fs->n)
        memcpy(r->flags, fs->at, fs->n * sizeof(*r->flags));
    r->n_flags = fs->n;
}

void flags_free(struct flags *fs)
{
    mem_free(fs->at);
    *fs = (struct flags){ 0 };
}
