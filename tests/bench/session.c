/*
 * An SMTP client's connection, one step after the other: connect, TLS, one message after the
 * other or what is refused instead, now and then a lost connection, disconnect.
 */
#include "tests/bench/rendering.h"
#include "tests/bench/script.h"

enum {
    KEY_SESSION = 1,
    KEY_LETTER,
    KEY_REFUSED,
};

static int64_t log_disconnect(struct traffic *t, struct task *task);
static int64_t log_client(struct traffic *t, struct task *task);
static int64_t log_refusal(struct traffic *t, struct task *task);
static int64_t log_wrong_password(struct traffic *t, struct task *task);
static int64_t log_lost(struct traffic *t, struct task *task);

struct dice *deal(struct traffic *t, struct dice *own, uint64_t key)
{
    if (!t->options->sessions && !t->options->script)
        return &t->dice;
    own->state = dice_mix(t->world.seed ^ dice_mix(key));
    return own;
}

static uint64_t key_of(const struct session *s, uint64_t what)
{
    return s->number << 16 | (uint64_t)(s->messages + s->refused) << 8 | what;
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
    case TOO_LARGE:
        return go_on(s, log_refusal, due);
    case WRONG_PASSWORD:
        return go_on(s, log_wrong_password, due);
    default:
        return go_on(s, log_lost, due);
    }
}

static int64_t log_tls(struct traffic *t, struct task *task)
{
    struct session *s = (struct session *)task;

    RENDER(t, s, tls, t, s);
    return to_business(t, s);
}

static int64_t log_connect(struct traffic *t, struct task *task)
{
    struct session *s = (struct session *)task;

    RENDER(t, s, connected, t, s);
    if (s->tls && s->service == SMTPD)
        return go_on(s, log_tls, t->now + dice_wait(&t->dice, 15, 200));
    return to_business(t, s);
}

/* Which of them takes it in, as a balancer deals sessions out. */
static uint8_t edge_of(const struct traffic *t, uint64_t number)
{
    uint64_t n = dice_mix(number ^ 0xed6e) % t->options->edges;

    return (uint8_t)(n ? MORE_EDGES + n - 1 : EDGE);
}

static struct submission submission(const struct session *s)
{
    return (struct submission){ s->client, s->pid, s->account, s->kind == LOGIN, s->tls };
}

static const struct deed *deed_at(const struct session *s, uint32_t n)
{
    const struct deed *deed = s->deed;

    while (n-- > 0)
        deed = deed->next;
    return deed;
}

static struct message *take_letter(struct traffic *t, struct session *s)
{
    struct message *m = s->message;
    struct dice own;
    struct dice *d;

    if (m) {
        m->submission = submission(s);
        return m;
    }
    m = message_new(t);
    m->host = s->host;
    m->submission = submission(s);
    m->id.pid = s->pid;
    if (s->deed) {
        script_write(t, &m->letter, deed_at(s, s->messages));
        return m;
    }
    d = deal(t, &own, key_of(s, KEY_LETTER));
    if (s->kind == LOGIN)
        letter_write(t, &m->letter, s, d);
    else
        letter_receive(t, &m->letter, s, d);
    if (s->kind == INBOUND && dice_chance(d, 20)) {
        m->refused = true;
        s->spam++;
    }
    return m;
}

/* Recipients that are too many are refused while the message is handed in. */
static uint32_t refuse_excess(struct traffic *t, const struct session *s, const struct message *m)
{
    uint32_t excess = s->deed && !s->message ? deed_at(s, s->messages)->excess : 0;

    if (excess > 0)
        RENDER(t, s, excess_refused, t, s, m, excess);
    return excess;
}

static int64_t log_client(struct traffic *t, struct task *task)
{
    struct session *s = (struct session *)task;
    struct message *m = take_letter(t, s);

    RENDER(t, s, client, t, s, m);
    s->recipients += m->letter.recipients + refuse_excess(t, s, m);
    s->messages++;
    int64_t queued = message_start(t, m, s->kind == REINJECTION ? 0 : 12);

    if (--s->wanted > 0)
        return queued + dice_wait(&t->dice, 50, 9000);
    if (s->kind == REINJECTION)
        return go_on(s, log_disconnect, queued + 500);
    return go_on(s, log_disconnect, queued + dice_wait(&t->dice, 5, 400));
}

/* Who may not use a sender address wrote an own one of elsewhere: nobody here misbehaves. */
struct address session_refused_sender(const struct traffic *t, const struct session *s)
{
    if (s->deed)
        return s->deed->from;
    return world_outsider(&t->world, s->kind == NOT_OWNER ? s->account : s->client.id);
}

enum refusal session_refusal(const struct session *s)
{
    if (s->deed)
        return s->deed->refusal;
    return s->kind == NOT_OWNER ? NOT_OWNED : (enum refusal)((s->client.id >> 40) % 4);
}

/* Who asks to relay names a recipient elsewhere, all others one of ours. */
static struct address refused_recipient(struct traffic *t, const struct session *s)
{
    struct dice own;
    struct dice *d = deal(t, &own, key_of(s, KEY_REFUSED));
    struct address ours = { OWN_DOMAIN, world_account(&t->world, d) };

    if (s->deed)
        return s->deed->to[s->refused % s->deed->recipients].address;
    if (session_refusal(s) == NOT_OWNED || session_refusal(s) == NO_RELAY)
        return world_outsider(&t->world, dice_next(d));
    if (session_refusal(s) == NO_SUCH_USER)
        ours.local += t->world.accounts;
    return ours;
}

static int64_t log_refusal(struct traffic *t, struct task *task)
{
    struct session *s = (struct session *)task;

    if (s->kind == TOO_LARGE)
        RENDER(t, s, size_refused, t, s);
    else
        RENDER(t, s, recipient_refused, t, s, refused_recipient(t, s));
    s->refused++;
    if (--s->wanted > 0)
        return t->now + dice_wait(&t->dice, 30, 900);
    return go_on(s, log_disconnect, t->now + dice_wait(&t->dice, 10, 2000));
}

static int64_t log_wrong_password(struct traffic *t, struct task *task)
{
    struct session *s = (struct session *)task;

    RENDER(t, s, wrong_password, t, s);
    s->refused++;
    if (--s->wanted > 0)
        return t->now + dice_wait(&t->dice, 900, 6000);
    if (s->lost)
        return go_on(s, log_lost, t->now + dice_wait(&t->dice, 10, 900));
    return go_on(s, log_disconnect, t->now + dice_wait(&t->dice, 10, 900));
}

static int64_t log_lost(struct traffic *t, struct task *task)
{
    struct session *s = (struct session *)task;

    RENDER(t, s, lost, t, s);
    return go_on(s, log_disconnect, t->now + dice_wait(&t->dice, 0, 2));
}

static int64_t log_disconnect(struct traffic *t, struct task *task)
{
    struct session *s = (struct session *)task;

    RENDER(t, s, disconnected, t, s);
    crew_return(t, s->service, s->pid);
    script_free(s->deed);
    s->task.next_free = t->free_sessions;
    t->free_sessions = &s->task;
    return FINISHED;
}

static void start(struct traffic *t, struct session draft)
{
    struct session *s = task_new(&t->free_sessions, sizeof(*s));

    *s = draft;
    s->pid = t->hosts[s->host].rendering->forks ? crew_fresh(t) : crew_take(t, s->service);
    s->task.step = log_connect;
    if (s->message)
        s->message->id.pid = s->pid;
    agenda_add(&t->agenda, t->now + 1, &s->task);
}

static struct session login(struct traffic *t, struct dice *d, uint32_t account)
{
    return (struct session){ .kind = LOGIN,
                             .service = SUBMISSION,
                             .account = account,
                             .tls = true,
                             .wanted = 1 + (dice_below(d, 9) == 0),
                             .client = world_login_client(&t->world, d, account) };
}

static struct session inbound(struct traffic *t, struct dice *d, uint32_t account)
{
    uint32_t domain = world_outsider(&t->world, dice_next(d)).domain;

    return (struct session){ .kind = INBOUND,
                             .service = SMTPD,
                             .account = account,
                             .tls = domain % 8 != 3,
                             .wanted = 1 + (dice_below(d, 15) == 0),
                             .client = world_server(d, domain) };
}

static struct session stray(struct dice *d, enum kind kind, uint32_t account)
{
    return (struct session){ .kind = kind,
                             .service = kind == WRONG_PASSWORD ? SUBMISSION : SMTPD,
                             .account = account,
                             .wanted = 1 + dice_low(d, 4),
                             .lost = kind == PROBE || dice_chance(d, 400),
                             .client = world_stray(d) };
}

static struct session draw(struct traffic *t, struct dice *d, uint32_t roll, uint32_t account)
{
    struct session s;

    if (roll < 560)
        return login(t, d, account);
    if (roll < 770)
        return inbound(t, d, account);
    if (roll < 850)
        return stray(d, REFUSED, account);
    if (roll >= 855)
        return stray(d, roll < 895 ? WRONG_PASSWORD : PROBE, account);
    s = login(t, d, account);
    s.kind = NOT_OWNER;
    return s;
}

/* One session in sixteen of the middle of the time: two accounts, from anywhere. */
static bool is_abuse(const struct traffic *t, uint64_t number)
{
    uint64_t all = t->options->sessions;

    return t->options->abuse && number % 16 == 3 && number > all / 3 && number < all / 3 * 2;
}

static struct session abuse(struct traffic *t, struct dice *d, uint64_t number)
{
    struct session s = login(t, d, t->world.accounts / 2 + number / 16 % 2);

    s.client = world_stray(d);
    s.abused = true;
    return s;
}

void session_open(struct traffic *t)
{
    uint64_t number = ++t->counts.sessions;
    struct dice own;
    struct dice *d = deal(t, &own, number << 16 | KEY_SESSION);
    uint32_t roll = dice_below(d, 1000);
    uint32_t account = world_account(&t->world, d);
    struct session s;

    t->counts.in_flight_sum += t->counts.in_flight;
    if (roll >= 770 && roll < 790) {
        session_none(t, number);
        return;
    }
    s = is_abuse(t, number) ? abuse(t, d, number) : draw(t, d, roll, account);
    s.number = number;
    s.host = edge_of(t, number);
    start(t, s);
}

void session_reinject(struct traffic *t, struct message *m, uint8_t from)
{
    start(t, (struct session){ .kind = REINJECTION,
                               .service = SMTPD,
                               .wanted = 1,
                               .host = m->host,
                               .message = m,
                               .client = { m->host == HUB ? OWN_HOST : LOOPBACK, 0, from } });
}

/* A program's mail needs no connection. */
static void hand_in(struct traffic *t, struct deed *deed)
{
    struct message *m = message_new(t);

    script_write(t, &m->letter, deed);
    m->letter.made_by = m->id;
    m->submission.account = deed->login;
    script_free(deed);
    RENDER(t, m, pickup, t, m);
    (void)message_start(t, m, 2);
}

static uint32_t wanted(const struct deed *deed)
{
    uint32_t messages = 0;

    if (deed->kind == TOO_LARGE)
        return 1;
    if (deed->kind != LOGIN && deed->kind != INBOUND)
        return deed->recipients;
    for (; deed; deed = deed->next)
        messages++;
    return messages;
}

void session_follow(struct traffic *t)
{
    struct deed *deed = script_take(t->script, &t->world);
    bool is_refused = deed->kind == NOT_OWNER || deed->kind == TOO_LARGE;
    bool is_login = deed->kind == LOGIN || deed->kind == WRONG_PASSWORD || is_refused;

    t->counts.sessions++;
    t->counts.in_flight_sum += t->counts.in_flight;
    if (deed->is_by_program) {
        hand_in(t, deed);
        return;
    }
    start(t, (struct session){ .kind = deed->kind,
                               .service = is_login ? SUBMISSION : SMTPD,
                               .account = deed->login,
                               .tls = deed->kind == LOGIN || is_refused,
                               .wanted = wanted(deed),
                               .number = deed->number,
                               .host = edge_of(t, deed->number),
                               .deed = deed,
                               .client = deed->client });
}
