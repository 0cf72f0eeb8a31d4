#ifndef RUN_STREAM_H
#define RUN_STREAM_H

/*
 * stream - one input as lines with their heads taken apart
 *
 * A plain file is looked at first and opened again when its time has come; what can be
 * read only once stays open from the look on. One that is `sparing` reads in the caller's
 * thread and holds no file between two reads, for when there are many at once.
 *
 * Not for: the order among streams (inputs), the year of a first stamp (sets).
 */

#include "analyzer/base/arena.h"
#include "analyzer/model/result.h"
#include "analyzer/run/input/file_host.h"
#include "analyzer/run/input/listing.h"
#include "analyzer/run/input/pieces.h"
#include "analyzer/run/input/rotation.h"
#include "parsers/parser.h"
#include "parsers/source.h"

enum { FRAMES_MAX = 16, STREAM_NAMES = 32 };

/* Names that its first lines have, each once; n beyond STREAM_NAMES: there are more. */
struct names {
    slice *at;
    size_t n;
};

enum framing {
    FRAMING_LINE,     /* head taken apart */
    FRAMING_PART,     /* of the record whose last line is framed as a line */
    FRAMING_NONE,     /* no frame knows this line; only text, at and when are set */
    FRAMING_TOO_LONG, /* cut at the limit */
};

struct stream {
    struct input_sum sum;
    const struct host_zones *zones; /* as in frame_context */
    const struct listed *file;
    slice host;            /* of lines that name none; the arena's */
    bool names_no_host;    /* a line took it */
    struct source *source; /* NULL: not open, or done */
    usec begins;           /* its first stamp; USEC_NONE: none was found */
    usec made;
    bool is_made_told; /* by the archive's header */
    usec not_after;    /* its first stamp, if that carries no year, is not later than this */
    usec now;          /* of its current line, never running back */
    bool is_early;     /* all its programs are: see mta */
    usec turn_at;      /* now, or later while it is a shadow (see overlap) */
    slice opening;     /* its first line that has a head; empty: none was found */
    struct names hosts, programs; /* of the lines that were looked at, if there are more inputs */
    const struct frame *frame;    /* of the line before */
    void *state;                  /* its own, of these */
    void *states[FRAMES_MAX];
    struct pieces *pieces; /* NULL: it has had no line of Exim's through syslog */
    struct line line;
    enum framing framing;
    uint32_t number; /* cite.input */
    uint32_t turn;   /* among those whose turn it is at the same time */
    struct rotation rotation;
    uint64_t skip;           /* what begins before this is of no use: an earlier run has read it */
    uint64_t weight;         /* bytes of its set, about */
    struct stream *original; /* it holds nothing but what this one holds; NULL: see twins */
    struct stream *copies, *next_copy, *next_alike;
    uint64_t copied;   /* lines that the original has, too; UINT64_MAX: they are one file */
    bool is_shadow;    /* so far it has no line that its larger kin has not */
    uint32_t in_a_row; /* repeated lines */
    bool is_over;
    bool has_line; /* read ahead by the look */
};

struct stream_options {
    struct source_options source;
    const struct host_zones *zones;
    struct file_hosts hosts; /* expected ones */
    struct arena *arena;     /* for what outlives the stream */
    bool wants_hosts;        /* of what is looked at */
};

void stream_init(struct stream *s, const struct listed *file, struct arena *arena);

/* Learns when a file was made and how it begins, then closes it unless it is read only once. */
void stream_look(struct stream *s, const struct stream_options *opt);

/* False when it cannot be opened; its sum tells why. */
bool stream_open(struct stream *s, const struct stream_options *opt);

/* Its next line into s->line and s->framing; at the end it is shut, and false. */
bool stream_next(struct stream *s, struct arena *arena);

/* For whoever reads its lines elsewhere: how far its stamps go, and what came of its source. */
void stream_note_time(struct stream *s, usec when);
void stream_take_status(struct stream *s, const struct source *source, struct arena *arena);

/* What the stamp of its opening means if it is not later than this; USEC_NONE without one. */
usec stream_dated(const struct stream *s, usec not_after);

void stream_free(struct stream *s);

#endif
