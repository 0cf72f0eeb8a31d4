#ifndef SITE_ORGANISATIONS_H
#define SITE_ORGANISATIONS_H

/*
 * organisations - the part of a host's or a mail domain's name that stands for who runs it
 *
 * "mx3.mail.example.co.uk" is of "example.co.uk": one label more than what a registry keeps for
 * itself, by the public suffix list. Only its first part counts, of registries. The second one
 * tells customers of one provider apart, and many machines of one provider would be as many
 * organisations, each with a verdict of its own.
 *
 * The list is the one that the distribution keeps up to date, else the one in libpsl, else the
 * last two labels are taken. It belongs to the machine, not to the site: which one it was is told
 * of each run. Asked at every delivery, so the answers to the last few names are kept, of which
 * another takes the place; an answer never depends on what was asked before. Not shared by threads.
 */

#include "analyzer/base/slice.h"

struct psl_ctx_st;
struct known_organisation;

enum { ORGANISATIONS_KNOWN = 8192, EDITION_MAX = 128 };

struct organisations {
    const struct psl_ctx_st *list;    /* NULL: there is none */
    struct known_organisation *known; /* ORGANISATIONS_KNOWN of them */
    char edition[EDITION_MAX];        /* which list: its name and a hash of it */
};

void organisations_open(struct organisations *o);

/* A part of `name`, without a dot at its end; all of it where it is of a registry itself. */
slice organisation_of(struct organisations *o, slice name);

/* Of an organisation, whatever the case of its letters; never 0. */
uint64_t organisation_hash(slice organisation);

void organisations_free(struct organisations *o);

#endif
