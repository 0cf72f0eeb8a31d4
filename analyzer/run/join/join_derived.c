/*
 * What a filter of a recipient made of mail: derived, nobody's own sending.
 *
 * Sieve's redirect makes a new message under the same Message-ID and sender, a moment before its
 * own line says so, handed in by sendmail or from the machine itself. It looks like a further
 * leg of the message that it was made of, as a content filter's does. So what may be both is
 * kept as its double until a line decides: the first one was handed on to a filter, or Dovecot
 * has redirected it. Vacation replies, notifications and rejections carry a Message-ID of
 * Dovecot's, and are known by it and by Dovecot's line of that host. What a program of a .forward
 * (vacation) writes to the sender is handed in by that user a moment before the server tells that
 * the program has ended.
 *
 * Blind to: redirects whose line is not in these logs; they are of who handed them in.
 */
#include "analyzer/run/join/join_parts.h"

enum { ANSWER_SPAN = 60 };

void join_double(struct parcel *first, struct parcel *p)
{
    p->double_of = first;
    p->double_after = NULL;
    p->double_before = first->doubles_last;
    *(first->doubles_last ? &first->doubles_last->double_after : &first->doubles) = p;
    first->doubles_last = p;
}

void join_undouble(struct parcel *p)
{
    struct parcel *first = p->double_of;

    if (!first)
        return;
    *(p->double_before ? &p->double_before->double_after : &first->doubles) = p->double_after;
    *(p->double_after ? &p->double_after->double_before : &first->doubles_last) = p->double_before;
    p->double_of = NULL;
}

void join_move_doubles(struct parcel *from, struct parcel *into)
{
    while (from->doubles) {
        struct parcel *p = from->doubles;

        join_undouble(p);
        if (into)
            join_double(into, p);
    }
}

void join_claim_doubles(struct join *j, struct parcel *p, usec when)
{
    while (p->doubles)
        join_merge_leg(j, p, p->doubles, when);
}

void join_claim_held(struct join *j, struct parcel *p, usec when)
{
    struct parcel *next;

    for (struct parcel *one = p->doubles; one; one = next) {
        next = one->double_after;
        if (one->is_held)
            join_merge_leg(j, p, one, when);
    }
}

static bool is_made_here(const struct parcel *p)
{
    const struct message *m = &p->m;

    return m->origin == ORIGIN_LOCAL || (m->origin == ORIGIN_CLIENT && m->login.n == 0 &&
                                         (m->place == PLACE_LOOPBACK || m->place == PLACE_OWN));
}

/* As far as it is known where it went: a delivery may not have been tried yet. */
static bool may_be_for(struct parcel *p, uint64_t recipient)
{
    return p->m.nrcpt <= 1 && (p->n == 0 || parcel_find(p, recipient));
}

static struct heard_fact *redirect_of(const struct join *j, const struct parcel *p)
{
    if (p->m.message_id.n == 0 || p->m.nrcpt > 1 || !is_made_here(p))
        return NULL;
    return heard_find(&j->heard, heard_key(FACT_REDIRECTED, p->m.message_id));
}

static slice host_of(const struct join *j, const struct parcel *p)
{
    return slice_of((const char *)&j->tracker->host_of[p->queue], sizeof(uint32_t));
}

static bool is_of_dovecot(const struct parcel *p)
{
    return slice_starts(p->m.message_id, SLICE("dovecot-")) && p->m.nrcpt <= 1 && is_made_here(p);
}

static bool use(struct join *j, struct heard_fact *one)
{
    if (one)
        heard_use(&j->heard, one);
    return one != NULL;
}

void join_list_answer(struct join *j, struct parcel *p)
{
    p->is_listed = true;
    p->answer_after = NULL;
    p->answer_before = j->answers_last;
    *(j->answers_last ? &j->answers_last->answer_after : &j->answers_first) = p;
    j->answers_last = p;
}

void join_unlist(struct join *j, struct parcel *p)
{
    if (!p->is_listed)
        return;
    *(p->answer_before ? &p->answer_before->answer_after : &j->answers_first) = p->answer_after;
    *(p->answer_after ? &p->answer_after->answer_before : &j->answers_last) = p->answer_before;
    p->is_listed = false;
}

static void make_answer(struct parcel *p)
{
    p->m.origin = ORIGIN_NOTICE;
    p->m.is_answer = true;
}

bool join_is_derived(struct join *j, struct parcel *p)
{
    struct parcel *first = links_named(&j->links, p->m.message_id);

    if (is_of_dovecot(p)) {
        if (use(j, heard_find(&j->heard, heard_key(FACT_ANSWERED, host_of(j, p)))))
            make_answer(p);
        else
            join_list_answer(j, p);
        return p->m.is_answer;
    }
    if (p->m.origin == ORIGIN_LOCAL && p->m.user.n && p->m.nrcpt <= 1)
        join_list_answer(j, p);
    if (!first || first == p || !use(j, redirect_of(j, p)))
        return false;
    p->m.origin = ORIGIN_FORWARD;
    return true;
}

/* Of a message whose other parts are not in these logs: now it is known where it went. */
void join_check_redirect(struct join *j, struct parcel *p)
{
    struct heard_fact *one = redirect_of(j, p);

    if (!one || p->n == 0 || !parcel_find(p, one->recipient))
        return;
    heard_use(&j->heard, one);
    p->m.origin = ORIGIN_FORWARD;
}

static struct parcel *find_redirected(const struct join *j, const struct fact *f)
{
    struct parcel *first = links_named(&j->links, join_bare_id(f->message_id));
    uint64_t to = f->to;

    for (struct parcel *p = first ? first->doubles : NULL; p; p = p->double_after)
        if (is_made_here(p) && may_be_for(p, to))
            return p;
    return NULL;
}

void join_redirected(struct join *j, const struct fact *f, const struct line *ln)
{
    struct parcel *p = find_redirected(j, f);

    if (!p) {
        heard_keep(&j->heard, heard_key(FACT_REDIRECTED, join_bare_id(f->message_id)), f, ln);
        return;
    }
    p->m.origin = ORIGIN_FORWARD;
    join_let_go(j, p, ln->when);
}

/* user empty: Dovecot's. */
static struct parcel *find_answer(const struct join *j, uint32_t host, slice user, uint64_t to,
                                  usec when)
{
    usec since = when - (usec)ANSWER_SPAN * USEC_PER_SECOND;

    for (struct parcel *p = j->answers_last; p && p->m.accepted >= since; p = p->answer_before)
        if (j->tracker->host_of[p->queue] == host && may_be_for(p, to) &&
            (user.n ? slice_eq(p->m.user, user) : is_of_dovecot(p)))
            return p;
    return NULL;
}

void join_answered(struct join *j, uint32_t host, const struct fact *f, const struct line *ln)
{
    slice about = slice_of((const char *)&host, sizeof(host));
    uint64_t to = f->to;
    struct parcel *p = find_answer(j, host, slice_of(NULL, 0), to, ln->when);

    if (!p) {
        heard_keep(&j->heard, heard_key(FACT_ANSWERED, about), f, ln);
        return;
    }
    make_answer(p);
    join_let_go(j, p, ln->when);
}

/* A user of the server itself may stand in its log without the domain. */
static uint64_t hash_sender(slice sender, slice domain)
{
    struct buf whole = { 0 };
    uint64_t hash;

    if (slice_domain(sender).n)
        return hash_address(sender);
    buf_addf(&whole, SLICE_FMT "@" SLICE_FMT, SLICE_ARG(sender), SLICE_ARG(domain));
    hash = hash_address(buf_slice(&whole));
    buf_free(&whole);
    return hash;
}

void join_piped(struct join *j, const struct entry *e, const struct fact *f, usec when)
{
    slice domain = slice_domain(f->orig_to);
    slice user = slice_head(f->orig_to, f->orig_to.n - domain.n - (domain.n > 0));
    slice sender = e->parcel->m.sender;
    struct parcel *p;

    if (user.n == 0 || sender.n == 0 || sender.n > 256)
        return;
    p = find_answer(j, e->host, user, hash_sender(sender, domain), when);
    if (!p)
        return;
    make_answer(p);
    join_let_go(j, p, when);
}
