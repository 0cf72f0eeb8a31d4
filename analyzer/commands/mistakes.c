/* How commands tell the mistakes in a site's files. */
#include "analyzer/base/buf.h"
#include "analyzer/commands/commands.h"
#include "analyzer/site/site.h"

static void print_mistake(const struct mistake *m)
{
    struct buf b = { 0 };

    if (m->line)
        buf_addf(&b, ":%u:%u", (unsigned)m->line, (unsigned)m->column);
    (void)errors_tell(SLICE_FMT SLICE_FMT ": " SLICE_FMT, SLICE_ARG(m->file),
                      SLICE_ARG(buf_slice(&b)), SLICE_ARG(m->text));
    buf_free(&b);
}

void print_mistakes(const struct mistakes *m)
{
    for (size_t i = 0; i < m->n; i++)
        print_mistake(&m->at[i]);
    if (m->more)
        (void)errors_tell("and %llu more", (unsigned long long)m->more);
}
