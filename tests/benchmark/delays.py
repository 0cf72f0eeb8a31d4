"""How many recipients and hours pass until an account is contacted, held, stopped.

The nights are run one after the other, as at a site. On the night on which an account's action
reaches a level for the first time, the day's log is cut before each n-th of the account's messages,
and the state of the night before reads it: the least n for which the level is reached, by halving. That
assumes that a longer log of the day reaches no less, which holds but for answers and deliveries
that come in between. What is counted is what the account had handed in by then, from the
label's begin on; hours are those of the clock, so a day that is read at midnight only takes longer.
"""
import bisect
import os
import shutil

import days
import metrics
import scorer

LEVELS = [scorer.ACTIONS.index(name) for name in metrics.LEVELS]
CLAUSES = ("resources", "malicious", "commercial", "mass_mailing")
MOST = {"split": 2, "distributed_bomb": 2}  # accounts of one campaign that are looked at


def looked_at(labels):
    """Labels of attacks that go on for some messages."""
    seen, chosen = {}, []
    for label in labels:
        if label.asks and label.clause in CLAUSES and label.kind != "announced_late":
            name = metrics.campaign_of(label)
            seen[name] = seen.get(name, 0) + 1
            if seen[name] <= MOST.get(name, 1000):
                chosen.append(label)
    return chosen


class Watch:
    """One label and the messages of its account within its time."""

    def __init__(self, label, mails):
        self.label, self.reached = label, {}
        self.mails = [m for m in mails.get(label.account, ())
                      if label.start <= m.when <= label.end]

    def least(self, level):
        """Of the levels that its label allows."""
        return level <= self.label.greatest

    def cost(self, count):
        """Recipients and hours, when `count` of its messages have been handed in."""
        so_far = self.mails[:count]
        recipients = sum(len(m.recipients) for m in so_far)
        hours = (so_far[-1].when - self.label.start) / 3600 if so_far else 0
        return recipients, round(hours, 2)


class Delays:
    def __init__(self, bench, folder, labels, mails):
        self.bench, self.folder = bench, folder
        self.watches = [Watch(label, mails) for label in looked_at(labels)]
        self.runs = 0

    def at_cut(self, lines, stamps, when, known):
        """Actions by account, had the day ended then."""
        end = bisect.bisect_right(stamps, when)
        if end not in known:
            for name in ("", ".key"):
                shutil.copy(os.path.join(self.folder, "before" + name),
                            os.path.join(self.folder, "cut" + name))
            path = days.write(os.path.join(self.folder, "cut.log"), lines[:end])
            known[end] = metrics.account_action(
                self.bench.analyze(self.folder, [path], "cut")) if end else {}
            self.runs += 1
        return known[end]

    def search(self, watch, level, lines, stamps, known):
        """The least number of messages after which the level is reached, on this day."""
        whens = [m.when for m in watch.mails]
        first = bisect.bisect_left(whens, days.seconds(lines[0]))
        low, high = first, bisect.bisect_right(whens, days.seconds(lines[-1]))
        while low < high:
            middle = (low + high) // 2
            until = whens[middle] if middle < len(whens) else days.seconds(lines[-1])
            if self.at_cut(lines, stamps, until, known).get(watch.label.account, 0) >= level:
                high = middle
            else:
                low = middle + 1
        return low

    def night(self, _, findings, lines):
        action, known = metrics.account_action(findings), {}
        stamps = None
        for watch in self.watches:
            for level in LEVELS:
                if level in watch.reached or action[watch.label.account] < level:
                    continue
                if not watch.mails or days.seconds(lines[-1]) < watch.label.start:
                    continue
                stamps = stamps or [days.seconds(line) for line in lines]
                watch.reached[level] = watch.cost(self.search(watch, level, lines, stamps, known))

    def measure(self):
        lines = days.read(os.path.join(self.folder, "logs"))
        state = os.path.join(self.folder, "nights")

        def before(_):
            for name in ("", ".key"):
                if os.path.exists(state + name):
                    shutil.copy(state + name, os.path.join(self.folder, "before" + name))

        days.nightly(self.bench, self.folder, lines, "nights", self.night, before)
        return [(w.label.kind, {scorer.ACTIONS[level]: cost for level, cost in w.reached.items()},
                 [scorer.ACTIONS[level] for level in LEVELS if w.least(level)])
                for w in self.watches]


class Nights:
    """On which of its days, the first being 1, an attack that goes on for days is contacted about:
    the nights alone, without a search, so of many seeds."""

    KINDS = ("drip", "drip_clean", "ramp", "split")

    def __init__(self, bench, folder, labels):
        self.bench, self.folder, self.reached = bench, folder, {}
        self.labels = [label for label in labels if label.asks
                       and metrics.campaign_of(label) in self.KINDS]

    def night(self, day, findings, _):
        action = metrics.account_action(findings)
        at = days.number_of(day)
        for label in self.labels:
            nth = at - label.start // metrics.DAY + 1
            if nth > 0 and label not in self.reached and action[label.account] >= LEVELS[0]:
                self.reached[label] = nth

    def measure(self):
        lines = days.read(os.path.join(self.folder, "logs"))
        days.nightly(self.bench, self.folder, lines, "nights", self.night)
        return [(label.kind, self.reached.get(label)) for label in self.labels]


def nights(results):
    """By kind of attack, of all seeds: the days of its accounts, and of each campaign's first; None
    is never."""
    sums = {}
    for r in results:
        of = {}
        for kind, day in r["nights"]:
            of.setdefault(kind, []).append(day)
        for kind, those in of.items():
            s = sums.setdefault(kind, {"accounts": [], "campaigns": []})
            s["accounts"] += those
            s["campaigns"].append(min((d for d in those if d is not None), default=None))
    return dict(sorted(sums.items()))


def percentile(values, percent):
    """The least that so many per cent do not exceed; None stands for never."""
    ordered = sorted(values, key=lambda v: (v is None, v or 0))
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else None


def sums_of(costs):
    row = {"n": len(costs), "reached": sum(c is not None for c in costs)}
    for at, what in enumerate(("recipients", "hours")):
        values = [None if c is None else c[at] for c in costs]
        row[what] = [percentile(values, 50), percentile(values, 95)]
    return row


def add_up(measured):
    """By attack, and by each of its kinds: of each level n, how many reach it, recipients and hours,
    median and p95."""
    costs = {}
    for kind, reached, able in measured:
        for name in {kind, kind.split(" ")[0]}:
            for level in able:
                costs.setdefault(name, {}).setdefault(level, []).append(reached.get(level))
    return {kind: {level: sums_of(all_costs) for level, all_costs in of.items()}
            for kind, of in sorted(costs.items())}
