/*
 * {"__REALTIME_TIMESTAMP":"1772442000123456","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":"postfix/smtpd",
 *  "SYSLOG_PID":"9","MESSAGE":"message", ...}
 *
 * journalctl -o json: a record a line; and -o json-seq, which puts a record separator in front.
 * Text that is no UTF-8 or holds control bytes is an array of bytes, a field that comes several
 * times is an array of its values, and one of 4,096 bytes or more is null unless journalctl
 * was told --all: such a message is there, and empty. Seen of systemd 252.
 *
 * Blind to: -o json-pretty and -o json-sse, which people and browsers read.
 */
#include <jansson.h>

#include "parsers/journal.h"
#include "parsers/text.h"

static slice skip_separator(slice line)
{
    return line.n && line.p[0] == '\x1e' ? slice_skip(line, 1) : line;
}

static int bid(slice line)
{
    static const slice name = WORDS("\"__REALTIME_TIMESTAMP\"");
    slice rest = skip_separator(line);

    if (rest.n == 0 || rest.p[0] != '{' || slice_find_str(rest, name) == rest.n)
        return 0;
    return (int)name.n + 1;
}

static void add_bytes(struct journal *j, const json_t *bytes)
{
    const json_t *byte;
    size_t i;

    json_array_foreach(bytes, i, byte)
    {
        char c = (char)json_integer_value(byte);

        journal_add_message(j, slice_of(&c, 1));
    }
}

/* Of several values the first. */
static void take_value(struct journal *j, slice name, const json_t *value, struct cite at)
{
    if (json_is_array(value) && !json_is_integer(json_array_get(value, 0)))
        value = json_array_get(value, 0);
    if (json_is_string(value)) {
        journal_field(j, name, slice_of(json_string_value(value), json_string_length(value)), at);
        return;
    }
    journal_field(j, name, slice_of(NULL, 0), at);
    if (json_is_array(value) && slice_eq(name, SLICE("MESSAGE")))
        add_bytes(j, value);
}

static bool split(void *state, const struct frame_context *ctx, slice text, struct line *out)
{
    slice rest = skip_separator(text);
    struct journal *j = state;
    json_t *record = json_loadb(rest.p, rest.n, JSON_ALLOW_NUL, NULL);
    const char *name;
    json_t *value;
    bool is_line;

    (void)ctx;
    journal_begin(j);
    json_object_foreach(record, name, value) take_value(j, slice_str(name), value, out->at);
    is_line = json_is_object(record) && journal_line(j, out);
    json_decref(record);
    return is_line;
}

const struct frame frame_journal_json = {
    .name = "journal-json",
    .bid = bid,
    .state_size = sizeof(struct journal),
    .split = split,
};
