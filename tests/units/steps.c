/* Commands for servers out of hostile names: each is one word for the shell, or there is none. */
#include "reports/steps.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "analyzer/base/mem.h"
#include "tests/units/reports_sample.h"

static struct account alice = { .kind = KIND_STAFF };
static struct finding mailing;
static struct ruling ruling;
static struct result result;
static struct instance_sum instances[3];
static struct host_sum hosts[1];
static struct buf told;

static void tell(void *context, const struct step *step)
{
    (void)context;
    buf_addf(&told, "%s " SLICE_FMT " %s|" SLICE_FMT "|" SLICE_FMT "|" SLICE_FMT "\n",
             action_names[step->action], SLICE_ARG(step->host), step->server, SLICE_ARG(step->what),
             SLICE_ARG(step->command), SLICE_ARG(step->undo));
}

static const char *steps(enum action action)
{
    alice.name = SLICE("alice");
    mailing.account = &alice;
    mailing.action = ACTION_HOLD_MAILING;
    mailing.has_queue = true;
    mailing.ruling = &ruling;
    memcpy(mailing.id, "F-12", 5);
    ruling.account = &alice;
    ruling.action = action;
    ruling.findings = &mailing;
    ruling.n_findings = 1;
    result.rulings = &ruling;
    result.n_rulings = 1;
    result.books = (struct books){ .hosts = hosts, .n_hosts = 1 };
    buf_clear(&told);
    steps_of(&result, &ruling, tell, NULL);
    buf_add(&told, slice_of("", 1));
    return told.p;
}

static void take_logins_at(const char *server)
{
    instances[0] = (struct instance_sum){ .name = slice_str(server), .server = slice_str(server) };
    instances[0].traffic.sums.with_login = 1;
    instances[1] = instances[2] = instances[0];
    hosts[0] = (struct host_sum){ .name = SLICE("mail"), .instances = instances, .n_instances = 2 };
}

static struct queued entry(const char *server, const char *instance, const char *id)
{
    return (struct queued){
        .host = SLICE("m"), .instance = slice_str(instance), .server = server, .id = slice_str(id)
    };
}

#define HAS(text, part) cr_expect(strstr(text, part), "%s: not in:\n%s", part, text)

Test(steps, hold_a_mailing_by_its_ids)
{
    struct queued at[] = {
        entry("postfix", "postfix", "4A1"),    entry("postfix", "postfix", "4B2"),
        entry("postfix", "postfix-out", "4C"), entry("exim", "exim", "1r-2-3"),
        entry("sendmail", "sendmail", "6AQ"),  entry("qmail", "qmail", "77"),
    };
    const char *text;

    mailing.queued = at;
    mailing.n_queued = 6;
    text = steps(ACTION_HOLD_MAILING);
    HAS(text, "hold_mailing m postfix|Holds 2 queue entries of this mailing and nothing else; "
              "nothing is lost.|printf '%s\\n' '4A1' '4B2' | postsuper -h -|"
              "printf '%s\\n' '4A1' '4B2' | postsuper -H -\n");
    HAS(text, "|printf '%s\\n' '4C' | postmulti -i 'postfix-out' -x postsuper -h -|");
    HAS(text, "hold_mailing m exim|Holds 1 queue entry of this mailing and nothing else; nothing "
              "is lost.|printf '%s\\n' '1r-2-3' | xargs exim -Mf|"
              "printf '%s\\n' '1r-2-3' | xargs exim -Mt\n");
    HAS(text, "|printf '%s\\n' '6AQ' | xargs -I ID sendmail -Q'F-12' -qIID|"
              "printf '%s\\n' '6AQ' | xargs -I ID sendmail -qQ -Q -qIID\n");
    HAS(text, "hold_mailing m qmail|1 queue entry of this mailing by hand: how this server holds "
              "mail is not known here.||\n");
    cr_expect_eq(times(text, "\n"), 5);
}

Test(steps, hostile_ids_are_left_to_people)
{
    struct queued at[] = {
        entry("postfix", "postfix", "4A1"),
        entry("postfix", "postfix", "'$(id)'"),
        entry("postfix", "postfix", "-r"),
        entry("postfix", "x'; id", "4A2"),
    };
    const char *text;

    mailing.queued = at;
    mailing.n_queued = 4;
    text = steps(ACTION_HOLD_MAILING);
    HAS(text, "|printf '%s\\n' '4A1' | postsuper -h -|");
    HAS(text, "|2 queue entries of this mailing by hand: their ids are no usual ones.||\n");
    HAS(text, "|1 queue entry of this mailing by hand: their ids are no usual ones.||\n");
    cr_expect_eq(times(text, "id)"), 0);
    cr_expect_eq(times(text, "; id"), 0);
}

Test(steps, five_hundred_ids_a_command)
{
    static char ids[1001][16];
    struct queued *at = mem_new(1001, sizeof(*at));
    const char *text;

    for (size_t i = 0; i < 1001; i++) {
        (void)snprintf(ids[i], sizeof(ids[i]), "4%06zu", i);
        at[i] = entry("postfix", "postfix", ids[i]);
    }
    mailing.queued = at;
    mailing.n_queued = 1001;
    text = steps(ACTION_HOLD_MAILING);
    cr_expect_eq(times(text, "Holds 500 queue entries"), 2);
    cr_expect_eq(times(text, "Holds 1 queue entry"), 1);
    mem_free(at);
}

Test(steps, suspend_every_login_on_every_server)
{
    slice logins[] = { SLICE("Alice@example.edu") };
    const char *text;

    take_logins_at("postfix");
    ruling.logins = logins;
    ruling.n_logins = 1;
    text = steps(ACTION_DISABLE_SENDING);
    HAS(text, "disable_sending mail postfix|Login Alice@example.edu cannot send any more; its mail "
              "still arrives. Needs check_sasl_access hash:/etc/postfix/suspended_logins, once. "
              "An open session goes on until it ends.|"
              "printf '%s REJECT Sending is suspended, please call the help desk\\n' "
              "'Alice@example.edu' | postmap -i -r hash:/etc/postfix/suspended_logins|"
              "postmap -d 'Alice@example.edu' hash:/etc/postfix/suspended_logins\n");
    HAS(text, "postmap -d 'alice' hash:");
    HAS(text, "|Nothing of what was found is left in a queue.||\n");
    cr_expect_eq(times(text, "\n"), 1 + 2 + 1, "once for two instances of a host: %s", text);
}

Test(steps, suspend_in_the_words_of_each_server)
{
    slice logins[] = { SLICE("alice") };

    ruling.logins = logins;
    ruling.n_logins = 1;
    take_logins_at("exim");
    HAS(steps(ACTION_DISABLE_SENDING), "|touch /etc/exim4/suspended_logins/'alice'|"
                                       "rm -f /etc/exim4/suspended_logins/'alice'\n");
    take_logins_at("sendmail");
    HAS(steps(ACTION_DISABLE_ACCOUNT), "|editmap -u hash /etc/mail/suspended_logins 'alice' REJECT|"
                                       "editmap -x hash /etc/mail/suspended_logins 'alice'\n");
    take_logins_at("dovecot");
    HAS(steps(ACTION_DISABLE_SENDING),
        "|printf '%s\\n' 'alice' >/etc/dovecot/suspended_logins/smtp/'alice'; doveadm auth cache "
        "flush 'alice'; doveadm kick 'alice' || :|rm -f "
        "/etc/dovecot/suspended_logins/smtp/'alice'; doveadm auth cache flush 'alice'\n");
}

Test(steps, hostile_logins_are_left_to_people)
{
    static const char *const evil[] = { "a b",  "../../x", "a'b",   "-rf", "a\nb",
                                        "a;id", ".",       "$(id)", "a\\b" };
    slice logins[9];

    take_logins_at("exim");
    for (size_t i = 0; i < 9; i++)
        logins[i] = slice_str(evil[i]);
    ruling.logins = logins;
    ruling.n_logins = 9;
    cr_expect_eq(times(steps(ACTION_DISABLE_SENDING), "by hand: it has unusual characters.||\n"),
                 9);
    cr_expect_eq(times(told.p, "|touch "), 1, "the account's own name");
}

Test(steps, none_where_nothing_is_to_be_done)
{
    static struct flag redacted = { .kind = FLAG_REDACTED };
    slice logins[] = { SLICE("alice") };

    take_logins_at("postfix");
    cr_expect_str_eq(steps(ACTION_RECORD), "");
    ruling.is_operators = true;
    cr_expect_str_eq(steps(ACTION_DISABLE_SENDING), "");
    ruling.is_operators = false;
    ruling.logins = logins;
    ruling.n_logins = 1;
    result.flags = &redacted;
    result.n_flags = 1;
    cr_expect_eq(times(steps(ACTION_DISABLE_SENDING), "\n"), 1, "nothing but what people do");
    alice.kind = KIND_HOST;
    result.n_flags = 0;
    cr_expect_eq(times(steps(ACTION_DISABLE_SENDING), "postmap"), 0, "a host has no login");
}

Test(steps, quotes_whatever_comes)
{
    struct buf b = { 0 };

    shell_quote(&b, SLICE("a'b$(id)`"));
    cr_expect(slice_eq(buf_slice(&b), SLICE("'a'\\''b$(id)`'")));
    buf_free(&b);
}
