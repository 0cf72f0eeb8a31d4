/*
 * What all forms have in common. Reports are redacted as a rule (RFC 6650), so a value that is
 * not what it should be is left out, and never a reason to give a report up.
 */
#include "analyzer/site/complaint_read.h"

#include <gmime/gmime.h>
#include <stdarg.h>
#include <stdio.h>

#include "analyzer/site/mail_fields.h"
#include "analyzer/site/spelling.h"

enum { TEXT_MAX = 300, ID_MAX = 998, QUEUE_ID_MAX = 64, RECEIVED_MAX = 50 };

bool complaint_unread(struct complaint_reader *r, uint32_t line, const char *format, ...)
{
    char text[256];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    r->unread->line = line;
    r->unread->why = arena_keep(r->arena, slice_str(text));
    return false;
}

usec complaint_date(slice value)
{
    char text[128];
    GDateTime *when;
    usec found = USEC_NONE;

    if (value.n >= sizeof(text) || slice_find(value, '\0') < value.n)
        return USEC_NONE;
    (void)snprintf(text, sizeof(text), SLICE_FMT, SLICE_ARG(value));
    when = g_mime_utils_header_decode_date(text);
    if (when) {
        found = g_date_time_to_unix(when) * USEC_PER_SECOND;
        g_date_time_unref(when);
    }
    return found;
}

/* "redacted@example.org", "xxxx@example.org": no name, and the same for everybody there. */
static bool is_blotted(slice local)
{
    static const char blots[] = "xX*#-_.";

    for (size_t i = 0; i + 6 <= local.n; i++)
        if (slice_eq_nocase(slice_of(local.p + i, 6), SLICE("redact")))
            return true;
    for (size_t i = 0; i < local.n; i++)
        if (!strchr(blots, local.p[i]))
            return false;
    return true;
}

slice complaint_address(struct complaint_reader *r, slice value)
{
    bool has_type = slice_starts(value, SLICE("rfc822;"));
    slice address = mail_field_address(has_type ? slice_skip(value, 7) : value);
    size_t at = slice_rfind(address, '@');
    slice domain = slice_skip(address, at + 1);

    if (!is_host_name(domain))
        return slice_of(NULL, 0);
    if (!is_mail_address(address) || is_blotted(slice_head(address, at)))
        return lower_keep(r->arena, slice_skip(address, at));
    return lower_keep(r->arena, address);
}

void complaint_take_reporter(struct complaint_reader *r, slice address_or_domain)
{
    slice address = mail_field_address(address_or_domain), domain = slice_domain(address);

    domain = domain.n ? domain : address;
    if (r->out->reporter.n == 0 && is_host_name(domain))
        r->out->reporter = lower_keep(r->arena, domain);
}

void complaint_take_message_id(struct complaint_reader *r, slice value)
{
    slice id = mail_field_address(value);

    if (r->out->message_id.n == 0 && id.n && id.n <= ID_MAX && is_one_line(id))
        r->out->message_id = arena_keep(r->arena, id);
}

static bool is_own_host(const struct site *s, slice host)
{
    if (site_expects_host(s, host))
        return true;
    while (host.n) {
        if (site_has_domain(s, host))
            return true;
        host = slice_skip(host, slice_find(host, '.') + 1);
    }
    return false;
}

/* The words of a Received value before its date, without comments. */
static bool next_word(slice *rest, slice *word)
{
    int depth = 0;
    size_t at = 0, from;

    while (at < rest->n && (depth || strchr(" \t(", rest->p[at]))) {
        depth += rest->p[at] == '(';
        depth -= rest->p[at] == ')' && depth;
        at++;
    }
    for (from = at; at < rest->n && !strchr(" \t(;", rest->p[at]);)
        at++;
    *word = slice_head(slice_skip(*rest, from), at - from);
    *rest = at < rest->n && rest->p[at] == ';' ? slice_of(NULL, 0) : slice_skip(*rest, at);
    return word->n > 0;
}

/* "from pc (pc [10.20.4.17]) by mail.example.edu (Postfix) with ESMTPSA id 4XyZ1; Mon, ..." */
static void take_received(struct complaint_reader *r, slice value)
{
    slice rest = value, word, before = { 0 }, by = { 0 }, id = { 0 };

    while (next_word(&rest, &word)) {
        if (slice_eq_nocase(before, SLICE("by")))
            by = word;
        else if (slice_eq_nocase(before, SLICE("id")))
            id = word;
        before = word;
    }
    if (id.n == 0 || id.n > QUEUE_ID_MAX || r->out->n_queue_ids == QUEUE_IDS_MAX ||
        !is_one_line(id) || !is_own_host(r->site, by))
        return;
    r->out->queue_ids[r->out->n_queue_ids++] = arena_keep(r->arena, id);
}

static void take_subject(struct complaint_reader *r, slice value)
{
    slice raw = arena_keep(r->arena, slice_head(value, TEXT_MAX));
    char *text;

    g_mime_init(); /* once; it counts */
    text = g_mime_utils_header_decode_text(NULL, raw.p);
    r->out->subject = arena_keep(r->arena, slice_head(slice_str(text), TEXT_MAX));
    g_free(text);
}

void complaint_take_header(struct complaint_reader *r, slice text)
{
    struct mail_fields fields = mail_fields_of(text, r->arena);
    struct mail_field f;
    int received = 0;

    while (mail_fields_next(&fields, &f)) {
        if (slice_eq_nocase(f.name, SLICE("Message-ID")))
            complaint_take_message_id(r, f.value);
        else if (slice_eq_nocase(f.name, SLICE("Received")) && received++ < RECEIVED_MAX)
            take_received(r, f.value);
        else if (slice_eq_nocase(f.name, SLICE("Subject")) && r->out->subject.n == 0)
            take_subject(r, f.value);
    }
}
