/* A detector's part of the record has its name. */
#include "analyzer/run/watch/recall.h"

#include "analyzer/run/state/carry_watched.h"
#include "analyzer/run/state/record.h"
#include "analyzer/run/state/state_parts.h"
#include "analyzer/run/watch/day_close.h"
#include "analyzer/run/watch/fields.h"
#include "analyzer/run/watch/released.h"
#include "analyzer/run/watch/usual.h"
#include "analyzer/run/watch/watchers_parts.h"

static void *state_of(struct watchers *w, struct account_work *work, size_t i)
{
    return watchers_part(w, i, watchers_of_account(w, work))->state;
}

/* Its part of the record; no detector is called so. */
#define HAUNTS SLICE("haunts")

static bool unpack_haunts(struct account_work *work, slice name, slice bytes)
{
    if (!slice_eq(name, HAUNTS))
        return false;
    if (!haunts_unpack(&work->haunts, bytes))
        work->history->is_torn = true;
    return true;
}

static bool unpack_detector(struct watchers *w, struct account_work *work, slice name, slice bytes)
{
    for (size_t i = 0; detectors[i]; i++) {
        if (detectors[i]->key != KEY_ACCOUNT || !slice_eq(name, slice_str(detectors[i]->name)))
            continue;
        fields_unpack(detectors[i], state_of(w, work, i), bytes);
        return true;
    }
    return false;
}

/* Of a log of long ago: what goes on by now is none of its matter, and stays as it is. */
static bool is_long_ago(const struct watchers *w)
{
    usec closed = w->state->closed;

    return closed != USEC_NONE && w->day < closed - (usec)DAY * USEC_PER_SECOND;
}

static void unpack_piece(struct watchers *w, struct account_work *work, slice piece)
{
    struct unpack u = { .rest = piece };
    bool is_known = unpack_number(&u) == RECORD_VERSION;
    slice name, bytes;

    while (is_known && unpack_part(&u, &name, &bytes))
        if (!history_unpack_part(work->history, name, bytes) && !unpack_haunts(work, name, bytes) &&
            !unpack_detector(w, work, name, bytes) &&
            (work->is_late || !carry_unpack_part(w, work, name, bytes)))
            pack_part(&work->history->unknown, name, bytes);
    if (!is_known || u.is_torn || work->history->is_torn)
        state_is_damaged(w->state);
}

void recall_days(slice piece, struct history *h)
{
    struct unpack u = { .rest = piece };
    slice name, bytes;

    if (unpack_number(&u) != RECORD_VERSION)
        return;
    while (unpack_part(&u, &name, &bytes))
        history_unpack_days(h, name, bytes);
}

void recall_account(struct watchers *w, struct account_work *work)
{
    work->remembered = state_account(w->state, work->account->name);
    work->history = arena_new(w->arena, sizeof(*work->history));
    work->history->contacts.kept_days = w->state->keep.baselines;
    work->history->contacts.passed = &w->state->passed;
    work->is_late = is_long_ago(w);
    if (work->remembered->body.n)
        unpack_piece(w, work, work->remembered->body);
    if (work->remembered->rest.n)
        unpack_piece(w, work, work->remembered->rest);
    released_look_up(w, work->account->name, work->history);
    day_close_loaded(w->days, work->account->name);
}

const struct usual *recall_usual(struct watchers *w, const struct event *ev)
{
    struct account_work *work = ev->account->work;
    int64_t day;

    if (!work->history)
        return NULL;
    day = calendar_day(&w->days->today, ev->message ? ev->message->accepted : ev->when);
    if (!work->usual)
        work->usual = arena_new(w->arena, sizeof(*work->usual));
    if (work->usual->day != day)
        usual_of_day(work->history, &w->days->peers, ev->account->kind, day, work->usual);
    return work->usual;
}

void recall_message(struct watchers *w, struct account_work *work, const struct message *m)
{
    w->state->n_late += state_is_late(w->state, m);
    if (state_learns(w->state, m, &m->queued_line.at))
        history_message(work->history, state_day(w->state, m->accepted),
                        calendar_hour(&w->calendar, m->accepted), m->size);
}

void recall_bounced(struct watchers *w, struct account_work *work, const struct message *m,
                    uint64_t recipients)
{
    if (state_learns(w->state, m, &m->queued_line.at))
        history_bounced(work->history, state_day(w->state, m->accepted), recipients);
}

void recall_suspect(struct watchers *w, const struct event *ev)
{
    const struct message *m = ev->message;
    usec when = m ? m->accepted : ev->when;
    struct account_work *work = ev->account->work;

    if (!work->history)
        return;
    if (m ? state_learns(w->state, m, &m->queued_line.at)
          : state_learns_then(w->state, when, &ev->line.at))
        history_mark(work->history, state_day(w->state, when), HISTORY_SUSPECT);
}

bool recall_recipient(struct watchers *w, struct account_work *work, struct event *ev)
{
    int64_t day = state_day(w->state, ev->message->accepted);
    bool is_known;

    if (!state_learns(w->state, ev->message, &ev->line.at) ||
        !state_learns(w->state, ev->message, &ev->message->queued_line.at))
        return false;
    is_known = history_recipient(work->history, day, state_hash(w->state, ev->recipient.hash),
                                 ev->recipient.is_external);
    ev->recipient.contact = is_known                                       ? CONTACT_KNOWN
                            : usual_age(work->history, day) >= USUAL_YOUNG ? CONTACT_NEW
                                                                           : CONTACT_UNTOLD;
    return true;
}

void recall_keep(struct watchers *w, struct account_work *work)
{
    struct buf others = { 0 }, fields = { 0 };
    struct record record;
    size_t without_open;

    for (size_t i = 0; detectors[i]; i++) {
        if (detectors[i]->key != KEY_ACCOUNT)
            continue;
        buf_clear(&fields);
        fields_pack(detectors[i], state_of(w, work, i), &fields);
        if (fields.n)
            pack_part(&others, slice_str(detectors[i]->name), buf_slice(&fields));
    }
    buf_clear(&fields);
    haunts_pack(&work->haunts, w->state->today - contacts_kept_days(&work->history->contacts),
                &fields);
    if (fields.n)
        pack_part(&others, HAUNTS, buf_slice(&fields));
    without_open = others.n;
    if (!work->is_late)
        carry_pack(w, work, &others);
    record_pack(work->history, w->state->today, buf_slice(&others), &record);
    state_keep_account(
        w->state, work->remembered, &record,
        record_due(work->history, others.n > without_open, &w->state->keep, w->state->today));
    record_free(&record);
    buf_free(&others);
    buf_free(&fields);
}
