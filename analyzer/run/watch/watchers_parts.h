#ifndef RUN_WATCHERS_PARTS_H
#define RUN_WATCHERS_PARTS_H

/* What the parts of the watchers ask of each other. */

#include "analyzer/run/watch/watchers.h"

/* What the i-th detector knows of a key whose parts begin at `parts`. */
static inline struct watched *watchers_part(const struct watchers *w, size_t i, char *parts)
{
    return (struct watched *)(void *)(parts + w->offsets[i]);
}

/* What the detectors know of the account itself: as any open piece, for a while. */
static inline char *watchers_of_account(struct watchers *w, const struct account_work *work)
{
    return cold_open(&w->watched, work->watched);
}

/* watchers_layout.c: where each part lies, and who hears of what; adds up what each key needs. */
void watchers_lay_out(struct watchers *w, size_t sizes[KEYS]);

/* parts: what all detectors of that key know of this one. */
void watchers_tell_parts(struct watchers *w, enum key key, char *parts, const struct event *ev);

/* watchers_company.c: what of the account is faint, and is told beside what is open of it. is_told:
   by this run, too, if nothing else has happened to it. */
void watchers_keep_company(struct watchers *w, struct account_work *work, bool is_told);

/* watchers_across.c: gives each detector that asks for it all of its open pieces. */
void watchers_tell_across(struct watchers *w);

/* watchers_pairs.c: EVENT_RECIPIENT and EVENT_OUTCOME, of mail that is the account's own sending.
 */
void watchers_tell_pair(struct watchers *w, struct account_work *work, struct event *ev);

#endif
