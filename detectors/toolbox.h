#ifndef DETECTORS_TOOLBOX_H
#define DETECTORS_TOOLBOX_H

/*
 * toolbox - what detectors are made of
 *
 * Containers are zeroed when empty; the core frees them by the detector's table of
 * fields. Times are log time and may step back by minutes.
 */

#include "analyzer/model/usual.h"
#include "detectors/detector.h"

struct groups;
struct writers;

/* One call of a watch function. limit[] has the order of the detector's table. */
struct watch {
    const struct detector *detector;
    const int64_t *limit;
    struct account *account;
    struct mailing *mailing;   /* KEY_MAILING only */
    const struct usual *usual; /* of the account, on the event's day; NULL: nothing is remembered,
                                  or no piece of evidence was open before this event */
    struct groups *groups;     /* of the account; NULL: its mail is not learned from */
    const struct writers *writers; /* to the account */
    struct calendar *calendar;     /* of the site's days */
    void *state;
    struct evidence **slot; /* where the open piece of this key hangs */
    struct evidence_list *list;
};

/* Every piece of evidence of a run. */
struct evidence_list {
    struct evidence *first;
    struct arena *arena; /* for anchors; texts of quotes are freed with their evidence */
};

/* Distinct keys with the time each was last seen; exact up to DISTINCT_MAX. */
enum { DISTINCT_MAX = 1 << 16 };

struct distinct_slot {
    uint64_t key; /* 0: free */
    seconds when;
};

struct distinct {
    union {
        struct distinct_slot one; /* the only one: there is no table */
        struct {
            struct distinct_slot *slots;
            seconds oldest; /* no key is older */
        } table;
    };
    uint32_t size, used; /* size 0: no table */
};

/* How many keys were seen within `span` up to `when`, this one included. */
int64_t distinct_add(struct distinct *d, uint64_t key, usec when, seconds span);

/* It was seen within `span` up to `when`. */
bool distinct_has(const struct distinct *d, uint64_t key, usec when, seconds span);

/* True when at least `limit` of them lie within the shorter `span`. */
bool distinct_reaches(const struct distinct *d, int64_t limit, usec when, seconds span);
/* When it was seen last; 0: it is not there. Takes it out. */
seconds distinct_last(const struct distinct *d, uint64_t key);
void distinct_drop(struct distinct *d, uint64_t key);
void distinct_free(struct distinct *d);

/* Where they lie, free slots among them perhaps, until the set changes. */
const struct distinct_slot *distinct_slots(const struct distinct *d, uint32_t *n);
/* All of them in order of time, into room for `used`; how many they are. */
size_t distinct_sorted(const struct distinct *d, struct distinct_slot *out);

/* A sum over a sliding time, in sixteenths of it: exact to a sixteenth. */
enum { WINDOW_PARTS = 16 };

struct window {
    int64_t part; /* number of the newest part since 1970 */
    int64_t sum;
    uint32_t parts[WINDOW_PARTS];
};

int64_t window_add(struct window *win, uint32_t n, usec when, seconds span);

/* The piece of this pattern and key: the one that is open, or a new one, not ripe. */
struct evidence *evidence_open(struct watch *w, enum family family, slice anchor);

/* Adds or overwrites the number of that name; the name is a literal. */
void evidence_number(struct evidence *e, const char *name, enum unit unit, int64_t value);
/* The same if it is larger than it was; false: it is not. */
bool evidence_raise(struct evidence *e, const char *name, enum unit unit, int64_t value);
/* 0 when there is none of that name. */
int64_t evidence_value(const struct evidence *e, const char *name);
void evidence_against(struct evidence *e, const char *text, int32_t weight);
/* It is not so any more; nothing when it was not said. */
void evidence_no_longer_against(struct evidence *e, const char *text);

/* Keeps the event's line, and for a mail those that show who sent it and to how many. */
void evidence_quote(struct evidence *e, const struct event *ev);

/* The same in two parts: a mail as it was accepted, with its header From where that is
   logged, and later each recipient. */
void evidence_quote_sender(struct evidence *e, const struct event *ev);
void evidence_quote_recipient(struct evidence *e, const struct event *ev);

/* One message more, each of which proves it: quoted and counted as "messages". */
void evidence_message(struct evidence *e, const struct event *ev);
bool evidence_is_one(const struct evidence *e); /* message so far */

/* One of an earlier run, with copies of its lines' texts; open, and old until the detector
   opens it again. */
struct evidence *evidence_restore(struct evidence_list *list, const struct evidence *like);

/* The pattern's window is over. A piece that never got ripe is forgotten. */
void evidence_close(struct evidence_list *list, struct evidence *e);
void evidence_list_free(struct evidence_list *list);

#endif
