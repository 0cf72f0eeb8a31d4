#ifndef MODEL_LINE_H
#define MODEL_LINE_H

/*
 * line - one log line with its head taken apart, and where it stands
 *
 * Slices point into the line itself and live until the next line is read.
 */

#include "analyzer/base/clock.h"

/* Of the inputs of earlier runs, behind which their numbers stand. */
#define INPUT_EARLIER UINT32_C(0x80000000)

/* Where a line can be found again: reports quote it, tests re-read it. */
struct cite {
    uint32_t input;  /* index into result.inputs, or INPUT_EARLIER and its number */
    uint32_t line;   /* from 1, within the decompressed input */
    uint64_t offset; /* of its first byte, within the decompressed input */
};

/* What a line kept as evidence tells. */
enum quote_kind {
    QUOTE_ACCEPTED, /* who handed the mail in */
    QUOTE_SUBJECT,  /* what it is called */
    QUOTE_FROM,     /* whom its header From names */
    QUOTE_QUEUED,   /* its sender, size and number of recipients */
    QUOTE_OUTCOME,  /* what happened: a delivery, a bounce, a refusal */
    QUOTE_KINDS
};

extern const char *const quote_kind_names[QUOTE_KINDS];

/* A line that a message keeps until it ends, so that evidence can quote it. */
struct kept_line {
    struct cite at; /* at.line 0: none */
    usec when;
    slice raw;
};

/* A line kept as evidence. raw is empty when it is cited only and must be re-read. */
struct quote {
    struct cite at;
    usec when;
    slice raw;
    enum quote_kind kind;
};

struct line {
    slice text; /* all of it, without the newline; of a journal record what syslog would write */
    usec when;
    slice host;
    slice program;    /* as printed: "postfix/submission/smtpd"; empty: none is */
    uint32_t pid;     /* 0: not printed */
    bool is_repeated; /* it was counted before: in another input, or for Exim's mainlog */
    bool is_part;     /* belongs to the line that a later one completes */
    slice message;    /* what follows "program[pid]: " */
    struct cite at;
};

/* Every line gets exactly one; the sums stand in every report. */
enum verdict {
    VERDICT_PARSED,    /* it became facts */
    VERDICT_IGNORED,   /* known, and says nothing that counts */
    VERDICT_FOREIGN,   /* of a program that is not read */
    VERDICT_MALFORMED, /* not a log line, or one of ours that cannot be read */
    VERDICT_REPEATED,  /* it stands elsewhere, too, or it says that lines came again */
    VERDICTS
};

extern const char *const verdict_names[VERDICTS];

#endif
