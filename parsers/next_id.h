#ifndef PARSERS_NEXT_ID_H
#define PARSERS_NEXT_ID_H

/*
 * next_id - under which id the next server took a message, as its reply says
 *
 * The reply is fact.text, the other server's words; an id that it may have made up is none.
 */

#include "analyzer/model/fact.h"

/* Fills next_queue_id and next, where the text names one, and kept. */
void find_next_id(struct fact *f);

/* All of s has the form of an id. */
bool is_next_id(slice s);

#endif
