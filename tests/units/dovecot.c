/* Dovecot: who logs in, who fails, what is handed on, what Sieve makes of it. */
#include "tests/units/said.h"

extern const struct mta mta_dovecot;

static enum verdict said(const char *message)
{
    return said_by(&mta_dovecot, "dovecot", slice_str(message));
}

/* The one fact of a line that must have one. */
static const struct fact *fact_of(enum fact_kind kind, const char *message)
{
    const struct fact *f = said_fact(said(message), kind, message);

    cr_assert(said_facts.n == 1, "%s", message);
    return f;
}

static void is_ignored(const char *message)
{
    cr_assert(said(message) == VERDICT_IGNORED && said_facts.n == 0, "%s", message);
    cr_assert(said_facts.why[0] && said_facts.why != why_not_known, "%s: %s", message,
              said_facts.why);
}

static void is_malformed(const char *message)
{
    said_to_be_malformed(said(message), message);
}

Test(dovecot, claims_its_program)
{
    cr_assert(mta_dovecot.claims(SLICE("dovecot")));
    cr_assert(mta_dovecot.claims(SLICE("dovecot/auth")));
    cr_assert_not(mta_dovecot.claims(SLICE("dovecot-lda")));
    cr_assert_not(mta_dovecot.claims(SLICE("postfix/smtpd")));
}

Test(dovecot, login)
{
    const struct fact *f =
        fact_of(FACT_LOGIN, "imap-login: Login: user=<alice>, method=PLAIN, rip=203.0.113.7, "
                            "lip=203.0.113.1, mpid=24651, secured, session=<UXqhXClhMIjLAHEB>");

    eq_text(f->login, "alice");
    eq_text(f->method, "PLAIN");
    eq_text(f->client.ip, "203.0.113.7");
    eq_text(f->stage, "imap");
    f = fact_of(FACT_LOGIN,
                "submission-login: Login: user=<b@example.edu>, method=LOGIN, rip=2001:db8::7, "
                "lip=2001:db8::1, mpid=7, TLS, session=<a>");
    eq_text(f->stage, "submission");
    eq_text(f->client.ip, "2001:db8::7");
    (void)fact_of(FACT_LOGIN, "pop3-login: Info: Login: user=<u@example.edu>, method=PLAIN, "
                              "rip=192.0.2.1, lip=192.0.2.2, mpid=18, TLS, session=<Pe>");
    (void)fact_of(FACT_LOGIN, "managesieve-login: Logged in: user=<u>, method=PLAIN, "
                              "rip=192.0.2.1, lip=192.0.2.2, mpid=18, TLS, session=<Pe>");
    is_malformed("imap-login: Login: user=<alice>, method=PLAIN, ri");
    is_malformed("imap-login: Login: user=<alice");
}

static const struct fact *failed(const char *message, uint32_t count, const char *login)
{
    const struct fact *f = fact_of(FACT_AUTH_FAILED, message);

    cr_assert(f->count == count, "%u: %s", f->count, message);
    eq_text(f->login, login);
    return f;
}

Test(dovecot, failed_login)
{
    const struct fact *f =
        failed("imap-login: Disconnected: Aborted login by logging out (auth failed, 3 attempts "
               "in 14 secs): user=<bob>, method=PLAIN, rip=203.0.113.1, lip=203.0.113.1, secured, "
               "session=<p/WhXClhPIjLAHEB>",
               3, "bob");

    eq_text(f->client.ip, "203.0.113.1");
    cr_assert_not(f->is_seconded);
    (void)failed("imap-login: Disconnected (auth failed, 1 attempts): user=<a@example.edu>, "
                 "method=PLAIN, rip=192.0.2.1, lip=10.0.0.1, TLS, session=<abc001>",
                 1, "a@example.edu");
    (void)failed("pop3-login: Info: Disconnected: Connection closed: read(size=988) failed: "
                 "Connection reset by peer (auth failed, 1 attempts in 2 secs): user=<shop>, "
                 "method=PLAIN, rip=192.0.2.9, lip=192.0.2.1, session=<Z>",
                 1, "shop");
    (void)failed("pop3-login: Aborted login (auth failed, 2 attempts in 17 secs): user=<root>, "
                 "method=PLAIN, rip=192.0.2.9, lip=192.0.2.1, session=<Z>",
                 2, "root");
    (void)failed("imap-login: Disconnected: Too many invalid commands (auth failed, 1 attempts in "
                 "0 secs): user=<h>, rip=192.0.2.9, lip=192.0.2.1, session=<Z>",
                 1, "h");
    (void)failed("imap-login: Login aborted: Connection closed (auth failed, 2 attempts in 3 secs) "
                 "(auth_failed): user=<c>, method=PLAIN, rip=192.0.2.9, lip=192.0.2.1, TLS, "
                 "session=<Z>",
                 2, "c");
    (void)failed("pop3-login: Aborted login (1 authentication attempts): user=<old>, "
                 "method=PLAIN, rip=::ffff:192.0.2.9, lip=::ffff:192.0.2.1, secured",
                 1, "old");
    is_malformed("imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<a>, meth");
}

Test(dovecot, left_without_a_try)
{
    is_ignored("imap-login: Disconnected: Connection closed (no auth attempts in 0 secs): user=<>, "
               "rip=203.0.113.1, lip=203.0.113.1, secured, session=<CCRlXilhEJ/LAHEB>");
    is_ignored("submission-login: Disconnected: Aborted login by logging out (tried to use "
               "unsupported auth mechanism): user=<>, method=FOO, rip=203.0.113.1, "
               "lip=203.0.113.1, secured, session=<o+H1YSlhLKvLAHEB>");
    is_ignored("imap-login: Disconnected: Connection closed (client didn't finish SASL auth, "
               "waited 4 secs): user=<>, method=PLAIN, rip=203.0.113.1, lip=203.0.113.1, secured, "
               "session=<aOcjYilhNpDLAHEB>");
    is_ignored("pop3-login: Disconnected: rip=192.0.2.1, lip=192.0.2.2");
    is_ignored("submission-login: Authenticate FOO failed: Unsupported authentication mechanism.: "
               "user=<>, method=FOO, rip=203.0.113.1, lip=203.0.113.1, session=<o+H1>");
}

Test(dovecot, name_that_imitates_fields)
{
    const struct fact *f =
        failed("submission-login: Disconnected: Aborted login by logging out (auth failed, 1 "
               "attempts in 6 secs): user=<a>, rip=6.6.6.6, x=<b>, method=PLAIN, "
               "rip=203.0.113.7, lip=203.0.113.1, session=<CUp0USlh54PLAHEH>",
               1, "a>, rip=6.6.6.6, x=<b");

    eq_text(f->client.ip, "203.0.113.7");
    f = failed("imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<a>, "
               "method=PLAIN, rip=6.6.6.6, lip=6.6.6.6, session=<x>, rip=203.0.113.7, "
               "lip=203.0.113.1, session=<Z>",
               1, "a>, method=PLAIN, rip=6.6.6.6, lip=6.6.6.6, session=<x");
    eq_text(f->client.ip, "203.0.113.7");
    f = failed("imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<x (auth "
               "failed, 999 attempts): user=<victim>, method=PLAIN, rip=203.0.113.7, "
               "lip=203.0.113.1, session=<Z>",
               1, "x (auth failed, 999 attempts): user=<victim");
    is_ignored("imap-login: Disconnected (no auth attempts in 2 secs): user=<x (auth failed, 999 "
               "attempts): user=<victim>, method=PLAIN, rip=203.0.113.7, lip=203.0.113.1, "
               "session=<Z>");
}

static const struct fact *seconded(const char *message, const char *login, const char *ip)
{
    const struct fact *f = failed(message, 1, login);

    eq_text(f->client.ip, ip);
    cr_assert(f->is_seconded);
    return f;
}

Test(dovecot, auth_line)
{
    (void)seconded("auth: passwd-file(alice,203.0.113.7): Password mismatch", "alice",
                   "203.0.113.7");
    (void)seconded("auth: passwd-file(nobody,2001:db8::7): unknown user", "nobody", "2001:db8::7");
    (void)seconded("auth-worker(14877): conn unix:auth-worker (pid=14830,uid=109): "
                   "auth-worker<4>: pam(u@example.edu,192.0.2.2): pam_authenticate() failed: "
                   "Authentication failure (Password mismatch?)",
                   "u@example.edu", "192.0.2.2");
    (void)seconded("auth-worker(63712): Info: conn unix:auth-worker (pid=58074,uid=109): "
                   "auth-worker<4>: sql(contact,192.0.2.2): unknown user",
                   "contact", "192.0.2.2");
    (void)seconded("auth(default): pam(u@example.edu,192.0.2.2): pam_authenticate() failed: User "
                   "not known to the underlying authentication module",
                   "u@example.edu", "192.0.2.2");
    (void)seconded("auth: passwd-file(u,192.0.2.2): unknown user (SHA1 of given password: 21bd12)",
                   "u", "192.0.2.2");
    (void)seconded("auth: plain(?,203.0.113.7): Username character disallowed by "
                   "auth_username_chars: 0x3e (username: a>, rip=6.6.6.6, x=<b)",
                   "", "203.0.113.7");
    is_ignored("auth: passwd-file(alice,203.0.113.7,<4bVCUClhAZzLAHEH>): Password mismatch");
    is_ignored("auth: Warning: Killed with signal 15 (by pid=15871 uid=0 code=kill)");
    is_ignored("auth: Debug: passwd-file(alice,203.0.113.7): lookup: user=alice");
    is_ignored("auth: Error: passwd-file /etc/dovecot/users: open failed");
}

Test(dovecot, auth_line_that_can_be_read_in_two_ways)
{
    (void)seconded("auth: sql(bob,6.6.6.6): unknown user (,203.0.113.7): unknown user", "", "");
    (void)seconded("auth: sql(bob,203.0.113.7): unknown user (given password: x,6.6.6.6): unknown "
                   "user (y)",
                   "", "");
}

Test(dovecot, submitted)
{
    const struct fact *f = fact_of(
        FACT_SUBMITTED,
        "submission(alice)<15999><e67qSSlhv5jLAHEH>: Successfully relayed message: "
        "from=<alice@example.edu>, size=154, id=WNvyN03mB2t/PgAAg+zDdQ, nrcpt=2, reply=`250 "
        "2.0.0 Ok: 337 bytes queued as 4jZpmF6jxjz8Ypk'");

    eq_text(f->login, "alice");
    eq_text(f->next_queue_id, "4jZpmF6jxjz8Ypk");
    eq_text(f->session, "e67qSSlhv5jLAHEH");
    f = fact_of(FACT_SUBMITTED,
                "submission(a)<1><s>: Successfully relayed message: from=<\"x, reply=`250 2.0.0 "
                "Ok: queued as 4AAAAAAAAAAAAAA'\"@example.edu>, size=1, id=W, nrcpt=1, reply=`250 "
                "2.0.0 Ok: queued as 4jZpmF6jxjz8Ypk'");
    eq_text(f->next_queue_id, "4jZpmF6jxjz8Ypk");
    f = fact_of(FACT_SUBMITTED, "submission(a(b)c)<1><s>: Successfully relayed message: "
                                "from=<a@example.edu>, size=1, id=W, nrcpt=1, reply=`250 ok'");
    eq_text(f->login, "a(b)c");
    cr_assert(f->next_queue_id.n == 0);
    is_malformed("submission(a)<1><s>: Successfully relayed message: from=<a@example.edu>, si");
    is_ignored("submission(a)<1><s>: Disconnected: Logged out (state=READY) in=261 out=138");
}

static const struct fact *sieve(enum fact_kind kind, const char *message)
{
    const struct fact *f = fact_of(kind, message);

    eq_text(f->message_id, "<1@client.example.net>");
    return f;
}

Test(dovecot, sieve)
{
    const struct fact *f =
        sieve(FACT_REDIRECTED,
              "lmtp(carol@example.edu)<21879><gFdvE6DmB2t3VQAAg+zDdQ>: sieve: "
              "msgid=<1@client.example.net>: redirect action: forwarded to <c@example.net>");

    eq_text(f->recipient, "c@example.net");
    eq_text(f->login, "carol@example.edu");
    (void)sieve(FACT_REDIRECTED, "lda(bob): sieve: msgid=<1@client.example.net>: forwarded to "
                                 "<c@example.net>");
    (void)sieve(FACT_REDIRECTED, "lmtp(1234, bob): 0mKsAnjmB2uXVAAAg: sieve: "
                                 "msgid=<1@client.example.net>: forwarded to <c@example.net>");
    (void)sieve(FACT_ANSWERED, "lmtp(b@example.edu)<2><x:R3>: sieve: msgid=<1@client.example.net>: "
                               "vacation action: sent vacation response to <e@example.net>");
    (void)sieve(FACT_ANSWERED, "lmtp(b)<2><x>: sieve: msgid=<1@client.example.net>: notify "
                               "action: sent mail notification to <e@example.net>");
    f = sieve(FACT_ANSWERED, "lmtp(b)<2><x>: sieve: msgid=<1@client.example.net>: reject "
                             "action: rejected message from <e@example.net> (reject)");
    eq_text(f->recipient, "e@example.net");
    is_ignored("lmtp(b)<2><x>: sieve: msgid=<1@client.example.net>: vacation action: discarded "
               "duplicate vacation response to <e@example.net>");
    is_ignored("lmtp(b)<2><x>: sieve: msgid=<1@client.example.net>: fileinto action: stored mail "
               "into mailbox 'Some Box'");
    is_ignored("lmtp(b)<2><x>: sieve: msgid=<1@client.example.net>: discard action: Marked "
               "message to be discarded if not explicitly delivered (discard action)");
    is_ignored("lmtp(b)<2><x>: msgid=<1@client.example.net>: saved mail to INBOX");
    is_ignored("lmtp(b)<2><x>: Error: sieve: msgid=<1@client.example.net>: redirect action: failed "
               "to redirect message to <c@example.net>: Sendmail program returned error");
}

Test(dovecot, message_id_that_imitates_an_action)
{
    is_ignored("lmtp(b)<2><x>: sieve: msgid=<x>: redirect action: forwarded to <y@example.net>: "
               "stored mail into mailbox 'INBOX'");
    is_ignored("lmtp(b)<2><x>: sieve: msgid=<1@a>: fileinto action: stored mail into mailbox 'x: "
               "redirect action: forwarded to <y@example.net>'");
}

Test(dovecot, of_no_matter)
{
    is_ignored("imap(alice)<24651><UXqhXClhMIjLAHEB>: Disconnected: Logged out in=123 out=962");
    is_ignored("pop3(alice)<24927><OhnMXSlhqOTLAHEB>: Disconnected: Logged out top=0/0, retr=0/0");
    is_ignored("lmtp(21655): Connect from local");
    is_ignored("master: Dovecot v2.3.19.1 (9b53102964) starting up for imap, pop3");
    is_ignored("Dovecot v1.2.rc3 starting up (core dumps disabled)");
    is_ignored("Fatal: auth(default): Support not compiled in for passdb driver 'ldap'");
    is_ignored("");
    is_ignored("imap(");
}
