#ifndef PARSERS_SOURCE_H
#define PARSERS_SOURCE_H

/*
 * source - an input as a stream of lines, whatever it is packed in
 *
 * Recognises the codec by content, never by name. Decompresses in a read-ahead thread
 * of its own. Concatenated members and frames are one stream. A torn
 * archive yields what is readable, then ends with `trouble` set: which byte offset of
 * the file, and why; bytes behind a complete member that are no further member count
 * as torn too. Lines end with \n; a last line without one is still a line; one \r
 * before \n is cut off. A hole of 16 NUL bytes or more, as a crash leaves it in the last
 * block that was not written, ends a line too and is no line itself: what was logged behind
 * it is read. Fewer are skipped at a line's ends and kept within it. Longer than line_max:
 * the first line_max bytes are handed out with is_too_long set, the rest of that line is
 * skipped. Nothing else is interpreted.
 *
 * Not for: stamps, order, several inputs (analyzer/run/inputs).
 */

#include "analyzer/base/err.h"
#include "analyzer/model/line.h"

struct source;

struct source_options {
    size_t line_max;    /* bytes; 0: 65,536 */
    size_t read_size;   /* bytes asked of the file at once; 0: 256 KB; tests use 1 */
    uint64_t ratio_max; /* times its size that an archive may unpack to; 0: 500 */
    uint64_t look;      /* for a look at its beginning: ends after this many bytes; 0: never */
    bool is_sparing;    /* one of many: no thread, little memory, no open file between reads */
};

struct source_status {
    const char *codec;  /* "plain", "gzip", "zstd", "xz", "bzip2" */
    uint64_t bytes_in;  /* read from the file so far (by the reader, ahead of the lines) */
    uint64_t file_size; /* 0: not known (a pipe) */
    uint64_t bytes_out; /* handed out as lines, with what stands between them */
    uint64_t nul_bytes; /* of these: skipped between lines and at their ends */
    uint64_t nul_first, nul_places; /* offset of the first; how many runs of them */
    bool is_torn;
    const char *trouble; /* "" or a sentence with the offset; lives as long as the source */
    usec made;           /* gzip header time, else file time; USEC_NONE for a pipe */
    bool is_made_told;   /* by the header */
};

/* "-" is standard input. NULL and err when it cannot be opened or its first bytes not read. */
struct source *source_open(const char *path, const struct source_options *opt, struct err *err);

/* False at the end. *text lives until the next call; *offset is that of its first byte in the
   decompressed stream. The read-ahead thread starts with the first call, unless it is sparing. */
bool source_next(struct source *s, slice *text, uint64_t *offset, bool *is_too_long);

struct source_status source_status(const struct source *s);
void source_close(struct source *s);

#endif
