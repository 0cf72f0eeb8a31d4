#!/usr/bin/env python3
"""What must not change a verdict: metamorphic.py [--program PROGRAM] [--seed 3] [--others 400]

One world is changed in ways that leave the evidence as it is, or take some of it away. What the
program says of it afterwards is compared with what it said before. The sums are in the last line.
"""
import argparse
import collections
import os
import random
import re
import shutil
import sys
import tempfile

import days
import renderings
import sites
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
# What nights and a month do not tell alike, and is told each time until it is mended: `commercial`
# counts an answer that one run has and a night has not, and a piece of it begins at another time; which
# message a complaint by phone is about, where there are several. Nor records beside such a finding: one
# that is told for the company that a later complaint is to it was over and gone when that came.
OPEN_AT_NIGHT = ("commercial", "complained")
# Where no subject is logged, an open announcement of its own excuses what its account mails within
# its number: on this server, of accounts that have one, and by these detectors.
EXCUSED = {"sendmail": ("unknown_recipients", "cold_mail", "mass_mailing", "commercial")}
# Lines that may speak for somebody: a delivery, and the subject that an announcement fits.
EXONERATES = ("status=sent", ": removed", " Completed", "header Subject: ")
# Families in which mail that was taken is held against mail that was not: each delivery speaks for its
# sender, and whatever says that the message was his, too. Likewise each login makes its network more
# usual, for its account and for the others there.
BETS = ("invalid", "remote", "local_filter", "campaign", "authentication")
LOGIN = ": client="
# By words of the message an organisation refuses: it counts once in four weeks, on the day of the first.
VERDICT = re.compile(r" relay=\S*?([^.\[ ]+\.[^.\[ ]+)\[.* dsn=5\.7\.\d+, status=bounced")
QUEUE_ID = re.compile(r" \S+\[\d+\]: ([0-9A-Za-z]{6,}): ")


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


def queue_id(line):
    found = QUEUE_ID.search(line)
    return found and found.group(1)


def without_bets(finding):
    """What its account comes to but for what deliveries count against."""
    return sum(counted for family, counted in finding.families.items() if family not in BETS)


def allowed(before, after):
    """Less is found on all, so more days are without a finding, and volume may count for more."""
    total, cap = before
    return total + max(0, after.volume_cap - cap)


def open_at_night(found, whole):
    """The ids of what is not told alike, of findings by nights and of one run."""
    one = {f.uid: f for f in whole}
    late = {f.account for uid, f in [*one.items(), *found.items()]
            if f.detector in OPEN_AT_NIGHT and (uid in found) != (uid in one)}
    return {uid for uid, f in [*one.items(), *found.items()] if f.detector in OPEN_AT_NIGHT
            or (f.account in late and f.warrants == RECORD and uid not in found)}


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

    def over_new_year(self):
        """Stamps without a year, where a year ends: as the same traffic in March."""
        self.bench.render(self.folder, "postfix-plain")
        before = self.bench.afresh(self.folder)
        folder = self.copy("winter")
        worlds.shift(folder, sites.IN_DECEMBER)
        self.bench.render(folder, "postfix-plain")
        after = self.bench.afresh(folder)
        shutil.rmtree(folder)
        self.bench.render(self.folder)
        self.expect(difference(told(before), told(after)), "RFC 3164, over the end of a year")

    def frightening(self):
        after = self.changed("words", worlds.frighten)
        self.expect(difference(verdicts(self.findings), verdicts(after)), "words that spam has")

    def in_pieces(self):
        lines = days.read(os.path.join(self.folder, "logs"))
        pieces = days.in_pieces(self.folder, lines, 7, self.seed)
        after = self.bench.afresh(self.folder, pieces)
        self.expect(difference(told(self.findings), told(after)), "seven files, some packed")
        found = days.nightly(self.bench, self.folder, lines)
        late = open_at_night(found, self.findings)
        for is_open in (False, True):
            differ = list(days.check_until(
                self.bench, self.folder, lines,
                {uid: f for uid, f in found.items() if (uid in late) == is_open},
                [f for f in self.findings if (f.uid in late) == is_open]))
            if is_open:
                print("".join("  OPEN: night by night: %s\n" % text[:200] for text in differ), end="")
            else:
                self.expect(differ, "night by night, %d findings" % len(found))

    def rendered(self):
        """The same lines with other heads."""
        path = renderings.rfc5424(self.folder, days.read(os.path.join(self.folder, "logs")))
        after = self.bench.afresh(self.folder, [path])
        self.expect(difference(told(self.findings), told(after)), "RFC 5424")
        os.remove(path)

    def others_beside(self):
        accounts, self.bench.accounts = self.bench.accounts, self.others
        other = self.bench.make(self.seed + 1000, "--quiet", name="other")
        self.bench.accounts = accounts
        after = self.changed("beside", lambda folder: worlds.add(folder, other))
        # More account-days let volume count for more, so sums may rise: each piece may not.
        self.expect(difference(alone(self.findings), alone(after)),
                    "%d unrelated accounts beside" % self.others)

    def announcers(self):
        with open(os.path.join(self.folder, "site", "announcements.yaml"), encoding="utf-8") as text:
            return set(re.findall(r"owner: *\"?([^\s\",]+)", text.read()))

    def other_server(self, server):
        self.bench.render(self.folder, server)
        after = self.bench.afresh(self.folder)
        left_out = {detector for detector, where in NOT_EQUAL if where == server}

        announcers = self.announcers()

        def equal(findings):
            return alone(f for f in findings if f.detector not in left_out and not f.is_operators
                         and not (f.account in announcers
                                  and f.detector in EXCUSED.get(server, ())))

        print("  %s, without %s:" % (server, ", ".join(sorted(left_out))))
        self.expect(difference(equal(self.findings), equal(after)), server)
        self.bench.render(self.folder)

    def without(self, lines, gone):
        path = days.write(os.path.join(self.folder, "less.log"),
                          [line for at, line in enumerate(lines, 1) if at not in gone])
        return self.bench.afresh(self.folder, [path])

    def cited(self, lines, wants):
        """The cited lines of each account that tell nothing in favour and are wanted."""
        cited = {}
        for f in self.findings:
            cited.setdefault(f.account, set()).update(
                e["line"] for e in f.evidence
                if not any(word in e["raw"] for word in EXONERATES) and wants(lines[e["line"] - 1]))
        return {account: sorted(of) for account, of in cited.items() if of}

    def with_less(self, rounds):
        """A cited line is gone: of each account one. No sum rises, but where the line held a bet
        down: mail of its message was taken, and goes with it; or its organisation refuses again
        later, which counts from that day on instead, and has faded less; or it is a login. Then all
        that is no bet is no more than it was."""
        lines = days.read(os.path.join(self.folder, "logs"))
        taken = {queue_id(line) for line in lines if "status=sent" in line} - {None}
        refusing = collections.Counter(m.group(1) for m in map(VERDICT.search, lines) if m)
        before = {f.account: f for f in self.findings}
        dice = random.Random(self.seed)

        def risen(after, measure):
            return sorted({
                "%s: %s, was %s" % (f.account, measure(f), measure(before[f.account]))
                for f in after if f.account in before and measure(f) > 0.0005 + allowed(
                    (measure(before[f.account]), before[f.account].volume_cap), f)
            } | {"%s: %s, was none" % (f.account, f.sum) for f in after
                 if f.account not in before and measure(f) > 0})

        def holds_down(line):
            verdict = VERDICT.search(line)
            return (LOGIN in line or queue_id(line) in taken
                    or bool(verdict) and refusing[verdict.group(1)] > 1)

        for n in range(rounds):
            for does, measure in ((False, lambda f: f.sum), (True, without_bets)):
                cited = self.cited(lines, lambda line: holds_down(line) == does)
                gone = {dice.choice(cited[account]) for account in sorted(cited)}
                self.expect(risen(self.without(lines, gone), measure),
                            "without %d cited lines that hold %s (%d)" % (
                                len(gone), "a bet down" if does else "nothing down", n + 1))


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
        tests.over_new_year()
        tests.frightening()
        tests.in_pieces()
        tests.rendered()
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
