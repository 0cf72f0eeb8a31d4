/*
 * The last line of each that is asked about, with its head:
 *
 *   postfix/cleanup[pid]: QID: info: header Subject: ... from name[ip]; from=<a> to=<b> proto=ESMTP
 * helo=<c> ID <= sender H=name (helo) [ip]:port P=esmtpsa ...      H=(helo) [ip]; without (helo) it
 * is the name
 */
#include "parsers/helo.h"

#include "parsers/text.h"

static slice of_postfix(slice line)
{
    static const slice begins = WORDS(" helo=<");
    size_t at = find_last(line, begins);
    slice s = slice_skip(line, at + begins.n);

    if (at == line.n || slice_find_str(line, SLICE(": header ")) == line.n)
        return slice_of(NULL, 0);
    return slice_head(s, slice_find(s, '>'));
}

static slice of_exim(slice line)
{
    static const slice arrival = WORDS(" <= "), host = WORDS(" H=");
    slice s = slice_skip(line, slice_find_str(line, arrival)), words;

    s = slice_skip(s, slice_find_str(s, host) + host.n);
    words = slice_head(s, slice_find(s, '['));
    if (slice_find(words, '(') == words.n)
        return words.n < s.n ? slice_trim(words) : slice_of(NULL, 0);
    s = slice_skip(s, slice_find(s, '(') + 1);
    return slice_head(s, slice_find(s, ')'));
}

slice helo_of(slice line)
{
    slice is = of_postfix(line);

    return is.n ? is : of_exim(line);
}
