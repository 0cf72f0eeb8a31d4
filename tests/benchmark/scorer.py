"""What was found, against what is right to find.

A label is a row of labels.tsv: account, clause, least and greatest action, from and to (seconds
since 1970), kind, why. With a clause it asks for a finding: of that account, of that clause,
within that time, its action between least and greatest, and every line that it cites in the log
and of that account. Clause `*` asks for nothing: what is found in that time, up to the greatest
action, is not wrong. Clause `-` is somebody who did nothing.

A finding up to `record` is none. Any other one is a false alarm unless a label of its account
covers it. These rules do not change with the detectors.
"""
import csv
import json
import os
import re

ACTIONS = ["none", "record", "notify", "contact", "throttle", "hold_mailing", "disable_sending",
           "disable_account"]
RECORD, DISABLE = ACTIONS.index("record"), ACTIONS.index("disable_sending")
LOCAL_USERS = {"uid:0": "root", "uid:33": "www-data", "uid:38": "list"}
SLACK = 3600  # seconds that a delivery may come after the last message of an attack


class Label:
    def __init__(self, row):
        self.account, self.clause, self.kind = row["account"], row["clause"], row["kind"]
        self.least, self.greatest = ACTIONS.index(row["least"]), ACTIONS.index(row["greatest"])
        self.start, self.end, self.why = int(row["from"]), int(row["to"]), row["why"]

    @property
    def asks(self):
        return self.clause not in ("*", "-")

    @property
    def allows(self):
        return self.clause != "-"

    def is_within(self, first, last):
        return first <= self.end + SLACK and last >= self.start

    def is_about(self, finding):
        return (self.account == finding.account and self.clause in ("*", finding.clause)
                and self.is_within(finding.first, finding.last))


class Finding:
    def __init__(self, document):
        more, info = document["unmapped"], document["finding_info"]
        self.account, self.clause = more["account"], more["clause"]
        self.action = ACTIONS.index(more["action"])
        self.certainty = more["certainty"]
        self.ruling = ACTIONS.index(more["ruling"]["action"]) if more.get("ruling") else RECORD
        self.first, self.last = info["first_seen_time"] // 1000, info["last_seen_time"] // 1000
        self.detector, self.text = info["analytic"]["name"], document["message"]
        self.is_operators = bool(more.get("is_operators"))
        self.evidence = [e["data"] for e in document["evidences"]]
        self.wrong_lines = []  # what check_evidence() says

    @property
    def is_alarm(self):
        return self.action > RECORD


class Logs:
    """The lines of the logs, and whose message each queue id is."""

    def __init__(self, ids, owners):
        self.files = {}
        self.owners = {}  # an id comes again after some days
        for queue_id, deed in ids:
            self.owners.setdefault(queue_id, set()).add(owners.get(deed))

    def line(self, path, number):
        if path not in self.files:
            with open(path, encoding="utf-8") as log:
                self.files[path] = log.read().split("\n")
        lines = self.files[path]
        return lines[number - 1] if 0 < number <= len(lines) else None

    def is_of(self, line, account):
        """The account's name stands in it as a word, or the id of a message that is its own."""
        names = {account, LOCAL_USERS.get(account, account)}
        return any(word in names or names & self.owners.get(word, set())
                   for word in re.split(r"[][\s<>=,;@():]+", line))


def check_evidence(finding, logs):
    """What is wrong with the lines that it cites: texts."""
    wrong = [] if finding.evidence else ["no line is cited"]
    for e in finding.evidence:
        line = logs.line(e["file"], e["line"])
        if line is None or line != e["raw"]:
            wrong.append("%s:%d is not what is cited" % (os.path.basename(e["file"]), e["line"]))
        elif not finding.is_operators and not logs.is_of(line, finding.account):
            wrong.append("%s:%d is not of %s" % (os.path.basename(e["file"]), e["line"],
                                                 finding.account))
    return wrong


def outcome(label, findings):
    """right, under, over, unproved (action right, evidence wrong), named (found, but as another
    clause) or missed."""
    about = [f for f in findings if f.is_alarm and f.account == label.account
             and label.is_within(f.first, f.last)]
    of_clause = [f for f in about if f.clause == label.clause]
    if any(label.least <= f.action <= label.greatest and not f.wrong_lines for f in of_clause):
        return "right"
    if any(label.least <= f.action <= label.greatest for f in of_clause):
        return "unproved"
    if any(f.action > label.greatest for f in of_clause):
        return "over"
    if of_clause:
        return "under"
    return "named" if about else "missed"


def is_false_alarm(finding, labels):
    return finding.is_alarm and not any(
        label.allows and label.is_about(finding) and finding.action <= label.greatest
        for label in labels)


def is_false_disable(finding, labels):
    """What all its findings add up to, of an account of which no label allows as much."""
    return max(finding.ruling, finding.action) >= DISABLE and not any(
        label.allows and label.account == finding.account and label.greatest >= DISABLE
        for label in labels)


def score(labels, findings):
    """All of it: outcomes by label, false alarms, false disables by account."""
    return {
        "outcomes": [(label, outcome(label, findings)) for label in labels if label.asks],
        "false_alarms": [f for f in findings if is_false_alarm(f, labels)],
        "false_disables": sorted({f.account for f in findings if is_false_disable(f, labels)}),
        "wrong_evidence": [f for f in findings if f.wrong_lines],
    }


def read_labels(path):
    with open(path, encoding="utf-8", newline="") as table:
        return [Label(row) for row in csv.DictReader(table, delimiter="\t")]


def read_findings(path):
    with open(path, encoding="utf-8") as lines:
        return [Finding(json.loads(line)) for line in lines]


def read_ids(path):
    with open(path, encoding="utf-8") as table:
        for line in table:
            _, queue_id, deed = line.rstrip("\n").split("\t")
            yield queue_id, int(deed)
