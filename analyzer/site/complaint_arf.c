/*
 * RFC 5965: multipart/report with report-type feedback-report, whose second part is
 * message/feedback-report and whose third is the message (message/rfc822) or its header
 * (text/rfc822-headers). MIME is GMime's; what is in the parts is read here.
 */
#include "analyzer/site/complaint_read.h"

#include <gmime/gmime.h>

#include "analyzer/site/mail_fields.h"

enum { PARTS_MAX = 16, PART_MAX = 1 << 20 };

/* Words of the registry (RFC 5965, 6430, 6591), and what some large senders use beside them. */
static const struct {
    const char *word;
    enum complaint_kind kind;
} types[] = {
    { "abuse", COMPLAINT_SPAM },         { "fraud", COMPLAINT_FRAUD },
    { "virus", COMPLAINT_VIRUS },        { "opt-out", COMPLAINT_OPT_OUT },
    { "not-spam", COMPLAINT_NOT_SPAM },  { "auth-failure", COMPLAINT_AUTH_FAILURE },
    { "dmarc", COMPLAINT_AUTH_FAILURE },
};

/* The fields without which it is no feedback report. */
struct required {
    int types, agents, versions;
};

static void take_type(struct complaint_reader *r, slice word)
{
    r->out->kind = COMPLAINT_OTHER;
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (slice_eq_nocase(word, slice_str(types[i].word)))
            r->out->kind = types[i].kind;
}

static void take_optional(struct complaint_reader *r, const struct mail_field *f)
{
    struct complaint *c = r->out;
    slice address;

    if (slice_eq_nocase(f->name, SLICE("Original-Rcpt-To"))) {
        address = complaint_address(r, f->value);
        c->complainant = c->complainant.n ? c->complainant : address;
    } else if (slice_eq_nocase(f->name, SLICE("Arrival-Date")) ||
               slice_eq_nocase(f->name, SLICE("Received-Date"))) {
        c->arrived = c->arrived == USEC_NONE ? complaint_date(f->value) : c->arrived;
    } else if (slice_eq_nocase(f->name, SLICE("Source-IP"))) {
        c->source = arena_keep(r->arena, slice_head(f->value, 64));
    } else if (slice_eq_nocase(f->name, SLICE("Reported-URI")) ||
               (slice_eq_nocase(f->name, SLICE("Reported-Domain")) && c->uri.n == 0)) {
        c->uri = arena_keep(r->arena, slice_head(f->value, 300));
    } else if (slice_eq_nocase(f->name, SLICE("Incidents"))) {
        if (!slice_u64(f->value, &c->incidents) || c->incidents == 0)
            c->incidents = 1;
    }
}

static bool has_all(struct complaint_reader *r, const struct required *seen, uint32_t line)
{
    const struct {
        const char *name;
        int n;
    } fields[] = { { "Feedback-Type", seen->types },
                   { "User-Agent", seen->agents },
                   { "Version", seen->versions } };

    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (fields[i].n != 1)
            return complaint_unread(r, line,
                                    fields[i].n ? "%s is there twice"
                                                : "%s is missing, which a feedback report needs",
                                    fields[i].name);
    return true;
}

static bool read_fields(struct complaint_reader *r, slice text, uint32_t line)
{
    struct mail_fields fields = mail_fields_of(text, r->arena);
    struct required seen = { 0 };
    struct mail_field f;

    while (mail_fields_next(&fields, &f)) {
        if (slice_eq_nocase(f.name, SLICE("Feedback-Type"))) {
            seen.types++;
            take_type(r, f.value);
        } else if (slice_eq_nocase(f.name, SLICE("User-Agent"))) {
            seen.agents++;
        } else if (slice_eq_nocase(f.name, SLICE("Version"))) {
            seen.versions++;
        } else {
            take_optional(r, &f);
        }
    }
    return has_all(r, &seen, line);
}

/* What a part holds, its transfer encoding undone. */
static slice text_of(struct complaint_reader *r, GMimeObject *part)
{
    GMimeDataWrapper *content =
        GMIME_IS_PART(part) ? g_mime_part_get_content((GMimePart *)part) : NULL;
    GMimeStream *into;
    GByteArray *bytes;
    slice text;

    if (!content)
        return slice_of(NULL, 0);
    into = g_mime_stream_mem_new();
    (void)g_mime_data_wrapper_write_to_stream(content, into);
    bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)into);
    text =
        arena_keep(r->arena, slice_head(slice_of((const char *)bytes->data, bytes->len), PART_MAX));
    g_object_unref(into);
    return text;
}

static void take_message(struct complaint_reader *r, GMimeObject *part)
{
    GMimeMessage *message = g_mime_message_part_get_message((GMimeMessagePart *)part);
    char *text = message ? g_mime_object_get_headers((GMimeObject *)message, NULL) : NULL;

    if (text)
        complaint_take_header(r, slice_head(slice_str(text), PART_MAX));
    g_free(text);
}

/* The line on which a part's text begins; 1 where it was encoded, and is nowhere as it is. */
static uint32_t line_of(slice bytes, slice text)
{
    slice first = slice_head(text, slice_find(text, '\n'));
    size_t at = first.n ? slice_find_str(bytes, first) : 0;
    uint32_t line = 1;

    for (size_t i = 0; i < at && at < bytes.n; i++)
        line += bytes.p[i] == '\n';
    return line;
}

static bool is_of(GMimeObject *part, const char *type, const char *subtype)
{
    return g_mime_content_type_is_type(g_mime_object_get_content_type(part), type, subtype);
}

static bool read_parts(struct complaint_reader *r, GMimeMultipart *all, slice bytes)
{
    int n = g_mime_multipart_get_count(all);
    bool is_report = false;

    for (int i = 0; i < n && i < PARTS_MAX; i++) {
        GMimeObject *part = g_mime_multipart_get_part(all, i);

        if (!is_report && is_of(part, "message", "feedback-report")) {
            slice text = text_of(r, part);

            if (!read_fields(r, text, line_of(bytes, text)))
                return false;
            is_report = true;
        } else if (is_report && GMIME_IS_MESSAGE_PART(part)) {
            take_message(r, part);
        } else if (is_report && is_of(part, "text", "rfc822-headers")) {
            complaint_take_header(r, text_of(r, part));
        }
    }
    return is_report || complaint_unread(r, 1, "has no part of the type message/feedback-report");
}

static bool read_message(struct complaint_reader *r, GMimeMessage *message, slice bytes)
{
    GMimeObject *body = g_mime_message_get_mime_part(message);
    const char *type;

    if (!body || !GMIME_IS_MULTIPART(body) || !is_of(body, "multipart", "report"))
        return complaint_unread(r, 1, "is no feedback report: not of the type multipart/report");
    type = g_mime_object_get_content_type_parameter(body, "report-type");
    if (!type || !slice_eq_nocase(slice_str(type), SLICE("feedback-report")))
        return complaint_unread(r, 1, "is a report of another type than feedback-report");
    return read_parts(r, (GMimeMultipart *)body, bytes);
}

/* When the report came here: by the newest Received line, which an own server wrote. */
static void take_envelope(struct complaint_reader *r, slice bytes)
{
    struct mail_fields fields = mail_fields_of(bytes, r->arena);
    usec dated = USEC_NONE;
    struct mail_field f;

    while (mail_fields_next(&fields, &f)) {
        if (slice_eq_nocase(f.name, SLICE("From")))
            complaint_take_reporter(r, f.value);
        else if (slice_eq_nocase(f.name, SLICE("Date")))
            dated = complaint_date(f.value);
        else if (slice_eq_nocase(f.name, SLICE("Received")) && r->out->received == USEC_NONE)
            r->out->received =
                complaint_date(slice_trim(slice_skip(f.value, slice_rfind(f.value, ';') + 1)));
    }
    if (r->out->received == USEC_NONE)
        r->out->received = dated;
}

bool complaint_read_arf(struct complaint_reader *r, slice bytes)
{
    GMimeStream *stream;
    GMimeParser *parser;
    GMimeMessage *message;
    bool is_read;

    g_mime_init();
    r->out->form = COMPLAINT_ARF;
    r->out->incidents = 1;
    stream = g_mime_stream_mem_new_with_buffer(bytes.p ? bytes.p : "", bytes.n);
    parser = g_mime_parser_new_with_stream(stream);
    message = g_mime_parser_construct_message(parser, NULL);
    take_envelope(r, bytes);
    is_read = message ? read_message(r, message, bytes) : complaint_unread(r, 1, "is no mail");
    if (message)
        g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
    return is_read;
}
