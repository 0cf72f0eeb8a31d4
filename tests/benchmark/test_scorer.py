#!/usr/bin/env python3
"""The scorer against results worked out by hand: test_scorer.py"""
import unittest

import baselines
import figures
import scorer

DAY = 86400


def label(account, clause, least, greatest, start=100 * DAY, end=101 * DAY, kind="attack"):
    return scorer.Label({"account": account, "clause": clause, "least": least,
                         "greatest": greatest, "from": str(start), "to": str(end), "kind": kind,
                         "why": ""})


def finding(account, clause, action, first=100 * DAY, last=None, ruling=None, evidence=(),
            by_sum="record", score=0):
    return scorer.Finding({
        "message": "", "evidences": [{"data": e} for e in evidence],
        "finding_info": {"first_seen_time": first * 1000, "analytic": {"name": clause},
                         "last_seen_time": (first if last is None else last) * 1000},
        "unmapped": {"account": account, "clause": clause, "action": action, "certainty": "proved",
                     "score": score, "ruling": {"action": ruling or action, "by_sum": by_sum}}})


class Outcomes(unittest.TestCase):
    asked = label("ann", "mass_mailing", "contact", "hold_mailing")

    def outcome(self, *findings):
        return scorer.outcome(self.asked, findings)

    def test_action_within_bounds_is_right(self):
        for action in ("contact", "throttle", "hold_mailing"):
            self.assertEqual(self.outcome(finding("ann", "mass_mailing", action)), "right")

    def test_action_outside_bounds(self):
        self.assertEqual(self.outcome(finding("ann", "mass_mailing", "notify")), "under")
        self.assertEqual(self.outcome(finding("ann", "mass_mailing", "disable_sending")), "over")

    def test_what_all_adds_up_to_is_the_action_of_what_adds_to_it(self):
        found = finding("ann", "mass_mailing", "record", by_sum="contact", score=1.5)
        self.assertEqual(self.outcome(found), "right")
        excused = finding("ann", "mass_mailing", "record", by_sum="contact", score=0)
        self.assertEqual(self.outcome(excused), "missed")
        found = finding("ann", "mass_mailing", "notify", by_sum="disable_sending", score=2)
        self.assertEqual(self.outcome(found), "over")

    def test_record_is_no_finding(self):
        self.assertEqual(self.outcome(finding("ann", "mass_mailing", "record")), "missed")

    def test_account_clause_and_time_must_be_right(self):
        self.assertEqual(self.outcome(), "missed")
        self.assertEqual(self.outcome(finding("bob", "mass_mailing", "contact")), "missed")
        self.assertEqual(self.outcome(finding("ann", "relaying", "contact")), "named")
        early, late = 99 * DAY, 101 * DAY + scorer.SLACK + 1
        self.assertEqual(self.outcome(finding("ann", "mass_mailing", "contact", early)), "missed")
        self.assertEqual(self.outcome(finding("ann", "mass_mailing", "contact", late)), "missed")

    def test_a_finding_that_overlaps_is_in_time(self):
        at = finding("ann", "mass_mailing", "contact", 99 * DAY, 100 * DAY + 1)
        self.assertEqual(self.outcome(at), "right")
        at = finding("ann", "mass_mailing", "contact", 101 * DAY + scorer.SLACK)
        self.assertEqual(self.outcome(at), "right")

    def test_one_right_finding_among_others_will_do(self):
        self.assertEqual(self.outcome(finding("ann", "mass_mailing", "notify"),
                                      finding("ann", "mass_mailing", "contact")), "right")

    def test_evidence_must_be_there(self):
        found = finding("ann", "mass_mailing", "contact")
        found.wrong_lines = ["log:1 is not what is cited"]
        self.assertEqual(self.outcome(found), "unproved")


class FalseAlarms(unittest.TestCase):
    def false(self, found, *labels):
        return scorer.is_false_alarm(found, labels)

    def test_nobody_said_so(self):
        self.assertTrue(self.false(finding("ann", "mass_mailing", "notify")))
        self.assertFalse(self.false(finding("ann", "mass_mailing", "record")))

    def test_a_sum_is_one_false_alarm_unless_a_label_allows_as_much(self):
        findings = [finding("ann", "resources", "record", by_sum="contact", score=s) for s in (1, 3)]
        self.assertEqual(scorer.all_false([], findings), [findings[1]])
        self.assertEqual(findings[1].false_action, scorer.ACTIONS.index("contact"))
        later = label("ann", "resources", "contact", "contact", 300 * DAY, 301 * DAY)
        self.assertEqual(scorer.all_false([later], findings), [])
        less = label("ann", "resources", "notify", "notify")
        self.assertEqual(scorer.all_false([less], findings), [findings[1]])

    def test_a_label_covers_it_up_to_its_greatest(self):
        asked = label("ann", "mass_mailing", "notify", "contact")
        self.assertFalse(self.false(finding("ann", "mass_mailing", "contact"), asked))
        self.assertFalse(self.false(finding("ann", "mass_mailing", "notify"), asked))
        self.assertTrue(self.false(finding("ann", "mass_mailing", "throttle"), asked))
        self.assertTrue(self.false(finding("ann", "relaying", "notify"), asked))
        self.assertTrue(self.false(finding("ann", "mass_mailing", "notify", 99 * DAY), asked))

    def test_star_covers_any_clause_and_dash_covers_none(self):
        self.assertFalse(self.false(finding("ann", "relaying", "contact"),
                                    label("ann", "*", "none", "contact")))
        self.assertTrue(self.false(finding("ann", "-", "contact"),
                                   label("ann", "-", "none", "record")))

    def test_disabling_is_judged_by_what_all_adds_up_to(self):
        found = finding("ann", "mass_mailing", "contact", ruling="disable_sending")
        allowed = label("ann", "resources", "contact", "disable_sending")
        self.assertTrue(scorer.is_false_disable(found, []))
        self.assertTrue(scorer.is_false_disable(
            found, [label("ann", "mass_mailing", "contact", "hold_mailing")]))
        self.assertFalse(scorer.is_false_disable(found, [allowed]))
        self.assertTrue(scorer.is_false_disable(
            found, [label("bob", "resources", "contact", "disable_sending")]))

    def test_all_together(self):
        labels = [label("ann", "mass_mailing", "contact", "hold_mailing"),
                  label("bob", "resources", "contact", "disable_sending"),
                  label("bob", "*", "none", "disable_sending"),
                  label("eve", "-", "none", "record")]
        findings = [finding("ann", "mass_mailing", "contact"),
                    finding("bob", "mass_mailing", "contact"), finding("eve", "limits", "notify")]
        score = scorer.score(labels, findings)
        self.assertEqual([o for _, o in score["outcomes"]], ["right", "named"])
        self.assertEqual(score["false_alarms"], [findings[2]])
        self.assertEqual(score["false_disables"], [])


class Evidence(unittest.TestCase):
    lines = ["mx1 smtpd: 4A: client=pc[10.0.0.1], sasl_username=ann", "mx1 qmgr: 4A: from=<x@y>",
             "mx1 qmgr: 4B: from=<ann.lee@y>", "mx1 pickup: 4C: uid=0 from=<root>"]

    def wrong(self, account, number, raw=None):
        logs = scorer.Logs([("4A", 1), ("4B", 2), ("4C", 3)], {1: {"ann"}, 2: {"bob"}, 3: {"root"}})
        logs.files["log"] = self.lines
        raw = self.lines[number - 1] if raw is None else raw
        return scorer.check_evidence(
            finding(account, "c", "contact",
                    evidence=[{"file": "log", "line": number, "raw": raw}]), logs)

    def test_lines_of_the_account(self):
        self.assertEqual(self.wrong("ann", 1), [])
        self.assertEqual(self.wrong("ann", 2), [])
        self.assertEqual(self.wrong("bob", 3), [])
        self.assertEqual(self.wrong("uid:0", 4), [])

    def test_lines_of_others(self):
        self.assertEqual(self.wrong("bob", 2), ["log:2 is not of bob"])
        self.assertEqual(self.wrong("ann", 3), ["log:3 is not of ann"])

    def test_a_line_tells_of_what_it_is_cited_for(self):
        for line, tells, wrong in ((0, "accepted", 0), (1, "accepted", 1), (1, "queued", 0),
                                   (1, "subject", 1), (1, "outcome", 1), (0, "from", 1)):
            logs = scorer.Logs([("4A", 1)], {1: {"ann"}})
            logs.files["log"] = ["mx1 smtpd: 4A: client=pc[10.0.0.1], sasl_username=ann",
                                 "mx1 qmgr: 4A: from=<x@y>, size=9, nrcpt=1 (queue active)"]
            found = finding("ann", "c", "contact", evidence=[
                {"file": "log", "line": line + 1, "raw": logs.files["log"][line], "tells": tells}])
            self.assertEqual(len(scorer.check_evidence(found, logs)), wrong, (line, tells))

    def test_lines_that_are_not_there(self):
        self.assertEqual(self.wrong("ann", 1, "another"), ["log:1 is not what is cited"])
        self.assertEqual(self.wrong("ann", 9, ""), ["log:9 is not what is cited"])
        self.assertEqual(scorer.check_evidence(finding("ann", "c", "contact"), scorer.Logs([], {})),
                         ["no line is cited"])


class OtherEvidence(unittest.TestCase):
    """What names no account: a line of a session, and rows of the directory."""
    lines = ["mx1 smtpd[7]: connect from pc[10.0.0.1]",
             "mx1 smtpd[7]: 4A: client=pc[10.0.0.1], sasl_username=ann",
             "mx1 smtpd[7]: disconnect from pc[10.0.0.1] rcpt=520",
             "mx1 smtpd[7]: connect from pc[10.0.0.1]",
             "mx1 smtpd[7]: disconnect from pc[10.0.0.1]",
             "mx1 smtpd[8]: disconnect from pc[10.0.0.1]",
             "mx1 smtpd[7]: disconnect from pc[10.0.0.2]"]

    def is_of(self, number):
        logs = scorer.Logs([], {})
        logs.files["log"] = self.lines
        return logs.is_of("log", number, "ann")

    def test_only_the_session_that_names_it(self):
        self.assertEqual([self.is_of(n) for n in range(1, 8)],
                         [False, True, True, False, False, False, False])

    def test_sendmail_has_a_process_for_each_session(self):
        logs = scorer.Logs([], {})
        logs.files["log"] = ["mx1 sm-mta[7]: AUTH=server, relay=[10.0.0.1], authid=ann, mech=PLAIN",
                             "mx1 sm-mta[7]: 1A: message size (9) exceeds maximum (5)",
                             "mx1 sm-mta[8]: 1B: message size (9) exceeds maximum (5)"]
        self.assertEqual([logs.is_of("log", n, "ann") for n in (1, 2, 3)], [True, True, False])

    def test_the_sender_of_a_list_s_copy_names_the_list(self):
        line = "mx1 sendmail[5]: 1C: from=news-bounces+bob=x.example@example.edu, size=1"
        self.assertTrue(scorer.Logs([], {}).names_account(line, "news"))
        self.assertFalse(scorer.Logs([], {}).names_account(line, "bob"))

    def test_rows(self):
        logs = scorer.Logs([], {}, ["account,person", "ann,x", "bob,x"])
        found = finding("ann", "accounts", "notify")
        for rows, wrong in (([2, 3], 0), ([3, 2], 1), ([2, 9], 1), ([], 1)):
            found.rows = rows
            self.assertEqual(len(scorer.check_evidence(found, logs)), wrong)


def mail(when, *recipients, client="x[192.0.2.1]"):
    return baselines.Mail(when, "ann", client, [(to, "+") for to in recipients])


class Baselines(unittest.TestCase):
    def test_a_limit_looks_at_a_sliding_window(self):
        rule = baselines.limit(3600, 3, baselines.recipients)
        self.assertEqual(rule([mail(0, "a", "b"), mail(3599, "c")]), {0})
        self.assertEqual(rule([mail(0, "a", "b"), mail(3600, "c")]), set())
        self.assertEqual(rule([mail(DAY - 1, "a", "b"), mail(DAY, "c")]), {1})

    def test_external_and_invalid(self):
        to = baselines.Mail(0, "ann", "", [("a@example.edu", "u"), ("b@x.example", "+"),
                                           ("c@x.example", "s"), ("d@x.example", "n")])
        self.assertEqual(baselines.external(to), 3)
        self.assertEqual(baselines.invalid(to), 2)
        self.assertEqual(baselines.bounced(to), 3)

    def test_distinct_counts_an_address_once_a_day(self):
        rule = baselines.distinct(2)
        self.assertEqual(rule([mail(0, "a"), mail(1, "a"), mail(DAY, "a"), mail(DAY + 1, "b")]),
                         {1})

    def test_deviation_from_the_own_past(self):
        # Days 0 to 4 have 1, 2, 3, 2, 2 recipients: median 2, spread 1.4826 * 0, taken as 1.
        past = [mail(day * DAY + i, "a") for day, n in enumerate([1, 2, 3, 2, 2])
                for i in range(n)]
        self.assertEqual(baselines.deviates(3.5)(past + [mail(5 * DAY, *"abcdef")]), {5})
        self.assertEqual(baselines.deviates(3.5)(past + [mail(5 * DAY, *"abcde")]), set())
        self.assertEqual(baselines.deviates(3.5)([mail(0, "a"), mail(4 * DAY, *"abcdefgh")]), set())

    def test_networks(self):
        rule = baselines.networks(2)
        one, same = mail(0, "a", client="x[192.0.2.1]"), mail(1, "a", client="x[192.0.2.9]")
        other = mail(2, "a", client="x[2001:db8:1::1]")
        self.assertEqual(rule([one, same]), set())
        self.assertEqual(rule([one, same, other]), {0})

    def test_score(self):
        labels = [label("ann", "resources", "contact", "disable_sending"),
                  label("bob", "relaying", "notify", "contact"), label("eve", "-", "none", "record")]
        score = baselines.score(labels, {("ann", 100), ("ann", 90), ("eve", 100)})
        self.assertEqual([o for _, o in score["outcomes"]], ["named", "missed"])
        self.assertEqual(sorted(score["false_alarms"]), [("ann", 90), ("eve", 100)])

    def test_whose_a_line_of_the_script_is(self):
        self.assertEqual(baselines.owner("pc[10.0.0.1]", "ann", "x@y"), "ann")
        self.assertEqual(baselines.owner("pc[10.0.0.1]", "-", "x@y"), "10.0.0.1")
        self.assertEqual(baselines.owner("-", "list", "news-bounces+a=b@y"), "news")


class Figures(unittest.TestCase):
    def test_rule_of_three(self):
        low, high = figures.clopper_pearson(0, 1000000)
        self.assertEqual(low, 0)
        self.assertAlmostEqual(high * 1e6, 3.689, places=2)  # -ln 0.025

    def test_textbook_interval(self):
        low, high = figures.clopper_pearson(2, 10)
        self.assertAlmostEqual(low, 0.02521, places=4)
        self.assertAlmostEqual(high, 0.55610, places=4)
        self.assertEqual(figures.clopper_pearson(10, 10)[1], 1.0)


if __name__ == "__main__":
    unittest.main(verbosity=0)
