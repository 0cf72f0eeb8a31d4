/*
 * The text that a digest is of has a line NAME=LENGTH:VALUE for each column, so that no value can
 * pass for another one; it starts with a line that names the form.
 */
#include "analyzer/run/state/journal.h"

#include <stdio.h>

#include "analyzer/base/buf.h"
#include "analyzer/base/mem.h"
#include "analyzer/base/sha256.h"

#define COLUMNS                                                                           \
    "number, at, entered, decider, second, judgement, action, reason, finding, account, " \
    "detector, pattern, previous, own"

/* The year 10000, which no stamp can be written for. */
#define TIMES_END (INT64_C(253402300800) * USEC_PER_SECOND)

static const char none_before[DIGEST_HEX] =
    "0000000000000000000000000000000000000000000000000000000000000000";

static void add_line(struct buf *b, const char *name, slice value)
{
    buf_addf(b, "%s=%zu:", name, value.n);
    buf_add(b, value);
    buf_add(b, SLICE("\n"));
}

static slice action_text(const struct decision *d)
{
    return d->action < ACTIONS ? slice_str(action_names[d->action]) : SLICE("");
}

static slice pattern_text(const struct decision *d, char text[17])
{
    (void)snprintf(text, 17, "%016llx", (unsigned long long)d->pattern);
    return slice_of(text, 16);
}

static void add_entry(struct buf *b, const struct decision *d)
{
    char number[24], at[32], entered[32], pattern[17];

    (void)snprintf(number, sizeof(number), "%lld", (long long)d->number);
    buf_add(b, SLICE("mailproctor journal 1\n"));
    add_line(b, "number", slice_str(number));
    add_line(b, "at", slice_str(clock_utc_text(d->at, at)));
    add_line(b, "entered", slice_str(clock_utc_text(d->entered, entered)));
    add_line(b, "by", d->by);
    add_line(b, "second", d->second);
    add_line(b, "judgement", slice_str(judgement_names[d->judgement]));
    add_line(b, "action", action_text(d));
    add_line(b, "reason", d->reason);
    add_line(b, "finding", d->finding);
    add_line(b, "account", d->account);
    add_line(b, "detector", d->detector);
    add_line(b, "pattern", pattern_text(d, pattern));
    add_line(b, "previous", slice_str(d->previous));
}

void journal_digest(const struct decision *d, char digest[DIGEST_HEX])
{
    uint8_t bytes[SHA256_BYTES];
    struct buf b = { 0 };

    add_entry(&b, d);
    sha256(buf_slice(&b), bytes);
    buf_free(&b);
    for (size_t i = 0; i < sizeof(bytes); i++)
        (void)snprintf(digest + 2 * i, 3, "%02x", bytes[i]);
}

/* "": none. */
static bool read_action(slice name, enum action *action)
{
    int i = 0;

    while (i < ACTIONS && !slice_eq(name, slice_str(action_names[i])))
        i++;
    *action = (enum action)i;
    return i < ACTIONS || name.n == 0;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_pattern(slice text, uint64_t *pattern)
{
    *pattern = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (hex_digit(text.p[i]) < 0)
            return false;
        *pattern = *pattern << 4 | (uint64_t)hex_digit(text.p[i]);
    }
    return text.n == 16;
}

static bool read_digest(slice text, char digest[DIGEST_HEX])
{
    if (text.n != DIGEST_HEX - 1)
        return false;
    memcpy(digest, text.p, text.n);
    digest[text.n] = '\0';
    return true;
}

static bool is_time(usec when)
{
    return when >= 0 && when < TIMES_END && when % USEC_PER_SECOND == 0;
}

/* False: a column holds what is never written. Texts live until the next step. */
static bool take_row(sqlite3_stmt *st, struct decision *d)
{
    *d = (struct decision){ .number = store_int(st, 0),
                            .at = store_int(st, 1),
                            .entered = store_int(st, 2),
                            .by = store_bytes(st, 3),
                            .second = store_bytes(st, 4),
                            .judgement = judgement_find(store_bytes(st, 5)),
                            .reason = store_bytes(st, 7),
                            .finding = store_bytes(st, 8),
                            .account = store_bytes(st, 9),
                            .detector = store_bytes(st, 10) };
    return is_time(d->at) && is_time(d->entered) && d->judgement < JUDGEMENTS &&
           read_action(store_bytes(st, 6), &d->action) &&
           read_pattern(store_bytes(st, 11), &d->pattern) &&
           read_digest(store_bytes(st, 12), d->previous) &&
           read_digest(store_bytes(st, 13), d->own);
}

static bool is_purged(const struct decision *d)
{
    return d->finding.n == 0 && d->account.n == 0 && d->reason.n == 0 && d->pattern == 0;
}

static const char *what_is_wrong(const struct decision *d, const struct journal_state *so_far)
{
    char digest[DIGEST_HEX];

    if (d->number != so_far->entries)
        return "an entry before it is missing";
    if (strcmp(d->previous, so_far->newest) != 0)
        return "it does not follow on the entry before it";
    if (is_purged(d))
        return NULL;
    journal_digest(d, digest);
    return strcmp(d->own, digest) == 0 ? NULL : "its text is not the one that was written";
}

/* Goes on counting behind what is broken. */
static bool next(struct store *s, sqlite3_stmt *st, struct journal_state *state, struct decision *d)
{
    bool is_readable;

    if (!store_step(s, st))
        return false;
    is_readable = take_row(st, d);
    state->entries++;
    state->emptied += is_readable && is_purged(d);
    if (state->broken)
        return true;
    state->why = is_readable ? what_is_wrong(d, state) : "it holds what is never written";
    if (state->why)
        state->broken = state->entries;
    else
        memcpy(state->newest, d->own, DIGEST_HEX);
    return true;
}

static sqlite3_stmt *begin(struct store *s, struct journal_state *state)
{
    *state = (struct journal_state){ 0 };
    memcpy(state->newest, none_before, DIGEST_HEX);
    return store_statement(s, "SELECT " COLUMNS " FROM journal ORDER BY number");
}

static void keep_texts(struct arena *a, struct decision *d)
{
    d->by = arena_keep(a, d->by);
    d->second = arena_keep(a, d->second);
    d->reason = arena_keep(a, d->reason);
    d->finding = arena_keep(a, d->finding);
    d->account = arena_keep(a, d->account);
    d->detector = arena_keep(a, d->detector);
}

void journal_read(struct store *s, struct arena *a, struct decisions *all,
                  struct journal_state *state)
{
    sqlite3_stmt *st = begin(s, state);
    struct decision *list = NULL, *kept, one;
    size_t n = 0, cap = 0;

    while (next(s, st, state, &one)) {
        if (state->broken)
            continue;
        keep_texts(a, &one);
        list = mem_grow(list, &cap, n + 1, sizeof(*list));
        list[n++] = one;
    }
    (void)sqlite3_finalize(st);
    kept = arena_new(a, (n + 1) * sizeof(*kept));
    if (n)
        memcpy(kept, list, n * sizeof(*kept));
    mem_free(list);
    *all = (struct decisions){ kept, n };
}

void journal_check(struct store *s, struct journal_state *state)
{
    sqlite3_stmt *st = begin(s, state);
    struct decision one;

    while (next(s, st, state, &one))
        ;
    (void)sqlite3_finalize(st);
}

static void bind(sqlite3_stmt *st, const struct decision *d, char pattern[17])
{
    store_bind_int(st, 1, d->number);
    store_bind_int(st, 2, d->at);
    store_bind_int(st, 3, d->entered);
    store_bind_text(st, 4, d->by);
    store_bind_text(st, 5, d->second);
    store_bind_text(st, 6, slice_str(judgement_names[d->judgement]));
    store_bind_text(st, 7, action_text(d));
    store_bind_text(st, 8, d->reason);
    store_bind_text(st, 9, d->finding);
    store_bind_text(st, 10, d->account);
    store_bind_text(st, 11, d->detector);
    store_bind_text(st, 12, pattern_text(d, pattern));
    store_bind_text(st, 13, slice_str(d->previous));
    store_bind_text(st, 14, slice_str(d->own));
}

/* What follows on a broken entry could not be told from what was forged. */
void journal_append(struct store *s, struct decision *d)
{
    struct journal_state state;
    sqlite3_stmt *st;
    char pattern[17];

    journal_check(s, &state);
    if (state.broken) {
        (void)store_fail(s, "%s: entry %lld of the journal was altered: %s; nothing is added to it",
                         s->path, (long long)state.broken, state.why);
        return;
    }
    d->number = state.entries + 1;
    memcpy(d->previous, state.newest, DIGEST_HEX);
    journal_digest(d, d->own);
    st = store_statement(s, "INSERT INTO journal(" COLUMNS ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                            "?, ?, ?, ?)");
    bind(st, d, pattern);
    (void)store_run(s, st);
    (void)sqlite3_finalize(st);
}
