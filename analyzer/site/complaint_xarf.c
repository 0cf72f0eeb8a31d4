/*
 * XARF version 4: one JSON object. Of its categories only messaging is about mail. The message
 * stands in `evidence`, in base64; `class` is what `category` was called in 4.0.0's first form.
 */
#include "analyzer/site/complaint_read.h"

#include <gmime/gmime.h>
#include <jansson.h>

enum { EVIDENCE_MAX = 16, PAYLOAD_MAX = 1 << 22 };

static slice text_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_string(value) ? slice_of(json_string_value(value), json_string_length(value))
                                 : slice_of(NULL, 0);
}

static slice keep(struct complaint_reader *r, slice text, size_t most)
{
    return text.n ? arena_keep(r->arena, slice_head(text, most)) : text;
}

static bool is_mail(slice type)
{
    return slice_eq_nocase(type, SLICE("message/rfc822")) ||
           slice_eq_nocase(type, SLICE("text/rfc822-headers"));
}

static void take_evidence(struct complaint_reader *r, const json_t *one)
{
    slice payload = text_of(one, "payload");
    gsize n = 0;
    guchar *bytes;

    if (!is_mail(text_of(one, "content_type")) || payload.n == 0 || payload.n > PAYLOAD_MAX)
        return;
    bytes = g_base64_decode(payload.p, &n);
    complaint_take_header(r, arena_keep(r->arena, slice_of((const char *)bytes, n)));
    g_free(bytes);
}

static void take_all_evidence(struct complaint_reader *r, const json_t *root)
{
    const json_t *list = json_object_get(root, "evidence");

    for (size_t i = 0; i < json_array_size(list) && i < EVIDENCE_MAX; i++)
        take_evidence(r, json_array_get(list, i));
}

static void take_fields(struct complaint_reader *r, const json_t *root)
{
    struct complaint *c = r->out;
    const json_t *reporter = json_object_get(root, "reporter");

    if (!clock_parse(text_of(root, "timestamp"), &c->received))
        c->received = USEC_NONE;
    complaint_take_reporter(r, text_of(reporter, "domain"));
    complaint_take_reporter(r, text_of(reporter, "contact"));
    c->complainant = complaint_address(r, text_of(root, "smtp_to"));
    c->source = keep(r, text_of(root, "source_identifier"), 64);
    c->subject = keep(r, text_of(root, "subject"), 300);
    complaint_take_message_id(r, text_of(root, "message_id"));
}

/* What is required of all, and that it is about mail. */
static bool check(struct complaint_reader *r, const json_t *root)
{
    slice version = text_of(root, "xarf_version"), category = text_of(root, "category");
    slice type = text_of(root, "type"), protocol = text_of(root, "protocol");

    category = category.n ? category : text_of(root, "class");
    if (!slice_starts(version, SLICE("4.")))
        return complaint_unread(r, 1, "xarf_version is missing, or is not 4");
    if (!slice_eq(category, SLICE("messaging")))
        return complaint_unread(r, 1, "category is not messaging: it is not about mail");
    if (protocol.n && !slice_eq(protocol, SLICE("smtp")))
        return complaint_unread(r, 1, "protocol is not smtp: it is not about mail");
    if (!slice_eq(type, SLICE("spam")) && !slice_eq(type, SLICE("bulk_messaging")))
        return complaint_unread(r, 1, "type is neither spam nor bulk_messaging");
    return true;
}

bool complaint_read_xarf(struct complaint_reader *r, slice bytes)
{
    json_error_t error;
    json_t *root = json_loadb(bytes.p ? bytes.p : "", bytes.n, JSON_REJECT_DUPLICATES, &error);
    bool is_read;

    r->out->form = COMPLAINT_XARF;
    r->out->incidents = 1;
    if (!root) {
        r->unread->column = error.column > 0 ? (uint32_t)error.column : 0;
        return complaint_unread(r, error.line > 0 ? (uint32_t)error.line : 0, "is not JSON: %s",
                                error.text);
    }
    is_read = json_is_object(root) ? check(r, root) : complaint_unread(r, 1, "is no JSON object");
    if (is_read) {
        r->out->kind = COMPLAINT_SPAM;
        take_fields(r, root);
        take_all_evidence(r, root);
    }
    json_decref(root);
    return is_read;
}
