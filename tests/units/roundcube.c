/* Roundcube: whose message it handed in, and who logged in. */
#include "tests/units/said.h"

extern const struct mta mta_roundcube;

static enum verdict said(const char *message)
{
    return said_by(&mta_roundcube, "roundcube", slice_str(message));
}

/* The one fact of a line that must have one. */
static const struct fact *fact_of(enum fact_kind kind, const char *message)
{
    const struct fact *f = said_fact(said(message), kind, message);

    cr_assert(said_facts.n == 1, "%s", message);
    return f;
}

Test(roundcube, message)
{
    const struct fact *f = fact_of(
        FACT_SUBMITTED, "<a1b2c3d4> User alice [203.0.113.9]; Message <0b5f@example.edu> for "
                        "a@example.net, b@example.net; 250: 2.0.0 Ok: queued as 4jZpmF6jxjz8Ypk");

    eq_text(f->login, "alice");
    eq_text(f->client.ip, "203.0.113.9");
    eq_text(f->message_id, "<0b5f@example.edu>");
    eq_text(f->next_queue_id, "4jZpmF6jxjz8Ypk");
    f = fact_of(FACT_SUBMITTED, "User b@example.edu [2001:db8::9]; Message for a@example.net; 250: "
                                "OK id=1wZx3y-0004dF-Kq");
    eq_text(f->login, "b@example.edu");
    eq_text(f->next_queue_id, "1wZx3y-0004dF-Kq");
    cr_assert(f->message_id.n == 0);
    f = fact_of(FACT_SUBMITTED, "User b [192.0.2.1]; Message <1@b> for a@example.net; ");
    cr_assert(f->next_queue_id.n == 0);
    eq_text(f->message_id, "<1@b>");
    cr_assert(said("User alice [203.0.113.9]; Mess") == VERDICT_MALFORMED);
    cr_assert(said("User alice") == VERDICT_MALFORMED);
}

Test(roundcube, recipients_that_imitate_a_reply)
{
    const struct fact *f =
        fact_of(FACT_SUBMITTED,
                "User eve [203.0.113.9]; Message <1@b> for \"]; Message x; 250: Ok: queued "
                "as 4AAAAAAAAAAAAAA; \"@example.net; 250: 2.0.0 Ok: queued as 4jZpmF6jxjz8");

    eq_text(f->login, "eve");
    eq_text(f->next_queue_id, "4jZpmF6jxjz8");
}

Test(roundcube, login)
{
    const struct fact *f = fact_of(
        FACT_LOGIN, "<a1b2c3d4> Successful login for alice (ID: 7) from 203.0.113.9 in session "
                    "a1b2c3d4e5");

    eq_text(f->login, "alice");
    eq_text(f->client.ip, "203.0.113.9");
    f = fact_of(FACT_LOGIN, "Successful login for alice (ID: 7) from 10.0.0.2(X-Forwarded-For: "
                            "203.0.113.9) in session a1");
    eq_text(f->client.ip, "10.0.0.2");
    cr_assert(said("Successful login for alice (ID: 7)") == VERDICT_MALFORMED);
}

Test(roundcube, of_no_matter)
{
    cr_assert(said("<a1> Failed login for eve from 203.0.113.9 in session a1 (error: 0)") ==
              VERDICT_IGNORED);
    cr_assert(said("PHP Error: Undefined index in /srv/x.php on line 7 (GET /)") ==
              VERDICT_IGNORED);
    cr_assert(said("") == VERDICT_IGNORED && said("<") == VERDICT_IGNORED);
}
