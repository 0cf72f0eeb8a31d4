/*
 * What comes of an attempt to deliver: by chance, which the message's id and the attempt decide,
 * or as the script says.
 */
#include "tests/bench/message.h"

/* With greylisting everybody elsewhere says no once more. */
uint32_t outcome_greylistings(const struct traffic *t)
{
    return t->options->greylist;
}

static enum verdict drawn_deferral(uint32_t roll)
{
    static const enum verdict deferrals[] = { GREYLISTED, MAILBOX_FULL, RATE_LIMITED,
                                              CONNECT_TIMEOUT, CONNECTION_LOST };

    return deferrals[roll % 5];
}

static enum verdict judge_outside(const struct message *m, uint32_t roll, uint32_t attempt)
{
    if (m->letter.is_spam && roll % 5 == 0)
        return USER_UNKNOWN;
    if (attempt > 0)
        return roll < 550 ? ACCEPTED : drawn_deferral(roll);
    if (roll < 880)
        return ACCEPTED;
    if (roll < 975)
        return drawn_deferral(roll);
    return roll < 990 ? USER_UNKNOWN : roll < 996 ? SPAM_REFUSED : NO_SUCH_DOMAIN;
}

/* What the script says, at this attempt. */
static enum verdict fated(char fate, uint32_t attempt)
{
    switch (fate) {
    case 'g':
        return attempt < 1 ? GREYLISTED : ACCEPTED;
    case 'r':
        return attempt < 2 ? RATE_LIMITED : ACCEPTED;
    case 't':
        return attempt < 1 ? CONNECT_TIMEOUT : ACCEPTED;
    case 'q':
        return attempt < 1 ? TOO_MUCH_MAIL : ACCEPTED;
    case 'f':
        return MAILBOX_FULL;
    case 'u':
        return USER_UNKNOWN;
    case 's':
        return SPAM_REFUSED;
    case 'n':
        return NO_SUCH_DOMAIN;
    default:
        return ACCEPTED;
    }
}

enum verdict outcome_of(struct traffic *t, const struct message *m, const struct recipient *r)
{
    bool local = r->address.domain == OWN_DOMAIN;
    uint32_t grey = local ? 0 : outcome_greylistings(t);
    uint32_t attempt = m->attempts - (m->attempts > 0 ? grey : 0);
    struct dice own;
    uint64_t key = dice_mix(m->letter.id) + ((uint64_t)(r - m->letter.to) << 8 | attempt);
    uint32_t roll = dice_below(deal(t, &own, key), 1000);

    if (grey > m->attempts)
        return GREYLISTED;
    if (r->fate)
        return fated(r->fate, attempt);
    if (local)
        return roll < 994 ? ACCEPTED : roll < 997 ? MAILBOX_FULL : USER_UNKNOWN;
    return judge_outside(m, roll, attempt);
}
