/*
 * __CURSOR=s=1f...                        journalctl -o export: a record's fields, each on a
 * __REALTIME_TIMESTAMP=1772442000123456   line of its own, and an empty line behind the last
 * _HOSTNAME=mx1
 * MESSAGE=message
 *
 * A value that is no UTF-8 or holds control bytes stands below its name, behind its length as
 * eight bytes, and may have line breaks. Whoever splits the file at line breaks has split
 * lengths of 10 and 2,560 bytes, too, and NUL bytes at a line's ends are gone: what is left
 * tells the length nevertheless, up to 65,535. Seen of systemd 252.
 *
 * Blind to: longer values; they are passed over up to the next record.
 */
#include "parsers/journal.h"
#include "parsers/text.h"

enum { NAME_MAX_BYTES = 64, LENGTH_BYTES = 8, NULS = 6 };

enum part {
    PART_FIELDS,
    PART_LENGTH, /* below a name: its value's length comes */
    PART_HIGH,   /* the first byte of the length was a line break: the second comes */
    PART_VALUE,  /* `left` bytes of the value are still to come */
};

struct state {
    struct journal record;
    enum part part;
    char name[NAME_MAX_BYTES];
    size_t name_n, left;
};

static int bid(slice line)
{
    static const slice cursor = WORDS("__CURSOR=");

    return slice_starts(line, cursor) ? (int)cursor.n : 0;
}

static bool is_name(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '_' && !(s.p[i] >= 'A' && s.p[i] <= 'Z') && !(s.p[i] >= '0' && s.p[i] <= '9'))
            return false;
    return s.n > 0 && s.n <= NAME_MAX_BYTES;
}

static bool has_nuls(slice s, size_t from)
{
    static const char nuls[NULS];

    return s.n >= from + NULS && memcmp(s.p + from, nuls, NULS) == 0;
}

/* More of the value; a line break that its length counts stands between two lines. */
static void take_value(struct state *st, slice more, struct cite at)
{
    slice name = slice_of(st->name, st->name_n), head = slice_head(more, st->left);

    if (!st->record.at.line || !slice_eq(name, SLICE("MESSAGE")))
        journal_field(&st->record, name, head, at);
    else
        journal_add_message(&st->record, head);
    st->left -= head.n;
    st->part = st->left ? PART_VALUE : PART_FIELDS;
    if (st->left == 0)
        return;
    st->left--;
    if (slice_eq(name, SLICE("MESSAGE")))
        journal_add_message(&st->record, SLICE(" "));
}

static void begin_value(struct state *st, size_t length, slice first, struct cite at)
{
    st->left = length;
    take_value(st, first, at);
}

static size_t octet(slice s, size_t i)
{
    return (unsigned char)s.p[i];
}

/* The first byte of the length, lowest first, is missing where it was 0. */
static void take_length(struct state *st, slice s, struct cite at)
{
    st->part = PART_VALUE;
    if (s.n == 0) {
        st->part = PART_HIGH;
    } else if (s.n == 1) { /* the second was a line break, what is behind it NUL */
        st->left = octet(s, 0) | '\n' << 8;
    } else if (has_nuls(s, 1) && s.n > NULS + 1 && s.p[NULS + 1] == '\0') {
        begin_value(st, octet(s, 0), slice_skip(s, LENGTH_BYTES), at);
    } else if (has_nuls(s, 1)) {
        begin_value(st, octet(s, 0) << 8, slice_skip(s, LENGTH_BYTES - 1), at);
    } else if (has_nuls(s, 2)) {
        begin_value(st, octet(s, 0) | octet(s, 1) << 8, slice_skip(s, LENGTH_BYTES), at);
    } else {
        st->left = 0;
    }
}

static void take_high(struct state *st, slice s, struct cite at)
{
    if (s.n == 0) {
        st->left = '\n' | '\n' << 8;
        st->part = PART_VALUE;
    } else if (has_nuls(s, 1)) {
        begin_value(st, '\n' | octet(s, 0) << 8, slice_skip(s, LENGTH_BYTES - 1), at);
    } else {
        begin_value(st, '\n', s, at);
    }
}

/* False: the value is over, as some of its bytes were cut off; this line is something else. */
static bool take_binary(struct state *st, slice text, struct cite at)
{
    if (st->part == PART_VALUE && text.n > st->left) {
        st->part = PART_FIELDS;
        return false;
    }
    if (st->part == PART_LENGTH)
        take_length(st, text, at);
    else if (st->part == PART_HIGH)
        take_high(st, text, at);
    else
        take_value(st, text, at);
    return true;
}

static bool take_line(struct state *st, slice text, struct cite at)
{
    size_t n = slice_find(text, '=');

    if (!is_name(slice_head(text, n)))
        return false;
    if (n < text.n) {
        journal_field(&st->record, slice_head(text, n), slice_skip(text, n + 1), at);
        return true;
    }
    memcpy(st->name, text.p, n);
    st->name_n = n;
    st->part = PART_LENGTH;
    return true;
}

static bool end_record(struct state *st, struct line *out)
{
    out->is_part = !st->record.has_fields || !journal_line(&st->record, out);
    st->record.has_fields = false;
    return true;
}

static bool split(void *state, const struct frame_context *ctx, slice text, struct line *out)
{
    struct state *st = state;

    (void)ctx;
    out->is_part = true;
    if (bid(text)) {
        journal_begin(&st->record);
        st->part = PART_FIELDS;
    } else if (st->part != PART_FIELDS && take_binary(st, text, out->at)) {
        return true;
    }
    if (text.n == 0)
        return end_record(st, out);
    out->is_part = take_line(st, text, out->at);
    return out->is_part;
}

const struct frame frame_journal_export = {
    .name = "journal-export",
    .bid = bid,
    .state_size = sizeof(struct state),
    .split = split,
};
