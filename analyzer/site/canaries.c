/* A plain list, because people grow it line by line with echo. */
#include "analyzer/site/load.h"
#include "analyzer/site/mail_address.h"

static bool has_address(const void *value, const void *key)
{
    return slice_eq(((const struct canary *)value)->address, *(const slice *)key);
}

static slice next_line(slice *rest)
{
    slice line = slice_head(*rest, slice_find(*rest, '\n'));

    *rest = slice_skip(*rest, line.n + 1);
    return line;
}

static size_t count_lines(slice bytes)
{
    size_t n = 0;

    while (bytes.n) {
        (void)next_line(&bytes);
        n++;
    }
    return n;
}

static void add(struct load *l, slice text, uint32_t line, uint32_t column)
{
    struct canaries *canaries = &l->site->canaries;
    slice address = lower_keep(&l->site->arena, text);
    const struct canary *other = map_find(&canaries->by_address, hash_slice(address), &address);
    const struct person *person = site_find_person(l->site, address);

    if (!is_mail_address(address))
        load_mistake(l, line, column, "'%.*s' is not a mail address", SHOWN(text));
    else if (other)
        load_mistake(l, line, column, "'%.*s' is in line %u already", SHOWN(address),
                     (unsigned)other->line);
    else if (person)
        load_mistake(l, line, column, "'%.*s' is an address of '%.*s' in the directory: no canary",
                     SHOWN(address), SHOWN(person->account));
    else {
        struct canary *canary = &canaries->at[canaries->n++];

        *canary = (struct canary){ address, line };
        map_add(&canaries->by_address, hash_slice(address), canary);
    }
}

void canaries_load(struct load *l, slice bytes)
{
    struct canaries *canaries = &l->site->canaries;
    slice rest = slice_starts(bytes, SLICE("\xef\xbb\xbf")) ? slice_skip(bytes, 3) : bytes;

    canaries->at = arena_new(&l->site->arena, (count_lines(rest) + 1) * sizeof(*canaries->at));
    canaries->by_address.same = has_address;
    for (uint32_t number = 1; rest.n; number++) {
        slice line = next_line(&rest);
        slice text = slice_trim(slice_head(line, slice_find(line, '#')));

        if (text.n)
            add(l, text, number, (uint32_t)(text.p - line.p) + 1);
    }
}

const struct canary *site_find_canary(const struct site *s, slice address)
{
    char buf[MAIL_ADDRESS_MAX];
    slice folded = mail_address_fold(address, buf);

    return map_find(&s->canaries.by_address, hash_slice(folded), &folded);
}
