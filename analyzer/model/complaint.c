/* The words for complaints, as written in every report. */
#include "analyzer/model/complaint.h"

const char *const complaint_kind_names[COMPLAINT_KINDS] = {
    "spam",   "fraud",   "virus",    "harassment",   "flooding",
    "forged", "opt-out", "not-spam", "auth-failure", "other",
};

const char *const complaint_match_names[COMPLAINT_MATCHES] = {
    "unidentified", "unseen",     "elsewhere", "nobodys", "no_login", "not_then",
    "not_to",       "other_kind", "double",    "earlier", "counted",
};

const char *const complaint_match_meanings[COMPLAINT_MATCHES] = {
    "names neither a Message-ID nor a queue id of a server here",
    "no message in these logs has its id, nor one that is remembered: forged, or of another day",
    "sent from an address that is not the site's, under a name of it: no mail of anybody here",
    "about mail from outside that was only passed on here: nobody's",
    "about mail without a login: only the host or the program is known",
    "its times do not fit those of the message",
    "the message did not go to the address it names",
    "about something else than unwanted mail",
    "the same complainant about the same message once more",
    "counted in an earlier run",
    "counted",
};
