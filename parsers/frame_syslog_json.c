/*
 * {"timereported":"2026-03-02T10:00:00.123456+01:00","hostname":"mx1","syslogtag":"postfix/smtpd[9]:",
 *  "app-name":"postfix","procid":"9","msg":" message", ...}
 *
 * A record a line, as rsyslog writes its messages with %jsonmesg% and with templates of the usual
 * names, and syslog-ng with $(format-json --scope rfc5424). Its names differ from site to site:
 * those below are read. The tag says more than app-name, which rsyslog cuts at a '/'. Seen of
 * rsyslog 8.2302; of syslog-ng from its documentation.
 *
 * Blind to: records that name no program (rsyslog's StdJSONFmt), and names within objects.
 */
#include <jansson.h>

#include "parsers/journal.h"
#include "parsers/stamp.h"
#include "parsers/text.h"

struct records {
    struct journal journal;
    struct stamp stamp;
};

enum part { PART_WHEN, PART_HOST, PART_TAG, PART_PROGRAM, PART_PID, PART_TEXT, PARTS };

/* The first that is there counts. */
static const slice names[PARTS][6] = {
    [PART_WHEN] = { WORDS("timereported"), WORDS("@timestamp"), WORDS("timestamp"),
                    WORDS("ISODATE"), WORDS("DATE"), WORDS("time") },
    [PART_HOST] = { WORDS("hostname"), WORDS("sysloghost"), WORDS("HOST"), WORDS("host"),
                    WORDS("fromhost"), WORDS("source") },
    [PART_TAG] = { WORDS("syslogtag"), WORDS("tag"), WORDS("syslog-tag") },
    [PART_PROGRAM] = { WORDS("app-name"), WORDS("appname"), WORDS("PROGRAM"), WORDS("program"),
                       WORDS("programname"), WORDS("ident") },
    [PART_PID] = { WORDS("procid"), WORDS("PID"), WORDS("pid") },
    [PART_TEXT] = { WORDS("msg"), WORDS("message"), WORDS("MESSAGE"), WORDS("@message") },
};

/* As a key: in quotes. */
static bool has_key(slice line, slice name)
{
    size_t at;

    while ((at = slice_find_str(line, name)) < line.n) {
        bool is_quoted =
            at > 0 && line.p[at - 1] == '"' && at + name.n < line.n && line.p[at + name.n] == '"';

        if (is_quoted)
            return true;
        line = slice_skip(line, at + name.n);
    }
    return false;
}

static bool has_part(slice line, enum part part)
{
    for (size_t i = 0; i < 6 && names[part][i].n; i++)
        if (has_key(line, names[part][i]))
            return true;
    return false;
}

/* Less than journald's records, which have the same key for the text. */
static int bid(slice line)
{
    if (line.n == 0 || line.p[0] != '{' || !has_part(line, PART_TEXT) || !has_part(line, PART_WHEN))
        return 0;
    return (int)(sizeof("{\"msg\"") - 1);
}

static slice part_of(const json_t *record, enum part part)
{
    for (size_t i = 0; i < 6 && names[part][i].n; i++) {
        const json_t *value = json_object_get(record, names[part][i].p);

        if (json_is_string(value))
            return slice_of(json_string_value(value), json_string_length(value));
    }
    return slice_of(NULL, 0);
}

/* "postfix/smtpd[9]:" */
static void take_tag(slice tag, slice *program, slice *pid)
{
    size_t bracket;

    if (tag.n && tag.p[tag.n - 1] == ':')
        tag.n--;
    bracket = slice_rfind(tag, '[');
    if (bracket < tag.n && tag.p[tag.n - 1] == ']') {
        *pid = slice_head(slice_skip(tag, bracket + 1), tag.n - bracket - 2);
        tag = slice_head(tag, bracket);
    }
    if (tag.n)
        *program = tag;
}

static bool take_record(struct records *state, const json_t *record, struct cite at)
{
    struct journal *j = &state->journal;
    slice when = part_of(record, PART_WHEN);
    slice program = part_of(record, PART_PROGRAM), pid = part_of(record, PART_PID);
    slice text = part_of(record, PART_TEXT);

    take_tag(part_of(record, PART_TAG), &program, &pid);
    journal_field(j, SLICE("_HOSTNAME"), part_of(record, PART_HOST), at);
    journal_field(j, SLICE("SYSLOG_IDENTIFIER"), program, at);
    journal_field(j, SLICE("SYSLOG_PID"), pid, at);
    journal_field(j, SLICE("MESSAGE"), slice_skip(text, text.n && text.p[0] == ' '), at);
    return j->host_n && stamp_take(&state->stamp, &when, &j->sent);
}

static bool split(void *state, const struct frame_context *ctx, slice text, struct line *out)
{
    struct records *in = state;
    json_t *record = json_loadb(text.p, text.n, JSON_ALLOW_NUL, NULL);
    bool is_line;

    (void)ctx;
    journal_begin(&in->journal);
    is_line = json_is_object(record) && take_record(in, record, out->at) &&
              journal_line(&in->journal, out);
    json_decref(record);
    return is_line;
}

const struct frame frame_syslog_json = {
    .name = "syslog-json",
    .bid = bid,
    .state_size = sizeof(struct records),
    .split = split,
};
