/* What the steps of a path are called. */
#include "reports/path_words.h"

static const char *const words[FACT_KINDS] = {
    [FACT_CLIENT] = "handed in",
    [FACT_PICKUP] = "handed in here",
    [FACT_SUBMITTED] = "handed in by a proxy",
    [FACT_PROXIED] = "taken by a filter in front",
    [FACT_MESSAGE_ID] = "Message-ID",
    [FACT_RESENT] = "redirected by hand",
    [FACT_HEADER] = "header",
    [FACT_QUEUED] = "queued",
    [FACT_SPLIT] = "split",
    [FACT_FILTERED] = "filter says",
    [FACT_REINJECTED] = "handed in again by a filter",
    [FACT_BLOCKED] = "kept by a filter",
    [FACT_REDIRECTED] = "redirected by a filter",
    [FACT_ANSWERED] = "answered by a filter",
    [FACT_EXPIRED] = "given up",
    [FACT_REMOVED] = "left the queue",
    [FACT_OVERSIZE] = "too large",
    [FACT_CANCELED] = "not accepted after all",
    [FACT_NOTICE] = "notice to the sender",
    [FACT_DISPOSED] = "held or thrown away",
    [FACT_REJECT] = "refused",
    [FACT_PASSED] = "left to another transport",
    [FACT_TRY] = "not taken, others are tried",
    [FACT_LOST] = "connection lost",
    [FACT_TLS] = "encrypted",
};

static const char *const statuses[] = {
    [STATUS_SENT] = "sent",
    [STATUS_DISCARDED] = "thrown away",
    [STATUS_BOUNCED] = "bounced",
    [STATUS_DEFERRED] = "deferred",
    [STATUS_EXPIRED] = "expired",
    [STATUS_DELIVERABLE] = "address is good",
    [STATUS_UNDELIVERABLE] = "address is not good",
};

const char *path_words(const struct path_step *s)
{
    if (s->kind == FACT_DELIVERY)
        return statuses[s->status];
    return words[s->kind] ? words[s->kind] : "noted";
}
