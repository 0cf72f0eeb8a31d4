/* Messages to people: what was seen and done, and nothing that blames or betrays. */
#include "reports/drafts.h"

#include <criterion/criterion.h>

#include "detectors/detector.h"
#include "tests/units/reports_sample.h"

static struct buf text;

static const char *draft(const struct result *r, const struct ruling *v, enum draft to)
{
    buf_clear(&text);
    draft_add(&text, r, v, to);
    buf_add(&text, SLICE("\0"));
    return text.p;
}

static struct ruling one(const char *detector, enum action action, struct finding *f)
{
    struct ruling v = sample.rulings[0];

    *f = v.findings[0];
    f->detector = detector;
    v.action = action;
    v.findings = f;
    v.n_findings = 1;
    return v;
}

Test(drafts, tell_what_was_done)
{
    struct finding f;
    struct ruling v = one("unknown_recipients", ACTION_DISABLE_SENDING, &f);
    const char *user = draft(&sample, &v, DRAFT_USER);

    cr_expect(strstr(user, "- Many of the addresses that were written to do not exist.\n"));
    cr_expect(strstr(user, "\nWe have stopped outgoing mail. Incoming mail is not affected.\n"));
    cr_expect(strstr(user, "somebody else may know your password"));
    cr_expect(strstr(user, f.id));
}

Test(drafts, name_the_help_desk_where_it_is_known)
{
    struct finding f;
    struct ruling v = one("mass_mailing", ACTION_NOTIFY, &f);
    struct result r = sample;

    cr_expect(strstr(draft(&r, &v, DRAFT_USER), "please call the help desk and tell"));
    r.help_desk = SLICE("+1 555 0100");
    cr_expect(
        strstr(draft(&r, &v, DRAFT_USER), "please call the help desk (+1 555 0100) and tell"));
}

Test(drafts, do_not_claim_that_a_mailing_that_has_left_is_held)
{
    struct finding f;
    struct ruling v = one("mass_mailing", ACTION_HOLD_MAILING, &f);

    f.unsettled = 0;
    cr_expect(strstr(draft(&sample, &v, DRAFT_USER), "nothing was held"));
    f.unsettled = 5;
    cr_expect(strstr(draft(&sample, &v, DRAFT_USER), "We hold what still waits"));
}

Test(drafts, suspect_no_thief_where_there_can_be_none)
{
    struct finding f;
    struct ruling v = one("limits", ACTION_NOTIFY, &f);

    cr_expect_null(strstr(draft(&sample, &v, DRAFT_USER), "password"));
}

Test(drafts, keep_canaries_secret)
{
    struct finding f;
    struct ruling v = one("canaries", ACTION_CONTACT, &f);

    for (int to = 0; to < DRAFTS; to++)
        cr_expect_null(strstr(draft(&sample, &v, (enum draft)to), "anar"));
    cr_expect(strstr(draft(&sample, &v, DRAFT_USER), "that does not look like yours"));
}

Test(drafts, are_to_nobody_where_nobody_complained_or_refused)
{
    struct finding f;
    struct ruling v = one("mass_mailing", ACTION_NOTIFY, &f);

    f.family = FAMILY_VOLUME;
    cr_expect_str_eq(draft(&sample, &v, DRAFT_COMPLAINANT), "");
    cr_expect_str_eq(draft(&sample, &v, DRAFT_PROVIDER), "");
    f.family = FAMILY_REMOTE;
    cr_expect(strstr(draft(&sample, &v, DRAFT_PROVIDER), " UTC our servers sent you mail"));
}

Test(drafts, know_words_for_every_detector)
{
    struct finding f = sample.findings[0];

    for (size_t i = 0; detectors[i]; i++) {
        f.detector = detectors[i]->name;
        cr_expect_str_eq(draft_words_of(&f)->detector, detectors[i]->name);
    }
}
