/* Plain words, no blame; thresholds appear in the reasons for staff, not in any advice. */
#include "analyzer/run/judge/judge_text.h"

static const char *advice_of(const struct evidence *e, enum action action)
{
    switch (action) {
    case ACTION_HOLD_MAILING:
        return e->unsettled ? "Hold what is left of this mailing in the queue, then talk to the "
                              "sender; release it or delete it after that."
                            : "Nothing of this mailing is left in the queue: hold it if it goes "
                              "on, and talk to the sender.";
    case ACTION_CONTACT:
        return "Talk to the sender: ask what was planned, and offer a mailing list.";
    case ACTION_NOTIFY:
        return "Send the sender a note: mailings of this size are announced first, or go over a "
               "list.";
    default:
        return "Nothing to do.";
    }
}

slice judge_advice(struct arena *a, const struct evidence *e, enum action action)
{
    return judge_sentence(a, e->advice ? e->advice : advice_of(e, action), e);
}
