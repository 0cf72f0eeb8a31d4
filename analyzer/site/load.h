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

/* In the order in which they are read: each may lean on those before it. */
enum {
    FILE_DIRECTORY,
    FILE_LISTS,
    FILE_CANARIES,
    FILE_NO_CONTACT,
    FILE_COMPLAINTS,
    FILE_ANNOUNCEMENTS,
    FILE_EXCEPTIONS,
    SITE_FILES
};

struct file_choice {
    slice name;
    uint32_t line, column; /* in policy.yaml, when chosen there; 0: the usual name */
};

struct load;

extern const struct site_file {
    const char *key;  /* under `files:` in policy.yaml */
    const char *name; /* the usual one */
    void (*load)(struct load *l, slice bytes);
} site_files[SITE_FILES];

struct load {
    struct site *site;
    struct mistakes *mistakes;
    slice shown; /* path of the file being read, as mistakes show it */
    slice bytes; /* all of it */
    struct file_choice files[SITE_FILES];
    struct network_claims *networks; /* the policy's, until all are known */
    bool knows_accounts;             /* the directory could be read: names can be looked up */
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

/* Folds the name to the directory's; false: there is a directory and it is not in it. */
bool load_account(struct load *l, slice *name);

/* The account that was probably meant, when there are searches left. */
const char *load_account_hint(struct load *l, slice word);

/* The file's text with what a terminal could obey replaced by '?'. */
slice clean_text(struct arena *a, const char *format, va_list args);

void mistakes_sort(struct mistakes *m);
void slices_add(struct arena *a, struct slices *list, slice s);

/* A value as mistakes quote it: at most 60 bytes, whole characters. For "%.*s". */
slice load_shown(slice s);
#define SHOWN(s) (int)load_shown(s).n, load_shown(s).p

/* The readers; each has l->shown and l->bytes set to its file. */
void policy_load(struct load *l, slice bytes);
void directory_load(struct load *l, slice bytes);
void directory_note_dates(struct load *l);
void announcements_load(struct load *l, slice bytes);
void exceptions_load(struct load *l, slice bytes);
void lists_load(struct load *l, slice bytes);
void canaries_load(struct load *l, slice bytes);
void no_contact_load(struct load *l, slice bytes);
void complaints_load(struct load *l, slice bytes);

#endif
