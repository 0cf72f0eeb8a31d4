/*
 * old_password - a program of the account's owner goes on with a password that is over
 *
 * Catches logins that fail again and again from a line (/24, /48) where the account is at home: a
 * password was changed, and a phone or a scanner was not told. It accuses nobody, and nothing needs
 * to be done but to tell the owner, before the phone is locked out or somebody takes the failures
 * for an attack; so it is recorded, for the operators and their help desk.
 *
 * Blind to: failures where the account was on less than three days, which `guessing` looks at; to
 * machines on the campus, where anybody may try anybody's password; to who lives with a guesser.
 */

#include "detectors/toolbox.h"

enum { FAILURES };

static const struct limit limits[] = {
    [FAILURES] = { "failures", 20, COUNT, "failed logins in a day from where it is at home" },
    { 0 },
};

enum { QUIET = 3 * DAY };

struct state {
    struct window failed;
};

static const struct field fields[] = {
    WINDOW(struct state, failed),
    { 0 },
};

static bool is_at_home(const struct location *l)
{
    return location_tells(l) && l->near_days >= LOCATION_SETTLED;
}

static void on_failed(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct evidence *e;
    int64_t failed;

    if (!is_at_home(ev->from) || kind_is_shared(w->account->kind))
        return;
    failed = window_add(&st->failed, 1, ev->when, DAY);
    if (2 * failed < w->limit[FAILURES])
        return;
    e = evidence_open(w, FAMILY_CONFIGURATION, slice_str(ev->from->network));
    evidence_quote(e, ev);
    (void)evidence_raise(e, "failures", COUNT, failed);
    if (failed < w->limit[FAILURES])
        return;
    e->is_ripe = true;
    e->is_operators = true;
    e->certainty = CERTAINTY_LIKELY;
    e->warrants = ACTION_RECORD;
    e->headline = "a program at home has a wrong password: {failures} failed logins in a day";
    e->why =
        "Logins failed {failures} times in a day from {anchor}, where this account is at home: "
        "most likely a phone or a mail program that still has an old password.";
    e->advice = "Nothing is wrong; the help desk may tell the account's owner, who may wonder why "
                "no mail comes.";
}

/* It got in from there: the password is right again. */
static void on_message(struct watch *w, const struct event *ev)
{
    if (*w->slot && is_at_home(ev->from))
        evidence_against(*w->slot, "Mail of the account came from there since then.", 0);
}

const struct detector detector_old_password = {
    .name = "old_password",
    .title = "A program with an old password",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .quiet = QUIET,
    .unchecked = "Whether the password was changed: no mail server logs that.",
    .on = { [EVENT_LOGIN_FAILED] = on_failed, [EVENT_MESSAGE] = on_message },
};
