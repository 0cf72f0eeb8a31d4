/*
 * Events make the tree. A document with an alias is not read further than its mistakes:
 * aliases are how a file of ten lines becomes one of a million, and no site needs them.
 */
#include "analyzer/site/yaml.h"

#include <yaml.h>

enum { DEPTH_MAX = 16, NODES_MAX = 1000000, KEYS_MAX = 256 };

struct reading {
    struct load *load;
    slice bytes;
    yaml_parser_t parser;
    size_t nodes;
    bool is_broken;
};

/* Line or column; libyaml counts from 0. */
static uint32_t place(size_t n)
{
    return (uint32_t)n + 1;
}

static void refuse(struct reading *r, const yaml_event_t *e, const char *text)
{
    load_mistake(r->load, place(e->start_mark.line), place(e->start_mark.column), "%s", text);
    r->is_broken = true;
}

static void not_yaml(struct reading *r)
{
    const yaml_parser_t *p = &r->parser;
    const char *problem = p->problem ? p->problem : "it cannot be parsed";
    yaml_mark_t at = p->problem_mark;

    r->is_broken = true;
    if (p->error == YAML_READER_ERROR)
        load_mistake_at(r->load, r->bytes, p->problem_offset,
                        "a control character: YAML allows none");
    else if (p->context)
        load_mistake(r->load, place(at.line), place(at.column), "not valid YAML: %s (%s)", problem,
                     p->context);
    else
        load_mistake(r->load, place(at.line), place(at.column), "not valid YAML: %s", problem);
}

static bool next(struct reading *r, yaml_event_t *e)
{
    if (yaml_parser_parse(&r->parser, e))
        return true;
    not_yaml(r);
    return false;
}

static bool is_extra(const unsigned char *anchor, const unsigned char *tag)
{
    return anchor || tag;
}

static void refuse_extras(struct reading *r, const yaml_event_t *e)
{
    bool has_extra = false;

    if (e->type == YAML_SCALAR_EVENT)
        has_extra = is_extra(e->data.scalar.anchor, e->data.scalar.tag);
    if (e->type == YAML_SEQUENCE_START_EVENT)
        has_extra = is_extra(e->data.sequence_start.anchor, e->data.sequence_start.tag);
    if (e->type == YAML_MAPPING_START_EVENT)
        has_extra = is_extra(e->data.mapping_start.anchor, e->data.mapping_start.tag);
    if (e->type == YAML_ALIAS_EVENT)
        refuse(r, e, "aliases (*name) are not read here: write the value out");
    if (has_extra)
        refuse(r, e, "anchors (&name) and tags (!name) are not read here: write the plain value");
}

static struct node *new_node(struct reading *r, const yaml_event_t *e)
{
    struct arena *a = &r->load->site->arena;
    struct node *node = arena_new(a, sizeof(*node));

    refuse_extras(r, e);
    node->line = place(e->start_mark.line);
    node->column = place(e->start_mark.column);
    if (e->type == YAML_SEQUENCE_START_EVENT)
        node->kind = NODE_LIST;
    else if (e->type == YAML_MAPPING_START_EVENT)
        node->kind = NODE_MAP;
    if (e->type != YAML_SCALAR_EVENT)
        return node;
    node->text = arena_keep(a, slice_of((const char *)e->data.scalar.value, e->data.scalar.length));
    node->is_quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return node;
}

static bool is_known(struct reading *r, const struct node *map, const struct node *key)
{
    const struct node *old = key->kind == NODE_TEXT ? map->first : NULL;

    while (old && !slice_eq(old->key->text, key->text))
        old = old->next;
    if (old)
        load_mistake(r->load, key->line, key->column,
                     "'%.*s' is given twice: the first is in line %u", SHOWN(key->text),
                     (unsigned)old->key->line);
    return old;
}

static void append(struct node *parent, struct node *child)
{
    child->parent = parent;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->n++;
}

static struct node *read_node(struct reading *r, yaml_event_t *e, int depth);

/* One entry of a map, whose key is already known to be `key`; false ends the reading. */
static bool read_value(struct reading *r, struct node *map, struct node *key, int depth)
{
    bool is_repeated = is_known(r, map, key);
    struct node *value;
    yaml_event_t e;

    if (key->kind != NODE_TEXT || key->text.n == 0) {
        load_mistake(r->load, key->line, key->column, "a key must be a word");
        r->is_broken = true;
    }
    if (!next(r, &e))
        return false;
    value = read_node(r, &e, depth);
    if (!value)
        return false;
    value->key = key;
    if (!is_repeated)
        append(map, value);
    return true;
}

static bool read_child(struct reading *r, struct node *parent, yaml_event_t *e, int depth)
{
    struct node *child = read_node(r, e, depth);

    if (!child)
        return false;
    if (parent->kind == NODE_MAP)
        return read_value(r, parent, child, depth);
    append(parent, child);
    return true;
}

static bool read_children(struct reading *r, struct node *parent, int depth)
{
    yaml_event_type_t end =
        parent->kind == NODE_MAP ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT;
    yaml_event_t e;

    for (;;) {
        if (!next(r, &e))
            return false;
        if (e.type == end)
            break;
        if (parent->kind == NODE_MAP && parent->n == KEYS_MAX) {
            refuse(r, &e, "too many keys in one place");
            yaml_event_delete(&e);
            return false;
        }
        if (!read_child(r, parent, &e, depth))
            return false;
    }
    yaml_event_delete(&e);
    return true;
}

/* Takes the event over. NULL: there is no sense in reading on. */
static struct node *read_node(struct reading *r, yaml_event_t *e, int depth)
{
    bool is_too_much = depth > DEPTH_MAX || ++r->nodes > NODES_MAX;
    struct node *node = NULL;

    if (is_too_much)
        refuse(r, e, depth > DEPTH_MAX ? "nested too deeply" : "too many values in one file");
    else
        node = new_node(r, e);
    yaml_event_delete(e);
    if (!node || node->kind == NODE_TEXT || read_children(r, node, depth + 1))
        return node;
    return NULL;
}

static struct node *read_document(struct reading *r)
{
    struct node *root = NULL;
    yaml_event_t e;
    yaml_event_type_t type;

    while (next(r, &e)) {
        type = e.type;
        if (type == YAML_DOCUMENT_START_EVENT && root)
            refuse(r, &e, "a second document: one file holds one");
        if (type == YAML_STREAM_END_EVENT || r->is_broken) {
            yaml_event_delete(&e);
            return root;
        }
        if (type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_START_EVENT ||
            type == YAML_DOCUMENT_END_EVENT)
            yaml_event_delete(&e);
        else
            root = read_node(r, &e, 1);
    }
    return root;
}

const struct node *yaml_read(struct load *l, slice bytes)
{
    struct reading r = { .load = l, .bytes = bytes };
    struct node *root;

    if (!yaml_parser_initialize(&r.parser)) {
        load_mistake(l, 0, 0, "no memory to read it");
        return NULL;
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes.p, bytes.n);
    root = read_document(&r);
    yaml_parser_delete(&r.parser);
    return r.is_broken ? NULL : root;
}
