#ifndef RUN_CONTENTS_H
#define RUN_CONTENTS_H

/*
 * contents - by what an input is known again, whatever it is called and packed in
 *
 * Of the decompressed stream: a hash of its first bytes, where its last complete line stands and
 * a hash of that, and its length up to there. A file that has the same last line at the same place
 * is the same so far, and may have grown since. To tell that it is read to that place. What only
 * begins alike but is shorter, or has another line there, is told apart: what is new in it cannot
 * be told from what is not.
 */

#include "analyzer/base/sha256.h"
#include "parsers/source.h"

enum {
    CONTENT_HEAD = 4096,
    CONTENT_LINE = 1024, /* bytes of the line that are hashed */
    CONTENT_ALIKE = 64,  /* known ones that one input is compared with */
};

struct content {
    uint64_t length; /* bytes, up to the end of the last complete line */
    uint64_t head_n; /* bytes of its lines that are hashed, newlines included */
    uint64_t last_at;
    uint8_t head[SHA256_BYTES], last[SHA256_BYTES];
};

enum content_is {
    CONTENT_NEW,
    CONTENT_SAME,
    CONTENT_GROWN,
    CONTENT_SHORTER, /* than what begins like it */
    CONTENT_ALTERED, /* it begins like one and goes on in another way */
    CONTENT_KINDS
};

/* What was read before; `is` and `found` are set for the input that is looked at. */
struct content_known {
    struct content content;
    int64_t generation;
    int64_t number; /* the same for all that one log was when it was read, and grew to */
};

struct contents_look {
    const struct content_known *known; /* NULL with n 0: nothing */
    size_t n;
    struct content content;
    enum content_is is;
    size_t found;                  /* number of the known one that it is; unless it is new */
    uint32_t parts[CONTENT_ALIKE]; /* numbers of all that it is, or was */
    size_t n_parts;
};

/* Reads the input to its end. False: it cannot be opened. What is torn counts as far as it can
   be read. */
bool contents_look(struct contents_look *look, const char *path, const struct source_options *opt,
                   struct err *err);

#endif
