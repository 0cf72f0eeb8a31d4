/* Detectors name their numbers for sentences and machines; alone, some of these names say little.
 */
#include "reports/number_words.h"

#include <string.h>

static const struct {
    const char *name, *words;
} table[] = {
    { "accepted", "recipients that the message has" },
    { "accounts", "accounts in all" },
    { "addresses", "different addresses" },
    { "answers", "answers from them" },
    { "campaign_messages", "messages of the whole campaign" },
    { "campaign_weight", "weight of the whole campaign" },
    { "canaries", "addresses that nobody has" },
    { "changes", "changes between places" },
    { "crowd", "accounts that make a crowd" },
    { "days", "days looked at" },
    { "decided", "outside recipients of the campaign with an outcome" },
    { "earlier_days", "earlier days with mail to the same people" },
    { "external", "recipients outside" },
    { "inactive", "closed addresses" },
    { "invalid", "unknown addresses" },
    { "known", "recipients written to before" },
    { "known_days", "earlier days remembered" },
    { "largest", "largest message" },
    { "left_without", "recipients that have not answered" },
    { "limit_abroad", "limit for recipients outside" },
    { "line", "line in the site's file" },
    { "mails", "mails to them" },
    { "minutes", "shortest time between, in minutes" },
    { "offered", "recipients offered" },
    { "offers", "recipients of mail that sells" },
    { "other_line", "the other line in the site's file" },
    { "others", "other accounts" },
    { "outside", "recipients outside" },
    { "own_days", "own earlier days with mail" },
    { "own_maximum", "own maximum a day before" },
    { "peers_most", "peers' days: 99.9 % at most" },
    { "smallest", "smallest message" },
    { "strangers", "recipients never written to" },
    { "taken", "recipients whose mail was taken" },
    { "tried", "new recipients tried" },
    { "unasked", "messages that answer none" },
    { "usual_day", "new recipients on a usual day" },
    { "verdicts", "times taken for spam" },
    { "written", "messages the other way" },
};

const char *number_words_of(const char *name)
{
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
        if (strcmp(table[i].name, name) == 0)
            return table[i].words;
    return name;
}
