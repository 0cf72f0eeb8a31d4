/* The steps of a sum: the policy's, within what must not be undone. */
#include "analyzer/base/mem.h"
#include <criterion/criterion.h>
#include <string.h>

#include "analyzer/model/ruling.h"
#include "analyzer/run/sections.h"

static bool is_good(int64_t contact, int64_t hold, int64_t disable)
{
    int64_t values[] = { contact, hold, disable };
    struct err why;

    return ladder_check(values, &why);
}

Test(ladder, presets)
{
    struct ladder l = ladder_of(NULL, 0);

    cr_expect_eq(l.contact, 4000);
    cr_expect_eq(l.hold, 5000);
    cr_expect_eq(l.disable, 7000);
    cr_expect(is_good(l.contact, l.hold, l.disable));
}

Test(ladder, of_the_policy)
{
    size_t n;
    struct limit_section *sections = sections_of_policy(&n);
    struct ladder l;

    cr_expect_eq(strcmp(sections[n - 1].name, "ladder"), 0);
    cr_expect_not(sections[n - 1].is_detector);
    cr_expect(sections[0].is_detector);
    sections[n - 1].values[1] = 6000;
    l = ladder_of(sections, n);
    cr_expect_eq(l.contact, 4000);
    cr_expect_eq(l.hold, 6000);
    mem_free(sections);
}

Test(ladder, bounds)
{
    cr_expect(is_good(2000, 2000, 5000));
    cr_expect(is_good(7000, 7000, 7000));
    cr_expect(is_good(4000, 5000, LADDER_MOST));
    cr_expect_not(is_good(1999, 5000, 7000), "a faint hint calls for nobody");
    cr_expect_not(is_good(2000, 3000, 4999), "two faint kinds stop nobody");
    cr_expect_not(is_good(5001, 5000, 7000));
    cr_expect_not(is_good(4000, 7001, 7000));
    cr_expect_not(is_good(4000, 5000, LADDER_MOST + 1));
}

Test(ladder, a_campaign_is_of_two_at_least)
{
    size_t n;
    struct limit_section *sections = sections_of_policy(&n);
    struct err why;
    int found = 0;

    for (size_t i = 0; i < n; i++) {
        if (strcmp(sections[i].name, "campaign") != 0)
            continue;
        found++;
        cr_expect(sections[i].check(sections[i].values, &why));
        sections[i].values[0] = 1;
        cr_expect_not(sections[i].check(sections[i].values, &why));
    }
    cr_expect_eq(found, 1);
    mem_free(sections);
}
