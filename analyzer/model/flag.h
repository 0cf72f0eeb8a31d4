#ifndef MODEL_FLAG_H
#define MODEL_FLAG_H

/*
 * flag - something a reader must know about the data before believing the findings
 *
 * Gaps, damage, guesses, limits reached, and what these inputs cannot show. One that blocks
 * could make a sender look worse than he was: as long as nothing explains it, no sum
 * recommends to disable anybody. Its text is a sentence for people.
 */

#include "analyzer/base/clock.h"

enum flag_kind {
    FLAG_TORN_INPUT,   /* could not be read to its end */
    FLAG_INPUTS,       /* copies of a log were read once, rotated files as one set */
    FLAG_READ_BEFORE,  /* by an earlier run, and not again */
    FLAG_UNTAUGHT,     /* read before, and no part of what is remembered this time */
    FLAG_JOURNAL,      /* decisions were altered; those from there on are not used */
    FLAG_HISTORY,      /* too little is remembered for some checks */
    FLAG_NOT_PARSED,   /* no line at all, or none of a server that is read */
    FLAG_MALFORMED,    /* lines that cannot be read, beyond one in a thousand */
    FLAG_UNKNOWN_FORM, /* a program says things in new words */
    FLAG_FORM_DRIFT,   /* a program began to say things in new words while it was logged */
    FLAG_CUT_NAMES,    /* programs that do not say which daemon they are */
    FLAG_REPEATS,      /* lines that only say that others came again */
    FLAG_LOST_REPEATS, /* the same, but what came again is not in the logs */
    FLAG_NUL_BYTES,    /* skipped; many are a hole, as a crash leaves it */
    FLAG_CLOCK_BACK,   /* stamps step back */
    FLAG_YEAR_GUESSED, /* stamps without a year, and only the file's time to tell it */
    FLAG_HOST_ZONES,   /* stamps of some hosts are in zones of their own */
    FLAG_NO_SITE,      /* no site files */
    FLAG_NO_DIRECTORY,
    FLAG_NO_ANNOUNCEMENTS,
    FLAG_NO_DOMAINS,
    FLAG_SITE_FILE,   /* something in the site's files has no effect */
    FLAG_SILENT_HOST, /* expected in the logs, not there */
    FLAG_UNEXPECTED_HOST,
    FLAG_LOG_GAP,         /* a host said nothing for much longer than it ever does */
    FLAG_EXCEPTION,       /* over, or nothing leans on it */
    FLAG_ANNOUNCEMENT,    /* one that nothing fits, or that is new where logins are strange */
    FLAG_PATTERN,         /* one of the site's took too much work */
    FLAG_EVICTED,         /* queue entries given up for lack of room */
    FLAG_OUTLIVED,        /* queue entries that never left the queue */
    FLAG_REMOVED_MISSING, /* delivered, but the line that ends them is not there */
    FLAG_UNKNOWN_ORIGIN,  /* messages whose acceptance is not in the logs */
    FLAG_UNSEEN_FILTER,   /* what a filter made of mail is not in the logs */
    FLAG_UNTIED,          /* refusals that no line ties to a login */
    FLAG_UNREAD_REPLIES,  /* of other servers: nobody knows what they mean */
    FLAG_NO_SUBJECT,      /* not logged */
    FLAG_NO_HEADER_FROM,  /* not logged, or not read */
    FLAG_REDACTED,        /* names are pseudonyms */
    FLAGS
};

extern const char *const flag_names[FLAGS];

struct flag {
    enum flag_kind kind;
    slice host, input; /* which it is about; both empty: all */
    slice text;
    usec from, to; /* when it was so; both 0: as long as the log is */
    bool blocks;
    slice explained; /* why it is no reason to block; empty: nothing explains it */
};

/* What was wrong for a while says nothing of what was found longer before or after. */
enum { FLAG_REACHES = 7 * DAY };

/* It forbids that a sum disables anybody. */
static inline bool flag_blocks(const struct flag *f)
{
    return f->blocks && f->explained.n == 0;
}

/* FLAGS when there is no such name. */
enum flag_kind flag_find(slice name);

#endif
