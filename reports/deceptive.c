/* After Unicode's default ignorable code points and its scripts; only what can look Latin. */
#include "reports/deceptive.h"

enum { LOOK = 64, FIRST_THAT_JOINS = 0x600 };

struct range {
    uint32_t first, last;
};

/* Never seen, or it turns the direction; wherever it stands. */
static const struct range unseen[] = {
    { 0xAD, 0xAD },       { 0x34F, 0x34F },     { 0x61C, 0x61C },     { 0x70F, 0x70F },
    { 0x115F, 0x1160 },   { 0x17B4, 0x17B5 },   { 0x180B, 0x180F },   { 0x200B, 0x200B },
    { 0x200E, 0x200F },   { 0x2028, 0x202E },   { 0x2060, 0x206F },   { 0x2800, 0x2800 },
    { 0x3164, 0x3164 },   { 0xFEFF, 0xFEFF },   { 0xFFA0, 0xFFA0 },   { 0xFFF0, 0xFFFB },
    { 0x13430, 0x1345F }, { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A }, { 0xE0000, 0xE0FFF },
};

/* Joiners and variations: emoji and many scripts are written with them. */
static const struct range joining[] = {
    { 0x200C, 0x200D },
    { 0xFE00, 0xFE0F },
};

/* Phonetic, Greek, Cyrillic, Armenian, Cherokee, Lisu, Coptic, full width, mathematical. */
static const struct range alike[] = {
    { 0x250, 0x2AF },     { 0x370, 0x58F },   { 0x13A0, 0x13FF }, { 0x1C80, 0x1C8F },
    { 0x1F00, 0x1FFF },   { 0x2C80, 0x2CFF }, { 0x2DE0, 0x2DFF }, { 0xA4D0, 0xA4FF },
    { 0xA640, 0xA69F },   { 0xAB70, 0xABBF }, { 0xFF21, 0xFF3A }, { 0xFF41, 0xFF5A },
    { 0x1D400, 0x1D7FF },
};

static bool is_in(const struct range *ranges, size_t n, uint32_t point)
{
    for (size_t i = 0; i < n; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return true;
    return false;
}

#define IS_IN(ranges, point) is_in((ranges), sizeof(ranges) / sizeof(*(ranges)), (point))

static bool is_latin(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_of_word(char c)
{
    return is_latin(c) || (unsigned char)c >= 0x80;
}

/* Is there a plain letter in the word around it? Not farther than it is worth to look. */
static bool is_amidst_latin(slice text, size_t at)
{
    for (size_t i = at; i < text.n && i < at + LOOK && is_of_word(text.p[i]); i++)
        if (is_latin(text.p[i]))
            return true;
    for (size_t i = at; i > 0 && i + LOOK > at && is_of_word(text.p[i - 1]); i--)
        if (is_latin(text.p[i - 1]))
            return true;
    return false;
}

bool is_deceptive(slice text, size_t at, uint32_t point, uint32_t before)
{
    if (IS_IN(unseen, point))
        return true;
    if (IS_IN(joining, point))
        return before < FIRST_THAT_JOINS || IS_IN(joining, before);
    return IS_IN(alike, point) && is_amidst_latin(text, at);
}
