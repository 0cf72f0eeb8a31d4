/* What is not whole is never guessed at: a run stops at it, and a check says where it is. */
#include "analyzer/run/state/record.h"

#include "analyzer/run/state/carry_watched.h"
#include "analyzer/run/watch/fields.h"

bool record_unpack(struct history *h, slice piece)
{
    struct unpack u = { .rest = piece };
    slice name, bytes;

    if (unpack_number(&u) != RECORD_VERSION)
        return false;
    while (unpack_part(&u, &name, &bytes))
        if (!history_unpack_part(h, name, bytes))
            pack_part(&h->unknown, name, bytes);
    return !u.is_torn && !h->is_torn;
}

void record_pack(const struct history *h, int64_t today, slice others, struct record *out)
{
    *out = (struct record){ 0 };
    if (!record_is_dated(h) && h->unknown.n == 0 && h->writers.n == 0 && others.n == 0)
        return;
    pack_number(&out->rest, RECORD_VERSION);
    if (!history_pack_since(h, &out->rest)) {
        pack_number(&out->body, RECORD_VERSION);
        history_pack_whole(h, today, &out->body);
    }
    history_pack_company(h, &out->rest);
    buf_add(&out->rest, buf_slice(&h->unknown));
    buf_add(&out->rest, others);
}

void record_pack_alone(const struct history *h, struct buf *out)
{
    struct buf parts = { 0 };

    history_pack_alone(h, &parts);
    history_pack_company(h, &parts);
    buf_add(&parts, buf_slice(&h->unknown));
    if (parts.n)
        pack_number(out, RECORD_VERSION);
    buf_add(out, buf_slice(&parts));
    buf_free(&parts);
}

void record_free(struct record *r)
{
    buf_free(&r->body);
    buf_free(&r->rest);
}

bool record_is_dated(const struct history *h)
{
    return h->n_days || contacts_newest(&h->contacts) >= 0;
}

/* Of the newest mail that it remembers; of none: long ago. */
static int64_t newest_day(const struct history *h)
{
    return h->n_days ? h->days[h->n_days - 1].day : contacts_newest(&h->contacts);
}

bool record_is_open(const struct history *h)
{
    struct unpack u = { .rest = buf_slice(&h->unknown) };
    slice part, bytes;

    while (unpack_part(&u, &part, &bytes))
        if (carry_is_open(part))
            return true;
    return false;
}

static uint64_t forget_open(struct history *h)
{
    struct unpack u = { .rest = buf_slice(&h->unknown) };
    struct buf kept = { 0 };
    uint64_t gone = 0;
    slice part, bytes;

    while (unpack_part(&u, &part, &bytes)) {
        gone += carry_is_open(part);
        if (!carry_is_open(part))
            pack_part(&kept, part, bytes);
    }
    buf_free(&h->unknown);
    h->unknown = kept;
    return gone;
}

bool record_forget(struct history *h, const struct record_keep *keep, int64_t today,
                   struct forgotten *sum)
{
    uint64_t open = newest_day(h) < today - keep->detail ? forget_open(h) : 0;
    uint64_t days = history_forget(h, today - keep->baselines);
    uint64_t contacts = contacts_forget(&h->contacts, today - keep->baselines);
    uint64_t groups = groups_forget(&h->groups, today - keep->baselines);
    bool is_empty = !record_is_dated(h);
    bool is_less =
        open || days || contacts || groups || (is_empty && (h->unknown.n || h->writers.n));

    h->wants_whole |= contacts > 0;
    sum->open += open;
    sum->days += days;
    sum->contacts += contacts + groups;
    sum->accounts += is_empty && is_less;
    if (is_empty) {
        buf_clear(&h->unknown);
        writers_free(&h->writers);
    }
    return is_less;
}

static int64_t due_of_undated(const struct record_keep *keep, int64_t today)
{
    return today + (keep->detail < keep->baselines ? keep->detail : keep->baselines) + 1;
}

int64_t record_due(const struct history *h, bool is_open, const struct record_keep *keep,
                   int64_t today)
{
    int64_t oldest = contacts_oldest(&h->contacts), due, detail;

    if (!record_is_dated(h))
        return due_of_undated(keep, today);
    if (history_oldest(h) < oldest)
        oldest = history_oldest(h);
    due = oldest + keep->baselines + 1 + RECORD_SLACK;
    detail = newest_day(h) + keep->detail + 1;
    return is_open && detail < due ? detail : due;
}

/* Of a detector that watches accounts: numbers, and no text. */
static bool is_detectors(slice name, slice bytes, bool *is_whole)
{
    for (size_t i = 0; detectors[i]; i++) {
        if (detectors[i]->key != KEY_ACCOUNT || !slice_eq(name, slice_str(detectors[i]->name)))
            continue;
        *is_whole = fields_are_whole(detectors[i], bytes);
        return true;
    }
    return false;
}

bool record_mentions(slice bytes, slice name)
{
    for (size_t at = 0; at + name.n <= bytes.n; at++)
        if (slice_eq_nocase(slice_of(bytes.p + at, name.n), name))
            return true;
    return false;
}

bool record_unmention(struct history *h, slice name)
{
    struct unpack u = { .rest = buf_slice(&h->unknown) };
    struct buf kept = { 0 };
    bool is_whole, is_less;
    slice part, bytes;

    while (unpack_part(&u, &part, &bytes))
        if (is_detectors(part, bytes, &is_whole) || !record_mentions(bytes, name))
            pack_part(&kept, part, bytes);
    is_less = kept.n < h->unknown.n;
    buf_free(&h->unknown);
    h->unknown = kept;
    return is_less;
}

static bool check_part(slice name, slice bytes, struct err *why)
{
    struct history h = { 0 };
    bool is_whole = true;

    if (!is_detectors(name, bytes, &is_whole) && history_unpack_part(&h, name, bytes))
        is_whole = !h.is_torn;
    history_free(&h);
    return is_whole ||
           err_set(why, "its part '" SLICE_FMT "' is not whole", SLICE_ARG(slice_head(name, 60)));
}

bool record_check(slice piece, struct err *why)
{
    struct unpack u = { .rest = piece };
    uint64_t version = unpack_number(&u);
    slice name, bytes;

    if (u.is_torn)
        return err_set(why, "it is empty or cut off");
    if (version != RECORD_VERSION)
        return err_set(why, "it is in a form that this version does not know (%llu)",
                       (unsigned long long)version);
    while (unpack_part(&u, &name, &bytes))
        if (!check_part(name, bytes, why))
            return false;
    return !u.is_torn || err_set(why, "it is cut off within a part");
}
