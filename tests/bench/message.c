/*
 * A queue entry's life, one step after the other: received, or refused as spam and that is
 * all; taken up; to the filter, the hub or its recipients, those deferred again later;
 * expired or bounced, in which case a notice is made; removed.
 */
#include "tests/bench/rendering.h"

#include <stdio.h>

enum { MOST_ATTEMPTS = 6 };

enum { KEY_WAIT = 0xfffff, KEY_PROGRAM = 0xff };

static uint64_t key_of(const struct message *m, uint64_t what)
{
    return dice_mix(m->letter.id) + ((uint64_t)m->attempts << 32 | what);
}

static int64_t log_active(struct traffic *t, struct task *task);
static int64_t log_delivery(struct traffic *t, struct task *task);
static int64_t next_recipient(struct traffic *t, struct message *m);

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
    const struct options *o = t->options;

    m->id = (struct queue_id){ (uint32_t)(t->now / LOG_SECOND), (uint32_t)(t->now % LOG_SECOND),
                               take_inode(t), 0 };
    m->attempts = 0;
    m->host = EDGE;
    m->leg = o->filter ? TO_FILTER : o->hop ? TO_HUB : TO_RECIPIENTS;
    m->refused = false;
    m->unlogged = 0;
    m->submission = (struct submission){ 0 };
    t->counts.messages++;
    t->counts.in_flight++;
    return m;
}

static int64_t log_removed(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;

    if (!t->options->no_removed)
        RENDER(t, m, removed, t, m);
    return finish(t, m);
}

static int64_t log_bounce(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;

    RENDER(t, m, bounced, t, m);
    return go_on(m, log_removed, t->now + dice_wait(&t->dice, 1, 4));
}

/* The notification's own message-id is logged before the line that names it. */
static int64_t bounce(struct traffic *t, struct message *m)
{
    if (m->letter.sender == FROM_NOBODY)
        return go_on(m, log_removed, t->now + dice_wait(&t->dice, 1, 4));
    struct message *notice = message_new(t);

    letter_bounce(t, notice, m);
    notice->host = m->host;
    notice->leg = TO_RECIPIENTS;
    m->copy = notice->id;
    (void)message_start(t, notice, 0);
    return go_on(m, log_bounce, t->now + 1600);
}

static int64_t log_expired(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;

    RENDER(t, m, expired, t, m);
    return bounce(t, m);
}

/* As long as keeps the asked number of messages in flight, within reason. */
static int64_t retry_wait(struct traffic *t, struct message *m)
{
    uint64_t deferrals = t->counts.deferrals + 1;
    uint64_t share = 1000 * deferrals / (t->counts.sessions + 1) + 10;
    int64_t each = t->gap * 800 / (int64_t)share;
    int64_t longest = 6 * 3600 * LOG_SECOND;
    int64_t wait = each < longest / t->options->in_flight ? each * t->options->in_flight : longest;
    struct dice own;
    struct dice *d = deal(t, &own, key_of(m, KEY_WAIT));

    if (wait < 30 * LOG_SECOND)
        wait = 30 * LOG_SECOND;
    if (t->options->retry)
        wait = t->options->retry;
    return wait / 2 + (wait >> 10) * dice_below(d, 1024);
}

static int64_t retry(struct traffic *t, struct message *m)
{
    t->counts.deferrals++;
    if (++m->attempts >= MOST_ATTEMPTS + outcome_greylistings(t))
        return go_on(m, log_expired, t->now + retry_wait(t, m));
    return go_on(m, log_active, t->now + retry_wait(t, m));
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

static int64_t log_tls(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;

    RENDER(t, m, tls_out, t, m);
    return go_on(m, log_delivery, t->now + m->sending);
}

/* Recipients of one domain go out in one transaction: same time, same process. */
static int64_t same_transaction(struct traffic *t, struct message *m, struct recipient *r)
{
    r->verdict = r[-1].verdict;
    if (!verdict_without_talk(r->verdict))
        r->verdict = outcome_of(t, m, r);
    if (verdict_without_talk(r->verdict) && m->sending > 0)
        r->verdict = ACCEPTED;
    return go_on(m, log_delivery, t->now + 15);
}

enum service message_service(const struct message *m, const struct recipient *r)
{
    if (m->leg != TO_RECIPIENTS || r->address.domain != OWN_DOMAIN)
        return SMTP;
    if (verdict_bounces(r->verdict) || r->verdict == MAILBOX_FULL)
        return LMTP;
    return recipient_forwards(r) ? LOCAL : LMTP;
}

/* What comes of it is the new entry's matter: this one only hands it on. */
static bool hands_on(struct traffic *t, const struct message *m, const struct recipient *r)
{
    return r->fate && recipient_forwards(r) && m->leg == TO_RECIPIENTS &&
           !t->hosts[m->host].rendering->forwards_in_place;
}

static int64_t deliver(struct traffic *t, struct message *m, struct recipient *r)
{
    r->verdict = hands_on(t, m, r) ? ACCEPTED : outcome_of(t, m, r);
    enum service service = message_service(m, r);
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

bool message_is_together(const struct message *m, uint32_t at)
{
    const struct recipient *r = &m->letter.to[at];

    return at > 0 && r[-1].address.domain == r->address.domain && r->address.domain != OWN_DOMAIN &&
           r[-1].verdict != UNTRIED && m->pid != 0;
}

static int64_t next_recipient(struct traffic *t, struct message *m)
{
    struct letter *l = &m->letter;

    for (; m->at < l->recipients; m->at++) {
        struct recipient *r = &l->to[m->at];
        bool together = message_is_together(m, m->at);

        if (r->verdict == UNTRIED)
            return together ? same_transaction(t, m, r) : deliver(t, m, r);
        m->pid = 0;
    }
    return all_tried(t, m);
}

bool recipient_forwards(const struct recipient *r)
{
    return r->forwards;
}

bool message_is_forwarded(const struct message *m, const struct recipient *r)
{
    return r->verdict == ACCEPTED && recipient_forwards(r) && m->leg == TO_RECIPIENTS;
}

/* A user's own forwarding: a new entry for the same letter. */
static void forward(struct traffic *t, struct message *m, const struct recipient *r)
{
    struct message *copy = message_new(t);

    letter_copy(&copy->letter, &m->letter);
    copy->letter.recipients = 0;
    letter_add(&copy->letter, (struct recipient){ .address = r->forward_to,
                                                  .fate = r->fate,
                                                  .was_forwarded = m->letter.deed > 0,
                                                  .offered = r->address });
    copy->host = m->host;
    copy->leg = TO_RECIPIENTS;
    m->copy = copy->id;
    (void)message_start(t, copy, 0);
}

const char *message_alias(const struct message *m, const struct recipient *r)
{
    static const char *const aliases[] = { "info", "office", "admissions", "library",
                                           "jobs", "dean",   "press",      "help" };
    bool aliased = m->letter.sender == FROM_OUTSIDE && !m->letter.deed &&
                   r->address.domain == OWN_DOMAIN && r->address.local % 11 == 0;

    return aliased ? aliases[r->address.local / 11 % 8] : NULL;
}

static int64_t log_delivery(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;
    struct recipient *r = &m->letter.to[m->at++];

    if (message_is_forwarded(m, r) && !t->hosts[m->host].rendering->forwards_in_place)
        forward(t, m, r);
    t->counts.recipients++;
    RENDER(t, m, delivered, t, m, r);
    return next_recipient(t, m);
}

/* The first leg's deliveries: all to the filter or the hub, named by the second leg's id. */
static int64_t log_passed_on(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;
    struct recipient *r = &m->letter.to[m->at];

    r->verdict = ACCEPTED;
    m->at++;
    t->counts.recipients++;
    RENDER(t, m, delivered, t, m, r);
    if (m->at < m->letter.recipients)
        return t->now + 20;
    return go_on(m, log_removed, t->now + dice_wait(&t->dice, 0, 3));
}

static int64_t pass_on(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;
    struct message *leg = message_new(t);

    letter_copy(&leg->letter, &m->letter);
    leg->letter.size += 480;
    leg->host = m->leg == TO_HUB ? HUB : m->host;
    leg->leg = m->leg == TO_FILTER && t->options->hop ? TO_HUB : TO_RECIPIENTS;
    session_reinject(t, leg, m->host);
    m->copy = leg->id;
    return go_on(m, log_passed_on, t->now + 19000);
}

static int64_t log_active(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;
    struct letter *l = &m->letter;
    uint32_t left = 0;

    for (uint32_t i = 0; i < l->recipients; i++) {
        if (verdict_defers(l->to[i].verdict))
            l->to[i].verdict = UNTRIED;
        left += m->attempts == 0 || l->to[i].verdict == UNTRIED;
    }
    RENDER(t, m, active, t, m, left);
    m->active = t->now;
    m->at = 0;
    m->unlogged = 0;
    if (m->leg == TO_RECIPIENTS)
        return next_recipient(t, m);
    m->pid = crew_pid(t, SMTP);
    m->connecting = 400;
    m->sending = dice_wait(&t->dice, 120, 4000);
    return go_on(m, pass_on, t->now + m->sending - 19000);
}

static int64_t log_refused(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;

    RENDER(t, m, refused, t, m);
    return finish(t, m);
}

static int64_t log_received(struct traffic *t, struct task *task)
{
    struct message *m = (struct message *)task;

    RENDER(t, m, received, t, m);
    return go_on(m, m->refused ? log_refused : log_active, m->active);
}

/* What its recipient has in hand who complains about it. */
static void note_letter(struct traffic *t, const struct message *m)
{
    const struct host *host = &t->hosts[m->host];
    char *from, *id;

    if (!t->letters || m->letter.deed == 0)
        return;
    t->log = host->log;
    from = t->log->at;
    host->rendering->put_id(t, m->id);
    id = t->log->at;
    put_message_id(t->log, &t->world, &m->letter);
    (void)fprintf(t->letters, "%llu\t%.*s\t%.*s\n", (unsigned long long)m->letter.deed,
                  (int)(id - from), from, (int)(t->log->at - id), id);
    t->log->at = from;
}

/* Which line of the script this queue entry is of, for who checks what is cited. */
static void note_id(struct traffic *t, const struct message *m)
{
    const struct host *host = &t->hosts[m->host];
    char *from;

    if (!t->ids)
        return;
    t->log = host->log;
    from = t->log->at;
    host->rendering->put_id(t, m->id);
    (void)fprintf(t->ids, "%s\t%.*s\t%llu\n", host->name, (int)(t->log->at - from), from,
                  (unsigned long long)m->letter.deed);
    t->log->at = from;
}

int64_t message_start(struct traffic *t, struct message *m, uint32_t wait)
{
    int64_t due = t->now + dice_wait(&t->dice, wait, wait + 1 + wait * 4);

    m->arrived = t->now;
    m->active = due + dice_wait(&t->dice, 1, 3 + wait * 8);
    m->pid = 0;
    m->at = 0;
    note_id(t, m);
    note_letter(t, m);
    m->task.step = log_received;
    agenda_add(&t->agenda, due, &m->task);
    return m->active;
}

void session_none(struct traffic *t, uint64_t number)
{
    struct message *m = message_new(t);
    struct dice own;

    letter_by_program(t, m, deal(t, &own, number << 16 | KEY_PROGRAM));
    RENDER(t, m, pickup, t, m);
    (void)message_start(t, m, 2);
}
