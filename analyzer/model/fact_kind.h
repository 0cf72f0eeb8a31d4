#ifndef MODEL_FACT_KIND_H
#define MODEL_FACT_KIND_H

/* fact_kind - what a line can say, and which fields of its fact are filled; [those] may be empty */

enum fact_kind {
    FACT_CLIENT,     /* [queue_id] client [login method orig_queue_id orig_client]
                        is_login_elsewhere */
    FACT_LOGIN,      /* login client method [stage: the service]: somebody logged in; no mail yet */
    FACT_SUBMITTED,  /* login [next_queue_id client message_id session]: a proxy handed in for this
                        login what the server took under that id */
    FACT_REDIRECTED, /* message_id recipient login: a filter of that user made a new message, which
                        has the same Message-ID */
    FACT_ANSWERED,   /* message_id recipient login: the same, but with a Message-ID of its own */
    FACT_FILTERED,   /* [queue_id message_id sender login recipient client text stage reaction
                        score score_limit digest header_from subject]: what a filter says of a
                        message that an MTA has, or is about to take. One of both ids is there;
                        text: its symbols or reason; stage: its action as printed; reaction: INFO
                        where it changes nothing, WARN for a mark, OTHER for "later". It opens no
                        queue entry */
    FACT_REINJECTED, /* [orig_queue_id message_id] sender next_queue_id text: a content filter
                        handed it in again under that id */
    FACT_BLOCKED,    /* [orig_queue_id message_id] sender status: a content filter kept it from
                        recipients of it, STATUS_DISCARDED or STATUS_BOUNCED */
    FACT_PICKUP,     /* queue_id uid or user, sender [orig_queue_id: put back by hand]: handed in
                        here */
    FACT_MESSAGE_ID, /* queue_id message_id */
    FACT_RESENT,     /* queue_id message_id: redirected by hand; From is the first author's */
    FACT_HEADER,     /* queue_id header_name text reaction [client sender recipient]: header_checks;
                        no header_name: text is of the body, or what is wrong with its MIME */
    FACT_QUEUED,     /* queue_id sender size nrcpt is_unsure is_torn is_as_addressed: taken into the
                        active queue; may come again */
    FACT_DELIVERY,   /* queue_id recipient orig_to relay status kept dsn text delay_ms
                        [next_*] is_expanded */
    FACT_SPLIT,      /* queue_id next_queue_id: some recipients of it go on under that id */
    FACT_EXPIRED,    /* queue_id sender: all recipients still deferred are given up */
    FACT_REMOVED,    /* queue_id is_by_hand: left the queue */
    FACT_OVERSIZE, /* [queue_id client size] is_unsure: refused at the size limit while it was read;
                      content may follow */
    FACT_CANCELED, /* queue_id [client stage text]: given up or refused before it was accepted */
    FACT_NOTICE,   /* queue_id next_queue_id is_unsure: a bounce or delay notice was made of it;
                      unsure: if something of it failed, else an answer or receipt */
    FACT_DISPOSED, /* reaction [queue_id client stage text sender recipient]: held, discarded
                    */
    FACT_REJECT,   /* [client] stage code dsn text reason reaction [queue_id sender recipient
                      login method]; reaction WARN: would have been refused, and was not */
    FACT_CONNECT,  /* client */
    FACT_DISCONNECT,  /* client counters */
    FACT_AUTH_FAILED, /* client method text [login] is_untried is_seconded; count: tries, 0: one */
    FACT_PASSED,      /* queue_id recipient text: left to the transport in text, which logs it */
    FACT_PROXIED, /* stage code text [sender recipient login next_*]: a before-queue filter took it
                   */
    FACT_TRY,  /* [queue_id] relay text [stage]: this server did not take it; others may follow */
    FACT_LOST, /* client stage text: left in the middle; text: how ("timeout") */
    FACT_PROTOCOL_ERROR, /* client stage text: broke SMTP behind the command in stage; text: how */
    FACT_BLOCKLISTED,    /* client count: its rank on DNS block lists; 0: on the server's own */
    FACT_OVER_LIMIT,     /* client stage count: refused for too many of what stage names */
    FACT_PEAK, /* client stage count per_seconds: statistics, the most; per_seconds 0: at a time */
    FACT_TLS,  /* client or relay, text: protocol and cipher */
    FACT_KINDS
};

#endif
