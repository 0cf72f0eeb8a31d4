/*
 * Lines that belong to no session: mail from programs of the machine itself,
 * and the figures that anvil tells every few minutes.
 */
#include "tests/bench/traffic.h"

void session_none(struct traffic *t)
{
    struct message *m = message_new(t);

    letter_by_program(t, m);
    log_begin(&t->log, t->now, PICKUP, crew_pid(t, PICKUP));
    put_queue_id(&t->log, m->id);
    PUT(&t->log, ": uid=33 from=<www-data>");
    log_end(&t->log);
    (void)message_start(t, m, 2);
}

static void log_rate(struct traffic *t, const char *what, struct client c)
{
    log_begin(&t->log, t->now, ANVIL, crew_pid(t, ANVIL));
    PUT(&t->log, "statistics: max connection ");
    put_string(&t->log, what);
    PUT(&t->log, " for (smtp:");
    put_client_address(&t->log, c);
    PUT(&t->log, ") at ");
    put_date(&t->log, t->now - dice_below(&t->dice, 200) * LOG_SECOND);
    log_end(&t->log);
}

void session_statistics(struct traffic *t)
{
    struct client c = world_stray(&t->dice);

    log_rate(t, "rate 4/60s", c);
    log_rate(t, "count 2", c);
    log_begin(&t->log, t->now, ANVIL, crew_pid(t, ANVIL));
    PUT(&t->log, "statistics: max cache size ");
    put_number(&t->log, 4 + dice_below(&t->dice, 60));
    PUT(&t->log, " at ");
    put_date(&t->log, t->now - dice_below(&t->dice, 200) * LOG_SECOND);
    log_end(&t->log);
}
