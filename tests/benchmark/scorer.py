"""What was found, against what is right to find.

A label is a row of labels.tsv: account, clause, least and greatest action, from and to (seconds
since 1970), kind, why. With a clause it asks for a finding: of that account, of that clause,
within that time, its action between least and greatest, and every line that it cites in the log,
of that account, and one that tells of what it is cited for. Clause `*` asks for nothing: what is found in that time, up to the greatest
action, is not wrong. Clause `-` is somebody who did nothing.

The action of a finding is what it warrants by itself or, where more, what all findings of its
account add up to, if it speaks against the account in that sum: that is what is recommended.
A finding up to `record` is none. One that warrants more by itself is a false alarm unless a label
of its account covers it; what all adds up to, which has no time, is one if no label of the account
allows as much: one false alarm, however many findings there are. These rules do not change with the detectors.
"""
import csv
import json
import os
import re

import sites

ACTIONS = ["none", "record", "notify", "contact", "throttle", "hold_mailing", "disable_sending",
           "disable_account"]
RECORD, DISABLE = ACTIONS.index("record"), ACTIONS.index("disable_sending")
LOCAL_USERS = {"uid:0": "root", "uid:33": "www-data", "uid:38": "list"}
# What a line has that is cited for this, whichever server wrote it. A login that came about is an
# outcome, too.
ACCEPTED = r" client=|: uid=\d| <= |: from=.*, relay=|AUTH=server|Login: "
TELLS = {
    "accepted": ACCEPTED,
    "subject": r"header Subject: | T=\"|rspamd_task_write_log",
    "from": r"header From: |FROM_N?EQ_ENVFROM",
    "queued": r"\(queue active\)| <= |nrcpts=",
    "outcome": r"status=\w+|stat=| (?:=>|->|\*\*|==) |NOQUEUE|reject|ruleset=|AUTH failure|authenticat|"
               r": removed| Completed|disconnect from|too many|did not issue|exceed|too (?:large|big)|" + ACCEPTED,
}
SESSION_LINES = 3000  # that are looked through for the begin of a session
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


def by_sum(more):
    """What the findings of its account add up to, if this one is among what adds to it."""
    ruling = more.get("ruling") or {}
    return ACTIONS.index(ruling.get("by_sum", "none")) if more.get("score", 0) > 0 else 0


class Finding:
    def __init__(self, document):
        more, info = document["unmapped"], document["finding_info"]
        self.account, self.clause = more["account"], more["clause"]
        self.certainty = more["certainty"]
        self.ruling = ACTIONS.index(more["ruling"]["action"]) if more.get("ruling") else RECORD
        self.warrants = ACTIONS.index(more["action"])
        self.action = max(self.warrants, by_sum(more))
        self.false_action = 0  # what score() finds wrong
        self.first, self.last = info["first_seen_time"] // 1000, info["last_seen_time"] // 1000
        self.is_operators = bool(more.get("is_operators"))
        self.evidence = [e["data"] for e in document["evidences"]]
        numbers = more.get("numbers", {})
        self.detector, self.text = info["analytic"]["name"], document["message"]
        self.uid, self.score = info.get("uid"), more.get("score", 0)
        self.sum = more["ruling"].get("sum", 0) if more.get("ruling") else 0
        families = more["ruling"].get("families", ()) if more.get("ruling") else ()
        self.families = {f["family"]: f["counted"] for f in families}  # of its account's ruling
        self.volume_cap = max((f["cap"] for f in families if f["family"] == "volume"), default=0)
        self.posterior = more["ruling"].get("posterior", -9) if more.get("ruling") else -9
        self.told = (self.detector, self.warrants, self.certainty, tuple(sorted(numbers.items())))
        self.rows = [numbers[name] for name in ("line", "other_line") if name in numbers]
        self.wrong_lines = []  # what check_evidence() says

    @property
    def is_alarm(self):
        return self.action > RECORD


class Incident:
    """An organisation refuses everybody's mail: whom the report names as the cause of it, or None."""

    def __init__(self, said):
        self.organisation, self.culprit = said["organisation"], said.get("culprit")
        self.first, self.last = said["first"] // 1000, said["last"] // 1000


class Logs:
    """The lines of the logs, whose message each queue id is, and the rows of the directory."""

    def __init__(self, ids, owners, directory=()):
        self.files = {}
        self.directory = directory
        self.owners = {}  # an id comes again after some days
        for queue_id, deed in ids:
            self.owners.setdefault(queue_id, set()).update(owners.get(deed, ()))

    def lines(self, path):
        if path not in self.files:
            self.files[path] = sites.read_text(path).split("\n")
        return self.files[path]

    def line(self, path, number):
        lines = self.lines(path)
        return lines[number - 1] if 0 < number <= len(lines) else None

    def names_account(self, line, account):
        """The account's name stands in it as a word or in front of a list's VERP, or the id of a
        message that is its own."""
        names = {account, LOCAL_USERS.get(account, account)}
        return any(word in names or names & self.owners.get(word, set())
                   or word.startswith(account + "-bounces+")
                   for word in re.split(r"[][\s<>=,;@():]+", line))

    def is_of(self, path, number, account):
        """It names the account, or a line of the same SMTP session does: one of the same process
        and client, since that client's connection. Sendmail has a process for each, so there the
        process is enough."""
        lines, line = self.lines(path), self.line(path, number)
        session = re.search(r" (?:\S*smtpd|sm-mta)\[\d+\]:", line)
        client = re.search(r" from (\S+\[[^]]+\])", line)
        if self.names_account(line, account):
            return True
        if not session or not (client or " sm-mta" in session.group()):
            return False
        for before in reversed(lines[max(0, number - 1 - SESSION_LINES):number - 1]):
            if session.group() not in before or (client and client.group(1) not in before):
                continue
            if " disconnect from " in before:
                return False
            if self.names_account(before, account):
                return True
        return False


def check_rows(finding, directory):
    """The directory's own findings cite two of its rows, of which the first is the account's."""
    if not finding.rows:
        return ["no line is cited"]
    rows = [directory[n - 1] if 0 < n <= len(directory) else "" for n in finding.rows]
    return [] if all(rows) and rows[0].startswith(finding.account + ",") else [
        "the rows of the directory are not of %s" % finding.account]


def check_evidence(finding, logs):
    """What is wrong with the lines that it cites: texts."""
    if not finding.evidence:
        return check_rows(finding, logs.directory)
    wrong = []
    for e in finding.evidence:
        line = logs.line(e["file"], e["line"])
        if line is None or line != e["raw"]:
            wrong.append("%s:%d is not what is cited" % (os.path.basename(e["file"]), e["line"]))
        elif not re.search(TELLS.get(e.get("tells"), ""), line):
            wrong.append("%s:%d does not tell of %s" % (os.path.basename(e["file"]), e["line"],
                                                        e["tells"]))
        elif not finding.is_operators and not logs.is_of(e["file"], e["line"], finding.account):
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
    return finding.warrants > RECORD and not any(
        label.allows and label.is_about(finding) and finding.warrants <= label.greatest
        for label in labels)


def false_sums(labels, findings):
    """Of each account for which all adds up to more than any label of it allows, the finding that
    adds most."""
    most = {}
    for f in findings:
        if (f.action > max(f.warrants, RECORD) and not any(
                label.allows and label.account == f.account and label.greatest >= f.action
                for label in labels)):
            if f.account not in most or f.score > most[f.account].score:
                most[f.account] = f
    return list(most.values())


def all_false(labels, findings):
    """The false alarms, with what is wrong of them."""
    alone, sums = [f for f in findings if is_false_alarm(f, labels)], false_sums(labels, findings)
    for f in alone:
        f.false_action = f.warrants
    for f in sums:
        f.false_action = f.action
    return alone + [f for f in sums if f not in alone]


def is_false_disable(finding, labels):
    """What all its findings add up to, of an account of which no label allows as much."""
    return max(finding.ruling, finding.action) >= DISABLE and not any(
        label.allows and label.account == finding.account and label.greatest >= DISABLE
        for label in labels)


def score(labels, findings):
    """All of it: outcomes by label, false alarms, false disables by account."""
    return {
        "outcomes": [(label, outcome(label, findings)) for label in labels if label.asks],
        "false_alarms": all_false(labels, findings),
        "false_disables": sorted({f.account for f in findings if is_false_disable(f, labels)}),
        "wrong_evidence": [f for f in findings if f.wrong_lines],
    }


def read_labels(path):
    with open(path, encoding="utf-8", newline="") as table:
        return [Label(row) for row in csv.DictReader(table, delimiter="\t")]


def read_findings(path):
    with open(path, encoding="utf-8") as lines:
        return [Finding(json.loads(line)) for line in lines]


def read_lines(path):
    with open(path, encoding="utf-8") as text:
        return text.read().split("\n")


def read_ids(path):
    with open(path, encoding="utf-8") as table:
        for line in table:
            _, queue_id, deed = line.rstrip("\n").split("\t")
            yield queue_id, int(deed)
