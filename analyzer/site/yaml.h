#ifndef SITE_YAML_H
#define SITE_YAML_H

/*
 * yaml - a document as a tree of nodes that know their place
 *
 * Over libyaml's events, and narrower than YAML: no anchors, aliases or tags, one
 * document, depth and number of nodes bounded. Scalars stay text; what they mean is the
 * reader's to say, so `yes`, `010` and `0x10` are never taken for something else.
 * Nodes live in the site's arena. Columns count characters.
 */

#include "analyzer/model/limit.h"
#include "analyzer/site/load.h"

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
    enum node_kind kind;
    bool is_quoted;
    uint32_t line, column;
    slice text;
    const struct node *key;    /* in a map: what it is the value of */
    const struct node *parent; /* NULL: the root */
    struct node *first, *last, *next;
    size_t n;
};

/* NULL: the document is empty, or has mistakes that leave nothing to be read. */
const struct node *yaml_read(struct load *l, slice bytes);

/* In a map; NULL when it is not there. */
const struct node *node_find(const struct node *map, const char *key);

/* "networks.own: ..." at the node's place; its path goes before the text. */
void node_mistake(struct load *l, const struct node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What a node must be; false: a mistake was told. Text is one line and never empty. */
bool node_is_map(struct load *l, const struct node *node);
bool node_is_list(struct load *l, const struct node *node);
bool node_text(struct load *l, const struct node *node, slice *out);

/* Which of the names, which end with NULL, it is; false: none, which is a mistake. */
bool node_choice(struct load *l, const struct node *node, const char *const *names, int *out);
bool node_number(struct load *l, const struct node *node, enum unit unit, int64_t *out);
bool node_time(struct load *l, const struct node *node, slice *text, usec *out);

/* A pattern: /.../ or /.../i, and without slashes one that ignores case. NULL: a mistake was
   told, at the byte that is wrong. The site's to free. */
struct pattern *node_pattern(struct load *l, const struct node *node);
bool node_is_pattern(const struct node *node); /* it is written between slashes */

/* A table of keys ends with a zeroed row. */
struct key {
    const char *name;
    void (*read)(struct load *l, const struct node *value, void *into);
};

/* Calls the reader of each key that is there; unknown ones are mistakes. */
void node_read_map(struct load *l, const struct node *map, const struct key *keys, void *into);

/* Tells which of these keys (NULL ends them) a map lacks: "'id' is missing from this reply". */
void node_require(struct load *l, const struct node *map, const char *const *names,
                  const char *what);

/* The mistake for a key that n found no place for; n has tried all that there are. */
void node_unknown_key(struct load *l, const struct node *value, const struct nearest *n);

/* Texts of a list, each of which `take` accepts or tells a mistake about. */
void node_each_text(struct load *l, const struct node *list,
                    void (*take)(struct load *l, const struct node *item, slice text, void *into),
                    void *into);

#endif
