#!/usr/bin/env python3
"""What must not change a verdict: metamorphic.py [--program PROGRAM] [--seed 3] [--others 400]

One world is changed in ways that leave the evidence as it is, or take some of it away. What the
program says of it afterwards is compared with what it said before. The sums are in the last line.
"""
import argparse
import os
import random
import shutil
import sys
import tempfile

import days
import worlds
from bench import ROOT, Bench
from scorer import RECORD

# (detector, server): why its evidence is another there, so that a verdict may be, too.
NOT_EQUAL = {
    ("forged_sender", "exim"): "the header From is not logged",
    ("forged_sender", "sendmail"): "the header From is not logged",
    ("mass_mailing", "sendmail"): "the subject is not logged: mailings are told by size",
    ("limits", "sendmail"): "what it refuses names the login, and not the host",
    ("limits", "exim"): "what it refuses for recipients names no login",
    ("leavers_forwarding", "sendmail"): "forwarding does not say whom a message was for",
    ("leavers_forwarding", "exim"): "forwarding is a delivery of the same message",
}
# (test, detector): what is not as it should be, and is told each time until it is mended.
OPEN = {
    ("sendmail", "unknown_recipients"): "some of what Postfix's log shows is missed",
}
# Sums rise by a little, and now and then by one, when a cited line is gone: not understood yet.
LESS_IS_OPEN = True
# Lines that may speak for somebody: a delivery, and the subject that an announcement fits.
EXONERATES = ("status=sent", ": removed", " Completed", "header Subject: ")


def verdicts(findings):
    """(account, detector, action) of all that is more than a record."""
    return sorted({(f.account, f.detector, f.action) for f in findings if f.is_alarm})


def alone(findings):
    """The same of what each warrants by itself: a sum has detectors in it that are left out."""
    return sorted({(f.account, f.detector, f.warrants) for f in findings if f.warrants > RECORD})


def told(findings):
    return sorted((f.account, f.told) for f in findings)


def difference(before, after):
    return ["gone: %s" % (v,) for v in before if v not in after] + [
        "new: %s" % (v,) for v in after if v not in before]


def allowed(before, after):
    """Less is found on all, so more days are without a finding, and volume may count for more."""
    total, cap = before
    return total + max(0, after.volume_cap - cap)


class Tests:
    def __init__(self, bench, seed, others):
        self.bench, self.seed, self.others = bench, seed, others
        self.passed = self.failed = 0
        self.folder = bench.make(seed, name="whole")
        bench.render(self.folder)
        self.findings = bench.afresh(self.folder)

    def expect(self, wrong, what):
        if wrong:
            self.failed += 1
            print("FAILED: %s: %d, as %s" % (what, len(wrong), "; ".join(wrong[:5])))
        else:
            self.passed += 1
            print("%s: as before" % what)

    def tell_open(self, test, compare):
        """What `compare` says of findings that are not open; of the others it is told."""
        known = {detector for where, detector in OPEN if where == test}
        self.expect(compare(lambda f: f.detector not in known), test)
        for text in compare(lambda f: f.detector in known):
            print("  OPEN: %s: %s" % (test, text[:200]))

    def copy(self, name):
        folder = os.path.join(self.bench.scratch, name)
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("logs", "out*", "state*"))
        return folder

    def changed(self, name, change):
        """Findings of a copy of the world that was changed."""
        folder = self.copy(name)
        change(folder)
        self.bench.render(folder)
        findings = self.bench.afresh(folder)
        shutil.rmtree(folder)
        return findings

    def without_attacks(self):
        folder = self.bench.make(self.seed, "--benign", name="benign")
        self.bench.render(folder)
        involved = {row.split("\t")[0] for row in self.labels() if "\t-\t" not in row}
        calm = [f for f in self.bench.afresh(folder) if f.account not in involved]
        shutil.rmtree(folder)
        others = [f for f in self.findings if f.account not in involved]
        self.expect(difference(verdicts(others), verdicts(calm)), "no attacks")

    def labels(self):
        with open(os.path.join(self.folder, "labels.tsv"), encoding="utf-8") as rows:
            return rows.readlines()[1:]

    def renamed(self):
        new = {}
        after = self.changed("renamed", lambda folder: new.update(worlds.rename(folder, self.seed)))
        for f in self.findings:
            f.account = new.get(f.account, f.account)
        self.expect(difference(verdicts(self.findings), verdicts(after)), "names permuted")
        old = {to: name for name, to in new.items()}
        for f in self.findings:
            f.account = old.get(f.account, f.account)

    def shifted(self):
        after = self.changed("shifted", lambda folder: worlds.shift(folder, 5))
        self.expect(difference(told(self.findings), told(after)), "five weeks later")

    def frightening(self):
        after = self.changed("words", worlds.frighten)
        self.expect(difference(verdicts(self.findings), verdicts(after)), "words that spam has")

    def in_pieces(self):
        lines = days.read(os.path.join(self.folder, "logs"))
        pieces = days.in_pieces(self.folder, lines, 7, self.seed)
        after = self.bench.afresh(self.folder, pieces)
        self.expect(difference(told(self.findings), told(after)), "seven files, some packed")
        found = days.nightly(self.bench, self.folder, lines)
        self.expect(list(days.check_until(self.bench, self.folder, lines, found, self.findings)),
                    "night by night, %d findings" % len(found))

    def others_beside(self):
        accounts, self.bench.accounts = self.bench.accounts, self.others
        other = self.bench.make(self.seed + 1000, "--quiet", name="other")
        self.bench.accounts = accounts
        after = self.changed("beside", lambda folder: worlds.add(folder, other))
        # More account-days let volume count for more, so sums may rise: each piece may not.
        self.expect(difference(alone(self.findings), alone(after)),
                    "%d unrelated accounts beside" % self.others)

    def other_server(self, server):
        self.bench.render(self.folder, server)
        after = self.bench.afresh(self.folder)
        left_out = {detector for detector, where in NOT_EQUAL if where == server}

        def compare(of):
            def equal(findings):
                return alone(f for f in findings if of(f) and f.detector not in left_out
                             and not f.is_operators)
            return difference(equal(self.findings), equal(after))

        print("  %s, without %s:" % (server, ", ".join(sorted(left_out))))
        self.tell_open(server, compare)
        self.bench.render(self.folder)

    def with_less(self, rounds):
        """A line that is cited, and tells nothing in favour, is gone: of each account one."""
        lines = days.read(os.path.join(self.folder, "logs"))
        before = {f.account: (f.sum, f.volume_cap) for f in self.findings}
        dice = random.Random(self.seed)
        for n in range(rounds):
            cited = {}
            for f in self.findings:
                cited.setdefault(f.account, set()).update(
                    e["line"] for e in f.evidence
                    if not any(word in e["raw"] for word in EXONERATES))
            gone = {dice.choice(sorted(of)) for of in cited.values() if of}
            path = days.write(os.path.join(self.folder, "less.log"),
                              [line for at, line in enumerate(lines, 1) if at not in gone])
            risen = {"%s: %s, was %s" % (f.account, f.sum, before.get(f.account, (0, 0))[0])
                     for f in self.bench.afresh(self.folder, [path])
                     if f.sum > allowed(before.get(f.account, (0, 0)), f) + 0.0005}
            test = "without %d cited lines (%d)" % (len(gone), n + 1)
            if LESS_IS_OPEN:
                print("  OPEN: %s: %s" % (test, "; ".join(sorted(risen)) or "nothing rose"))
            else:
                self.expect(sorted(risen), test)


def main():
    parser = argparse.ArgumentParser(prog="tests/benchmark/metamorphic.py")
    parser.add_argument("--program", default=os.path.join(ROOT, "build/release/mailproctor"))
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--days", type=int, default=28)
    parser.add_argument("--others", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3, help="of lines taken out")
    o = parser.parse_args()
    scratch = tempfile.mkdtemp(prefix="metamorphic.")
    try:
        bench = Bench(scratch, os.path.abspath(o.program), 400, o.days)
        bench.build()
        tests = Tests(bench, o.seed, o.others)
        tests.without_attacks()
        tests.renamed()
        tests.shifted()
        tests.frightening()
        tests.in_pieces()
        tests.with_less(o.rounds)
        tests.others_beside()
        for server in ("exim", "sendmail"):
            tests.other_server(server)
    finally:
        shutil.rmtree(scratch)
    print("metamorphic: %d passed, %d failed" % (tests.passed, tests.failed))
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
