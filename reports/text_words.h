#ifndef REPORTS_TEXT_WORDS_H
#define REPORTS_TEXT_WORDS_H

/*
 * text_words - what is said as plain text: on standard output, in the nightly mail, in drafts and
 * in steps
 *
 * The sentences stand in text_words.inc. text_say() escapes what fills the gaps, as everything on
 * a terminal is; words_add() leaves it as it is, for a format that escapes later.
 */
#include "reports/words.h"

#define WORD(name, text) TELL_##name,
enum text_word {
#include "reports/text_words.inc"
    TELLS
};
#undef WORD

slice text_word(enum text_word word);

#define text_say(o, word, ...) text_say_((o), (word), (const struct gap[]){ __VA_ARGS__ })
#define text_said(o, word)     text_say_((o), (word), NULL)
void text_say_(struct out *o, enum text_word word, const struct gap *gaps);

#define words_add(b, word, ...) words_add_((b), (word), (const struct gap[]){ __VA_ARGS__ })
#define words_added(b, word)    words_add_((b), (word), NULL)
void words_add_(struct buf *b, enum text_word word, const struct gap *gaps);

#endif
