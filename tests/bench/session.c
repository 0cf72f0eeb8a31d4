/*
 * An SMTP client's connection, one line a step, as Postfix 3.7 prints it:
 *
 *	connect from name[address]
 *	Anonymous TLS connection established from name[address]: ...
 *	QID: client=name[address], sasl_method=, sasl_username=	one a message
 *	NOQUEUE: reject: RCPT from ...				instead
 *	warning: ...: SASL LOGIN authentication failed: ...	or instead
 *	lost connection after AUTH from name[address]		now and then
 *	disconnect from name[address] ehlo=1 ... commands=7
 */
#include "tests/bench/traffic.h"

enum kind { LOGIN, INBOUND, REINJECTION, REFUSED, NOT_OWNER, WRONG_PASSWORD, PROBE };

struct session {
    struct task task;
    struct client client;
    struct message *message; /* of a REINJECTION */
    enum kind kind;
    enum service service;
    uint32_t pid;
    uint32_t account;
    uint32_t wanted; /* messages or tries still to come */
    uint32_t messages;
    uint32_t spam; /* messages that the milter refused */
    uint32_t recipients;
    uint32_t refused;
    bool tls;
    bool lost;
};

static int64_t log_disconnect(struct traffic *t, struct task *task);
static int64_t log_client(struct traffic *t, struct task *task);
static int64_t log_refusal(struct traffic *t, struct task *task);
static int64_t log_wrong_password(struct traffic *t, struct task *task);
static int64_t log_lost(struct traffic *t, struct task *task);

static struct session *begin(struct traffic *t, struct task *task)
{
    struct session *s = (struct session *)task;

    log_begin(&t->log, t->now, s->service, s->pid);
    return s;
}

static int64_t go_on(struct session *s, int64_t (*step)(struct traffic *, struct task *),
                     int64_t due)
{
    s->task.step = step;
    return due;
}

static int64_t to_business(struct traffic *t, struct session *s)
{
    int64_t due = t->now + (s->kind == REINJECTION ? 4000 : dice_wait(&t->dice, 40, 1500));

    switch (s->kind) {
    case LOGIN:
    case INBOUND:
    case REINJECTION:
        return go_on(s, log_client, due);
    case REFUSED:
    case NOT_OWNER:
        return go_on(s, log_refusal, due);
    case WRONG_PASSWORD:
        return go_on(s, log_wrong_password, due);
    default:
        return go_on(s, log_lost, due);
    }
}

static int64_t log_tls(struct traffic *t, struct task *task)
{
    struct session *s = begin(t, task);

    PUT(&t->log, "Anonymous TLS connection established from ");
    put_client(&t->log, &t->world, s->client);
    if (s->client.id % 4)
        PUT(&t->log, ": TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) "
                     "key-exchange X25519 server-signature RSA-PSS (2048 bits) "
                     "server-digest SHA256");
    else
        PUT(&t->log, ": TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)");
    log_end(&t->log);
    return to_business(t, s);
}

static int64_t log_connect(struct traffic *t, struct task *task)
{
    struct session *s = begin(t, task);

    PUT(&t->log, "connect from ");
    put_client(&t->log, &t->world, s->client);
    log_end(&t->log);
    if (s->tls && s->service == SMTPD) /* submission: smtpd_tls_loglevel=0 */
        return go_on(s, log_tls, t->now + dice_wait(&t->dice, 15, 200));
    return to_business(t, s);
}

static struct message *take_letter(struct traffic *t, struct session *s)
{
    struct message *m = s->message;

    if (m)
        return m;
    m = message_new(t);
    if (s->kind == LOGIN)
        letter_write(t, &m->letter, s->account);
    else
        letter_receive(t, &m->letter, s->account);
    if (s->kind == INBOUND && dice_chance(&t->dice, 20)) {
        m->refused = true;
        m->client = s->client;
        s->spam++;
    }
    return m;
}

static void put_credentials(struct traffic *t, const struct session *s)
{
    if (s->kind != LOGIN)
        return;
    if (s->account % 9 == 4)
        PUT(&t->log, ", sasl_method=LOGIN, sasl_username=");
    else
        PUT(&t->log, ", sasl_method=PLAIN, sasl_username=");
    put_login(&t->log, &t->world, s->account);
}

static int64_t log_client(struct traffic *t, struct task *task)
{
    struct session *s = begin(t, task);
    struct message *m = take_letter(t, s);

    put_queue_id(&t->log, m->id);
    PUT(&t->log, ": client=");
    put_client(&t->log, &t->world, s->client);
    put_credentials(t, s);
    log_end(&t->log);
    s->messages++;
    s->recipients += m->letter.recipients;
    int64_t queued = message_start(t, m, s->kind == REINJECTION ? 0 : 12);

    if (--s->wanted > 0)
        return queued + dice_wait(&t->dice, 50, 9000);
    if (s->kind == REINJECTION)
        return go_on(s, log_disconnect, queued + 500);
    return go_on(s, log_disconnect, queued + dice_wait(&t->dice, 5, 400));
}

/* Who may not use a sender address wrote an own one of elsewhere: nobody here misbehaves. */
static struct address refused_sender(struct traffic *t, const struct session *s)
{
    return world_outsider(&t->world, s->kind == NOT_OWNER ? s->account : s->client.id);
}

static void put_refusal_reason(struct traffic *t, const struct session *s, struct address to)
{
    struct log *log = &t->log;
    uint32_t reason = s->kind == NOT_OWNER ? 4 : (uint32_t)(s->client.id >> 40) % 4;

    switch (reason) {
    case 0:
        PUT(log, "454 4.7.1 <");
        put_address(log, &t->world, to);
        PUT(log, ">: Relay access denied");
        break;
    case 1:
        PUT(log, "550 5.1.1 <");
        put_address(log, &t->world, to);
        PUT(log, ">: Recipient address rejected: User unknown in virtual mailbox table");
        break;
    case 2:
        PUT(log, "450 4.7.25 Client host rejected: cannot find your hostname, [");
        put_client_address(log, s->client);
        put_char(log, ']');
        break;
    case 3:
        PUT(log, "554 5.7.1 Service unavailable; Client host [");
        put_client_address(log, s->client);
        PUT(log, "] blocked using bl.example.net; https://bl.example.net/query/");
        put_client_address(log, s->client);
        break;
    default:
        PUT(log, "553 5.7.1 <");
        put_address(log, &t->world, refused_sender(t, s));
        PUT(log, ">: Sender address rejected: not owned by user ");
        put_login(log, &t->world, s->account);
    }
}

/* Who asks to relay names a recipient elsewhere, all others one of ours. */
static struct address refused_recipient(struct traffic *t, const struct session *s)
{
    struct address ours = { OWN_DOMAIN, world_account(&t->world, &t->dice) };

    if (s->kind == NOT_OWNER || (s->client.id >> 40) % 4 == 0)
        return world_outsider(&t->world, dice_next(&t->dice));
    if ((s->client.id >> 40) % 4 == 1)
        ours.local += t->world.accounts;
    return ours;
}

static int64_t log_refusal(struct traffic *t, struct task *task)
{
    struct session *s = begin(t, task);
    struct log *log = &t->log;
    struct address to = refused_recipient(t, s);

    PUT(log, "NOQUEUE: reject: RCPT from ");
    put_client(log, &t->world, s->client);
    PUT(log, ": ");
    put_refusal_reason(t, s, to);
    PUT(log, "; from=<");
    put_address(log, &t->world, refused_sender(t, s));
    PUT(log, "> to=<");
    put_address(log, &t->world, to);
    PUT(log, "> proto=ESMTP helo=<");
    put_hex(log, s->client.id, 6);
    PUT(log, ".example.net>");
    log_end(log);
    s->refused++;
    if (--s->wanted > 0)
        return t->now + dice_wait(&t->dice, 30, 900);
    return go_on(s, log_disconnect, t->now + dice_wait(&t->dice, 10, 2000));
}

static int64_t log_wrong_password(struct traffic *t, struct task *task)
{
    struct session *s = begin(t, task);
    struct log *log = &t->log;

    PUT(log, "warning: ");
    put_client(log, &t->world, s->client);
    if (s->client.id % 2)
        PUT(log, ": SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=");
    else
        PUT(log, ": SASL PLAIN authentication failed: (reason unavailable), "
                 "sasl_username=");
    put_login(log, &t->world, s->account);
    log_end(log);
    s->refused++;
    if (--s->wanted > 0)
        return t->now + dice_wait(&t->dice, 900, 6000);
    if (s->lost)
        return go_on(s, log_lost, t->now + dice_wait(&t->dice, 10, 900));
    return go_on(s, log_disconnect, t->now + dice_wait(&t->dice, 10, 900));
}

static int64_t log_lost(struct traffic *t, struct task *task)
{
    struct session *s = begin(t, task);

    if (s->kind == WRONG_PASSWORD)
        PUT(&t->log, "lost connection after AUTH from ");
    else if (s->client.id % 3)
        PUT(&t->log, "lost connection after CONNECT from ");
    else
        PUT(&t->log, "lost connection after EHLO from ");
    put_client(&t->log, &t->world, s->client);
    log_end(&t->log);
    return go_on(s, log_disconnect, t->now + dice_wait(&t->dice, 0, 2));
}

struct tally {
    uint32_t done;
    uint32_t asked;
};

/* ` rcpt=1/2`: of two asked for, one was granted; ` rcpt=2`: both. */
static void put_counter(struct log *log, const char *name, uint32_t done, uint32_t asked,
                        struct tally *sum)
{
    if (asked == 0)
        return;
    put_char(log, ' ');
    put_string(log, name);
    put_char(log, '=');
    put_number(log, done);
    if (done != asked) {
        put_char(log, '/');
        put_number(log, asked);
    }
    sum->done += done;
    sum->asked += asked;
}

static void put_counters(struct log *log, const struct session *s)
{
    struct tally sum = { 0, 0 };
    bool silent = s->kind == PROBE && s->client.id % 3;
    uint32_t auth = s->kind == LOGIN || s->kind == NOT_OWNER;
    uint32_t guesses = s->kind == WRONG_PASSWORD ? s->refused : 0;
    uint32_t rejects = s->refused - guesses;

    put_counter(log, "ehlo", silent ? 0 : 1 + s->tls, silent ? 0 : 1 + s->tls, &sum);
    put_counter(log, "starttls", s->tls, s->tls, &sum);
    put_counter(log, "auth", auth, auth + guesses, &sum);
    put_counter(log, "mail", s->messages + (rejects > 0), s->messages + (rejects > 0), &sum);
    put_counter(log, "rcpt", s->recipients, s->recipients + rejects, &sum);
    put_counter(log, "data", s->messages - s->spam, s->messages, &sum);
    put_counter(log, "quit", !s->lost, !s->lost, &sum);
    put_counter(log, "commands", sum.done, sum.asked, &sum);
    if (sum.asked == 0)
        PUT(log, " commands=0/0");
}

static int64_t log_disconnect(struct traffic *t, struct task *task)
{
    struct session *s = begin(t, task);

    PUT(&t->log, "disconnect from ");
    put_client(&t->log, &t->world, s->client);
    put_counters(&t->log, s);
    log_end(&t->log);
    crew_return(t, s->service, s->pid);
    s->task.next_free = t->free_sessions;
    t->free_sessions = &s->task;
    return FINISHED;
}

static void start(struct traffic *t, struct session draft)
{
    struct session *s = task_new(&t->free_sessions, sizeof(*s));

    *s = draft;
    s->pid = crew_take(t, s->service);
    s->task.step = log_connect;
    agenda_add(&t->agenda, t->now + 1, &s->task);
}

static struct session login(struct traffic *t, uint32_t account)
{
    return (struct session){ .kind = LOGIN,
                             .service = SUBMISSION,
                             .account = account,
                             .tls = true,
                             .wanted = 1 + (dice_below(&t->dice, 9) == 0),
                             .client = world_login_client(&t->world, &t->dice, account) };
}

static struct session inbound(struct traffic *t, uint32_t account)
{
    uint32_t domain = world_outsider(&t->world, dice_next(&t->dice)).domain;

    return (struct session){ .kind = INBOUND,
                             .service = SMTPD,
                             .account = account,
                             .tls = domain % 8 != 3,
                             .wanted = 1 + (dice_below(&t->dice, 15) == 0),
                             .client = world_server(&t->dice, domain) };
}

static struct session stray(struct traffic *t, enum kind kind, uint32_t account)
{
    return (struct session){ .kind = kind,
                             .service = kind == WRONG_PASSWORD ? SUBMISSION : SMTPD,
                             .account = account,
                             .wanted = 1 + dice_low(&t->dice, 4),
                             .lost = kind == PROBE || dice_chance(&t->dice, 400),
                             .client = world_stray(&t->dice) };
}

void session_open(struct traffic *t)
{
    uint32_t roll = dice_below(&t->dice, 1000);
    uint32_t account = world_account(&t->world, &t->dice);

    t->counts.sessions++;
    t->counts.in_flight_sum += t->counts.in_flight;
    if (roll < 560) {
        start(t, login(t, account));
    } else if (roll < 770) {
        start(t, inbound(t, account));
    } else if (roll < 790) {
        session_none(t);
    } else if (roll < 850) {
        start(t, stray(t, REFUSED, account));
    } else if (roll < 855) {
        struct session s = login(t, account);

        s.kind = NOT_OWNER;
        start(t, s);
    } else if (roll < 895) {
        start(t, stray(t, WRONG_PASSWORD, account));
    } else {
        start(t, stray(t, PROBE, account));
    }
}

void session_reinject(struct traffic *t, struct message *m)
{
    start(t, (struct session){ .kind = REINJECTION,
                               .service = SMTPD,
                               .wanted = 1,
                               .message = m,
                               .client = { LOOPBACK, 0, 0 } });
}
