/* Sessions: how they begin and end, failed logins, limits, postscreen and anvil. */
#include "tests/units/postfix_said.h"

static const struct fact *smtpd(const char *message)
{
    return fact_of("postfix/smtpd", message);
}

static const struct fact *postscreen(const char *message)
{
    const struct fact *f = fact_of("postfix/postscreen", message);

    eq_text(f->client.ip, "192.0.2.1");
    cr_assert(f->client.port == 1025);
    return f;
}

Test(postfix_session, beginning_and_end)
{
    const struct fact *f = smtpd("connect from pc.example.org[192.0.2.9]");

    cr_assert(f->kind == FACT_CONNECT);
    eq_text(f->client.ip, "192.0.2.9");
    f = smtpd("disconnect from pc.example.org[192.0.2.9]");
    cr_assert(f->kind == FACT_DISCONNECT && f->commands == 0);
    f = smtpd("disconnect from unknown[2001:db8::9] ehlo=2 starttls=1 auth=0/3 mail=2 rcpt=4/9 "
              "data=1 bdat=0/1 quit=1 commands=11/21 notes=bare_lf");
    cr_assert(f->auth.good == 0 && f->auth.all == 3);
    cr_assert(f->mail.good == 2 && f->mail.all == 2);
    cr_assert(f->rcpt.good == 4 && f->rcpt.all == 9);
    cr_assert(f->message_data.good == 1 && f->message_data.all == 2);
    cr_assert(f->commands == 21);
    (void)smtpd("disconnect from unknown[unknown] commands=0/0");
    is_malformed("postfix/smtpd", "disconnect from unknown[192.0.2.1");
    is_malformed("postfix/smtpd", "connect from unknown");
}

Test(postfix_session, left_in_the_middle)
{
    const struct fact *f = smtpd("lost connection after AUTH from unknown[192.0.2.1]");

    cr_assert(f->kind == FACT_LOST && f->queue_id.n == 0);
    eq_text(f->stage, "AUTH");
    eq_text(f->text, "lost connection");
    eq_text(f->client.ip, "192.0.2.1");
    f = smtpd("timeout after DATA (12 bytes) from u[192.0.2.1]");
    eq_text(f->stage, "DATA");
    eq_text(f->text, "timeout");
    eq_text(smtpd("too many errors after UNKNOWN from u[192.0.2.1]")->text, "too many errors");
    cr_assert(smtpd("NOQUEUE: lost connection after CONNECT from u[192.0.2.1]")->kind == FACT_LOST);
    cr_assert(smtpd("SSL_accept error from u[192.0.2.1]: lost connection")->kind == FACT_LOST);
    is_malformed("postfix/smtpd", "lost connection after AUTH from unkn");
}

Test(postfix_session, left_in_the_middle_of_a_message)
{
    const struct fact *f = smtpd("4F1A2B3C4D: lost connection after DATA (12 bytes) from "
                                 "u[192.0.2.1]");

    cr_assert(f->kind == FACT_CANCELED);
    eq_text(f->queue_id, "4F1A2B3C4D");
    eq_text(f->stage, "DATA");
    f = smtpd("4F1A2B3C4D: timeout after END-OF-MESSAGE from u[192.0.2.1]");
    cr_assert(f->kind == FACT_LOST && f->queue_id.n == 0); /* it may have been accepted */
}

Test(postfix_session, protocol_errors)
{
    const struct fact *f =
        smtpd("improper command pipelining after EHLO from u[192.0.2.1]: QUIT from x[192.0.2.2]");

    cr_assert(f->kind == FACT_PROTOCOL_ERROR);
    eq_text(f->stage, "EHLO");
    eq_text(f->text, "improper command pipelining");
    eq_text(f->client.ip, "192.0.2.1");
    f = smtpd("warning: non-SMTP command from u[192.0.2.1]: GET / HTTP/1.1");
    cr_assert(f->kind == FACT_PROTOCOL_ERROR && f->stage.n == 0);
    f = smtpd("warning: Illegal address syntax from u[192.0.2.1] in MAIL command: <a b@c>");
    eq_text(f->stage, "MAIL");
    f = smtpd("bare <LF> received after DATA from u[192.0.2.1]");
    eq_text(f->text, "bare <LF> received");
}

Test(postfix_session, tls)
{
    const struct fact *f = smtpd("Anonymous TLS connection established from u[192.0.2.1]: TLSv1.3 "
                                 "with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)");

    cr_assert(f->kind == FACT_TLS && f->relay.ip.n == 0);
    eq_text(f->client.ip, "192.0.2.1");
    eq_text(f->text, "TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)");
    f = smtpd("Anonymous TLS connection established from u[192.0.2.1] to mx.example.org: TLSv1.2 "
              "with cipher X (128/128 bits)");
    eq_text(f->text, "TLSv1.2 with cipher X (128/128 bits)");
    f = fact_of("postfix/smtp", "Verified TLS connection reused to mx.example.net[192.0.2.25]:25: "
                                "TLSv1.3 with cipher X (256/256 bits)");
    cr_assert(f->client.ip.n == 0 && f->relay.port == 25);
    eq_text(f->relay.name, "mx.example.net");
    f = fact_of("postfix/tlsproxy", "TLS connection established from [192.0.2.1]:1025: TLSv1 with "
                                    "cipher X (128/128 bits)");
    eq_text(f->client.ip, "192.0.2.1");
    is_ignored("postfix/smtpd", "setting up TLS connection from u[192.0.2.1]", "TLS");
    is_ignored("postfix/smtp", "certificate verification failed for mx.example.net", "TLS");
    is_malformed("postfix/smtpd", "Anonymous TLS connection established from u[192.0");
}

Test(postfix_session, failed_login)
{
    const struct fact *f =
        fact_of("postfix/submission/smtpd", "warning: unknown[198.51.100.4]: SASL LOGIN "
                                            "authentication failed: (reason unavailable), "
                                            "sasl_username=info@example.org");

    cr_assert(f->kind == FACT_AUTH_FAILED && !f->is_untried);
    eq_text(f->client.ip, "198.51.100.4");
    eq_text(f->method, "LOGIN");
    eq_text(f->login, "info@example.org");
    eq_text(f->text, "(reason unavailable)");
    f = smtpd("warning: a.example[2001:db8::4]:4711: SASL PLAIN authentication failed: "
              "UGFzc3dvcmQ6");
    cr_assert(f->login.n == 0 && f->client.port == 4711 && !f->is_untried);
    f = smtpd("warning: a.example[192.0.2.4]: SASL PLAIN authentication failed: x, "
              "sasl_username=(unavailable)");
    cr_assert(f->login.n == 0);
    f = smtpd("warning: a.example[192.0.2.4]: SASL CRAM-MD5 authentication failed");
    cr_assert(f->kind == FACT_AUTH_FAILED && f->text.n == 0);
    eq_text(f->method, "CRAM-MD5");
    is_ignored("postfix/smtpd", "warning: a[192.0.2.1]: SASL PLAIN authentication aborted",
               "warning");
    is_ignored("postfix/smtpd", "warning: SASL authentication failure: no secret in database",
               "warning");
}

/* Dovecot's name is the one of the try before. */
Test(postfix_session, login_that_was_not_tried)
{
    static const char *const reasons[] = {
        "Invalid authentication mechanism",
        "Invalid authentication mechanism: 'x, sasl_username=dean'",
        "no mechanism available",
        "Connection lost to authentication server",
        "Can't connect to authentication server",
        "Invalid base64 data in initial response",
        "generic failure",
    };
    char line[256];

    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
        const struct fact *f;

        (void)snprintf(line, sizeof(line),
                       "warning: u[192.0.2.1]: SASL PLAIN authentication failed: %s, "
                       "sasl_username=carol",
                       reasons[i]);
        f = smtpd(line);
        cr_assert(f->kind == FACT_AUTH_FAILED && f->is_untried && f->login.n == 0, "%s", line);
    }
}

Test(postfix_session, limits)
{
    static const struct {
        const char *words, *stage;
    } limits[] = {
        { "Connection concurrency", "concurrency" },
        { "Connection rate", "connection" },
        { "Message delivery request rate", "message" },
        { "Recipient address rate", "recipient" },
        { "AUTH command rate", "auth" },
        { "New TLS session rate", "newtls" },
    };
    char line[256];

    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
        const struct fact *f;

        (void)snprintf(line, sizeof(line),
                       "warning: %s limit exceeded: 61 from u[192.0.2.1] for service smtp",
                       limits[i].words);
        f = smtpd(line);
        cr_assert(f->kind == FACT_OVER_LIMIT && f->count == 61, "%s", line);
        eq_text(f->stage, limits[i].stage);
        eq_text(f->client.ip, "192.0.2.1");
    }
    is_ignored("postfix/smtpd", "warning: Connection rate limit exceeded: many", "warning");
    is_ignored("postfix/smtpd", "warning: hostname a.example does not resolve to address 192.0.2.1",
               "warning");
}

Test(postfix_session, peaks)
{
    const struct fact *f = fact_of("postfix/anvil", "statistics: max connection rate 7/60s for "
                                                    "(smtp:192.0.2.1) at Mar  2 10:00:00");

    cr_assert(f->kind == FACT_PEAK && f->count == 7 && f->per_seconds == 60);
    eq_text(f->stage, "connection");
    eq_text(f->client.ip, "192.0.2.1");
    f = fact_of("postfix/anvil", "statistics: max connection count 3 for "
                                 "(127.0.0.1:25:2001:db8::1) at Mar  2 10:00:00");
    cr_assert(f->count == 3 && f->per_seconds == 0);
    eq_text(f->client.ip, "2001:db8::1");
    f = fact_of("postfix/anvil", "statistics: max recipient rate 9/5m for (587:2001:db8::1) at "
                                 "Mar  2 10:00:00");
    cr_assert(f->per_seconds == 300);
    eq_text(f->client.ip, "2001:db8::1");
    f = fact_of("postfix/anvil", "statistics: max message rate 9/60s for ([::1]:25:192.0.2.1) at "
                                 "Mar  2 10:00:00");
    eq_text(f->client.ip, "192.0.2.1");
    f = fact_of("postfix/anvil", "statistics: max auth rate 9/60s for (smtp:unknown) at Mar  2");
    cr_assert(f->client.ip.n == 0);
    is_ignored("postfix/anvil", "statistics: max cache size 3 at Mar  2 10:00:00", "statistics");
    is_malformed("postfix/anvil", "statistics: max connection rate 7/");
}

Test(postfix_session, screening)
{
    const struct fact *f = postscreen("PREGREET 22 after 0.1 from [192.0.2.1]:1025: EHLO x from "
                                      "[192.0.2.2]:25: a\\r\\n");

    cr_assert(f->kind == FACT_PROTOCOL_ERROR);
    eq_text(f->text, "PREGREET");
    eq_text(f->stage, "CONNECT");
    f = postscreen("COMMAND PIPELINING from [192.0.2.1]:1025 after EHLO: MAIL FROM:<a@b>\\r\\n");
    eq_text(f->text, "COMMAND PIPELINING");
    eq_text(f->stage, "EHLO");
    eq_text(postscreen("NON-SMTP COMMAND from [192.0.2.1]:1025 after MAIL: GET / HTTP")->stage,
            "MAIL");
    eq_text(postscreen("BARE NEWLINE from [192.0.2.1]:1025 after EHLO n")->stage, "EHLO");
    eq_text(postscreen("COMMAND COUNT LIMIT from [192.0.2.1]:1025 after NOOP")->text,
            "COMMAND COUNT LIMIT");
    eq_text(postscreen("DATA without valid RCPT from [192.0.2.1]:1025")->text,
            "DATA without valid RCPT");
    f = postscreen("HANGUP after 1.2 from [192.0.2.1]:1025 in tests before SMTP handshake");
    cr_assert(f->kind == FACT_LOST);
    eq_text(f->stage, "tests before SMTP handshake");
    f = postscreen("DNSBL rank 4 for [192.0.2.1]:1025");
    cr_assert(f->kind == FACT_BLOCKLISTED && f->count == 4);
    cr_assert(postscreen("DENYLISTED [192.0.2.1]:1025")->kind == FACT_BLOCKLISTED);
    cr_assert(postscreen("BLACKLISTED [192.0.2.1]:1025")->count == 0);
    is_malformed("postfix/postscreen", "PREGREET 22 after 0.1 from [192.0.2");
    is_malformed("postfix/postscreen", "DNSBL rank 4 for [192");
}
