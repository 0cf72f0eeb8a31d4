#include "analyzer/model/result.h"

#include <stdlib.h>

static int by_number(const void *key, const void *at)
{
    uint32_t number = *(const uint32_t *)key, other = ((const struct input_name *)at)->number;

    return number < other ? -1 : number > other;
}

slice result_input_name(const struct result *r, uint32_t input)
{
    uint32_t number = input & ~INPUT_EARLIER;
    const struct input_name *found;

    if (!(input & INPUT_EARLIER))
        return r->inputs[input].name;
    found =
        r->n_earlier ? bsearch(&number, r->earlier, r->n_earlier, sizeof(*found), by_number) : NULL;
    return found ? found->name : SLICE("(an input of an earlier run)");
}
