#ifndef MODEL_OWNERSHIP_H
#define MODEL_OWNERSHIP_H

/* ownership - what a login has to do with a mail address, as far as the site tells */

enum ownership {
    OWNERSHIP_OWN,           /* in its row, its name at an own domain, or the same person's */
    OWNERSHIP_OWN_TAGGED,    /* the same, with a tag: ann+news@example.edu, prvs=... */
    OWNERSHIP_DELEGATED,     /* of a person or list that lets this login send for it */
    OWNERSHIP_ORGANISATIONS, /* of an organisation or a system that lets it */
    OWNERSHIP_OTHERS,        /* somebody else's: site_owner() tells whose */
    OWNERSHIP_UNKNOWN_LOCAL, /* of an own domain or host, but in nobody's row */
    OWNERSHIP_OUTSIDE,       /* of no own domain and in nobody's row; the empty one too */
    OWNERSHIPS
};

extern const char *const ownership_names[OWNERSHIPS];

#endif
