#!/usr/bin/env python3
"""Adds up again what every account comes to: sums.py FINDINGS.NDJSON...

From the findings alone, by the words of analyzer/model/ruling.h: each one's score from its
weight, its family's cap and what speaks against it; each family's count; the sum; what the
sum recommends at most. Every number must be the one that was printed. Findings of a case
stand in a file that is called like it; if it sets steps of the ladder, those hold.
"""
import glob
import json
import os
import re
import sys
from fractions import Fraction

ACTIONS = ["record", "notify", "contact", "throttle", "hold_mailing", "disable_sending",
           "disable_account"]
ADDS = {"complaint", "canary", "forged"}
HARM = {"invalid", "remote", "complaint", "canary"}
HARM_IF_PROVED = {"local_filter", "forged"}
STEPS = {"disable": 7, "hold": 5, "contact": 4}
CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases", "*", "*.case")


def read(path):
    """Numbers stay exact: 1.213 is a fraction, not a float."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line, parse_float=Fraction)["unmapped"] for line in lines]


def score(finding, cap):
    excuses = sum(reason["weight"] for reason in finding["against"])
    return max(0, min(finding["weight"], cap) + excuses)


def weight_of(family, pieces):
    """The greatest of each cause, added where the family adds; otherwise the greatest of all."""
    causes = {}
    for piece in pieces:
        causes[piece["cause"]] = max(causes.get(piece["cause"], 0), piece["score"])
    return sum(causes.values()) if family in ADDS else max(causes.values(), default=0)


def count(findings, caps, left_out):
    """What each family counts; is it harm?"""
    counted, harm = {}, set()
    for family, cap in caps.items():
        pieces = [f for f in findings if f["family"] == family and not f["is_operators"] and
                  (family, f["cause"]) != left_out]
        counted[family] = min(cap, weight_of(family, pieces))
        proved = [f for f in pieces if f["certainty"] == "proved"]
        shows = pieces if family in HARM else proved if family in HARM_IF_PROVED else []
        if counted[family] >= 2 and weight_of(family, shows) >= 2:
            harm.add(family)
    return counted, harm


def strongest(findings, family):
    pieces = [f for f in findings if f["family"] == family and f["score"] > 0]
    return max(pieces, key=lambda f: f["score"], default=None)


def readings(findings):
    """One announced mailing counts by its volume or by its invalid recipients, not by both."""
    volume, invalid = strongest(findings, "volume"), strongest(findings, "invalid")
    if volume and invalid and volume["is_announced"] and volume["cause"] == invalid["cause"]:
        return [("invalid", volume["cause"]), ("volume", volume["cause"])]
    return [None]


def steps_of(path):
    """The sum from which on something is recommended, the strongest first."""
    steps = dict(STEPS)
    for case in glob.glob(CASES):
        if "-".join(["tests", *case.split(os.sep)[-3:]]) != os.path.basename(path):
            continue
        with open(case, encoding="utf-8") as text:
            for name, at in re.findall(r"^policy: ladder\.(\w+) = ([\d.]+)$", text.read(), re.M):
                steps[name] = Fraction(at)
    return [(steps["disable"], "disable_sending"), (steps["hold"], "hold_mailing"),
            (steps["contact"], "contact")]


def most(counted, harm, total, steps):
    """Without a look at the account and the logs, which may hold it back further."""
    step = next((action for at, action in steps if total >= at), "record")
    if step == "disable_sending" and not (harm and sum(c >= 2 for c in counted.values()) >= 2):
        return "hold_mailing"
    return step


def check_account(findings, ruling, steps):
    caps = {family["family"]: family["cap"] for family in ruling["families"]}
    excuses = sum(excuse["weight"] for excuse in ruling["excuses"])
    results = []
    for left_out in readings(findings):
        counted, harm = count(findings, caps, left_out)
        results.append((sum(counted.values()) + excuses, counted, harm))
    printed = {family["family"]: family["counted"] for family in ruling["families"]}
    fitting = [r for r in results if r[0] == ruling["sum"] and r[1] == printed]
    if not fitting:
        yield "the sum is %s of %s, printed are %s of %s" % (
            float(results[0][0]), results[0][1], float(ruling["sum"]), printed)
        return
    total, counted, harm = fitting[0]
    if harm != {f["family"] for f in ruling["families"] if f["is_harm"]}:
        yield "harm is %s" % sorted(harm)
    step = most(counted, harm, total, steps)
    fitting = {step, "throttle"} if step == "hold_mailing" else {step}
    if not ruling["withheld"] and ruling["by_sum"] not in fitting:
        yield "nothing is withheld, yet a sum of %s recommends %s" % (float(total), ruling["by_sum"])
    if ACTIONS.index(ruling["by_sum"]) > ACTIONS.index(step):
        yield "a sum of %s does not recommend %s" % (float(total), ruling["by_sum"])
    if ruling["posterior"] != ruling["prior"] + total:
        yield "the posterior is not the prior and the sum"


def check_findings(findings, ruling):
    caps = {family["family"]: family["cap"] for family in ruling["families"]}
    actions = [ACTIONS.index(f["action"]) for f in findings]
    if max(actions) != ACTIONS.index(ruling["by_rule"]):
        yield "the strongest finding is not by_rule"
    if max(*actions, ACTIONS.index(ruling["by_sum"])) != ACTIONS.index(ruling["action"]):
        yield "the action is not the greater of by_rule and by_sum"
    for finding in findings:
        if finding["ruling"] != ruling:
            yield "its findings tell different rulings"
        if finding["is_operators"]:
            if finding["counted"]:
                yield "a fault of the servers counts"
        elif finding["score"] != score(finding, caps[finding["family"]]):
            yield "a score is %s, printed as %s" % (
                score(finding, caps[finding["family"]]), finding["score"])
        if not finding["against"]:
            yield "nothing is said against it"
    for family in ruling["families"]:
        counted = sum(f["counted"] for f in findings if f["family"] == family["family"])
        if counted != family["weight"]:
            yield "%s weighs %s, its findings count %s" % (family["family"], family["weight"], counted)


def check(path):
    accounts, steps = {}, steps_of(path)
    for finding in read(path):
        accounts.setdefault(finding["account"], []).append(finding)
    for account, findings in accounts.items():
        ruling = findings[0]["ruling"]
        for text in (*check_findings(findings, ruling), *check_account(findings, ruling, steps)):
            yield "%s, %s: %s" % (path, account, text)
    if accounts:
        yield None  # it was looked at


def main(*paths):
    told = [text for path in paths for text in check(path)]
    wrong = [text for text in told if text]
    print("%d files with findings added up again, %d wrong" % (len(told) - len(wrong), len(wrong)))
    print("".join("%s\n" % text for text in wrong), end="")
    return 1 if wrong or not told else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
