/*
 * A binary heap on (time, order of arrival), and the small pools around it.
 */
#include "tests/bench/traffic.h"

#include <stdio.h>
#include <stdlib.h>

static bool before(const struct entry *a, const struct entry *b)
{
    return a->due != b->due ? a->due < b->due : a->order < b->order;
}

static void no_memory(void)
{
    (void)fputs("generate: out of memory\n", stderr);
    exit(1);
}

static void grow(struct agenda *a)
{
    a->room = a->room ? 2 * a->room : 1024;
    a->heap = realloc(a->heap, a->room * sizeof(*a->heap));
    if (!a->heap)
        no_memory();
}

void agenda_add(struct agenda *a, int64_t due, struct task *task)
{
    struct entry e = { due, a->added++, task };
    size_t i = a->used++;

    if (i == a->room)
        grow(a);
    for (size_t up; i > 0 && before(&e, &a->heap[up = (i - 1) / 2]); i = up)
        a->heap[i] = a->heap[up];
    a->heap[i] = e;
}

struct entry agenda_next(struct agenda *a)
{
    struct entry top = a->heap[0];
    struct entry e = a->heap[--a->used];
    size_t i = 0;

    for (size_t down; (down = 2 * i + 1) < a->used; i = down) {
        if (down + 1 < a->used && before(&a->heap[down + 1], &a->heap[down]))
            down++;
        if (!before(&a->heap[down], &e))
            break;
        a->heap[i] = a->heap[down];
    }
    a->heap[i] = e;
    return top;
}

void *task_new(struct task **free_list, size_t size)
{
    struct task *task = *free_list;

    if (task) {
        *free_list = task->next_free;
        return task;
    }
    task = calloc(1, size);
    if (!task)
        no_memory();
    return task;
}

uint32_t crew_fresh(struct traffic *t)
{
    t->next_pid += 1 + dice_below(&t->dice, 3);
    if (t->next_pid >= 4194304)
        t->next_pid = 301;
    return t->next_pid;
}

/* A process lives for about a hundred jobs; there is one qmgr, and it stays. */
uint32_t crew_pid(struct traffic *t, enum service service)
{
    static const uint8_t sizes[SERVICES] = {
        [SMTPD] = 1, [SUBMISSION] = 1, [CLEANUP] = 16, [QMGR] = 1,   [SMTP] = 48,
        [LMTP] = 16, [LOCAL] = 4,      [PICKUP] = 1,   [BOUNCE] = 4, [ANVIL] = 1,
    };
    uint32_t *pid = &t->crews[service].pids[dice_low(&t->dice, sizes[service])];

    if (*pid == 0 || (service != QMGR && dice_chance(&t->dice, 10)))
        *pid = crew_fresh(t);
    return *pid;
}

uint32_t crew_take(struct traffic *t, enum service service)
{
    struct crew *crew = &t->crews[service];

    if (crew->waiting == 0 || dice_chance(&t->dice, 10))
        return crew_fresh(t);
    return crew->pids[--crew->waiting];
}

void crew_return(struct traffic *t, enum service service, uint32_t pid)
{
    struct crew *crew = &t->crews[service];

    if (crew->waiting < CREW && !dice_chance(&t->dice, 10))
        crew->pids[crew->waiting++] = pid;
}
