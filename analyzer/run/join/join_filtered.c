/*
 * What filters say of mail: milters, content filters, policy services. It changes no message and
 * opens no queue entry, so what a filter made its server refuse leaves nothing behind.
 *
 * A filter runs on its server's host, mostly: there the queue id says which message it is. On
 * another host short ids are the same for several messages, so the Message-ID must agree; that
 * alone stands for a message only where a filter prints no queue id. Filters print it in
 * their own way: a '?' for what is not printable, and cut off.
 *
 * Whoever got a message knows its Message-ID and may send anything under it. So that alone is
 * believed for minutes, once of each filter, with the sender that the filter names, and not when
 * mail from outside came under it as well.
 *
 * Blind to: verdicts without a queue id on mail that waited for its filter; whose it is when one
 * comes before the server's line (Exim's) of mail from outside under the id of mail that no
 * filter looked at.
 *
 * The header From that a filter names is the message's own, unlike header_checks', which see
 * those of attached messages, too.
 */
#include "analyzer/run/join/join_parts.h"

/* As a filter prints it, of the same message. */
static bool is_id(slice printed, slice id)
{
    if (printed.n == 0 || printed.n > id.n)
        return false;
    for (size_t i = 0; i < printed.n; i++)
        if (printed.p[i] != id.p[i] && printed.p[i] != '?')
            return false;
    return true;
}

/* The entry has the queue id that the filter names. Its Message-ID may still be missing. */
static bool is_about(const struct fact *f, uint32_t host, const struct entry *e)
{
    const struct message *m = &e->parcel->m;
    slice printed = join_bare_id(f->message_id);

    if (m->message_id.n && printed.n)
        return is_id(printed, m->message_id);
    if (e->host == host)
        return true;
    return m->queued_line.at.line && m->message_id.n == printed.n && slice_eq(m->sender, f->sender);
}

/* Several filters name it: where they do not agree, or one cannot read it, nobody can. */
static void compare_from(struct message *m, const struct fact *f)
{
    bool is_other = f->header_from.n && !slice_eq_nocase(f->header_from, m->header_from);

    if (m->is_from_own && (f->is_from_open || is_other))
        m->is_from_cut = true;
}

static void take_from(struct parcel *p, const struct said *said, const struct filtering *one)
{
    const struct fact *f = said->fact;
    struct message *m = &p->m;
    bool is_logins = m->login.n || m->origin == ORIGIN_UNKNOWN || join_may_be_named(p);

    if (p->is_told || !is_logins)
        return;
    if (m->from_line.at.line) {
        compare_from(m, f);
        return;
    }
    m->is_from_missing |= f->lacks_from;
    if (f->header_from.n == 0 && !f->is_from_open)
        return;
    m->is_from_own = true;
    m->from_line = one->line;
    m->is_from_cut = f->is_from_open;
    m->header_from = slice_if_within(f->header_from, said->line->text, one->line.raw);
}

static void take_subject(struct join *j, struct parcel *p, const struct said *said,
                         const struct filtering *one)
{
    slice subject = said->fact->subject;

    if (subject.n == 0)
        return;
    j->saw_subject = true;
    j->watchers->mailings.sees_subjects = true;
    if (p->m.subject_line.at.line || p->is_told)
        return;
    p->m.subject_line = one->line;
    p->m.subject = slice_if_within(subject, said->line->text, one->line.raw);
}

/* Of mail under a login alone: what filters think of outsiders' mail is no matter here. */
static void tell(struct join *j, const struct parcel *p, const struct filtering *one, usec when)
{
    struct event ev = { .kind = EVENT_FILTERED, .when = when, .message = &p->m, .filtering = one };

    if (p->m.login.n == 0)
        return;
    ev.account =
        p->m.account ? p->m.account : accounts_of_login(j->accounts, p->m.login, p->m.accepted);
    ev.line = one->line;
    watchers_tell(j->watchers, &ev);
}

static void take(struct join *j, struct parcel *p, const struct said *said)
{
    const struct fact *f = said->fact;
    slice line = said->line->text, copy;
    struct filtering *one;

    if (p->m.n_filterings >= FILTERINGS_MAX)
        return;
    one = arena_new(&p->text, sizeof(*one));
    one->line = parcel_keep(p, said->line);
    copy = one->line.raw;
    one->filter = slice_str(said->filter);
    one->action = slice_if_within(f->stage, line, copy);
    one->symbols = slice_if_within(f->text, line, copy);
    one->digest = slice_if_within(f->digest, line, copy);
    one->reaction = f->reaction;
    one->score = f->score;
    one->limit = f->score_limit;
    one->has_score = f->has_score;
    one->is_spam = f->is_spam;
    one->is_virus = f->is_virus;
    one->next = p->m.filterings;
    p->m.filterings = one;
    p->m.n_filterings++;
    take_from(p, said, one);
    take_subject(j, p, said, one);
    if (p->is_told)
        tell(j, p, one, said->line->when);
}

void join_note_copy(struct parcel *first, const struct parcel *p)
{
    if (first && first != p && p->m.origin == ORIGIN_CLIENT && p->m.login.n == 0)
        first->is_copied |= p->m.place == PLACE_OUTSIDE || p->m.place == PLACE_UNKNOWN;
}

static bool has_verdict_of(const struct parcel *p, slice filter)
{
    for (const struct filtering *one = p->m.filterings; one; one = one->next)
        if (slice_eq(one->filter, filter))
            return true;
    return false;
}

/* The Message-ID alone says that it is about it. */
static bool is_named(const struct parcel *p, const struct said *said)
{
    const struct fact *f = said->fact;
    usec apart = said->line->when - p->m.accepted;

    return !p->is_copied && apart <= (usec)LINK_SPAN * USEC_PER_SECOND &&
           (f->sender.n == 0 || slice_eq_nocase(f->sender, p->m.sender) || !p->is_queued) &&
           !has_verdict_of(p, slice_str(said->filter));
}

static struct parcel *find_parcel(const struct join *j, uint32_t host, const struct said *said)
{
    const struct fact *f = said->fact;
    struct entry *e;

    if (f->queue_id.n == 0) {
        struct parcel *p = links_named(&j->links, join_bare_id(f->message_id));

        return p && is_named(p, said) ? p : NULL;
    }
    e = tracker_find(j->tracker, host, f->queue_id);
    if (!e)
        e = tracker_find_anywhere(j->tracker, f->queue_id);
    return e && is_about(f, host, e) ? e->parcel : NULL;
}

void join_filtered(struct join *j, uint32_t host, const struct said *said)
{
    const struct fact *f = said->fact;
    struct parcel *p = find_parcel(j, host, said);
    slice about = f->queue_id.n ? f->queue_id : join_bare_id(f->message_id);

    if (p)
        take(j, p, said);
    else if (about.n)
        filtered_keep(&j->filtered, about, host, said);
}

static void take_kept(struct join *j, const struct entry *e, slice about)
{
    for (uint32_t i = 0; i < FILTERINGS_MAX && about.n; i++) {
        struct filtered_fact *one = filtered_find(&j->filtered, about, i);

        if (!one || !is_about(&one->fact, one->host, e))
            continue;
        take(j, e->parcel, &(struct said){ one->filter, &one->fact, &one->line });
        filtered_drop(&j->filtered, one);
    }
}

void join_by_filter(struct join *j, const struct entry *e)
{
    if (j->filtered.n == 0)
        return;
    take_kept(j, e, slice_of(e->id, e->id_n));
    take_kept(j, e, e->parcel->m.message_id);
}

static struct kept_line keep(struct parcel *p, const struct kept_line *line)
{
    struct kept_line copy = *line;

    copy.raw = arena_keep(&p->text, line->raw);
    return copy;
}

/* In the order in which they were said. */
void join_move_filterings(struct parcel *from, struct parcel *into)
{
    const struct filtering **end = &into->m.filterings;

    for (const struct filtering *f = from->m.filterings; f && into->m.n_filterings < FILTERINGS_MAX;
         f = f->next) {
        struct filtering *one = arena_new(&into->text, sizeof(*one));

        *one = *f;
        one->line = keep(into, &f->line);
        one->action = slice_if_within(f->action, f->line.raw, one->line.raw);
        one->symbols = slice_if_within(f->symbols, f->line.raw, one->line.raw);
        one->digest = slice_if_within(f->digest, f->line.raw, one->line.raw);
        one->next = *end;
        *end = one;
        end = &one->next;
        into->m.n_filterings++;
    }
}

static const struct filtering *next_older(const struct parcel *p, const struct filtering *than)
{
    const struct filtering *f = p->m.filterings;

    while (f && f->next != than)
        f = f->next;
    return f;
}

/* In the order in which they were said; the list begins with the newest. */
void join_tell_filterings(struct join *j, const struct parcel *p, usec when)
{
    const struct filtering *f = NULL;

    while ((f = next_older(p, f)))
        tell(j, p, f, when);
}
