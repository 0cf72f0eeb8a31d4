#ifndef RUN_PIECES_H
#define RUN_PIECES_H

/*
 * pieces - what Exim hands to syslog, made whole and counted once
 *
 * Exim cuts a record of more than 870 bytes into pieces, "[1/3] " to "[3/3] ", and one of several
 * lines, which a refusal with the headers behind it is, at their ends, "[1\6] ". Pieces of other
 * processes may stand between. Of a record the first line is made whole, with the head of its last
 * piece; all other pieces are parts. What is for several of Exim's logs comes once for each, at
 * once: the copies are repeated, unless the lines show that syslog_duplication is off.
 *
 * Not for: Exim's own files, records whose pieces are in two files.
 */

#include "analyzer/base/buf.h"
#include "analyzer/model/line.h"

enum { PIECES_OPEN = 8, PIECES_RECENT = 32, RECORD_MAX = 1 << 15 };

struct cut_record {
    struct buf text; /* of the first line, so far */
    uint64_t whose;  /* hash of host and process; 0: the slot is free */
    uint64_t next, all;
    bool is_told; /* its first line is whole: what follows is headers */
};

struct heard_line {
    uint64_t hash;
    bool is_refusal, is_doubled;
};

struct pieces {
    struct cut_record open[PIECES_OPEN];
    struct heard_line recent[PIECES_RECENT];
    size_t n_open, n_recent; /* ever */
    uint64_t alone, doubled; /* refusals, by whether a copy followed */
    struct buf whole;
};

/* A line of Exim's through syslog. True: it is a part. Otherwise text and what points into it may
   be set anew, to live until the next call, and is_repeated may be set. */
bool pieces_take(struct pieces *p, struct line *ln);
void pieces_free(struct pieces *p);

#endif
