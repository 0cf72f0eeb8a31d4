/* How commands tell the mistakes in a site's files. */
#include <stdio.h>

#include "analyzer/commands/commands.h"
#include "analyzer/site/site.h"

static void print_mistake(const struct mistake *m)
{
    fprintf(stderr, SLICE_FMT, SLICE_ARG(m->file));
    if (m->line)
        fprintf(stderr, ":%u:%u", (unsigned)m->line, (unsigned)m->column);
    fprintf(stderr, ": " SLICE_FMT "\n", SLICE_ARG(m->text));
}

void print_mistakes(const struct mistakes *m)
{
    for (size_t i = 0; i < m->n; i++)
        print_mistake(&m->at[i]);
    if (m->more)
        fprintf(stderr, "and %llu more\n", (unsigned long long)m->more);
}
