/* What made-up evidence comes to: caps, two families, harm, excuses, kinds, chances. */
#include "tests/units/court.h"

static bool is_withheld(const struct ruling *v, const char *words)
{
    for (size_t i = 0; i < v->n_withheld; i++)
        if (slice_find_str(v->withheld[i], slice_str(words)) < v->withheld[i].n)
            return true;
    return false;
}

/* Two kinds, harm among them, a sum of 7: what it takes. */
static void add_abuse(struct court *c)
{
    court_add(c, FAMILY_VOLUME, 3000);
    court_add(c, FAMILY_INVALID, 4000);
}

Test(judge, two_kinds_of_evidence_with_harm_disable_sending)
{
    struct court c;
    const struct ruling *v;

    court_open(&c);
    add_abuse(&c);
    v = court_ruling(&c);
    cr_expect_eq(v->sum, 7000);
    cr_expect_eq(v->action, ACTION_DISABLE_SENDING);
    cr_expect_eq(v->certainty, CERTAINTY_STRONG);
    cr_expect_eq(v->n_withheld, 0);
    cr_expect_eq(v->by_rule, ACTION_RECORD);
    court_close(&c);
}

/* Pieces that are alike in all that makes an id: each has its own, whatever the order. */
Test(judge, every_finding_has_an_id_of_its_own)
{
    struct court c;
    const struct ruling *v;

    court_open(&c);
    for (int i = 0; i < 3; i++)
        court_add(&c, FAMILY_FORGED, 1000)->first = 3 - i;
    v = court_ruling(&c);
    cr_assert_eq(v->n_findings, 3);
    cr_expect_str_neq(v->findings[0].id, v->findings[1].id);
    cr_expect_str_neq(v->findings[0].id, v->findings[2].id);
    cr_expect_str_neq(v->findings[1].id, v->findings[2].id);
    court_close(&c);
}

/* Logs that something is wrong with disable nobody, unless somebody explains what it is. */
Test(judge, flags_stop_disabling)
{
    struct court c;

    court_open(&c);
    add_abuse(&c);
    c.flag = (struct flag){ .kind = FLAG_LOG_GAP, .text = SLICE("A gap."), .blocks = true };
    cr_expect_eq(court_ruling(&c)->action, ACTION_THROTTLE);
    cr_expect(is_withheld(court_ruling(&c), "nothing is wrong with: log_gap."));
    c.flag.explained = SLICE("maintenance");
    cr_expect_eq(court_ruling(&c)->action, ACTION_DISABLE_SENDING);
    c.flag.explained = (slice){ 0 };
    c.flag.blocks = false;
    cr_expect_eq(court_ruling(&c)->action, ACTION_DISABLE_SENDING);
    court_close(&c);
}

/* A host that was silent one night says nothing of what was found weeks before. */
Test(judge, flags_of_another_time_do_not)
{
    const usec day = (usec)DAY * USEC_PER_SECOND;
    struct court c;

    court_open(&c);
    add_abuse(&c);
    c.flag = (struct flag){ .kind = FLAG_LOG_GAP, .text = SLICE("A gap."), .blocks = true };
    c.flag.from = 7 * day;
    c.flag.to = 8 * day;
    cr_expect_eq(court_ruling(&c)->action, ACTION_THROTTLE);
    c.flag.from = 8 * day;
    c.flag.to = 9 * day;
    cr_expect_eq(court_ruling(&c)->action, ACTION_DISABLE_SENDING);
    court_close(&c);
}

/* What is proved by a single line does not wait for better logs. */
Test(judge, flags_do_not_stop_what_is_proved)
{
    struct court c;

    court_open(&c);
    court_add(&c, FAMILY_CONFIGURATION, 3000)->warrants = ACTION_DISABLE_ACCOUNT;
    c.flag = (struct flag){ .kind = FLAG_LOG_GAP, .text = SLICE("A gap."), .blocks = true };
    cr_expect_eq(court_ruling(&c)->action, ACTION_DISABLE_ACCOUNT);
    court_close(&c);
}

Test(judge, volume_alone_never_disables)
{
    struct court c;
    const struct ruling *v;

    court_open(&c);
    for (int i = 0; i < 5; i++)
        court_add_mailing(&c, FAMILY_VOLUME, 9000, (uint64_t)i + 1);
    v = court_ruling(&c);
    cr_expect_eq(v->sum, 4000);
    cr_expect_eq(v->action, ACTION_CONTACT);
    court_add(&c, FAMILY_AUTHENTICATION, 2000);
    court_add(&c, FAMILY_CAMPAIGN, 2000);
    v = court_ruling(&c);
    cr_expect_eq(v->sum, 8000);
    cr_expect_eq(v->action, ACTION_HOLD_MAILING);
    cr_expect(is_withheld(v, "proof of harm"));
    cr_expect_not(is_withheld(v, "two kinds"));
    court_close(&c);
}

/* Who sells under the own name, and whose strangers complain: a person reads it first. */
Test(judge, unsolicited_mail_alone_never_disables)
{
    struct court c;
    const struct ruling *v;

    court_open(&c);
    (void)court_add(&c, FAMILY_VOLUME, 4000);
    (void)court_add(&c, FAMILY_COMPLAINT, 3000);
    v = court_ruling(&c);
    cr_assert_eq(v->sum, 7000);
    cr_assert_lt(v->action, ACTION_DISABLE_SENDING);
    cr_assert(is_withheld(v, "read a complained message"));
    (void)court_add(&c, FAMILY_AUTHENTICATION, 2000); /* from where it never was */
    cr_assert_eq(court_ruling(&c)->action, ACTION_DISABLE_SENDING);
    court_close(&c);
}

/* A secretary mails for the dean, and the directory names no delegate. */
Test(judge, a_mailing_under_a_forged_sender_is_one_act)
{
    struct court c;
    const struct ruling *v;

    court_open(&c);
    (void)court_add(&c, FAMILY_VOLUME, 4000);
    court_add(&c, FAMILY_FORGED, 3000)->certainty = CERTAINTY_PROVED;
    v = court_ruling(&c);
    cr_assert_eq(v->sum, 7000);
    cr_assert_lt(v->action, ACTION_DISABLE_SENDING);
    cr_assert_eq(v->n_withheld, 1);
    court_close(&c);

    court_open(&c);
    (void)court_add(&c, FAMILY_VOLUME, 4000);
    court_add(&c, FAMILY_FORGED, 3000)->certainty = CERTAINTY_PROVED;
    (void)court_add(&c, FAMILY_INVALID, 2000);
    cr_assert_eq(court_ruling(&c)->action, ACTION_DISABLE_SENDING);
    court_close(&c);
}

Test(judge, what_cannot_be_held_is_throttled)
{
    struct court c;

    court_open(&c);
    court_add(&c, FAMILY_VOLUME, 3000);
    court_add(&c, FAMILY_AUTHENTICATION, 2000);
    cr_expect_eq(court_ruling(&c)->action, ACTION_THROTTLE);
    court_add_mailing(&c, FAMILY_VOLUME, 1000, 1);
    cr_expect_eq(court_ruling(&c)->action, ACTION_HOLD_MAILING);
    c.at[2].is_open = false;
    cr_expect_eq(court_ruling(&c)->action, ACTION_THROTTLE);
    court_close(&c);
}

Test(judge, every_family_has_its_cap)
{
    static const int32_t caps[FAMILIES] = { 4000, 4000, 4000, 3000, 3000,
                                            4000, 2000, 3000, 2000, 3000 };

    for (int f = 0; f < FAMILIES; f++) {
        struct court c;

        court_open(&c);
        court_add(&c, (enum family)f, 9000);
        cr_expect_eq(court_ruling(&c)->sum, caps[f], "%s", family_names[f]);
        cr_expect_eq(c.r.findings[0].counted, caps[f]);
        court_close(&c);
    }
}

Test(judge, one_kind_needs_a_second)
{
    struct court c;
    const struct ruling *v;

    court_open(&c);
    court_add(&c, FAMILY_INVALID, 4000);
    court_add(&c, FAMILY_VOLUME, 1900);
    court_add(&c, FAMILY_AUTHENTICATION, 1900);
    v = court_ruling(&c);
    cr_expect_eq(v->sum, 7800);
    cr_expect_eq(v->action, ACTION_THROTTLE);
    cr_expect(is_withheld(v, "two kinds"));
    court_close(&c);
}

/* One complaint is 1.5: it is no harm by itself, two are. */
Test(judge, complaints_add_up_and_one_is_not_enough)
{
    struct court c;

    court_open(&c);
    court_add(&c, FAMILY_COMPLAINT, 1500)->anchor = SLICE("a");
    court_add(&c, FAMILY_VOLUME, 4000);
    court_add(&c, FAMILY_AUTHENTICATION, 2000);
    cr_expect_eq(court_ruling(&c)->sum, 7500);
    cr_expect_eq(court_ruling(&c)->action, ACTION_THROTTLE);
    court_add(&c, FAMILY_COMPLAINT, 1500)->anchor = SLICE("a");
    cr_expect_eq(court_ruling(&c)->sum, 7500, "the same cause counts once");
    court_add(&c, FAMILY_COMPLAINT, 1500)->anchor = SLICE("b");
    cr_expect_eq(court_ruling(&c)->sum, 9000);
    cr_expect_eq(court_ruling(&c)->action, ACTION_DISABLE_SENDING);
    court_close(&c);
}

Test(judge, a_virus_is_harm_and_a_score_is_not)
{
    struct court c;

    court_open(&c);
    court_add(&c, FAMILY_LOCAL_FILTER, 3000);
    court_add(&c, FAMILY_VOLUME, 4000);
    cr_expect_eq(court_ruling(&c)->action, ACTION_THROTTLE);
    c.at[0].certainty = CERTAINTY_PROVED;
    cr_expect_eq(court_ruling(&c)->action, ACTION_DISABLE_SENDING);
    court_close(&c);
}

Test(judge, an_announcement_excuses_the_volume_of_its_mailing_alone)
{
    struct court c;

    court_open(&c);
    court_announce(court_add_mailing(&c, FAMILY_VOLUME, 4000, 1), ANNOUNCED_YES);
    cr_expect_eq(court_ruling(&c)->sum, 1000);
    court_add(&c, FAMILY_CANARY, 4000);
    cr_expect_eq(court_ruling(&c)->sum, 5000, "not the canaries");
    court_add_mailing(&c, FAMILY_VOLUME, 3000, 2);
    cr_expect_eq(court_ruling(&c)->sum, 7000, "not another mailing");
    court_close(&c);
}

Test(judge, an_announced_mailing_counts_by_one_thing)
{
    struct court c;

    court_open(&c);
    court_announce(court_add_mailing(&c, FAMILY_VOLUME, 4000, 1), ANNOUNCED_YES);
    court_announce(court_add_mailing(&c, FAMILY_INVALID, 3500, 1), ANNOUNCED_YES);
    cr_expect_eq(court_ruling(&c)->sum, 3500, "the greater of the two");
    c.at[0].announced = ANNOUNCED_OVERRUN;
    c.at[1].weight = 2500;
    cr_expect_eq(court_ruling(&c)->sum, 3000, "here the volume is");
    court_add_mailing(&c, FAMILY_INVALID, 1000, 2);
    cr_expect_eq(court_ruling(&c)->sum, 4000, "with another mailing's invalid recipients");
    c.n = 2;
    c.at[1].weight = 3500;
    c.at[0].announced = c.at[1].announced = ANNOUNCED_NOT;
    cr_expect_eq(court_ruling(&c)->sum, 7500);
    court_close(&c);
}

Test(judge, no_person_no_disabling)
{
    static const enum account_kind kinds[] = { KIND_ORGANISATION, KIND_LIST, KIND_SYSTEM };

    for (size_t i = 0; i < 3; i++) {
        struct court c;
        const struct ruling *v;

        court_open(&c);
        c.alice.kind = kinds[i];
        add_abuse(&c);
        court_add(&c, FAMILY_CANARY, 4000);
        v = court_ruling(&c);
        cr_expect_eq(v->sum, 9000, "-2 once for what it is");
        cr_expect_eq(v->action, ACTION_THROTTLE);
        cr_expect(is_withheld(v, "no person's account"));
        court_close(&c);
    }
}

Test(judge, weak_identity_is_asked)
{
    struct court c;

    court_open(&c);
    add_abuse(&c);
    c.alice.identity = IDENTITY_UID;
    cr_expect_eq(court_ruling(&c)->action, ACTION_CONTACT);
    c.alice.identity = IDENTITY_LOGIN;
    c.alice.kind = KIND_HOST;
    cr_expect_eq(court_ruling(&c)->action, ACTION_CONTACT);
    cr_expect(is_withheld(court_ruling(&c), "Nobody logged in"));
    c.alice.kind = KIND_UNKNOWN;
    c.alice.in_directory = false;
    cr_expect_eq(court_ruling(&c)->action, ACTION_THROTTLE);
    cr_expect(is_withheld(court_ruling(&c), "not in the directory"));
    court_close(&c);
}

/* What a piece warrants by itself stands, whatever the sum; the greater of both wins. */
Test(judge, what_is_proved_needs_no_sum)
{
    struct court c;
    const struct ruling *v;

    court_open(&c);
    c.days = 3;
    court_add_mailing(&c, FAMILY_VOLUME, 4000, 1)->warrants = ACTION_HOLD_MAILING;
    c.at[0].certainty = CERTAINTY_PROVED;
    v = court_ruling(&c);
    cr_expect_eq(v->sum, 0);
    cr_expect_eq(v->action, ACTION_HOLD_MAILING);
    cr_expect_eq(v->certainty, CERTAINTY_PROVED);
    court_add(&c, FAMILY_VOLUME, 100)->warrants = ACTION_DISABLE_ACCOUNT;
    cr_expect_eq(court_ruling(&c)->action, ACTION_DISABLE_ACCOUNT);
    court_close(&c);
}

Test(judge, days_without_a_finding_bound_what_volume_counts)
{
    static const struct {
        uint64_t days;
        int32_t cap;
    } rows[] = { { 0, 0 },     { 2, 0 },        { 3, 0 },        { 30, 1000 },
                 { 49, 1213 }, { 30000, 4000 }, { 40000, 4000 }, { 1000000, 4000 } };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct court c;

        court_open(&c);
        c.alice.days.n = 7;
        c.days = rows[i].days + 7;
        court_add(&c, FAMILY_VOLUME, 9000);
        cr_expect_eq(court_ruling(&c)->sum, rows[i].cap, "%d days", (int)rows[i].days);
        cr_expect_eq(c.r.benign_days, rows[i].days);
        cr_expect_eq(c.r.volume_cap, rows[i].cap < 4000 ? rows[i].cap : c.r.volume_cap);
        c.at[0].is_operators = true;
        (void)court_ruling(&c);
        cr_expect_eq(c.r.benign_days, rows[i].days + 7, "no finding of the account");
        court_close(&c);
    }
}

Test(judge, faults_of_the_servers_are_no_account_s)
{
    struct court c;

    court_open(&c);
    add_abuse(&c);
    c.at[0].is_operators = true;
    cr_expect_eq(court_ruling(&c)->sum, 4000);
    cr_expect_not(court_ruling(&c)->is_operators);
    c.at[1].is_operators = true;
    cr_expect_eq(court_ruling(&c)->sum, 0);
    cr_expect(court_ruling(&c)->is_operators);
    court_close(&c);
}

/* The published steps: about a sixth at 4, two thirds at 5, near certainty at 7. */
Test(judge, chances_are_coarse_and_honest)
{
    static const struct {
        int32_t prior, weight;
        const char *chance;
    } rows[] = {
        { -4699, 2000, "less than 1 %" },  { -4699, 4000, "about 20 %" },
        { -5699, 4000, "about 2 %" },      { -3699, 4000, "about 67 %" },
        { -4000, 4000, "about 50 %" },     { -2699, 4000, "about 95 %" },
        { -1699, 4000, "more than 99 %" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct court c;

        court_open(&c);
        c.site.prior_odds = rows[i].prior;
        court_add(&c, FAMILY_CANARY, rows[i].weight);
        cr_expect_str_eq(court_ruling(&c)->chance, rows[i].chance, "%d: %s", rows[i].prior,
                         court_ruling(&c)->chance);
        cr_expect_eq(court_ruling(&c)->posterior, rows[i].prior + rows[i].weight);
        court_close(&c);
    }
}
