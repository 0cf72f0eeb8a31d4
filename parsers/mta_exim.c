/*
 * Exim, ids of before 4.97 (6-6-2 characters) and since (6-11-4):
 *
 *   ID <= sender H=host [ip] P=esmtpsa A=plain:login S=1000 id=a@b       exim_arrival
 *   ID => recipient <as addressed> R=router T=transport H=host [ip]      exim_delivery
 *   ID -> the same, further recipient of one delivery; ID >> cutthrough; ID *> suppressed by -N
 *   ID ** recipient ...: why it failed
 *   ID == recipient ... defer (-44): why
 *   ID Completed
 *   H=host [ip] F=<sender> rejected RCPT <recipient>: why                exim_other
 *
 * Through syslog the line begins with its stamp once more, unless syslog_timestamp is off.
 * Seen of 4.94, 4.96 and 4.98 in their default log_selector and in others up to +all.
 *
 * Blind to: other names of the program than exim and exim4.
 */
#include "parsers/exim.h"

enum program { NOT_EXIM, EXIM };

static unsigned claims(slice program)
{
    return slice_eq(program, SLICE("exim")) || slice_eq(program, SLICE("exim4")) ? EXIM : NOT_EXIM;
}

/* "2026-03-02 10:00:00.123 +0100 [4711] ", each part but the first as configured. */
static void skip_stamp(slice *s)
{
    slice rest = slice_skip(*s, EXIM_STAMP), fraction;
    int64_t east;

    if (!exim_has_stamp(*s) || !take_until(&rest, SLICE(" "), &fraction))
        return;
    (void)exim_take_zone(&rest, &east);
    (void)exim_take_pid(&rest);
    *s = rest;
}

static const struct {
    slice arrow;
    enum delivery_status status;
} arrows[] = {
    { WORDS("=> "), STATUS_SENT },    { WORDS("-> "), STATUS_SENT },
    { WORDS(">> "), STATUS_SENT },    { WORDS("*> "), STATUS_DISCARDED },
    { WORDS("** "), STATUS_BOUNCED }, { WORDS("== "), STATUS_DEFERRED },
};

static enum verdict read_message(slice id, slice s, struct facts *out)
{
    if (take(&s, SLICE("<= ")) || take(&s, SLICE("(= ")))
        return exim_arrival(id, s, out);
    for (size_t i = 0; i < COUNT_OF(arrows); i++)
        if (take(&s, arrows[i].arrow))
            return exim_delivery(id, s, arrows[i].status, out);
    if (slice_starts(s, SLICE("Completed"))) {
        facts_add(out, FACT_REMOVED)->queue_id = id;
        return VERDICT_PARSED;
    }
    return exim_other(id, s, out);
}

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    slice rest = ln->message, id;

    (void)program;
    skip_stamp(&rest);
    if (exim_take_id(&rest, &id))
        return read_message(id, rest, out);
    return exim_other(id, rest, out);
}

const struct mta mta_exim = {
    .name = "exim",
    .claims = claims,
    .parse = parse,
};
