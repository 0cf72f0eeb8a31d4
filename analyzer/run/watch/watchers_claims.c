/* Whom a message claims to be from: what its envelope and its header From say. */
#include "analyzer/run/join/mailbox.h"
#include "analyzer/run/join/parcel.h"
#include "analyzer/run/watch/watchers.h"

static uint64_t claim_of(struct watchers *w, struct account *who, slice address, usec when)
{
    struct claim_slot *slot = claims_join(&w->claims, &who->work->claims, who, address, when);

    return slot ? slot->claim.number : 0;
}

/* Of several authors one that may send is enough; else the first stands for all. */
static slice author_of(struct watchers *w, struct account *who, const struct mailboxes *authors)
{
    for (size_t i = 0; i < authors->n; i++)
        if (claims_may_use(&w->claims, &who->work->claims, who, authors->at[i]))
            return slice_of(NULL, 0);
    return authors->at[0];
}

void watchers_find_claims(struct watchers *w, struct account *who, struct message *m)
{
    struct mailboxes authors;
    slice author;

    m->claims[CLAIM_IN_ENVELOPE] = claim_of(w, who, m->sender, m->accepted);
    if (!m->from_line.at.line)
        return;
    m->is_from_unreadable = m->is_from_cut || !mailboxes_read(m->header_from, &authors);
    if (m->is_from_unreadable)
        return;
    author = author_of(w, who, &authors);
    m->claims[CLAIM_IN_HEADER] = claim_of(w, who, author, m->accepted);
    m->author = hash_address(author);
}
