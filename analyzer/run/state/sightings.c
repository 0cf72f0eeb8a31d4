#include "analyzer/run/state/sightings.h"

#include <inttypes.h>
#include <stdlib.h>

#include "analyzer/base/buf.h"
#include "analyzer/base/mem.h"

#define COLUMNS                                                                     \
    "id, account, detector, clause, anchor, certainty, headline, numbers, action, " \
    "account_action, pattern, generation, first, last"

/* Without a line there is no time. */
static usec known(usec when)
{
    return when == USEC_MAX ? USEC_NONE : when;
}

static slice numbers_text(struct buf *b, const struct finding *f)
{
    buf_clear(b);
    for (size_t i = 0; i < f->n_numbers; i++)
        buf_addf(b, "%s%s=%" PRId64, i ? " " : "", f->numbers[i].name, f->numbers[i].value);
    return buf_slice(b);
}

static void write_one(struct store *s, sqlite3_stmt *st, struct buf *b, const struct finding *f)
{
    store_bind_text(st, 1, slice_str(f->id));
    store_bind_text(st, 2, f->account->name);
    store_bind_text(st, 3, slice_str(f->detector));
    store_bind_text(st, 4, slice_str(clause_names[f->clause]));
    store_bind_text(st, 5, f->anchor);
    store_bind_text(st, 6, slice_str(certainty_names[f->certainty]));
    store_bind_text(st, 7, f->headline);
    store_bind_text(st, 8, numbers_text(b, f));
    store_bind_text(st, 9, slice_str(action_names[f->action]));
    store_bind_text(st, 10, slice_str(action_names[f->ruling->action]));
    store_bind_int(st, 11, (int64_t)f->pattern);
    store_bind_int(st, 13, known(f->first));
    store_bind_int(st, 14, f->last);
    (void)store_run(s, st);
}

void sightings_write(struct store *s, int64_t generation, const struct result *r)
{
    sqlite3_stmt *st = store_statement(s, "INSERT INTO sighting(" COLUMNS
                                          ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    struct buf b = { 0 };

    store_bind_int(st, 12, generation);
    for (size_t i = 0; i < r->n_findings; i++)
        write_one(s, st, &b, &r->findings[i]);
    for (size_t i = 0; i < r->restricted.n_findings; i++)
        write_one(s, st, &b, &r->restricted.findings[i]);
    (void)sqlite3_finalize(st);
    buf_free(&b);
}

static void run_with(struct store *s, const char *sql, int64_t generation)
{
    sqlite3_stmt *st = store_statement(s, sql);

    store_bind_int(st, 1, generation);
    (void)store_run(s, st);
    (void)sqlite3_finalize(st);
}

void sightings_forget(struct store *s, int64_t above)
{
    run_with(s, "DELETE FROM sighting WHERE generation > ?", above);
    run_with(s, "UPDATE sighting SET gone = NULL WHERE gone > ?", above);
}

/* A case goes as a whole, so many days after it was seen for the last time. */
static const char expire[] =
    "UPDATE sighting SET gone = ?1 WHERE gone IS NULL AND id IN (SELECT id FROM sighting AS s "
    "WHERE gone IS NULL GROUP BY id HAVING "
    "max(iif(last < 0, (SELECT ended FROM generation WHERE generation.id = s.generation), last)) < "
    "CASE (SELECT judgement FROM journal WHERE finding = s.id ORDER BY number DESC LIMIT 1) "
    "WHEN 'confirmed' THEN ?2 WHEN 'withdrawn' THEN ?3 ELSE ?4 END)";

uint64_t sightings_expire(struct store *s, int64_t generation, const struct sighting_terms *before)
{
    sqlite3_stmt *st = store_statement(s, expire);
    uint64_t n = 0;

    store_bind_int(st, 1, generation);
    store_bind_int(st, 2, before->confirmed);
    store_bind_int(st, 3, before->withdrawn);
    store_bind_int(st, 4, before->others);
    (void)store_run(s, st);
    (void)sqlite3_finalize(st);
    st = store_statement(s, "SELECT count(DISTINCT id) FROM sighting WHERE gone = ?");
    store_bind_int(st, 1, generation);
    if (store_step(s, st))
        n = (uint64_t)store_int(st, 0);
    (void)sqlite3_finalize(st);
    return n;
}

void sightings_drop(struct store *s, int64_t generation)
{
    run_with(s, "DELETE FROM sighting WHERE gone <= ?", generation);
}

static void take_row(sqlite3_stmt *st, struct arena *a, struct sighting *at)
{
    slice *const texts[] = { &at->id,     &at->account,       &at->detector, &at->clause,
                             &at->anchor, &at->certainty,     &at->headline, &at->numbers,
                             &at->action, &at->account_action };

    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        *texts[i] = arena_keep(a, store_bytes(st, (int)i));
    at->pattern = (uint64_t)store_int(st, 10);
    at->oldest = at->newest = store_int(st, 11);
    at->first = store_int(st, 12);
    at->last = store_int(st, 13);
}

int sightings_order(const void *x, const void *y)
{
    const struct sighting *a = x, *b = y;
    int order = slice_cmp(a->account, b->account);

    if (order == 0)
        order = slice_cmp(a->detector, b->detector);
    if (order == 0 && a->pattern != b->pattern)
        order = a->pattern < b->pattern ? -1 : 1;
    if (order == 0 && a->first != b->first)
        order = a->first < b->first ? -1 : 1;
    return order ? order : slice_cmp(a->id, b->id);
}

/* They come by id, then by generation. */
static void take_rows(struct store *s, sqlite3_stmt *st, struct arena *a, struct sightings *all)
{
    struct sighting *list = NULL, *kept, one;
    size_t n = 0, cap = 0;

    while (store_step(s, st)) {
        take_row(st, a, &one);
        if (n && slice_eq(list[n - 1].id, one.id)) {
            one.oldest = list[n - 1].oldest;
            n--;
        }
        list = mem_grow(list, &cap, n + 1, sizeof(*list));
        list[n++] = one;
    }
    (void)sqlite3_finalize(st);
    kept = arena_new(a, (n + 1) * sizeof(*kept));
    if (n)
        memcpy(kept, list, n * sizeof(*kept));
    mem_free(list);
    qsort(kept, n, sizeof(*kept), sightings_order);
    *all = (struct sightings){ kept, n };
}

#define SELECT   "SELECT " COLUMNS " FROM sighting WHERE gone IS NULL "
#define IN_ORDER "ORDER BY id, generation"

void sightings_read(struct store *s, struct arena *a, const slice *account, enum sightings_of which,
                    struct sightings *all)
{
    sqlite3_stmt *st =
        account ? store_statement(s, SELECT "AND (" SIGHTING_RESTRICTED
                                            ") = ?2 AND account = ?1 " IN_ORDER)
                : store_statement(s, SELECT "AND (" SIGHTING_RESTRICTED ") = ?2 " IN_ORDER);

    if (account)
        store_bind_text(st, 1, *account);
    store_bind_int(st, 2, which == SIGHTINGS_RESTRICTED);
    take_rows(s, st, a, all);
}

void sightings_of_generation(struct store *s, struct arena *a, int64_t generation,
                             struct sightings *all)
{
    sqlite3_stmt *st =
        store_statement(s, SELECT "AND NOT " SIGHTING_RESTRICTED " AND generation = ? " IN_ORDER);

    store_bind_int(st, 1, generation);
    take_rows(s, st, a, all);
}
