/*
 * A rollback journal rather than a write-ahead log: the state at rest is one file, which may be
 * copied, and it is written once a run. With synchronous=EXTRA the folder is synced as well when
 * the journal goes, which is the moment of the commit. Pages of a new file are larger than SQLite
 * would make them: a night writes much, and pays for each of them.
 */
#include "analyzer/run/state/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { APPLICATION = 0x4d505354 /* "MPST", in the file's header */ };

/* What makes each version of the one before it; the first of nothing. */
static const char *const upgrades[STORE_VERSION] = {
    "CREATE TABLE generation("
    " id INTEGER PRIMARY KEY, closed INTEGER NOT NULL,"
    " ended INTEGER NOT NULL, version TEXT NOT NULL, configuration TEXT NOT NULL) STRICT;"
    "CREATE TABLE input("
    " generation INTEGER NOT NULL REFERENCES generation(id), name TEXT NOT NULL,"
    " length INTEGER NOT NULL, head_length INTEGER NOT NULL, head BLOB NOT NULL,"
    " last_at INTEGER NOT NULL, last BLOB NOT NULL) STRICT;"
    "CREATE INDEX input_generation ON input(generation);",
    "ALTER TABLE generation ADD COLUMN closed_day INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE account(name TEXT PRIMARY KEY, packed BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    /* what each generation found in the place of what it wrote; NULL: nothing */
    "CREATE TABLE undo("
    " generation INTEGER NOT NULL, name TEXT NOT NULL, packed BLOB,"
    " PRIMARY KEY(generation, name)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE mark(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
    /* number: the same for all that one log was when it was read, and grew to */
    "ALTER TABLE input ADD COLUMN number INTEGER NOT NULL DEFAULT 0;"
    "UPDATE input SET number = rowid;"
    "CREATE INDEX input_number ON input(number);"
    "CREATE TABLE carried(generation INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT;",
    "CREATE TABLE reports(folder BLOB NOT NULL, run TEXT NOT NULL) STRICT;", /* one row, or none */
    /* what each generation found, and what people decided about it, which is of no generation */
    "CREATE TABLE sighting("
    " generation INTEGER NOT NULL, id TEXT NOT NULL, account TEXT NOT NULL, detector TEXT NOT NULL,"
    " clause TEXT NOT NULL, anchor TEXT NOT NULL, pattern INTEGER NOT NULL, action TEXT NOT NULL,"
    " account_action TEXT NOT NULL, certainty TEXT NOT NULL, headline TEXT NOT NULL,"
    " first INTEGER NOT NULL, last INTEGER NOT NULL, numbers TEXT NOT NULL,"
    " PRIMARY KEY(generation, id)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX sighting_account ON sighting(account);"
    "CREATE TABLE journal("
    " number INTEGER PRIMARY KEY, at INTEGER NOT NULL, entered INTEGER NOT NULL,"
    " decider TEXT NOT NULL, second TEXT NOT NULL, judgement TEXT NOT NULL, action TEXT NOT NULL,"
    " reason TEXT NOT NULL, finding TEXT NOT NULL, account TEXT NOT NULL, detector TEXT NOT NULL,"
    " pattern TEXT NOT NULL, previous TEXT NOT NULL, own TEXT NOT NULL) STRICT;"
    "CREATE TRIGGER journal_stays BEFORE UPDATE ON journal BEGIN"
    " SELECT raise(ABORT, 'the journal is never changed'); END;"
    "CREATE TRIGGER journal_keeps BEFORE DELETE ON journal BEGIN"
    " SELECT raise(ABORT, 'nothing is taken out of the journal'); END;"
    "CREATE TRIGGER journal_grows BEFORE INSERT ON journal"
    " WHEN new.number IS NOT (SELECT count(*) + 1 FROM journal) BEGIN"
    " SELECT raise(ABORT, 'the journal grows at its end'); END;",
    /* whole in each generation: it is small, and undone by looking at the one before */
    "CREATE TABLE peers(generation INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT;",
    /* whose mail is on a day that was open then; before, their names were among the peers */
    "CREATE TABLE sender("
    " generation INTEGER NOT NULL, name TEXT NOT NULL, day INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, PRIMARY KEY(generation, name, day)) STRICT, WITHOUT ROWID;"
    "DELETE FROM peers;",
    /* due: the day on which retention has to look at it; 0: it is not known yet */
    "ALTER TABLE account ADD COLUMN due INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX account_due ON account(due);"
    /* gone: the generation that threw it away, and which brings it back when it is taken off */
    "ALTER TABLE sighting ADD COLUMN gone INTEGER;"
    "CREATE TABLE forgotten("
    " generation INTEGER NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL,"
    " PRIMARY KEY(generation, what)) STRICT, WITHOUT ROWID;",
    "ALTER TABLE account ADD COLUMN body INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE body(id INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT;"
    "ALTER TABLE undo RENAME TO undo_rows;" /* see state_upgrade.c */
    "CREATE TABLE undo(id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, packed BLOB NOT NULL)"
    " STRICT;",
    /* what is known of several accounts together, by what it is of */
    "CREATE TABLE across("
    " generation INTEGER NOT NULL, part TEXT NOT NULL, packed BLOB NOT NULL,"
    " PRIMARY KEY(generation, part)) STRICT;",
    /* what complaints about earlier mail are matched with */
    "CREATE TABLE sent("
    " generation INTEGER NOT NULL, account TEXT NOT NULL, newest INTEGER NOT NULL,"
    " packed BLOB NOT NULL) STRICT;"
    "CREATE INDEX sent_generation ON sent(generation);",
};

static const char *cause_of(const struct store *s, int code)
{
    if (code == SQLITE_BUSY)
        return "another run is at work on this state; try again when it is done";
    if (code == SQLITE_NOTADB)
        return "is no state file of mailproctor; it was left as it is";
    if (code == SQLITE_CORRUPT)
        return "is damaged; put a copy of it in its place, or move it away to begin anew";
    if (code == SQLITE_FULL)
        return "cannot be written: the disk is full";
    if (s->db && sqlite3_extended_errcode(s->db) == SQLITE_READONLY_ROLLBACK)
        return "a run was interrupted while it wrote; the next run takes back what it left, and so "
               "does `mailproctor state dump`";
    if (code == SQLITE_READONLY || code == SQLITE_PERM)
        return "cannot be written: it, or its folder, is read-only";
    return s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(code);
}

bool store_fail(struct store *s, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    if (!s->has_failed)
        (void)vsnprintf(s->err.text, sizeof(s->err.text), format, args);
    va_end(args);
    s->has_failed = true;
    return false;
}

static bool fail(struct store *s, int code)
{
    return store_fail(s, "%s: %s", s->path, cause_of(s, code & 0xff));
}

bool store_failed(const struct store *s, struct err *err)
{
    if (s->has_failed)
        *err = s->err;
    return s->has_failed;
}

sqlite3_stmt *store_statement(struct store *s, const char *sql)
{
    sqlite3_stmt *st = NULL;
    int code = s->has_failed ? SQLITE_OK : sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);

    if (code != SQLITE_OK)
        (void)fail(s, code);
    return st;
}

void store_bind_int(sqlite3_stmt *st, int at, int64_t value)
{
    if (st)
        (void)sqlite3_bind_int64(st, at, value);
}

void store_bind_text(sqlite3_stmt *st, int at, slice text)
{
    if (st)
        (void)sqlite3_bind_text64(st, at, text.n ? text.p : "", text.n, SQLITE_STATIC, SQLITE_UTF8);
}

void store_bind_bytes(sqlite3_stmt *st, int at, slice bytes)
{
    if (st)
        (void)sqlite3_bind_blob64(st, at, bytes.n ? bytes.p : "", bytes.n, SQLITE_STATIC);
}

bool store_step(struct store *s, sqlite3_stmt *st)
{
    int code = st && !s->has_failed ? sqlite3_step(st) : SQLITE_DONE;

    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        (void)fail(s, code);
    if (st)
        (void)sqlite3_reset(st);
    return false;
}

int64_t store_int(sqlite3_stmt *st, int at)
{
    return sqlite3_column_int64(st, at);
}

slice store_bytes(sqlite3_stmt *st, int at)
{
    const void *p = sqlite3_column_blob(st, at);

    return slice_of(p, p ? (size_t)sqlite3_column_bytes(st, at) : 0);
}

bool store_run(struct store *s, sqlite3_stmt *st)
{
    (void)store_step(s, st);
    return !s->has_failed;
}

bool store_do(struct store *s, const char *sql)
{
    int code = s->has_failed ? SQLITE_OK : sqlite3_exec(s->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? !s->has_failed : fail(s, code);
}

static int64_t ask(struct store *s, const char *sql)
{
    sqlite3_stmt *st = store_statement(s, sql);
    int64_t value = store_step(s, st) ? store_int(st, 0) : 0;

    (void)sqlite3_finalize(st);
    return value;
}

/* Whose file it is, before anything is written to it. */
static bool check_owner(struct store *s)
{
    int64_t tables = ask(s, "SELECT count(*) FROM sqlite_schema");
    bool is_ours = ask(s, "PRAGMA application_id") == APPLICATION;

    s->version = ask(s, "PRAGMA user_version");
    if (s->has_failed)
        return false;
    if (tables && !is_ours)
        return fail(s, SQLITE_NOTADB);
    if (s->version < 0 || (tables == 0) != (s->version == 0))
        return fail(s, SQLITE_CORRUPT);
    if (s->version <= STORE_VERSION)
        return true;
    return store_fail(s, "%s: was written by a newer version of mailproctor; it was left as it is",
                      s->path);
}

static bool upgrade(struct store *s)
{
    char marks[96];

    for (int64_t version = s->version; version < STORE_VERSION; version++)
        (void)store_do(s, upgrades[version]);
    (void)snprintf(marks, sizeof(marks), "PRAGMA application_id = %d; PRAGMA user_version = %d",
                   APPLICATION, STORE_VERSION);
    return store_do(s, marks);
}

static bool is_written(enum store_use use)
{
    return use == STORE_CHANGE || use == STORE_RUN;
}

static bool begin(struct store *s, enum store_use use)
{
    (void)sqlite3_busy_timeout(s->db, use == STORE_RUN ? 0 : STORE_WAIT);
    (void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!store_do(
            s,
            "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
            "PRAGMA page_size = 16384; PRAGMA cell_size_check = ON; PRAGMA cache_size = -65536") ||
        !check_owner(s))
        return false;
    if (s->version == 0 && use != STORE_RUN)
        return store_fail(s, "%s: nothing is remembered yet", s->path);
    if (use == STORE_LOOK && s->version != STORE_VERSION)
        return store_fail(s, "%s: is of an older version; the next run brings it up to date",
                          s->path);
    if (!is_written(use))
        return store_do(s, "BEGIN");
    (void)store_do(s, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA");
    (void)store_do(s, "BEGIN IMMEDIATE");
    /* it may have been made, or brought up to date, by somebody else meanwhile */
    return check_owner(s) && (s->version == STORE_VERSION || upgrade(s));
}

/* SQLite would make it readable by whom the umask lets. */
static bool make_file(const char *path, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return err_set(err, "%s: cannot be made: %s", path, strerror(errno));
    (void)close(fd);
    return true;
}

bool store_open(struct store *s, const char *path, enum store_use use, struct err *err)
{
    struct stat st;
    int code;

    *s = (struct store){ .path = path };
    if (stat(path, &st) != 0 && (use != STORE_RUN || errno != ENOENT))
        return err_set(err, "%s: %s", path, strerror(errno));
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return err_set(err, "%s: is not a file", path);
    if (use == STORE_RUN && !make_file(path, err))
        return false;
    code = sqlite3_open_v2(path, &s->db,
                           use == STORE_CHECK ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, NULL);
    if (code != SQLITE_OK)
        (void)fail(s, code);
    if (!s->has_failed && begin(s, use))
        return true;
    *err = s->err;
    store_close(s);
    return false;
}

bool store_commit(struct store *s, struct err *err)
{
    if (store_do(s, "COMMIT"))
        return true;
    *err = s->err;
    return false;
}

void store_close(struct store *s)
{
    (void)sqlite3_close_v2(s->db);
    s->db = NULL;
}
