/* The run's own generation: from which one it starts, and what it leaves. */
#include "analyzer/run/state/state_parts.h"
#include "analyzer/run/state/state_retention.h"

#include <stdio.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/state/sightings.h"

bool state_open(struct state *s, const char *path, enum store_use use, struct err *err)
{
    *s = (struct state){ .closed = USEC_NONE, .as_of = USEC_NONE };
    if (!store_open(&s->store, path, use, err))
        return false;
    if (use == STORE_RUN || use == STORE_CHANGE)
        state_upgrade(s);
    if (!s->store.has_failed && (use != STORE_RUN || state_take_key(s)))
        return true;
    (void)store_failed(&s->store, err);
    state_close(s);
    return false;
}

static void load_base(struct state *s)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT closed FROM generation WHERE id = ?");

    store_bind_int(st, 1, s->base);
    s->closed = store_step(&s->store, st) ? store_int(st, 0) : USEC_NONE;
    (void)sqlite3_finalize(st);
}

bool state_failed(const struct state *s, struct err *err)
{
    return store_failed(&s->store, err);
}

bool state_begin(struct state *s, struct inputs *in, const struct source_options *opt)
{
    if (!state_know_inputs(s, in, opt))
        return false;
    load_base(s);
    if (!state_go_back(s))
        return false;
    state_leave_out(s, in);
    return !s->store.has_failed;
}

/* Stamps that nobody could read close no day. */
static usec closes(const struct state *s, const struct result *r)
{
    usec day = r->last == USEC_NONE ? USEC_NONE : clock_day(r->last);

    return day > s->closed ? day : s->closed;
}

static void write_generation(struct state *s, const struct result *r, usec closed,
                             int64_t closed_day)
{
    char configuration[20];
    sqlite3_stmt *st =
        store_statement(&s->store, "INSERT INTO generation VALUES(?, ?, ?, ?, ?, ?)");

    (void)snprintf(configuration, sizeof(configuration), "%016llx",
                   (unsigned long long)r->configuration);
    store_bind_int(st, 1, s->base + 1);
    store_bind_int(st, 2, closed);
    store_bind_int(st, 3, r->last);
    store_bind_text(st, 4, r->version);
    store_bind_text(st, 5, slice_str(configuration));
    store_bind_int(st, 6, closed_day);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

bool state_commit(struct state *s, const struct result *r, struct err *err)
{
    usec closed = closes(s, r);
    int64_t day = closed == USEC_NONE ? 0 : state_day(s, closed);

    if (s->is_nothing_new)
        return !store_failed(&s->store, err);
    write_generation(s, r, closed, day);
    state_apply_retention(s, day);
    state_write_inputs(s, r);
    sightings_write(&s->store, s->base + 1, r);
    state_write_accounts(s);
    state_forget_undo(s);
    state_forget_sent(s);
    state_forget_inputs(s);
    return store_commit(&s->store, err);
}

void state_close(struct state *s)
{
    (void)sqlite3_finalize(s->sender);
    (void)sqlite3_finalize(s->sent);
    state_free_accounts(s);
    state_free_rows(s);
    store_close(&s->store);
    mem_free(s->known);
    mem_free(s->inputs);
    mem_free(s->earlier);
    arena_free(&s->texts);
}
