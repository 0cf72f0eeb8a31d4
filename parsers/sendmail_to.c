/*
 * Deliveries: a list of recipients with one outcome.
 *
 *   to=<a>,<b>[, [more]], ctladdr=<c> (uid/gid), delay=1+00:00:01, xdelay=00:00:01, mailer=esmtp,
 *   pri=1, relay=name [ip], dsn=2.0.0[, ntries=1][, reply=550 5.1.1 words], stat=words
 *   to=<a>, delay=00:00:00, pri=1, stat=words     no mailer: refused before it was accepted
 *   to=<a>, delay=00:00:00, mailer=local, pri=1, quarantine=words, stat=quarantined
 *
 * A list too long for a line goes on in the next one, with the same fields behind it. A name
 * longer than its room has "..." in its middle. A recipient in brackets is as the client gave it;
 * one without is what an alias or a .forward was expanded to, or was given by a local user. A
 * program or a file is delivered to as the alias in ctladdr. Of a reply only the first line
 * is printed; it is the other server's, so that its code decides and not what it says of stat.
 *
 * Blind to: the recipients behind a cut; which alias stands for which recipients.
 */
#include "parsers/sendmail.h"

struct attempt {
    slice ctladdr, mailer, dsn, reply, stat;
    struct peer relay;
    int64_t delay_ms;
    bool has_stat;
};

/* The recipients' end: a blank outside of quotes and brackets. */
static bool next_recipient(slice *s, slice *out)
{
    slice rest = *s;
    size_t quoted;

    if (take(&rest, SLICE("<"))) {
        if (!take_address(&rest, out))
            return false;
        *s = rest;
        return true;
    }
    quoted = quoted_length(rest);
    if (rest.n == 0 || (rest.p[0] == '"' && quoted == 0))
        return false;
    *out = slice_head(rest, quoted + slice_find(slice_skip(rest, quoted), ','));
    *s = slice_skip(rest, out->n);
    return out->n > 0;
}

static bool skip_recipients(slice *s)
{
    slice one;

    do {
        if (!next_recipient(s, &one))
            return false;
    } while (take(s, SLICE(",")) && !slice_starts(*s, SLICE(" ")));
    if (!take(s, SLICE(" ")))
        return false;
    (void)take(s, SLICE("[more], "));
    return true;
}

/* "1+02:03:04" or "02:03:04"; -1 when it is none. */
static int64_t milliseconds(slice s)
{
    uint64_t days = 0, hours, minutes, part;

    if (!take_number(&s, &hours))
        return -1;
    if (take(&s, SLICE("+"))) {
        days = hours;
        if (!take_number(&s, &hours))
            return -1;
    }
    if (!take(&s, SLICE(":")) || !take_number(&s, &minutes) || !take(&s, SLICE(":")) ||
        !take_number(&s, &part) || days > UINT16_MAX || hours > UINT16_MAX)
        return -1;
    return (int64_t)(((days * 24 + hours) * 60 + minutes % 60) * 60 + part % 60) * 1000;
}

static bool take_ctladdr(slice *s, struct attempt *a)
{
    slice rest = *s, numbers;

    if (!take(&rest, SLICE("ctladdr=")))
        return true;
    if (slice_starts(rest, SLICE("<"))) {
        rest = slice_skip(rest, 1);
        if (!take_address(&rest, &a->ctladdr))
            return false;
    } else {
        a->ctladdr = slice_head(rest, slice_find(slice_head(rest, slice_find(rest, ',')), ' '));
        rest = slice_skip(rest, a->ctladdr.n);
    }
    if (!take_field(&rest, &numbers))
        return false;
    *s = rest;
    return true;
}

/* The site's words may have commas; what follows them is printed last. */
static void skip_quarantine(slice *s)
{
    if (slice_starts(*s, SLICE("quarantine=")))
        *s = slice_skip(*s, find_last(*s, SLICE(", stat=")) + 2);
}

/* Everything between the recipients and the reply. */
static bool take_measures(slice *s, struct attempt *a)
{
    slice field;

    for (;;) {
        skip_quarantine(s);
        if (take(s, SLICE("stat=")))
            break;
        if (take(s, SLICE("reply="))) {
            a->reply = *s;
            return true;
        }
        if (!take_field(s, &field))
            return false;
        if (take(&field, SLICE("delay=")))
            a->delay_ms = milliseconds(field);
        else if (take(&field, SLICE("mailer=")))
            a->mailer = field;
        else if (take(&field, SLICE("relay=")))
            a->relay = sendmail_peer(field);
        else if (take(&field, SLICE("dsn=")))
            a->dsn = field;
    }
    a->stat = *s;
    a->has_stat = true;
    return true;
}

static enum delivery_status by_code(char first)
{
    return first == '2' ? STATUS_SENT : first == '4' ? STATUS_DEFERRED : STATUS_BOUNCED;
}

static enum delivery_status status_of(const struct attempt *a)
{
    if (a->reply.n)
        return by_code(a->reply.p[0]);
    if (slice_starts(a->stat, SLICE("Sent")))
        return STATUS_SENT;
    if (slice_starts(a->stat, SLICE("Deferred")) || slice_starts(a->stat, SLICE("queued")) ||
        slice_starts(a->stat, SLICE("quarantined")))
        return STATUS_DEFERRED;
    if (slice_starts(a->stat, SLICE("discarded")))
        return STATUS_DISCARDED;
    return a->dsn.n ? by_code(a->dsn.p[0]) : STATUS_BOUNCED;
}

static slice text_of(const struct attempt *a)
{
    slice s = a->stat;

    if (a->reply.n)
        return slice_head(a->reply, find_last(a->reply, SLICE(", stat=")));
    if (take(&s, SLICE("Sent (")) && slice_ends(s, SLICE(")")))
        return slice_head(s, s.n - 1);
    (void)take(&s, SLICE("Deferred: "));
    return s;
}

static bool is_loopback(slice ip)
{
    return slice_starts(ip, SLICE("127.")) || slice_eq(ip, SLICE("::1"));
}

/* Delivered by a program of this host, not by SMTP. */
static bool is_local(const struct attempt *a)
{
    return a->relay.name.n == 0;
}

static bool is_piped(slice mailer)
{
    return slice_eq(mailer, SLICE("prog")) || slice_starts(mailer, SLICE("procmail"));
}

/* As which alias a program or a file was delivered to. */
static slice alias_of(const struct attempt *a)
{
    bool is_address = !slice_eq(a->mailer, SLICE("prog")) && !slice_eq(a->mailer, SLICE("*file*"));

    return is_address ? slice_of(NULL, 0) : a->ctladdr;
}

static void fill(struct fact *f, slice id, const struct attempt *a)
{
    f->queue_id = id;
    f->relay = a->relay;
    f->dsn = a->dsn;
    f->delay_ms = a->delay_ms;
    f->status = status_of(a);
    f->text = text_of(a);
    f->is_local = is_local(a);
    f->is_piped = is_piped(a->mailer);
    f->orig_to = alias_of(a);
    if (f->status == STATUS_SENT)
        find_next_id(f);
    if (f->next == NEXT_QUEUED && slice_eq(a->mailer, SLICE("relay")) && is_loopback(a->relay.ip))
        f->next = NEXT_MOVED;
}

/* It was refused before it was accepted, after its from= line. */
static enum verdict add_refusal(struct facts *out, slice id, const struct attempt *a)
{
    struct fact *f = facts_add(out, FACT_CANCELED);

    f->queue_id = id;
    f->text = text_of(a);
    return VERDICT_PARSED;
}

enum verdict read_to(slice id, slice s, struct facts *out)
{
    struct attempt a = { .delay_ms = -1 };
    slice list = s, rest = s;
    struct fact first = { .kind = FACT_DELIVERY };

    if (id.n == 0 || !skip_recipients(&rest) || !take_ctladdr(&rest, &a) ||
        !take_measures(&rest, &a))
        return malformed(out, "delivery line cut off or not readable");
    if (a.mailer.n == 0 && a.reply.n == 0 && a.dsn.n == 0 && status_of(&a) != STATUS_DISCARDED)
        return add_refusal(out, id, &a);
    fill(&first, id, &a);
    do {
        struct fact *f = facts_add(out, FACT_DELIVERY);
        bool is_given = slice_starts(list, SLICE("<"));

        *f = first;
        if (!next_recipient(&list, &f->recipient))
            break;
        f->is_expanded = !is_given && f->orig_to.n == 0;
    } while (take(&list, SLICE(",")) && !slice_starts(list, SLICE(" ")));
    return VERDICT_PARSED;
}
