#include "analyzer/run/state/carry_parts.h"

#include "analyzer/base/mem.h"

static void carry_sum(struct carrier *c, struct session_sum *sum)
{
    CARRY(c, sum->offered);
    CARRY(c, sum->messages);
    CARRY(c, sum->recipients);
    CARRY(c, sum->largest);
    carry_kept_line(c, &sum->queued_line);
}

static void carry_session(struct carry *y, struct session *one)
{
    struct carrier *c = &y->c;

    carry_queue(y, &one->queue);
    CARRY(c, one->pid);
    CARRY_SIGNED(c, one->touched);
    carry_kept_line(c, &one->line);
    carry_within(c, &one->login, one->line.raw);
    carry_within(c, &one->ip, one->line.raw);
    carry_kept_line(c, &one->ending);
    carry_sum(c, &one->sum);
    CARRY(c, one->has_refusal);
    CARRY(c, one->begun);
}

static void save_list(struct carry *y, struct session_list *list)
{
    for (struct session *one = list->oldest; one; one = one->newer) {
        y->sessions[y->n_sessions++] = one;
        one->place = (uint32_t)y->n_sessions;
        carry_session(y, one);
    }
}

static void load(struct carry *y, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct session one = { 0 };

        carry_session(y, &one);
        if (y->c.in.is_torn)
            return;
        y->sessions[y->n_sessions++] = sessions_restore(y->w->sessions, &one);
    }
}

void carry_sessions(struct carry *y)
{
    size_t n = carry_count(&y->c, y->w->sessions->n);

    n = n < SESSIONS_MAX ? n : SESSIONS_MAX;
    y->sessions = mem_new(n + 1, sizeof(struct session *));
    if (carrier_loads(&y->c)) {
        load(y, n);
        return;
    }
    save_list(y, &y->w->sessions->named);
    save_list(y, &y->w->sessions->nameless);
}

void carry_session_ref(struct carry *y, struct session_ref *ref)
{
    uint64_t place = 0;

    if (!carrier_loads(&y->c) && ref->session && ref->session->number == ref->number)
        place = ref->session->place;
    place = carry_unsigned(&y->c, place);
    if (!carrier_loads(&y->c))
        return;
    *ref = (struct session_ref){ 0 };
    if (place && place <= y->n_sessions)
        *ref = (struct session_ref){ y->sessions[place - 1], y->sessions[place - 1]->number };
}
