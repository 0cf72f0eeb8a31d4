/* Names are tried as redact.c made their pseudonyms: folded, with their kind. */
#include "analyzer/run/state/state_name.h"

#include <stdio.h>

#include "analyzer/run/state/personal.h"
#include "analyzer/run/state/pseudonym.h"
#include "analyzer/run/state/state_parts.h"

static const char *const kinds[] = { "account", "host", "person", "subject", "address", "record" };

enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

struct search {
    const uint8_t *key;
    slice wanted; /* without the domain of an address */
    struct out *out;
    struct map told; /* kept texts */
    struct arena arena;
    uint64_t n;
};

static bool is_same(const void *value, const void *key)
{
    return slice_eq(*(const slice *)value, *(const slice *)key);
}

static void tell(struct search *x, slice name)
{
    slice *kept;

    if (map_find(&x->told, hash_slice(name), &name))
        return;
    kept = arena_new(&x->arena, sizeof(*kept));
    *kept = arena_keep(&x->arena, name);
    map_add(&x->told, hash_slice(name), kept);
    out_text(x->out, name);
    out_lit(x->out, "\n");
    x->n++;
}

static void attempt(struct search *x, slice name)
{
    char text[PSEUDONYM_BYTES];
    struct buf folded = { 0 };

    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] + ('a' - 'A')) : name.p[i];

        buf_add(&folded, slice_of(&c, 1));
    }
    for (size_t i = 0; i < KINDS; i++)
        if (slice_eq(slice_str(pseudonym(x->key, kinds[i], buf_slice(&folded), text)), x->wanted))
            tell(x, name);
    if (slice_eq(slice_str(pseudonym_of_id(x->key, name, text)), x->wanted))
        tell(x, name);
    buf_free(&folded);
}

static void attempt_rows(struct search *x, struct store *s, const char *sql)
{
    sqlite3_stmt *st = store_statement(s, sql);

    while (store_step(s, st))
        attempt(x, store_bytes(st, 0));
    (void)sqlite3_finalize(st);
}

static void attempt_state(struct search *x, struct store *s)
{
    char sql[128];

    for (const struct personal *p = personal; p->table; p++) {
        if (!p->name)
            continue;
        (void)snprintf(sql, sizeof(sql), "SELECT DISTINCT %s FROM %s ORDER BY 1", p->name,
                       p->table);
        attempt_rows(x, s, sql);
    }
    attempt_rows(x, s, "SELECT DISTINCT anchor FROM sighting ORDER BY 1");
    attempt_rows(x, s, "SELECT DISTINCT id FROM sighting ORDER BY 1");
}

static void attempt_site(struct search *x, const struct site *site)
{
    for (size_t i = 0; i < site->n_persons; i++) {
        attempt(x, site->persons[i].account);
        attempt(x, site->persons[i].person);
        for (size_t k = 0; k < site->persons[i].n_aliases; k++)
            attempt(x, site->persons[i].aliases[k].address);
    }
    for (size_t i = 0; i < site->n_announcements; i++)
        attempt(x, site->announcements[i].id);
}

bool state_name(struct state *s, const struct site *site, slice wanted, struct out *out,
                uint64_t *n, struct err *err)
{
    struct search x = { .key = s->key, .out = out, .told.same = is_same };

    x.wanted = slice_head(wanted, slice_find(wanted, '@'));
    if (state_check_key(s)) {
        attempt_state(&x, &s->store);
        attempt_site(&x, site);
    }
    *n = x.n;
    map_free(&x.told);
    arena_free(&x.arena);
    return !store_failed(&s->store, err);
}
