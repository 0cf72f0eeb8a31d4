#ifndef RUN_STORE_H
#define RUN_STORE_H

/*
 * store - the state's SQLite file: opened, checked, written in one transaction
 *
 * A run holds the file's write lock from store_open() on, so that a second run is told to wait
 * for the first; store_commit() makes all of it durable or nothing, and store_close() without it
 * leaves the file as it was. The file is made readable by its owner alone. One that is no state
 * file, or was written by a newer version, is refused untouched; an older one is brought up to
 * date within the run's transaction. The journal stands beside it only while it is written.
 *
 * SQL stands in the store_*.c alone. The first failure is kept: whoever reads or writes rows need
 * not look, but has to ask store_failed() before what was read is used for good.
 */

#include <sqlite3.h>

#include "analyzer/base/err.h"
#include "analyzer/base/slice.h"

enum { STORE_VERSION = 11, STORE_WAIT = 5000 /* for whoever just reads, milliseconds */ };

enum store_use {
    STORE_LOOK,   /* it must exist; nothing is written, but an interrupted run is rolled back */
    STORE_CHECK,  /* the same, of every earlier version, too, and not a byte is touched */
    STORE_CHANGE, /* it must exist */
    STORE_RUN,    /* made when there is none */
};

struct store {
    sqlite3 *db;
    const char *path;
    int64_t version; /* as it was found */
    bool has_failed;
    struct err err;
};

/* path lives as long as the store. On false there is nothing to close. */
bool store_open(struct store *s, const char *path, enum store_use use, struct err *err);

bool store_commit(struct store *s, struct err *err);
void store_close(struct store *s);

/* For what is wrong with it or around it; the first one is kept. Always false. */
bool store_fail(struct store *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* True and *err set when anything went wrong since it was opened. */
bool store_failed(const struct store *s, struct err *err);

/* A statement, NULL after a failure; all that follows takes NULL. The text is a literal. */
sqlite3_stmt *store_statement(struct store *s, const char *sql);
void store_bind_int(sqlite3_stmt *st, int at, int64_t value);
void store_bind_text(sqlite3_stmt *st, int at, slice text); /* lives until the statement is run */
void store_bind_bytes(sqlite3_stmt *st, int at, slice bytes);

/* True: there is a row. It has been reset otherwise. */
bool store_step(struct store *s, sqlite3_stmt *st);
int64_t store_int(sqlite3_stmt *st, int at);
slice store_bytes(sqlite3_stmt *st, int at); /* of text, too; lives until the next step */

/* Runs it for its effect; false after a failure. store_do() ends the statement as well. */
bool store_run(struct store *s, sqlite3_stmt *st);
bool store_do(struct store *s, const char *sql);

#endif
