/*
 * In the first days that are remembered of an account all its contacts look new, so a few new
 * people a day are no habit yet. Days on which it was suspect are not learned from (usual.h):
 * whoever takes an account over makes no habit of his own in it.
 */
#include "analyzer/base/negative_binomial.h"
#include "detectors/cold_mail.h"

enum {
    OWN_PAST = 3000,     /* thousandths of -log10: one day in a thousand */
    HABIT_LEAST = 12000, /* thousandths: new people a day */
};

static const struct usual_of *new_people(const struct usual *usual)
{
    const struct usual_of *of = usual ? &usual->of[MEASURE_NEW] : NULL;

    return of && !usual->is_young && of->rate ? of : NULL;
}

bool cold_mail_is_rare(const struct usual *usual, int64_t n)
{
    const struct usual_of *of = new_people(usual);

    return of && nb_surprise((uint64_t)n, of->rate, of->dispersion) >= OWN_PAST;
}

bool cold_mail_is_usual(const struct usual *usual, int64_t n, seconds within)
{
    const struct usual_of *of = new_people(usual);
    int64_t days = within < DAY ? 1 : within / DAY;

    return of && of->rate >= HABIT_LEAST && n * 2000 <= of->rate * days * 3;
}

void cold_mail_tell_habit(struct evidence *e, const struct usual *usual, bool is_usual)
{
    static const char habit[] = "By its own past {usual_day} new people a day are usual for it.";

    if (!is_usual) {
        evidence_no_longer_against(e, habit);
        return;
    }
    evidence_number(e, "usual_day", COUNT, usual->of[MEASURE_NEW].rate / 1000);
    evidence_against(e, habit, -COLD_MAIL_HABIT);
}
