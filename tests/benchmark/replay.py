#!/usr/bin/env python3
"""A real institution's mail, in which nobody is known to have misbehaved: replay.py [--program P]

SNAP's email-Eu-core-temporal: who wrote to whom at which second, 803 days of a European research
institution. Mails of one sender and one second are one message. It is written as a Postfix log
and read four weeks at a time on one state. No account-day may be held or disabled; alarms from
contact on are counted beside those of simple rules on the same mail. Without the corpus it says so.

Limits: mail inside the institution only, so nothing bounces and nobody is outside; no students; the
habits of 2003 to 2005; sizes, networks and who is staff or faculty are made up. What is said is
said of habits of writing: volume, new recipients, groups, floods. The corpus is no part of the
project, and nothing of it is kept.
"""
import argparse
import collections
import gzip
import json
import os
import shutil
import sys
import tempfile

import baselines
import days
import figures
import metrics
import scorer
from bench import ROOT, Bench

CORPUS = "logs/trouleau+var-wold/data/email-Eu-core-temporal.txt.gz"
MONDAY = 1704067200  # the 1st of January 2024
DAY, WEEKS = 86400, 4


def read_edges(path):
    """(second, sender, receivers) in the order of time."""
    messages = {}
    with gzip.open(path, "rt") as edges:
        for edge in edges:
            sender, receiver, second = map(int, edge.split())
            messages.setdefault((second, sender), []).append(receiver)
    return [(second, sender, list(dict.fromkeys(to)))
            for (second, sender), to in sorted(messages.items())]


def weekend_offset(messages):
    """Days to add so that the two quietest days in a row are Saturday and Sunday."""
    by_day = collections.Counter(second // DAY % 7 for second, _, _ in messages)
    quiet = min(range(7), key=lambda d: by_day[d] + by_day[(d + 1) % 7])
    return (5 - quiet) % 7


def name(person):
    return "p%d" % person


def client(person):
    a, b = 1 + person % 150, 1 + person // 150
    return "pc-%d-%d.campus.example.edu[10.20.%d.%d]" % (a, b, a, b)


def script_line(number, message):
    second, sender, to = message
    return "\t".join([
        str(second), "login", client(sender), name(sender), name(sender) + "@example.edu", "-",
        str(1200 + number * 2654435761 % 60000), "message %d" % number,
        *(name(person) + "@example.edu" for person in to)]) + "\n"


def write_world(folder, messages):
    people = sorted({p for _, sender, to in messages for p in (sender, *to)})
    os.makedirs(os.path.join(folder, "site"))
    with open(os.path.join(folder, "script"), "w", encoding="utf-8") as script:
        script.writelines(script_line(n, m) for n, m in enumerate(messages))
    with open(os.path.join(folder, "site", "policy.yaml"), "w", encoding="utf-8") as policy:
        policy.write("organisation: Replay\ntime_zone: UTC\ndomains: [example.edu]\n"
                     "networks: {own: [10.20.0.0/16]}\n")
    with open(os.path.join(folder, "site", "directory.csv"), "w", encoding="utf-8") as rows:
        rows.write("account,person,kind,created,addresses\n")
        for p in people:
            rows.write("%s,%s,%s,2020-01-01,%s@example.edu\n" % (
                name(p), name(p), "faculty" if p % 5 < 2 else "staff", name(p)))


def alarms_of(bench, folder):
    """(account, day) and the greatest action there, of all runs together."""
    found, ids = {}, {}
    of_day = days.by_day(days.read(os.path.join(folder, "logs")))
    shutil.rmtree(os.path.join(folder, "logs"))
    for at in range(0, len(of_day), 7 * WEEKS):
        lines = [line for _, lines in of_day[at:at + 7 * WEEKS] for line in lines]
        path = days.write(os.path.join(folder, "piece.log"), lines)
        ids.update((f.uid, f) for f in bench.analyze(folder, [path]))
    for f in ids.values():
        if f.is_alarm:
            key = f.account, f.first // DAY
            found[key] = max(found.get(key, 0), f.action, f.ruling)
    return found, list(ids.values())


def tell(found, findings, mails):
    active = len({(m.account, m.when // DAY) for m in mails})
    levels = collections.Counter(scorer.ACTIONS[action] for action in found.values())
    total = {"account_days": active, "messages": len(mails),
             "recipients": sum(len(m.recipients) for m in mails), "actions": dict(levels),
             "detectors": dict(collections.Counter(f.detector for f in findings if f.is_alarm)),
             "baselines": {rule: len(baselines.alarms(run, mails))
                           for rule, run in baselines.RULES.items()}}
    rows = [["**Mailproctor**, from `%s` on" % level,
             n := sum(a >= scorer.ACTIONS.index(level) for a in found.values()),
             figures.per_100k(n, active)] for level in ("notify", *metrics.LEVELS)]
    rows += [[rule, n, figures.per_100k(n, active)] for rule, n in total["baselines"].items()]
    print("%d messages to %d recipients; account-days with mail: %d. By detector: %s.\n" % (
        total["messages"], total["recipients"], active,
        ", ".join("%s %d" % of for of in sorted(total["detectors"].items())) or "none"))
    print(figures.table(["", "account-days", "per 100,000 (95 %)"], rows))
    return total


def main():
    parser = argparse.ArgumentParser(prog="tests/benchmark/replay.py")
    parser.add_argument("--program", default=os.path.join(ROOT, "build/release/mailproctor"))
    parser.add_argument("--out", default=os.path.join(ROOT, "build/benchmark"))
    parser.add_argument("--days", type=int, default=10 ** 6, help="of the trace, the first ones")
    o = parser.parse_args()
    corpora = os.environ.get("MAILPROCTOR_CORPORA", os.path.join(ROOT, "../shared/corpora"))
    path = os.path.join(corpora, CORPUS)
    if not os.path.exists(path):
        print("replay: skipped, the corpus is not here (%s)" % path)
        return 0
    messages = read_edges(path)
    shift = MONDAY + weekend_offset(messages) * DAY
    messages = [(m[0] + shift, *m[1:]) for m in messages if m[0] < o.days * DAY]
    scratch = tempfile.mkdtemp(prefix="replay.")
    try:
        bench = Bench(scratch, os.path.abspath(o.program), 0, 0)
        bench.build()
        folder = os.path.join(scratch, "world")
        write_world(folder, messages)
        bench.render(folder)
        mails, _ = baselines.read_script(os.path.join(folder, "script"))
        found, findings = alarms_of(bench, folder)
    finally:
        shutil.rmtree(scratch)
    total = tell(found, findings, mails)
    os.makedirs(o.out, exist_ok=True)
    with open(os.path.join(o.out, "replay.json"), "w", encoding="utf-8") as out:
        json.dump(total, out, indent=1, sort_keys=True)
    grave = [key for key, action in found.items() if action >= scorer.ACTIONS.index("hold_mailing")]
    print("\nreplay: %d account-days held or disabled" % len(grave))
    return 1 if grave else 0


if __name__ == "__main__":
    sys.exit(main())
