#ifndef PARSERS_PARSER_H
#define PARSERS_PARSER_H

/*
 * parser - the three plug-in tables that turn bytes into facts
 *
 * A plug-in is one constant table and a few static functions. It allocates nothing
 * of its own but what a library needs inside its declared state, does no I/O and never
 * aborts on input.
 *
 * To add one: a file codec_NAME.c, frame_NAME.c or mta_NAME.c with its table, a line in
 * list.inc, a folder of cases. A file that is not listed stops the build.
 */

#include "analyzer/model/facts.h"
#include "analyzer/model/host_zone.h"
#include "analyzer/model/line.h"

/* Compressed bytes to bytes, streaming. */
enum flow {
    FLOW_MORE,  /* give me more input, or more room */
    FLOW_END,   /* member or frame complete; what follows may be another */
    FLOW_TORN,  /* the bytes are damaged from here on */
    FLOW_LARGE, /* to go on would take more memory than a codec may have */
};

struct span { /* room to write to */
    char *p;
    size_t n;
};

struct codec {
    const char *name;
    int (*bid)(slice head); /* bytes of magic verified; 0: not mine */
    size_t state_size;      /* zeroed by the caller, kept between calls of one input */
    /* Takes bytes from the front of *in, writes to the front of *out, shrinking both. After
       FLOW_END the next call begins a new member. NULL state functions: nothing to do. */
    enum flow (*read)(void *state, slice *in, struct span *out);
    void (*close)(void *state);          /* gives back what the library holds */
    bool (*made)(slice head, usec *out); /* when it was packed, if its header says; may be NULL */
};

/* What a frame may need to know beyond the line. */
struct frame_context {
    usec not_after; /* stamps without a year are dated so that the first is not later than this */
    const struct host_zones *zones; /* NULL: stamps without a zone are all in the site's */
    slice host; /* whose file it is, where lines name no host; lives as long as the run */
};

struct frame {
    const char *name;
    int (*bid)(slice line); /* 0: not mine; asked again when split fails */
    size_t state_size;      /* zeroed at the start of each input */
    /* Fills when, host, program, pid and message of *out; text and at are set, and may be set
       anew to what lives in the state until the next call. Or sets is_part alone. Host and
       program may lie outside of the line: then they live as long as the run. */
    bool (*split)(void *state, const struct frame_context *ctx, slice text, struct line *out);
};

struct mta {
    const char *name;
    bool has_daemons;   /* its programs are named "server/daemon" */
    bool ends_silently; /* no line says that a message left the queue */
    bool is_companion;  /* it has no queue: its facts have no queue_id, but may be about other
                           servers' entries */
    bool is_early;      /* a companion that speaks of mail before its server has queued it: of one
                           time lines in a file of its own go first */
    /* Which of its programs this is, in its own numbers; 0: none. Asked once, then remembered. */
    unsigned (*claims)(slice program);
    /* A pure function of the line and of what claims() said. out->n is 0 on entry. */
    enum verdict (*parse)(unsigned program, const struct line *ln, struct facts *out);
};

/* NULL-terminated, in the order of list.inc. */
extern const struct codec *const codecs[];
extern const struct frame *const frames[];
extern const struct mta *const mtas[];

#endif
