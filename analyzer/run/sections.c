/* One section per detector, in the order of list.inc; then the steps that their sum climbs. */
#include "analyzer/run/sections.h"

#include "analyzer/base/err.h"
#include "analyzer/base/mem.h"
#include "analyzer/model/ruling.h"
#include "detectors/detector.h"

static void preset(struct limit_section *s)
{
    for (size_t i = 0; s->limits[i].name; i++) {
        if (i >= LIMITS_MAX)
            bug("more limits than LIMITS_MAX");
        s->values[i] = s->limits[i].preset;
    }
}

struct limit_section *sections_of_policy(size_t *n)
{
    struct limit_section *sections;

    for (*n = 0; detectors[*n];)
        ++*n;
    sections = mem_new(*n + 1, sizeof(*sections));
    for (size_t i = 0; i < *n; i++)
        sections[i] = (struct limit_section){ .name = detectors[i]->name,
                                              .title = detectors[i]->title,
                                              .limits = detectors[i]->limits,
                                              .check = detectors[i]->check,
                                              .is_detector = true };
    sections[(*n)++] = (struct limit_section){ .name = "ladder",
                                               .title = "What an account's sum recommends",
                                               .limits = ladder_limits,
                                               .check = ladder_check };
    for (size_t i = 0; i < *n; i++)
        preset(&sections[i]);
    return sections;
}
