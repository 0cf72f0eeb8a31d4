#!/usr/bin/env python3
"""What is known to have happened against what the program says: truth.py SAMPLE FOUND

SAMPLE/ledger.tsv: messages and recipients that the server accepted, as the clients that
sent them saw it. Every row must be equal to the account's (or nobody's) sums in
FOUND/count.json, and no account may have sent anything that is not in the ledger. Where the
logs cannot show the recipients exactly, its column `logged` says between which numbers
they must be ("18..19").
(bounces) and (forwarded) are made by the server itself: no client saw them.

SAMPLE/labels.tsv: account, clause, least and greatest action that are right. A labelled
account has a finding of its clause, the strongest of them within these bounds; under `-` stands
who did nothing wrong, and what is the most that may be said of him; of all others nothing is
above `record`. The clauses of SUMMED are judged by what all findings of an account add up to, too.
FOUND/findings.ndjson and FOUND/restricted/harassment.ndjson say what was found.

Where column `not_yet` names what the program cannot do yet, a disagreement is told and counted,
and is none that fails; so is an agreement, for the row is to be turned on then.
"""
import csv
import json
import os
import sys

ACTIONS = ["none", "record", "notify", "contact", "throttle", "hold_mailing",
           "disable_sending", "disable_account"]
SUMMED = {"resources", "commercial"}
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
        said = [finding["action"]]
        if finding["clause"] in SUMMED:
            said.append(finding["ruling"]["by_sum"])
        actions[key] = max(actions.get(key, 0), *map(ACTIONS.index, said))
    return actions


def check_label(row, action):
    """What is wrong with it, or None."""
    if ACTIONS.index(row["least"]) <= action <= ACTIONS.index(row["greatest"]):
        return None
    return "%s, %s: %s, but right is %s to %s (%s)" % (
        row["account"], row["clause"], ACTIONS[action], row["least"], row["greatest"], row["why"])


def check_labels(labels, actions):
    """(wrong, not yet). Takes what is labelled out of the actions."""
    wrong, not_yet = [], []
    for row in labels:
        if row["clause"] == "-":
            continue
        problem = check_label(row, actions.pop((row["account"], row["clause"]), 0))
        if row.get("not_yet"):
            not_yet.append("%s [not yet: %s]" % (problem or "%s, %s: right, turn it on" % (
                row["account"], row["clause"]), row["not_yet"]))
        elif problem:
            wrong.append(problem)
    return wrong, not_yet


def check_innocents(labels, actions, findings):
    """Whom nothing is held against; what is labelled is not in the actions any more."""
    innocent = {row["account"]: row for row in labels if row["clause"] == "-"}
    labelled = {row["account"] for row in labels if row["clause"] != "-"}
    sums = {(f["account"], "all of it"): ACTIONS.index(f["ruling"]["action"])
            for f in findings if f["account"] not in labelled}
    for (account, clause), action in [*actions.items(), *sums.items()]:
        row = innocent.get(account, {"greatest": "record", "why": "not labelled"})
        if action > ACTIONS.index(row["greatest"]):
            yield "%s, %s: %s, but it did nothing wrong (%s)" % (
                account, clause, ACTIONS[action], row["why"])


def found_in(path):
    """What is for the case handler alone has a folder of its own, where there is any."""
    if not os.path.exists(path) and "restricted" in path:
        return []
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line)["unmapped"] for line in lines]


def main(sample, found):
    ledger = rows(os.path.join(sample, "ledger.tsv"))
    labels = rows(os.path.join(sample, "labels.tsv"))
    with open(os.path.join(found, "count.json"), encoding="utf-8") as document:
        count = json.load(document)
    findings = found_in(os.path.join(found, "findings.ndjson"))
    findings += found_in(os.path.join(found, "restricted/harassment.ndjson"))
    actions = strongest(findings)
    wrong, not_yet = check_labels(labels, actions)
    wrong += [*check_ledger(ledger, count), *check_innocents(labels, actions, findings)]
    print("%d ledger rows, %d labels, %d wrong, %d not yet" % (
        len(ledger), len(labels), len(wrong), len(not_yet)))
    print("".join("%s\n" % text for text in [*sorted(wrong), *sorted(not_yet)]), end="")
    return 1 if wrong or not ledger or not labels else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
