/*
 * What each kind of fact does to its parcel. A parcel is told to the detectors when its entry is
 * taken into the active queue: then sender, size and number of recipients are known, and everything
 * that could refuse it has passed.
 */
#include "analyzer/run/join/join.h"

#include "analyzer/run/join/join_parts.h"
#include "analyzer/run/trace.h"

void join_init(struct join *j, struct places *places, struct accounts *accounts,
               struct watchers *watchers, struct tracker *tracker)
{
    *j = (struct join){ .places = places, .accounts = accounts, .begins = USEC_NONE };
    j->watchers = watchers;
    j->tracker = tracker;
    links_init(&j->links);
    heard_init(&j->heard);
    filtered_init(&j->filtered);
    organisations_open(&j->organisations);
    j->replies.own = (struct reply_rules){ places->site->replies, places->site->n_replies };
}

static slice entry_id(const struct entry *e)
{
    return slice_of(e->id, e->id_n);
}

void join_wait(struct join *j, struct parcel *p, usec when)
{
    if (p->is_waiting)
        return;
    p->is_waiting = true;
    p->until = when + LINK_SPAN * USEC_PER_SECOND;
    p->before = j->waiting_last;
    p->after = NULL;
    *(j->waiting_last ? &j->waiting_last->after : &j->waiting_first) = p;
    j->waiting_last = p;
}

void join_stop_waiting(struct join *j, struct parcel *p)
{
    if (!p->is_waiting)
        return;
    *(p->before ? &p->before->after : &j->waiting_first) = p->after;
    *(p->after ? &p->after->before : &j->waiting_last) = p->before;
    p->is_waiting = false;
}

/* By what was told of its id before it began. */
static enum origin origin_of(enum next_kind kind)
{
    return kind == NEXT_FORWARDED                       ? ORIGIN_FORWARD
           : kind == NEXT_NOTICE || kind == NEXT_ANSWER ? ORIGIN_NOTICE
                                                        : ORIGIN_UNKNOWN;
}

void join_begin(struct join *j, struct entry *e, usec when)
{
    enum next_kind kind = NEXT_NONE;
    struct parcel *p = links_take(&j->links, &j->links.expected, e->host, entry_id(e), &kind);

    if (p && (kind == NEXT_QUEUED || kind == NEXT_MOVED)) {
        ledger_merged(&j->ledger, e->queue);
        join_adopt(e, p);
        e->is_behind = kind == NEXT_QUEUED;
        return;
    }
    p = join_open(j, e, when);
    p->m.origin = origin_of(kind);
    p->m.is_answer = kind == NEXT_ANSWER;
}

/* Another line of the session names the login: it stands for the message's own, which is quoted as
   the one that says what was handed in. */
static void take_login_of_session(struct join *j, const struct entry *e, const struct fact *f,
                                  const struct line *ln)
{
    const struct session *one = sessions_find(j->sessions, e->queue, f, ln);
    struct parcel *p = e->parcel;

    if (one && one->login.n) {
        p->m.accepted_line = one->line;
        p->m.accepted_line.raw = arena_keep(&p->text, one->line.raw);
        p->m.login = slice_within(one->login, one->line.raw, p->m.accepted_line.raw);
    } else if (f->is_login_elsewhere) {
        p->m.is_login_unknown = true;
        j->unknown_logins++;
    }
}

static void take_client(struct join *j, struct entry *e, const struct fact *f,
                        const struct line *ln)
{
    struct parcel *p = e->parcel;
    struct message *m = &p->m;
    slice copy;

    if (f->login.n == 0 ? m->accepted_line.at.line || e->leg
                        : m->accepted_line.at.line && slice_eq(f->login, m->login))
        return; /* a further leg: the first one says who sent it */
    if (m->accepted_line.at.line) {
        join_part(j, e, ln->when);
        p = e->parcel;
        m = &p->m;
    }
    m->accepted_line = parcel_keep(p, ln);
    p->session = sessions_refer(j->sessions, e->queue, ln->pid);
    copy = m->accepted_line.raw;
    m->origin = ORIGIN_CLIENT;
    m->place = places_of_client(j->places, f->client.ip);
    m->client_ip = slice_within(f->client.ip, ln->text, copy);
    m->client_name = slice_within(f->client.name, ln->text, copy);
    m->login = slice_within(f->login, ln->text, copy);
    if (f->is_login_elsewhere || f->may_have_login)
        take_login_of_session(j, e, f, ln);
    m->is_by_proxy = places_is_proxy(j->places, f->client.ip);
    if (f->orig_queue_id.n && join_may_be_leg(p))
        (void)join_by_orig_id(j, e, f->orig_queue_id);
    join_by_name(j, e);
}

static void take_pickup(struct join *j, struct entry *e, const struct fact *f,
                        const struct line *ln)
{
    struct parcel *p = e->parcel;

    if (p->m.accepted_line.at.line)
        return;
    p->m.accepted_line = parcel_keep(p, ln);
    if (p->m.origin != ORIGIN_NOTICE)
        p->m.origin = ORIGIN_LOCAL;
    p->m.place = PLACE_LOOPBACK;
    p->m.uid = f->uid;
    p->m.user = slice_within(f->user, ln->text, p->m.accepted_line.raw);
    if (f->orig_queue_id.n)
        (void)join_by_orig_id(j, e, f->orig_queue_id);
}

static void take_message_id(struct join *j, const struct entry *e, const struct fact *f, usec when)
{
    struct parcel *p = e->parcel;
    slice id = join_bare_id(f->message_id);

    if (p->m.message_id.n || id.n == 0)
        return;
    p->m.message_id = arena_keep(&p->text, id);
    join_note_copy(links_name(&j->links, p, id), p);
    reported_named(j->reported, &p->m, entry_id(e), when);
}

/* The first one: those of messages attached to it follow. What REPLACE and the like make of
   it is not known. */
static void take_from(struct parcel *p, const struct fact *f, const struct line *ln)
{
    bool is_logins = p->m.login.n || p->m.origin == ORIGIN_UNKNOWN || join_may_be_named(p);

    if (p->m.from_line.at.line || p->is_told || !is_logins || f->reaction == REACTION_OTHER)
        return;
    p->m.from_line = parcel_keep(p, ln);
    p->m.header_from = slice_within(slice_trim(f->text), ln->text, p->m.from_line.raw);
    p->m.is_from_cut = f->is_cut;
}

static bool take_header(struct join *j, struct parcel *p, const struct fact *f,
                        const struct line *ln)
{
    if (f->reaction == REACTION_REJECT)
        return false;
    if (f->reaction == REACTION_HOLD)
        p->is_on_hold = true;
    if (f->reaction == REACTION_DISCARD)
        p->missing = OUTCOME_DISCARDED;
    if (slice_eq_nocase(f->header_name, SLICE("From")))
        take_from(p, f, ln);
    if (!slice_eq_nocase(f->header_name, SLICE("Subject")))
        return true;
    j->saw_subject = true;
    j->watchers->mailings.sees_subjects = true;
    if (p->m.subject_line.at.line)
        return true;
    p->m.subject_line = parcel_keep(p, ln);
    p->m.subject = slice_within(slice_trim(f->text), ln->text, p->m.subject_line.raw);
    return true;
}

static void settle(struct parcel *p, struct entry *e, enum outcome open)
{
    for (size_t i = 0; e->n_open && i < p->n; i++)
        if (p->deliveries[i].leg == e->leg && p->deliveries[i].outcome == OUTCOME_OPEN)
            p->deliveries[i].outcome = (uint8_t)open;
    e->n_open = 0;
}

static bool take_disposed(struct parcel *p, const struct fact *f)
{
    if (f->reaction == REACTION_HOLD)
        p->is_on_hold = true;
    if (f->reaction == REACTION_DISCARD)
        p->missing = OUTCOME_DISCARDED;
    return true;
}

static bool has_failed(const struct entry *e)
{
    const struct parcel *p = e->parcel;

    for (size_t i = 0; i < p->n; i++)
        if (p->deliveries[i].leg == e->leg && !p->deliveries[i].is_passed &&
            p->deliveries[i].outcome != OUTCOME_DELIVERED)
            return true;
    return p->missing == OUTCOME_EXPIRED;
}

/* Since 3.11 it is told before the notice is made (unverified), in older versions behind that. */
static void take_notice(struct join *j, const struct entry *e, const struct fact *f, usec when)
{
    struct entry *notice = tracker_find(j->tracker, e->host, f->next_queue_id);
    bool is_answer = f->is_unsure && !has_failed(e);

    if (!notice) {
        links_put(&j->links, &j->links.expected, e->host, f->next_queue_id,
                  is_answer ? NEXT_ANSWER : NEXT_NOTICE, e->parcel, when);
    } else if (notice->parcel->m.origin == ORIGIN_UNKNOWN) {
        notice->parcel->m.origin = ORIGIN_NOTICE;
        notice->parcel->m.is_answer = is_answer;
    }
}

static bool is_final_refusal(struct parcel *p, const struct fact *f)
{
    return slice_eq(f->stage, SLICE("END-OF-MESSAGE")) && join_take_back(p);
}

static void take_delivery(struct join *j, struct entry *e, const struct fact *f,
                          const struct line *ln)
{
    join_settle(j, e, ln->when);
    join_take_delivery(j, e, f, ln);
}

bool join_take(struct join *j, struct entry *e, const struct fact *f, const struct line *ln)
{
    switch (f->kind) {
    case FACT_CLIENT:
        take_client(j, e, f, ln);
        return true;
    case FACT_PICKUP:
        take_pickup(j, e, f, ln);
        return true;
    case FACT_MESSAGE_ID:
        take_message_id(j, e, f, ln->when);
        return true;
    case FACT_RESENT:
        e->parcel->m.is_resent = true;
        return true;
    case FACT_HEADER:
        return take_header(j, e->parcel, f, ln);
    case FACT_QUEUED:
        join_take_queued(j, e, f, ln);
        return true;
    case FACT_DELIVERY:
        if (f->status == STATUS_DELIVERABLE || f->status == STATUS_UNDELIVERABLE)
            e->parcel->is_probe = true;
        else
            take_delivery(j, e, f, ln);
        return true;
    case FACT_EXPIRED:
        settle(e->parcel, e, OUTCOME_EXPIRED);
        e->parcel->missing = OUTCOME_EXPIRED;
        join_tell_expired(j, e, ln);
        return true;
    case FACT_DISPOSED:
        return take_disposed(e->parcel, f);
    case FACT_NOTICE:
        take_notice(j, e, f, ln->when);
        return true;
    case FACT_REJECT:
        return !is_final_refusal(e->parcel, f);
    case FACT_OVERSIZE:
        return join_take_oversize(j, e->parcel, f, ln);
    case FACT_CANCELED:
        return !join_take_back(e->parcel);
    case FACT_SPLIT:
        join_settle(j, e, ln->when);
        join_follow(j, e, f, PLACE_LOOPBACK, ln->when);
        return true;
    default:
        return true;
    }
}

bool join_has_open(const struct entry *e)
{
    const struct parcel *p = e->parcel;

    for (size_t i = 0; e->n_open && i < p->n; i++)
        if (p->deliveries[i].leg == e->leg && p->deliveries[i].outcome == OUTCOME_OPEN)
            return true;
    return false;
}

static void finish(struct join *j, struct parcel *p)
{
    join_stop_waiting(j, p);
    if (p->n && join_was_handed_on(p))
        join_claim_held(j, p, p->m.accepted);
    links_forget(&j->links, p);
    join_move_doubles(p, NULL);
    join_sum_up(j, p);
    if (p->trail)
        trace_end(p);
    parcel_give_back(&j->parcels, p);
}

/* What was held until somebody says so is told to nobody. */
static void refuse(struct join *j, struct parcel *p)
{
    p->is_refused = true;
    if (!p->is_queued && !p->is_told)
        join_tell_filterings(j, p, p->m.accepted);
    if (p->is_queued || !p->is_held)
        return;
    p->is_held = false;
    join_stop_waiting(j, p);
}

void join_end(struct join *j, struct entry *e, enum ending how, usec when)
{
    struct parcel *p = e->parcel;

    join_leave(p, e);
    if (p->m.login.n)
        join_logged_in(j, e);
    j->is_over |= how == ENDING_INPUT;
    p->is_complete |= how == ENDING_REMOVED;
    if (how == ENDING_REFUSED)
        refuse(j, p);
    if (how == ENDING_INPUT)
        p->missing = p->missing == OUTCOME_LOST ? OUTCOME_OPEN : p->missing;
    else
        settle(p, e, how == ENDING_DELETED ? OUTCOME_DISCARDED : OUTCOME_LOST);
    if (how == ENDING_DELETED && p->missing == OUTCOME_LOST)
        p->missing = OUTCOME_DISCARDED;
    if (p->is_held && how != ENDING_INPUT) {
        links_put(&j->links, &j->links.ended, e->host, entry_id(e), NEXT_QUEUED, p, when);
        links_put(&j->links, &j->links.ended, ANY_HOST, entry_id(e), NEXT_QUEUED, p, when);
        return; /* it waits already */
    }
    if (p->entries)
        return;
    if (how != ENDING_INPUT && (p->links || p->may_reenter))
        join_wait(j, p, when);
    else if (!p->is_waiting)
        finish(j, p);
}

static void release(struct join *j, struct parcel *p, usec when)
{
    join_stop_waiting(j, p);
    if (p->is_held && p->double_of && join_was_handed_on(p->double_of)) {
        join_merge_leg(j, p->double_of, p, when);
        return;
    }
    if (p->is_held) {
        p->is_held = false;
        join_check_redirect(j, p);
        join_tell(j, p, when);
    }
    if (!p->entries)
        finish(j, p);
}

void join_age(struct join *j, usec when)
{
    while (j->waiting_first && j->waiting_first->until < when)
        release(j, j->waiting_first, when);
    links_age(&j->links, when);
    heard_age(&j->heard, when);
    filtered_age(&j->filtered, when);
}

void join_close(struct join *j)
{
    j->is_over = true;
    while (j->waiting_first)
        release(j, j->waiting_first, j->waiting_first->until);
    heard_free(&j->heard);
    filtered_free(&j->filtered);
    links_free(&j->links);
    parcel_pool_free(&j->parcels);
}

void join_free(struct join *j)
{
    replies_free(&j->replies);
    organisations_free(&j->organisations);
}
