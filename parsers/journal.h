#ifndef PARSERS_JOURNAL_H
#define PARSERS_JOURNAL_H

/*
 * journal - a record of journald as the line that syslog would have written
 *
 * Takes fields by name, in any order, and makes of them
 * "2026-03-02T09:00:00.123456+00:00 host program[pid]: message": that stands for the
 * record wherever a line is quoted, while its place is that of the record's message.
 * Line breaks within a message become blanks, what is longer than a field may be is cut.
 * Zeroed it is empty; owns nothing.
 *
 * Not for: how records are written (frame_journal_json, frame_journal_export).
 */

#include "analyzer/model/line.h"

enum { JOURNAL_HEAD = 512, JOURNAL_MESSAGE = 65536, JOURNAL_HOST = 255, JOURNAL_PROGRAM = 128 };

struct journal {
    usec received, sent; /* 0: not told; sent: as its program's stamp has it */
    uint64_t pid, syslog_pid;
    char host[JOURNAL_HOST], program[JOURNAL_PROGRAM], command[JOURNAL_PROGRAM];
    size_t host_n, program_n, command_n, message_n;
    bool has_fields;
    struct cite at; /* of its message */
    char text[JOURNAL_HEAD + JOURNAL_MESSAGE];
};

/* The next record begins. */
void journal_begin(struct journal *j);

/* One of its fields; `at` is where it stands. Those that a line does not need are passed over. */
void journal_field(struct journal *j, slice name, slice value, struct cite at);

/* More of its message. */
void journal_add_message(struct journal *j, slice more);

/* The whole record as a line whose slices live in j; false: it has no time or no program. */
bool journal_line(struct journal *j, struct line *out);

#endif
