/* What one hour must show, and all hours before it: enough lines, and a share well above theirs. */
#include "analyzer/run/drift.h"

enum { LINES_BEFORE = 200, LINES_NOW = 20, UNREAD_NOW = 5, PER_CENT = 5, TIMES = 5 };

static void add(struct share *into, const struct share *one)
{
    into->lines += one->lines;
    into->unread += one->unread;
}

static bool has_jumped(const struct share *before, const struct share *now)
{
    return before->lines >= LINES_BEFORE && now->lines >= LINES_NOW && now->unread >= UNREAD_NOW &&
           now->unread * 100 >= now->lines * PER_CENT &&
           now->unread * before->lines >= TIMES * before->unread * now->lines;
}

static void end_hour(struct drift *d)
{
    if (!d->jumped && has_jumped(&d->before, &d->hour))
        d->jumped = d->hour_began;
    add(d->jumped ? &d->after : &d->before, &d->hour);
    d->hour = (struct share){ 0 };
}

void drift_line(struct drift *d, usec when, bool is_unread)
{
    if (when - d->hour_began >= (usec)HOUR * USEC_PER_SECOND) {
        end_hour(d);
        d->hour_began = when - when % ((usec)HOUR * USEC_PER_SECOND);
    }
    d->hour.lines++;
    d->hour.unread += is_unread;
}

void drift_close(struct drift *d)
{
    end_hour(d);
}
