#include "analyzer/run/join/sessions.h"

#include <criterion/criterion.h>

#define IP "203.0.113.9"

static struct line line_of(uint32_t pid, usec when, const char *text)
{
    return (struct line){ .text = slice_str(text), .when = when, .pid = pid, .at = { 0, 7, 0 } };
}

/* text holds address and login, as a line of a server does. */
static void client(struct sessions *s, uint32_t queue, const struct line *ln, const char *login)
{
    size_t at = slice_find_str(ln->text, slice_str(login));
    struct fact f = { .kind = FACT_CLIENT };

    f.client.ip = slice_of(ln->text.p + slice_find_str(ln->text, SLICE(IP)), SLICE(IP).n);
    f.login = slice_of(ln->text.p + at, strlen(login));
    sessions_take(s, queue, &f, ln);
}

static const struct session *find(struct sessions *s, uint32_t queue, uint32_t pid)
{
    struct fact f = { .kind = FACT_REJECT, .client.ip = SLICE(IP) };
    struct line ln = line_of(pid, 0, "");

    return sessions_find(s, queue, &f, &ln);
}

static void begin(struct sessions *s, uint32_t pid, usec when)
{
    char text[] = "client=x[" IP "], sasl_username=alice";
    struct line ln = line_of(pid, when, text);

    client(s, 0, &ln, "alice");
    memset(text, '-', sizeof(text) - 1); /* the line is gone */
}

Test(sessions, keep_the_line_that_says_who_it_is)
{
    struct sessions s;
    const struct session *one;

    sessions_init(&s, NULL, NULL);
    cr_expect_null(find(&s, 0, 7));
    begin(&s, 7, 1);
    one = find(&s, 0, 7);
    cr_assert_not_null(one);
    cr_expect(slice_eq(one->login, SLICE("alice")));
    cr_expect(slice_eq(one->line.raw, SLICE("client=x[" IP "], sasl_username=alice")));
    cr_expect_eq(one->line.at.line, 7);
    cr_expect_null(find(&s, 1, 7), "another queue");
    cr_expect_null(find(&s, 0, 8), "another process");
    sessions_free(&s);
}

Test(sessions, without_a_pid_there_is_none)
{
    struct sessions s;

    sessions_init(&s, NULL, NULL);
    begin(&s, 0, 1);
    cr_expect_null(find(&s, 0, 0));
    sessions_free(&s);
}

Test(sessions, a_line_beyond_its_room_is_none)
{
    static char text[SESSION_LINE_MAX + 2];
    struct sessions s;
    struct line ln;

    sessions_init(&s, NULL, NULL);
    memset(text, 'x', sizeof(text) - 1);
    memcpy(text, IP " alice", SLICE(IP " alice").n);
    ln = line_of(7, 1, text);
    client(&s, 0, &ln, "alice");
    cr_expect_null(find(&s, 0, 7), "its address and login would be cut");
    ln.text.n--;
    client(&s, 0, &ln, "alice");
    cr_expect_not_null(find(&s, 0, 7));
    sessions_free(&s);
}

Test(sessions, quiet_ones_are_forgotten)
{
    const usec quiet = (usec)6 * HOUR * USEC_PER_SECOND;
    struct sessions s;

    sessions_init(&s, NULL, NULL);
    begin(&s, 7, 0);
    begin(&s, 8, 1);
    begin(&s, 7, 2); /* heard of again */
    sessions_age(&s, quiet + 1);
    cr_expect_not_null(find(&s, 0, 8));
    sessions_age(&s, quiet + 2);
    cr_expect_null(find(&s, 0, 8));
    cr_expect_not_null(find(&s, 0, 7));
    cr_expect_eq(s.evicted, 0);
    sessions_free(&s);
}

Test(sessions, the_one_quiet_for_longest_makes_room)
{
    struct sessions s;

    sessions_init(&s, NULL, NULL);
    for (uint32_t pid = 1; pid <= SESSIONS_MAX; pid++)
        begin(&s, pid, pid);
    begin(&s, 1, SESSIONS_MAX + 1);
    cr_expect_eq(s.evicted, 0, "it is there already");
    begin(&s, SESSIONS_MAX + 1, SESSIONS_MAX + 2);
    cr_expect_eq(s.evicted, 1);
    cr_expect_null(find(&s, 0, 2));
    cr_expect_not_null(find(&s, 0, 1));
    cr_expect_not_null(find(&s, 0, 3));
    cr_expect_eq(s.by_pid.used, SESSIONS_MAX);
    sessions_free(&s);
}

/* Mail that comes in has no login: where no line ends its sessions it fills the room alone. */
Test(sessions, those_without_a_login_go_first)
{
    struct sessions s;
    struct fact f = { .kind = FACT_CLIENT, .client.ip = SLICE(IP) };

    sessions_init(&s, NULL, NULL);
    begin(&s, 1, 1);
    for (uint32_t pid = 2; pid <= 2 * SESSIONS_MAX; pid++) {
        struct line ln = line_of(pid, pid, IP);

        f.client.ip = ln.text;
        sessions_take(&s, 0, &f, &ln);
    }
    cr_expect_not_null(find(&s, 0, 1));
    cr_expect_eq(s.by_pid.used, SESSIONS_MAX);
    cr_expect_eq(s.evicted, 0);
    sessions_free(&s);
}

Test(sessions, the_server_has_hung_up_on_who_was_quiet)
{
    const usec hour = (usec)HOUR * USEC_PER_SECOND;
    struct sessions s;

    sessions_init(&s, NULL, NULL);
    for (uint32_t pid = 1; pid <= SESSIONS_MAX; pid++)
        begin(&s, pid, pid);
    begin(&s, SESSIONS_MAX + 1, hour + 1);
    cr_expect_null(find(&s, 0, 1));
    cr_expect_eq(s.evicted, 0);
    begin(&s, SESSIONS_MAX + 2, hour + 1);
    cr_expect_eq(s.evicted, 1);
    sessions_free(&s);
}
