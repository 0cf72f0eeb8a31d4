/*
 * A queue entry's life, one line a step, as Postfix 3.7 prints it:
 *
 *	cleanup	QID: message-id=<...>		or milter-reject, and that is all
 *	qmgr	QID: from=<...>, size=, nrcpt= (queue active)
 *	smtp	... TLS connection established to ...
 *	smtp	QID: to=<...>, relay=..., ...	one a recipient; later ones retried:
 *	qmgr	QID: from=<...>, size=, nrcpt= (queue active) ...
 *	bounce	QID: sender non-delivery notification: QID
 *	qmgr	QID: removed
 */
#include "tests/bench/traffic.h"

enum { MOST_ATTEMPTS = 6 };

static int64_t log_active(struct traffic *t, struct task *task);
static int64_t log_delivery(struct traffic *t, struct task *task);
static int64_t next_recipient(struct traffic *t, struct message *m);

static struct message *begin(struct traffic *t, struct task *task, enum service service)
{
    struct message *m = (struct message *)task;

    log_begin(&t->log, t->now, service, crew_pid(t, service));
    put_queue_id(&t->log, m->id);
    return m;
}

static int64_t go_on(struct message *m, int64_t (*step)(struct traffic *, struct task *),
                     int64_t due)
{
    m->task.step = step;
    return due;
}

static int64_t finish(struct traffic *t, struct message *m)
{
    if (t->inodes_returned - t->inodes_taken < INODES)
        t->inodes[t->inodes_returned++ % INODES] = m->id.inode;
    t->counts.in_flight--;
    m->task.next_free = t->free_messages;
    t->free_messages = &m->task;
    return FINISHED;
}

static uint32_t take_inode(struct traffic *t)
{
    if (t->inodes_taken == t->inodes_returned)
        return 0x41000 + INODES + dice_below(&t->dice, 0x40000);
    return t->inodes[t->inodes_taken++ % INODES];
}

struct message *message_new(struct traffic *t)
{
    struct message *m = task_new(&t->free_messages, sizeof(*m));

    m->id = (struct queue_id){ (uint32_t)(t->now % LOG_SECOND), take_inode(t) };
    m->attempts = 0;
    m->filtered = !t->options->filter;
    m->refused = false;
    t->counts.messages++;
    t->counts.in_flight++;
    return m;
}

static int64_t log_removed(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;

    if (t->options->no_removed)
        return finish(t, m);
    (void)begin(t, task, QMGR);
    PUT(&t->log, ": removed");
    log_end(&t->log);
    return finish(t, m);
}

static int64_t log_bounce(struct traffic *t, struct task *task)
{
    struct message *m = begin(t, task, BOUNCE);

    PUT(&t->log, ": sender non-delivery notification: ");
    put_queue_id(&t->log, m->copy);
    log_end(&t->log);
    return go_on(m, log_removed, t->now + dice_wait(&t->dice, 1, 4));
}

/* The notification's own message-id is logged before the line that names it. */
static int64_t bounce(struct traffic *t, struct message *m)
{
    if (m->letter.sender == FROM_NOBODY)
        return go_on(m, log_removed, t->now + dice_wait(&t->dice, 1, 4));
    struct message *notice = message_new(t);

    letter_bounce(t, notice, m);
    notice->filtered = true;
    m->copy = notice->id;
    (void)message_start(t, notice, 0);
    return go_on(m, log_bounce, t->now + 1600);
}

static int64_t log_expired(struct traffic *t, struct task *task)
{
    struct message *m = begin(t, task, QMGR);

    PUT(&t->log, ": from=<");
    put_sender(&t->log, &t->world, &m->letter);
    PUT(&t->log, ">, status=expired, returned to sender");
    log_end(&t->log);
    return bounce(t, m);
}

/* As long as keeps the asked number of messages in flight, within reason. */
static int64_t retry_wait(struct traffic *t)
{
    uint64_t deferrals = t->counts.deferrals + 1;
    uint64_t share = 1000 * deferrals / (t->counts.sessions + 1) + 10;
    int64_t each = t->gap * 800 / (int64_t)share;
    int64_t longest = 6 * 3600 * LOG_SECOND;
    int64_t wait = each < longest / t->options->in_flight ? each * t->options->in_flight : longest;

    if (wait < 30 * LOG_SECOND)
        wait = 30 * LOG_SECOND;
    return wait / 2 + (wait >> 10) * dice_below(&t->dice, 1024);
}

static int64_t retry(struct traffic *t, struct message *m)
{
    t->counts.deferrals++;
    if (++m->attempts >= MOST_ATTEMPTS)
        return go_on(m, log_expired, t->now + retry_wait(t));
    return go_on(m, log_active, t->now + retry_wait(t));
}

static int64_t all_tried(struct traffic *t, struct message *m)
{
    bool deferred = false;
    bool bounced = false;

    for (uint32_t i = 0; i < m->letter.recipients; i++) {
        deferred |= verdict_defers(m->letter.to[i].verdict);
        bounced |= verdict_bounces(m->letter.to[i].verdict);
    }
    if (deferred)
        return retry(t, m);
    if (bounced)
        return bounce(t, m);
    return go_on(m, log_removed, t->now + dice_wait(&t->dice, 0, 3));
}

static enum verdict judge(struct traffic *t, const struct message *m, const struct recipient *r)
{
    uint32_t roll = dice_below(&t->dice, 1000);
    bool local = r->address.domain == OWN_DOMAIN;

    if (local)
        return roll < 994 ? ACCEPTED : roll < 997 ? MAILBOX_FULL : USER_UNKNOWN;
    if (m->attempts > 0)
        return roll < 550 ? ACCEPTED : GREYLISTED + roll % 5;
    if (roll < 880)
        return ACCEPTED;
    if (roll < 975)
        return GREYLISTED + roll % 5;
    return roll < 990 ? USER_UNKNOWN : roll < 996 ? SPAM_REFUSED : NO_SUCH_DOMAIN;
}

static int64_t log_tls(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;
    uint32_t domain = m->letter.to[m->at].address.domain;
    bool modern = domain % 5 != 0;

    log_begin(&t->log, t->now, SMTP, m->pid);
    if (domain % 3)
        PUT(&t->log, "Trusted TLS connection established to ");
    else
        PUT(&t->log, "Untrusted TLS connection established to ");
    put_mx(&t->log, &t->world, domain);
    if (modern)
        PUT(&t->log, ":25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) "
                     "key-exchange X25519 server-signature RSA-PSS (2048 bits) "
                     "server-digest SHA256");
    else
        PUT(&t->log, ":25: TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)");
    log_end(&t->log);
    return go_on(m, log_delivery, t->now + m->sending);
}

/* Recipients of one domain go out in one transaction: same time, same process. */
static int64_t same_transaction(struct traffic *t, struct message *m, struct recipient *r)
{
    r->verdict = r[-1].verdict;
    if (!verdict_without_talk(r->verdict))
        r->verdict = judge(t, m, r);
    if (verdict_without_talk(r->verdict) && m->sending > 0)
        r->verdict = ACCEPTED;
    return go_on(m, log_delivery, t->now + 15);
}

static int64_t deliver(struct traffic *t, struct message *m, struct recipient *r)
{
    r->verdict = judge(t, m, r);
    enum service service = reply_service(m, r);
    bool remote = service == SMTP;

    m->pid = crew_pid(t, service);
    m->connecting = remote ? dice_wait(&t->dice, 20, 900) : dice_wait(&t->dice, 0, 15);
    m->sending = remote ? dice_wait(&t->dice, 90, 4000) : dice_wait(&t->dice, 3, 120);
    if (r->verdict == CONNECT_TIMEOUT)
        m->connecting += 30 * LOG_SECOND;
    if (verdict_without_talk(r->verdict))
        m->sending = 0;
    int64_t connected = t->now + dice_wait(&t->dice, 0, 40) + m->connecting;

    if (remote && m->sending > 0 && r->address.domain % 12)
        return go_on(m, log_tls, connected);
    return go_on(m, log_delivery, connected + m->sending);
}

static int64_t next_recipient(struct traffic *t, struct message *m)
{
    struct letter *l = &m->letter;

    for (; m->at < l->recipients; m->at++) {
        struct recipient *r = &l->to[m->at];
        bool together = m->at > 0 && r[-1].address.domain == r->address.domain &&
                        r->address.domain != OWN_DOMAIN && r[-1].verdict != UNTRIED && m->pid != 0;

        if (r->verdict == UNTRIED)
            return together ? same_transaction(t, m, r) : deliver(t, m, r);
        m->pid = 0;
    }
    return all_tried(t, m);
}

static bool is_forwarded(const struct message *m, const struct recipient *r)
{
    return r->verdict == ACCEPTED && r->address.domain == OWN_DOMAIN &&
           reply_service(m, r) == LOCAL && r->address.local % 3 == 0;
}

/* A user's own forwarding: a new entry for the same letter. */
static void forward(struct traffic *t, struct message *m, const struct recipient *r)
{
    struct message *copy = message_new(t);
    uint64_t elsewhere = r->address.local * 31 + 5;

    copy->letter = m->letter;
    copy->letter.recipients = 1;
    copy->letter.to[0] = (struct recipient){ world_outsider(&t->world, elsewhere), UNTRIED };
    copy->filtered = true;
    m->copy = copy->id;
    (void)message_start(t, copy, 0);
}

static void put_original(struct log *log, const struct message *m, const struct recipient *r)
{
    static const char *const aliases[] = { "info", "office", "admissions", "library",
                                           "jobs", "dean",   "press",      "help" };
    bool aliased = m->letter.sender == FROM_OUTSIDE && r->address.domain == OWN_DOMAIN &&
                   r->address.local % 11 == 0;

    if (!aliased)
        return;
    PUT(log, ", orig_to=<");
    put_string(log, aliases[r->address.local / 11 % 8]);
    PUT(log, "@example.edu>");
}

static void put_recipient(struct traffic *t, const struct message *m, const struct recipient *r)
{
    put_queue_id(&t->log, m->id);
    PUT(&t->log, ": to=<");
    put_address(&t->log, &t->world, r->address);
    put_char(&t->log, '>');
    put_original(&t->log, m, r);
    put_reply(t, m, r);
    log_end(&t->log);
    t->counts.recipients++;
}

static int64_t log_delivery(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;
    struct recipient *r = &m->letter.to[m->at++];

    if (is_forwarded(m, r))
        forward(t, m, r);
    log_begin(&t->log, t->now, reply_service(m, r), m->pid);
    put_recipient(t, m, r);
    return next_recipient(t, m);
}

/* The first leg's deliveries: all to the filter, named by the second leg's id. */
static int64_t log_filtered(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;

    log_begin(&t->log, t->now, SMTP, m->pid);
    m->letter.to[m->at].verdict = ACCEPTED;
    put_recipient(t, m, &m->letter.to[m->at]);
    if (++m->at < m->letter.recipients)
        return t->now + 20;
    return go_on(m, log_removed, t->now + dice_wait(&t->dice, 0, 3));
}

static int64_t reinject(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;
    struct message *leg = message_new(t);

    leg->letter = m->letter;
    leg->letter.size += 480;
    leg->filtered = true;
    m->copy = leg->id;
    session_reinject(t, leg);
    return go_on(m, log_filtered, t->now + 19000);
}

static int64_t log_active(struct traffic *t, struct task *task)
{
    struct message *m = begin(t, task, QMGR);
    struct letter *l = &m->letter;
    uint32_t left = 0;

    for (uint32_t i = 0; i < l->recipients; i++) {
        if (verdict_defers(l->to[i].verdict))
            l->to[i].verdict = UNTRIED;
        left += m->attempts == 0 || l->to[i].verdict == UNTRIED;
    }
    PUT(&t->log, ": from=<");
    put_sender(&t->log, &t->world, l);
    PUT(&t->log, ">, size=");
    put_number(&t->log, l->size);
    PUT(&t->log, ", nrcpt=");
    put_number(&t->log, left);
    PUT(&t->log, " (queue active)");
    log_end(&t->log);
    m->active = t->now;
    m->at = 0;
    if (m->filtered)
        return next_recipient(t, m);
    m->pid = crew_pid(t, SMTP);
    m->connecting = 400;
    m->sending = dice_wait(&t->dice, 120, 4000);
    return go_on(m, reinject, t->now + m->sending - 19000);
}

static int64_t log_milter(struct traffic *t, struct task *task)
{
    struct message *m = begin(t, task, CLEANUP);
    struct log *log = &t->log;

    PUT(log, ": milter-reject: END-OF-MESSAGE from ");
    put_client(log, &t->world, m->client);
    PUT(log, ": 5.7.1 Spam message rejected; from=<");
    put_sender(log, &t->world, &m->letter);
    PUT(log, "> to=<");
    put_address(log, &t->world, m->letter.to[0].address);
    PUT(log, "> proto=ESMTP helo=<");
    put_client_name(log, &t->world, m->client);
    put_char(log, '>');
    log_end(log);
    return finish(t, m);
}

static int64_t log_message_id(struct traffic *t, struct task *task)
{
    struct message *m = begin(t, task, CLEANUP);

    PUT(&t->log, ": message-id=<");
    put_message_id(&t->log, &t->world, &m->letter);
    put_char(&t->log, '>');
    log_end(&t->log);
    return go_on(m, m->refused ? log_milter : log_active, m->active);
}

int64_t message_start(struct traffic *t, struct message *m, uint32_t wait)
{
    int64_t due = t->now + dice_wait(&t->dice, wait, wait + 1 + wait * 4);

    m->arrived = t->now;
    m->active = due + dice_wait(&t->dice, 1, 3 + wait * 8);
    m->pid = 0;
    m->at = 0;
    m->task.step = log_message_id;
    agenda_add(&t->agenda, due, &m->task);
    return m->active;
}
