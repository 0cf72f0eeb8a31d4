#ifndef REPORTS_STEPS_WORDS_H
#define REPORTS_STEPS_WORDS_H

/*
 * steps_words - how each server holds mail and suspends a login
 *
 * To add one: its functions and a row in steps_words.c, and try them on a real one. Functions get
 * names that are plain (shell_is_plain), and leave out ids that are not.
 */
#include "analyzer/base/buf.h"
#include "analyzer/model/queued.h"

/* Queue entries of one instance. */
struct held {
    const struct queued *at;
    size_t n;
    const char *finding; /* its id */
    bool is_undone;      /* release them instead */
};

struct server_words {
    const char *server;
    void (*hold)(struct buf *b, const struct held *held);        /* NULL: it has no queue */
    void (*suspend)(struct buf *b, slice login, bool is_undone); /* NULL: not known */
    const char *needs; /* what has to be there once, for suspend */
};

/* NULL: not known. */
const struct server_words *server_words_find(const char *server);
const struct server_words *server_words_of(slice server);

#endif
