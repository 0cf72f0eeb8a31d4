/*
 * What readers ask of a node. Every answer of "no" has told its mistake, with the path
 * of keys that leads there, so a reader only ever goes on or leaves.
 */
#include "analyzer/base/buf.h"
#include "analyzer/base/clock.h"
#include "analyzer/site/units.h"
#include "analyzer/site/yaml.h"

const struct node *node_find(const struct node *map, const char *key)
{
    for (const struct node *n = map->first; n; n = n->next)
        if (slice_eq(n->key->text, slice_str(key)))
            return n;
    return NULL;
}

static slice joined(struct arena *a, slice path, slice key)
{
    char *text = arena_new(a, path.n + key.n + 2);

    if (path.n) {
        memcpy(text, path.p, path.n);
        text[path.n++] = '.';
    }
    memcpy(text + path.n, key.p, key.n);
    return slice_of(text, path.n + key.n);
}

/* Keys from the root, or from the entry of the list that it is in. */
static slice path_of(struct load *l, const struct node *node)
{
    slice path = { 0 };

    if (!node)
        return path;
    if (!node->parent || node->parent->kind == NODE_MAP || node->kind == NODE_TEXT)
        path = path_of(l, node->parent);
    return node->key ? joined(&l->mistakes->arena, path, load_shown(node->key->text)) : path;
}

void node_mistake(struct load *l, const struct node *node, const char *format, ...)
{
    slice path = path_of(l, node);
    slice text;
    va_list args;

    va_start(args, format);
    text = clean_text(&l->mistakes->arena, format, args);
    va_end(args);
    load_mistake(l, node->line, node->column, SLICE_FMT "%s%s", SLICE_ARG(path), path.n ? ": " : "",
                 text.p);
}

static bool is_nothing(const struct node *node)
{
    return node->kind == NODE_TEXT && !node->is_quoted &&
           (node->text.n == 0 || slice_eq(node->text, SLICE("~")) ||
            slice_eq(node->text, SLICE("null")));
}

bool node_is_map(struct load *l, const struct node *node)
{
    if (node->kind == NODE_MAP)
        return true;
    node_mistake(l, node,
                 is_nothing(node) ? "nothing is given: write its keys below it, or "
                                    "leave it out"
                                  : "must be keys with their values");
    return false;
}

bool node_is_list(struct load *l, const struct node *node)
{
    if (node->kind == NODE_LIST)
        return true;
    if (is_nothing(node))
        node_mistake(l, node, "nothing is given: write [] for an empty list");
    else if (node->kind == NODE_TEXT)
        node_mistake(l, node, "must be a list: write [%.*s]", SHOWN(node->text));
    else
        node_mistake(l, node, "must be a list, not keys with values");
    return false;
}

bool node_text(struct load *l, const struct node *node, slice *out)
{
    slice text = slice_trim(node->text);

    if (node->kind != NODE_TEXT) {
        node_mistake(l, node, "must be a single value, not %s",
                     node->kind == NODE_LIST ? "a list" : "keys with values");
        return false;
    }
    if (is_nothing(node) || text.n == 0) {
        node_mistake(l, node, "nothing is given: write a value, or leave it out");
        return false;
    }
    if (!is_one_line(text)) {
        node_mistake(l, node, "must be one line without control characters");
        return false;
    }
    *out = text;
    return true;
}

bool node_number(struct load *l, const struct node *node, enum unit unit, int64_t *out)
{
    struct err why;
    slice text;

    if (!node_text(l, node, &text))
        return false;
    if (unit_parse(text, unit, out, &why))
        return true;
    node_mistake(l, node, "%s", why.text);
    return false;
}

bool node_time(struct load *l, const struct node *node, slice *text, usec *out)
{
    if (!node_text(l, node, text))
        return false;
    if (clock_parse(*text, out))
        return true;
    node_mistake(l, node, "'%.*s' is not a date (YYYY-MM-DD, or YYYY-MM-DD HH:MM)", SHOWN(*text));
    return false;
}

void node_unknown_key(struct load *l, const struct node *value, const struct nearest *n)
{
    slice path = path_of(l, value->parent);

    load_mistake(l, value->key->line, value->key->column, SLICE_FMT "%sunknown key '%.*s'%s",
                 SLICE_ARG(path), path.n ? ": " : "", SHOWN(value->key->text), load_hint(l, n));
}

static const struct key *find_key(const struct key *keys, slice name)
{
    for (; keys->name; keys++)
        if (slice_eq(slice_str(keys->name), name))
            return keys;
    return NULL;
}

static void unknown(struct load *l, const struct node *value, const struct key *keys)
{
    struct nearest n = nearest_to(value->key->text);

    for (; keys->name; keys++)
        nearest_try(&n, slice_str(keys->name));
    node_unknown_key(l, value, &n);
}

void node_read_map(struct load *l, const struct node *map, const struct key *keys, void *into)
{
    if (!node_is_map(l, map))
        return;
    for (const struct node *value = map->first; value; value = value->next) {
        const struct key *key = find_key(keys, value->key->text);

        if (key)
            key->read(l, value, into);
        else
            unknown(l, value, keys);
    }
}

void node_require(struct load *l, const struct node *map, const char *const *names,
                  const char *what)
{
    if (map->kind != NODE_MAP)
        return;
    for (; *names; names++)
        if (!node_find(map, *names))
            node_mistake(l, map, "'%s' is missing from this %s", *names, what);
}

void node_each_text(struct load *l, const struct node *list,
                    void (*take)(struct load *l, const struct node *item, slice text, void *into),
                    void *into)
{
    slice text;

    if (!node_is_list(l, list))
        return;
    for (const struct node *item = list->first; item; item = item->next)
        if (node_text(l, item, &text))
            take(l, item, text, into);
}

static void no_choice(struct load *l, const struct node *node, slice word, const char *const *names)
{
    struct nearest n = nearest_to(word);
    struct buf all = { 0 };

    for (int i = 0; names[i]; i++) {
        nearest_try(&n, slice_str(names[i]));
        buf_addf(&all, "%s%s", i ? ", " : "", names[i]);
    }
    node_mistake(l, node, "'%.*s' is none of " SLICE_FMT "%s", SHOWN(word),
                 SLICE_ARG(buf_slice(&all)), load_hint(l, &n));
    buf_free(&all);
}

bool node_choice(struct load *l, const struct node *node, const char *const *names, int *out)
{
    slice word;

    if (!node_text(l, node, &word))
        return false;
    for (*out = 0; names[*out]; ++*out)
        if (slice_eq(slice_str(names[*out]), word))
            return true;
    no_choice(l, node, word, names);
    return false;
}
