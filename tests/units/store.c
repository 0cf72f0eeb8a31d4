/* The state's file: whose it is, who may read it, what is left of a run that fails. */
#include "analyzer/run/state/store.h"

#include "tests/units/log_folder.h"

TestSuite(store, .init = make_log_folder, .fini = remove_log_folder, .timeout = 60);

static void expect_refused(const char *path, enum store_use use, const char *why)
{
    struct store s;
    struct err err;

    cr_assert_not(store_open(&s, path, use, &err), "%s", path);
    cr_expect(strstr(err.text, why) && strstr(err.text, path), "%s", err.text);
}

static void open_store(struct store *s, enum store_use use)
{
    struct err err;

    cr_assert(store_open(s, "state", use, &err), "%s", err.text);
}

static int64_t count_generations(struct store *s)
{
    sqlite3_stmt *st = store_statement(s, "SELECT count(*) FROM generation");
    int64_t n = store_step(s, st) ? store_int(st, 0) : -1;

    (void)sqlite3_finalize(st);
    return n;
}

static void add_generation(struct store *s)
{
    cr_assert(store_do(s, "INSERT INTO generation VALUES(1, 2, 3, 'version', 'policy', 0)"));
}

Test(store, is_made_for_its_owner_alone)
{
    struct store s;
    struct err err;
    struct stat st;

    (void)umask(0);
    open_store(&s, STORE_RUN);
    add_generation(&s);
    cr_assert(store_commit(&s, &err));
    store_close(&s);
    cr_assert(stat("state", &st) == 0);
    cr_expect_eq(st.st_mode & 0777, 0600);
    cr_expect(access("state-journal", F_OK) != 0);
    open_store(&s, STORE_LOOK);
    cr_expect_eq(count_generations(&s), 1);
    store_close(&s);
}

Test(store, without_a_commit_nothing_was)
{
    struct store s;

    open_store(&s, STORE_RUN);
    add_generation(&s);
    store_close(&s);
    open_store(&s, STORE_RUN);
    cr_expect_eq(count_generations(&s), 0);
    store_close(&s);
}

Test(store, one_run_at_a_time)
{
    struct store s, other;
    struct err err;

    open_store(&s, STORE_RUN);
    add_generation(&s);
    expect_refused("state", STORE_RUN, "another run");
    cr_assert(store_commit(&s, &err));
    store_close(&s);
    open_store(&s, STORE_RUN);
    open_store(&other, STORE_LOOK); /* whoever looks sees what was committed */
    cr_expect_eq(count_generations(&other), 1);
    store_close(&other);
    store_close(&s);
}

static void make_foreign(const char *path, const char *sql)
{
    sqlite3 *db;

    cr_assert(sqlite3_open(path, &db) == SQLITE_OK);
    cr_assert(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    (void)sqlite3_close(db);
}

static slice bytes_of(const char *path, struct buf *b)
{
    char chunk[4096];
    FILE *f = fopen(path, "rb");
    size_t n;

    cr_assert(f);
    buf_clear(b);
    while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
        buf_add(b, slice_of(chunk, n));
    (void)fclose(f);
    return buf_slice(b);
}

static void expect_untouched(const char *path, const char *why)
{
    struct buf before = { 0 }, after = { 0 };

    (void)bytes_of(path, &before);
    expect_refused(path, STORE_RUN, why);
    expect_refused(path, STORE_LOOK, why);
    cr_expect(slice_eq(buf_slice(&before), bytes_of(path, &after)), "%s was touched", path);
    buf_free(&before);
    buf_free(&after);
}

Test(store, files_of_others_are_left_alone)
{
    put("text", "Dear diary, this is no database, however long this line may get.\n");
    expect_untouched("text", "no state file");
    make_foreign("foreign", "CREATE TABLE dear_diary(line)");
    expect_untouched("foreign", "no state file");
    make_foreign("newer", "PRAGMA application_id = 1297109844; PRAGMA user_version = 99;"
                          "CREATE TABLE generation(id)");
    expect_untouched("newer", "newer version");
    cr_assert(mkdir("folder", 0700) == 0);
    expect_refused("folder", STORE_RUN, "is not a file");
    expect_refused("nowhere", STORE_LOOK, "No such file");
    expect_refused("nowhere/state", STORE_RUN, "No such file");
}

/* As the first version left it; the rows stay. */
Test(store, an_older_one_is_brought_up_to_date)
{
    struct store s;
    struct err err;

    make_foreign("state",
                 "PRAGMA application_id = 1297109844; PRAGMA user_version = 1;"
                 "CREATE TABLE generation(id INTEGER PRIMARY KEY, closed INTEGER NOT NULL,"
                 " ended INTEGER NOT NULL, version TEXT NOT NULL, configuration TEXT NOT NULL)"
                 " STRICT; INSERT INTO generation VALUES(1, 2, 3, 'version', 'policy');"
                 "CREATE TABLE input(generation INTEGER NOT NULL) STRICT");
    expect_refused("state", STORE_LOOK, "older version");
    open_store(&s, STORE_RUN);
    cr_expect(store_do(&s, "INSERT INTO account(name, packed) VALUES('ann', x'00')"));
    cr_expect_eq(count_generations(&s), 1);
    cr_assert(store_commit(&s, &err));
    store_close(&s);
    open_store(&s, STORE_LOOK);
    store_close(&s);
}

Test(store, damage_is_told)
{
    struct store s;
    struct err err;
    struct buf b = { 0 };

    open_store(&s, STORE_RUN);
    add_generation(&s);
    cr_assert(store_commit(&s, &err));
    store_close(&s);
    (void)bytes_of("state", &b);
    memset(b.p + 16384, 'x', b.n - 16384);
    put_bytes("state", buf_slice(&b));
    open_store(&s, STORE_LOOK);
    (void)count_generations(&s);
    cr_expect(store_failed(&s, &err) && strstr(err.text, "state: is damaged"), "%s", err.text);
    store_close(&s);
    buf_free(&b);
}

Test(store, the_first_failure_is_kept)
{
    struct store s;
    struct err err;

    open_store(&s, STORE_RUN);
    cr_expect_not(store_failed(&s, &err));
    cr_expect_not(store_do(&s, "INSERT INTO nowhere VALUES(1)"));
    cr_expect_not(store_do(&s, "no SQL"));
    cr_expect_null(store_statement(&s, "SELECT 1"));
    cr_expect(store_failed(&s, &err) && strstr(err.text, "nowhere"), "%s", err.text);
    cr_expect_not(store_commit(&s, &err));
    store_close(&s);
}
