/* One section per detector, in the order of list.inc. */
#include "analyzer/run/sections.h"

#include "analyzer/base/err.h"
#include "analyzer/base/mem.h"
#include "detectors/detector.h"

static void fill(struct limit_section *s, const struct detector *d)
{
    s->name = d->name;
    s->title = d->title;
    s->limits = d->limits;
    for (size_t i = 0; d->limits[i].name; i++) {
        if (i >= LIMITS_MAX)
            bug("more limits than LIMITS_MAX");
        s->values[i] = d->limits[i].preset;
    }
}

struct limit_section *sections_of_detectors(size_t *n)
{
    struct limit_section *sections;

    for (*n = 0; detectors[*n];)
        ++*n;
    sections = mem_new(*n, sizeof(*sections));
    for (size_t i = 0; i < *n; i++)
        fill(&sections[i], detectors[i]);
    return sections;
}
