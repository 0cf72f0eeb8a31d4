/* A sum that slides in sixteenths: what is older than the whole span is gone. */
#include "detectors/toolbox.h"

int64_t window_add(struct window *win, uint32_t n, usec when, seconds span)
{
    int64_t part = when / (span * USEC_PER_SECOND / WINDOW_PARTS);
    int64_t ahead = part - win->part;

    if (ahead >= WINDOW_PARTS)
        *win = (struct window){ 0 };
    for (int64_t i = ahead < WINDOW_PARTS ? 1 : ahead; i <= ahead; i++) {
        uint32_t *old = &win->parts[(win->part + i) % WINDOW_PARTS];

        win->sum -= *old;
        *old = 0;
    }
    if (ahead > 0)
        win->part = part;
    if (ahead <= -WINDOW_PARTS)
        return win->sum;
    win->parts[part % WINDOW_PARTS] += n;
    win->sum += n;
    return win->sum;
}
