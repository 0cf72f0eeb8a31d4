#ifndef RUN_AHEAD_H
#define RUN_AHEAD_H

/*
 * ahead - what a batch of lines is going to ask for, fetched into the cache beforehand
 *
 * Twenty thousand accounts do not fit into a cache, and a message meets a dozen of its
 * account's cache lines one after the other. Asked for all at once, for all messages of
 * a batch, they come side by side. Changes no result: it only reads.
 */

#include "analyzer/run/input/batch.h"
#include "analyzer/run/watch/watchers.h"

void ahead_fetch(const struct batch *b, const struct watchers *w);

#endif
