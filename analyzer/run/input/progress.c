/* Looks at the clock every few thousand lines only. */
#include "analyzer/run/input/progress.h"

#include <stdio.h>
#include <unistd.h>

enum { EVERY = 16384 };

void progress_begin(struct progress *p, bool wanted)
{
    *p = (struct progress){ .is_shown = wanted && isatty(STDERR_FILENO) };
    p->began = clock_monotonic();
    p->next = p->began + USEC_PER_SECOND / 2;
}

static void show(const struct progress *p, const struct inputs *in, usec now)
{
    double passed = (double)(now - p->began) / 1e6;
    uint64_t done, total;

    inputs_progress(in, &done, &total);
    fprintf(stderr, "\r\033[K%.1f million lines, %.0f MB/s read", (double)p->lines / 1e6,
            (double)done / 1e6 / passed);
    if (total && done && done <= total)
        fprintf(stderr, ", %llu %%, %.0f s left", (unsigned long long)(done * 100 / total),
                passed * (double)(total - done) / (double)done);
}

void progress_line(struct progress *p, const struct inputs *in)
{
    usec now;

    if (++p->lines % EVERY || !p->is_shown)
        return;
    now = clock_monotonic();
    if (now < p->next)
        return;
    p->next = now + USEC_PER_SECOND / 4;
    show(p, in, now);
}

void progress_end(struct progress *p)
{
    if (p->is_shown)
        fprintf(stderr, "\r\033[K");
}
