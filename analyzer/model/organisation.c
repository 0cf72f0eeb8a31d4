#include "analyzer/model/organisation.h"

#include "analyzer/base/map.h"

enum { NAME_MAX = 255 };

/* What stands under a country's domain in place of an organisation. */
static bool is_registrys(slice label)
{
    static const char *const words[] = { "ac", "co",  "com", "edu", "gob", "gov", "gv", "mil",
                                         "ne", "net", "nom", "or",  "org", "go",  "uni" };

    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (slice_eq_nocase(label, slice_str(words[i])))
            return true;
    return false;
}

/* Where the label begins that ends before `end`. */
static size_t label_before(slice name, size_t end)
{
    size_t dot = slice_rfind(slice_head(name, end), '.');

    return dot == end ? 0 : dot + 1;
}

slice organisation_of(slice name)
{
    size_t last, second;
    slice label;

    while (name.n && name.p[name.n - 1] == '.')
        name.n--;
    last = label_before(name, name.n);
    if (last == 0 || (name.p[last] >= '0' && name.p[last] <= '9'))
        return name;
    second = label_before(name, last - 1);
    label = slice_head(slice_skip(name, second), last - 1 - second);
    if (second && name.n - last == 2 && is_registrys(label))
        second = label_before(name, second - 1);
    return slice_skip(name, second);
}

uint64_t organisation_hash(slice name)
{
    slice whole = slice_head(organisation_of(name), NAME_MAX);
    char folded[NAME_MAX];

    for (size_t i = 0; i < whole.n; i++) {
        char c = whole.p[i];

        folded[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return hash_bytes(folded, whole.n) | 1;
}
