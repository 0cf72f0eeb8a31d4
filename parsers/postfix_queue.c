/*
 * The short lines of qmgr, pickup, bounce and postsuper:
 *
 *   QID: from=<a>, size=1024, nrcpt=2 (queue active)
 *   QID: from=<a>, status=[force-]expired, returned to sender
 *   QID: removed [(discarded)]                the word: cleanup, 3.10 (unverified)
 *   QID: uid=1000 from=<a>[ orig_id=QID2]     orig_id: after postsuper -r
 *   QID: sender non-delivery notification: QID2
 *   QID: sender notification failed to a: reason         3.11 (unverified): there is none
 *   QID: placed on hold
 *
 * The sender is whatever somebody wrote, but nobody writes behind it: these lines are
 * read from their right end.
 */
#include "parsers/postfix.h"

static struct fact *add(struct facts *out, enum fact_kind kind, slice id)
{
    struct fact *f = facts_add(out, kind);

    f->queue_id = id;
    return f;
}

static bool drop(slice *s, slice end)
{
    if (!slice_ends(*s, end))
        return false;
    s->n -= end.n;
    return true;
}

static bool drop_number(slice *s, uint64_t *out)
{
    size_t n = 0;
    slice digits;

    while (n < s->n && s->p[s->n - 1 - n] >= '0' && s->p[s->n - 1 - n] <= '9')
        n++;
    digits = slice_skip(*s, s->n - n);
    s->n -= n;
    return take_number(&digits, out);
}

static enum verdict read_sender(slice id, slice s, struct facts *out)
{
    uint64_t nrcpt, size;
    struct fact *f;

    if (drop(&s, SLICE("expired, returned to sender"))) {
        if (!drop(&s, SLICE(">, status=")) && !drop(&s, SLICE(">, status=force-")))
            return malformed(out, "sender line not readable");
        add(out, FACT_EXPIRED, id)->sender = s;
        return VERDICT_PARSED;
    }
    if (!drop(&s, SLICE(" (queue active)")) || !drop_number(&s, &nrcpt) ||
        !drop(&s, SLICE(", nrcpt=")) || !drop_number(&s, &size) || !drop(&s, SLICE(">, size=")))
        return malformed(out, "sender line cut off or not readable");
    f = add(out, FACT_QUEUED, id);
    f->sender = s;
    f->size = size;
    f->nrcpt = small(nrcpt);
    return VERDICT_PARSED;
}

static bool is_removed(slice s)
{
    return take(&s, SLICE("removed")) && (s.n == 0 || s.p[0] == ' ');
}

enum verdict read_qmgr(slice id, slice s, struct facts *out)
{
    if (take(&s, SLICE("from=<")))
        return read_sender(id, s, out);
    if (is_removed(s)) {
        (void)add(out, FACT_REMOVED, id);
        return VERDICT_PARSED;
    }
    return read_other(s, out);
}

static bool take_uid(slice *s, uint32_t *uid)
{
    bool is_negative = take(s, SLICE("-")); /* printed as a signed number */
    uint64_t n;

    if (!take_number(s, &n))
        return false;
    *uid = is_negative ? (uint32_t)0 - small(n) : small(n);
    return true;
}

enum verdict read_pickup(slice id, slice s, struct facts *out)
{
    struct fact *f;
    uint32_t uid;
    size_t end;

    if (!take(&s, SLICE("uid=")))
        return read_other(s, out);
    if (!take_uid(&s, &uid) || !take(&s, SLICE(" from=<")) || (end = slice_rfind(s, '>')) == s.n)
        return malformed(out, "pickup line cut off or not readable");
    f = add(out, FACT_PICKUP, id);
    f->uid = uid;
    f->sender = slice_head(s, end);
    s = slice_skip(s, end + 1);
    if (take(&s, SLICE(" orig_id=")) && is_queue_id(s))
        f->orig_queue_id = s;
    return VERDICT_PARSED;
}

enum verdict read_bounce(slice id, slice s, struct facts *out)
{
    slice rest = s, kind;

    if (!take(&rest, SLICE("sender ")) && !take(&rest, SLICE("postmaster ")))
        return read_other(s, out);
    if (slice_starts(rest, SLICE("notification failed")))
        return ignored(out, "notice that failed");
    if (!take_until(&rest, SLICE(" notification: "), &kind) || !is_queue_id(rest))
        return malformed(out, "notice line cut off or not readable");
    add(out, FACT_NOTICE, id)->next_queue_id = rest;
    return VERDICT_PARSED;
}

enum verdict read_postsuper(slice id, slice s, struct facts *out)
{
    if (slice_eq(s, SLICE("placed on hold"))) {
        add(out, FACT_DISPOSED, id)->reaction = REACTION_HOLD;
        return VERDICT_PARSED;
    }
    if (is_removed(s)) {
        add(out, FACT_REMOVED, id)->is_by_hand = true;
        return VERDICT_PARSED;
    }
    return read_other(s, out);
}
