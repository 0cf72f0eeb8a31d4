#ifndef SITE_LOAD_H
#define SITE_LOAD_H

/*
 * load - one reading of a site folder: what the readers of its files share
 *
 * For the files of analyzer/site/ only. A file is checked to be text (UTF-8, no NUL) of
 * a bearable size before a reader sees it; its bytes live as long as the site.
 */

#include <stdarg.h>

#include "analyzer/site/site.h"
#include "analyzer/site/spelling.h"

struct file_choice {
    slice name;
    uint32_t line, column; /* in policy.yaml, when chosen there; 0: the usual name */
};

struct load {
    struct site *site;
    struct mistakes *mistakes;
    slice shown; /* path of the file being read, as mistakes show it */
    struct file_choice directory, announcements;
    bool knows_accounts;    /* the directory could be read: names can be looked up */
    unsigned searches_left; /* of the whole directory, for a name that was probably meant */
};

/* False when there is none or it cannot be used; a chosen one must be there. */
bool load_file(struct load *l, const struct file_choice *choice, slice *bytes);

/* A mistake in the file being read. */
void load_mistake(struct load *l, uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same, by the byte's offset. */
void load_mistake_at(struct load *l, slice bytes, size_t offset, const char *text);

void load_note(struct load *l, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "; did you mean 'x'?", or nothing. */
const char *load_hint(struct load *l, const struct nearest *n);

/* The account that was probably meant, when there are searches left. */
const char *load_account_hint(struct load *l, slice word);

/* The file's text with what a terminal could obey replaced by '?'. */
slice clean_text(struct arena *a, const char *format, va_list args);

void mistakes_sort(struct mistakes *m);
void slices_add(struct arena *a, struct slices *list, slice s);

/* A value as mistakes quote it: at most 60 bytes, whole characters. For "%.*s". */
slice load_shown(slice s);
#define SHOWN(s) (int)load_shown(s).n, load_shown(s).p

/* The readers; each has l->shown set to its file. */
void policy_load(struct load *l, slice bytes);
void directory_load(struct load *l, slice bytes);
void announcements_load(struct load *l, slice bytes);

#endif
