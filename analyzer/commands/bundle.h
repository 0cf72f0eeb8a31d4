#ifndef COMMANDS_BUNDLE_H
#define COMMANDS_BUNDLE_H

/*
 * bundle - one finding with all that it rests on, as a file that can be handed on and checked
 *
 * A tar.zst of finding.txt (as explain prints it), findings.ndjson (all findings of its account),
 * run.json, lines.ndjson (each line they cite, read again from the logs), site/ (the site's files)
 * and manifest.json (hashes of the other members, of the logs and of the site's files).
 */
#include "analyzer/commands/stored.h"

/* A line that is cited, and what stands at its place. */
struct cited {
    slice file;
    uint32_t line;
    uint64_t offset;
    slice said;  /* by the report; empty: it has no text */
    slice found; /* in the log, its UTF-8 repaired as in the report; owned by the list */
    bool is_there;
};

struct cited_list {
    struct cited *at;
    size_t n, cap;
};

/* All lines that these findings cite, each once; slices are the findings'. */
void cited_add(struct cited_list *list, const json_t *finding);

/* Looks all of them up; a file is also found where only its folder is another, if is_elsewhere. */
void cited_read(struct cited_list *list, const char *const *paths, size_t n, bool is_elsewhere);
void cited_free(struct cited_list *list);

/* Of a whole file, in hex; false: it cannot be read. */
bool bundle_hash_file(const char *path, char hex[65], int64_t *bytes);
void bundle_hash(slice s, char hex[65]);

/* Escaped, on standard error; always false. */
bool bundle_tell(const char *what, slice about);

/* Each returns the exit status. */
int bundle_make(const char *finding, const char *folder, const char *to);
int bundle_check(const char *path, const char *const *inputs, size_t n);

#endif
