/* Inputs, generations and marks name nobody: what was read, until when, by which version. Nor do
   peers: how many accounts of a kind did how much. */
#include "analyzer/run/personal.h"

#include <stddef.h>

/* A change that changes nothing any more is none. */
static const char settle_undo[] =
    "UPDATE undo SET packed = NULL WHERE length(packed) = 0;"
    "DELETE FROM undo WHERE (generation, name) IN (SELECT generation, name FROM "
    "(SELECT generation, u.name, u.packed AS was, account.packed AS now,"
    " lead(1) OVER later AS is_changed_later, lead(u.packed) OVER later AS then_was"
    " FROM undo AS u LEFT JOIN account ON account.name = u.name"
    " WINDOW later AS (PARTITION BY u.name ORDER BY generation)) "
    "WHERE was IS iif(is_changed_later, then_was, now))";

const struct personal personal[] = {
    {
        .table = "account",
        .holds =
            "What is usual for the account: sums of days, and whom it wrote to as hashes. What "
            "was found and may go on: subjects and log lines, for a day after it is over.",
        .name = "name",
        .record = "packed",
        .settle = "DELETE FROM account WHERE length(packed) = 0",
    },
    {
        .table = "undo",
        .holds = "The same as it was before each of the last runs, so that one can be taken back.",
        .name = "name",
        .record = "packed",
        .settle = settle_undo,
    },
    {
        .table = "carried",
        .holds = "Mail and sessions that were under way when the logs ended, everybody's; texts "
                 "that mention the account.",
        .when = "(SELECT ended FROM generation WHERE id = generation)",
        .mentions = "packed",
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
