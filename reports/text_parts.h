#ifndef REPORTS_TEXT_PARTS_H
#define REPORTS_TEXT_PARTS_H

/*
 * text_parts - what the reports for terminals and nightly mails are made of
 *
 * Widths are columns of a terminal: code points of the escaped text, which is right for
 * most names. All text that is not a literal goes through out_text().
 */

#include "reports/text_words.h"

void text_pad(struct out *o, size_t n);

/* Columns that s takes once it is escaped. */
size_t text_width(slice s);

/* s, a blank, and blanks up to the width. */
void text_padded(struct out *o, slice s, size_t width);

/* Wrapped at 80 columns, from column `indent` on; ends with a newline. */
void text_wrapped(struct out *o, slice s, size_t indent);

/* "Account     c.meyer, staff": further lines of the value are indented. */
void text_labelled(struct out *o, const char *what, slice value);

/* For the commands: a count and its word. */
void text_plural(struct out *o, uint64_t n, const char *one, const char *many);

/* Version, organisation, time span, how much was read. */
void text_coverage(struct out *o, const struct result *r);
/* Of that the time span, and how much was read. */
void text_period(struct out *o, const struct result *r);

/* Inputs that could not be read to their end. */
void text_troubles(struct out *o, const struct result *r);

/* "Lines  7 parsed + 1 ignored = 8", and a loud line when that is not the total. */
void text_sum(struct out *o, enum text_word what, const char *const *names, const uint64_t *values,
              size_t n, uint64_t total);

/* A sum of the refusals and deferrals, by what they mean; and so many of those that mean nothing to
   us. Nothing where there are none. */
void text_replies(struct out *o, const struct reply_sums *s);
void text_unread_replies(struct out *o, const struct reply_sums *s, size_t most);

/* Thousandths as a decimal number. */
void text_add_milli(struct buf *b, int64_t value);

/* How the sum of an account comes about, and why it recommends no more; indented. */
void text_ruling(struct out *o, const struct ruling *v, size_t indent);

/* What earlier runs and people's decisions tell of a finding and of an account, indented; what
   changed. Nothing without a state. */
void text_past(struct out *o, const struct finding *f, size_t indent);
void text_account_past(struct out *o, const struct ruling *v, size_t indent);
void text_changes(struct out *o, const struct result *r);

/* What became of complaints; nothing where there are none. */
void text_complaints(struct out *o, const struct result *r);

uint64_t text_lines_read(const struct result *r);

#endif
