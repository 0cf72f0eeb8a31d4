#!/usr/bin/env python3
"""How long the bets of unknown_recipients and refused_as_spam take: bets.py [RUNS]

Plays 400 runs of each scenario with the very integers of the detectors (read from their sources)
and prints, of all runs, how many were called (contact) and disabled, and after how many
recipients: median and 95th percentile. What other evidence an account has stands beside it:
volume by how many new recipients of a day two real institutions had how often (DETECTION of
cold recipients, per 100,000 account-days, four windows), networks 2 where they are foreign.
"""
import math
import os
import random
import re
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "detectors")
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 400


def read(name, table):
    """The pairs of a table of bets, or the numbers of any other table."""
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        body = re.search(re.escape(table) + r"\[[^=]*\] = \{(.*?)\};", file.read(), re.S).group(1)
    numbers = [int(n) for n in re.findall(r"-?\d+", body)]
    return list(zip(numbers[::2], numbers[1::2])) if "{" in body else numbers


FIFTH = read("unknown_recipients.c", "against_fifth")
TENTH = read("unknown_recipients.c", "against_tenth")
THOUSANDTH = read("refused_as_spam.c", "against_thousandth")
CAPS = read("refused_as_spam.c", "caps")
COLD = ((5, 158), (10, 53), (15, 24), (20, 11), (30, 1.4))


class Bets:
    def __init__(self, table):
        self.table = table
        self.sums = [0] * 3

    def add(self, column):
        for i in range(3):
            self.sums[i] += self.table[i][column]

    def weight(self):
        most = max(self.sums)
        return most + 1000 * math.log10(sum(10 ** ((x - most) / 1000) for x in self.sums)) - 478

    def sleep(self):
        self.sums = [min(3300, max(0, x)) * 9756 // 10000 for x in self.sums]


def volume(cold):
    """Thousandths; the last limit that was reached."""
    shares = [share for limit, share in COLD if cold >= limit]
    return min(4000, 1000 * (5 - math.log10(shares[-1]) - math.log10(4))) if shares else 0


def decide(fifth, tenth, refused, others):
    """Called, disabled."""
    invalid = max(0, min(4000, fifth.weight()))
    remote = max(0, min(CAPS[min(3, refused[1])], refused[0].weight()))
    weights = [invalid, remote, *others]
    is_proved = sum(w >= 2000 for w in weights) >= 2 and max(invalid, remote) >= 2000
    return sum(weights) >= 4000 or tenth.weight() >= 4000, sum(weights) >= 7000 and is_proved


def play(dice, s):
    fifth, tenth, refused, organisations = Bets(FIFTH), Bets(TENTH), Bets(THOUSANDTH), set()
    called, n = None, 0
    for _ in range(s["days"]):
        for cold in range(1, s["a_day"] + 1):
            n += 1
            fate = dice.random()
            is_refused = s["invalid"] <= fate < s["invalid"] + s["refused"]
            if is_refused:
                one = dice.choices(range(40), weights=[1 / (k + 1) for k in range(40)])[0]
                if one not in organisations:
                    organisations.add(one)
                    refused.add(0)
            else:
                column = int(fate >= s["invalid"])
                fifth.add(column)
                if not s["announced"]:
                    tenth.add(column)
                if column:
                    refused.add(1)
            loud = max(0, volume(cold) - (3000 if s["announced"] else 0))
            is_called, is_disabled = decide(fifth, tenth, (refused, len(organisations)),
                                            (loud, 2000 if s["foreign"] else 0))
            called = called or (n if is_called else None)
            if is_disabled:
                return called, n
            if n >= s["most"]:
                return called, None
        for bets in (fifth, tenth, refused):
            bets.sleep()
    return called, None


def scenario(name, a_day, days, invalid, refused, foreign=False, announced=False, most=3000):
    return {"name": name, "a_day": a_day, "days": days, "invalid": invalid / 100,
            "refused": refused / 100, "foreign": foreign, "announced": announced, "most": most}


SCENARIOS = (
    scenario("blast, 30 % invalid, 2 % refused, foreign net", 3000, 1, 30, 2, foreign=True),
    scenario("blast, 30 % invalid, 2 % refused", 3000, 1, 30, 2),
    scenario("blast, 10 % invalid, 2 % refused", 3000, 1, 10, 2),
    scenario("blast, 3 % invalid, 5 % refused", 3000, 1, 3, 5),
    scenario("500 a day, 30 % invalid", 500, 6, 30, 0),
    scenario("50 a day, 30 % invalid", 50, 28, 30, 0),
    scenario("20 a day, 30 % invalid", 20, 28, 30, 0),
    scenario("10 a day, 30 % invalid, foreign net", 10, 60, 30, 0, foreign=True),
    scenario("10 a day, 5 % invalid, 1 % refused", 10, 60, 5, 1),
    scenario("organiser, 300 a day, 8 % invalid", 300, 5, 8, 0),
    scenario("organiser, 300 a day, 15 % invalid", 300, 5, 15, 0),
    scenario("organiser, 300 a day, 20 % invalid", 300, 5, 20, 0),
    scenario("announced, 1,000 in a day, 15 % invalid", 1000, 1, 15, 0, announced=True),
    scenario("announced, 1,000 in a day, 20 % invalid", 1000, 1, 20, 0, announced=True),
)


def told(found):
    found = sorted(n for n in found if n)
    if not found:
        return "never"
    return (f"{100 * len(found) / RUNS:.0f} %, {found[len(found) // 2]} / "
            f"{found[min(len(found) - 1, int(.95 * len(found)))]}")


print("| scenario | contact | disable |\n|---|---|---|")
for one in SCENARIOS:
    played = [play(random.Random(1000 + k), one) for k in range(RUNS)]
    print(f"| {one['name']} | {told(p[0] for p in played)} | {told(p[1] for p in played)} |")
