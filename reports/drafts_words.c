/* The words of drafts that depend on what was found and what is done: one table each. */
#include "reports/drafts.h"

const char *const draft_titles[DRAFTS] = {
    [DRAFT_USER] = "To the user",
    [DRAFT_HELP_DESK] = "To the help desk",
    [DRAFT_COMPLAINANT] = "To whoever complained",
    [DRAFT_PROVIDER] = "To the provider that refuses mail",
};

const char *const draft_done[ACTIONS] = {
    [ACTION_RECORD] = "Nothing was changed.",
    [ACTION_NOTIFY] = "Nothing was changed: this is only for you to know.",
    [ACTION_CONTACT] = "Nothing was changed so far: we would like to hear from you first.",
    [ACTION_THROTTLE] = "We have slowed down outgoing mail. Incoming mail is not affected.",
    [ACTION_HOLD_MAILING] = ("We hold what still waits of this mailing; nothing of it is lost. "
                             "All other mail is not affected."),
    [ACTION_DISABLE_SENDING] = "We have stopped outgoing mail. Incoming mail is not affected.",
    [ACTION_DISABLE_ACCOUNT] = "We have closed the account.",
};

/* Canaries are not told: whoever has found one out avoids it. */
static const struct draft_words table[] = {
    { "mass_mailing",
      "One mailing went to a large number of people, and we know of no "
      "announcement that fits it.",
      true },
    { "cold_mail", "Mail went to many people outside.", true },
    { "unknown_recipients", "Many of the addresses that were written to do not exist.", true },
    { "refused_as_spam", "Other mail providers refused messages as unwanted mail.", true },
    { "own_filter", "Our own mail filter took messages for unwanted mail.", true },
    { "networks", "Mail was sent from networks that had not been used before.", true },
    { "guessing", "Logins failed many times, and then one worked.", true },
    { "campaign", "Other accounts sent the same messages at the same time.", true },
    { "fan_out", "The same mail went to many contacts, one by one.", true },
    { "canaries", NULL, true },
    { "complained", "People who got mail from this account complained about it.", true },
    { "commercial", "Mail went to people who, as far as we can tell, had not asked for it.", true },
    { "forged_sender", "Mail was sent under an address that belongs to somebody else.", true },
    { "flooding", "Much mail went to one person within a short time.", true },
    { "still_sending", "Mail was sent although sending had been stopped.", true },
    { "harassment", "Mail went to somebody who has asked to get none.", false },
    { "limits", "Messages were larger, or had more recipients, than our servers take.", false },
    { "relaying",
      "A computer tried to send mail through our servers that they do not take from "
      "it.",
      true },
    { "leavers", "Mail was sent although the time of the account had ended.", false },
    { "leavers_forwarding", "Mail is still forwarded although the time for that has ended.",
      false },
    { "aliases", "An address of yours belongs to another account as well.", false },
    { "second_account", "There are two accounts for the same person.", false },
    { "shared_account", "Mail came from two places by turns, on several days.", true },
    { "old_password", "A program goes on logging in with a password that is over.", false },
    { "retired_addresses", "An address that has ended still takes mail.", false },
    { "dead_addresses", "Mail to an address of yours finds no mailbox.", false },
};

const struct draft_words *draft_words_of(const struct finding *f)
{
    static const struct draft_words other = { "", NULL, false };

    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
        if (strcmp(table[i].detector, f->detector) == 0)
            return &table[i];
    return &other;
}
