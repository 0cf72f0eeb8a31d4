#!/usr/bin/env python3
"""Seeds to scores: what `sh tests/benchmark/run` does. See README.md in this folder."""
import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

import baselines
import delays
import figures
import metrics
import scorer
import seeds
import sites
import tables
from bench import ROOT, SCALES, Bench

LOSSES = (100, 1000)  # lines of 100,000
GRAVE = scorer.ACTIONS.index("contact")


def kind_of(label):
    return "%s, %s" % (label.kind, label.clause)


def what_is(account, labels):
    """The kinds of an account's labels: what the false alarm is about."""
    return "; ".join(sorted({label.kind.split(" ")[0] for label in labels
                             if label.account == account})) or "somebody without a part in it"


def configuration(program):
    """The shipped defaults, which is all that is used beside domains, networks and accounts."""
    policy = subprocess.run([program, "policy"], stdout=subprocess.PIPE, check=True).stdout
    return hashlib.sha256(policy).hexdigest()[:12]


def version(program):
    said = subprocess.run([program, "--version"], stdout=subprocess.PIPE, check=False).stdout
    return said.decode().strip() or "unknown"


def forms(results):
    """By how the logs came: labels, those of them that are right, and false alarms."""
    sums = collections.defaultdict(collections.Counter)
    for r in results:
        outcomes = [outcome for _, outcome in r["score"]["outcomes"]]
        sums[r["server"]].update(labels=len(outcomes), right=outcomes.count("right"),
                                 false_alarms=len(r["score"]["false_alarms"]))
    return {server: dict(s) for server, s in sorted(sums.items())}


def add_up(results, bench, seeds, scale):
    kinds = collections.defaultdict(collections.Counter)
    worst = collections.Counter()
    false = [(f, r["labels"]) for r in results for f in r["score"]["false_alarms"]]
    for r in results:
        for label, outcome in r["score"]["outcomes"]:
            kinds[kind_of(label)][outcome] += 1
    for finding, labels in false:
        worst[what_is(finding.account, labels), finding.detector,
              scorer.ACTIONS[finding.false_action]] += 1
    total = {
        "seeds": seeds, "scale": scale, "server": bench.server or "each seed in one of %d forms" % len(sites.FORMS),
        "forms": forms(results), "accounts": bench.accounts,
        "days": bench.days, "account_days": bench.accounts * bench.days * len(results),
        "version": version(bench.program), "configuration": configuration(bench.program),
        "kinds": {kind: dict(seen) for kind, seen in sorted(kinds.items())},
        "false_alarms": len(false),
        "false_contacts": sum(f.false_action >= GRAVE for f, _ in false),
        "false_disables": sum(len(r["score"]["false_disables"]) for r in results),
        "findings": sum(len(r["findings"]) for r in results),
        "cited_lines": sum(len(f.evidence) for r in results for f in r["findings"]),
        "wrong_evidence": sorted({"%s %s: %s" % (f.detector, f.account, f.wrong_lines[0])
                                  for r in results for f in r["score"]["wrong_evidence"]}),
        "worst": [[*what, n] for what, n in sorted(worst.items(), key=lambda w: (-w[1], w[0]))],
        "clauses": metrics.by_clause(results), "levels": metrics.by_level(results),
        "calibration": metrics.calibration(results), "blocks": metrics.attribution(results),
        "hijacked": metrics.hijacked(results),
        "baselines": {},
    }
    if results[0]["losses"]:
        total["losses"] = {str(loss): {what: sum(r["losses"][loss][what] for r in results)
                                       for what in results[0]["losses"][loss]}
                           for loss in LOSSES}
    total["real_prevalence"] = metrics.real_prevalence(total)
    if results[0]["nights"]:
        total["nights"] = delays.nights(results)
    if results[0]["delays"]:
        total["delays"] = delays.add_up([m for r in results for m in r["delays"]])
    for rule in baselines.RULES:
        scores = [r["baselines"][rule] for r in results]
        named = collections.Counter(kind_of(label) for s in scores
                                    for label, outcome in s["outcomes"] if outcome == "named")
        total["baselines"][rule] = {"kinds": dict(sorted(named.items())),
                                    "false_alarms": sum(len(s["false_alarms"]) for s in scores)}
    return total


def worse(total, record):
    """What is worse than on record: texts."""
    for kind, seen in record["kinds"].items():
        now = total["kinds"].get(kind, {})
        if now.get("right", 0) < seen.get("right", 0):
            yield "%s: %d right, %d on record" % (kind, now.get("right", 0), seen["right"])
    for what in ("false_alarms", "false_contacts", "false_disables"):
        if total[what] > record[what]:
            yield "%s: %d, %d on record" % (what, total[what], record[what])
    if len(total["wrong_evidence"]) > len(record["wrong_evidence"]):
        yield "wrong evidence: %s" % "; ".join(total["wrong_evidence"])
    for what in ("named", "left_open"):
        if total["blocks"].get(what, 0) < record["blocks"].get(what, 0):
            yield "blocks %s: %d, %d on record" % (what, total["blocks"].get(what, 0),
                                                   record["blocks"][what])
    if sorted(total["kinds"]) != sorted(record["kinds"]):
        yield "other attacks than on record: write a new record"


def seeds_of(said):
    first, _, last = said.partition("-")
    return range(int(first), int(last or first) + 1)


def options():
    parser = argparse.ArgumentParser(prog="tests/benchmark/run")
    parser.add_argument("--seeds", default="1-20", help="1-20 are for development, 21-40 for a test")
    parser.add_argument("--scale", choices=sorted(SCALES), default="small")
    parser.add_argument("--server", choices=sorted(sites.SERVERS),
                        help="all seeds as this one logs them, not each in a form of its own")
    parser.add_argument("--benign", action="store_true", help="without the attacks")
    parser.add_argument("--no-systems", action="store_true",
                        help="the site has no database of autonomous systems")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--program", default=os.path.join(ROOT, "build/release/mailproctor"))
    parser.add_argument("--out", default=os.path.join(ROOT, "build/benchmark"))
    parser.add_argument("--against", help="a result.json: exit with 1 if anything is worse")
    parser.add_argument("--losses", action="store_true", help="once more with lines missing")
    parser.add_argument("--delays", action="store_true",
                        help="how long it takes to an action: a minute and more a seed")
    parser.add_argument("--nights", action="store_true",
                        help="on which day it is found, of attacks that go on: half a minute a seed")
    parser.add_argument("--rare", action="store_true",
                        help="hijacked accounts as rare as in life: five in 100,000 account-days")
    parser.add_argument("--misses", action="store_true", help="name each miss and false alarm")
    return parser.parse_args()


def tell_misses(results):
    for r in results:
        for label, outcome in r["score"]["outcomes"]:
            if outcome != "right":
                print("seed %d: %s: %s, %s: %s" % (r["seed"], outcome, label.account,
                                                   kind_of(label), label.why))
        for f in r["score"]["false_alarms"]:
            print("seed %d: false alarm: %s (%s): %s: %s" % (
                r["seed"], f.account, what_is(f.account, r["labels"]),
                scorer.ACTIONS[f.false_action],
                f.text))


def main():
    o = options()
    scratch = tempfile.mkdtemp(prefix="benchmark.")
    bench = Bench(scratch, os.path.abspath(o.program), *SCALES[o.scale],
                  "postfix" if o.delays or o.nights else o.server)
    plans = ["--benign"] * o.benign + ["--rare"] * o.rare + ["--no-systems"] * o.no_systems
    task = seeds.Task(bench, plans, LOSSES if o.losses else (), o.delays, o.nights)
    try:
        bench.build()
        with concurrent.futures.ProcessPoolExecutor(o.jobs) as pool:
            results = list(pool.map(task, seeds_of(o.seeds)))
    finally:
        shutil.rmtree(scratch)
    total = add_up(results, bench, o.seeds, o.scale)
    if o.misses:
        tell_misses(results)
    os.makedirs(o.out, exist_ok=True)
    with open(os.path.join(o.out, "result.json"), "w", encoding="utf-8") as out:
        json.dump(total, out, indent=1, sort_keys=True)
        out.write("\n")
    said = figures.document(total, tables.more(total))
    for name, text in (("result.md", said), ("chart.svg", tables.picture(total))):
        with open(os.path.join(o.out, name), "w", encoding="utf-8") as out:
            out.write(text)
    print(said, end="")
    if not o.against:
        return 0
    with open(o.against, encoding="utf-8") as record:
        bad = list(worse(total, json.load(record)))
    print("".join("worse: %s\n" % text for text in bad), end="")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
