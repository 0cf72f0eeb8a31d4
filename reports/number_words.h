#ifndef REPORTS_NUMBER_WORDS_H
#define REPORTS_NUMBER_WORDS_H

/* What a finding's number is called on a page; as machines have it where that says enough. */
const char *number_words_of(const char *name);

#endif
