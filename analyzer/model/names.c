/* The vocabulary, as written in every report: changing a word here changes an interface. */
#include <string.h>

#include "analyzer/model/account.h"
#include "analyzer/model/announcement.h"
#include "analyzer/model/clause.h"
#include "analyzer/model/facts.h"
#include "analyzer/model/flag.h"
#include "analyzer/model/line.h"
#include "analyzer/model/ownership.h"
#include "analyzer/model/reply.h"
#include "analyzer/model/usual.h"

const char *const verdict_names[VERDICTS] = { "parsed", "ignored", "foreign", "malformed",
                                              "repeated" };

const char why_not_known[] = "not known";

const char *const account_kind_names[ACCOUNT_KINDS] = {
    "unknown", "student", "staff", "faculty", "retiree", "organisation", "system", "list", "host",
};

const char *const identity_names[IDENTITIES] = { "login", "uid", "submission", "network", "none" };

const char *const outcome_names[OUTCOMES] = {
    "open", "delivered", "bounced", "expired", "discarded", "held", "lost",
};

const char *const reply_scope_names[REPLY_SCOPES] = {
    "unknown", "message", "sender", "recipient", "ip", "domain", "none",
};

const char *const reply_reason_names[REPLY_REASONS + 1] = {
    "unknown",  "spam", "banned",    "rate",          "blocked",   "reputation", "invalid",
    "inactive", "full", "temporary", "configuration", "forbidden", NULL,
};

const char *const nobody_names[NOBODIES] = {
    "(outside)", "(notices)", "(bounces)", "(forwarded)", "(proxies)", "(unknown)",
};

const char *const nobody_meanings[NOBODIES] = {
    "came from outside without a login",
    "vacation replies, receipts: with an empty sender, or made by a filter",
    "bounce and delay notices made by the servers",
    "made by .forward, an alias or a filter of mail that is counted already",
    "handed in by webmail or another proxy of the site, and no line names the login",
    "the log does not say who: it begins later, or the log of an own server is missing",
};

const char *const clause_names[CLAUSES] = {
    "resources", "mass_mailing", "commercial", "forged_header", "harassment", "malicious",
    "relaying",  "limits",       "leavers",    "aliases",       "accounts",
};

const char *const quote_kind_names[QUOTE_KINDS] = { "accepted", "subject", "from", "queued",
                                                    "outcome" };

const char *const clause_titles[CLAUSES] = {
    "Resources and reputation are for all",
    "Mass mailings are announced first",
    "No unsolicited commercial mail",
    "No forged headers",
    "No mail to those who asked for none",
    "No flooding of anyone",
    "No relaying by outsiders",
    "Limits on message size and recipients",
    "Access ends after leaving",
    "Aliases and published addresses work",
    "One person, one account, used by nobody else",
};

const char *const action_names[ACTIONS] = {
    "record", "notify", "contact", "throttle", "hold_mailing", "disable_sending", "disable_account",
};

const char *const action_meanings[ACTIONS] = {
    "nothing to do, kept on record",
    "send the user a note",
    "talk to the user",
    "slow this account's sending down",
    "hold what is left of this mailing in the queue, then talk to the sender",
    "stop this account's sending now; its mail still arrives",
    "close the account",
};

const char *const certainty_names[CERTAINTIES] = { "hint", "likely", "strong", "proved" };

const char *const family_names[FAMILIES] = {
    "volume", "invalid",        "remote", "local_filter", "complaint",
    "canary", "authentication", "forged", "campaign",     "configuration",
};

const char *const announced_names[ANNOUNCED_KINDS] = {
    "not_announced", "announced", "late", "overrun", "outside_window", "foreign",
};

const char *const ownership_names[OWNERSHIPS] = {
    "own", "own_tagged", "delegated", "organisations", "others", "unknown_local", "outside",
};

const char *const flag_names[FLAGS] = {
    [FLAG_TORN_INPUT] = "torn_input",
    [FLAG_INPUTS] = "inputs",
    [FLAG_READ_BEFORE] = "read_before",
    [FLAG_UNTAUGHT] = "untaught",
    [FLAG_JOURNAL] = "journal",
    [FLAG_HISTORY] = "short_history",
    [FLAG_NOT_PARSED] = "not_parsed",
    [FLAG_MALFORMED] = "malformed",
    [FLAG_UNKNOWN_FORM] = "unknown_form",
    [FLAG_FORM_DRIFT] = "form_drift",
    [FLAG_CUT_NAMES] = "cut_names",
    [FLAG_REPEATS] = "repeats",
    [FLAG_LOST_REPEATS] = "lost_repeats",
    [FLAG_NUL_BYTES] = "nul_bytes",
    [FLAG_CLOCK_BACK] = "clock_back",
    [FLAG_YEAR_GUESSED] = "year_guessed",
    [FLAG_HOST_ZONES] = "host_zones",
    [FLAG_NO_SITE] = "no_site",
    [FLAG_NO_DIRECTORY] = "no_directory",
    [FLAG_NO_ANNOUNCEMENTS] = "no_announcements",
    [FLAG_NO_DOMAINS] = "no_domains",
    [FLAG_SITE_FILE] = "site_file",
    [FLAG_SILENT_HOST] = "silent_host",
    [FLAG_UNEXPECTED_HOST] = "unexpected_host",
    [FLAG_LOG_GAP] = "log_gap",
    [FLAG_EXCEPTION] = "exception",
    [FLAG_ANNOUNCEMENT] = "announcement",
    [FLAG_PATTERN] = "pattern",
    [FLAG_EVICTED] = "evicted",
    [FLAG_OUTLIVED] = "outlived",
    [FLAG_REMOVED_MISSING] = "removed_missing",
    [FLAG_UNKNOWN_ORIGIN] = "unknown_origin",
    [FLAG_UNSEEN_FILTER] = "unseen_filter",
    [FLAG_UNTIED] = "untied",
    [FLAG_UNREAD_REPLIES] = "unread_replies",
    [FLAG_NO_SUBJECT] = "no_subject",
    [FLAG_NO_HEADER_FROM] = "no_header_from",
    [FLAG_REDACTED] = "redacted",
};

const char *const measure_names[MEASURES] = { "messages", "recipients", "new_recipients" };

enum flag_kind flag_find(slice name)
{
    for (int f = 0; f < FLAGS; f++)
        if (slice_eq(slice_str(flag_names[f]), name))
            return (enum flag_kind)f;
    return FLAGS;
}

enum action action_find(const char *name)
{
    for (int a = 0; a < ACTIONS; a++)
        if (strcmp(action_names[a], name) == 0)
            return (enum action)a;
    return ACTIONS;
}
