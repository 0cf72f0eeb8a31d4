/* Inputs, generations and marks name nobody: what was read, until when, by which version. Nor do
   peers: how many accounts of a kind did how much. */
#include "analyzer/run/state/personal.h"

#include <stddef.h>

const struct personal personal[] = {
    {
        .table = "account",
        .holds =
            "What is usual for the account: sums of days, and whom it wrote to as hashes. What "
            "was found and may go on: subjects and log lines, for a day after it is over.",
        .records = PERSONAL_RECORDS,
    },
    {
        .table = "undo",
        .holds = "The same as it was before each of the last runs, so that one can be taken back.",
        .records = PERSONAL_UNDONE,
    },
    {
        .table = "carried",
        .holds = "Mail and sessions that were under way when the logs ended, everybody's; texts "
                 "that mention the account.",
        .when = "(SELECT ended FROM generation WHERE id = generation)",
        .mentions = "packed",
    },
    {
        .table = "across",
        .holds = "What is known of several accounts together: who sends alike mail from the same "
                 "rare network, for two days; who wrote to new recipients, for a day; who wrote "
                 "to an organisation that refuses everybody's mail; texts that mention the "
                 "account. Who uses a network is there as hashes.",
        .when = "(SELECT ended FROM generation WHERE id = generation)",
        .mentions = "packed",
    },
    {
        .table = "sent",
        .holds = "Of each message to the outside its ids, its recipient and domain as hashes, and "
                 "when it was sent: for complaints that come later.",
        .name = "account",
        .when = "newest",
        .times = "newest",
        .shown = "generation, account, newest, length(packed) / 37 AS records",
    },
    {
        .table = "sender",
        .holds = "That the account had mail on a day which was not over when the logs ended.",
        .name = "name",
        .when = "(day * 86400000000)",
    },
    {
        .table = "sighting",
        .holds = "What was found about the account: detector, subject or address, numbers, times.",
        .name = "account",
        .when = "last",
        .times = "first last",
        .mentions = "anchor || char(10) || headline",
        .cut = "anchor = '', headline = account || ': ' || detector",
    },
    {
        .table = "journal",
        .holds =
            "What people decided about findings of the account: who, when, what was done, why.",
        .name = "account",
        .times = "at entered",
        .stays = "it is the record of what was done to whom and why, and never changed",
        .erase = "UPDATE journal SET reason = '', finding = '', account = '', "
                 "pattern = '0000000000000000' WHERE account = ?1 OR mentions(reason, ?1)",
    },
    { 0 },
};
