#ifndef RUN_IN_QUEUE_H
#define RUN_IN_QUEUE_H

/*
 * in_queue - under which queue ids the mail is that no line says is gone
 *
 * Looked up once, when the log has ended and before the stations are closed: messages get a list
 * of their entries that were accepted and not decided, which goes to the evidence about them.
 */

#include "analyzer/base/arena.h"
#include "analyzer/model/finding.h"
#include "analyzer/model/message.h"

struct lines;
struct tracker;

/* Of all messages that are somebody's, or may yet be. */
void in_queue_note(const struct lines *l, const struct tracker *t, struct arena *a);

/* `from` becomes a part of `into`. */
void in_queue_move(struct message *from, struct message *into);

/* Puts copies of all of them in front of a list of one's own. */
void in_queue_copy(const struct queued **list, const struct queued *all, struct arena *a);

/* The finding's: sorted, each once. */
void in_queue_hand_over(struct finding *f, const struct queued *list, struct arena *a);

#endif
