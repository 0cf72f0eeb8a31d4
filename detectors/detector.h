#ifndef DETECTORS_DETECTOR_H
#define DETECTORS_DETECTOR_H

/*
 * detector - one abuse pattern, as a small automaton over one key's events
 *
 * A detector is one constant table and a few static functions. The core allocates its
 * state zeroed, one per key, calls it in time order, frees it; a detector allocates
 * nothing, does no I/O, needs no NULL checks (each event kind tells what it carries)
 * and speaks only through evidence. Floats never decide.
 *
 * To add one: a file NAME.c with `detector_NAME`, a line in list.inc, its cases.
 */

#include "analyzer/model/event.h"
#include "analyzer/model/evidence.h"
#include "analyzer/model/limit.h"

enum key {
    KEY_ACCOUNT,
    KEY_MAILING, /* account -> messages of one kind: same subject, or size within 1 % */
    KEY_CLAIM,   /* account -> an identity that it sends under and does not own */
    KEY_PAIR,    /* account -> a recipient that it writes to again and again */
    KEYS
};

/* All open pieces of the detector, of whatever accounts, those of one anchor side by side: what
   several accounts do together. Called as a day of the log ends, and as the log does. */
typedef void across_fn(const int64_t *limit, struct evidence **at, size_t n);

struct watch; /* one call: whose state, which limits, where evidence goes; see toolbox.h */
typedef void watch_fn(struct watch *w, const struct event *ev);

enum field_kind { FIELD_NUMBER, FIELD_WINDOW, FIELD_DISTINCT };

struct field {
    const char *name;
    enum field_kind kind;
    size_t offset;
};

#define NUMBER(type, member)                          \
    {                                                 \
#member, FIELD_NUMBER, offsetof(type, member) \
    }
#define WINDOW(type, member)                          \
    {                                                 \
#member, FIELD_WINDOW, offsetof(type, member) \
    }
#define DISTINCT(type, member)                          \
    {                                                   \
#member, FIELD_DISTINCT, offsetof(type, member) \
    }

/* A field was called otherwise in what earlier versions wrote. */
struct renamed {
    uint32_t since; /* state_version */
    const char *old, *field;
};

struct detector {
    const char *name;   /* file, policy section and report column: mass_mailing */
    const char *title;  /* heading for people */
    enum clause clause; /* the policy clause it serves */
    enum key key;
    const struct limit *limits;                            /* ends with a zeroed row */
    bool (*check)(const int64_t *limits, struct err *why); /* NULL: any values will do */
    const struct field *fields; /* its containers; ends with a zeroed row */
    size_t state_size;
    uint32_t state_version;        /* raised with a change of fields */
    const struct renamed *renamed; /* oldest first, ends with a zeroed row; NULL: none was */
    seconds quiet;    /* so long without anything new ends a piece of its evidence; 0: a day */
    bool needs_state; /* without one it finds nothing */
    int32_t alone;    /* weight from which its evidence is told by itself; of less it is told beside
                         evidence that is, and counts there; 0: always */
    const char *unchecked; /* what it can never see in a log; NULL: nothing to say */
    watch_fn *on[EVENT_KINDS];
    across_fn *across; /* NULL: it looks at one account at a time */
};

/* NULL-terminated, in the order of list.inc. */
extern const struct detector *const detectors[];

#endif
