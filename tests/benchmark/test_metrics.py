#!/usr/bin/env python3
"""What scores add up to, against results worked out by hand: test_metrics.py"""
import os
import tempfile
import unittest

import days
import delays
import flaws
import metrics
import scorer
import sites
from test_scorer import DAY, finding, label


def result(labels, findings, times=None):
    return {"seed": 1, "labels": labels, "findings": findings, "times": times or {},
            "score": scorer.score(labels, findings)}


class Sums(unittest.TestCase):
    asked = label("ann", "resources", "contact", "disable_sending", 100 * DAY, 103 * DAY, "drip 5")
    times = {"ann": [100 * DAY + 5, 101 * DAY + 5, 101 * DAY + 9, 102 * DAY + 5]}

    def test_days_and_messages_of_a_right_finding(self):
        found = finding("ann", "resources", "contact", 101 * DAY, 101 * DAY + 99)
        sums = metrics.by_clause([result([self.asked], [found], self.times)])["resources"]
        self.assertEqual((sums["days_found"], sums["days"]), (1, 3))
        self.assertEqual((sums["messages_found"], sums["messages"]), (2, 4))
        self.assertEqual((sums["campaigns_found"], sums["campaigns"], sums["right"]), (1, 1, 1))

    def test_a_campaign_is_found_by_one_of_its_accounts(self):
        other = label("bob", "resources", "contact", "disable_sending", 100 * DAY, kind="drip 5")
        found = finding("bob", "resources", "contact")
        sums = metrics.by_clause([result([self.asked, other], [found], self.times)])["resources"]
        self.assertEqual((sums["campaigns_found"], sums["campaigns"]), (1, 1))
        self.assertEqual((sums["right"], sums["accounts"]), (1, 2))

    def test_false_holds_are_those_that_no_label_allows(self):
        allowed = label("ann", "mass_mailing", "contact", "hold_mailing")
        levels = metrics.by_level([result([allowed], [
            finding("ann", "mass_mailing", "contact", ruling="disable_sending"),
            finding("bob", "mass_mailing", "hold_mailing")])])
        self.assertEqual([(levels[name]["true"], levels[name]["false"]) for name in metrics.LEVELS],
                         [(1, 1), (1, 1), (0, 1)])

    def test_a_culprit_is_named_in_what_is_said_of_the_block(self):
        block = {"organisation": "p.example", "first": 100 * DAY * 1000, "last": 100 * DAY * 1000}
        labels = [label("ann", "resources", "contact", "disable_sending", kind="blocked_by_one 9"),
                  label("(incident)", "*", "none", "notify", kind="provider_block",
                        start=200 * DAY, end=201 * DAY)]
        found = [finding("ann", "resources", "contact")]
        named = dict(result(labels, found), incidents=[scorer.Incident(dict(block, culprit="ann"))])
        other = dict(result(labels, found), incidents=[
            scorer.Incident(dict(block, culprit="bob")), scorer.Incident(dict(
                block, first=200 * DAY * 1000, last=200 * DAY * 1000, culprit="bob"))])
        sums = metrics.attribution([named])
        self.assertEqual((sums["culprits"], sums["named"], sums["left_open"], sums["innocents"]),
                         (1, 1, 1, 0))
        sums = metrics.attribution([other])
        self.assertEqual((sums["named"], sums["found"], sums["left_open"], sums["innocents"]),
                         (0, 1, 0, 1))

    def test_precision_at_the_prevalence_of_life(self):
        self.assertAlmostEqual(metrics.precision_at(0.5, 0.5, 0.5), 0.5)
        self.assertAlmostEqual(metrics.precision_at(5e-5, 1.0, 5e-5), 0.5, places=4)
        self.assertEqual(metrics.precision_at(5e-5, 0.0, 0.0), 0.0)


class Delays(unittest.TestCase):
    def test_percentiles_count_who_never_gets_there(self):
        self.assertEqual(delays.percentile([3, 1, 2], 50), 2)
        self.assertEqual(delays.percentile([1, 2, None], 95), None)
        self.assertEqual(delays.percentile(list(range(1, 101)), 95), 95)

    def test_a_search_ends_at_the_first_message_that_is_enough(self):
        class Mail:
            def __init__(self, when):
                self.when, self.recipients = when, [("a", "+")] * 2

        watch = delays.Watch(label("ann", "resources", "contact", "disable_sending"),
                             {"ann": [Mail(100 * DAY + 60 * n) for n in range(1, 51)]})
        search = delays.Delays.__new__(delays.Delays)
        search.at_cut = lambda _, __, when, ___: {
            "ann": 3 if when >= 100 * DAY + 60 * 18 else 0}  # seen when the 18th begins
        lines = ["1970-04-11T00:00:00+00:00 x", "1970-04-11T23:59:59+00:00 y"]
        count = search.search(watch, 3, lines, None, {})
        self.assertEqual(count, 17)
        self.assertEqual(watch.cost(count), (34, round((17 * 60) / 3600, 2)))


class Nights(unittest.TestCase):
    def test_days_are_counted_from_the_first_and_a_campaign_by_its_first_account(self):
        labels = [label(name, "resources", "contact", "disable_sending", 100 * DAY, 103 * DAY,
                        "split 2") for name in ("ann", "bob", "eve")]
        nights = delays.Nights(None, None, labels)
        nights.night("1970-04-11", [finding("ann", "resources", "notify")], ())
        nights.night("1970-04-12", [finding("ann", "resources", "contact")], ())
        nights.night("1970-04-13", [finding("bob", "resources", "contact")], ())
        those = [(one.kind, nights.reached.get(one)) for one in labels]
        self.assertEqual([day for _, day in those], [2, 3, None])
        self.assertEqual(delays.nights([{"nights": those}]),
                         {"split 2": {"accounts": [2, 3, None], "campaigns": [2]}})


class Flaws(unittest.TestCase):
    def test_about_as_many_lines_are_lost_as_asked_for(self):
        lines = list(range(200000))
        for per_100k in (100, 1000):
            gone = len(lines) - len(flaws.lose(lines, 3, per_100k))
            self.assertAlmostEqual(gone / (2 * per_100k), 1, delta=0.15)
        self.assertEqual(flaws.lose(lines, 3, 1000), flaws.lose(lines, 3, 1000))
        self.assertNotEqual(flaws.lose(lines, 3, 1000), flaws.lose(lines, 4, 1000))


    def test_a_clock_ahead_moves_stamps_of_both_kinds(self):
        self.assertEqual(flaws.stamped("2026-03-02T23:59:00.000001+00:00 mx1 x\n", 75),
                         "2026-03-03T00:00:15.000001+00:00 mx1 x\n")
        self.assertEqual(flaws.stamped("Feb 28 23:59:00 mx1 x\n", 86475), "Mar  1 00:00:15 mx1 x\n")
        self.assertEqual(flaws.stamped("no stamp\n", 75), "no stamp\n")


class Sites(unittest.TestCase):
    def test_twenty_seeds_have_each_form_with_each_flaw(self):
        self.assertEqual(len({(sites.form_of(s), flaws.kind_of(s)) for s in range(21, 41)}), 20)

    def test_packed_pieces_hold_all_lines_the_oldest_in_the_last(self):
        lines = ["line %d\n" % n for n in range(1000)]
        with tempfile.TemporaryDirectory() as folder:
            days.write(os.path.join(folder, "mail.log"), lines)
            sites.pack(folder)
            names = sorted(os.listdir(folder), key=lambda name: -int((name.split(".") + ["0"])[2]))
            self.assertEqual(names, ["mail.log.5.bz2", "mail.log.4.xz", "mail.log.3.gz",
                                     "mail.log.2.bz2", "mail.log.1", "mail.log"])
            text = "".join(sites.read_text(os.path.join(folder, name)) for name in names)
        self.assertEqual(text.splitlines(True), lines)


if __name__ == "__main__":
    unittest.main()
