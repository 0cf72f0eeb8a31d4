/* Fields of detectors are read as they are packed (fields.c), whatever version wrote them. */
#include "analyzer/run/state/record_json.h"

#include <stdio.h>

#include "analyzer/run/state/record.h"
#include "analyzer/run/watch/fields.h"
#include "reports/json_parts.h"

enum { TEXT_MIN = 4 /* shorter ones are mostly numbers */ };

static void write_date(struct out *out, int64_t day)
{
    char text[32];

    (void)clock_utc_text((usec)day * DAY * USEC_PER_SECOND, text);
    json_text(out, slice_of(text, 10));
}

/* In which mail was accepted. */
static void write_hours(struct out *out, uint64_t hours)
{
    bool is_first = true;

    json_key(out, "hours");
    out_lit(out, "[");
    for (int hour = 0; hour < 24; hour++) {
        if (!(hours >> hour & 1))
            continue;
        if (!is_first)
            out_lit(out, ",");
        is_first = false;
        out_int(out, hour);
    }
    out_lit(out, "]");
}

static void write_day(struct out *out, const struct history_day *d)
{
    out_lit(out, "{\"day\":");
    write_date(out, d->day);
    json_key_int(out, "messages", (int64_t)d->messages);
    json_key_int(out, "recipients", (int64_t)d->recipients);
    json_key_int(out, "outside_recipients", (int64_t)d->external);
    json_key_int(out, "distinct_recipients", (int64_t)d->distinct);
    json_key_int(out, "never_written_to_before", (int64_t)d->met);
    json_key_int(out, "bytes", (int64_t)d->bytes);
    json_key_int(out, "bounced", (int64_t)d->bounced);
    write_hours(out, d->hours);
    json_key_bool(out, "is_suspect", d->marks & HISTORY_SUSPECT);
    json_key_bool(out, "is_released", d->marks & HISTORY_RELEASED);
    out_lit(out, "}");
}

static void write_days(struct out *out, const struct history *h)
{
    out_lit(out, "\"days\":[");
    for (size_t i = 0; i < h->n_days; i++) {
        if (i)
            out_lit(out, ",\n ");
        write_day(out, &h->days[i]);
    }
    out_lit(out, "]");
}

static void write_contacts(struct out *out, const struct history *h)
{
    struct buf packed = { 0 };
    struct contact one;
    char who[17];
    size_t at = 0;

    contacts_pack(&h->contacts, 0, &packed);
    out_lit(out, ",\n \"contacts\":[");
    while (contacts_next(buf_slice(&packed), &at, &one)) {
        (void)snprintf(who, sizeof(who), "%016llx", (unsigned long long)one.who);
        out_lit(out, "{\"hash\":");
        json_text(out, slice_str(who));
        json_key(out, "first");
        write_date(out, one.first);
        json_key(out, "last");
        write_date(out, one.last);
        out_lit(out, "}");
        if (at < packed.n)
            out_lit(out, ",\n ");
    }
    out_lit(out, "]");
    buf_free(&packed);
}

/* Sets of people that it wrote to at once. */
static void write_groups(struct out *out, const struct groups *g)
{
    char who[17];

    out_lit(out, ",\n \"groups\":[");
    for (size_t i = 0; i < g->n; i++) {
        if (i)
            out_lit(out, ",\n ");
        out_lit(out, "{\"last\":");
        write_date(out, g->at[i].day);
        json_key_int(out, "uses", (int64_t)g->at[i].uses);
        json_key(out, "hashes");
        out_lit(out, "[");
        for (size_t k = 0; k < g->at[i].n; k++) {
            (void)snprintf(who, sizeof(who), "%016llx", (unsigned long long)g->at[i].who[k]);
            if (k)
                out_lit(out, ",");
            json_text(out, slice_str(who));
        }
        out_lit(out, "]}");
    }
    out_lit(out, "]");
}

/* The last senders that wrote to it, in order of time. */
static void write_writers(struct out *out, const struct writers *w)
{
    char who[9];

    out_lit(out, ",\n \"writers\":[");
    for (size_t i = 0; i < w->n; i++) {
        (void)snprintf(who, sizeof(who), "%08x", (unsigned)w->at[(w->next + i) % w->n]);
        if (i)
            out_lit(out, ",");
        json_text(out, slice_str(who));
    }
    out_lit(out, "]");
}

/* The next run of printable characters; false: there is none. */
static bool next_text(slice bytes, size_t *at, slice *text)
{
    size_t n = 0;

    while (n < TEXT_MIN && *at < bytes.n) {
        *at += n;
        for (n = 0; *at + n < bytes.n; n++)
            if (bytes.p[*at + n] < ' ' || bytes.p[*at + n] > '~')
                break;
        *text = slice_of(bytes.p + *at, n);
        *at += n == 0;
    }
    *at += n;
    return n >= TEXT_MIN;
}

void record_texts_json(slice bytes, slice name, struct out *out)
{
    bool is_first = true;
    size_t at = 0;
    slice text;

    out_lit(out, "[");
    while (next_text(bytes, &at, &text)) {
        if (name.n && !record_mentions(text, name))
            continue;
        if (!is_first)
            out_lit(out, ",\n ");
        is_first = false;
        json_text(out, text);
    }
    out_lit(out, "]");
}

/* Keys with the time each was last seen, as both are packed. */
static void write_distinct(struct out *out, struct unpack *u)
{
    char text[32];

    out_lit(out, "[");
    while (u->rest.n) {
        (void)snprintf(text, sizeof(text), "%016llx", (unsigned long long)unpack_number(u));
        out_lit(out, "{\"hash\":");
        json_text(out, slice_str(text));
        (void)clock_utc_text(unpack_signed(u) * USEC_PER_SECOND, text);
        json_key_text(out, "last", slice_str(text));
        out_lit(out, "}");
        if (u->rest.n)
            out_lit(out, ",");
    }
    out_lit(out, "]");
}

static void write_window(struct out *out, struct unpack *u)
{
    int64_t sum = 0;

    (void)unpack_signed(u);
    while (u->rest.n)
        sum += (int64_t)unpack_number(u);
    out_int(out, sum);
}

static void write_field(struct out *out, slice field)
{
    struct unpack u = { .rest = slice_skip(field, 1) };
    int kind = field.n ? field.p[0] - '0' : -1;

    if (kind == FIELD_NUMBER)
        out_int(out, unpack_signed(&u));
    else if (kind == FIELD_WINDOW)
        write_window(out, &u);
    else if (kind == FIELD_DISTINCT)
        write_distinct(out, &u);
    else
        record_texts_json(field, slice_of(NULL, 0), out);
}

static bool is_of_detector(slice name, slice bytes)
{
    for (size_t i = 0; detectors[i]; i++)
        if (slice_eq(name, slice_str(detectors[i]->name)))
            return fields_are_whole(detectors[i], bytes);
    return false;
}

static void write_part(struct out *out, slice name, slice bytes)
{
    struct unpack u = { .rest = bytes };
    const char *before = "";
    slice field;

    out_lit(out, ",\n ");
    json_text(out, name);
    out_lit(out, ":");
    if (!is_of_detector(name, bytes)) {
        record_texts_json(bytes, slice_of(NULL, 0), out);
        return;
    }
    out_lit(out, "{");
    (void)unpack_number(&u);
    while (unpack_part(&u, &name, &field)) {
        out_text(out, slice_str(before));
        json_text(out, name);
        out_lit(out, ":");
        write_field(out, field);
        before = ",";
    }
    out_lit(out, "}");
}

void record_json(slice body, slice rest, struct out *out)
{
    struct history h = { 0 };
    struct unpack u;
    slice name, bytes;

    out_lit(out, "{");
    if ((body.n && !record_unpack(&h, body)) || !record_unpack(&h, rest))
        out_lit(out, "\"is_damaged\":true,\n ");
    write_days(out, &h);
    write_contacts(out, &h);
    write_groups(out, &h.groups);
    write_writers(out, &h.writers);
    u.rest = buf_slice(&h.unknown);
    u.is_torn = false;
    while (unpack_part(&u, &name, &bytes))
        write_part(out, name, bytes);
    out_lit(out, "}");
    history_free(&h);
}
