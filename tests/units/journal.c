/* Decisions written down: one follows on the other, nothing is changed, and who tries is found. */
#include "analyzer/run/state/journal.h"

#include "analyzer/run/judge/precedents.h"
#include "tests/units/log_folder.h"

TestSuite(journal, .init = make_log_folder, .fini = remove_log_folder, .timeout = 60);

static void open_journal(struct store *s)
{
    struct err err;

    cr_assert(store_open(s, "state", STORE_RUN, &err), "%s", err.text);
}

static struct decision decision(const char *finding, enum judgement judgement, enum action action)
{
    return (struct decision){ .at = 1000 * USEC_PER_SECOND,
                              .entered = 2000 * USEC_PER_SECOND,
                              .by = SLICE("ann"),
                              .judgement = judgement,
                              .action = action,
                              .reason = SLICE("why"),
                              .finding = slice_str(finding),
                              .account = SLICE("alice"),
                              .detector = SLICE("mass_mailing"),
                              .pattern = 7 };
}

static void append(struct store *s, const char *finding, enum judgement judgement,
                   enum action action)
{
    struct decision d = decision(finding, judgement, action);

    journal_append(s, &d);
    cr_assert_not(s->has_failed, "%s", s->err.text);
}

Test(journal, reads_what_was_written)
{
    struct store s;
    struct arena a = { 0 };
    struct decisions all;
    struct journal_state state;

    open_journal(&s);
    append(&s, "F-1", JUDGED_BENIGN, ACTIONS);
    append(&s, "F-2", JUDGED_CONFIRMED, ACTION_NOTIFY);
    journal_read(&s, &a, &all, &state);
    cr_assert_eq(all.n, 2);
    cr_expect_eq(state.entries, 2);
    cr_expect_eq(state.broken, 0);
    cr_expect(slice_eq(all.at[1].finding, SLICE("F-2")));
    cr_expect(slice_eq(all.at[1].reason, SLICE("why")));
    cr_expect_eq(all.at[0].action, ACTIONS);
    cr_expect_eq(all.at[1].action, ACTION_NOTIFY);
    cr_expect_eq(all.at[1].judgement, JUDGED_CONFIRMED);
    cr_expect_eq(all.at[1].pattern, 7);
    cr_expect_str_eq(all.at[1].previous, all.at[0].own);
    cr_expect_str_eq(state.newest, all.at[1].own);
    store_close(&s);
    arena_free(&a);
}

Test(journal, is_empty_at_first)
{
    struct store s;
    struct journal_state state;

    open_journal(&s);
    journal_check(&s, &state);
    cr_expect_eq(state.entries, 0);
    cr_expect_eq(state.broken, 0);
    cr_expect_eq(strspn(state.newest, "0"), 64);
    store_close(&s);
}

/* No value of one field may look like the next field. */
Test(journal, every_field_is_in_the_digest)
{
    struct decision d[14];
    char digests[14][DIGEST_HEX];

    for (size_t i = 0; i < 14; i++)
        d[i] = decision("F-1", JUDGED_BENIGN, ACTIONS);
    d[1].number = 2;
    d[2].at += USEC_PER_SECOND;
    d[3].entered += USEC_PER_SECOND;
    d[4].by = SLICE("ben");
    d[5].second = SLICE("ben");
    d[6].judgement = JUDGED_WITHDRAWN;
    d[7].action = ACTION_RECORD;
    d[8].reason = SLICE("why\nfinding=3:F-1");
    d[9].finding = SLICE("F-2");
    d[10].account = SLICE("alic");
    d[11].detector = SLICE("limits");
    d[12].pattern = 8;
    d[13].previous[0] = '1';
    for (size_t i = 0; i < 14; i++) {
        journal_digest(&d[i], digests[i]);
        for (size_t k = 0; k < i; k++)
            cr_expect_str_neq(digests[i], digests[k], "%zu and %zu", i, k);
    }
}

Test(journal, refuses_to_be_changed)
{
    static const char *const statements[] = {
        "UPDATE journal SET reason = 'x'", "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
        ("INSERT INTO journal SELECT 9, at, entered, decider, second, judgement, action, reason, "
         "finding, account, detector, pattern, previous, own FROM journal")
    };

    for (size_t i = 0; i < sizeof(statements) / sizeof(*statements); i++) {
        struct store s;

        open_journal(&s);
        append(&s, "F-1", JUDGED_BENIGN, ACTIONS);
        cr_expect_not(store_do(&s, statements[i]), "%s", statements[i]);
        store_close(&s);
    }
}

Test(journal, what_was_altered_is_left_out_and_nothing_is_added)
{
    struct store s;
    struct arena a = { 0 };
    struct decisions all;
    struct journal_state state;
    struct decision more = decision("F-4", JUDGED_BENIGN, ACTIONS);

    open_journal(&s);
    append(&s, "F-1", JUDGED_BENIGN, ACTIONS);
    append(&s, "F-2", JUDGED_CONFIRMED, ACTION_NOTIFY);
    append(&s, "F-3", JUDGED_BENIGN, ACTIONS);
    cr_assert(store_do(&s, "DROP TRIGGER journal_stays; UPDATE journal SET judgement = 'benign'"));
    journal_read(&s, &a, &all, &state);
    cr_expect_eq(all.n, 1);
    cr_expect_eq(state.entries, 3);
    cr_expect_eq(state.broken, 2);
    cr_expect(state.why);
    journal_append(&s, &more);
    cr_expect(s.has_failed && strstr(s.err.text, "entry 2 of the journal"), "%s", s.err.text);
    store_close(&s);
    arena_free(&a);
}
