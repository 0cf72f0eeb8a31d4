/* "postfix" without its daemon: each line must say what it says with the daemon's name. */
#include "tests/units/postfix_said.h"

struct told {
    const char *daemon, *message;
};

static const struct told lines[] = {
    { "smtpd", "connect from a.example.org[192.0.2.7]" },
    { "smtpd", "disconnect from a.example.org[192.0.2.7] ehlo=1 auth=1 quit=1 commands=3" },
    { "smtpd", "lost connection after RCPT from a.example.org[192.0.2.7]" },
    { "smtpd", "4F1A2B3C4D: client=a.example.org[192.0.2.7], sasl_method=PLAIN, sasl_username=u" },
    { "smtpd", "NOQUEUE: reject: RCPT from a[192.0.2.7]: 554 5.7.1 <x@y>: Relay access denied; "
               "from=<a@b> to=<x@y> proto=ESMTP helo=<c>" },
    { "smtpd", "NOQUEUE: reject_warning: RCPT from a[192.0.2.7]: 554 5.7.1 <x@y>: Relay access "
               "denied; from=<a@b> to=<x@y> proto=ESMTP helo=<c>" },
    { "smtpd", "4F1A2B3C4D: milter-reject: RCPT from a[192.0.2.7]: 550 5.7.1 no; from=<a@b> "
               "to=<x@y> proto=ESMTP helo=<c>" },
    { "smtpd", "warning: a[192.0.2.7]: SASL LOGIN authentication failed: UGFzc3dvcmQ6" },
    { "smtpd", "warning: 4F1A2B3C4D: queue file size limit exceeded" },
    { "smtpd", "improper command pipelining after EHLO from a[192.0.2.7]: QUIT" },
    { "smtpd", "Anonymous TLS connection established from a[192.0.2.7]: TLSv1.3 with cipher C" },
    { "cleanup", "4F1A2B3C4D: message-id=<client=@b>" },
    { "cleanup",
      "4F1A2B3C4D: info: header Subject: to=<a@b>, relay=c from a[192.0.2.7]; from=<a@b> "
      "to=<c@d> proto=ESMTP helo=<e>" },
    { "cleanup", "4F1A2B3C4D: reject: header Subject: x from a[192.0.2.7]; from=<a@b> to=<c@d> "
                 "proto=ESMTP helo=<e>: no" },
    { "cleanup",
      "4F1A2B3C4D: milter-reject: END-OF-MESSAGE from a[192.0.2.7]: 5.7.1 no; from=<a@b> "
      "to=<c@d> proto=ESMTP helo=<e>" },
    { "cleanup", "warning: 4F1A2B3C4D: message rejected: hopcount exceeded" },
    { "cleanup", "4F1A2B3C4D: canceled" },
    { "qmgr", "4F1A2B3C4D: from=<a@b>, size=1000, nrcpt=2 (queue active)" },
    { "qmgr", "4F1A2B3C4D: from=<a@b>, status=expired, returned to sender" },
    { "qmgr", "4F1A2B3C4D: removed" },
    { "pickup", "4F1A2B3C4D: uid=33 from=<www-data>" },
    { "bounce", "4F1A2B3C4D: sender non-delivery notification: 4F1A2B3C4E" },
    { "postsuper", "4F1A2B3C4D: placed on hold" },
    { "smtp", "4F1A2B3C4D: host mx.y[192.0.2.9] said: 450 4.2.0 no (in reply to RCPT TO command)" },
    { "smtp", "4F1A2B3C4D: lost connection with mx.y[192.0.2.9] while sending RCPT TO" },
    { "smtp", "connect to mx.y[192.0.2.9]:25: Connection timed out" },
    { "smtp",
      "4F1A2B3C4D: to=<x@y>, relay=mx.y[192.0.2.9]:25, delay=1, dsn=2.0.0, status=sent (ok)" },
    { "smtp", "4F1A2B3C4D: to=<x@y>, relay=none, delay=1, dsn=4.4.1, status=deferred (no)" },
    { "discard", "4F1A2B3C4D: to=<x@y>, relay=none, delay=1, dsn=2.0.0, status=sent (y)" },
    { "local", "4F1A2B3C4D: to=<x@y>, relay=local, delay=1, dsn=2.0.0, status=sent (mailbox)" },
    { "virtual", "4F1A2B3C4D: to=<x@y>, relay=virtual, delay=1, dsn=2.0.0, status=sent (maildir)" },
    { "pipe", "4F1A2B3C4D: to=<x@y>, relay=dovecot, delay=1, dsn=2.0.0, status=sent (service)" },
    { "lmtp", "4F1A2B3C4D: to=<x@y>, relay=mail[private/dovecot-lmtp], delay=1, dsn=2.0.0, "
              "status=sent (250 2.0.0 <x@y> Saved)" },
    { "lmtp", "4F1A2B3C4D: passing <x@y> to transport=local" },
    { "postscreen", "NOQUEUE: reject: RCPT from [192.0.2.7]:4711: 550 5.7.1 Service unavailable; "
                    "from=<a@b>, to=<c@d>, proto=ESMTP, helo=<e>" },
    { "postscreen", "PREGREET 22 after 0.1 from [192.0.2.7]:4711: EHLO x" },
    { "postscreen", "DNSBL rank 4 for [192.0.2.7]:4711" },
    { "anvil", "statistics: max connection rate 7/60s for (smtp:192.0.2.7) at Mar  2 10:00:00" },
};

static bool same_peer(const struct peer *a, const struct peer *b)
{
    return slice_eq(a->name, b->name) && slice_eq(a->ip, b->ip) && a->port == b->port;
}

static bool same_fact(const struct fact *a, const struct fact *b)
{
    return a->kind == b->kind && slice_eq(a->queue_id, b->queue_id) &&
           same_peer(&a->client, &b->client) && same_peer(&a->relay, &b->relay) &&
           slice_eq(a->login, b->login) && slice_eq(a->sender, b->sender) &&
           slice_eq(a->recipient, b->recipient) && slice_eq(a->text, b->text) &&
           slice_eq(a->message_id, b->message_id) && slice_eq(a->header_name, b->header_name) &&
           slice_eq(a->next_queue_id, b->next_queue_id) && slice_eq(a->stage, b->stage) &&
           a->reaction == b->reaction && a->reason == b->reason && a->status == b->status &&
           a->size == b->size && a->nrcpt == b->nrcpt && a->is_local == b->is_local &&
           a->count == b->count && a->auth.good == b->auth.good;
}

Test(postfix_any, says_the_same_without_its_daemon)
{
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        char program[64];
        struct fact named;

        (void)snprintf(program, sizeof(program), "postfix/%s", lines[i].daemon);
        named = *fact_of(program, lines[i].message);
        cr_expect(same_fact(&named, fact_of("postfix", lines[i].message)), "%s: %s", program,
                  lines[i].message);
    }
}

Test(postfix_any, cut_off_is_malformed)
{
    static const char *const cut[] = {
        "4F1A2B3C4D: client=a.example.org[192.0",
        "4F1A2B3C4D: from=<a@b>, size=10",
        "4F1A2B3C4D: to=<x@y>, relay=mx.y[192.0.2.9]:25, del",
        "4F1A2B3C4D: uid=33 from=<www",
        "NOQUEUE: reject: RCPT from a[192.0",
        "disconnect from a[192.0",
        "PREGREET 22 after 0.1 fro",
        "",
    };

    for (size_t i = 0; i < sizeof(cut) / sizeof(cut[0]); i++)
        is_malformed("postfix", cut[i]);
}

Test(postfix_any, knows_noise_and_tells_what_it_does_not_know)
{
    is_ignored("postfix", "daemon started -- version 3.7.11, configuration /etc/postfix",
               "start and stop");
    is_ignored("postfix", "warning: something new", "warning");
    is_ignored("postfix", "nobody ever wrote this", "not known");
    is_ignored("postfix", "4F1A2B3C4D: nobody ever wrote this", "not known");
}
