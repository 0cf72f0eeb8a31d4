/* The headings of the tables that count. */
#include "reports/count_text.h"

const struct text_column count_mail_columns[] = {
    { "Messages", COUNT }, { "Recipients", COUNT }, { "Delivered", COUNT }, { "Bounced", COUNT },
    { "Expired", COUNT },  { "Discarded", COUNT },  { "Held", COUNT },      { "Open", COUNT },
    { "Lost", COUNT },     { NULL, COUNT },
};

const struct text_column count_access_columns[] = {
    { "Bytes", COUNT },   { "With login", COUNT }, { "Sessions", COUNT }, { "Login failed", COUNT },
    { "Refused", COUNT }, { "Merged", COUNT },     { NULL, COUNT },
};

const struct text_column count_line_columns[] = {
    { "Lines", COUNT },     { "Parsed", COUNT },   { "Ignored", COUNT }, { "Foreign", COUNT },
    { "Malformed", COUNT }, { "Repeated", COUNT }, { NULL, COUNT },
};

const struct text_column count_program_columns[] = {
    { "Lines", COUNT },   { "Parsed", COUNT },    { "Ignored", COUNT },
    { "Foreign", COUNT }, { "Malformed", COUNT }, { "Repeated", COUNT },
    { "Unread", COUNT },  { "Unread %", MILLI },  { NULL, COUNT },
};
