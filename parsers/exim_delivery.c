/*
 *   ID => a@b [(parents)] [<as addressed>] [F=<sender>] [P=<path>] R=router T=transport [S=1000]
 *      [H=host [ip]:25] [X=...] [A=...] [C="250 OK id=..."] [QT=1s] [DT=0s]
 *   ID => name <name@domain> R=local_user T=mail_spool          delivered here
 *   ID => |/usr/bin/program <a@b> R=... T=address_pipe          to a program
 *   ID => >a@b <c@d> R=vacation T=vacation_reply                an answer was sent
 *   ID => :blackhole: <a@b> R=system_aliases                    thrown away
 *   ID => blackhole (RCPT ACL discarded recipients)             all of it, by an ACL
 *   ID => discarded (system filter)
 *   ID ** a@b R=router T=transport H=host [ip]: SMTP error from remote mail server after RCPT
 *      TO:<a@b>: 550 5.1.1 no such user
 *   ID == a@b R=router T=transport defer (-44) H=host [ip]: why
 *
 * The address in <> is the one that the sender wrote to. With +deliver_time " DT=0.1s" ends the
 * words of a failure; since 4.99 a blank stands before the ':' as well (unverified). Cutthrough
 * has its ">>" in front of the "<=" of its message.
 */
#include "parsers/exim.h"

/* Programs and files have blanks in them. */
static bool take_target(slice *s, struct fact *f)
{
    size_t end;

    if (s->n == 0)
        return false;
    f->is_piped = s->p[0] == '|' || slice_starts(*s, SLICE("\"|"));
    if (!f->is_piped && s->p[0] != '/')
        return exim_take_address(s, &f->recipient);
    end = slice_find_str(*s, SLICE(" <"));
    f->recipient = slice_head(*s, end);
    *s = slice_skip(*s, end + 1);
    return true;
}

static bool has_domain(slice address)
{
    return slice_find(address, '@') < address.n;
}

static void take_addressed(slice *s, struct fact *f)
{
    slice top;

    if (s->n && s->p[0] == '(')
        *s = slice_skip(*s, slice_find_str(*s, SLICE(") ")) + 2);
    if (!take(s, SLICE("<")) || !take_address(s, &top))
        return;
    (void)take(s, SLICE(":"));
    (void)take(s, SLICE(" "));
    if (!has_domain(f->recipient) && slice_starts(top, f->recipient) &&
        slice_starts(slice_skip(top, f->recipient.n), SLICE("@")))
        f->recipient = top; /* a local part, delivered as it was addressed */
    else
        f->orig_to = top;
}

static void take_reply(struct fact *f, slice value)
{
    f->text = value;
    if (f->status == STATUS_SENT)
        find_next_id(f);
}

/* Fields to the text behind them, or to the line's end. */
static void take_fields(slice *s, struct fact *f)
{
    struct exim_field field = { .ends_fields = false };

    while (!field.ends_fields) {
        exim_skip_flags(s);
        if (take(s, SLICE("H="))) {
            if (!exim_take_host(s, &f->relay))
                return;
            field.ends_fields = take(s, SLICE(": ")) || take(s, SLICE(" : "));
            (void)take(s, SLICE(" "));
        } else if (!exim_take_field(s, &field)) {
            return;
        } else if (slice_eq(field.name, SLICE("C"))) {
            take_reply(f, field.value);
        } else if (slice_eq(field.name, SLICE("T"))) {
            f->stage = field.value;
        }
    }
}

/* "defer (-44) H=host [ip] DT=0.1s: why": the number says no more than the words. */
static void skip_number(slice *s, struct fact *f)
{
    slice rest = *s, number;

    (void)take(&rest, SLICE("routing "));
    if (!take(&rest, SLICE("defer (")) || !take_until(&rest, SLICE(")"), &number))
        return;
    if (take(&rest, SLICE(" ")))
        take_fields(&rest, f);
    (void)take(&rest, SLICE(": "));
    *s = rest;
}

/* How long it took, behind why it failed. */
static slice without_time(slice s)
{
    size_t at = slice_rfind(s, ' ');

    return slice_starts(slice_skip(s, at + 1), SLICE("DT=")) ? slice_head(s, at) : s;
}

static void take_failure(struct fact *f, slice s)
{
    static const slice from = WORDS("SMTP error from remote mail server after ");
    size_t at;

    (void)take(&s, SLICE(": "));
    skip_number(&s, f);
    s = without_time(s);
    f->text = s;
    if (!take(&s, from))
        return;
    at = slice_starts(s, SLICE("RCPT TO:<")) || slice_starts(s, SLICE("MAIL FROM:<"))
             ? slice_find_str(s, SLICE(">"))
             : 0;
    s = slice_skip(s, at);
    at = slice_find_str(s, SLICE(": "));
    (void)take_reply_codes(slice_skip(s, at + 2), f);
}

/* Given up at last, whatever the last try said. */
static bool is_expired(slice why)
{
    return slice_ends(why, SLICE("retry timeout exceeded")) ||
           slice_ends(why, SLICE("after a long failure period")) ||
           slice_find_str(why, SLICE("have been failing for a long time")) < why.n;
}

static bool is_discarded(const struct fact *f)
{
    return slice_eq(f->recipient, SLICE(":blackhole:")) ||
           slice_eq(f->recipient, SLICE("/dev/null")) || slice_eq(f->stage, SLICE("**bypassed**"));
}

/* "** a@b: Unrouteable address": no field stands between. */
static bool ends_at_recipient(struct fact *f)
{
    if (!slice_ends(f->recipient, SLICE(":")) || f->recipient.p[0] == ':')
        return false;
    f->recipient = slice_head(f->recipient, f->recipient.n - 1);
    return true;
}

static void take_outcome(struct fact *f, slice s)
{
    if (f->status == STATUS_BOUNCED || f->status == STATUS_DEFERRED)
        take_failure(f, s);
    if (f->status == STATUS_BOUNCED && is_expired(f->text))
        f->status = STATUS_EXPIRED;
    if (f->status == STATUS_SENT && is_discarded(f))
        f->status = STATUS_DISCARDED;
    f->is_local = f->relay.ip.n == 0;
    f->stage = slice_of(NULL, 0);
}

/* An ACL or the system filter threw all of it away; no address is named. */
static bool is_all_discarded(slice s)
{
    return slice_starts(s, SLICE("blackhole (")) || slice_starts(s, SLICE("discarded ("));
}

enum verdict exim_delivery(slice id, slice s, enum delivery_status status, struct facts *out)
{
    bool is_gone = status == STATUS_SENT && is_all_discarded(s);
    struct fact *f = facts_add(out, is_gone ? FACT_DISPOSED : FACT_DELIVERY);

    f->queue_id = id;
    if (is_gone) {
        f->reaction = REACTION_DISCARD;
        f->text = s;
        return VERDICT_PARSED;
    }
    f->status = status;
    if (!take_target(&s, f))
        return malformed(out, "delivery line cut off or not readable");
    if (!ends_at_recipient(f)) {
        take_addressed(&s, f);
        take_fields(&s, f);
    }
    take_outcome(f, s);
    return VERDICT_PARSED;
}
