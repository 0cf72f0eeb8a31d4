#ifndef RUN_LISTING_H
#define RUN_LISTING_H

/*
 * listing - which files the arguments of a run mean
 *
 * A folder means the regular files in it and in the folders below it. Links to files are
 * followed, links to folders are not, so that no loop can be walked. What is left out is
 * kept by why; what cannot be looked into is listed with its trouble. Files stand in the
 * order of their paths' bytes: neither the order of arguments nor the file system's shows.
 *
 * Not for: what is in the files. Whoever looks there takes out what is no log.
 */

#include "analyzer/base/arena.h"
#include "analyzer/base/clock.h"

enum { LISTING_LEVELS = 8, LISTING_FILES = 100000, LEFT_OUT_NAMED = 3 };

/* Why a file or folder is not read; the first few may have been meant to be. */
enum left_out {
    LEFT_OUT_NO_LOG,
    LEFT_OUT_LINKED, /* a folder behind a link */
    LEFT_OUT_DEEP,
    LEFT_OUT_KNOWN,   /* a folder that is read already */
    LEFT_OUT_SPECIAL, /* socket, pipe, device */
    LEFT_OUT_HIDDEN,
    LEFT_OUT_KINDS
};

struct omission {
    uint64_t n;
    slice names[LEFT_OUT_NAMED]; /* the first of them */
};

struct listed_folder { /* an argument */
    const char *path;
    size_t files;  /* listed below it, and not taken out */
    bool is_known; /* it is read as a part of another */
};

struct listed {
    const char *path;
    slice trouble;                /* empty, or why it cannot be read */
    struct listed_folder *folder; /* it was found there; NULL: it is an argument itself */
    bool is_file, is_link;        /* a plain file; reached by a link */
    uint64_t device, inode, size; /* of a plain file */
};

struct listing {
    struct listed *files;
    size_t n, cap;
    struct listed_folder *folders;
    size_t n_folders;
    struct omission left_out[LEFT_OUT_KINDS];
    struct arena *arena; /* holds the names */
};

void listing_read(struct listing *l, const char *const *args, size_t n);

/* Notes that one of the files is left out after all. The caller drops it. */
void listing_leave_out(struct listing *l, enum left_out why, const struct listed *file);

/* A sentence on what was left out for one of these reasons, in the arena; empty: nothing was. */
slice listing_told(const struct listing *l, enum left_out first, enum left_out last);
void listing_free(struct listing *l);

#endif
