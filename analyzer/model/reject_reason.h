#ifndef MODEL_REJECT_REASON_H
#define MODEL_REJECT_REASON_H

/* reject_reason - why a server refused a command, as far as its words tell */

enum reject_reason {
    REJECT_OTHER,
    REJECT_RELAY,             /* relay access denied */
    REJECT_UNKNOWN_RECIPIENT, /* no such user here */
    REJECT_SIZE,
    REJECT_RECIPIENTS,   /* too many of them */
    REJECT_SENDER_LOGIN, /* sender address not owned by the login */
    REJECT_SENDER,       /* other objections to the sender address */
    REJECT_CLIENT,       /* client, HELO, block list */
    REJECT_GREYLISTED,
    REJECT_CONTENT, /* header, body or milter, at the end of the message */
};

#endif
