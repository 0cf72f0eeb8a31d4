#!/usr/bin/env python3
"""What is known to have happened against what the program says: truth.py SAMPLE FOUND

SAMPLE/ledger.tsv: messages and recipients that the server accepted, as the clients that
sent them saw it. Every row must be equal to the account's (or nobody's) sums in
FOUND/count.json, and no account may have sent anything that is not in the ledger. Where the
logs cannot show the recipients exactly, its column `logged` says between which numbers
they must be ("18..19").
(bounces) and (forwarded) are made by the server itself: no client saw them.

SAMPLE/labels.tsv: account, clause, least and greatest action that are right. A labelled
account has a finding of its clause, the strongest of them within these bounds; nobody has
a finding above `record` that is not labelled. FOUND/findings.ndjson says what was found.
"""
import csv
import json
import os
import sys

ACTIONS = ["none", "record", "notify", "contact", "throttle", "hold_mailing",
           "disable_sending", "disable_account"]
MADE_BY_THE_SERVER = {"(bounces)", "(forwarded)"}


def rows(path):
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def sent(count):
    """Messages and recipients of all that is in the books and was handed in by a client."""
    sums = {a["account"]: a for a in count["accounts"]}
    sums.update((n["name"], n) for n in count["in_no_account"])
    return {name: (s["messages"], s["recipients"]) for name, s in sums.items()
            if s["messages"] and name not in MADE_BY_THE_SERVER}


def bounds(row):
    """Between which numbers of recipients the logs may show."""
    least, _, most = (row.get("logged") or "").partition("..")
    return (int(least), int(most)) if most else (int(row["recipients"]),) * 2


def check_ledger(ledger, count):
    found = sent(count)
    for row in ledger:
        messages, recipients = found.pop(row["account"], (0, 0))
        least, most = bounds(row)
        if messages != int(row["messages"]) or not least <= recipients <= most:
            yield "%s: the ledger has %s messages to %s recipients (logged: %d to %d), count %s" % (
                row["account"], row["messages"], row["recipients"], least, most,
                (messages, recipients))
    for name, sums in found.items():
        yield "%s: count has %d messages to %d recipients, the ledger none" % (name, *sums)


def strongest(findings):
    """By account and clause; `none` is not in it."""
    actions = {}
    for finding in findings:
        key = finding["account"], finding["clause"]
        actions[key] = max(actions.get(key, 0), ACTIONS.index(finding["action"]))
    return actions


def check_labels(labels, findings):
    actions = strongest(findings)
    for row in labels:
        if row["clause"] == "-":
            continue
        action = actions.pop((row["account"], row["clause"]), 0)
        if not ACTIONS.index(row["least"]) <= action <= ACTIONS.index(row["greatest"]):
            yield "%s, %s: %s, but right is %s to %s (%s)" % (
                row["account"], row["clause"], ACTIONS[action], row["least"], row["greatest"],
                row["why"])
    innocent = {row["account"]: row["why"] for row in labels if row["clause"] == "-"}
    for (account, clause), action in actions.items():
        if action > ACTIONS.index("record"):
            yield "%s, %s: %s, but it did nothing wrong (%s)" % (
                account, clause, ACTIONS[action], innocent.get(account, "not labelled"))


def main(sample, found):
    ledger = rows(os.path.join(sample, "ledger.tsv"))
    labels = rows(os.path.join(sample, "labels.tsv"))
    with open(os.path.join(found, "count.json"), encoding="utf-8") as document:
        count = json.load(document)
    with open(os.path.join(found, "findings.ndjson"), encoding="utf-8") as lines:
        findings = [json.loads(line)["unmapped"] for line in lines]
    wrong = [*check_ledger(ledger, count), *check_labels(labels, findings)]
    print("%d ledger rows, %d labels, %d wrong" % (len(ledger), len(labels), len(wrong)))
    print("".join("%s\n" % text for text in sorted(wrong)), end="")
    return 1 if wrong or not ledger or not labels else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
