/* What generations did to accounts is taken back, one after the other, and leaves no body behind.
 */
#include "analyzer/run/state/state_parts.h"
#include "tests/units/log_folder.h"

TestSuite(state_undo, .init = make_log_folder, .fini = remove_log_folder, .timeout = 60);

enum { PEOPLE = 6, NIGHTS = 24, REST_MAX = 200 };

/* A record is any bytes here; empty: there is none. */
struct known {
    char body[PEOPLE][REST_MAX], rest[PEOPLE][REST_MAX];
};

static uint64_t next(uint64_t *dice)
{
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    return *dice;
}

static slice name_of(int who)
{
    static const char names[] = "annbencleodorezoe";

    return slice_of(names + 3 * (size_t)(who % 5), who < 5 ? 3 : 2);
}

static void open_at(struct state *s, int64_t newest, int64_t base)
{
    struct err err;

    cr_assert(state_open(s, "state", STORE_RUN, &err), "%s", err.text);
    s->newest = newest;
    s->base = base;
    cr_assert(state_go_back(s));
}

static void commit(struct state *s)
{
    struct err err;

    state_write_accounts(s);
    state_forget_undo(s);
    cr_assert(store_commit(&s->store, &err), "%s", err.text);
    state_close(s);
}

/* One byte of the rest, or all of it with another body, or no record any more. */
static void change(char *body, char *rest, uint64_t *dice)
{
    uint64_t how = next(dice) % 8;

    if (*rest && how < 5) {
        rest[next(dice) % strlen(rest)] = (char)('a' + next(dice) % 26);
        return;
    }
    (void)snprintf(rest, REST_MAX, "%0*d", how == 5 ? 0 : (int)(next(dice) % 150) + 1, 7);
    *rest = how == 5 ? '\0' : *rest;
    (void)snprintf(body, REST_MAX, "%s%ju", how == 5 ? "" : "body ", (uintmax_t)next(dice));
    *body = how == 5 ? '\0' : *body;
}

static void keep(struct state *s, int who, const char *body, const char *rest)
{
    const struct state_account *a = state_account(s, name_of(who));
    struct record r = { 0 };

    if (!slice_eq(a->body, slice_str(body)))
        buf_add(&r.body, slice_str(body));
    buf_add(&r.rest, slice_str(rest));
    state_keep_account(s, a, &r, 7);
    record_free(&r);
}

static void learn(struct state *s, struct known *k, uint64_t *dice)
{
    for (int who = 0; who < PEOPLE; who++) {
        if (next(dice) % 3 == 0)
            continue;
        change(k->body[who], k->rest[who], dice);
        keep(s, who, k->body[who], k->rest[who]);
    }
    commit(s);
}

static int64_t count(struct state *s, const char *sql)
{
    sqlite3_stmt *st = store_statement(&s->store, sql);
    int64_t n = store_step(&s->store, st) ? store_int(st, 0) : -1;

    (void)sqlite3_finalize(st);
    return n;
}

static void expect_known(struct state *s, const struct known *k, int64_t at)
{
    int64_t bodies = 0;

    for (int who = 0; who < PEOPLE; who++) {
        struct state_pieces pieces = state_look_at(s, name_of(who));

        cr_expect(slice_eq(pieces.rest, slice_str(k->rest[who])), "%d at %jd", who, (intmax_t)at);
        cr_expect(slice_eq(pieces.body, slice_str(k->body[who])), "%d at %jd", who, (intmax_t)at);
        bodies += k->body[who][0] != '\0';
    }
    cr_expect_eq(count(s, "SELECT count(*) FROM account WHERE body <> 0"), bodies);
    cr_expect_eq(count(s, "SELECT count(*) FROM account WHERE body NOT IN (SELECT id FROM body) "
                          "AND body <> 0"),
                 0);
}

Test(state_undo, every_kept_generation_comes_back)
{
    static struct known known[NIGHTS + 1];
    uint64_t dice = 3;
    struct state s;

    for (int64_t night = 0; night < NIGHTS; night++) {
        known[night + 1] = known[night];
        open_at(&s, night, night);
        learn(&s, &known[night + 1], &dice);
        if (night % 5 == 4) { /* the same once more, with other news */
            open_at(&s, night + 1, night);
            expect_known(&s, &known[night], night);
            known[night + 1] = known[night];
            learn(&s, &known[night + 1], &dice);
        }
    }
    for (int64_t base = NIGHTS; base >= NIGHTS - GENERATIONS_KEPT; base--) {
        open_at(&s, NIGHTS, base);
        expect_known(&s, &known[base], base);
        state_close(&s); /* not committed: the next one starts from the newest again */
    }
    open_at(&s, NIGHTS, NIGHTS - GENERATIONS_KEPT);
    cr_expect_eq(count(&s, "SELECT count(*) FROM undo"), 0);
    cr_expect_eq(count(&s, "SELECT count(*) FROM body"),
                 count(&s, "SELECT count(*) FROM account WHERE body <> 0"), "bodies are left");
    state_close(&s);
}

/* A row for each account and generation, with all that was found. */
Test(state_undo, what_version_8_kept_comes_back)
{
    struct state s;

    open_at(&s, 0, 0);
    cr_assert(store_do(&s.store,
                       "CREATE TABLE undo_rows(generation, name, packed);"
                       "INSERT INTO account(name, packed) VALUES('ann', CAST('third' AS BLOB)),"
                       "('ben', CAST('only' AS BLOB));"
                       "INSERT INTO undo_rows VALUES(1, 'ann', NULL), (2, 'ann', 'first'),"
                       "(3, 'ann', 'second'), (3, 'ben', NULL)"));
    commit(&s);
    open_at(&s, 3, 3);
    cr_expect_eq(count(&s, "SELECT count(*) FROM sqlite_schema WHERE name = 'undo_rows'"), 0);
    state_close(&s);
    open_at(&s, 3, 2);
    cr_expect(slice_eq(state_look_at(&s, SLICE("ann")).rest, SLICE("second")));
    cr_expect_eq(state_look_at(&s, SLICE("ben")).rest.n, 0);
    state_close(&s);
    open_at(&s, 3, 1);
    cr_expect(slice_eq(state_look_at(&s, SLICE("ann")).rest, SLICE("first")));
    state_close(&s);
    open_at(&s, 3, 0);
    cr_expect_eq(count(&s, "SELECT count(*) FROM account"), 0);
    state_close(&s);
}
