#!/usr/bin/env python3
"""How much of benign mail goes to strangers: novelty.py [FOLDER]

Reads the e-mail network of a research institution (SNAP email-Eu-core-temporal: who wrote to whom,
in what second; 986 people, 803 days) as the program would: contacts are remembered for 90 days after
the last mail, of who wrote the last 64, and days of accounts younger than 14 days do not count.
Prints, for windows of an hour, a day, a week and four weeks, of 100,000 account-days with mail how
many reach a number of strangers, of recipients in all, and of own contacts within an hour; and how
many strangers answer. detectors/cold_mail.c and detectors/fan_out.c have their limits from here.

FOLDER, $MAILPROCTOR_CORPORA or ../shared/corpora holds it; without one it says so and is done.
"""
import collections
import glob
import gzip
import math
import os
import sys

DAY, MEMORY, WRITERS, YOUNG, WARM = 86400, 90, 64, 14, 90
WINDOWS = {"1 h": 3600, "24 h": DAY, "7 d": 7 * DAY, "28 d": 28 * DAY}
STEPS = (3, 5, 7, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300)


def mails(folder):
    path = glob.glob(os.path.join(folder, "logs/*/data/email-Eu-core-temporal.txt.gz"))[0]
    with gzip.open(path, "rt", encoding="ascii") as file:
        for line in file:
            sender, receiver, second = line.split()
            yield int(second), sender, receiver


class Recent:
    """The distinct keys of a sliding time, each with its first time in it."""

    def __init__(self, span):
        self.span, self.queue, self.keys = span, collections.deque(), {}

    def add(self, key, now):
        while self.queue and self.queue[0][0] <= now - self.span:
            then, old = self.queue.popleft()
            if self.keys.get(old) == then:
                del self.keys[old]
        self.keys[key] = now
        self.queue.append((now, key))
        return len(self.keys)


class Account:
    def __init__(self, day):
        self.begun, self.wrote, self.days = day, {}, {}
        self.writers = collections.deque(maxlen=WRITERS)
        self.cold = {name: Recent(span) for name, span in WINDOWS.items()}
        self.all = {name: Recent(span) for name, span in WINDOWS.items()}
        self.known = Recent(3600)
        self.waiting = {}


class Tally:
    def __init__(self):
        self.accounts, self.most = {}, collections.defaultdict(int)
        self.account_days, self.days_after_warm_up = 0, set()
        self.cold, self.answered, self.recipients = 0, 0, 0

    def raise_to(self, what, account, day, value):
        key = what, account, day
        self.most[key] = max(self.most[key], value)

    def is_counted(self, one, day):
        return day >= WARM and day - one.begun >= YOUNG

    def send(self, now, sender, receiver):
        day = now // DAY
        one = self.accounts.setdefault(sender, Account(day))
        other = self.accounts.setdefault(receiver, Account(day))
        last = one.wrote.get(receiver)
        is_known = last is not None and last[1] >= day - MEMORY and last[0] < day
        is_cold = not is_known and receiver not in one.writers
        counts = self.is_counted(one, day)
        if counts:
            self.days_after_warm_up.add((sender, day))
            self.recipients += 1
        for name in WINDOWS:
            reached = one.all[name].add(receiver, now)
            if counts:
                self.raise_to("all " + name, sender, day, reached)
        if is_known and counts:
            self.raise_to("known 1 h", sender, day, one.known.add(receiver, now))
            self.raise_to("known share", sender, day,
                          100 * len(one.known.keys) // len(one.wrote) if len(one.wrote) >= 40 else 0)
        if is_cold and self.is_counted(one, day):
            for name in WINDOWS:
                self.raise_to("cold " + name, sender, day, one.cold[name].add(receiver, now))
            if receiver not in one.waiting:
                self.cold += 1
                one.waiting[receiver] = now
        first = last[0] if last and last[1] >= day - MEMORY else day
        one.wrote[receiver] = (first, day)
        if sender not in other.writers:
            other.writers.append(sender)
        asked = other.waiting.get(sender)
        if asked is not None:
            self.answered += now - asked <= 14 * DAY
            other.waiting[sender] = -math.inf

    def tails(self, what):
        values = [value for (name, _, _), value in self.most.items() if name == what]
        n = len(self.days_after_warm_up)
        return [100000 * sum(value >= step for value in values) / n for step in STEPS]


def show(tally, what):
    print("%-12s" % what, end="")
    for tail in tally.tails(what):
        print("%9.1f" % tail, end="")
    print()


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    folder = (sys.argv[1:] or [os.environ.get("MAILPROCTOR_CORPORA")
                               or os.path.join(root, "../shared/corpora")])[0]
    if not os.path.isdir(os.path.join(folder, "logs")):
        print("no corpora in %s: nothing counted" % folder)
        return
    tally = Tally()
    for now, sender, receiver in sorted(mails(folder)):
        tally.send(now, sender, receiver)
    n = len(tally.days_after_warm_up)
    print("%d account-days with mail; in none at all is %.1f of 100,000" % (n, 100000 * 3 / n))
    print("%d recipients, %.1f %% of them strangers; of these %.0f %% answer within 14 days\n" % (
        tally.recipients, 100 * tally.cold / tally.recipients, 100 * tally.answered / tally.cold))
    print("of 100,000 account-days with mail so many reach\n" + " " * 12, end="")
    for step in STEPS:
        print("%9d" % step, end="")
    print()
    for kind in ("cold ", "all "):
        for name in WINDOWS:
            show(tally, kind + name)
    show(tally, "known 1 h")
    show(tally, "known share")


if __name__ == "__main__":
    main()
